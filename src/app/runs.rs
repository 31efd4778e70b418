//! Runs: computed once, kept with all they rest on, never changed (spec 4, "Storage").

use super::App;
use super::ask::Ask;
use super::chance;
use super::consents::{self, SETTLEMENT};
use super::decisions::{active_for, day};
use super::dossiers::{Inputs, aside};
use super::fault::Fault;
use super::models;
use super::reply::{Made, Reply};
use super::rights::{Operation, require};
use crate::calc;
use crate::calc::receipt::{ENGINE_VERSION, input_sha256};
use crate::calc::trace::Silent;
use crate::domain::date::{Date, last_day};
use crate::domain::problem::ProblemCode;
use crate::domain::run::{Basis, RunKind, RunSpec};
use crate::report::result::ResultDocument;
use crate::store::runs::{self, NewRun, Run};
use crate::store::years::{self, Settled};
use crate::store::{Hash, Page, Time, View, audit, blobs, models as stored};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

/// What is asked of a run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
pub struct RunWish {
    #[schema(minimum = 1900, maximum = 9999, example = 2026)]
    pub year: i32,
    /// ISO 8601; none is 31 December.
    #[schema(format = Date)]
    #[serde(default)]
    pub to: Option<String>,
    /// ISO 8601; none is all events.
    #[schema(format = Date)]
    #[serde(default)]
    pub as_of: Option<String>,
    #[serde(default)]
    pub basis: BasisWord,
    #[serde(default)]
    pub kind: KindWord,
    /// Of an interim run; a settlement uses the model that a decision adopted.
    #[serde(default)]
    pub model: Option<ModelName>,
    /// Of a settlement: the id of the consent of a second person.
    #[serde(default)]
    pub consent: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
pub struct ModelName {
    pub name: String,
    /// None is the last one.
    #[serde(default)]
    pub version: Option<i64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BasisWord {
    Claimed,
    #[default]
    Accepted,
    Paid,
}

impl From<BasisWord> for Basis {
    fn from(word: BasisWord) -> Basis {
        match word {
            BasisWord::Claimed => Basis::Claimed,
            BasisWord::Accepted => Basis::Accepted,
            BasisWord::Paid => Basis::Paid,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KindWord {
    #[default]
    Interim,
    Settlement,
}

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
    #[schema(value_type = Object)]
    pub inputs: Value,
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

impl RunWish {
    fn spec(&self) -> Result<RunSpec, Fault> {
        if Date::new(self.year, 1, 1).is_none() {
            return Err(Fault::field(
                "year",
                &self.year.to_string(),
                "Geef een jaar van 1900 tot en met 9999.",
                "Give a year from 1900 up to and including 9999.",
            ));
        }
        let spec = RunSpec {
            year: self.year,
            to: self.to.as_deref().map_or(Ok(last_day(self.year)), |text| day("to", text))?,
            as_of: self.as_of.as_deref().map(|text| day("as_of", text)).transpose()?,
            basis: self.basis.into(),
            kind: match self.kind {
                KindWord::Interim => RunKind::Interim,
                KindWord::Settlement => RunKind::Settlement,
            },
        };
        spec.check()?;
        Ok(spec)
    }
}

impl App {
    /// Computes a run and keeps it.
    pub async fn compute(&self, ask: &Ask, wish: RunWish) -> Result<Reply, Fault> {
        require(ask, Operation::Compute)?;
        let spec = wish.spec()?;
        self.once(ask, async |tx| {
            let inputs = Inputs::current(tx).await?;
            let settlements = years::settlements(tx, spec.year).await?;
            let (name, version) = match (spec.kind, &wish.model) {
                (RunKind::Interim, Some(model)) => (model.name.clone(), model.version),
                (RunKind::Interim, None) => {
                    return Err(Fault::field(
                        "model",
                        "",
                        "Een tussentijdse berekening noemt haar model.",
                        "An interim run names its model.",
                    ));
                }
                (RunKind::Settlement, _) => {
                    if !settlements.is_empty() {
                        return Err(Fault::new(
                            ProblemCode::YearSettled,
                            format!("{} is al afgerekend.", spec.year),
                            format!("{} was settled before.", spec.year),
                        ));
                    }
                    let (name, version) = active_for(tx, &inputs, spec.year).await?;
                    let request = json!({"year": spec.year});
                    consents::use_for(tx, wish.consent.as_deref(), SETTLEMENT, &request, ask.at).await?;
                    (name, Some(version))
                }
            };
            let versions = stored::versions(tx, &name).await?;
            let is_asked = |known: i64| version.is_none_or(|asked| asked == known);
            let version = versions.into_iter().rev().find(|one| is_asked(one.version)).ok_or_else(models::unknown)?;
            let dossier = self.dossiers.get(tx, &inputs).await?;
            let (of_run, toml, file) = (spec.clone(), version.toml.clone(), models::file_of(&name));
            let (input, result) = aside(move || {
                let model = models::parse(&file, &toml, &dossier.reference)?;
                let outcome = calc::run::run(&dossier, &model, &of_run, &mut Silent)?;
                let input = input_sha256(&dossier);
                let result = ResultDocument::new(&dossier, &model, &outcome, &input)?.to_json();
                Ok((input, result))
            })
            .await?;
            let run = NewRun {
                id: chance::id("run")?,
                kind: spec.kind.as_str().to_owned(),
                basis: spec.basis.as_str().to_owned(),
                year: spec.year,
                to: spec.to.to_string(),
                as_of: spec.as_of.map(|day| day.to_string()),
                model: name,
                version: version.version,
                engine: ENGINE_VERSION.to_owned(),
                input_sha256: Hash::parse(&input).ok_or_else(|| Fault::internal("a hash is no hash"))?,
                inputs: json!(inputs).to_string(),
                result_sha256: blobs::put(tx, result.as_bytes()).await?,
                statements_sha256: None,
                explanations_sha256: None,
            };
            runs::add(tx, &run, &ask.stamp()).await?;
            if spec.kind == RunKind::Settlement
                && let Settled::Raced(_) = years::settle(tx, spec.year, 0, &run.id, &ask.stamp()).await?
            {
                return Err(Fault::state("Dit jaar is intussen afgerekend.", "This year was settled in the meantime."));
            }
            let details = json!({
                "year": run.year, "kind": run.kind, "basis": run.basis, "model": run.model, "version": run.version,
                "input_sha256": input, "result_sha256": run.result_sha256.to_string(),
            });
            audit::append(tx, &ask.entry("run.computed", &run.id, &details)).await?;
            let location = format!("/api/v1/organisations/{}/runs/{}", ask.organisation(), run.id);
            let made = runs::get(tx, &run.id).await?.ok_or_else(unknown)?;
            Ok(Made::created(location, line(made)))
        })
        .await
    }

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
        let kept = blobs::get(&mut view, &run.run.result_sha256).await?.ok_or_else(unknown)?;
        let (dossier, model) = self.of_run(&mut view, &run).await?;
        let spec = spec_of(&run)?;
        let result = aside(move || {
            let outcome = calc::run::run(&dossier, &model, &spec, &mut Silent)?;
            let input = input_sha256(&dossier);
            Ok(ResultDocument::new(&dossier, &model, &outcome, &input)?.to_json())
        })
        .await?;
        Ok(result.as_bytes() == kept)
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
        inputs: serde_json::from_str(&run.inputs).unwrap_or(Value::Null),
        by: made.holder,
        at: made.at,
    }
}
