//! `variance`: `from` and `to`, or `year` (spec 3, question 7).

use crate::domain::question::variance::Variance;
use crate::domain::question::{Question, QuestionKind};
use crate::intake::model::context::{Context, Place, say};
use crate::intake::model::read;
use crate::intake::model::section::Section;

pub fn variance(section: &mut Section<'_>) -> Option<QuestionKind> {
    let from = section.maybe("from", read::year);
    let to = section.maybe("to", read::year);
    let year = section.maybe("year", read::year);
    let found = match (from?, to?, year?) {
        (Some(from), Some(to), None) if from < to => Variance::Years { from, to },
        (Some(from), Some(to), None) => {
            section.wrong(
                "to",
                say(
                    format!("Het verschil loopt van een jaar naar een later jaar; {to} komt niet na {from}."),
                    format!("The difference runs from a year to a later one; {to} does not come after {from}."),
                ),
            );
            return None;
        }
        (None, None, Some(year)) => Variance::Changes { year },
        _ => {
            section.wrong(
                "year",
                say(
                    "Geef from en to (van het ene jaar naar het andere), of year (zonder en met de wijzigingen).",
                    "Give from and to (from one year to another), or year (without and with the changes).",
                ),
            );
            return None;
        }
    };
    Some(QuestionKind::Variance(found))
}

/// Reports years that the scenario does not project.
pub fn years_within(context: &Context<'_>, questions: &[Question], years: &[i32]) {
    for (number, question) in (1..).zip(questions) {
        let QuestionKind::Variance(variance) = &question.what else { continue };
        for (field, year) in variance.years().into_iter().filter(|(_, year)| !years.contains(year)) {
            let place = Place { line: question.line, path: format!("question[{number}].{field}") };
            context.report(
                context.general,
                &place,
                year.to_string(),
                say(
                    format!("Het scenario rekent {year} niet door; voeg het jaar toe aan years."),
                    format!("The scenario does not project {year}; add the year to years."),
                ),
            );
        }
    }
}
