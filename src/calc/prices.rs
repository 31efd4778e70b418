//! Price tables compiled for lookup: price(activity, participant, date), and the value of a delivery (spec 2.2).

use crate::domain::date::{Date, Validity};
use crate::domain::decimal::{Price, Quantity};
use crate::domain::fraction::Fraction;
use crate::domain::index::{ActivityIx, ParticipantIx, TableIx};
use crate::domain::model::Model;
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::reference::Reference;

/// Divides quantity × price, scaled 10^4 each, down to cents.
const QUANTITY_PRICE_TO_CENTS: i128 = Quantity::SCALE * Price::SCALE / 100;

/// One table: rows of an activity and participant lie together.
#[derive(Clone, Debug)]
struct Table {
    /// Start of the rows of (activity, participant or none) in `rows`; one more at the end.
    starts: Vec<u32>,
    rows: Vec<(Validity, Price)>,
}

/// All price tables of a run; 0 is `shadow`.
#[derive(Clone, Debug)]
pub struct PriceBook {
    tables: Vec<Table>,
    /// Columns per activity: every participant, and one for "no participant named".
    width: usize,
}

type Row = (ActivityIx, Option<ParticipantIx>, Validity, Price);

impl PriceBook {
    /// The shadow tariffs and the tables of a model.
    pub fn new(reference: &Reference, model: &Model) -> PriceBook {
        let mut book = PriceBook::shadow(reference);
        for own in &model.price_tables {
            let rows = own.rows.iter().map(|row| (row.activity, row.participant, row.validity, row.price));
            book.tables.push(Table::new(rows.collect(), reference.activities.len(), book.width));
        }
        book
    }

    /// The shadow tariffs alone.
    pub fn shadow(reference: &Reference) -> PriceBook {
        let width = reference.participants.len() + 1;
        let shadow =
            reference.shadow_tariffs.iter().map(|row| (row.activity, row.participant, row.validity, row.tariff));
        PriceBook { tables: vec![Table::new(shadow.collect(), reference.activities.len(), width)], width }
    }

    /// The price that holds; one that names the participant beats one that names nobody. `None`: no price that day.
    pub fn price(&self, table: TableIx, activity: ActivityIx, participant: ParticipantIx, day: Date) -> Option<Price> {
        let table = &self.tables[table.at()];
        let base = activity.at() * self.width;
        table.at(base + participant.at(), day).or_else(|| table.at(base + self.width - 1, day))
    }

    /// Tables, `shadow` included.
    pub fn table_count(&self) -> usize {
        self.tables.len()
    }
}

impl Table {
    fn new(rows: Vec<Row>, activities: usize, width: usize) -> Table {
        let slot = |row: &Row| row.0.at() * width + row.1.map_or(width - 1, ParticipantIx::at);
        let mut rows = rows;
        rows.sort_by_key(|row| (slot(row), row.2.from));
        let mut starts = vec![0u32; activities * width + 1];
        for row in &rows {
            starts[slot(row) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Table { starts, rows: rows.into_iter().map(|row| (row.2, row.3)).collect() }
    }

    fn at(&self, slot: usize, day: Date) -> Option<Price> {
        let rows = &self.rows[self.starts[slot] as usize..self.starts[slot + 1] as usize];
        rows.iter().find(|(validity, _)| validity.holds(day)).map(|(_, price)| *price)
    }
}

/// round(quantity × price), in cents.
pub fn value(quantity: Quantity, price: Price) -> Result<Cents, Overflow> {
    Cents::from_wide(round_ratio(quantity.wide() * price.wide(), QUANTITY_PRICE_TO_CENTS)?)
}

/// round(part × quantity × price), in cents.
pub fn value_of_part(part: Fraction, quantity: Quantity, price: Price) -> Result<Cents, Overflow> {
    let numerator = product(&[part.numerator, quantity.wide() * price.wide()])?;
    Cents::from_wide(round_ratio(numerator, product(&[part.denominator, QUANTITY_PRICE_TO_CENTS])?)?)
}
