//! `tariffs`: `overhead`, and the `proposed` list (spec 3, question 5).

use crate::domain::decimal::Price;
use crate::domain::index::SeverityIx;
use crate::domain::question::QuestionKind;
use crate::domain::question::tariffs::{Overhead, ProposedTariff, Tariffs};
use crate::intake::model::context::say;
use crate::intake::model::section::{Item, Section};
use crate::intake::model::{codes, read};
use crate::intake::sentences::quoted;
use toml::de::DeValue;

pub fn tariffs(section: &mut Section<'_>) -> Option<QuestionKind> {
    let overhead = section.or("overhead", Overhead::None, overhead);
    let proposed = section.or("proposed", Vec::new(), proposed);
    Some(QuestionKind::Tariffs(Tariffs { overhead: overhead?, proposed: proposed? }))
}

/// `percentage` or `amount`, one of both.
fn overhead(item: &Item<'_>) -> Option<Overhead> {
    let mut section = item.section()?;
    let percentage = section.maybe("percentage", read::percentage);
    let amount = section.maybe("amount", read::amount);
    let found = match (percentage?, amount?) {
        (Some(percentage), None) => Some(Overhead::Percentage(percentage)),
        (None, Some(amount)) => Some(Overhead::Amount(amount)),
        _ => {
            section.wrong(
                "percentage",
                say(
                    "Geef een percentage van mono of een amount per jaar, een van beide.",
                    "Give a percentage of mono or an amount a year, one of the two.",
                ),
            );
            None
        }
    };
    section.finish();
    found
}

fn proposed(item: &Item<'_>) -> Option<Vec<ProposedTariff>> {
    let mut known: Vec<ProposedTariff> = Vec::new();
    let mut sound = true;
    for entry in item.list()? {
        match one(&entry) {
            None => sound = false,
            Some(row) if known.iter().any(|other| is_for_the_same(other, &row)) => entry.wrong(say(
                "Voor deze prestatie, verzekeraar en zorgzwaarte staat al een tarief in de lijst.",
                "The list already has a tariff for this performance, insurer and severity.",
            )),
            Some(row) => known.push(row),
        }
    }
    sound.then_some(known)
}

fn is_for_the_same(one: &ProposedTariff, other: &ProposedTariff) -> bool {
    (one.performance, &one.insurer, one.severity) == (other.performance, &other.insurer, other.severity)
}

fn one(entry: &Item<'_>) -> Option<ProposedTariff> {
    let mut section = entry.section()?;
    let performance = section.need("performance", |item| {
        let performance = codes::performance(item)?;
        if item.context.reference.performances[performance.at()].claimed_by_participant {
            item.wrong(say(
                "Deze prestatie declareren deelnemers zelf; zij heeft geen integraal tarief.",
                "Participants claim this performance themselves; it has no integral tariff.",
            ));
        }
        Some(performance)
    });
    // The code itself is kept: of an insurer, or of a concern.
    let insurer = section.or("insurer", None, |item| {
        let code = read::text(item)?;
        if code == "*" { Some(None) } else { codes::insurer(item).map(|_| Some(code.to_owned())) }
    });
    let severity = section.or("severity", SeverityIx::NO_SEVERITY, severity);
    let tariff = section.need("tariff", tariff);
    section.finish();
    Some(ProposedTariff { insurer: insurer?, performance: performance?, severity: severity?, tariff: tariff? })
}

/// A tariff for a severity that nobody claims would gain or lose nothing, in silence.
fn severity(item: &Item<'_>) -> Option<SeverityIx> {
    if matches!(item.value, DeValue::String(text) if text.is_empty()) {
        return Some(SeverityIx::NO_SEVERITY);
    }
    let text = read::text(item)?;
    let found = item.context.reference.find_severity(text);
    if found.is_none() {
        let text = quoted(text);
        item.wrong(say(
            format!("Geen tarief of declaratie in het dossier heeft zorgzwaarte {text}."),
            format!("No tariff or claim of the dossier has severity {text}."),
        ));
    }
    found
}

/// Whole cents, as every integral tariff (spec 1).
fn tariff(item: &Item<'_>) -> Option<Price> {
    let found = Price::of_cents(read::amount(item)?).ok();
    if found.is_none() {
        item.wrong(say("Dit bedrag is te groot.", "This amount is too large."));
    }
    found
}
