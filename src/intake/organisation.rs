//! `organisation.toml`: who the organisation is, and its disciplines.

use super::cell::{self, Fault};
use super::encoding::line_ends;
use super::kinds::Intake;
use super::known::{Codes, Known};
use super::report::Report;
use super::sentences::{self, quoted, say};
use super::source::Loaded;
use crate::domain::problem::ProblemCode;
use crate::domain::reference::{Discipline, Organisation};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const FILE: &str = "organisation.toml";

pub fn read(intake: &mut Intake<'_>) -> (Organisation, Vec<Discipline>) {
    let mut report = Report::new(FILE);
    let loaded = intake.source.text(FILE, &mut report);
    let (organisation, disciplines) = match &loaded {
        Loaded::Found(text) => read_text(text, &mut report),
        Loaded::Absent | Loaded::Refused => (Organisation::default(), None),
    };
    intake.problems.append(report.finish());
    // Without the list no participant can be told to have a wrong discipline.
    intake.known.disciplines = disciplines
        .as_ref()
        .map_or_else(Codes::open, |list| Codes::sorted(list.iter().map(|discipline| discipline.code.as_str())));
    (organisation, disciplines.unwrap_or_default())
}

/// A table of the file, with where it stands.
struct Place<'t> {
    text: &'t str,
    table: &'t DeTable<'t>,
    /// `discipline[2].`, counted from 1; empty for the file itself.
    path: String,
    /// Where a missing key is told.
    line: u64,
}

fn read_text(text: &str, report: &mut Report) -> (Organisation, Option<Vec<Discipline>>) {
    let (document, faults) = DeTable::parse_recoverable(text);
    if !faults.is_empty() {
        for fault in faults {
            report.error(line_of(text, fault.span()), "", "", || not_toml(fault.message()));
        }
        return (Organisation::default(), None);
    }
    let root = Place { text, table: document.get_ref(), path: String::new(), line: 1 };
    root.refuse_unknown(&["code", "name", "currency", "discipline"], report);
    let code = root.code("code", report);
    let name = root.required("name", report);
    let currency = root.text("currency", report).map_or("EUR", |(value, _)| value);
    if currency != "EUR" {
        report.error(root.line_of_key("currency"), "currency", currency, || {
            sentences::cell(Fault::Choice(&["EUR"]), "currency", currency, &Known::default())
        });
    }
    let disciplines = disciplines(&root, report);
    let organisation = Organisation {
        code: code.unwrap_or_default().to_owned(),
        name: name.unwrap_or_default().to_owned(),
        currency: currency.to_owned(),
    };
    (organisation, disciplines)
}

/// The disciplines in the order of their codes; `None` when there are none to read.
fn disciplines(root: &Place<'_>, report: &mut Report) -> Option<Vec<Discipline>> {
    let Some(value) = root.table.get("discipline") else {
        report.error(root.line, "discipline", "", || {
            say(
                ProblemCode::MissingValue,
                "Er is geen enkele discipline; schrijf er een als [[discipline]] met code en name.",
                "There is no discipline; write one as [[discipline]] with code and name.",
            )
        });
        return None;
    };
    let line = line_of(root.text, Some(value.span()));
    let DeValue::Array(entries) = value.get_ref() else {
        report.error(line, "discipline", "", || wrong_type("[[discipline]]"));
        return None;
    };
    let mut found: BTreeMap<&str, (u64, Option<&str>)> = BTreeMap::new();
    for (entry, number) in entries.iter().zip(1..) {
        let line = line_of(root.text, Some(entry.span()));
        let path = format!("discipline[{number}]");
        let DeValue::Table(table) = entry.get_ref() else {
            report.error(line, &path, "", || wrong_type("[[discipline]]"));
            continue;
        };
        let place = Place { text: root.text, table, path: format!("{path}."), line };
        place.refuse_unknown(&["code", "name"], report);
        let code = place.code("code", report);
        let name = place.required("name", report);
        let Some(code) = code else { continue };
        let (line, column) = (place.line_of_key("code"), format!("{path}.code"));
        match found.get(code) {
            None => {
                found.insert(code, (line, name));
            }
            Some((first, known)) if *known == name => {
                report.warning(line, &column, code, || sentences::duplicate_ignored(*first));
            }
            Some((first, _)) => report.error(line, &column, code, || sentences::duplicate_conflict(code, *first)),
        }
    }
    // A discipline whose name is wrong counts as known: the file is refused for it, its participants need not be.
    let discipline = |(code, (_, name)): (&str, (u64, Option<&str>))| Discipline {
        code: code.to_owned(),
        name: name.unwrap_or_default().to_owned(),
    };
    Some(found.into_iter().map(discipline).collect())
}

impl<'t> Place<'t> {
    fn line_of_key(&self, key: &str) -> u64 {
        self.table.get(key).map_or(self.line, |value| line_of(self.text, Some(value.span())))
    }

    fn refuse_unknown(&self, known: &[&str], report: &mut Report) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let (line, column) = (line_of(self.text, Some(key.span())), format!("{}{name}", self.path));
            report.error(line, &column, name, || unknown_key(name, known));
        }
    }

    /// The text of a key, if it is there, and its line.
    fn text(&self, key: &str, report: &mut Report) -> Option<(&'t str, u64)> {
        let value: &'t Spanned<DeValue<'t>> = self.table.get(key)?;
        let line = line_of(self.text, Some(value.span()));
        match value.get_ref() {
            DeValue::String(text) => Some((text.as_ref(), line)),
            _ => {
                report.error(line, &format!("{}{key}", self.path), "", || wrong_type(key));
                None
            }
        }
    }

    /// The text of a key that must be there and not be empty.
    fn required(&self, key: &str, report: &mut Report) -> Option<&'t str> {
        let (text, line) = match self.table.get(key) {
            Some(_) => self.text(key, report)?,
            None => ("", self.line),
        };
        if text.is_empty() {
            report.error(line, &format!("{}{key}", self.path), "", || missing(key));
            return None;
        }
        Some(text)
    }

    /// A code: required, and to the rules of ids.
    fn code(&self, key: &str, report: &mut Report) -> Option<&'t str> {
        let code = self.required(key, report)?;
        if let Some(fault) = cell::id_fault(code) {
            let (line, column) = (self.line_of_key(key), format!("{}{key}", self.path));
            report.error(line, &column, code, || sentences::cell(fault, key, code, &Known::default()));
        }
        Some(code)
    }
}

fn line_of(text: &str, span: Option<Range<usize>>) -> u64 {
    let start = span.map_or(0, |span| span.start);
    1 + line_ends(text.as_bytes().get(..start).unwrap_or_default())
}

fn not_toml(reason: &str) -> super::sentences::Sentence {
    say(
        ProblemCode::InvalidToml,
        format!("Dit is geen geldige TOML ({reason})."),
        format!("This is not valid TOML ({reason})."),
    )
}

fn wrong_type(key: &str) -> super::sentences::Sentence {
    let example = if key.starts_with('[') { key.to_owned() } else { format!("{key} = \"...\"") };
    say(
        ProblemCode::InvalidToml,
        format!("Dit moet geschreven worden als {example}."),
        format!("This must be written as {example}."),
    )
}

fn missing(key: &str) -> super::sentences::Sentence {
    say(ProblemCode::MissingValue, format!("'{key}' ontbreekt of is leeg."), format!("'{key}' is missing or empty."))
}

fn unknown_key(name: &str, known: &[&str]) -> super::sentences::Sentence {
    let (name, known) = (quoted(name), known.join(", "));
    say(
        ProblemCode::UnknownColumn,
        format!("{name} is hier niet bekend. Bekend zijn: {known}."),
        format!("{name} is not known here. Known are: {known}."),
    )
}
