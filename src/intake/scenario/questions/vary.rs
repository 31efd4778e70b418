//! `sweep` and `break_even`: questions in which something varies.

use super::parameter;
use crate::domain::question::{BreakEven, Measure, Measured, QuestionKind, Sweep, Whose};
use crate::intake::model::context::say;
use crate::intake::model::section::Section;
use crate::intake::model::{codes, read};

/// Most points of a sweep.
const MOST_POINTS: usize = 2_500;

pub fn sweep(section: &mut Section<'_>) -> Option<QuestionKind> {
    let axes = section.need("parameters", |item| {
        let list = item.list()?;
        if list.is_empty() || list.len() > 2 {
            item.wrong(say("Hier horen een of twee parameters te staan.", "One or two parameters belong here."));
            return None;
        }
        let axes: Vec<_> = list.iter().map(parameter::axis).collect();
        let axes = axes.into_iter().collect::<Option<Vec<_>>>()?;
        if let [one, other] = axes.as_slice()
            && one.parameter == other.parameter
        {
            item.wrong(say("Beide parameters zijn dezelfde.", "Both parameters are the same."));
            return None;
        }
        let points: usize = axes.iter().map(|axis| axis.values.len()).product();
        if points > MOST_POINTS {
            item.wrong(say(
                format!("Dit zijn {points} combinaties; hoogstens {MOST_POINTS} kan."),
                format!("These are {points} combinations; at most {MOST_POINTS} are possible."),
            ));
            return None;
        }
        Some(axes)
    });
    Some(QuestionKind::Sweep(Sweep { axes: axes? }))
}

const FIGURES: &[(&str, Measured)] = &[
    ("entitlement", Measured::Entitlement),
    ("against_mono", Measured::AgainstMono),
    ("margin", Measured::Margin),
    ("reserve", Measured::Reserve),
    ("revenue", Measured::Revenue),
    ("guarantee", Measured::Guarantee),
];

/// Of what a figure is told: the figure itself, or its difference with the year without the changes.
const AGAINST: &[(&str, bool)] = &[("zero", false), ("base", true)];

pub fn break_even(section: &mut Section<'_>) -> Option<QuestionKind> {
    let parameter = section.need("parameter", parameter::alone);
    let lowest = section.need("lowest", |item| parameter::value(item, parameter.as_ref()));
    let highest = section.need("highest", |item| parameter::value(item, parameter.as_ref()));
    let precision = section.need("precision", parameter::step);
    let figure = section.need("figure", read::choice(FIGURES));
    let of = whose(section, figure);
    let against_base = section.or("against", false, read::choice(AGAINST));
    let year = section.maybe("year", read::year);
    if let (Some(lowest), Some(highest), Some(precision)) = (lowest, highest, precision)
        && (highest <= lowest || (highest.0 - lowest.0) % precision.0 != 0)
    {
        section.wrong(
            "highest",
            say(
                "highest ligt een of meer hele stappen van precision boven lowest.",
                "highest lies one or more whole steps of precision above lowest.",
            ),
        );
        return None;
    }
    Some(QuestionKind::BreakEven(BreakEven {
        parameter: parameter?,
        lowest: lowest?,
        highest: highest?,
        precision: precision?,
        measure: Measure { figure: figure?, of: of?, against_base: against_base? },
        year: year?,
    }))
}

/// `participant` or `discipline`; without either the organisation.
fn whose(section: &mut Section<'_>, figure: Option<Measured>) -> Option<Whose> {
    let participant = section.maybe("participant", codes::participant);
    let discipline = section.maybe("discipline", codes::discipline);
    match (participant?, discipline?) {
        (Some(_), Some(_)) => {
            section.wrong(
                "participant",
                say("Noem een deelnemer of een discipline.", "Name a participant or a discipline."),
            );
            None
        }
        (None, None) => Some(Whose::Organisation),
        (participant, discipline) => {
            if figure.is_some_and(Measured::is_of_all) {
                section.wrong(
                    "figure",
                    say(
                        "Dit cijfer is er alleen van de IGO als geheel.",
                        "This figure is of the organisation as a whole alone.",
                    ),
                );
                return None;
            }
            participant.map(Whose::Participant).or(discipline.map(Whose::Discipline))
        }
    }
}
