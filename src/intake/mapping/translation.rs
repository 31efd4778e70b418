//! Codes of the source to ours.

use super::{cell, told};
use crate::intake::columns::Column;
use crate::intake::fields::Place;
use crate::intake::known::Known;
use crate::intake::report::Report;
use crate::intake::sentences;
use std::collections::BTreeMap;

#[derive(Debug)]
pub struct Translation {
    codes: BTreeMap<String, String>,
    otherwise: Option<String>,
}

/// What a code was translated to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Translated<'m> {
    To(&'m str),
    /// It is this code of the table without the zeros in front, which a spreadsheet drops (spec 1).
    Restored {
        code: &'m str,
        to: &'m str,
    },
    Unknown,
}

impl Translation {
    pub fn of(&self, text: &str) -> Translated<'_> {
        if let Some(to) = self.codes.get(text) {
            return Translated::To(to);
        }
        if let Some((code, to)) = self.padded(text) {
            return Translated::Restored { code, to };
        }
        self.otherwise.as_deref().map_or(Translated::Unknown, Translated::To)
    }

    /// The one code that is `text` with zeros in front.
    fn padded(&self, text: &str) -> Option<(&str, &str)> {
        let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_padded = |code: &str| code.strip_suffix(text).is_some_and(|zeros| zeros.bytes().all(|b| b == b'0'));
        let mut found = self.codes.iter().filter(|(code, _)| is_digits && is_padded(code));
        let (code, to) = found.next()?;
        found.next().is_none().then_some((code, to))
    }
}

/// The table `codes` of a column, with what it gives for all others; every value as the column would have it.
pub fn read(place: &Place<'_>, column: &Column, report: &mut Report) -> Option<Translation> {
    let table = place.table("codes", report)?;
    let mut codes = BTreeMap::new();
    for written in table.keys() {
        let code = written.trim();
        if code.is_empty() {
            table.wrong(written, written, report, told::empty_code);
        } else if codes.contains_key(code) {
            table.wrong(written, written, report, || told::code_twice(code));
        }
        if let Some(value) = ours(&table, written, column, report) {
            codes.insert(code.to_owned(), value);
        }
    }
    let otherwise = ours(place, "otherwise", column, report);
    Some(Translation { codes, otherwise })
}

/// The text of a key, which must be a value that this column can have; empty where the column may be.
pub fn ours(place: &Place<'_>, key: &str, column: &Column, report: &mut Report) -> Option<String> {
    let text = place.text(key, report)?;
    match cell::ours(column, text, &Known::open()) {
        Ok(value) => Some(value),
        Err(fault) => {
            place.wrong(key, text, report, || sentences::cell(fault, column.name, text, &Known::open()));
            None
        }
    }
}
