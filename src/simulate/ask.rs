//! Every question of every scenario (spec 3, "Questions a simulation answers").

use super::break_even::break_even;
use super::calibrate::calibrate;
use super::compare::compare;
use super::monte_carlo::monte_carlo;
use super::studio::{PartOf, Studio, Unanswered, Watch, tell};
use super::sweep::sweep;
use super::tariffs::tariffs;
use super::variance::years::of_years;
use crate::calc::receipt::ENGINE_VERSION;
use crate::domain::question::QuestionKind;
use crate::domain::scenario::Prepared;
use crate::domain::simulation::Simulation;

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
        answers: Vec::new(),
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
                QuestionKind::Sweep(asked) => found.answers.push(sweep(studio, of_scenario, asked, &watch)?),
                QuestionKind::BreakEven(asked) => found.answers.push(break_even(studio, of_scenario, asked, &watch)?),
                QuestionKind::MonteCarlo(asked) => found.answers.push(monte_carlo(studio, of_scenario, asked, &watch)?),
                QuestionKind::Tariffs(asked) => found.answers.push(tariffs(studio, of_scenario, asked, &watch)?),
                QuestionKind::Calibrate(asked) => found.answers.push(calibrate(studio, of_scenario, asked)?),
                QuestionKind::Variance(asked) => found.answers.push(of_years(studio, of_scenario, *asked, &watch)?),
            }
        }
    }
    Ok(found)
}
