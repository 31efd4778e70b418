//! Simulations: what would be, kept with all it rests on (spec 3; spec 4, "Resources": `…/simulations`). None of them
//! touches the accounts.

mod compute;
mod plan;
mod studios;
mod wish;

pub use compute::Pace;
pub use studios::Studios;
pub use wish::{AskedScenario, SimulatedModel, SimulationWish, UsedModel};

use super::App;
use super::ask::Ask;
use super::dossiers::{Inputs, aside};
use super::fault::Fault;
use super::results::{Form, known_key, viewer};
use super::rights::{Access, Operation, require};
use crate::domain::index::ParticipantIx;
use crate::domain::reference::Reference;
use crate::domain::simulation::Simulation;
use crate::intake;
use crate::report::result::json as document;
use crate::report::simulation::simulation_csv;
use crate::report::view::Viewer;
use crate::report::view::simulation::csv::part_csv;
use crate::report::view::simulation::{Look, PartOfSimulation, Seen, named, part};
use crate::store::simulations::{self as stored, NewSimulation};
use crate::store::{Hash, Page, Time, View, blobs};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// What was asked of which models, and what it rests on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedSimulation {
    pub name: String,
    pub note: String,
    pub scenarios: Vec<AskedScenario>,
    pub models: Vec<UsedModel>,
    pub engine: String,
    /// SHA-256 of the result as it is kept: what a decision cites.
    pub result_sha256: String,
    /// Over all rows that went in; only for who may see all of them.
    pub input_sha256: Option<String>,
}

/// A simulation as it is listed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SimulationLine {
    pub id: String,
    #[serde(flatten)]
    pub asked: AskedSimulation,
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

/// A simulation with what it found.
#[derive(Serialize, ToSchema)]
pub struct SimulationDocument {
    /// None of one that is not kept.
    pub id: Option<String>,
    #[serde(flatten)]
    pub asked: AskedSimulation,
    /// Documents and batches that went in, by hash; only for who may see all of them.
    pub inputs: Option<Inputs>,
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// All of it, or what the role may see.
    pub result: Seen,
}

impl App {
    pub async fn simulations(&self, ask: &Ask, page: Page) -> Result<Vec<(i64, SimulationLine)>, Fault> {
        let access = require(ask, Operation::ReadSimulations)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let listed = stored::list(&mut view, page).await?;
        let line = |found: stored::Simulation| {
            let mut asked = asked(&found.simulation, access)?;
            asked.scenarios.iter_mut().for_each(|scenario| scenario.toml = None);
            let (id, by, at) = (found.simulation.id, found.made.holder, found.made.at);
            Ok((found.position, SimulationLine { id, asked, by, at }))
        };
        listed.into_iter().map(line).collect()
    }

    /// What was asked and found; of the figures what the role may see.
    pub async fn simulation(&self, ask: &Ask, id: &str, form: Form) -> Result<Vec<u8>, Fault> {
        let found = self.looked_at(ask, id).await?;
        let csv = |fault| Fault::internal(format!("no CSV: {fault}"));
        let text = match form {
            Form::Csv(_) => match &found.result {
                Seen::Full(simulation) => simulation_csv(simulation).map_err(csv)?,
                Seen::Part(part) => part_csv(part).map_err(csv)?,
            },
            Form::Json => super::reply::json(&found)?,
        };
        self.note(ask, "simulation.read", id, &json!({})).await?;
        Ok(text.into_bytes())
    }

    /// The result alone: for who may see all of it the bytes that its hash is of.
    pub async fn simulation_result(&self, ask: &Ask, id: &str) -> Result<Vec<u8>, Fault> {
        let bytes = match self.looked_at(ask, id).await?.result {
            Seen::Full(_) => {
                let mut view = self.store.read(ask.organisation()).await?;
                let found = get(&mut view, id).await?;
                kept(&mut view, &found.simulation.result_sha256).await?
            }
            Seen::Part(part) => document(&part).into_bytes(),
        };
        self.note(ask, "simulation.read", id, &json!({})).await?;
        Ok(bytes)
    }

    async fn looked_at(&self, ask: &Ask, id: &str) -> Result<SimulationDocument, Fault> {
        let access = require(ask, Operation::ReadSimulations)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let found = get(&mut view, id).await?;
        let bytes = kept(&mut view, &found.simulation.result_sha256).await?;
        let inputs = Inputs::parse(&found.simulation.inputs)?;
        let mut asked = asked(&found.simulation, access)?;
        let result = if access == Access::All {
            Seen::Full(Box::new(aside(move || parse(&bytes)).await?))
        } else {
            let texts = asked.scenarios.clone();
            asked.scenarios.iter_mut().for_each(|scenario| scenario.toml = None);
            Seen::Part(Box::new(self.part_of(ask, view, &inputs, id, (bytes, texts)).await?))
        };
        let inputs = (access == Access::All).then_some(inputs);
        let (id, by, at) = (Some(found.simulation.id), found.made.holder, found.made.at);
        Ok(SimulationDocument { id, asked, inputs, by, at, result })
    }

    /// What of a simulation a board, a participant or a discipline may see.
    async fn part_of(
        &self,
        ask: &Ask,
        mut view: View,
        inputs: &Inputs,
        id: &str,
        (bytes, scenarios): (Vec<u8>, Vec<AskedScenario>),
    ) -> Result<PartOfSimulation, Fault> {
        let dossier = self.dossiers.reference(&mut view, inputs).await?;
        let known = known_key(&mut view).await?;
        // Whoever writes waits for no reader.
        drop(view);
        let key = match known {
            Some(key) => key,
            None => self.draw_key(ask).await?,
        };
        let viewer: Viewer = viewer(ask, &dossier.reference);
        let id = id.to_owned();
        aside(move || {
            let reference = &dossier.reference;
            let named = named_in(&scenarios, reference);
            let look = Look { reference, viewer: &viewer, named: &named, key: &key, id: &id };
            Ok(part(&parse(&bytes)?, &look)?)
        })
        .await
    }
}

/// The participants that scenarios name, by the hash of their text. One that cannot be read any more is not there.
fn named_in(scenarios: &[AskedScenario], reference: &Reference) -> BTreeMap<String, BTreeSet<ParticipantIx>> {
    let read = |scenario: &AskedScenario| {
        let read = intake::scenario::read("", scenario.toml.as_deref()?.as_bytes(), reference).ok()?;
        Some((scenario.sha256.clone(), named(&read)))
    };
    scenarios.iter().filter_map(read).collect()
}

async fn get(view: &mut View, id: &str) -> Result<stored::Simulation, Fault> {
    stored::get(view, id).await?.ok_or_else(|| Fault::not_found("Deze simulatie", "simulation"))
}

async fn kept(view: &mut View, sha256: &Hash) -> Result<Vec<u8>, Fault> {
    let bytes = blobs::get(view, sha256).await?;
    bytes.ok_or_else(|| Fault::internal("a simulation has no result"))
}

fn parse(bytes: &[u8]) -> Result<Simulation, Fault> {
    serde_json::from_slice(bytes).map_err(|fault| Fault::internal(format!("a simulation cannot be read: {fault}")))
}

fn asked(simulation: &NewSimulation, access: Access) -> Result<AskedSimulation, Fault> {
    Ok(AskedSimulation {
        name: simulation.name.clone(),
        note: simulation.note.clone(),
        scenarios: read(&simulation.scenarios)?,
        models: read(&simulation.models)?,
        engine: simulation.engine.clone(),
        result_sha256: simulation.result_sha256.to_string(),
        input_sha256: (access == Access::All).then(|| simulation.input_sha256.to_string()),
    })
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Fault> {
    serde_json::from_str(json).map_err(|_| Fault::internal("what was asked of a simulation cannot be read"))
}
