//! What a simulation rests on, and whether it can be computed at all: everything before the work.

use super::wish::{AskedScenario, SimulationWish, UsedModel, no_model};
use crate::app::App;
use crate::app::dossiers::{Inputs, aside};
use crate::app::fault::Fault;
use crate::app::models;
use crate::domain::problem::Problems;
use crate::domain::reference::Reference;
use crate::domain::scenario::{Prepared, Scenario};
use crate::intake;
use crate::intake::scenario::{ModelText, SCENARIO};
use crate::simulate::effort::Effort;
use crate::store::models::{self as stored, Version};
use crate::store::{View, batches, decisions};

/// Figures of all participants in one answer: beyond this nobody reads it, and no memory is asked for it.
const MOST_FIGURES: u64 = 1_000_000;

/// What is to be computed.
pub struct Plan {
    pub inputs: Inputs,
    pub scenarios: Vec<AskedScenario>,
    pub models: Vec<UsedModel>,
    pub prepared: Vec<Prepared>,
    pub name: String,
    /// Deliveries × years × models × points, estimated.
    pub rows: u64,
}

impl App {
    /// Finds what a simulation rests on now, or everything that is wrong with it.
    pub async fn plan_simulation(&self, view: &mut View, wish: &SimulationWish) -> Result<Plan, Fault> {
        wish.check()?;
        let inputs = Inputs::current(view).await?;
        let last = stored::all(view).await?;
        let mut asked = Vec::new();
        for model in &wish.models {
            let found = match model.version {
                Some(version) => stored::version(view, &model.model, version).await?,
                None => last.iter().find(|known| known.name == model.model).cloned(),
            };
            asked.push(found.ok_or_else(models::unknown)?);
        }
        let texts = wish.texts()?.into_iter().map(|(file, text)| (file, text.to_owned())).collect::<Vec<_>>();
        let dossier = self.dossiers.reference(view, &inputs).await?;
        let bound = aside(move || bind(&texts, &asked, &last, &dossier.reference)).await?;
        let mut used = Vec::new();
        for version in bound.used {
            let was_adopted = decisions::was_adopted(view, &version.name, version.version).await?;
            used.push(UsedModel {
                sha256: version.sha256.to_string(),
                model: version.name,
                version: version.version,
                state: if was_adopted { "adopted" } else { "draft" }.to_owned(),
            });
        }
        let names: Vec<&str> = bound.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
        let name = wish.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| names.join("; "));
        let rows = deliveries(view, &inputs).await?.saturating_mul(bound.effort.years);
        let (scenarios, prepared) = (bound.scenarios, bound.prepared);
        Ok(Plan { inputs, scenarios, models: used, prepared, name, rows })
    }
}

/// Scenarios with their models, bound to the reference data.
struct Bound {
    scenarios: Vec<AskedScenario>,
    prepared: Vec<Prepared>,
    used: Vec<Version>,
    effort: Effort,
}

/// Everything that is wrong with any of them is told at once.
fn bind(
    texts: &[(String, String)],
    asked: &[Version],
    last: &[Version],
    reference: &Reference,
) -> Result<Bound, Fault> {
    let mut problems = Problems::default();
    let (mut scenarios, mut prepared, mut used) = (Vec::new(), Vec::new(), Vec::<Version>::new());
    for (file, text) in texts {
        let bound = intake::scenario::read(file, text.as_bytes(), reference).and_then(|scenario| {
            let versions = models_of(file, &scenario, asked, last)?;
            let files: Vec<String> = versions.iter().map(|version| models::file_of(&version.name)).collect();
            let texts: Vec<ModelText<'_>> = files
                .iter()
                .zip(&versions)
                .map(|(file, version)| ModelText { file, bytes: version.toml.as_bytes() })
                .collect();
            Ok((intake::scenario::prepare(file, scenario, &texts, reference)?, versions))
        });
        match bound {
            Ok((one, versions)) => {
                scenarios.push(AskedScenario::of(&one.scenario.name, text));
                used.extend(versions.into_iter().filter(|version| !used.contains(version)).collect::<Vec<_>>());
                prepared.push(one);
            }
            Err(found) => problems.append(found),
        }
    }
    if !problems.is_clean() {
        return Err(Fault::problems(&SCENARIO, problems));
    }
    let effort = Effort::of(&prepared);
    let participants = u64::try_from(reference.participants.len()).unwrap_or(u64::MAX);
    let figures = effort.figures.saturating_mul(participants);
    if figures > MOST_FIGURES {
        return Err(Fault::field(
            "scenarios",
            "",
            format!(
                "Dit antwoord zou ongeveer {figures} bedragen van deelnemers hebben; hoogstens {MOST_FIGURES} kan. Vraag \
                 minder jaren, modellen, scenario's of punten tegelijk."
            ),
            format!(
                "This answer would have some {figures} figures of participants; at most {MOST_FIGURES} can be. Ask fewer \
                 years, models, scenarios or points at once."
            ),
        ));
    }
    Ok(Bound { scenarios, prepared, used, effort })
}

/// The models of a scenario: those that were asked, else those that it names, else all.
fn models_of(file: &str, scenario: &Scenario, asked: &[Version], last: &[Version]) -> Result<Vec<Version>, Problems> {
    if !asked.is_empty() {
        return Ok(asked.to_vec());
    }
    if scenario.models.is_empty() && !last.is_empty() {
        return Ok(last.to_vec());
    }
    let names: Vec<String> = last.iter().map(|known| known.name.clone()).collect();
    let mut problems = Problems::default();
    let mut found: Vec<Version> = Vec::new();
    for (at, named) in scenario.models.iter().enumerate() {
        let is_named = |known: &&Version| named.path == known.name || named.path == models::file_of(&known.name);
        match last.iter().find(is_named) {
            // `glide` and `models/glide.toml` are one.
            Some(version) if found.contains(version) => {}
            Some(version) => found.push(version.clone()),
            None => problems.append(no_model(file, named.line, at, &named.path, &names)),
        }
    }
    if scenario.models.is_empty() {
        problems.append(no_model(file, 0, 0, "", &names));
    }
    if problems.is_clean() { Ok(found) } else { Err(problems) }
}

/// Deliveries that go in, as they were counted when they were accepted.
async fn deliveries(view: &mut View, inputs: &Inputs) -> Result<u64, Fault> {
    let batches = batches::active(view, None).await?;
    let is_read = |id: &String| inputs.batches.iter().any(|batch| batch.id == *id && batch.kind == "deliveries");
    let rows = batches.iter().filter(|batch| is_read(&batch.about.id)).map(|batch| batch.about.rows);
    Ok(rows.fold(0, |sum, rows| sum.saturating_add(u64::try_from(rows).unwrap_or_default())))
}
