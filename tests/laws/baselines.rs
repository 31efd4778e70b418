//! What a guarantee is measured against (spec 2.6, the table of B_j), and who is read as whom (spec 1, mergers), worked
//! out once more for models without shifts.

use super::case::{Case, cases, tries};
use super::inside::Inside;
use num_bigint::BigInt;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::decimal::Price;
use verdeelsleutel::domain::index::{ActivityIx, ParticipantIx};
use verdeelsleutel::domain::model::guarantee::BaselineKind;

/// The participant that rows of `who` are read as in the year of the run.
fn successor(case: &Case, who: ParticipantIx) -> ParticipantIx {
    match case.dossier.reference.participants[who.at()].merger {
        Some(merger) if merger.on <= Date::new(case.spec.year, 12, 31).unwrap() => successor(case, merger.into),
        _ => who,
    }
}

/// Shadow tariff: one with the participant beats the one without.
fn shadow(case: &Case, activity: ActivityIx, who: ParticipantIx, day: Date) -> Option<Price> {
    let holds = |named| {
        let mut rows = case.dossier.reference.shadow_tariffs.iter();
        rows.find(|row| {
            row.activity == activity && row.participant == named && row.validity.from <= day && day <= row.validity.to
        })
    };
    holds(Some(who)).or_else(|| holds(None)).map(|row| row.tariff)
}

/// round(numerator / denominator), half away from zero, of what is not negative.
fn rounded(numerator: BigInt, denominator: BigInt) -> BigInt {
    (2 * numerator + &denominator) / (2 * denominator)
}

fn baselines(case: &Case, inside: &Inside) -> BTreeMap<ParticipantIx, BigInt> {
    let terms = case.model.guarantee.as_ref().unwrap();
    let rows = &case.dossier.deliveries;
    let index = BigInt::from(terms.index.0);
    let mut found: BTreeMap<ParticipantIx, BigInt> = BTreeMap::new();
    let mut episodes: BTreeMap<ParticipantIx, BTreeSet<u32>> = BTreeMap::new();
    for (delivery, _) in inside.counted() {
        let at = delivery.at();
        let (activity, who) = (rows.activity[at], successor(case, rows.participant[at]));
        let quantity = BigInt::from(rows.quantity[at].0);
        // A quantity in ten-thousandths times a price in ten-thousandths of a euro is 10^6 times as many cents.
        let today = rounded(&quantity * shadow(case, activity, who, rows.date[at]).unwrap().0, BigInt::from(1_000_000));
        if today > BigInt::from(0) {
            episodes.entry(who).or_default().insert(rows.episode[at].0);
        }
        *found.entry(who).or_default() += match terms.baseline {
            BaselineKind::MonoBaseYear { base_date } => match shadow(case, activity, who, base_date) {
                Some(price) => rounded(&quantity * price.0 * &index, BigInt::from(1_000_000_000_000i64)),
                None => today,
            },
            _ => today,
        };
    }
    if matches!(terms.baseline, BaselineKind::Mono | BaselineKind::MonoBaseYear { .. }) {
        return found;
    }
    let mut reference: BTreeMap<ParticipantIx, (i64, i64)> = BTreeMap::new();
    for row in &case.dossier.reference_income {
        let (amount, episodes) = reference.entry(successor(case, row.participant)).or_default();
        *amount += row.amount.0;
        *episodes += row.episodes.unwrap_or(0);
    }
    let days_since = |first: Date| i64::from(case.spec.to.0 - first.0) + 1;
    let (first, next) = (Date::new(case.spec.year, 1, 1).unwrap(), Date::new(case.spec.year + 1, 1, 1).unwrap());
    let parts = reference.into_iter().filter_map(|(who, (amount, then))| {
        let (times, over) = match terms.baseline {
            BaselineKind::Fixed => (days_since(first), i64::from(next.0 - first.0)),
            _ if then == 0 => return None,
            _ => (i64::try_from(episodes.get(&who).map_or(0, BTreeSet::len)).unwrap(), then),
        };
        Some((who, rounded(&index * amount * times, BigInt::from(1_000_000) * over)))
    });
    parts.collect()
}

proptest! {
    #![proptest_config(tries(1024))]

    /// 2.6: B_j of every kind, and F_j = round(B_j × floor/100); who is covered is tested, and nobody else.
    #[test]
    fn baselines_and_floors_are_those_of_the_table(case in cases()) {
        let mut case = case;
        case.model.shifts.clear();
        let Ok(outcome) = case.run() else { return Ok(()) };
        let Some(found) = &outcome.guarantee else { return Ok(()) };
        let terms = case.model.guarantee.as_ref().unwrap();
        let year = terms.years.iter().find(|entry| entry.year == case.spec.year).unwrap();
        let by_value = matches!(terms.baseline, BaselineKind::Mono | BaselineKind::MonoBaseYear { .. });
        let expected = baselines(&case, &Inside::of(&case));
        let mut tested = 0;
        for (who, discipline, row) in &outcome.participants {
            prop_assert_eq!(successor(&case, *who), *who);
            let within = terms.disciplines.as_ref().is_none_or(|list| list.contains(discipline));
            let baseline = expected.get(who).cloned().or_else(|| by_value.then(BigInt::default)).filter(|_| within);
            tested += usize::from(baseline.is_some());
            let baseline = baseline.unwrap_or_default();
            prop_assert_eq!(BigInt::from(row.floor.0), rounded(&baseline * year.floor.0, BigInt::from(100_000_000)));
            prop_assert_eq!(BigInt::from(row.guarantee_baseline.0), baseline);
        }
        prop_assert_eq!(found.tested.len(), tested);
    }
}
