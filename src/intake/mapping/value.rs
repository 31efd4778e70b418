//! The value that a row of an export gives a column of ours.

use super::cell;
use super::column::{Form, Target};
use super::told;
use super::translation::Translated;
use super::{Mapping, units};
use crate::intake;
use crate::intake::cell::Fault;
use crate::intake::known::Known;
use crate::intake::named::Named;
use crate::intake::numbers::{Evidence, NumberStyle};
use crate::intake::sentences::{self, Sentence};
use crate::intake::sheet::RowPlace;

/// A row of an export.
#[derive(Clone, Copy)]
pub struct Cells<'r> {
    pub named: &'r Named,
    pub cells: &'r intake::cells::Cells<'r>,
    pub place: RowPlace,
}

impl<'r> Cells<'r> {
    /// The cell of a source, without the spaces around it.
    pub fn of(self, source: usize) -> &'r str {
        self.named.places.get(source).and_then(|place| self.cells.get(*place)).unwrap_or_default().trim()
    }

    /// Whether it is a number of a workbook.
    fn is_number(self, source: usize) -> bool {
        let column = self.named.places.get(source);
        column.is_some_and(|column| self.named.table.is_number(self.place.row, *column))
    }
}

/// How the numbers of the export are read, and what they turn out to say about it.
pub struct Numbers<'e> {
    pub style: NumberStyle,
    pub evidence: &'e mut Evidence,
}

/// A value, or why there is none; the text that it was made of; and what is said of it all the same.
pub struct Read {
    pub value: Result<String, Sentence>,
    pub text: String,
    pub warning: Option<Sentence>,
}

/// Reads the value of a target.
pub fn read(mapping: &Mapping, target: &Target, row: Cells<'_>, numbers: Numbers<'_>, known: &Known) -> Read {
    let mut made = String::new();
    let text = target.origin.text(|source| row.of(source), &mut made);
    let column = &mapping.kind.columns[target.at];
    let mut warning = None;
    let said = |fault: Fault| sentences::cell(fault, &mapping.shown(target), text, known);
    let value = match &target.form {
        _ if text.is_empty() && !target.if_empty.is_empty() => Ok(target.if_empty.clone()),
        Form::Codes(translation) if !text.is_empty() => match translation.of(text) {
            Translated::To(value) => Ok(value.to_owned()),
            Translated::Restored { code, to } => {
                warning = Some(told::zero_restored(text, code));
                Ok(to.to_owned())
            }
            Translated::Unknown => Err(told::untranslated(column.name, text)),
        },
        Form::Dates(dates) if !text.is_empty() => {
            let date = dates.read(text, row.named.table.cells.is_some());
            date.map(|date| date.to_string()).map_err(|fault| told::date(fault, dates, text))
        }
        Form::Numbers { decimal, unit } if !text.is_empty() => {
            let is_plain = target.origin.sources().first().is_some_and(|source| row.is_number(*source));
            let style = match decimal {
                _ if is_plain => NumberStyle::Plain,
                Some(mark) => NumberStyle::Mark(*mark),
                None => numbers.style,
            };
            // A column with a mark of its own says nothing about the others.
            let mut apart = Evidence::default();
            let evidence = if decimal.is_some() { &mut apart } else { numbers.evidence };
            match unit {
                Some(unit) => unit.read(text, column.cell, style, evidence).map_err(|fault| match fault {
                    units::Fault::Cell(fault) => said(fault),
                    units::Fault::Hours(fault) => told::hours(fault, text),
                }),
                None => cell::read(column, text, style, evidence, known).map_err(said),
            }
        }
        _ => cell::ours(column, text, known).map_err(said),
    };
    Read { value, warning, text: text.to_owned() }
}
