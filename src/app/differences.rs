//! Why two runs differ (spec 4, "Resources": `…/runs/{id}/difference?with=`; spec 3, "variance").

use super::App;
use super::ask::Ask;
use super::dossiers::aside;
use super::fault::Fault;
use super::models;
use super::rights::{Access, Operation, require};
use super::runs::{get, spec_of};
use crate::intake;
use crate::report::result::json as document;
use crate::simulate::variance::{Side, Variance, variance};
use crate::store::runs::Run;
use crate::store::{audit, models as stored};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

/// The document. Whoever may see only its own has no sums in it: beside those of the results they would be equations.
#[derive(Serialize, ToSchema)]
pub struct Difference {
    before: RunName,
    after: RunName,
    #[serde(flatten)]
    variance: Variance,
}

#[derive(Serialize, ToSchema)]
struct RunName {
    id: String,
    year: i32,
    to: String,
    kind: String,
    model: String,
    version: i64,
}

impl App {
    /// Why the entitlements of a run differ from those of an earlier one, by cause; who may see its own sees its own.
    pub async fn difference(&self, ask: &Ask, id: &str, with: &str) -> Result<Vec<u8>, Fault> {
        let access = require(ask, Operation::ReadDifferences)?;
        let mut tx = self.store.write(ask.organisation()).await?;
        let (after, before) = (get(&mut tx, id).await?, get(&mut tx, with).await?);
        let (new, new_model) = self.of_run(&mut tx, &after).await?;
        let (old, old_model) = self.of_run(&mut tx, &before).await?;
        let version = stored::version(&mut tx, &before.run.model, before.run.version).await?;
        let version = version.ok_or_else(models::unknown)?;
        let (old_spec, new_spec) = (spec_of(&before)?, spec_of(&after)?);
        let found = aside(move || {
            let file = models::file_of(&version.name);
            let bound = intake::model::read(&file, version.toml.as_bytes(), &new.reference);
            let bound = bound.map_err(intake::model::refusal);
            let before = Side { dossier: &old, model: &old_model, spec: &old_spec };
            let after = Side { dossier: &new, model: &new_model, spec: &new_spec };
            Ok(variance(before, after, bound.as_ref().map_err(Clone::clone))?)
        })
        .await?;
        let variance = if access == Access::All { found } else { own(found, &ask.caller.scope) };
        audit::append(&mut tx, &ask.entry("difference.read", id, &json!({"with": with}))).await?;
        tx.commit().await?;
        let difference = Difference { before: RunName::of(before), after: RunName::of(after), variance };
        Ok(document(&difference).into_bytes())
    }
}

fn own(found: Variance, scope: &[String]) -> Variance {
    Variance {
        participants: found.participants.into_iter().filter(|line| scope.contains(&line.code)).collect(),
        disciplines: Vec::new(),
        all: None,
        model_within_mix: None,
    }
}

impl RunName {
    fn of(run: Run) -> RunName {
        let run = run.run;
        RunName { id: run.id, year: run.year, to: run.to, kind: run.kind, model: run.model, version: run.version }
    }
}
