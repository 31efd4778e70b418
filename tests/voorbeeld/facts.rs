//! How large the example is: a whole IGO and a whole year.

use crate::runs::{dossier, repository};
use std::collections::BTreeSet;
use verdeelsleutel::domain::dossier::Dossier;

fn example() -> Dossier {
    dossier(&repository("fixtures/voorbeeld"))
}

#[test]
fn a_year_has_about_2250_births() {
    let dossier = example();
    let claims = &dossier.claims;
    let births: BTreeSet<usize> = (0..claims.id.len())
        .filter(|at| {
            let performance = &dossier.reference.performances[claims.performance[*at].at()];
            Some(performance.bundle) == dossier.reference.find_bundle("natal") && claims.date[*at].year() == 2026
        })
        .map(|at| claims.episode[at].at())
        .collect();
    assert!((2200..=2300).contains(&births.len()), "{} births", births.len());
}

#[test]
fn nineteen_participants_of_four_disciplines_take_part() {
    let reference = example().reference;
    let count = |code: &str| {
        let of = reference.find_discipline(code).unwrap();
        reference.participants.iter().filter(|participant| participant.discipline == of).count()
    };
    let sizes = ["midwifery", "hospital", "maternity_care", "ultrasound"].map(count);
    assert_eq!(sizes, [12, 1, 4, 2]);
    assert_eq!(reference.participants.len(), 19);
    assert_eq!(reference.participants.iter().filter(|participant| participant.merger.is_some()).count(), 1);
}

#[test]
fn six_insurers_of_four_concerns_pay_and_some_pay_themselves() {
    let insurers = example().reference.insurers;
    let (own, others): (Vec<_>, Vec<_>) = insurers.iter().partition(|insurer| insurer.self_pay);
    let concerns: BTreeSet<&str> = others.iter().map(|insurer| insurer.concern.as_str()).collect();
    assert_eq!((own.len(), others.len()), (1, 6));
    assert_eq!(concerns.into_iter().collect::<Vec<_>>(), ["LINGE", "MAAS", "RIJN", "WAAL"]);
}

#[test]
fn every_performance_and_every_kind_of_file_occurs() {
    let dossier = example();
    let claimed: BTreeSet<usize> = dossier.claims.performance.iter().map(|performance| performance.at()).collect();
    assert_eq!(claimed.len(), 8, "all integral performances are claimed");
    assert_eq!(dossier.reference.performances.len(), 8);
    assert!(dossier.claims.severity.iter().any(|severity| severity.at() > 0), "some claim has a severity");
    assert!(dossier.deliveries.settled.contains(&2025), "some delivery was settled before");
    assert!(dossier.deliveries.replaces.iter().any(|of| of.some().is_some()), "some delivery was mended");
    for (rows, what) in [
        (dossier.events.id.len(), "claim_events"),
        (dossier.episodes.len(), "episodes"),
        (dossier.adjustments.len(), "adjustments"),
        (dossier.reference_income.len(), "reference"),
        (dossier.other_income.len(), "other_income"),
        (dossier.scores.len(), "scores"),
        (dossier.balances.len(), "balances"),
        (dossier.advances.len(), "advances"),
        (dossier.reference.contracts.len(), "contracts"),
        (dossier.reference.payees.len(), "payees"),
    ] {
        assert!(rows > 0, "{what} has no rows");
    }
}
