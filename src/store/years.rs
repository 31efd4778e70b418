//! The close: which run settled a year, which corrected it, and which participants say a month is complete (spec 4,
//! «Resources»: `…/years`).

use super::question::Row;
use super::{Stamp, StoreFault, Tx, View};

/// A run that settled a year, or corrected what was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    pub year: i32,
    /// 1 settled the year; later ones corrected it.
    pub turn: i64,
    pub run: String,
    /// Batch of the deliveries that it paid, if there were any that no settlement before it had paid.
    pub batch: Option<String>,
    pub made: Stamp,
}

/// What a participant said of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complete {
    pub position: i64,
    pub year: i32,
    /// 1 to 12.
    pub month: i64,
    pub participant: String,
    pub made: Stamp,
    pub withdrawn: Option<Stamp>,
}

/// What came of a settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    Done(Settlement),
    /// The year has other settlements than was thought: somebody else was first. Nothing was written.
    Raced(Vec<Settlement>),
}

/// Settles a year by a run, or corrects it; `before` is the number of settlements the caller knows of.
///
/// Errors: [`StoreFault::Dangling`] when there is no such run.
pub async fn settle(
    tx: &mut Tx,
    year: i32,
    before: i64,
    run: &str,
    batch: Option<&str>,
    made: &Stamp,
) -> Result<Settled, StoreFault> {
    let there = settlements(tx, year).await?;
    let last = there.last().map_or(0, |settlement| settlement.turn);
    if last != before {
        return Ok(Settled::Raced(there));
    }
    let (run, batch) = (run.to_owned(), batch.map(str::to_owned));
    let settlement = Settlement { year, turn: last + 1, run, batch, made: made.clone() };
    tx.ask(
        "INSERT INTO settlements (organisation, year, turn, run, batch, made_key, made_holder, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .number(i64::from(year))
    .number(settlement.turn)
    .text(&settlement.run)
    .maybe_text(settlement.batch.as_deref())
    .stamp(made)
    .run()
    .await?;
    Ok(Settled::Done(settlement))
}

/// The settlements of a year, from the first; a year without any is open.
pub async fn settlements(view: &mut View, year: i32) -> Result<Vec<Settlement>, StoreFault> {
    let sql = "SELECT * FROM settlements WHERE organisation = $1 AND year = $2 ORDER BY turn";
    view.ask(sql).number(i64::from(year)).all(read_settlement).await
}

/// The settlements of all years.
pub async fn all(view: &mut View) -> Result<Vec<Settlement>, StoreFault> {
    view.ask("SELECT * FROM settlements WHERE organisation = $1 ORDER BY year, turn").all(read_settlement).await
}

/// A participant says that its deliveries of a month are complete. False when it had said so already.
pub async fn say_complete(
    tx: &mut Tx,
    (year, month): (i32, i64),
    participant: &str,
    made: &Stamp,
) -> Result<bool, StoreFault> {
    let sql = "INSERT INTO months (organisation, position, year, month, participant, made_key, made_holder, made_at) \
         SELECT $1, (SELECT COALESCE(MAX(position), 0) + 1 FROM months WHERE organisation = $1), $2, $3, $4, $5, $6, $7 \
         WHERE NOT EXISTS (SELECT 1 FROM months WHERE organisation = $1 AND year = $2 AND month = $3 \
         AND participant = $4 AND ended_at IS NULL)";
    let said = tx.ask(sql).number(i64::from(year)).number(month).text(participant).stamp(made);
    Ok(said.run().await? == 1)
}

/// Takes back that a month is complete. False when it had not been said.
pub async fn take_back(
    tx: &mut Tx,
    (year, month): (i32, i64),
    participant: &str,
    ended: &Stamp,
) -> Result<bool, StoreFault> {
    let sql = "UPDATE months SET ended_key = $5, ended_holder = $6, ended_at = $7 WHERE organisation = $1 \
         AND year = $2 AND month = $3 AND participant = $4 AND ended_at IS NULL";
    let taken = tx.ask(sql).number(i64::from(year)).number(month).text(participant).stamp(ended);
    Ok(taken.run().await? == 1)
}

/// What was said of the months of a year, in the order it was said; taken back or not.
pub async fn complete(view: &mut View, year: i32) -> Result<Vec<Complete>, StoreFault> {
    let sql = "SELECT * FROM months WHERE organisation = $1 AND year = $2 ORDER BY position";
    view.ask(sql).number(i64::from(year)).all(read_complete).await
}

fn read_settlement(row: &Row) -> Result<Settlement, StoreFault> {
    Ok(Settlement {
        year: row.year("year")?,
        turn: row.number("turn")?,
        run: row.text("run")?,
        batch: row.maybe_text("batch")?,
        made: row.made()?,
    })
}

fn read_complete(row: &Row) -> Result<Complete, StoreFault> {
    Ok(Complete {
        position: row.number("position")?,
        year: row.year("year")?,
        month: row.number("month")?,
        participant: row.text("participant")?,
        made: row.made()?,
        withdrawn: row.ended()?,
    })
}
