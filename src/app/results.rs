//! What came of a run, by role: the result, statements, and the way to an amount.

use super::App;
use super::ask::Ask;
use super::chance;
use super::decisions::today;
use super::dossiers::{Inputs, aside};
use super::fault::Fault;
use super::models;
use super::rights::{Access, Operation, require, require_own};
use super::role::Role;
use super::runs::{get, spec_of};
use crate::calc;
use crate::calc::receipt::input_sha256;
use crate::calc::trace::Silent;
use crate::domain::dossier::Dossier;
use crate::domain::index::{DisciplineIx, ParticipantIx};
use crate::domain::language::Language;
use crate::domain::model::Model;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::reference::Reference;
use crate::domain::run::RunSpec;
use crate::report::correction::{Correction, SettledResult};
use crate::report::explain::explanation_json;
use crate::report::result::json as document;
use crate::report::statement::Objection;
use crate::report::statement::Statement;
use crate::report::view::Viewer;
use crate::report::view::document::seen;
use crate::report::view::explanation::OwnExplanation;
use crate::report::view::pseudonym::Pseudonyms;
use crate::store::documents::{self, Expected};
use crate::store::models::{self as stored, Version};
use crate::store::objections::{self, State};
use crate::store::runs::Run;
use crate::store::{Page, View, blobs};
use serde_json::json;
use std::sync::Arc;

/// The kind under which the key of pseudonyms is kept. It is no reference data, and nobody gets it.
const PSEUDONYMS: &str = "@pseudonyms";

/// How a statement is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Csv(Language),
}

impl App {
    /// The result document: as it was computed for who may see all of it, else what the role may see.
    pub async fn result(&self, ask: &Ask, id: &str) -> Result<Vec<u8>, Fault> {
        let access = require(ask, Operation::ReadResults)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let bytes = if access == Access::All {
            let run = get(&mut view, id).await?;
            kept(&mut view, &run).await?
        } else {
            self.part(ask, view, id).await?
        };
        self.note(ask, "result.read", id, &json!({})).await?;
        Ok(bytes)
    }

    /// What of a result a board, a participant or a discipline may see.
    async fn part(&self, ask: &Ask, mut view: View, id: &str) -> Result<Vec<u8>, Fault> {
        let known = known_key(&mut view).await?;
        let OfRun { dossier, model, spec, .. } = self.of_run(view, id).await?;
        let key = match known {
            Some(key) => key,
            None => self.draw_key(ask).await?,
        };
        let id = id.to_owned();
        let viewer = viewer(ask, &dossier.reference);
        aside(move || {
            let outcome = calc::run::run(&dossier, &model, &spec, &mut Silent)?;
            let input = input_sha256(&dossier);
            let pseudonyms = Pseudonyms { key: &key, run: &id };
            let seen = seen(&dossier, &model, &outcome, &input, &viewer, &pseudonyms)?;
            Ok(document(&seen).into_bytes())
        })
        .await
    }

    /// The way from the amount due to a participant down to every claim; for the participant itself without the figures of
    /// others.
    pub async fn explanation(&self, ask: &Ask, id: &str, participant: &str) -> Result<Vec<u8>, Fault> {
        require_own(ask, Operation::ReadStatements, participant)?;
        let is_full = Operation::ReadStatements.access(ask.caller.role) == Access::All;
        let view = self.store.read(ask.organisation()).await?;
        let OfRun { dossier, model, spec, .. } = self.of_run(view, id).await?;
        let who = participant.to_owned();
        let text = aside(move || {
            let (_, explanation) = calc::explain::explain(&dossier, &model, &spec, &who).map_err(no_participant)?;
            if is_full {
                return Ok(explanation_json(&dossier, &model, &spec, &explanation, &input_sha256(&dossier)));
            }
            Ok(OwnExplanation::new(&dossier, &model, &spec, &explanation)?.to_json())
        })
        .await?;
        self.note(ask, "explanation.read", id, &json!({"participant": participant})).await?;
        Ok(text.into_bytes())
    }

    /// The specification of what a participant gets.
    pub async fn statement(&self, ask: &Ask, id: &str, participant: &str, form: Form) -> Result<Vec<u8>, Fault> {
        require_own(ask, Operation::ReadStatements, participant)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let run = get(&mut view, id).await?;
        let open = objections::list(&mut view, Some(id), Some(participant), Page::ALL).await?;
        let open = open.into_iter().filter(|one| one.state == State::Open).map(|one| Objection {
            about: serde_json::from_str(&one.objection.line).unwrap_or_default(),
            reason: one.objection.reason,
            made_on: today(one.made.at),
        });
        let open: Vec<Objection> = open.collect();
        let correction = correction_of(&mut view, &run).await?;
        let OfRun { dossier, model, spec, .. } = self.of_run(view, id).await?;
        let who = participant.to_owned();
        let text = aside(move || {
            let (outcome, explanation) =
                calc::explain::explain(&dossier, &model, &spec, &who).map_err(no_participant)?;
            let statement = Statement::new(&dossier, &model, &outcome, &explanation, &open)?
                .corrected(correction.as_ref().and_then(|correction| correction.of(&who)));
            match form {
                Form::Json => Ok(statement.to_json()),
                Form::Csv(language) => {
                    statement.to_csv(language).map_err(|fault| Fault::internal(format!("no CSV: {fault}")))
                }
            }
        })
        .await?;
        self.note(ask, "statement.read", id, &json!({"participant": participant})).await?;
        Ok(text.into_bytes())
    }

    /// What a correction of a settled year pays to everyone, and what it passes on to the open year.
    pub async fn correction(&self, ask: &Ask, id: &str) -> Result<Vec<u8>, Fault> {
        require(ask, Operation::ReadCorrections)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let run = get(&mut view, id).await?;
        let correction = correction_of(&mut view, &run).await?;
        let correction = correction.ok_or_else(|| Fault::not_found("Deze correctie", "correction"))?;
        self.note(ask, "correction.read", id, &json!({})).await?;
        Ok(correction.to_json().into_bytes())
    }

    /// A run as it was computed. The view is given back before anything is calculated with it.
    pub(super) async fn of_run(&self, mut view: View, id: &str) -> Result<OfRun, Fault> {
        let run = get(&mut view, id).await?;
        let dossier = self.dossiers.get(&mut view, &Inputs::parse(&run.run.inputs)?).await?;
        let version = stored::version(&mut view, &run.run.model, run.run.version).await?;
        let version = version.ok_or_else(|| Fault::internal("a run has no model"))?;
        let model = models::parse(&models::file_of(&version.name), &version.toml, &dossier.reference)?;
        Ok(OfRun { spec: spec_of(&run)?, run, dossier, model, version })
    }

    /// Draws the key of the organisation's pseudonyms, unless somebody else just did.
    pub(super) async fn draw_key(&self, ask: &Ask) -> Result<Vec<u8>, Fault> {
        let mut tx = self.store.write(ask.organisation()).await?;
        if let Some(key) = known_key(&mut tx).await? {
            return Ok(key);
        }
        let key = chance::token()?.into_bytes();
        documents::put(&mut tx, PSEUDONYMS, Expected::Nothing, &key, 0, &ask.stamp()).await?;
        tx.commit().await?;
        Ok(key)
    }
}

/// A run with all it was computed from.
pub(super) struct OfRun {
    pub run: Run,
    pub spec: RunSpec,
    pub dossier: Arc<Dossier>,
    pub model: Arc<Model>,
    /// The document of the model.
    pub version: Version,
}

/// The difference with the settlement that a run corrects, if it corrects one.
async fn correction_of(view: &mut View, run: &Run) -> Result<Option<Correction>, Fault> {
    let Some(before) = &run.run.corrects else { return Ok(None) };
    let before = get(view, before).await?;
    let (before, now) = (kept(view, &before).await?, kept(view, run).await?);
    Ok(Some(Correction::between(&SettledResult::parse(&before)?, &SettledResult::parse(&now)?)?))
}

/// The result document of a run.
pub async fn kept(view: &mut View, run: &Run) -> Result<Vec<u8>, Fault> {
    let bytes = blobs::get(view, &run.run.result_sha256).await?;
    bytes.ok_or_else(|| Fault::internal("a run has no result"))
}

/// Who looks, in the terms of a dossier. A code that it does not have is nobody's.
pub(super) fn viewer(ask: &Ask, reference: &Reference) -> Viewer {
    let scope = &ask.caller.scope;
    let own = || -> Vec<ParticipantIx> { scope.iter().filter_map(|code| reference.find_participant(code)).collect() };
    let discipline = || {
        let found = reference.disciplines.iter().position(|discipline| scope.contains(&discipline.code));
        found.map(DisciplineIx::of)
    };
    match ask.caller.role {
        Role::Controller | Role::Auditor => Viewer::Full,
        Role::Board => Viewer::Board { own: own() },
        Role::Discipline => match discipline() {
            Some(own) => Viewer::Discipline { own },
            None => Viewer::Participant { own: Vec::new() },
        },
        Role::Participant | Role::Insurer => Viewer::Participant { own: own() },
    }
}

/// The key of the organisation's pseudonyms, if it was drawn.
pub(super) async fn known_key(view: &mut View) -> Result<Option<Vec<u8>>, Fault> {
    let Some(known) = documents::current(view, PSEUDONYMS).await? else { return Ok(None) };
    let bytes = blobs::get(view, &known.sha256).await?;
    bytes.map(Some).ok_or_else(|| Fault::internal("the key of pseudonyms has no bytes"))
}

/// A participant that is not in a run is not there.
fn no_participant(refusal: Refusal) -> Fault {
    if refusal.code == ProblemCode::UnknownParticipant {
        return Fault::not_found("Deze deelnemer", "participant");
    }
    refusal.into()
}
