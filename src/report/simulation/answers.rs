//! What questions found, each in its own way: for a board as a table, for a spreadsheet as lines.

use super::long::Long;
use super::{break_even, sweep, words};
use crate::domain::language::Language;
use crate::domain::money::Overflow;
use crate::domain::simulation::{Answer, Found};

/// The board's table of one answer.
pub fn table(answer: &Answer, language: Language) -> Result<String, Overflow> {
    let mut text = format!("{} · ", answer.scenario.name);
    text.push_str(&match &answer.found {
        Found::Sweep(found) => sweep::table(found, language)?,
        Found::BreakEven(found) => break_even::table(found, language),
    });
    text.push_str(&words::assumed(&answer.assumptions, language));
    Ok(text)
}

/// Its lines.
pub fn lines(long: &mut Long, answer: &Answer) -> Result<(), csv::Error> {
    let scenario = &answer.scenario.name;
    match &answer.found {
        Found::Sweep(found) => sweep::lines(long, scenario, found),
        Found::BreakEven(found) => break_even::lines(long, scenario, found),
    }
}
