//! What is said about a mapping and an export, where a file of our own would not need it.

use super::dates::{self, Dates};
use super::units::HoursFault;
use crate::domain::problem::ProblemCode;
use crate::intake::cell;
use crate::intake::columns::Kind;
use crate::intake::known::Known;
use crate::intake::sentences::{self, Sentence, quoted, say};

// Of a mapping.

pub fn column_missing(kind: &Kind, name: &str) -> Sentence {
    say(
        ProblemCode::MissingColumn,
        format!("{} heeft een kolom '{name}' nodig; schrijf die als [column.{name}].", kind.file),
        format!("{} needs a column '{name}'; write it as [column.{name}].", kind.file),
    )
}

pub fn column_twice(name: &str) -> Sentence {
    say(
        ProblemCode::DuplicateConflict,
        format!("De kolom '{name}' staat er twee keer, ook onder haar andere naam."),
        format!("The column '{name}' is there twice, under its other name as well."),
    )
}

pub fn one_origin(is_none: bool) -> Sentence {
    let code = if is_none { ProblemCode::MissingValue } else { ProblemCode::DuplicateConflict };
    say(
        code,
        "Een kolom heeft precies een van deze drie: from (een kolom van de export), text (een tekst met kolommen erin) of value (altijd hetzelfde).",
        "A column has exactly one of these three: from (a column of the export), text (a text with columns in it) or value (always the same).",
    )
}

pub fn no_template(text: &str) -> Sentence {
    let text = quoted(text);
    say(
        ProblemCode::InvalidToml,
        format!("{text} is geen tekst met kolommen erin, zoals \"VP01-{{Jaar}}-{{Volgnummer}}\"."),
        format!("{text} is no text with columns in it, such as \"VP01-{{Jaar}}-{{Volgnummer}}\"."),
    )
}

pub fn no_date_form(text: &str) -> Sentence {
    let text = quoted(text);
    say(
        ProblemCode::InvalidDate,
        format!("{text} is geen vorm van een datum; schrijf die als dd-mm-yyyy, d/m/yyyy of yyyymmdd."),
        format!("{text} is no form of a date; write it as dd-mm-yyyy, d/m/yyyy or yyyymmdd."),
    )
}

pub fn code_twice(code: &str) -> Sentence {
    let code = quoted(code);
    say(
        ProblemCode::DuplicateConflict,
        format!("De code {code} staat er twee keer; spaties eromheen tellen niet."),
        format!("The code {code} is there twice; spaces around it do not count."),
    )
}

pub fn empty_code() -> Sentence {
    say(
        ProblemCode::MissingValue,
        "Een lege cel is geen code; schrijf met if_empty waar die voor staat.",
        "An empty cell is no code; write with if_empty what it stands for.",
    )
}

// Of an export.

pub fn untranslated(column: &str, value: &str) -> Sentence {
    let value = quoted(value);
    say(
        ProblemCode::InvalidChoice,
        format!("{value} staat niet in de codes van kolom '{column}' in de mapping."),
        format!("{value} is not among the codes of column '{column}' in the mapping."),
    )
}

pub fn zero_restored(value: &str, code: &str) -> Sentence {
    let (value, code) = (quoted(value), quoted(code));
    say(
        ProblemCode::LeadingZeroRestored,
        format!("{value} is gelezen als {code}: de nul vooraan was weggevallen."),
        format!("{value} was read as {code}: the zero in front had been dropped."),
    )
}

pub fn date(fault: dates::Fault, dates: &Dates, value: &str) -> Sentence {
    let shown = quoted(value);
    match (fault, &dates.form) {
        (dates::Fault::Time, _) => say(
            ProblemCode::InvalidDate,
            format!("{shown} heeft een tijd achter de datum; zet time = \"drop\" in de mapping als die weg mag."),
            format!("{shown} has a time behind the date; put time = \"drop\" in the mapping if it may be left out."),
        ),
        (dates::Fault::Date, Some(form)) => say(
            ProblemCode::InvalidDate,
            format!("{shown} is geen bestaande datum in de vorm {}.", form.shown),
            format!("{shown} is no existing date in the form {}.", form.shown),
        ),
        (dates::Fault::Date, None) => sentences::cell(cell::Fault::Date, "", value, &Known::default()),
    }
}

pub fn hours(fault: HoursFault, value: &str) -> Sentence {
    let shown = quoted(value);
    match fault {
        HoursFault::NotExact => say(
            ProblemCode::TooManyDecimals,
            format!("{shown} is in uren niet met ten hoogste 4 decimalen te schrijven."),
            format!("{shown} cannot be written in hours with at most 4 decimals."),
        ),
        HoursFault::NoHoursAndMinutes => say(
            ProblemCode::InvalidNumber,
            format!("{shown} is geen uren en minuten, zoals 3:45."),
            format!("{shown} is no hours and minutes, such as 3:45."),
        ),
    }
}
