//! What needs two people: the controller asks, the board approves, never the same key holder (spec 4, "Roles").

use super::App;
use super::accounts;
use super::ask::Ask;
use super::chance;
use super::fault::Fault;
use super::reply::{Made, Reply};
use super::rights::{Operation, require};
use crate::domain::problem::ProblemCode;
use crate::store::consents::{self, Answered, Consent, Request, State};
use crate::store::{Page, Time, Tx, View, audit};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What the board is asked to approve.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentWish {
    /// `settlement`, or `iban` for where money goes.
    #[schema(pattern = "^(settlement|iban)$", example = "settlement")]
    pub kind: String,
    /// What it is about: a year, or the file that changes an account.
    #[schema(example = "2026")]
    pub subject: String,
    /// Exactly what is consented to. Of a settlement its year; of accounts what the refusal of the file says.
    #[schema(example = json!({"year": 2026}))]
    pub request: BTreeMap<String, Fact>,
}

/// A whole number, a text, or several texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Fact {
    Number(i64),
    Text(String),
    Texts(Vec<String>),
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsentLine {
    pub id: String,
    pub kind: String,
    pub subject: String,
    #[schema(value_type = BTreeMap<String, Fact>)]
    pub request: Value,
    pub state: String,
    pub asked_by: String,
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Time,
    pub answered_by: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub answered_at: Option<Time>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub used_at: Option<Time>,
}

/// Kinds that there are.
pub const SETTLEMENT: &str = "settlement";
pub const IBAN: &str = "iban";
const KINDS: [&str; 2] = [SETTLEMENT, IBAN];

impl App {
    pub async fn ask_consent(&self, ask: &Ask, wish: ConsentWish) -> Result<Reply, Fault> {
        require(ask, Operation::AskConsent)?;
        if !KINDS.contains(&wish.kind.as_str()) {
            let kinds = KINDS.join(", ");
            return Err(Fault::field(
                "kind",
                &wish.kind,
                format!("Toestemming wordt gevraagd voor: {kinds}."),
                format!("Consent is asked for: {kinds}."),
            ));
        }
        if wish.kind == IBAN {
            accounts::check_request(&wish.subject, &json!(wish.request))?;
        }
        self.once(ask, async |tx| {
            let id = chance::id("consent")?;
            let request = Request {
                id: id.clone(),
                kind: wish.kind.clone(),
                subject: wish.subject.clone(),
                request: json!(wish.request).to_string(),
            };
            consents::ask(tx, &request, &ask.stamp()).await?;
            let details = json!({"kind": wish.kind, "subject": wish.subject, "request": wish.request});
            audit::append(tx, &ask.entry("consent.asked", &id, &details)).await?;
            let location = format!("/api/v1/organisations/{}/consents/{id}", ask.organisation());
            let made = consents::get(tx, &id).await?.ok_or_else(unknown)?;
            Ok(Made::created(location, line(made)))
        })
        .await
    }

    pub async fn answer_consent(&self, ask: &Ask, id: &str, approve: bool) -> Result<Reply, Fault> {
        require(ask, Operation::AnswerConsent)?;
        self.once(ask, async |tx| {
            match consents::answer(tx, id, approve, &ask.stamp()).await? {
                Answered::Done => {}
                Answered::Unknown => return Err(unknown()),
                Answered::Over => {
                    return Err(Fault::state("Op dit verzoek is al geantwoord.", "This request was answered before."));
                }
                Answered::SamePerson => {
                    return Err(Fault::new(
                        ProblemCode::ConsentRequired,
                        "Wie het vraagt, kan het niet zelf goedkeuren.",
                        "Who asks cannot approve it.",
                    ));
                }
            }
            let action = if approve { "consent.approved" } else { "consent.refused" };
            audit::append(tx, &ask.entry(action, id, &json!({}))).await?;
            let made = consents::get(tx, id).await?.ok_or_else(unknown)?;
            Ok(Made::ok(line(made)))
        })
        .await
    }

    pub async fn consents(&self, ask: &Ask, page: Page) -> Result<Vec<(i64, ConsentLine)>, Fault> {
        require(ask, Operation::ReadConsents)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let found = consents::list(&mut view, None, page).await?;
        Ok(found.into_iter().map(|consent| (consent.position, line(consent))).collect())
    }
}

/// The id of an approved consent that was given for exactly this and was not used.
pub async fn approved(view: &mut View, id: Option<&str>, kind: &str, request: &Value) -> Result<String, Fault> {
    let refused = |nl: &str, en: &str| Err(Fault::new(ProblemCode::ConsentRequired, nl, en));
    let Some(id) = id else {
        return refused(
            "Hiervoor is de toestemming van een tweede persoon nodig; vraag haar aan met POST …/consents.",
            "This needs the consent of a second person; ask for it with POST …/consents.",
        );
    };
    let found = consents::get(view, id).await?.filter(|consent| consent.asked.kind == kind);
    let Some(found) = found else { return refused("Die toestemming is er niet.", "There is no such consent.") };
    let given: Value = serde_json::from_str(&found.asked.request).unwrap_or(Value::Null);
    if given != *request {
        return refused("Die toestemming is voor iets anders gegeven.", "That consent was given for something else.");
    }
    if found.state != State::Approved || found.used.is_some() {
        return Err(not_given());
    }
    Ok(id.to_owned())
}

/// Uses an approved consent, once.
pub async fn use_up(tx: &mut Tx, id: &str, now: Time) -> Result<(), Fault> {
    if consents::use_up(tx, id, now).await? { Ok(()) } else { Err(not_given()) }
}

fn not_given() -> Fault {
    Fault::new(
        ProblemCode::ConsentRequired,
        "Die toestemming is nog niet gegeven, of al gebruikt.",
        "That consent was not given yet, or was used before.",
    )
}

fn unknown() -> Fault {
    Fault::not_found("Dit verzoek", "request for consent")
}

fn line(consent: Consent) -> ConsentLine {
    ConsentLine {
        id: consent.asked.id,
        kind: consent.asked.kind,
        subject: consent.asked.subject,
        request: serde_json::from_str(&consent.asked.request).unwrap_or(Value::Null),
        state: consent.state.as_str().to_owned(),
        asked_by: consent.made.holder,
        asked_at: consent.made.at,
        answered_by: consent.ended.as_ref().map(|stamp| stamp.holder.clone()),
        answered_at: consent.ended.map(|stamp| stamp.at),
        used_at: consent.used,
    }
}
