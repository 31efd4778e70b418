//! The checklist of a month: who delivered and said so, what is missing, awaiting, held and corrected.

use crate::attack::settlement;
use crate::runs;
use std::collections::BTreeSet;
use verdeelsleutel::calc::checklist::{AgeLine, DeliveredLine, Told, VolumeLine, checklist, volumes};
use verdeelsleutel::calc::outcome::Outcome;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};

fn computed(story: &str) -> (Dossier, Outcome) {
    let folder = runs::repository(&format!("fixtures/golden/{story}"));
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "model", &dossier).unwrap();
    let spec = RunSpec { basis: Basis::Claimed, kind: RunKind::Interim, ..settlement(2026) };
    let outcome = run(&dossier, &model, &spec, &mut Silent).unwrap();
    (dossier, outcome)
}

#[test]
fn a_story_by_hand() {
    let (dossier, outcome) = computed("awaiting-a-claim");
    let vp01 = dossier.reference.find_participant("VP01").unwrap();
    let told = Told { complete: BTreeSet::from([(vp01, 5)]), last_year: &[], since: Date::new(2026, 6, 30) };
    let list = checklist(&dossier, &outcome, &told).unwrap();
    let (may, june) = (&list.months[4], &list.months[5]);
    let delivered = |participant: &str, deliveries, said_complete| DeliveredLine {
        participant: participant.to_owned(),
        deliveries,
        said_complete,
    };
    assert_eq!(
        may.participants,
        [delivered("KZ01", 0, false), delivered("VP01", 2, true), delivered("ZH01", 1, false)]
    );
    assert!(!may.complete);
    let old = |deliveries| AgeLine { age: "181-", deliveries };
    // D03 of May, D05 of the year before.
    assert_eq!((may.awaiting.as_slice(), list.awaiting_before.as_slice()), (&[old(1)][..], &[old(1)][..]));
    // D01, D02 and D03 of one episode.
    let volume = VolumeLine {
        deliveries: 3,
        episodes: 1,
        per_100_episodes: Some("300.0".to_owned()),
        per_100_episodes_last_year: None,
    };
    assert_eq!(may.volume, volume);
    // C2 of June was rejected on 1 July.
    assert_eq!((may.corrections.claim_events, june.corrections.claim_events), (0, 1));
    let later = Told { since: Date::new(2026, 7, 1), ..told };
    assert_eq!(checklist(&dossier, &outcome, &later).unwrap().months[5].corrections.claim_events, 0);
}

#[test]
fn held_claims_have_a_reason_and_an_owner() {
    let (dossier, outcome) = computed("held-claims");
    let list = checklist(&dossier, &outcome, &Told::default()).unwrap();
    let held: Vec<_> = list.months.iter().flat_map(|month| &month.held).collect();
    assert_eq!(held.len(), outcome.held.len());
    for line in held {
        let is_tariff = line.code.as_str() == "tariff_missing";
        assert_eq!(line.owner, if is_tariff { "insurer" } else { "controller" }, "{line:?}");
        assert!(!line.detail.is_empty());
    }
    let missing: usize = list.months.iter().map(|month| month.missing_tariffs.len()).sum();
    assert!(missing > 0);
}

#[test]
fn the_example_beside_the_year_before() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "glide", &dossier).unwrap();
    let outcome = run(&dossier, &model, &settlement(2026), &mut Silent).unwrap();
    let last_year = volumes(&dossier, 2025);
    let told = Told { last_year: &last_year, ..Told::default() };
    let list = checklist(&dossier, &outcome, &told).unwrap();
    assert_eq!(list.months.len(), 12);
    let awaiting = list.months.iter().flat_map(|month| &month.awaiting).chain(&list.awaiting_before);
    let after = (0..dossier.deliveries.id.len()).filter(|at| dossier.deliveries.date[*at].year() > 2026).count();
    let counted: u64 = awaiting.map(|line| line.deliveries).sum();
    assert!(counted <= outcome.awaiting.deliveries && outcome.awaiting.deliveries - counted <= after as u64);
    assert!(list.months[11].volume.per_100_episodes_last_year.is_some());
    // VP11 joined on 1 July.
    let has = |month: usize| list.months[month].participants.iter().any(|row| row.participant == "VP11");
    assert!(!has(5) && has(6));
}
