//! What the questions beside `compare` found, each in its own table and its own lines.

use super::{calibrate, say, tariffs, variance, words};
use crate::domain::language::Language;
use crate::domain::money::Overflow;
use crate::domain::simulation::{Answer, Found};

/// A line of the long CSV: model, year, of, code, figure, value.
pub type Row = [String; 6];

/// The scenario, what was found, and what was assumed.
pub fn table(answer: &Answer, language: Language) -> Result<String, Overflow> {
    let mut text = String::new();
    say(&mut text, format_args!("{} · ", answer.scenario.name));
    text.push_str(&match &answer.found {
        Found::Sweep(_) => String::new(),
        Found::Tariffs(found) => tariffs::table(found, language)?,
        Found::Calibrate(found) => calibrate::table(found, language)?,
        Found::Variance(found) => variance::table(found, language)?,
    });
    text.push_str(&words::assumptions(&answer.assumptions, language));
    text.push('\n');
    Ok(text)
}

/// Every figure that was found.
pub fn rows(answer: &Answer) -> Vec<Row> {
    match &answer.found {
        Found::Sweep(_) => Vec::new(),
        Found::Tariffs(found) => tariffs::rows(found),
        Found::Calibrate(found) => calibrate::rows(found),
        Found::Variance(found) => variance::rows(found),
    }
}
