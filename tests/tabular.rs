//! Columnar batches: a dossier that was kept as batches and read back is the same dossier.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

#[path = "support/runs.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod runs;
#[path = "golden/story.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod story;

use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::batch::BatchKind;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::intake::convention::Conventions;
use verdeelsleutel::intake::dossier::read_without_rows;
use verdeelsleutel::intake::source::Source;
use verdeelsleutel::tabular::batches::{Batch, load, store};
use verdeelsleutel::tabular::volumes::Volumes;

fn example() -> Dossier {
    runs::dossier(&runs::repository(EXAMPLE))
}

/// The dossier of a folder without its large files, as a store would hold it beside the batches.
fn emptied(folder: &str) -> Dossier {
    let folder = runs::repository(folder);
    read_without_rows(Source::Folder(&folder), &Conventions::default()).unwrap().0
}

const EXAMPLE: &str = "fixtures/voorbeeld";

fn without(kind: BatchKind, batches: Vec<Batch>) -> Vec<Batch> {
    batches.into_iter().filter(|batch| batch.kind != kind).collect()
}

#[test]
fn a_dossier_read_back_from_batches_has_the_same_hash_and_result() {
    let dossier = example();
    let mut again = emptied(EXAMPLE);
    load(&mut again, store(&dossier).unwrap()).unwrap();
    assert_eq!(input_sha256(&again), input_sha256(&dossier));
    let spec = story::run_line("2026 2026-12-31 accepted settlement").unwrap();
    let folder = runs::repository(EXAMPLE);
    let document = |dossier: &Dossier| {
        let model = runs::model(&folder, "glide", dossier).unwrap();
        runs::document(dossier, &model, &spec).unwrap()
    };
    assert_eq!(document(&again), document(&dossier));
}

#[test]
fn the_order_of_batches_of_different_kinds_does_not_matter() {
    let dossier = example();
    let mut batches = store(&dossier).unwrap();
    batches.reverse();
    let mut again = emptied(EXAMPLE);
    load(&mut again, batches).unwrap();
    assert_eq!(input_sha256(&again), input_sha256(&dossier));
}

#[test]
fn a_dossier_without_its_rows_has_all_the_rest() {
    let (dossier, without) = (example(), emptied(EXAMPLE));
    assert!(without.claims.id.is_empty() && without.episodes.is_empty() && without.episode_ids.is_empty());
    assert_eq!(without.reference.shadow_tariffs.len(), dossier.reference.shadow_tariffs.len());
    assert_eq!(without.advances.len(), dossier.advances.len());
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
    let mut stranger = emptied(EXAMPLE);
    stranger.reference.activities.retain(|activity| activity.code != "V1101");
    let fault = load(&mut stranger, batches).unwrap_err();
    assert!(fault.to_string().contains("V1101"), "{fault}");
}

#[test]
fn an_event_without_its_claim_is_refused() {
    let dossier = example();
    let without_claims = without(BatchKind::Claims, store(&dossier).unwrap());
    let fault = load(&mut emptied(EXAMPLE), without_claims).unwrap_err();
    assert!(fault.to_string().contains("not stored"), "{fault}");
}

#[test]
fn a_damaged_batch_is_refused_and_never_read_in_part() {
    let folder = "tests/vectors/000";
    let dossier = runs::dossier(&runs::repository(folder));
    let emptied = emptied(folder);
    for batch in store(&dossier).unwrap() {
        for length in 1..batch.columns.len() {
            let cut = Batch { columns: batch.columns[..length].to_vec(), ..batch };
            assert!(load(&mut emptied.clone(), vec![cut]).is_err(), "{} cut to {length} bytes", batch.kind.word());
        }
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
