//! A run from what is asked to what is kept: what it rests on, the calculation, and one transaction that keeps it.

use super::settle::{Settling, settle};
use super::wish::RunWish;
use super::{line, unknown};
use crate::app::App;
use crate::app::ask::Ask;
use crate::app::chance;
use crate::app::dossiers::{Inputs, aside};
use crate::app::fault::Fault;
use crate::app::models;
use crate::app::reply::{Made, Reply};
use crate::app::rights::{Operation, require};
use crate::calc;
use crate::calc::outcome::Outcome;
use crate::calc::receipt::{ENGINE_VERSION, input_sha256};
use crate::calc::trace::Silent;
use crate::domain::dossier::Dossier;
use crate::domain::run::{RunKind, RunSpec};
use crate::report::result::ResultDocument;
use crate::store::models::{self as stored, Version};
use crate::store::runs::{self, NewRun};
use crate::store::{Hash, Tx, View, audit, blobs};
use serde_json::json;
use std::sync::Arc;

/// What a run is computed from.
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

impl App {
    /// Computes a run and keeps it.
    pub async fn compute(&self, ask: &Ask, wish: RunWish) -> Result<Reply, Fault> {
        require(ask, Operation::Compute)?;
        wish.spec()?;
        self.once(ask, async |tx| {
            let plan = Plan::of(tx, &wish).await?;
            let computed = self.calculate(tx, &plan).await?;
            keep(tx, ask, &plan, computed).await
        })
        .await
    }

    /// The calculation itself, away from the threads that answer.
    async fn calculate(&self, view: &mut View, plan: &Plan) -> Result<Computed, Fault> {
        let dossier = self.dossiers.get(view, &plan.inputs).await?;
        let (spec, toml, file) = (plan.spec.clone(), plan.version.toml.clone(), models::file_of(&plan.version.name));
        aside(move || {
            let model = models::parse(&file, &toml, &dossier.reference)?;
            let outcome = calc::run::run(&dossier, &model, &spec, &mut Silent)?;
            let input_sha256 = input_sha256(&dossier);
            let result = ResultDocument::new(&dossier, &model, &outcome, &input_sha256)?.to_json();
            Ok(Computed { dossier, outcome, input_sha256, result })
        })
        .await
    }
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
