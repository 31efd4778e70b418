//! Rows looked up: claims and deliveries with where they stand (spec 4, "Resources": `…/claims`, `…/deliveries`).
//!
//! Where a row stands is found once for everything that is kept, and then stays in memory: a page only tells its own rows.

mod claims;
mod deliveries;

pub use claims::ClaimFilter;
pub use deliveries::DeliveryFilter;

use super::App;
use super::ask::Ask;
use super::decisions::today;
use super::dossiers::{Inputs, aside};
use super::fault::Fault;
use super::models;
use crate::calc::allocate::Salt;
use crate::calc::stock::Stock;
use crate::domain::date::Date;
use crate::domain::dossier::Dossier;
use crate::domain::index::position_of;
use crate::domain::language::Language;
use crate::domain::model::Model;
use crate::domain::run::Basis;
use crate::report::rows::{Told, lines};
use crate::store::{Page, View};
use std::sync::Arc;

/// From which moment rows are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Claim events up to and including this day count; none is all.
    pub as_of: Option<Date>,
    /// The day from which ages are counted; none is `as_of`, else today.
    pub on: Option<Date>,
    pub basis: Basis,
}

impl Moment {
    fn day(&self, ask: &Ask) -> Date {
        self.on.or(self.as_of).unwrap_or_else(|| today(ask.at))
    }
}

/// What rows are told from, kept.
#[derive(PartialEq)]
pub(super) struct Key {
    organisation: String,
    inputs: Inputs,
    /// SHA-256 of the model whose price tables are needed.
    model: Option<String>,
    as_of: Option<Date>,
    basis: Basis,
}

pub(super) struct Ground {
    dossier: Arc<Dossier>,
    stock: Stock,
}

impl Ground {
    fn told(&self, on: Date, language: Language, whole: bool) -> Told<'_> {
        Told { dossier: &self.dossier, stock: &self.stock, on, language, whole }
    }
}

/// A CSV in pieces of whole rows: a national year need not be in memory as text.
pub type Sheet = Box<dyn Iterator<Item = Result<Vec<u8>, Fault>> + Send>;

impl App {
    /// Where everything stands that is kept now.
    async fn ground(&self, view: &mut View, moment: &Moment) -> Result<Arc<Ground>, Fault> {
        let version = models::last_used(view, None).await?.1;
        let key = Key {
            organisation: view.organisation().to_owned(),
            inputs: Inputs::current(view).await?,
            model: version.as_ref().map(|version| version.sha256.to_string()),
            as_of: moment.as_of,
            basis: moment.basis,
        };
        if let Some(found) = self.grounds.get(&key) {
            return Ok(found);
        }
        let dossier = self.dossiers.get(view, &key.inputs).await?;
        let (as_of, basis) = (moment.as_of, moment.basis);
        let ground = aside(move || {
            let model = match version {
                Some(version) => models::parse(&models::file_of(&version.name), &version.toml, &dossier.reference)?,
                // Then only tariffs can be missing.
                None => Arc::new(Model::blank()),
            };
            let stock = Stock::new(&dossier, &model, as_of, basis)?;
            Ok(Arc::new(Ground { dossier, stock }))
        })
        .await?;
        self.grounds.put(key, ground.clone());
        Ok(ground)
    }
}

/// Rows that are in a selection, by their positions in the dossier.
trait Selected: Send + 'static {
    /// Rows that there are, in the selection or not.
    fn count(&self) -> usize;
    fn id(&self, at: usize) -> &str;
    fn is_in(&self, at: usize) -> bool;
    /// The row as a row of a file.
    fn cells(&self, at: usize) -> Result<Vec<String>, Fault>;
}

/// The positions on a page, each with its cursor.
///
/// A cursor is the number of rows up to and including one, and a mark of the id of that one: rows are only ever added at
/// the end, but for an upload that is withdrawn. Then what came before may be gone, and the list is refused rather than
/// continued at the wrong place.
fn page(rows: &impl Selected, page: Page) -> Result<Vec<(i64, usize)>, Fault> {
    let seen = usize::try_from(page.after & SEEN).unwrap_or(usize::MAX);
    let is_there = seen == 0 || (seen <= rows.count() && cursor(rows, seen - 1) == page.after);
    if !is_there {
        return Err(Fault::field(
            "cursor",
            "",
            "De regels zijn intussen veranderd, doordat een levering is ingetrokken; begin de lijst opnieuw.",
            "The rows have changed meanwhile, because an upload was withdrawn; begin the list anew.",
        ));
    }
    let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
    let found = (seen..rows.count()).filter(|at| rows.is_in(*at)).take(limit);
    Ok(found.map(|at| (cursor(rows, at), at)).collect())
}

/// The part of a cursor that counts rows; the mark is above it.
const SEEN: i64 = 0xFFFF_FFFF;

fn cursor(rows: &impl Selected, at: usize) -> i64 {
    let mark = Salt(&["cursor"]).hash(rows.id(at)) >> 34;
    (i64::try_from(mark).unwrap_or(0) << 32) | i64::from(position_of(at + 1))
}

/// Rows at once: a piece is made while others wait to be answered.
const ROWS_AT_ONCE: usize = 500;

/// All rows of a selection as a CSV with a header row.
fn sheet<const N: usize>(rows: impl Selected, header: [&'static str; N]) -> Result<Sheet, Fault> {
    let mut next = 0;
    let pieces = std::iter::from_fn(move || {
        let found = (next..rows.count()).filter(|at| rows.is_in(*at)).take(ROWS_AT_ONCE);
        let found: Vec<usize> = found.collect();
        next = found.last()? + 1;
        Some(found.into_iter().map(|at| rows.cells(at)).collect::<Result<Vec<_>, Fault>>().and_then(written))
    });
    let header = Vec::from(header.map(str::to_owned));
    Ok(Box::new(std::iter::once(written(vec![header])).chain(pieces)))
}

fn written(rows: Vec<Vec<String>>) -> Result<Vec<u8>, Fault> {
    lines(rows).map_err(|fault| Fault::internal(format!("no CSV: {fault}")))
}

/// The position of a code that must be there, where one is asked for.
fn code<T>(field: &str, code: Option<&str>, find: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
    let Some(code) = code else { return Ok(None) };
    find(code).map(Some).ok_or_else(|| {
        Fault::field(field, code, format!("De code {code} is er niet."), format!("There is no code {code}."))
    })
}

/// A period, both ends included.
fn in_period(day: Date, from: Option<Date>, to: Option<Date>) -> bool {
    from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)
}

/// Whether a row is so many days old.
fn is_old(day: Date, on: Date, min_age: Option<i32>) -> bool {
    min_age.is_none_or(|age| on.0.saturating_sub(day.0) >= age)
}
