//! What can be said in advance of how a file is written. Whatever is left open is detected, and where detection would be
//! a guess between two readings with different values the file is refused instead (spec 1, "Files as people really have
//! them").

use super::source::is_table;
use std::collections::BTreeMap;

/// How characters are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// With or without a byte order mark.
    Utf8,
    /// What Dutch Excel calls "CSV".
    Windows1252,
}

/// The sign between whole and fraction; the other one may then part thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    Point,
    Comma,
}

impl DecimalMark {
    pub fn sign(self) -> char {
        match self {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }

    pub fn other(self) -> DecimalMark {
        match self {
            DecimalMark::Point => DecimalMark::Comma,
            DecimalMark::Comma => DecimalMark::Point,
        }
    }
}

/// How one file is written, as far as its sender says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Convention {
    pub encoding: Option<Encoding>,
    /// `,`, `;` or a tab.
    pub separator: Option<u8>,
    pub decimal: Option<DecimalMark>,
}

impl Convention {
    /// What is said here, and else what `general` says.
    #[must_use]
    pub fn or(self, general: Convention) -> Convention {
        Convention {
            encoding: self.encoding.or(general.encoding),
            separator: self.separator.or(general.separator),
            decimal: self.decimal.or(general.decimal),
        }
    }
}

/// The conventions of the files of a dossier: one for all, and by name of file where one differs.
#[derive(Clone, Debug, Default)]
pub struct Conventions {
    pub general: Convention,
    pub of_file: BTreeMap<String, Convention>,
}

impl Conventions {
    /// A name that convention is stated for and that no table of a dossier has: what was meant would else be ignored.
    pub fn unknown_file(&self) -> Option<&str> {
        self.of_file.keys().map(String::as_str).find(|name| !is_table(name))
    }

    /// For a file of a dossier. It may be named with the ending it has, with the other one or with none: what is said of
    /// `deliveries.csv` is meant for `deliveries.xlsx` where that is the file.
    pub fn for_file(&self, file: &str) -> Convention {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let said = |name: &str| self.of_file.get(name).copied().unwrap_or_default();
        let endings = ["", ".csv", ".xlsx"].map(|ending| format!("{stem}{ending}"));
        endings.iter().fold(said(file), |all, name| all.or(said(name))).or(self.general)
    }
}
