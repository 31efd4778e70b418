//! Whole explanations as golden texts, beside the story that calculates the same amounts by hand.
//!
//! Every story that gives a result has a `trace.txt`: the explanation, in English, of the participant to whom most
//! happened in its first run. A few have the Dutch text as well.
//!
//! After a change that is meant: `UPDATE_GOLDEN=1 cargo test --test explain`, and read the difference.

use crate::{runs, story};
use std::cmp::Reverse;
use std::fs;
use std::path::Path;
use verdeelsleutel::calc::explain::explain;
use verdeelsleutel::calc::outcome::{Outcome, ParticipantOutcome};
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::dossier::Dossier;
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

/// The text that stands there; with `UPDATE_GOLDEN` it is written first.
fn golden(path: &Path, got: &str) -> String {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, got).unwrap();
    }
    fs::read_to_string(path).unwrap_or_default()
}

fn holds(story: &str, run: &str, participant: &str, language: Language) {
    let suffix = language.pick("nl", "en");
    let path = runs::repository("fixtures/golden").join(story).join(format!("explain-{participant}.{suffix}.txt"));
    let got = text(story, run, participant, language);
    assert_eq!(got, golden(&path, &got), "{}", path.display());
}

/// Whom to trace: most lines in its account, then the first code.
fn most_affected(outcome: &Outcome, dossier: &Dossier) -> String {
    let happened = |row: &ParticipantOutcome| {
        let changes = [row.shift_credit, row.shift_charge, row.shift_balance, row.cap_excess, row.cap_back, row.levy];
        let more = [row.top_up, row.repaid, row.funds, row.reserve_levy, row.carried_forward, row.allocated];
        changes.iter().chain(&more).filter(|amount| !amount.is_zero()).count()
    };
    let (who, ..) = outcome.participants.iter().min_by_key(|(who, _, row)| (Reverse(happened(row)), *who)).unwrap();
    dossier.reference.participant_code(*who).to_owned()
}

#[test]
fn every_story_has_the_trace_of_whom_most_happened_to() {
    let mut different = Vec::new();
    let mut traced = 0;
    for story in story::stories() {
        let dossier = runs::dossier(&story.folder);
        let Ok(model) = runs::model(&story.folder, "model", &dossier) else { continue };
        let result =
            story.runs.iter().find_map(|line| Some((line, run(&dossier, &model, &line.spec, &mut Silent).ok()?)));
        let Some((line, outcome)) = result else { continue };
        let (_, explanation) = explain(&dossier, &model, &line.spec, &most_affected(&outcome, &dossier)).unwrap();
        let got = explanation_text(&dossier, &model, &line.spec, &explanation, Language::En);
        traced += 1;
        if golden(&story.folder.join("trace.txt"), &got) != got {
            different.push(story.name);
        }
    }
    assert!(different.is_empty(), "traces that changed: {different:?}");
    assert!(traced > 60, "only {traced} stories were traced");
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
