//! Decisions: a version of a model is proposed with what it is judged on, the disciplines answer, and it is adopted,
//! returned, stuck or withdrawn (spec 4, «Decisions»). The rules are the caller's; the store keeps what happened.

use super::question::Row;
use super::words::words;
use super::{Hash, Page, Stamp, StoreFault, Tx, View};

words! {
    /// What came of a proposal.
    State {
        Proposed = "proposed",
        Adopted = "adopted",
        Returned = "returned",
        Stuck = "stuck",
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What a discipline says.
    Word {
        Consent = "consent",
        Objection = "objection",
    }
}

/// A proposal, as it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub id: String,
    pub model: String,
    pub version: i64,
    pub shadow_tariffs_sha256: Hash,
    pub reference_income_sha256: Hash,
    /// The simulation that was looked at.
    pub simulation_sha256: Option<Hash>,
    /// JSON: names and hashes of the papers.
    pub papers: String,
    /// ISO 8601 date.
    pub meeting: String,
    /// ISO 8601 date.
    pub active_from: String,
}

/// A proposal and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub position: i64,
    pub proposal: Proposal,
    pub state: State,
    /// The text of an arbitration, when there was one.
    pub arbitration: Option<String>,
    pub made: Stamp,
    /// When and by whom the state was last changed.
    pub ended: Option<Stamp>,
}

/// What a discipline answered. The last answer of a discipline counts; all of them are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub discipline: String,
    pub word: Word,
    pub argument: String,
    pub made: Stamp,
}

/// Proposes.
///
/// Errors: [`StoreFault::Exists`] when the id is taken, [`StoreFault::Dangling`] when there is no such version.
pub async fn propose(tx: &mut Tx, proposal: &Proposal, made: &Stamp) -> Result<i64, StoreFault> {
    let position = tx
        .ask("SELECT COALESCE(MAX(position), 0) + 1 AS position FROM decisions WHERE organisation = $1")
        .one(|row| row.number("position"))
        .await?;
    tx.ask(
        "INSERT INTO decisions (organisation, id, position, model, version, shadow_tariffs_sha256, \
         reference_income_sha256, simulation_sha256, papers, meeting, active_from, state, \
         made_key, made_holder, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .text(&proposal.id)
    .number(position)
    .text(&proposal.model)
    .number(proposal.version)
    .hash(&proposal.shadow_tariffs_sha256)
    .hash(&proposal.reference_income_sha256)
    .maybe_hash(proposal.simulation_sha256.as_ref())
    .text(&proposal.papers)
    .text(&proposal.meeting)
    .text(&proposal.active_from)
    .text(State::Proposed.as_str())
    .stamp(made)
    .run()
    .await?;
    Ok(position)
}

/// Adds the answer of a discipline. Errors: [`StoreFault::Dangling`] when there is no such decision.
pub async fn answer(tx: &mut Tx, id: &str, answer: &Answer) -> Result<(), StoreFault> {
    let sql = "SELECT COALESCE(MAX(position), 0) + 1 AS position FROM decision_answers \
         WHERE organisation = $1 AND decision = $2";
    let position = tx.ask(sql).text(id).one(|row| row.number("position")).await?;
    tx.ask(
        "INSERT INTO decision_answers (organisation, decision, position, discipline, answer, argument, \
         made_key, made_holder, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .text(id)
    .number(position)
    .text(&answer.discipline)
    .text(answer.word.as_str())
    .text(&answer.argument)
    .stamp(&answer.made)
    .run()
    .await?;
    Ok(())
}

/// Every answer to a proposal, in the order they were given.
pub async fn answers(view: &mut View, id: &str) -> Result<Vec<Answer>, StoreFault> {
    let sql = "SELECT * FROM decision_answers WHERE organisation = $1 AND decision = $2 ORDER BY position";
    view.ask(sql).text(id).all(read_answer).await
}

/// Moves a decision from one state to another; false when it is not in the first, and then nothing is written.
pub async fn conclude(
    tx: &mut Tx,
    id: &str,
    from: State,
    to: State,
    arbitration: Option<&str>,
    ended: &Stamp,
) -> Result<bool, StoreFault> {
    let sql = "UPDATE decisions SET state = $4, arbitration = COALESCE($5, arbitration), \
         ended_key = $6, ended_holder = $7, ended_at = $8, adopted = CASE WHEN $4 = 'adopted' THEN \
         (SELECT COALESCE(MAX(adopted), 0) + 1 FROM decisions WHERE organisation = $1) ELSE adopted END \
         WHERE organisation = $1 AND id = $2 AND state = $3";
    let moved = tx.ask(sql).text(id).text(from.as_str()).text(to.as_str()).maybe_text(arbitration).stamp(ended);
    Ok(moved.run().await? == 1)
}

/// One decision.
pub async fn get(view: &mut View, id: &str) -> Result<Option<Decision>, StoreFault> {
    view.ask("SELECT * FROM decisions WHERE organisation = $1 AND id = $2").text(id).maybe(read).await
}

/// In the order they were proposed.
pub async fn list(view: &mut View, page: Page) -> Result<Vec<Decision>, StoreFault> {
    let sql = "SELECT * FROM decisions WHERE organisation = $1 AND position > $2 ORDER BY position LIMIT $3";
    view.ask(sql).page(page).all(read).await
}

/// The adopted decision that is in force on a day (ISO 8601): the one with the latest date it is active from, and of those
/// the one adopted last.
pub async fn active(view: &mut View, day: &str) -> Result<Option<Decision>, StoreFault> {
    let sql = "SELECT * FROM decisions WHERE organisation = $1 AND state = 'adopted' AND active_from <= $2 \
         ORDER BY active_from DESC, adopted DESC LIMIT 1";
    view.ask(sql).text(day).maybe(read).await
}

/// Whether a version of a model was ever adopted.
pub async fn was_adopted(view: &mut View, model: &str, version: i64) -> Result<bool, StoreFault> {
    let sql = "SELECT * FROM decisions WHERE organisation = $1 AND model = $2 AND version = $3 AND state = 'adopted' \
         LIMIT 1";
    Ok(view.ask(sql).text(model).number(version).maybe(read).await?.is_some())
}

fn read(row: &Row) -> Result<Decision, StoreFault> {
    Ok(Decision {
        position: row.number("position")?,
        proposal: Proposal {
            id: row.text("id")?,
            model: row.text("model")?,
            version: row.number("version")?,
            shadow_tariffs_sha256: row.hash("shadow_tariffs_sha256")?,
            reference_income_sha256: row.hash("reference_income_sha256")?,
            simulation_sha256: row.maybe_hash("simulation_sha256")?,
            papers: row.text("papers")?,
            meeting: row.text("meeting")?,
            active_from: row.text("active_from")?,
        },
        state: State::stored(&row.text("state")?)?,
        arbitration: row.maybe_text("arbitration")?,
        made: row.made()?,
        ended: row.ended()?,
    })
}

fn read_answer(row: &Row) -> Result<Answer, StoreFault> {
    Ok(Answer {
        discipline: row.text("discipline")?,
        word: Word::stored(&row.text("answer")?)?,
        argument: row.text("argument")?,
        made: row.made()?,
    })
}
