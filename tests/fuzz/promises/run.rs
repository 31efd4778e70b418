//! A whole dossier with its model, and the run of every kind and basis.

use super::sections::{Files, sections};
use verdeelsleutel::calc::explain::explain;
use verdeelsleutel::calc::run::run as compute;
use verdeelsleutel::calc::trace::{Recorded, Silent};
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::problem::ProblemCode;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::intake::dossier::examine;
use verdeelsleutel::intake::model::read;
use verdeelsleutel::intake::source::Source;

/// The sign of a model, after those of the files.
const MODEL: usize = 20;

/// A run has an outcome that keeps every law, or is refused by name and not because it contradicts itself; recorded and
/// silent give the same; everyone's amount is explained.
pub fn run(data: &[u8]) {
    let mut files = Files::default();
    let mut text: &[u8] = &[];
    for section in sections(data) {
        if section.kind == MODEL {
            text = section.bytes;
        } else {
            files.put(&section);
        }
    }
    let examined = examine(Source::Memory(&files.files), &files.conventions);
    let Some(dossier) = examined.dossier() else { return };
    let Ok(model) = read("models/test.toml", text, &dossier.reference) else { return };
    for kind in [RunKind::Interim, RunKind::Settlement] {
        for basis in [Basis::Claimed, Basis::Accepted, Basis::Paid] {
            one_run(dossier, &model, &RunSpec { year: 2026, to: last_day(2026), as_of: None, basis, kind });
        }
    }
}

fn one_run(dossier: &Dossier, model: &Model, spec: &RunSpec) {
    let outcome = match compute(dossier, model, spec, &mut Silent) {
        Ok(outcome) => outcome,
        Err(refusal) => {
            assert_ne!(refusal.code, ProblemCode::ConservationViolated, "{refusal:?}");
            return;
        }
    };
    let recorded = compute(dossier, model, spec, &mut Recorded::default());
    assert_eq!(recorded.map(|recorded| recorded.totals), Ok(outcome.totals));
    for (who, ..) in &outcome.participants {
        if let Err(refusal) = explain(dossier, model, spec, dossier.reference.participant_code(*who)) {
            assert_eq!(refusal.code, ProblemCode::AmountOverflow, "{refusal:?}");
        }
    }
}
