//! What the questions beside `compare` found, each in its own tables and lines.

use super::{monte_carlo, say};
use crate::domain::language::Language;
use crate::domain::money::Overflow;
use crate::domain::simulation::{Answer, Found};
use crate::report::written;

/// The tables of an answer, with what was assumed under them.
pub fn table(answer: &Answer, language: Language) -> Result<String, Overflow> {
    let mut text = match language {
        Language::Nl => format!("{}\nDe zorg van {} herhaald.\n", answer.scenario.name, answer.base_year),
        Language::En => format!("{}\nThe care of {} repeated.\n", answer.scenario.name, answer.base_year),
    };
    match &answer.found {
        Found::MonteCarlo(found) => text.push_str(&monte_carlo::table(found, language)?),
        Found::Sweep(_) => {}
    }
    if !answer.assumptions.is_empty() {
        text.push_str(language.pick("Aangenomen is:\n", "Assumed:\n"));
    }
    for assumption in &answer.assumptions {
        say(&mut text, format_args!("- {}\n", language.pick(&assumption.nl, &assumption.en)));
    }
    Ok(text)
}

/// The lines of the answers to one kind of question, in the long form with a header; `None` where nothing is in it.
pub fn csv(answers: &[Answer]) -> Result<Option<String>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut is_empty = true;
    for answer in answers {
        if let Found::MonteCarlo(found) = &answer.found {
            if is_empty {
                writer.write_record(std::iter::once("scenario").chain(monte_carlo::HEADER))?;
                is_empty = false;
            }
            for row in monte_carlo::rows(found) {
                writer.write_record(std::iter::once(&answer.scenario.name).chain(&row))?;
            }
        }
    }
    if is_empty { Ok(None) } else { written::text(writer).map(Some) }
}
