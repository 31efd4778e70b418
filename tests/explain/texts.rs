//! Whole explanations as golden texts, beside the story that calculates the same amounts by hand.
//!
//! After a change that is meant: `UPDATE_GOLDEN=1 cargo test --test explain`, and read the difference.

use crate::{runs, story};
use std::fs;
use verdeelsleutel::calc::explain::explain;
use verdeelsleutel::domain::language::Language;
use verdeelsleutel::report::explain::explanation_text;

fn text(story: &str, run: &str, participant: &str, language: Language) -> String {
    let folder = runs::repository("fixtures/golden").join(story);
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "model", &dossier).unwrap();
    let spec = story::run_line(run).unwrap();
    let (_, explanation) = explain(&dossier, &model, &spec, participant).unwrap();
    explanation_text(&dossier, &model, &spec, &explanation, language)
}

fn holds(story: &str, run: &str, participant: &str, language: Language) {
    let suffix = language.pick("nl", "en");
    let path = runs::repository("fixtures/golden").join(story).join(format!("explain-{participant}.{suffix}.txt"));
    let got = text(story, run, participant, language);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &got).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(got, expected, "{}", path.display());
}

#[test]
fn a_midwife_reads_what_a_blend_gives_her() {
    holds("blend-schedule-mid-year", "2026 2026-12-31 claimed settlement", "VP01", Language::Nl);
}

#[test]
fn a_midwife_reads_what_shifted_care_pays_her() {
    holds("shift-with-baseline-rate", "2026 2026-12-31 claimed settlement", "VP01", Language::Nl);
}

#[test]
fn a_hospital_reads_what_it_pays_for_the_guarantee() {
    holds("funding-in-order", "2026 2026-12-31 claimed settlement", "ZH01", Language::En);
}

#[test]
fn a_practice_reads_its_part_of_pools_and_adjustments() {
    holds("adjustments-by-kind", "2026 2026-12-31 claimed settlement", "VP01", Language::En);
}
