//! Participants that a scenario names: what it changes of them alone would show in the rows of others.

use crate::domain::index::ParticipantIx;
use crate::domain::question::{Measure, Parameter, QuestionKind, Whose};
use crate::domain::scenario::{ChangeKind, Scenario, VolumeChange};
use std::collections::BTreeSet;

/// Every participant that a change or question of a scenario is about.
pub fn named(scenario: &Scenario) -> BTreeSet<ParticipantIx> {
    let of_changes = scenario.changes.iter().flat_map(|change| of_change(&change.what));
    let of_questions = scenario.questions.iter().flat_map(|question| of_question(&question.what));
    of_changes.chain(of_questions).collect()
}

fn of_change(change: &ChangeKind) -> Vec<ParticipantIx> {
    match change {
        ChangeKind::Volume(change) => of_volume(change),
        ChangeKind::Leaving(change) => {
            // Whoever takes over the care is not what it is about: its own row is what it gets.
            vec![change.participant]
        }
        // Of insurers, disciplines, and of the model, which everyone may read.
        ChangeKind::IntegralTariff(_)
        | ChangeKind::ShadowTariff(_)
        | ChangeKind::CareShift(_)
        | ChangeKind::Retariff(_)
        | ChangeKind::Model(_) => Vec::new(),
    }
}

fn of_volume(change: &VolumeChange) -> Vec<ParticipantIx> {
    change.participant.into_iter().collect()
}

fn of_question(question: &QuestionKind) -> Vec<ParticipantIx> {
    match question {
        QuestionKind::Compare
        | QuestionKind::MonteCarlo(_)
        | QuestionKind::Tariffs(_)
        | QuestionKind::Calibrate(_)
        | QuestionKind::Variance(_) => Vec::new(),
        QuestionKind::Sweep(sweep) => sweep.axes.iter().flat_map(|axis| of_parameter(&axis.parameter)).collect(),
        QuestionKind::BreakEven(asked) => {
            let mut found = of_parameter(&asked.parameter);
            found.extend(of_measure(&asked.measure));
            found
        }
    }
}

fn of_parameter(parameter: &Parameter) -> Vec<ParticipantIx> {
    match parameter {
        Parameter::Births(change) => of_volume(change),
        Parameter::Uptake { .. }
        | Parameter::Floor { .. }
        | Parameter::Cap { .. }
        | Parameter::BlendWeight { .. }
        | Parameter::DisciplineShare { .. }
        | Parameter::IntegralTariff(_)
        | Parameter::ShadowTariff(_) => Vec::new(),
    }
}

fn of_measure(measure: &Measure) -> Option<ParticipantIx> {
    match measure.of {
        Whose::Participant(who) => Some(who),
        Whose::Organisation | Whose::Discipline(_) => None,
    }
}
