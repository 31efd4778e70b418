//! What needs two people: one asks, another approves, and what was approved is used once (spec 4, «Roles», four eyes).

use super::question::Row;
use super::words::words;
use super::{Page, Stamp, StoreFault, Time, Tx, View};

words! {
    /// How far a request is.
    State {
        Asked = "asked",
        Approved = "approved",
        Refused = "refused",
        Used = "used",
        Expired = "expired",
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub id: String,
    /// `settlement`, `iban`, `payments`, ….
    pub kind: String,
    /// What it is about: a year, a payee, a run.
    pub subject: String,
    /// JSON: exactly what is consented to.
    pub request: String,
}

/// A request and what was said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    pub position: i64,
    pub asked: Request,
    pub state: State,
    pub made: Stamp,
    /// Who approved or refused.
    pub ended: Option<Stamp>,
    pub used: Option<Time>,
}

/// What came of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    Done,
    /// Whoever asked may not answer: neither with the same key nor with another of the same holder.
    SamePerson,
    /// It was answered, used or expired before.
    Over,
    Unknown,
}

/// Asks. Errors: [`StoreFault::Exists`] when the id is taken.
pub async fn ask(tx: &mut Tx, request: &Request, made: &Stamp) -> Result<(), StoreFault> {
    tx.ask(
        "INSERT INTO consents (organisation, id, position, kind, subject, request, state, \
         made_key, made_holder, made_at) VALUES ($1, $2, \
         (SELECT COALESCE(MAX(position), 0) + 1 FROM consents WHERE organisation = $1), $3, $4, $5, 'asked', \
         $6, $7, $8)",
    )
    .text(&request.id)
    .text(&request.kind)
    .text(&request.subject)
    .text(&request.request)
    .stamp(made)
    .run()
    .await?;
    Ok(())
}

/// Approves or refuses.
pub async fn answer(tx: &mut Tx, id: &str, approve: bool, ended: &Stamp) -> Result<Answered, StoreFault> {
    let Some(consent) = get(tx, id).await? else { return Ok(Answered::Unknown) };
    if consent.state != State::Asked {
        return Ok(Answered::Over);
    }
    if consent.made.key == ended.key || consent.made.holder == ended.holder {
        return Ok(Answered::SamePerson);
    }
    let state = if approve { State::Approved } else { State::Refused };
    let sql = "UPDATE consents SET state = $3, ended_key = $4, ended_holder = $5, ended_at = $6 \
         WHERE organisation = $1 AND id = $2 AND state = 'asked'";
    let done = tx.ask(sql).text(id).text(state.as_str()).stamp(ended).run().await?;
    Ok(if done == 1 { Answered::Done } else { Answered::Over })
}

/// Uses an approval up, in the transaction of what it approves. False when it is not approved, or was used before.
#[must_use = "without consent nothing may happen"]
pub async fn use_up(tx: &mut Tx, id: &str, now: Time) -> Result<bool, StoreFault> {
    let sql = "UPDATE consents SET state = 'used', used_at = $3 \
         WHERE organisation = $1 AND id = $2 AND state = 'approved'";
    Ok(tx.ask(sql).text(id).time(now).run().await? == 1)
}

/// Ends what was asked before a moment and not used; gives how many.
pub async fn expire(tx: &mut Tx, asked_before: Time) -> Result<u64, StoreFault> {
    let sql = "UPDATE consents SET state = 'expired' WHERE organisation = $1 AND made_at < $2 \
         AND state IN ('asked', 'approved')";
    tx.ask(sql).time(asked_before).run().await
}

/// One request.
pub async fn get(view: &mut View, id: &str) -> Result<Option<Consent>, StoreFault> {
    view.ask("SELECT * FROM consents WHERE organisation = $1 AND id = $2").text(id).maybe(read).await
}

/// In the order they were asked, of a state or of all.
pub async fn list(view: &mut View, state: Option<State>, page: Page) -> Result<Vec<Consent>, StoreFault> {
    let sql = "SELECT * FROM consents WHERE organisation = $1 AND ($2 IS NULL OR state = $2) AND position > $3 \
         ORDER BY position LIMIT $4";
    view.ask(sql).maybe_text(state.map(State::as_str)).page(page).all(read).await
}

fn read(row: &Row) -> Result<Consent, StoreFault> {
    let (id, kind, subject, request) = (row.text("id")?, row.text("kind")?, row.text("subject")?, row.text("request")?);
    Ok(Consent {
        position: row.number("position")?,
        asked: Request { id, kind, subject, request },
        state: State::stored(&row.text("state")?)?,
        made: row.made()?,
        ended: row.ended()?,
        used: row.maybe_time("used_at")?,
    })
}
