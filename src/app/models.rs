//! Distribution models as immutable versions (spec 4, "Resources").

use super::App;
use super::ask::Ask;
use super::dossiers::{Inputs, aside};
use super::fault::Fault;
use super::reply::{Made, Reply};
use super::rights::{Operation, require};
use crate::domain::model::Model;
use crate::domain::reference::Reference;
use crate::intake;
use crate::intake::model::difference::difference;
use crate::report::model_difference::{ChangeLine, lines};
use crate::store::models::{self, Version};
use crate::store::runs::{self, Run};
use crate::store::{Page, Time, View, audit};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionLine {
    pub name: String,
    pub version: i64,
    pub sha256: String,
    pub note: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    pub by: String,
    /// Only where one version is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toml: Option<String>,
}

impl App {
    /// The last version of every model.
    pub async fn models(&self, ask: &Ask) -> Result<Vec<VersionLine>, Fault> {
        require(ask, Operation::ReadModels)?;
        let mut view = self.store.read(ask.organisation()).await?;
        Ok(models::all(&mut view).await?.into_iter().map(|version| line(version, false)).collect())
    }

    pub async fn versions(&self, ask: &Ask, name: &str) -> Result<Vec<VersionLine>, Fault> {
        require(ask, Operation::ReadModels)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let versions = models::versions(&mut view, name).await?;
        if versions.is_empty() {
            return Err(unknown());
        }
        Ok(versions.into_iter().map(|version| line(version, false)).collect())
    }

    pub async fn version(&self, ask: &Ask, name: &str, version: i64) -> Result<VersionLine, Fault> {
        require(ask, Operation::ReadModels)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let found = models::version(&mut view, name, version).await?;
        found.map(|version| line(version, true)).ok_or_else(unknown)
    }

    /// What a version says differently from another, of the same model or of another one, in words.
    pub async fn model_difference(
        &self,
        ask: &Ask,
        (name, version): (&str, i64),
        (with_name, with): (&str, Option<i64>),
    ) -> Result<Vec<ChangeLine>, Fault> {
        require(ask, Operation::ReadModels)?;
        let with = with.ok_or_else(|| {
            Fault::field("with", "", "Noem met with de eerdere versie.", "Name the earlier version by with.")
        })?;
        let mut view = self.store.read(ask.organisation()).await?;
        let after = models::version(&mut view, name, version).await?.ok_or_else(unknown)?;
        let before = models::version(&mut view, with_name, with).await?.ok_or_else(unknown)?;
        Ok(lines(&difference(&before.toml, &after.toml)))
    }

    /// Adds the next version of a model, checked against the reference data. With `dry_run` it is only checked.
    pub async fn publish_model(
        &self,
        ask: &Ask,
        name: &str,
        toml: String,
        note: &str,
        dry_run: bool,
    ) -> Result<Reply, Fault> {
        require(ask, Operation::WriteModels)?;
        let is_name = |name: &str| {
            (1..=64).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !is_name(name) {
            return Err(Fault::field(
                "name",
                name,
                "De naam van een model heeft kleine letters, cijfers en streepjes, tot 64 tekens.",
                "The name of a model has small letters, digits and hyphens, up to 64 characters.",
            ));
        }
        self.once(ask, async |tx| {
            let inputs = Inputs::current(tx).await?;
            let dossier = self.dossiers.get(tx, &inputs).await?;
            let (of_file, text) = (file_of(name), toml.clone());
            aside(move || parse(&of_file, &text, &dossier.reference).map(|_| ())).await?;
            if dry_run {
                let stamp = ask.stamp();
                let sha256 = crate::store::Hash::of(toml.as_bytes());
                let (name, note) = (name.to_owned(), note.to_owned());
                return Ok(Made::ok(line(
                    Version { name, version: 0, toml: toml.clone(), sha256, note, made: stamp },
                    false,
                )));
            }
            let version = models::publish(tx, name, &toml, note, &ask.stamp()).await?;
            let details = json!({"version": version.version, "sha256": version.sha256.to_string()});
            audit::append(tx, &ask.entry("model.published", name, &details)).await?;
            let location =
                format!("/api/v1/organisations/{}/models/{name}/versions/{}", ask.organisation(), version.version);
            Ok(Made::created(location, line(version, false)))
        })
        .await
    }
}

/// A stored version, read.
pub fn parse(file: &str, toml: &str, reference: &Reference) -> Result<Arc<Model>, Fault> {
    let read = intake::model::read(file, toml.as_bytes(), reference);
    read.map(Arc::new).map_err(|problems| {
        let not_shown = problems.not_shown;
        Fault { not_shown, ..intake::model::refusal(problems).into() }
    })
}

/// The run that was computed last (of a year or of all), and the version of the model that it used; before there is a run
/// any model that there is. What rows and months lack depends on the model by its price tables alone.
pub async fn last_used(view: &mut View, year: Option<i32>) -> Result<(Option<Run>, Option<Version>), Fault> {
    let last = runs::list(view, year, None, Page::ALL).await?.into_iter().next_back();
    let version = match &last {
        Some(run) => models::version(view, &run.run.model, run.run.version).await?,
        None => models::all(view).await?.into_iter().next(),
    };
    Ok((last, version))
}

/// The name under which the problems of a model are told.
pub fn file_of(name: &str) -> String {
    format!("models/{name}.toml")
}

pub fn unknown() -> Fault {
    Fault::not_found("Dit model of deze versie", "model or version")
}

fn line(version: Version, with_toml: bool) -> VersionLine {
    VersionLine {
        name: version.name,
        version: version.version,
        sha256: version.sha256.to_string(),
        note: version.note,
        at: version.made.at,
        by: version.made.holder,
        toml: with_toml.then_some(version.toml),
    }
}
