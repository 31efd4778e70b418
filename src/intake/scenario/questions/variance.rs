//! `variance`: `from` and `to`, or `year` (spec 3, question 7).

use crate::domain::question::QuestionKind;
use crate::domain::question::variance::Variance;
use crate::intake::model::context::say;
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
