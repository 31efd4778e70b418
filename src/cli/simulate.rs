//! `simulate`: scenarios over the years, beside today and the mono baseline.

use super::arguments::{Format, Simulate};
use super::failure::{Failure, complain};
use super::load;
use super::progress::Progress;
use crate::calc::receipt::input_sha256;
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::domain::problem::Problems;
use crate::domain::scenario::{Prepared, Scenario};
use crate::intake;
use crate::intake::scenario::{ModelText, SCENARIO};
use crate::report::result::json;
use crate::report::simulation::{simulation_csv, simulation_table};
use crate::simulate::ask::ask;
use crate::simulate::studio::{Studio, Unanswered, Watch};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A terminal shows how far a question is; nobody stops it there but by stopping the program.
impl Watch for Progress {
    fn goes_on(&self, done: u64, of: u64) -> bool {
        self.within(done, of);
        true
    }
}

pub fn simulate(wish: &Simulate, language: Language) -> Result<(), Failure> {
    simulated(wish, language).map_err(|failure| failure.telling_json(wish.format == Format::Json))
}

fn simulated(wish: &Simulate, language: Language) -> Result<(), Failure> {
    let progress = Progress::new(2);
    let (dossier, untold) = load::dossier(&wish.dossier, &wish.reading, language, &progress)?;
    let prepared = prepared(wish, &dossier, language)?;
    progress.step(language.pick("doorrekenen", "projecting"));
    let input = input_sha256(&dossier);
    let found = ask(&Studio::new(Arc::new(dossier), &input), &prepared, &progress).map_err(|why| match why {
        Unanswered::Refused(refusal) => Failure::from(refusal),
        Unanswered::Stopped => Failure::unexpected("stopped without anyone asking"),
    })?;
    let text = match wish.format {
        Format::Table => simulation_table(&found, language)?,
        Format::Json => json(&found),
        Format::Csv => simulation_csv(&found).map_err(Failure::unexpected)?,
    };
    progress.done();
    drop(progress);
    complain(&untold);
    load::write(wish.output.as_deref(), &text)
}

/// Every scenario with its models: those that were named, else those that it names itself, else all of the dossier. What
/// is wrong with any of them is told at once.
fn prepared(wish: &Simulate, dossier: &Dossier, language: Language) -> Result<Vec<Prepared>, Failure> {
    let mut problems = Problems::default();
    let mut prepared = Vec::new();
    for path in &wish.scenarios {
        let file = path.display().to_string();
        let bytes = load::named_file(&within(&wish.dossier, path), language)?;
        match intake::scenario::read(&file, &bytes, &dossier.reference) {
            Ok(scenario) => match with_models(wish, &file, scenario, dossier, language)? {
                Ok(of_scenario) => prepared.push(of_scenario),
                Err(found) => problems.append(found),
            },
            Err(found) => problems.append(found),
        }
    }
    if problems.is_clean() { Ok(prepared) } else { Err(Failure::problems_of(&SCENARIO, problems)) }
}

fn with_models(
    wish: &Simulate,
    file: &str,
    scenario: Scenario,
    dossier: &Dossier,
    language: Language,
) -> Result<Result<Prepared, Problems>, Failure> {
    let paths = models(wish, &scenario);
    if paths.is_empty() {
        return Err(Failure::usage(language.pick(
            "Noem een model met --model, of in het scenario onder models.",
            "Name a model with --model, or in the scenario under models.",
        )));
    }
    let mut texts = Vec::new();
    for path in paths {
        texts.push((path.display().to_string(), load::named_file(&within(&wish.dossier, &path), language)?));
    }
    let texts: Vec<ModelText<'_>> = texts.iter().map(|(file, bytes)| ModelText { file, bytes }).collect();
    Ok(intake::scenario::prepare(file, scenario, &texts, &dossier.reference))
}

fn models(wish: &Simulate, scenario: &Scenario) -> Vec<PathBuf> {
    if !wish.model.is_empty() {
        wish.model.clone()
    } else if !scenario.models.is_empty() {
        scenario.models.iter().map(|model| PathBuf::from(&model.path)).collect()
    } else {
        load::model_paths(&wish.dossier)
    }
}

/// A path within the dossier first, else as given.
fn within(folder: &Path, path: &Path) -> PathBuf {
    let within = folder.join(path);
    if within.is_file() { within } else { path.to_owned() }
}
