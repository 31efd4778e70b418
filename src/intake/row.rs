//! A checked row, by the columns of its kind.

use super::cell::Value;
use super::cells::Cells;
use super::columns::Kind;
use super::header::Header;
use super::keys;
use super::known::Known;
use super::lines::Lines;
use super::report::Report;
use super::sentences::{self, Sentence};
use super::sheet::RowPlace;
use crate::domain::date::{Date, Validity};
use crate::domain::decimal::{Price, Quantity, Rate};
use crate::domain::dossier::validity;
use crate::domain::money::Cents;

/// A row whose key is new (or that has none), after every check that concerns one cell.
///
/// Values are `None` when the cell is empty or has an error that was told already.
pub struct Row<'r> {
    /// No cell has an error, so that `None` means empty.
    pub is_whole: bool,
    /// The codes that the files before this one have.
    pub known: &'r Known,
    pub(super) kind: &'static Kind,
    pub(super) lines: &'r Lines<'r>,
    pub(super) place: RowPlace,
    pub(super) header: &'r Header,
    pub(super) cells: &'r Cells<'r>,
    pub(super) values: &'r [Value],
}

impl<'r> Row<'r> {
    /// The physical line in the file, or the row in the sheet, from 1.
    pub fn line(&self) -> u64 {
        self.lines.at(self.place)
    }

    /// The cell as it stands there.
    pub fn text(&self, column: usize) -> &'r str {
        self.header.cell(self.cells, column)
    }

    /// Several cells as one key, or `None` when one of them is wrong or, but for the optional ones, empty.
    pub fn key(&self, required: &[usize], optional: &[usize]) -> Option<String> {
        let is_usable = |at: usize| self.value(at) != Value::Faulty;
        if required.iter().any(|at| self.text(*at).is_empty())
            || !required.iter().chain(optional).all(|at| is_usable(*at))
        {
            return None;
        }
        let mut key = String::new();
        keys::compose(required, self.values, |at| self.text(at), &mut key);
        keys::compose(optional, self.values, |at| self.text(at), &mut key);
        Some(key)
    }

    /// From and to of two columns. Tells when it ends before it begins; `None` when it is not known.
    pub fn validity(&self, from: usize, to: usize, report: &mut Report) -> Option<Validity> {
        if self.value(from) == Value::Faulty || self.value(to) == Value::Faulty {
            return None;
        }
        let validity = validity(self.date(from), self.date(to));
        if validity.to < validity.from {
            let (begins, ends) = (self.text(from), self.text(to));
            report.error(self.line(), self.name(to), ends, || sentences::ends_before_it_begins(begins, ends));
            return None;
        }
        Some(validity)
    }

    /// Name of a column.
    pub fn name(&self, column: usize) -> &'static str {
        self.kind.columns.get(column).map_or("", |column| column.name)
    }

    /// Tells that a cell of this row is wrong, because of what another cell, row or file says.
    pub fn wrong(&self, column: usize, report: &mut Report, sentence: impl FnOnce() -> Sentence) {
        report.error(self.line(), self.name(column), self.text(column), sentence);
    }

    fn value(&self, column: usize) -> Value {
        self.values.get(column).copied().unwrap_or(Value::Absent)
    }

    /// Whether a cell holds something else than this. A cell with an error, or an empty one that must be filled, was told
    /// as such and holds nothing that could differ.
    pub fn differs(&self, column: usize, value: Value) -> bool {
        self.is_readable(column) && self.value(column) != value
    }

    /// The same, of a text.
    pub fn differs_from_text(&self, column: usize, text: &str) -> bool {
        self.is_readable(column) && self.text(column) != text
    }

    fn is_readable(&self, column: usize) -> bool {
        let is_required = || self.kind.columns.get(column).is_some_and(|column| column.required);
        match self.value(column) {
            Value::Faulty => false,
            Value::Absent => !is_required(),
            _ => true,
        }
    }

    /// The row by its key, in its first column: for what is said of the row as a whole.
    pub fn key_column(&self) -> usize {
        self.kind.key.first().copied().unwrap_or_default()
    }

    pub fn date(&self, column: usize) -> Option<Date> {
        if let Value::Date(date) = self.value(column) { Some(date) } else { None }
    }

    pub fn number(&self, column: usize) -> Option<i64> {
        if let Value::Number(number) = self.value(column) { Some(number) } else { None }
    }

    pub fn year(&self, column: usize) -> Option<i32> {
        self.number(column).and_then(|year| i32::try_from(year).ok())
    }

    pub fn cents(&self, column: usize) -> Option<Cents> {
        self.number(column).map(Cents)
    }

    pub fn price(&self, column: usize) -> Option<Price> {
        self.number(column).map(Price)
    }

    pub fn quantity(&self, column: usize) -> Option<Quantity> {
        self.number(column).map(Quantity)
    }

    pub fn rate(&self, column: usize) -> Option<Rate> {
        self.number(column).map(Rate)
    }

    /// Position in the words of a choice.
    pub fn choice(&self, column: usize) -> Option<usize> {
        if let Value::Choice(word) = self.value(column) { Some(word) } else { None }
    }

    /// Position of the code that the cell refers to; may be [`super::known::FAULTY`].
    pub fn at(&self, column: usize) -> Option<u32> {
        if let Value::At(position) = self.value(column) { Some(position) } else { None }
    }
}
