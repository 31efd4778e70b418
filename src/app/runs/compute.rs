//! A run from what is asked to what is kept: what it rests on, the calculation, and one transaction that keeps it.
//!
//! ```text
//! plan (a view) ──► calculate (nobody waits) ──► transaction: still the same? keep ──► answer, or the end of a job
//!                         ▲                                      │ no
//!                         └──────────────────────────────────────┘
//! ```

use super::settle::{Paid, Settling, settle};
use super::wish::RunWish;
use super::{line, unknown};
use crate::app::App;
use crate::app::ask::Ask;
use crate::app::chance;
use crate::app::dossiers::{Inputs, aside};
use crate::app::fault::Fault;
use crate::app::jobs::Task;
use crate::app::jobs::hand::{Halt, Hand, Step};
use crate::app::models;
use crate::app::reply::{Begun, Made, Reply};
use crate::app::rights::{Operation, require};
use crate::calc;
use crate::calc::outcome::Outcome;
use crate::calc::receipt::{ENGINE_VERSION, input_sha256};
use crate::calc::trace::Silent;
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::domain::model::Model;
use crate::domain::run::{RunKind, RunSpec};
use crate::report::result::ResultDocument;
use crate::store::models::{self as stored, Version};
use crate::store::runs::{self, NewRun};
use crate::store::{Hash, Tx, View, audit, batches, blobs};
use serde_json::json;
use std::sync::Arc;

/// What a run is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub spec: RunSpec,
    pub inputs: Inputs,
    pub version: Version,
    /// Of a settlement.
    pub settling: Option<Settling>,
}

/// What came of the calculation.
pub struct Computed {
    pub dossier: Arc<Dossier>,
    pub outcome: Outcome,
    pub input_sha256: String,
    /// The result document.
    pub result: String,
    /// Of a settlement: the deliveries that it pays.
    pub paid: Option<Paid>,
}

impl Plan {
    /// Finds what a run rests on now, or why it may not be computed.
    pub async fn of(view: &mut View, wish: &RunWish) -> Result<Plan, Fault> {
        let spec = wish.spec()?;
        if spec.kind == RunKind::Settlement {
            return Settling::plan(view, wish, spec).await;
        }
        let Some(model) = &wish.model else {
            return Err(Fault::field(
                "model",
                "",
                "Een tussentijdse berekening noemt haar model.",
                "An interim run names its model.",
            ));
        };
        let versions = stored::versions(view, &model.name).await?;
        let is_asked = |known: i64| model.version.is_none_or(|asked| asked == known);
        let version = versions.into_iter().rev().find(|one| is_asked(one.version)).ok_or_else(models::unknown)?;
        Ok(Plan { spec, inputs: Inputs::current(view).await?, version, settling: None })
    }
}

/// How a run is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// As a job, whatever its size.
    pub later: bool,
    /// Rows beyond which it becomes a job.
    pub most_rows: i64,
    /// Of the words about the job.
    pub language: Language,
}

/// A run that can be kept.
pub struct Ready {
    plan: Plan,
    computed: Computed,
    /// How often it was calculated.
    round: u32,
}

/// What came of keeping a run.
pub enum Kept {
    Run(Box<Made<super::RunLine>>),
    /// Something else holds by now: calculate with this and come again.
    Changed(Box<Plan>, u32),
}

/// Rounds of a settlement that are calculated while others write; the last one makes them wait, so that it comes to an end.
const ROUNDS: u32 = 3;

impl App {
    /// Computes a run and keeps it; one that is large becomes a job. Nobody waits for the calculation but who asked.
    pub async fn compute(&self, ask: &Ask, wish: RunWish, pace: Pace) -> Result<Reply, Fault> {
        require(ask, Operation::Compute)?;
        wish.spec()?;
        if let Some(reply) = self.answered(ask).await? {
            return Ok(reply);
        }
        let mut view = self.store.read(ask.organisation()).await?;
        let plan = Plan::of(&mut view, &wish).await?;
        if pace.later || rows(&mut view, &plan.inputs).await? > pace.most_rows {
            drop(view);
            return self.put_in(ask, Task::Run(wish), pace.language).await;
        }
        let mut ready = self.prepare(view, plan, 0, &|_| ()).await?;
        loop {
            let mut doing = match self.begin(ask).await? {
                Begun::Before(reply) => return Ok(reply),
                Begun::New(doing) => doing,
            };
            let (plan, round) = match self.keep(&mut doing.tx, ask, &wish, ready).await? {
                Kept::Run(made) => return doing.answer(*made).await,
                Kept::Changed(plan, round) => (plan, round),
            };
            drop(doing);
            ready = self.prepare(self.store.read(ask.organisation()).await?, *plan, round, &|_| ()).await?;
        }
    }

    /// A run as a job. It rests on what holds when it is calculated, not on what held when it was asked for.
    pub async fn run_job(&self, hand: &Hand<'_>, wish: &RunWish) -> Result<(), Halt> {
        let tell = |step: Step| hand.tell(step);
        let begun = async {
            let mut view = self.store.read(hand.organisation()).await?;
            let plan = Plan::of(&mut view, wish).await?;
            self.prepare(view, plan, 0, &tell).await
        };
        let mut ready = hand.during(begun).await?;
        loop {
            hand.tell(Step::Writing);
            let ask = hand.ask();
            let kept = hand.beside(async {
                let mut tx = hand.write().await?;
                match self.keep(&mut tx, &ask, wish, ready).await? {
                    Kept::Run(made) => hand.done(tx, &made.heads).await.map(|()| None),
                    Kept::Changed(plan, round) => Ok(Some((plan, round))),
                }
            });
            let Some((plan, round)) = kept.await? else { return Ok(()) };
            let again = async { self.prepare(self.store.read(hand.organisation()).await?, *plan, round, &tell).await };
            ready = hand.during(again).await?;
        }
    }

    /// Reads and calculates what is planned, outside any transaction that others wait for.
    async fn prepare(&self, view: View, plan: Plan, round: u32, tell: &dyn Fn(Step)) -> Result<Ready, Fault> {
        let batches = plan.inputs.batches.len();
        let dossier = self.dossiers.take(view, &plan.inputs, &|read| tell(Step::Reading { read, batches })).await?;
        tell(Step::Calculating { batches });
        let computed = calculate(dossier, &plan).await?;
        Ok(Ready { plan, computed, round: round + 1 })
    }

    /// Keeps a run that was calculated. An interim run is of the moment it was planned at and says so. A settlement uses
    /// what holds when it is written: where that is no longer what it was planned with, it is calculated again.
    async fn keep(&self, tx: &mut Tx, ask: &Ask, wish: &RunWish, ready: Ready) -> Result<Kept, Fault> {
        let Ready { mut plan, mut computed, round } = ready;
        if plan.settling.is_some() {
            let now = Plan::of(tx, wish).await?;
            if now != plan {
                if round < ROUNDS {
                    return Ok(Kept::Changed(Box::new(now), round));
                }
                computed = calculate(self.dossiers.get(tx, &now.inputs).await?, &now).await?;
                plan = now;
            }
        }
        Ok(Kept::Run(Box::new(keep(tx, ask, &plan, computed).await?)))
    }
}

/// The calculation itself, away from the threads that answer.
async fn calculate(dossier: Arc<Dossier>, plan: &Plan) -> Result<Computed, Fault> {
    let (spec, toml, file) = (plan.spec.clone(), plan.version.toml.clone(), models::file_of(&plan.version.name));
    let settles = plan.settling.is_some();
    aside(move || {
        let model = models::parse(&file, &toml, &dossier.reference)?;
        let (outcome, input_sha256, result) = result(&dossier, &model, &spec)?;
        let paid = if settles { Paid::of(&dossier, &outcome, spec.year)? } else { None };
        Ok(Computed { dossier, outcome, input_sha256, result, paid })
    })
    .await
}

/// The outcome, the hash of what went in, and the result document: the same whenever it is computed.
pub fn result(dossier: &Dossier, model: &Model, spec: &RunSpec) -> Result<(Outcome, String, String), Fault> {
    let outcome = calc::run::run(dossier, model, spec, &mut Silent)?;
    let input_sha256 = input_sha256(dossier);
    let result = ResultDocument::new(dossier, model, &outcome, &input_sha256)?.to_json();
    Ok((outcome, input_sha256, result))
}

/// Rows that a run reads, as they were counted when they were accepted.
async fn rows(view: &mut View, inputs: &Inputs) -> Result<i64, Fault> {
    let batches = batches::active(view, None).await?;
    let is_read = |id: &String| inputs.batches.iter().any(|batch| batch.id == *id);
    Ok(batches
        .iter()
        .filter(|batch| is_read(&batch.about.id))
        .fold(0, |sum, batch| sum.saturating_add(batch.about.rows)))
}

/// Keeps a run, and settles its year where it is a settlement.
async fn keep(tx: &mut Tx, ask: &Ask, plan: &Plan, computed: Computed) -> Result<Made<super::RunLine>, Fault> {
    let spec = &plan.spec;
    let run = NewRun {
        id: chance::id("run")?,
        kind: spec.kind.as_str().to_owned(),
        basis: spec.basis.as_str().to_owned(),
        year: spec.year,
        to: spec.to.to_string(),
        as_of: spec.as_of.map(|day| day.to_string()),
        model: plan.version.name.clone(),
        version: plan.version.version,
        engine: ENGINE_VERSION.to_owned(),
        input_sha256: Hash::parse(&computed.input_sha256).ok_or_else(|| Fault::internal("a hash is no hash"))?,
        inputs: json!(plan.inputs).to_string(),
        result_sha256: blobs::put(tx, computed.result.as_bytes()).await?,
        statements_sha256: None,
        explanations_sha256: None,
        corrects: plan.settling.as_ref().and_then(Settling::corrects),
    };
    runs::add(tx, &run, &ask.stamp()).await?;
    let details = json!({
        "year": run.year, "kind": run.kind, "basis": run.basis, "model": run.model, "version": run.version,
        "input_sha256": computed.input_sha256, "result_sha256": run.result_sha256.to_string(),
        "corrects": run.corrects,
    });
    audit::append(tx, &ask.entry("run.computed", &run.id, &details)).await?;
    if let Some(settling) = &plan.settling {
        settle(tx, ask, settling, &run, computed).await?;
    }
    let location = format!("/api/v1/organisations/{}/runs/{}", ask.organisation(), run.id);
    let made = runs::get(tx, &run.id).await?.ok_or_else(unknown)?;
    Ok(Made::created(location, line(made)))
}
