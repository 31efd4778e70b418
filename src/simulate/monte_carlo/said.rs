//! What a draw holds at its expected value, for a reader to agree with or not.

use super::super::studio::Ready;
use crate::calc::ceilings::ceilings_of;
use crate::domain::model::Model;
use crate::domain::model::slice::SliceKind;
use crate::domain::question::monte_carlo::MonteCarlo;
use crate::domain::simulation::{Assumption, assume};

pub fn assumptions(ready: &Ready, model: &Model, question: &MonteCarlo) -> Vec<Assumption> {
    let dossier = &ready.projected.year.dossier;
    let mut said = vec![assume(
        "Elk traject van het jaar komt in een trekking een toevallig aantal keren voor, los van de andere (Poisson, gemiddeld \
         één keer).",
        "Every episode of the year comes a random number of times in a draw, independent of the others (Poisson, once on \
         average).",
    )];
    if !question.is_chance_only() {
        said.push(assume(
            "Schokken zijn lognormaal met gemiddelde 1, elk jaar opnieuw en los van elkaar getrokken. Die op complexe zorg \
             verandert hoe vaak trajecten met complexe zorg voorkomen; die op tarieven wat verzekeraars betalen.",
            "Shocks are log-normal with mean 1, drawn anew and independently each year. That on complex care changes how often \
             episodes with complex care come; that on tariffs what insurers pay.",
        ));
    }
    let has_other = !dossier.adjustments.is_empty() || !dossier.other_income.is_empty();
    if has_other {
        said.push(assume(
            "Bijstellingen en andere inkomsten zijn in elke trekking gelijk.",
            "Adjustments and other income are the same in every draw.",
        ));
    }
    if !dossier.scores.is_empty() && !model.funds().is_empty() {
        said.push(assume(
            "De scores waarnaar fondsen worden verdeeld zijn in elke trekking gelijk.",
            "The scores by which funds are divided are the same in every draw.",
        ));
    }
    if !ready.valued.care.units.is_empty() {
        said.push(assume(
            "Een zorgverschuiving wordt in elke trekking afgerekend met het verschoven deel van die trekking; in de waarde \
             waarnaar regels verdelen telt het verwachte deel, en wie de zorg afstond is wie dat naar verwachting is.",
            "A care-path shift is settled in each draw with the shifted part of that draw; in the values that rules divide by \
             the expected part counts, and who gave the care away is who is expected to.",
        ));
    }
    let of = |wanted: fn(&SliceKind) -> bool| model.top_slices.iter().any(|slice| wanted(&slice.kind));
    let per_claim = of(|kind| matches!(kind, SliceKind::PerClaim(_)));
    let varies = of(|kind| matches!(kind, SliceKind::Budget(_)))
        || question.cv_tariff.is_some()
        || !ceilings_of(dossier, ready.projected.year.year).is_empty();
    if per_claim && varies {
        said.push(assume(
            "Waar naast een vast bedrag per declaratie ook een plafond, een jaarbudget of het tarief meebeweegt, verandert wat \
             er van vergelijkbare declaraties overblijft overal in dezelfde verhouding.",
            "Where beside a fixed amount per claim a ceiling, a yearly budget or the tariff moves too, what is left of \
             comparable claims changes in the same proportion everywhere.",
        ));
    }
    said
}
