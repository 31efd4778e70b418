//! The fields of a TOML file, each with the line on which it stands.
//!
//! A reader tells what is wrong with its field and goes on, so that everything wrong is told at once; whether there was
//! anything is seen from the report.

use super::cell;
use super::encoding::line_ends;
use super::known::Known;
use super::nesting::endless_key;
use super::report::Report;
use super::sentences::{self, Sentence, quoted, say};
use crate::domain::problem::ProblemCode;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table of the file, with where it stands.
pub struct Place<'t> {
    text: &'t str,
    table: &'t DeTable<'t>,
    /// `discipline[2].`, counted from 1; empty for the file itself.
    path: String,
    /// Where a missing key is told.
    pub line: u64,
}

/// The document of a text, or nothing when it is no TOML: what stands after a fault cannot be trusted.
pub fn document<'t>(text: &'t str, report: &mut Report) -> Option<DeTable<'t>> {
    if let Some(offset) = endless_key(text) {
        let line = line_of(text, Some(offset..offset));
        report.error(line, "", "", || {
            say(ProblemCode::InvalidToml, "Deze sleutel heeft te veel punten.", "This key has too many points.")
        });
        return None;
    }
    let (document, faults) = DeTable::parse_recoverable(text);
    let mut told = BTreeSet::new();
    for fault in &faults {
        let line = line_of(text, fault.span());
        // One slip often trips the reader several times on the line where it was made.
        if told.insert(line) {
            report.error(line, "", "", || not_toml(fault.message()));
        }
    }
    faults.is_empty().then(|| document.into_inner())
}

impl<'t> Place<'t> {
    /// The file itself.
    pub fn root(text: &'t str, table: &'t DeTable<'t>) -> Place<'t> {
        Place { text, table, path: String::new(), line: 1 }
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The path of a key: `discipline[2].code`.
    pub fn path_of(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    pub fn line_of_key(&self, key: &str) -> u64 {
        self.table.get(key).map_or(self.line, |value| self.line_of(value.span()))
    }

    /// Tells that the value of a key is wrong.
    pub fn wrong(&self, key: &str, value: &str, report: &mut Report, sentence: impl FnOnce() -> Sentence) {
        report.error(self.line_of_key(key), &self.path_of(key), value, sentence);
    }

    pub fn refuse_unknown(&self, known: &[&str], report: &mut Report) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            report.error(self.line_of(key.span()), &self.path_of(name), name, || unknown_key(name, known));
        }
    }

    /// The text of a key, if it is there; it may be empty.
    pub fn text(&self, key: &str, report: &mut Report) -> Option<&'t str> {
        match self.value(key)?.get_ref() {
            DeValue::String(text) => Some(text.as_ref()),
            _ => {
                self.wrong(key, "", report, || must_be(&format!("{key} = \"...\"")));
                None
            }
        }
    }

    /// The text of a key that must be there and not be empty.
    pub fn required(&self, key: &str, report: &mut Report) -> Option<&'t str> {
        let text = if self.has(key) { self.text(key, report)? } else { "" };
        if text.is_empty() {
            self.wrong(key, "", report, || missing(key));
            return None;
        }
        Some(text)
    }

    /// A code: required, and to the rules of ids.
    pub fn code(&self, key: &str, report: &mut Report) -> Option<&'t str> {
        let code = self.required(key, report)?;
        if let Some(fault) = cell::id_fault(code) {
            self.wrong(key, code, report, || sentences::cell(fault, key, code, &Known::default()));
        }
        Some(code)
    }

    /// What one of these words stands for, if the key is there.
    pub fn choice<T: Copy>(&self, key: &str, words: &[(&str, T)], report: &mut Report) -> Option<T> {
        let text = self.text(key, report)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            self.wrong(key, text, report, || no_choice(text, words.iter().map(|(word, _)| *word)));
        }
        found
    }

    /// A whole number from 1, if the key is there.
    pub fn number(&self, key: &str, report: &mut Report) -> Option<u64> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| *number > 0);
        if number.is_none() {
            self.wrong(key, "", report, || must_be(&format!("{key} = 1")));
        }
        number
    }

    /// A text or a whole number, as it is written, if the key is there.
    pub fn plain(&self, key: &str, report: &mut Report) -> Option<String> {
        match self.value(key)?.get_ref() {
            DeValue::String(text) => Some(text.as_ref().to_owned()),
            DeValue::Integer(number) => Some(number.as_str().to_owned()),
            _ => {
                self.wrong(key, "", report, || must_be(&format!("{key} = \"...\"")));
                None
            }
        }
    }

    /// The texts of a list that must be there and have some.
    pub fn texts(&self, key: &str, report: &mut Report) -> Vec<&'t str> {
        let form = || must_be(&format!("{key} = [\"...\"]"));
        let mut texts = Vec::new();
        match self.value(key).map(Spanned::get_ref) {
            Some(DeValue::Array(entries)) if !entries.is_empty() => {
                for (entry, number) in entries.iter().zip(1..) {
                    match entry.get_ref() {
                        DeValue::String(text) => texts.push(text.as_ref()),
                        _ => {
                            let path = self.path_of(&format!("{key}[{number}]"));
                            report.error(self.line_of(entry.span()), &path, "", form);
                        }
                    }
                }
            }
            None | Some(DeValue::Array(_)) => self.wrong(key, "", report, || missing(key)),
            Some(_) => self.wrong(key, "", report, form),
        }
        texts
    }

    /// A table within this one, if it is there.
    pub fn table(&self, key: &str, report: &mut Report) -> Option<Place<'t>> {
        let value = self.value(key)?;
        let line = self.line_of(value.span());
        let DeValue::Table(table) = value.get_ref() else {
            let path = self.path_of(key);
            report.error(line, &path, "", || must_be(&format!("[{path}]")));
            return None;
        };
        Some(Place { text: self.text, table, path: format!("{}.", self.path_of(key)), line })
    }

    /// The tables of a list, if it is there: `[[discipline]]`.
    pub fn tables(&self, key: &str, report: &mut Report) -> Option<Vec<Place<'t>>> {
        let value = self.value(key)?;
        let form = format!("[[{key}]]");
        let DeValue::Array(entries) = value.get_ref() else {
            self.wrong(key, "", report, || must_be(&form));
            return None;
        };
        let mut places = Vec::new();
        for (entry, number) in entries.iter().zip(1..) {
            let (line, path) = (self.line_of(entry.span()), self.path_of(&format!("{key}[{number}]")));
            match entry.get_ref() {
                DeValue::Table(table) => {
                    places.push(Place { text: self.text, table, path: format!("{path}."), line });
                }
                _ => report.error(line, &path, "", || must_be(&form)),
            }
        }
        Some(places)
    }

    /// The keys of this table, in the order of the document, for a table whose keys are codes or names.
    pub fn keys(&self) -> Vec<&'t str> {
        let mut keys: Vec<_> = self.table.keys().collect();
        keys.sort_by_key(|key| key.span().start);
        keys.into_iter().map(|key| key.get_ref().as_ref()).collect()
    }

    fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    fn line_of(&self, span: Range<usize>) -> u64 {
        line_of(self.text, Some(span))
    }
}

fn line_of(text: &str, span: Option<Range<usize>>) -> u64 {
    let start = span.map_or(0, |span| span.start);
    1 + line_ends(text.as_bytes().get(..start).unwrap_or_default())
}

fn not_toml(reason: &str) -> Sentence {
    say(
        ProblemCode::InvalidToml,
        format!("Dit is geen geldige TOML ({reason})."),
        format!("This is not valid TOML ({reason})."),
    )
}

/// What stands there is TOML, but not of the form that belongs there.
pub fn must_be(example: &str) -> Sentence {
    say(
        ProblemCode::InvalidToml,
        format!("Dit moet geschreven worden als {example}."),
        format!("This must be written as {example}."),
    )
}

pub fn missing(key: &str) -> Sentence {
    say(ProblemCode::MissingValue, format!("'{key}' ontbreekt of is leeg."), format!("'{key}' is missing or empty."))
}

/// A word that is none of those that can stand there.
pub fn no_choice<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Sentence {
    let (text, words) = (quoted(text), words.collect::<Vec<&str>>().join(", "));
    say(
        ProblemCode::InvalidChoice,
        format!("{text} kan hier niet; kies uit: {words}."),
        format!("{text} is not possible here; choose from: {words}."),
    )
}

fn unknown_key(name: &str, known: &[&str]) -> Sentence {
    let (name, known) = (quoted(name), known.join(", "));
    say(
        ProblemCode::UnknownColumn,
        format!("{name} is hier niet bekend. Bekend zijn: {known}."),
        format!("{name} is not known here. Known are: {known}."),
    )
}
