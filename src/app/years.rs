//! The close: whether a year is open or settled, and per month a checklist (spec 4, "Resources": `…/years/{year}`).

use super::App;
use super::ask::Ask;
use super::dossiers::{Inputs, aside};
use super::fault::Fault;
use super::models;
use super::rights::{Operation, require, require_own};
use crate::calc;
use crate::calc::checklist::{Checklist, Told, checklist, volumes};
use crate::calc::trace::Silent;
use crate::domain::date::{Date, last_day};
use crate::domain::run::{Basis, RunKind, RunSpec};
use crate::store::{Time, audit, years};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A year.
#[derive(Serialize, ToSchema)]
pub struct YearLine {
    pub year: i32,
    /// `open` or `settled`.
    pub state: String,
    /// The run that settled it.
    pub settlement: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub settled_at: Option<Time>,
    /// Runs that corrected it since, from the first.
    pub corrections: Vec<String>,
    /// Per month; none before there is a model to look with.
    #[schema(value_type = Option<Checklist>)]
    pub checklist: Value,
}

impl App {
    pub async fn year(&self, ask: &Ask, year: i32) -> Result<YearLine, Fault> {
        require(ask, Operation::ReadYears)?;
        if Date::new(year, 1, 1).is_none() {
            return Err(Fault::not_found("Dit jaar", "year"));
        }
        let mut view = self.store.read(ask.organisation()).await?;
        let mut settlements = years::settlements(&mut view, year).await?.into_iter();
        let settlement = settlements.next();
        let complete = years::complete(&mut view, year).await?;
        let (last, version) = models::last_used(&mut view, Some(year)).await?;
        let found = match version {
            None => Value::Null,
            Some(version) => {
                let inputs = Inputs::current(&mut view).await?;
                let dossier = self.dossiers.get(&mut view, &inputs).await?;
                let since = last.map(|run| super::decisions::today(run.made.at));
                aside(move || {
                    let model = models::parse(&models::file_of(&version.name), &version.toml, &dossier.reference)?;
                    let (basis, kind) = (Basis::Accepted, RunKind::Interim);
                    let spec = RunSpec { year, to: last_day(year), as_of: None, basis, kind };
                    let outcome = calc::run::run(&dossier, &model, &spec, &mut Silent)?;
                    let before = volumes(&dossier, year - 1);
                    let said = complete.iter().filter(|one| one.withdrawn.is_none()).filter_map(|one| {
                        let who = dossier.reference.find_participant(&one.participant)?;
                        Some((who, u32::try_from(one.month).ok()?))
                    });
                    let told = Told { complete: said.collect(), last_year: &before, since };
                    let list: Checklist = checklist(&dossier, &outcome, &told)?;
                    serde_json::to_value(&list).map_err(|fault| Fault::internal(format!("no JSON: {fault}")))
                })
                .await?
            }
        };
        Ok(YearLine {
            year,
            state: if settlement.is_some() { "settled" } else { "open" }.to_owned(),
            settled_at: settlement.as_ref().map(|one| one.made.at),
            settlement: settlement.map(|one| one.run),
            corrections: settlements.map(|one| one.run).collect(),
            checklist: found,
        })
    }

    /// A participant says that its deliveries of a month are complete, or takes that back.
    pub async fn say_complete(
        &self,
        ask: &Ask,
        (year, month): (i32, u32),
        participant: &str,
        is_complete: bool,
    ) -> Result<(), Fault> {
        require_own(ask, Operation::SayComplete, participant)?;
        if Date::new(year, month, 1).is_none() {
            return Err(Fault::not_found("Deze maand", "month"));
        }
        let mut tx = self.store.write(ask.organisation()).await?;
        let inputs = Inputs::current(&mut tx).await?;
        let dossier = self.dossiers.get(&mut tx, &inputs).await?;
        if dossier.reference.find_participant(participant).is_none() {
            return Err(Fault::not_found("Deze deelnemer", "participant"));
        }
        let when = (year, i64::from(month));
        let changed = if is_complete {
            years::say_complete(&mut tx, when, participant, &ask.stamp()).await?
        } else {
            years::take_back(&mut tx, when, participant, &ask.stamp()).await?
        };
        if changed {
            let action = if is_complete { "month.complete" } else { "month.reopened" };
            let details = json!({"year": year, "month": month});
            audit::append(&mut tx, &ask.entry(action, participant, &details)).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
