//! A TOML of settings: names with a text or a whole number, each with its line.

use super::fields::{Place, document};
use super::report::Report;
use super::sentences::say;
use crate::domain::problem::{ProblemCode, Problems};

/// A setting as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    pub name: &'static str,
    pub value: String,
    pub line: u64,
}

/// What a setting may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    /// A whole number from and to.
    Number(u64, u64),
}

/// The settings of a text, and everything that is wrong with it: what is not known, what has another form.
pub fn read(file: &str, text: &str, known: &[(&'static str, Form)]) -> (Vec<Set>, Problems) {
    let mut report = Report::new(file);
    let mut found = Vec::new();
    if let Some(table) = document(text, &mut report) {
        let root = Place::root(text, &table);
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        root.refuse_unknown(&names, &mut report);
        for (name, form) in known.iter().filter(|(name, _)| root.has(name)) {
            let Some(value) = root.plain(name, &mut report) else { continue };
            let line = root.line_of_key(name);
            check(name, *form, &value, line, &mut report);
            found.push(Set { name, value, line });
        }
    }
    (found, report.finish())
}

/// What is wrong with a value that comes from elsewhere: from the environment, by the name that it has there.
pub fn check_value(place: &str, form: Form, value: &str) -> Problems {
    let mut report = Report::new("");
    check(place, form, value, 0, &mut report);
    report.finish()
}

fn check(name: &str, form: Form, value: &str, line: u64, report: &mut Report) {
    let Form::Number(least, most) = form else { return };
    if value.parse::<u64>().is_ok_and(|number| (least..=most).contains(&number)) {
        return;
    }
    report.error(line, name, value, || {
        say(
            ProblemCode::InvalidNumber,
            format!("Geef voor {name} een geheel getal van {least} tot en met {most}."),
            format!("Give {name} a whole number from {least} up to and including {most}."),
        )
    });
}
