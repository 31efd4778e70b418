//! A participant disputes a line of a run (spec 4, "Resources").

use super::App;
use super::ask::Ask;
use super::chance;
use super::fault::Fault;
use super::reply::{Made, Reply};
use super::rights::{Access, Operation, require, require_own};
use super::runs;
use crate::store::objections::{self, NewObjection, Objection};
use crate::store::{Page, Time, audit};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// What is disputed, and why.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectionWish {
    #[schema(example = "VP01")]
    pub participant: String,
    /// Which line of the statement: a claim, an activity, an adjustment.
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S", example = "claim C1")]
    pub about: String,
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S", example = "Two visits are missing.")]
    pub reason: String,
}

/// What is said to an objection.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectionAnswer {
    /// Upheld ones are mended by new rows and the next run.
    pub upheld: bool,
    pub answer: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObjectionLine {
    pub id: String,
    pub run: String,
    pub participant: String,
    pub about: String,
    pub reason: String,
    pub state: String,
    pub answer: Option<String>,
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

impl App {
    pub async fn object(&self, ask: &Ask, run: &str, wish: ObjectionWish) -> Result<Reply, Fault> {
        require_own(ask, Operation::Object, &wish.participant)?;
        for (field, text) in [("about", &wish.about), ("reason", &wish.reason)] {
            if text.trim().is_empty() || text.chars().count() > 2000 {
                return Err(Fault::field(
                    field,
                    "",
                    "Schrijf hier 1 tot 2000 tekens.",
                    "Write 1 to 2000 characters here.",
                ));
            }
        }
        self.once(ask, async |tx| {
            runs::get(tx, run).await?;
            let objection = NewObjection {
                id: chance::id("objection")?,
                run: run.to_owned(),
                participant: wish.participant.clone(),
                line: json!(wish.about).to_string(),
                reason: wish.reason.clone(),
            };
            objections::add(tx, &objection, &ask.stamp()).await?;
            let details = json!({"run": run, "participant": wish.participant});
            audit::append(tx, &ask.entry("objection.made", &objection.id, &details)).await?;
            let made = objections::get(tx, &objection.id).await?.ok_or_else(unknown)?;
            let location = format!("/api/v1/organisations/{}/runs/{run}/objections", ask.organisation());
            Ok(Made::created(location, line(made)))
        })
        .await
    }

    pub async fn objections(&self, ask: &Ask, run: &str, page: Page) -> Result<Vec<(i64, ObjectionLine)>, Fault> {
        let access = require(ask, Operation::ReadObjections)?;
        let mut view = self.store.read(ask.organisation()).await?;
        runs::get(&mut view, run).await?;
        let found = objections::list(&mut view, Some(run), None, page).await?;
        let is_visible =
            |one: &Objection| access == Access::All || ask.caller.scope.contains(&one.objection.participant);
        Ok(found.into_iter().filter(is_visible).map(|one| (one.position, line(one))).collect())
    }

    pub async fn answer_objection(&self, ask: &Ask, id: &str, wish: ObjectionAnswer) -> Result<Reply, Fault> {
        require(ask, Operation::AnswerObjection)?;
        self.once(ask, async |tx| {
            if objections::get(tx, id).await?.is_none() {
                return Err(unknown());
            }
            if !objections::answer(tx, id, wish.upheld, &wish.answer, &ask.stamp()).await? {
                return Err(Fault::state("Op dit bezwaar is al geantwoord.", "This objection was answered before."));
            }
            audit::append(tx, &ask.entry("objection.answered", id, &json!({"upheld": wish.upheld}))).await?;
            let made = objections::get(tx, id).await?.ok_or_else(unknown)?;
            Ok(Made::ok(line(made)))
        })
        .await
    }
}

fn unknown() -> Fault {
    Fault::not_found("Dit bezwaar", "objection")
}

fn line(found: Objection) -> ObjectionLine {
    let Objection { objection, state, answer, made, .. } = found;
    ObjectionLine {
        id: objection.id,
        run: objection.run,
        participant: objection.participant,
        about: serde_json::from_str(&objection.line).unwrap_or_default(),
        reason: objection.reason,
        state: state.as_str().to_owned(),
        answer,
        by: made.holder,
        at: made.at,
    }
}
