//! A simulation from what is asked to what is kept: what it rests on, the calculation, and one transaction that keeps it.
//! As a run (see [`crate::app::runs`]), but for the accounts, which it never touches.

use super::plan::Plan;
use super::wish::SimulationWish;
use super::{AskedSimulation, SimulationDocument};
use crate::app::App;
use crate::app::ask::Ask;
use crate::app::chance;
use crate::app::dossiers::aside;
use crate::app::fault::Fault;
use crate::app::jobs::hand::{Halt, Hand, PROJECTED, Step};
use crate::app::jobs::{Task, first};
use crate::app::reply::{Begun, Made, Reply};
use crate::app::rights::{Operation, require};
use crate::domain::language::Language;
use crate::domain::simulation::Simulation;
use crate::report::result::json as document;
use crate::report::view::simulation::Seen;
use crate::simulate::ask::ask as answer;
use crate::simulate::studio::{Unanswered, Watch};
use crate::store::simulations::{self as stored, NewSimulation};
use crate::store::{Hash, Tx, View, audit, blobs};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::time::sleep;

/// Time between two looks at how far a calculation is.
const LOOK: Duration = Duration::from_millis(200);

/// How a simulation is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// As a job, whatever its size.
    pub later: bool,
    /// Deliveries × years × models × points beyond which it becomes a job.
    pub most_rows: i64,
    /// Of the words about the job.
    pub language: Language,
}

/// What was found, and the bytes that are kept of it.
struct Found {
    simulation: Simulation,
    bytes: String,
}

impl App {
    /// Computes a simulation and keeps it, unless it is not to be kept; one that is large becomes a job. Nobody waits for
    /// the calculation but who asked.
    pub async fn simulate(&self, ask: &Ask, wish: SimulationWish, pace: Pace) -> Result<Reply, Fault> {
        require(ask, Operation::Simulate)?;
        wish.check()?;
        if let Some(reply) = self.answered(ask).await? {
            return Ok(reply);
        }
        let mut view = self.store.read(ask.organisation()).await?;
        let plan = self.plan_simulation(&mut view, &wish).await?;
        if pace.later || plan.rows > u64::try_from(pace.most_rows).unwrap_or_default() {
            drop(view);
            if !wish.keep {
                return Err(not_kept(pace.later));
            }
            return self.put_in(ask, Task::Simulation(wish), pace.language).await;
        }
        let found = self.project(ask.organisation(), view, &plan, &|_| ()).await?;
        let mut doing = match self.begin(ask).await? {
            Begun::Before(reply) => return Ok(reply),
            Begun::New(doing) => doing,
        };
        let made = match wish.keep {
            true => keep(&mut doing.tx, ask, &wish, plan, found).await?,
            false => shown(&mut doing.tx, ask, &wish, plan, found).await?,
        };
        doing.answer(made).await
    }

    /// A simulation as a job. It rests on what holds when it is calculated, not on what held when it was asked for.
    pub async fn simulation_job(&self, hand: &Hand<'_>, wish: &SimulationWish) -> Result<(), Halt> {
        let tell = |step: Step| hand.tell(step);
        let found = async {
            let mut view = self.store.read(hand.organisation()).await?;
            let plan = self.plan_simulation(&mut view, wish).await?;
            let found = self.project(hand.organisation(), view, &plan, &tell).await?;
            Ok((plan, found))
        };
        let (plan, found) = hand.during(found).await?;
        hand.tell(Step::Writing);
        let ask = hand.ask();
        hand.beside(async {
            let mut tx = hand.write().await?;
            let made = keep(&mut tx, &ask, wish, plan, found).await?;
            hand.done(tx, &made.heads).await
        })
        .await
    }

    /// The calculation, away from the threads that answer. Left by whoever waits for it, it stops.
    async fn project(&self, organisation: &str, view: View, plan: &Plan, tell: &dyn Fn(Step)) -> Result<Found, Fault> {
        let batches = plan.inputs.batches.len();
        let dossier = self.dossiers.take(view, &plan.inputs, &|read| tell(Step::Reading { read, batches })).await?;
        tell(Step::Projecting { batches, parts: 0 });
        let look = Arc::new(Look::default());
        let _left = Left(Arc::clone(&look));
        let (studios, organisation) = (self.studios.clone(), organisation.to_owned());
        let (inputs, prepared, watch) = (plan.inputs.clone(), plan.prepared.clone(), Arc::clone(&look));
        let work = aside(move || {
            let studio = studios.get(&organisation, &inputs, dossier);
            let simulation = answer(&studio, &prepared, &*watch).map_err(|why| match why {
                Unanswered::Refused(refusal) => Fault::from(refusal),
                // Nobody waits for this any more.
                Unanswered::Stopped => Fault::internal("a simulation was stopped"),
            })?;
            let bytes = document(&simulation);
            Ok(Found { simulation, bytes })
        });
        let looking = async {
            loop {
                sleep(LOOK).await;
                tell(Step::Projecting { batches, parts: look.parts.load(Ordering::Relaxed) });
            }
        };
        first(work, looking).await
    }
}

/// Looks on from outside: how far a calculation is, and whether it is still wanted.
#[derive(Default)]
struct Look {
    /// Of [`PROJECTED`].
    parts: AtomicUsize,
    unwanted: AtomicBool,
}

impl Watch for Look {
    fn goes_on(&self, done: u64, of: u64) -> bool {
        let whole = u64::try_from(PROJECTED).unwrap_or(u64::MAX);
        let parts = done.min(of).saturating_mul(whole).checked_div(of).unwrap_or_default();
        // Years are computed beside each other: the furthest counts.
        self.parts.fetch_max(usize::try_from(parts).unwrap_or_default(), Ordering::Relaxed);
        !self.unwanted.load(Ordering::Relaxed)
    }
}

/// Says that a calculation is not wanted any more when whoever waits for it goes away.
struct Left(Arc<Look>);

impl Drop for Left {
    fn drop(&mut self) {
        self.0.unwanted.store(true, Ordering::Relaxed);
    }
}

fn not_kept(was_asked: bool) -> Fault {
    let (nl, en) = if was_asked {
        (
            "Wat later wordt beantwoord, wordt bewaard: laat keep weg, of Prefer: respond-async.",
            "What is answered later is kept: leave out keep, or Prefer: respond-async.",
        )
    } else {
        (
            "Deze simulatie is te groot om meteen te beantwoorden, en wat later wordt beantwoord wordt bewaard: laat keep weg, \
             of vraag minder jaren, modellen of punten.",
            "This simulation is too large to be answered at once, and what is answered later is kept: leave out keep, or ask \
             fewer years, models or points.",
        )
    };
    Fault::field("keep", "false", nl, en)
}

fn asked(wish: &SimulationWish, plan: &Plan, found: &Found, result_sha256: Hash) -> AskedSimulation {
    AskedSimulation {
        name: plan.name.clone(),
        note: wish.note.clone().unwrap_or_default(),
        scenarios: plan.scenarios.clone(),
        models: plan.models.clone(),
        engine: found.simulation.engine_version.clone(),
        result_sha256: result_sha256.to_string(),
        input_sha256: Some(found.simulation.input_sha256.clone()),
    }
}

/// What the log tells of it.
fn told(plan: &Plan, found: &Found, result_sha256: &Hash) -> serde_json::Value {
    let scenarios: Vec<&String> = plan.scenarios.iter().map(|scenario| &scenario.sha256).collect();
    let models: Vec<String> = plan.models.iter().map(|used| format!("{} {}", used.model, used.version)).collect();
    json!({
        "scenarios": scenarios, "models": models, "input_sha256": found.simulation.input_sha256,
        "result_sha256": result_sha256.to_string(),
    })
}

/// Keeps a simulation that was calculated. It is of the moment it was planned at, and says so by its hashes.
async fn keep(
    tx: &mut Tx,
    ask: &Ask,
    wish: &SimulationWish,
    plan: Plan,
    found: Found,
) -> Result<Made<SimulationDocument>, Fault> {
    let text = |value: serde_json::Value| value.to_string();
    let result_sha256 = blobs::put(tx, found.bytes.as_bytes()).await?;
    let asked = asked(wish, &plan, &found, result_sha256);
    let simulation = NewSimulation {
        id: chance::id("simulation")?,
        name: asked.name.clone(),
        note: asked.note.clone(),
        scenarios: text(json!(plan.scenarios)),
        models: text(json!(plan.models)),
        engine: asked.engine.clone(),
        input_sha256: Hash::parse(&found.simulation.input_sha256)
            .ok_or_else(|| Fault::internal("a hash is no hash"))?,
        inputs: text(json!(plan.inputs)),
        result_sha256,
    };
    stored::add(tx, &simulation, &ask.stamp()).await?;
    let details = told(&plan, &found, &result_sha256);
    audit::append(tx, &ask.entry("simulation.computed", &simulation.id, &details)).await?;
    let location = format!("/api/v1/organisations/{}/simulations/{}", ask.organisation(), simulation.id);
    let body = SimulationDocument {
        id: Some(simulation.id),
        asked,
        inputs: Some(plan.inputs),
        by: ask.caller.holder.clone(),
        at: ask.at,
        result: Seen::Full(Box::new(found.simulation)),
    };
    Ok(Made::created(location, body))
}

/// Shows one that is not kept. It tells of everyone's figures, so that the log has it all the same.
async fn shown(
    tx: &mut Tx,
    ask: &Ask,
    wish: &SimulationWish,
    plan: Plan,
    found: Found,
) -> Result<Made<SimulationDocument>, Fault> {
    let result_sha256 = Hash::of(found.bytes.as_bytes());
    let details = told(&plan, &found, &result_sha256);
    audit::append(tx, &ask.entry("simulation.tried", "", &details)).await?;
    Ok(Made::ok(SimulationDocument {
        id: None,
        asked: asked(wish, &plan, &found, result_sha256),
        inputs: Some(plan.inputs),
        by: ask.caller.holder.clone(),
        at: ask.at,
        result: Seen::Full(Box::new(found.simulation)),
    }))
}
