//! Every question of every scenario (spec 3, "Questions a simulation answers").

use super::compare::compare;
use super::studio::{PartOf, Studio, Unanswered, Watch, tell};
use crate::calc::receipt::ENGINE_VERSION;
use crate::domain::question::QuestionKind;
use crate::domain::scenario::Prepared;
use crate::domain::simulation::{Answer, Simulation};

/// What is found, in the order in which it is asked; `watch` hears how far that is, and is asked whether to go on before
/// every year under every model.
///
/// Refused is what a question is refused for.
pub fn ask(studio: &Studio, prepared: &[Prepared], watch: &dyn Watch) -> Result<Simulation, Unanswered> {
    let mut found = Simulation {
        organisation: studio.dossier.reference.organisation.code.clone(),
        input_sha256: studio.input_sha256.clone(),
        engine_version: ENGINE_VERSION.to_owned(),
        cases: Vec::new(),
        answers: Vec::<Answer>::new(),
    };
    let of = prepared.iter().fold(0, |count, one| count + one.scenario.questions.len() as u64);
    let mut at = 0;
    for of_scenario in prepared {
        for question in &of_scenario.scenario.questions {
            let watch = PartOf { whole: watch, at, of };
            at += 1;
            tell(&watch, 0, 1)?;
            match &question.what {
                QuestionKind::Compare => found.cases.extend(compare(studio, of_scenario, &watch)?),
                QuestionKind::Sweep(_) | QuestionKind::BreakEven(_) => {}
            }
        }
    }
    Ok(found)
}
