//! Price tables beside `shadow` (spec 2.2 "Values", 2.11).

use super::codes;
use super::context::say;
use super::read::{self, Name, Names};
use super::section::{Item, Section};
use crate::domain::date::{Date, Validity};
use crate::domain::index::{ActivityIx, ParticipantIx, TableIx};
use crate::domain::model::{PriceRow, PriceTable};
use crate::domain::problem::ProblemCode;
use crate::intake::sentences::{quoted, shown};

const SHADOW: &str = "shadow";

/// The names rules can use. A table whose rows are wrong still has its name, so that the rules that use it are not
/// blamed for it.
pub(super) struct Tables {
    names: Vec<Option<String>>,
}

impl Tables {
    /// Reads the name of a table in a rule.
    pub fn find(&self, item: &Item<'_>) -> Option<TableIx> {
        let name = read::text(item)?;
        if name == SHADOW {
            return Some(TableIx::SHADOW);
        }
        let found = self.names.iter().position(|known| known.as_deref() == Some(name));
        if found.is_none() {
            let own = self.names.iter().flatten().map(String::as_str);
            let known = std::iter::once(SHADOW).chain(own).map(shown).collect::<Vec<_>>().join(", ");
            let name = quoted(name);
            item.refuse(
                ProblemCode::UnknownPriceTable,
                say(
                    format!("Er is geen prijstabel {name}. Bekend zijn: {known}."),
                    format!("There is no price table {name}. Known are: {known}."),
                ),
            );
        }
        found.map(|at| TableIx::of(at + 1))
    }
}

/// Reads every `[[price_table]]`.
pub(super) fn tables(document: &mut Section<'_>) -> (Tables, Option<Vec<PriceTable>>) {
    let blocks = document.item("price_table").map_or(Some(Vec::new()), |item| item.list());
    let mut names = Names::default();
    let (known, read): (Vec<_>, Vec<_>) = blocks.iter().flatten().map(|block| table(block, &mut names)).unzip();
    let whole = blocks.and_then(|_| read.into_iter().collect());
    (Tables { names: known }, whole)
}

fn table(block: &Item<'_>, names: &mut Names) -> (Option<String>, Option<PriceTable>) {
    let Some(mut section) = block.section() else { return (None, None) };
    let name = section.need("name", |item| {
        let name = read::name(item)?;
        if name.text == SHADOW {
            item.wrong(say(
                "'shadow' is de tabel van de schaduwtarieven; geef deze tabel een andere naam.",
                "'shadow' is the table of shadow tariffs; give this table another name.",
            ));
            return None;
        }
        Some(name)
    });
    names.claim(section.context, name.as_ref());
    let rows = section.need("prices", rows);
    section.finish();
    let name = name.map(|Name { text, .. }| text);
    let whole = name.clone().zip(rows).map(|(name, rows)| PriceTable { name, rows });
    (name, whole)
}

/// What tells one row from another; a day may have one price for each.
struct Key {
    activity: ActivityIx,
    participant: Option<ParticipantIx>,
    validity: Validity,
    line: u64,
}

fn rows(item: &Item<'_>) -> Option<Vec<PriceRow>> {
    let mut keys: Vec<Key> = Vec::new();
    let rows: Vec<Option<PriceRow>> = item.list()?.iter().map(|entry| row(entry, &mut keys)).collect();
    rows.into_iter().collect()
}

fn row(entry: &Item<'_>, keys: &mut Vec<Key>) -> Option<PriceRow> {
    let mut section = entry.section()?;
    let activity = section.need("activity", codes::activity);
    let participant = section.maybe("participant", codes::participant);
    let from = section.or("valid_from", Date::MIN, read::day);
    let to = section.or("valid_to", Date::MAX, read::day);
    let price = section.need("price", read::price);
    section.finish();
    let validity = Validity { from: from?, to: to? };
    if validity.to < validity.from {
        entry.wrong(say(
            format!("Deze prijs eindigt op {}, voordat hij op {} begint.", validity.to, validity.from),
            format!("This price ends on {}, before it begins on {}.", validity.to, validity.from),
        ));
        return None;
    }
    let (activity, participant) = (activity?, participant?);
    let same = |other: &&Key| {
        other.activity == activity && other.participant == participant && other.validity.overlaps(validity)
    };
    if let Some(Key { line, .. }) = keys.iter().find(same) {
        entry.context.report(
            ProblemCode::InvalidModel,
            &entry.place,
            entry.context.reference.activity_code(activity),
            say(
                format!("Deze prijs overlapt met die op regel {line}: een activiteit heeft op één dag één prijs."),
                format!("This price overlaps with the one on line {line}: an activity has one price on one day."),
            ),
        );
    }
    keys.push(Key { activity, participant, validity, line: entry.place.line });
    Some(PriceRow { activity, participant, validity, price: price? })
}
