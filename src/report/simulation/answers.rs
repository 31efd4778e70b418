//! What the questions beside `compare` found, each in its own table and its own lines.

use super::long::{Line, Long};
use super::{break_even, calibrate, monte_carlo, sweep, tariffs, variance, words};
use crate::domain::language::Language;
use crate::domain::money::Overflow;
use crate::domain::simulation::{Answer, Found};

/// A line of a question that has no base beside its figures: model, year or period, of, code, figure, value.
pub type Row = [String; 6];

/// The scenario, what was found, and what was assumed.
pub fn table(answer: &Answer, language: Language) -> Result<String, Overflow> {
    let mut text = format!("{} · ", answer.scenario.name);
    text.push_str(&match &answer.found {
        Found::Sweep(found) => sweep::table(found, language)?,
        Found::BreakEven(found) => break_even::table(found, language),
        Found::MonteCarlo(found) => monte_carlo::table(found, language)?,
        Found::Tariffs(found) => tariffs::table(found, language)?,
        Found::Calibrate(found) => calibrate::table(found, language)?,
        Found::Variance(found) => variance::table(found, language)?,
    });
    if matches!(answer.found, Found::Sweep(_) | Found::BreakEven(_) | Found::MonteCarlo(_)) {
        let year = answer.base_year;
        text.push_str(&match language {
            Language::Nl => format!("De zorg van {year} herhaald.\n"),
            Language::En => format!("The care of {year} repeated.\n"),
        });
    }
    text.push_str(&words::assumed(&answer.assumptions, language));
    text.push('\n');
    Ok(text)
}

/// Every figure that was found.
pub fn lines(long: &mut Long, answer: &Answer) -> Result<(), csv::Error> {
    let scenario = &answer.scenario.name;
    let (question, rows) = match &answer.found {
        Found::Sweep(found) => return sweep::lines(long, scenario, found),
        Found::BreakEven(found) => return break_even::lines(long, scenario, found),
        Found::MonteCarlo(found) => ("monte_carlo", monte_carlo::rows(found)),
        Found::Tariffs(found) => ("tariffs", tariffs::rows(found)),
        Found::Calibrate(found) => ("calibrate", calibrate::rows(found)),
        Found::Variance(found) => ("variance", variance::rows(found)),
    };
    rows.iter().try_for_each(|[model, year, of, code, figure, value]| {
        long.value(&Line { scenario, model, question, at: "", year, of, code }, figure, value)
    })
}
