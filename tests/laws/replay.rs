//! The trace: it costs nothing, changes nothing, and tells enough to do every division again (spec 2.1 and the
//! explanation of amounts that rests on it).

use super::case::{Case, cases, tries};
use super::naive;
use num_bigint::BigInt;
use proptest::prelude::*;
use verdeelsleutel::calc::trace::{Division, GuaranteeStep, Key, Place, Source, Step};
use verdeelsleutel::domain::model::guarantee::ShortageRule;
use verdeelsleutel::domain::model::rule::Rule;

/// The codes behind the keys of a division at a place.
fn codes(case: &Case, place: &Place, division: &Division) -> Vec<String> {
    let reference = &case.dossier.reference;
    let mut contracts: Vec<&str> = reference
        .contracts
        .iter()
        .filter(|contract| contract.year == case.spec.year && contract.support_limit.is_some())
        .map(|contract| contract.insurer.as_str())
        .collect();
    contracts.sort_unstable();
    contracts.dedup();
    let code = |key: &Key| match key {
        Key::Participant(who) => reference.participant_code(*who).to_owned(),
        Key::Discipline(discipline) => reference.discipline_code(*discipline).to_owned(),
        Key::Claim(claim) => case.dossier.claims.id.get(claim.at()).to_owned(),
        Key::Contract(at) => contracts[*at].to_owned(),
        Key::Part(at) => match place {
            Place::Rule { node, .. } => match &case.model.node(*node).rule {
                Rule::Blend { parts } => parts[*at].name.clone(),
                other => panic!("parts of {other:?}"),
            },
            other => panic!("parts at {other:?}"),
        },
    };
    division.keys.iter().map(code).collect()
}

/// The salts of spec 2.2 to 2.7, as far as the place tells.
fn salt(case: &Case, place: &Place) -> Option<Vec<String>> {
    let reference = &case.dossier.reference;
    let salt = match place {
        Place::Rule { source: Source::Claim(claim), .. } => vec![case.dossier.claims.id.get(claim.at()).to_owned()],
        Place::Rule { source: Source::Adjustment(at), .. } => vec![case.dossier.adjustments[*at].id.clone()],
        Place::Pool { key, .. } => {
            let discipline = key.discipline.map_or("*", |at| reference.discipline_code(at));
            let performance = key.performance.map_or("-", |at| reference.performance_code(at));
            let insurer = key.insurer.map_or("-", |at| reference.insurer_code(at));
            ["pool", discipline, performance, insurer].map(String::from).to_vec()
        }
        Place::Slice(at) => vec!["slice".into(), case.model.top_slices[*at].name.clone()],
        Place::ShiftBalance(at) => vec!["shift".into(), case.model.shifts[*at].name.clone(), "balance".into()],
        Place::Guarantee(step) => {
            let of_discipline = |name: &str, at| vec![name.to_owned(), reference.discipline_code(at).to_owned()];
            let rest = match step {
                GuaranteeStep::Levy => vec!["gainers".into()],
                GuaranteeStep::Insurer => vec!["insurer".into()],
                GuaranteeStep::TopUp => vec!["shortage".into()],
                GuaranteeStep::Carried => vec!["carried".into()],
                GuaranteeStep::Back => vec!["corridor".into()],
                GuaranteeStep::Cap(at) => of_discipline("cap", *at),
                GuaranteeStep::Gain(at) => of_discipline("gain", *at),
                GuaranteeStep::Floor(at) => of_discipline("floor", *at),
            };
            [vec!["guarantee".to_owned()], rest].concat()
        }
        Place::Ceiling(_) | Place::Fund(_) | Place::Reserve(_) => return None,
    };
    Some(salt)
}

/// What a division must give, done again from what it shows.
fn again(case: &Case, place: &Place, division: &Division) -> Vec<BigInt> {
    let codes = codes(case, place, division);
    let keys: Vec<&str> = codes.iter().map(String::as_str).collect();
    let parts: Vec<&str> = division.salt.iter().map(String::as_str).collect();
    let weights: Vec<BigInt> = division.weights.iter().map(|weight| BigInt::from(*weight)).collect();
    if let (Place::Guarantee(GuaranteeStep::TopUp), Some(terms)) = (place, &case.model.guarantee) {
        let (amount, short) = (division.amount.0, &division.weights);
        let awards = match terms.shortage {
            ShortageRule::EqualAwards => Some(naive::equal_awards(amount, short, &keys)),
            ShortageRule::EqualLosses => {
                let losses = naive::equal_awards(short.iter().sum::<i64>() - amount, short, &keys);
                Some(short.iter().zip(losses).map(|(short, loss)| short - loss).collect())
            }
            ShortageRule::Proportional | ShortageRule::Refuse => None,
        };
        if let Some(awards) = awards {
            return awards.into_iter().map(BigInt::from).collect();
        }
    }
    // Where no weight is positive the amount goes elsewhere, and nobody here gets any of it.
    naive::allocate(division.amount.0, &weights, &keys, &parts).unwrap_or_else(|| vec![BigInt::from(0); keys.len()])
}

proptest! {
    #![proptest_config(tries(512))]

    /// A run that is recorded is the same run: same outcome, same bytes, same refusal.
    #[test]
    fn recording_changes_nothing(case in cases()) {
        match (case.run(), case.recorded()) {
            (Ok(silent), Ok((recorded, _))) => {
                prop_assert_eq!(case.document(&silent), case.document(&recorded));
                prop_assert_eq!(format!("{silent:?}"), format!("{recorded:?}"));
            }
            (silent, recorded) => prop_assert_eq!(silent.err(), recorded.err()),
        }
    }

    /// Every division that is recorded gives its whole amount, or nothing where no weight is positive; and each share
    /// follows from the amount, weights, salt and keys it shows. So an explanation can be checked by hand.
    #[test]
    fn every_recorded_division_can_be_done_again(case in cases()) {
        let Ok((_, trace)) = case.recorded() else { return Ok(()) };
        for step in &trace.steps {
            let Step::Divided { place, division } = step else { continue };
            let given: i64 = division.shares.iter().sum();
            let divisible = division.weights.iter().any(|weight| *weight > 0);
            prop_assert_eq!(given, if divisible { division.amount.0 } else { 0 });
            let shares: Vec<BigInt> = division.shares.iter().map(|share| BigInt::from(*share)).collect();
            prop_assert_eq!(shares, again(&case, place, division), "{:?} {:?}", place, division);
            if let Some(salt) = salt(&case, place) {
                prop_assert_eq!(&division.salt, &salt);
            }
        }
    }
}
