//! Objections: a participant disputes a line of a run (spec 4, «Resources»: `…/runs/{id}/objections`).

use super::question::Row;
use super::words::words;
use super::{Page, Stamp, StoreFault, Tx, View};

words! {
    /// How far an objection is.
    State {
        Open = "open",
        Upheld = "upheld",
        Rejected = "rejected",
    }
}

/// An objection as it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewObjection {
    pub id: String,
    pub run: String,
    pub participant: String,
    /// JSON: which line.
    pub line: String,
    pub reason: String,
}

/// An objection and what was said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    pub position: i64,
    pub objection: NewObjection,
    pub state: State,
    pub answer: Option<String>,
    pub made: Stamp,
    pub ended: Option<Stamp>,
}

/// Objects. Errors: [`StoreFault::Exists`] when the id is taken, [`StoreFault::Dangling`] when there is no such run.
pub async fn add(tx: &mut Tx, objection: &NewObjection, made: &Stamp) -> Result<(), StoreFault> {
    tx.ask(
        "INSERT INTO objections (organisation, id, position, run, participant, line, reason, state, \
         made_key, made_holder, made_at) VALUES ($1, $2, \
         (SELECT COALESCE(MAX(position), 0) + 1 FROM objections WHERE organisation = $1), $3, $4, $5, $6, 'open', \
         $7, $8, $9)",
    )
    .text(&objection.id)
    .text(&objection.run)
    .text(&objection.participant)
    .text(&objection.line)
    .text(&objection.reason)
    .stamp(made)
    .run()
    .await?;
    Ok(())
}

/// Upholds or rejects an open one. False when there is none that is open.
pub async fn answer(tx: &mut Tx, id: &str, upheld: bool, answer: &str, ended: &Stamp) -> Result<bool, StoreFault> {
    let state = if upheld { State::Upheld } else { State::Rejected };
    let sql = "UPDATE objections SET state = $3, answer = $4, ended_key = $5, ended_holder = $6, ended_at = $7 \
         WHERE organisation = $1 AND id = $2 AND state = 'open'";
    Ok(tx.ask(sql).text(id).text(state.as_str()).text(answer).stamp(ended).run().await? == 1)
}

/// One objection.
pub async fn get(view: &mut View, id: &str) -> Result<Option<Objection>, StoreFault> {
    view.ask("SELECT * FROM objections WHERE organisation = $1 AND id = $2").text(id).maybe(read).await
}

/// Of a run or of all runs, of a participant or of all, in the order they were made.
pub async fn list(
    view: &mut View,
    run: Option<&str>,
    participant: Option<&str>,
    page: Page,
) -> Result<Vec<Objection>, StoreFault> {
    let sql = "SELECT * FROM objections WHERE organisation = $1 AND ($2 IS NULL OR run = $2) \
         AND ($3 IS NULL OR participant = $3) AND position > $4 ORDER BY position LIMIT $5";
    view.ask(sql).maybe_text(run).maybe_text(participant).page(page).all(read).await
}

fn read(row: &Row) -> Result<Objection, StoreFault> {
    Ok(Objection {
        position: row.number("position")?,
        objection: NewObjection {
            id: row.text("id")?,
            run: row.text("run")?,
            participant: row.text("participant")?,
            line: row.text("line")?,
            reason: row.text("reason")?,
        },
        state: State::stored(&row.text("state")?)?,
        answer: row.maybe_text("answer")?,
        made: row.made()?,
        ended: row.ended()?,
    })
}
