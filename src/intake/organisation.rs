//! `organisation.toml`: who the organisation is, and its disciplines.

use super::fields::{self, Place};
use super::kinds::Intake;
use super::known::Codes;
use super::report::Report;
use super::sentences::{self, say};
use super::source::Loaded;
use crate::domain::problem::ProblemCode;
use crate::domain::reference::{Discipline, Organisation};
use std::collections::BTreeMap;

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

fn read_text(text: &str, report: &mut Report) -> (Organisation, Option<Vec<Discipline>>) {
    let Some(document) = fields::document(text, report) else { return (Organisation::default(), None) };
    let root = Place::root(text, &document);
    root.refuse_unknown(&["code", "name", "currency", "discipline"], report);
    let code = root.code("code", report);
    let name = root.required("name", report);
    let currency = root.choice("currency", &[("EUR", "EUR")], report).unwrap_or("EUR");
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
    if !root.has("discipline") {
        report.error(root.line, "discipline", "", || {
            say(
                ProblemCode::MissingValue,
                "Er is geen enkele discipline; schrijf er een als [[discipline]] met code en name.",
                "There is no discipline; write one as [[discipline]] with code and name.",
            )
        });
        return None;
    }
    let mut found: BTreeMap<&str, (u64, Option<&str>)> = BTreeMap::new();
    for place in root.tables("discipline", report)? {
        place.refuse_unknown(&["code", "name"], report);
        let code = place.code("code", report);
        let name = place.required("name", report);
        let Some(code) = code else { continue };
        let (line, column) = (place.line_of_key("code"), place.path_of("code"));
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
