//! `calibrate`: `shares`, `decimals`, `period`, `basis` and `values` (spec 3, question 6).

use crate::domain::date::Validity;
use crate::domain::decimal::Rate;
use crate::domain::question::QuestionKind;
use crate::domain::question::calibrate::{Calibrate, SharesOf, Values};
use crate::domain::run::Basis;
use crate::domain::scenario::{ComparedModel, Scenario};
use crate::intake::model::context::{Say, say};
use crate::intake::model::read;
use crate::intake::model::section::{Item, Section};
use crate::intake::sentences::quoted;

const SHARES: &[(&str, SharesOf)] = &[("discipline", SharesOf::Disciplines), ("participant", SharesOf::Participants)];

const BASES: &[(&str, Basis)] = &[("claimed", Basis::Claimed), ("accepted", Basis::Accepted), ("paid", Basis::Paid)];

/// Decimals of a percentage when nobody asks for others: those of an agreement between people.
const DECIMALS: u32 = 1;

pub fn calibrate(section: &mut Section<'_>) -> Option<QuestionKind> {
    let shares = section.or("shares", SharesOf::Disciplines, read::choice(SHARES));
    let decimals = section.or("decimals", DECIMALS, decimals);
    let period = section.maybe("period", period);
    let basis = section.or("basis", Basis::Claimed, read::choice(BASES));
    let values = section.or("values", Values::Shadow, |item| {
        let table = read::name(item)?.text;
        Some(if table == "shadow" { Values::Shadow } else { Values::Table(table) })
    });
    Some(QuestionKind::Calibrate(Calibrate {
        shares: shares?,
        decimals: decimals?,
        period: period?,
        basis: basis?,
        values: values?,
    }))
}

/// As many as a percentage of a model has at most (spec 2.11).
fn decimals(item: &Item<'_>) -> Option<u32> {
    let rate = read::rate(item)?;
    let found = (0..=6u32).find(|whole| rate.wide() == i128::from(*whole) * Rate::SCALE);
    if found.is_none() {
        item.wrong(say(
            "Een percentage heeft 0 tot en met 6 decimalen.",
            "A percentage has 0 up to and including 6 decimals.",
        ));
    }
    found
}

fn period(item: &Item<'_>) -> Option<Validity> {
    let mut section = item.section()?;
    let from = section.need("from", read::day);
    let to = section.need("to", read::day);
    section.finish();
    let (from, to) = (from?, to?);
    if to < from {
        item.wrong(say(
            format!("Deze periode eindigt op {to}, voordat zij begint op {from}."),
            format!("This period ends on {to}, before it begins on {from}."),
        ));
    }
    Some(Validity { from, to })
}

/// What is wrong with a calibration by a price table that none of the models has.
pub fn unknown_table(scenario: &Scenario, models: &[ComparedModel]) -> Vec<(usize, String, Say)> {
    let tables = || models.iter().flat_map(|model| &model.changed.price_tables).map(|table| table.name.as_str());
    let unknown = scenario.questions.iter().enumerate().filter_map(|(at, question)| match &question.what {
        QuestionKind::Calibrate(Calibrate { values: Values::Table(name), .. })
            if tables().all(|known| known != name) =>
        {
            Some((at, name))
        }
        _ => None,
    });
    let told = |(at, name): (usize, &String)| {
        let mut known: Vec<&str> = tables().chain(["shadow"]).collect();
        known.sort_unstable();
        known.dedup();
        let (name, known) = (quoted(name), known.join(", "));
        let sentence = say(
            format!("Geen van de modellen heeft een prijslijst {name}. Bekend zijn: {known}."),
            format!("None of the models has a price table {name}. Known are: {known}."),
        );
        (at, name, sentence)
    };
    unknown.map(told).collect()
}
