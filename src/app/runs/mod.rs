//! Runs: computed once, kept with all they rest on, never changed (spec 4, "Storage").

mod compute;
mod settle;
mod wish;

pub use compute::{Pace, Plan};
pub use wish::{BasisWord, KindWord, ModelName, RunWish};

use super::App;
use super::ask::Ask;
use super::dossiers::{Inputs, aside};
use super::fault::Fault;
use super::results::{OfRun, kept};
use super::rights::{Operation, require};
use crate::domain::date::Date;
use crate::domain::run::{Basis, RunKind, RunSpec};
use crate::store::runs::{self, Run};
use crate::store::{Page, Time, View};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RunLine {
    pub id: String,
    pub year: i32,
    pub kind: String,
    pub basis: String,
    pub to: String,
    pub as_of: Option<String>,
    pub model: String,
    pub version: i64,
    pub engine: String,
    pub input_sha256: String,
    pub result_sha256: String,
    /// The settlement that this one corrects.
    pub corrects: Option<String>,
    #[schema(value_type = Inputs)]
    pub inputs: Value,
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

impl App {
    pub async fn runs(&self, ask: &Ask, year: Option<i32>, page: Page) -> Result<Vec<(i64, RunLine)>, Fault> {
        require(ask, Operation::ReadRuns)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let runs = runs::list(&mut view, year, None, page).await?;
        Ok(runs.into_iter().map(|run| (run.position, line(run))).collect())
    }

    pub async fn run(&self, ask: &Ask, id: &str) -> Result<RunLine, Fault> {
        require(ask, Operation::ReadRuns)?;
        let mut view = self.store.read(ask.organisation()).await?;
        Ok(line(get(&mut view, id).await?))
    }

    /// Computes a stored run again from its inputs: whether the bytes are the same.
    pub async fn verify_run(&self, organisation: &str, id: &str) -> Result<bool, Fault> {
        let mut view = self.store.read(organisation).await?;
        let run = get(&mut view, id).await?;
        let kept = kept(&mut view, &run).await?;
        let OfRun { dossier, model, spec, .. } = self.of_run(view, id).await?;
        let (.., again) = aside(move || compute::result(&dossier, &model, &spec)).await?;
        Ok(again.as_bytes() == kept)
    }
}

pub async fn get(view: &mut View, id: &str) -> Result<Run, Fault> {
    runs::get(view, id).await?.ok_or_else(unknown)
}

/// What was asked of a stored run.
pub fn spec_of(run: &Run) -> Result<RunSpec, Fault> {
    let broken = || Fault::internal("a stored run cannot be read");
    let bases = [Basis::Claimed, Basis::Accepted, Basis::Paid];
    let kinds = [RunKind::Interim, RunKind::Settlement];
    Ok(RunSpec {
        year: run.run.year,
        to: Date::parse(&run.run.to).ok_or_else(broken)?,
        as_of: run.run.as_of.as_deref().map(|day| Date::parse(day).ok_or_else(broken)).transpose()?,
        basis: bases.into_iter().find(|basis| basis.as_str() == run.run.basis).ok_or_else(broken)?,
        kind: kinds.into_iter().find(|kind| kind.as_str() == run.run.kind).ok_or_else(broken)?,
    })
}

fn unknown() -> Fault {
    Fault::not_found("Deze berekening", "run")
}

fn line(run: Run) -> RunLine {
    let Run { run, made, .. } = run;
    RunLine {
        id: run.id,
        year: run.year,
        kind: run.kind,
        basis: run.basis,
        to: run.to,
        as_of: run.as_of,
        model: run.model,
        version: run.version,
        engine: run.engine,
        input_sha256: run.input_sha256.to_string(),
        result_sha256: run.result_sha256.to_string(),
        corrects: run.corrects,
        inputs: serde_json::from_str(&run.inputs).unwrap_or(Value::Null),
        by: made.holder,
        at: made.at,
    }
}
