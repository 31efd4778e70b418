//! Every participant of every story, every conformance vector and the example can be explained, and adds up.

use crate::{runs, story};
use verdeelsleutel::calc::explain::{Explanation, explain};
use verdeelsleutel::calc::outcome::ParticipantOutcome;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::run::RunSpec;

fn sum(amounts: impl Iterator<Item = Cents>) -> Cents {
    Cents::sum(amounts).unwrap()
}

fn of_account(explanation: &Explanation, field: &str) -> Cents {
    explanation.account.iter().find(|line| line.field == field).map_or(Cents::ZERO, |line| line.amount)
}

/// The explanation against the row of the result, computed without an explanation.
fn check(explanation: &Explanation, row: &ParticipantOutcome, place: &str) {
    let from_claims = sum(explanation.claims.iter().map(|claim| claim.received));
    let from_pools = sum(explanation.pools.iter().map(|pool| pool.part.result));
    let from_adjustments = sum(explanation.adjustments.iter().map(|line| line.received));
    assert_eq!(sum([from_claims, from_pools, from_adjustments].into_iter()), row.allocated, "allocated, {place}");
    for claim in &explanation.claims {
        let taken = sum(claim.taken.iter().map(|taken| taken.amount));
        assert_eq!(claim.net, claim.worth.minus(taken).unwrap(), "net of {}, {place}", claim.claim_id);
        let steps = sum(claim.steps.iter().map(|step| step.received));
        assert_eq!(steps, claim.received, "steps of {}, {place}", claim.claim_id);
    }
    let shifts = |of: fn(&verdeelsleutel::calc::explain::ShiftLine) -> Cents| sum(explanation.shifts.iter().map(of));
    assert_eq!(shifts(|shift| shift.credit), row.shift_credit, "credits, {place}");
    assert_eq!(shifts(|shift| shift.charge), row.shift_charge, "charges, {place}");
    assert_eq!(shifts(|shift| shift.balance), row.shift_balance, "balances, {place}");
    assert_eq!(sum(explanation.funds.iter().map(|fund| fund.part.result)), row.funds, "funds, {place}");
    if let Some(guarantee) = &explanation.guarantee {
        assert_eq!((guarantee.excess, guarantee.back), (row.cap_excess, row.cap_back), "corridor, {place}");
        assert_eq!((guarantee.levy, guarantee.top_up), (row.levy, row.top_up), "levy and top-up, {place}");
    }
    assert_eq!(of_account(explanation, "levy"), row.levy.negated().unwrap(), "levy, {place}");
    assert_eq!(sum(explanation.account.iter().map(|line| line.amount)), row.entitlement, "entitlement, {place}");
    assert_eq!(explanation.due, row.due, "due, {place}");
}

fn explain_everyone(dossier: &Dossier, model: &Model, spec: &RunSpec, place: &str) -> usize {
    let Ok(outcome) = run(dossier, model, spec, &mut Silent) else { return 0 };
    for (who, _, row) in &outcome.participants {
        let code = dossier.reference.participant_code(*who);
        let (explained, explanation) = explain(dossier, model, spec, code).unwrap();
        assert_eq!(explained.participant(*who), Some(row), "explaining changes nothing, {place}");
        check(&explanation, row, &format!("{code} of {place}"));
    }
    outcome.participants.len()
}

#[test]
fn every_amount_of_every_story_and_vector_adds_up() {
    let mut explained = 0;
    for story in story::stories().into_iter().chain(story::vectors()) {
        let dossier = runs::dossier(&story.folder);
        let Ok(model) = runs::model(&story.folder, "model", &dossier) else { continue };
        for run in &story.runs {
            explained += explain_everyone(&dossier, &model, &run.spec, &format!("{} {}", story.name, run.line));
        }
    }
    assert!(explained > 400, "only {explained} participants were explained");
}

#[test]
fn every_participant_of_the_example_adds_up_under_every_model() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let spec = story::run_line("2026 2026-12-31 accepted settlement").unwrap();
    for name in ["mono", "shares", "points", "glide"] {
        let model = runs::model(&folder, name, &dossier).unwrap();
        assert!(explain_everyone(&dossier, &model, &spec, name) > 15);
    }
}

#[test]
fn who_has_merged_or_never_was_has_no_explanation() {
    let folder = runs::repository("fixtures/golden/merger-of-practices");
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "model", &dossier).unwrap();
    let merged = dossier.reference.participants.iter().find(|row| row.merger.is_some()).unwrap();
    let spec = story::run_line("2026 2026-12-31 claimed settlement").unwrap();
    for code in [merged.code.as_str(), "VP99"] {
        assert_eq!(explain(&dossier, &model, &spec, code).unwrap_err().code.as_str(), "unknown_participant");
    }
}
