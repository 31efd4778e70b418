//! Columnar batches: a dossier that was kept as batches and read back is the same dossier.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

#[path = "support/runs.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod runs;
#[path = "golden/story.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod story;

use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::dossier::{ClaimEvents, Claims, Deliveries, Dossier};
use verdeelsleutel::domain::text::Texts;
use verdeelsleutel::tabular::batches::{Batches, load, store};
use verdeelsleutel::tabular::volumes::Volumes;

fn example() -> Dossier {
    runs::dossier(&runs::repository("fixtures/voorbeeld"))
}

/// The dossier without its large files, as a store would hold it beside the batches.
fn emptied(dossier: &Dossier) -> Dossier {
    Dossier {
        claims: Claims::default(),
        events: ClaimEvents::default(),
        deliveries: Deliveries::default(),
        ..dossier.clone()
    }
}

#[test]
fn a_dossier_read_back_from_batches_has_the_same_hash_and_result() {
    let dossier = example();
    let mut again = emptied(&dossier);
    load(&mut again, vec![store(&dossier).unwrap()]).unwrap();
    assert_eq!(input_sha256(&again), input_sha256(&dossier));
    let spec = story::run_line("2026 2026-12-31 accepted settlement").unwrap();
    let folder = runs::repository("fixtures/voorbeeld");
    let document = |dossier: &Dossier| {
        let model = runs::model(&folder, "glide", dossier).unwrap();
        runs::document(dossier, &model, &spec).unwrap()
    };
    assert_eq!(document(&again), document(&dossier));
}

#[test]
fn episodes_unknown_so_far_are_learnt_from_the_batches() {
    let mut dossier = example();
    let batches = store(&dossier).unwrap();
    let hash = input_sha256(&dossier);
    // Episodes of episodes.csv keep their positions; everything else comes from the batches.
    let kept: Texts = dossier.episodes.iter().map(|row| dossier.episode_ids.get(row.id.at())).collect();
    for (at, row) in dossier.episodes.iter_mut().enumerate() {
        row.id = verdeelsleutel::domain::index::EpisodeIx::of(at);
    }
    dossier.episode_ids = kept;
    let mut again = emptied(&dossier);
    load(&mut again, vec![batches]).unwrap();
    assert_eq!(input_sha256(&again), hash);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let dossier = example();
    assert_eq!(store(&dossier).unwrap(), store(&dossier).unwrap());
}

#[test]
fn a_batch_of_unknown_codes_is_refused_with_the_code() {
    let dossier = example();
    let batches = store(&dossier).unwrap();
    let mut stranger = emptied(&dossier);
    stranger.reference.activities.retain(|activity| activity.code != "V1101");
    let fault = load(&mut stranger, vec![batches]).unwrap_err();
    assert!(fault.to_string().contains("V1101"), "{fault}");
}

#[test]
fn an_event_without_its_claim_is_refused() {
    let dossier = example();
    let batches = store(&dossier).unwrap();
    let without_claims = Batches { claims: store(&emptied(&dossier)).unwrap().claims, ..batches };
    let fault = load(&mut emptied(&dossier), vec![without_claims]).unwrap_err();
    assert!(fault.to_string().contains("not stored"), "{fault}");
}

#[test]
fn a_damaged_batch_is_refused_and_never_read_in_part() {
    let dossier = runs::dossier(&runs::repository("tests/vectors/000"));
    let batches = store(&dossier).unwrap();
    for length in 1..batches.deliveries.len() {
        let cut = Batches { deliveries: batches.deliveries[..length].to_vec(), ..batches.clone() };
        assert!(load(&mut emptied(&dossier), vec![cut]).is_err(), "cut to {length} bytes");
    }
}

#[test]
fn volumes_add_up_to_the_files() {
    let dossier = example();
    let volumes = Volumes::of(&dossier).unwrap();
    let rows = |list: &[verdeelsleutel::tabular::volumes::Volume]| list.iter().map(|volume| volume.rows).sum::<u64>();
    let claims = u64::try_from(dossier.claims.id.len()).unwrap();
    assert_eq!(rows(&volumes.claims_by_insurer), claims);
    assert_eq!(rows(&volumes.claims_by_performance), claims);
    assert_eq!(rows(&volumes.deliveries_by_participant), u64::try_from(dossier.deliveries.id.len()).unwrap());
    let kraam = volumes.claims_by_performance.iter().find(|volume| volume.code == "KRAAM").unwrap();
    assert_eq!((kraam.rows, kraam.quantity.as_str()), (1_190, "42911.75"));
    assert!(volumes.claims_by_insurer.is_sorted_by(|a, b| a.code < b.code));
}
