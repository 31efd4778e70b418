//! What came of a run, by role: the result, and the way to an amount.

use super::App;
use super::ask::Ask;
use super::dossiers::{Inputs, aside};
use super::fault::Fault;
use super::models;
use super::rights::{Operation, require, require_own};
use super::runs::{get, spec_of};
use crate::calc;
use crate::calc::receipt::input_sha256;
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::problem::ProblemCode;
use crate::report::explain::explanation_json;
use crate::store::runs::Run;
use crate::store::{View, audit, blobs, models as stored};
use serde_json::json;
use std::sync::Arc;

impl App {
    /// The result document, as it was computed.
    pub async fn result(&self, ask: &Ask, id: &str) -> Result<Vec<u8>, Fault> {
        require(ask, Operation::ReadResults)?;
        let mut tx = self.store.write(ask.organisation()).await?;
        let run = get(&mut tx, id).await?;
        let bytes = blobs::get(&mut tx, &run.run.result_sha256).await?;
        audit::append(&mut tx, &ask.entry("result.read", id, &json!({}))).await?;
        tx.commit().await?;
        bytes.ok_or_else(|| Fault::internal("a run has no result"))
    }

    /// The way from the amount due to a participant down to every claim.
    pub async fn explanation(&self, ask: &Ask, id: &str, participant: &str) -> Result<String, Fault> {
        require_own(ask, Operation::ReadStatements, participant)?;
        require(ask, Operation::ReadResults)?;
        let mut tx = self.store.write(ask.organisation()).await?;
        let run = get(&mut tx, id).await?;
        let (dossier, model) = self.of_run(&mut tx, &run).await?;
        let (spec, who) = (spec_of(&run)?, participant.to_owned());
        let text = aside(move || {
            let explained = calc::explain::explain(&dossier, &model, &spec, &who);
            let (_, explanation) = explained.map_err(|refusal| {
                let is_unknown = refusal.code == ProblemCode::UnknownParticipant;
                if is_unknown { Fault::not_found("Deze deelnemer", "participant") } else { refusal.into() }
            })?;
            let input = input_sha256(&dossier);
            Ok(explanation_json(&dossier, &model, &spec, &explanation, &input))
        })
        .await?;
        audit::append(&mut tx, &ask.entry("explanation.read", id, &json!({"participant": participant}))).await?;
        tx.commit().await?;
        Ok(text)
    }

    /// The dossier and the model that a run was computed with.
    pub(super) async fn of_run(&self, view: &mut View, run: &Run) -> Result<(Arc<Dossier>, Arc<Model>), Fault> {
        let dossier = self.dossiers.get(view, &Inputs::parse(&run.run.inputs)?).await?;
        let version = stored::version(view, &run.run.model, run.run.version).await?;
        let version = version.ok_or_else(|| Fault::internal("a run has no model"))?;
        let model = models::parse(&models::file_of(&version.name), &version.toml, &dossier.reference)?;
        Ok((dossier, model))
    }
}
