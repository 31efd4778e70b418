//! What a job does, and who asked for it.

use super::hand::{Halt, Hand, PROJECTED};
use crate::app::App;
use crate::app::ask::{Ask, Caller};
use crate::app::fault::Fault;
use crate::app::reply::json;
use crate::app::role::Role;
use crate::app::runs::{Plan, RunWish};
use crate::app::simulations::SimulationWish;
use crate::store::View;
use crate::store::jobs::Job;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Work that can be put in the queue. One more kind is one more line in each of the matches below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    Run(RunWish),
    Simulation(SimulationWish),
}

const RUN: &str = "run";
const SIMULATION: &str = "simulation";

/// A task and who asked for it, as they are stored. Key, holder and time stand beside it in the store.
#[derive(Serialize, Deserialize)]
struct Stored {
    role: Role,
    scope: Vec<String>,
    request_id: String,
    wish: Value,
}

impl Task {
    /// The word of its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Task::Run(_) => RUN,
            Task::Simulation(_) => SIMULATION,
        }
    }

    /// What was asked, as it was asked.
    pub fn wish(&self) -> Result<Value, Fault> {
        let value = match self {
            Task::Run(wish) => serde_json::to_value(wish),
            Task::Simulation(wish) => serde_json::to_value(wish),
        };
        value.map_err(|fault| Fault::internal(format!("no JSON: {fault}")))
    }

    /// What is told of it in the log: what was asked, and of long texts their hashes.
    pub fn told(&self) -> Result<Value, Fault> {
        match self {
            Task::Run(_) => self.wish(),
            Task::Simulation(wish) => wish.told(),
        }
    }

    /// Parts in which its calculation is told.
    pub fn parts(&self) -> usize {
        match self {
            Task::Run(_) => 1,
            Task::Simulation(_) => PROJECTED,
        }
    }

    /// Refuses what is refused already, so that no job is made of it.
    pub async fn check(&self, app: &App, view: &mut View) -> Result<(), Fault> {
        match self {
            Task::Run(wish) => Plan::of(view, wish).await.map(|_| ()),
            Task::Simulation(wish) => app.plan_simulation(view, wish).await.map(|_| ()),
        }
    }

    /// Does it, its end included.
    pub async fn run(&self, app: &App, hand: &Hand<'_>) -> Result<(), Halt> {
        match self {
            Task::Run(wish) => app.run_job(hand, wish).await,
            Task::Simulation(wish) => app.simulation_job(hand, wish).await,
        }
    }

    pub fn stored(&self, ask: &Ask) -> Result<String, Fault> {
        json(&Stored {
            role: ask.caller.role,
            scope: ask.caller.scope.clone(),
            request_id: ask.request_id.clone(),
            wish: self.wish()?,
        })
    }

    /// The task of a stored job, as asked by whoever asked for it.
    pub fn of(job: &Job) -> Result<(Task, Ask), Fault> {
        let stored: Stored = read(&job.request)?;
        let task = match job.kind.as_str() {
            RUN => Task::Run(read(&stored.wish.to_string())?),
            SIMULATION => Task::Simulation(read(&stored.wish.to_string())?),
            _ => return Err(Fault::internal("a job is of a kind that this version does not know")),
        };
        let caller = Caller {
            organisation: job.organisation.clone(),
            key: job.made.key.clone(),
            holder: job.made.holder.clone(),
            role: stored.role,
            scope: stored.scope,
        };
        Ok((task, Ask { caller, request_id: stored.request_id, at: job.made.at, once: None }))
    }
}

/// What was asked of a stored job, to show.
pub fn shown(job: &Job) -> Value {
    read::<Stored>(&job.request).map_or(Value::Null, |stored| stored.wish)
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Fault> {
    serde_json::from_str(json).map_err(|_| Fault::internal("a stored job cannot be read"))
}
