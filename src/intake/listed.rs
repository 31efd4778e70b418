//! The rows of one small file as they stand there, cell by cell: for who shows them and calculates nothing.
//!
//! Numbers and days come in one form, however the file writes them; codes as the file that they refer to writes them.

use super::cell::Value;
use super::columns::{ALL, Cell, Kind};
use super::convention::Conventions;
use super::kinds::Intake;
use super::known::{Found, Known};
use super::organisation;
use super::reading::{self, Reading};
use super::report::Report;
use super::row::Row;
use super::source::Source;
use crate::domain::date::{Date, Validity};
use crate::domain::decimal::{Quantity, Rate, scaled_text};
use crate::domain::dossier::validity;
use crate::domain::money::Cents;
use crate::domain::problem::Problems;
use crate::domain::reference::Reference;
use crate::intake::columns::activities;

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    Nothing,
    /// A text, a code, a day, an amount or a decimal.
    Text(String),
    /// A year or a count.
    Whole(i64),
    /// Several codes.
    Texts(Vec<String>),
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedRow {
    /// Of every column of the kind, in its order.
    pub cells: Vec<(&'static str, Given)>,
    /// In its key column.
    pub key: String,
    /// Where the kind has it.
    pub validity: Option<Validity>,
}

/// All rows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    pub rows: Vec<ListedRow>,
    /// Whether rows of the kind hold for a period.
    pub has_validity: bool,
}

/// Columns from and to, by the names that they have in any kind.
const PERIODS: [(&str, &str); 2] = [("valid_from", "valid_to"), ("active_from", "active_to")];

/// Lists the file of a name that is in a source, beside reference data whose codes it may name; `None` when there is no such
/// kind of file. A code that is not there passes: an earlier revision may name what is gone since.
pub fn list(source: Source<'_>, file: &str, reference: &Reference) -> Option<Result<Listed, Problems>> {
    if file == "organisation.toml" {
        return Some(disciplines(source));
    }
    let kind = ALL.iter().find(|kind| kind.file == file)?;
    let place = |name: &str| kind.columns.iter().position(|column| column.name == name);
    let period = PERIODS.iter().find_map(|(from, to)| Some((place(from)?, place(to)?)));
    let known = Known::of(reference).opened();
    let take = |row: &Row<'_>, rows: &mut Vec<ListedRow>, _: &mut Report| {
        rows.push(ListedRow {
            cells: kind.columns.iter().enumerate().map(|(at, column)| (column.name, given(row, kind, at))).collect(),
            key: row.text(row.key_column()).to_owned(),
            validity: period.map(|(from, to)| validity(row.date(from), row.date(to))),
        });
    };
    let reading = reading::read(source, kind, &known, &Conventions::default(), &take);
    let Reading { gathered, report, .. } = reading;
    let problems = report.finish();
    let listed = Listed { rows: gathered, has_validity: period.is_some() };
    Some(if problems.is_clean() { Ok(listed) } else { Err(problems) })
}

fn disciplines(source: Source<'_>) -> Result<Listed, Problems> {
    let conventions = Conventions::default();
    let mut intake = Intake::new(source, &conventions, Known::default());
    let (_, disciplines) = organisation::read(&mut intake);
    if !intake.problems.is_clean() {
        return Err(intake.problems);
    }
    let rows = disciplines.into_iter().map(|row| ListedRow {
        key: row.code.clone(),
        cells: vec![("code", Given::Text(row.code)), ("name", Given::Text(row.name))],
        validity: None,
    });
    Ok(Listed { rows: rows.collect(), has_validity: false })
}

fn given(row: &Row<'_>, kind: &'static Kind, at: usize) -> Given {
    let cell = kind.columns.get(at).map_or(Cell::Text, |column| column.cell);
    let text = row.text(at);
    if text.is_empty() {
        return Given::Nothing;
    }
    if kind.file == activities::KIND.file && at == activities::discipline {
        return Given::Texts(text.split('|').map(|code| code.trim().to_owned()).collect());
    }
    match (cell, row.values.get(at).copied().unwrap_or(Value::Absent)) {
        (_, Value::Date(day)) => Given::Text(Date::to_string(&day)),
        (Cell::Choice(words), Value::Choice(word)) => {
            Given::Text(words.get(word).copied().unwrap_or_default().to_owned())
        }
        (Cell::Refer(to), _) => match row.known.find(to, text) {
            Found::Restored(_, code) => Given::Text(code.to_owned()),
            Found::At(_) | Found::Unknown => Given::Text(text.to_owned()),
        },
        (_, Value::Number(number)) => of_number(cell, number),
        _ => Given::Text(text.to_owned()),
    }
}

/// A number as its column keeps it.
fn of_number(cell: Cell, number: i64) -> Given {
    match cell {
        Cell::Year | Cell::Count => Given::Whole(number),
        Cell::Amount | Cell::Limit => Given::Text(Cents(number).to_string()),
        // Kept as prices of 4 decimals, and written in cents where they are.
        Cell::Tariff | Cell::Cost if number % 100 == 0 => Given::Text(Cents(number / 100).to_string()),
        Cell::Weight => Given::Text(scaled_text(i128::from(number), Rate::PLACES)),
        _ => Given::Text(scaled_text(i128::from(number), Quantity::PLACES)),
    }
}
