//! Why two runs differ (spec 4, "Resources": `…/runs/{id}/difference?with=`; spec 3, "variance").

use super::App;
use super::ask::Ask;
use super::dossiers::aside;
use super::fault::Fault;
use super::models;
use super::results::OfRun;
use super::rights::{Access, Operation, require};
use crate::intake;
use crate::report::result::json as document;
use crate::simulate::variance::{Side, Variance, variance};
use crate::store::runs::Run;
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
    pub async fn difference(&self, ask: &Ask, id: &str, with: Option<&str>) -> Result<Vec<u8>, Fault> {
        let access = require(ask, Operation::ReadDifferences)?;
        let with = with.ok_or_else(|| {
            Fault::field("with", "", "Noem met with de eerdere berekening.", "Name the earlier run by with.")
        })?;
        let after = self.of_run(self.store.read(ask.organisation()).await?, id).await?;
        let before = self.of_run(self.store.read(ask.organisation()).await?, with).await?;
        let names = (RunName::of(&before.run), RunName::of(&after.run));
        let found = aside(move || {
            let file = models::file_of(&before.version.name);
            let bound = intake::model::read(&file, before.version.toml.as_bytes(), &after.dossier.reference);
            let bound = bound.map_err(intake::model::refusal);
            Ok(variance(side(&before), side(&after), bound.as_ref().map_err(Clone::clone))?)
        })
        .await?;
        let variance = if access == Access::All { found } else { own(found, &ask.caller.scope) };
        self.note(ask, "difference.read", id, &json!({"with": with})).await?;
        let difference = Difference { before: names.0, after: names.1, variance };
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

fn side(run: &OfRun) -> Side<'_> {
    Side { dossier: &run.dossier, model: &run.model, spec: &run.spec }
}

impl RunName {
    fn of(run: &Run) -> RunName {
        let run = run.run.clone();
        RunName { id: run.id, year: run.year, to: run.to, kind: run.kind, model: run.model, version: run.version }
    }
}
