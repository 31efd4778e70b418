//! Long work: a queue that any number of processes take from, each job by exactly one of them.
//!
//! A process holds a job by a lease that it renews. When it dies the lease runs out and another takes the job again, with
//! the next attempt. Clocks of processes may differ or go back: then a job may be taken while its first process still
//! works, or taken late, but what counts happens once. Whoever ends a job does so under the number of its attempt, in the
//! transaction that writes the outcome, and only the last attempt can.

use super::question::Row;
use super::words::words;
use super::{Page, Stamp, Store, StoreFault, Time, Tx, View};

words! {
    /// How far a job is.
    State {
        Waiting = "waiting",
        Running = "running",
        Done = "done",
        Failed = "failed",
        Cancelled = "cancelled",
    }
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub organisation: String,
    pub id: String,
    pub position: i64,
    pub kind: String,
    /// JSON.
    pub request: String,
    pub state: State,
    /// How often it was taken.
    pub attempt: i64,
    pub progress: Progress,
    /// JSON, when it has ended.
    pub answer: Option<String>,
    pub cancel_asked: Option<Time>,
    pub lease_until: Option<Time>,
    pub made: Stamp,
    pub finished: Option<Time>,
}

/// How far a job is, for whoever watches it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: i64,
    pub total: i64,
    pub words: String,
}

/// What a process that took a job shows to renew or end it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub organisation: String,
    pub id: String,
    attempt: i64,
}

/// What a process is told when it renews its lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beat {
    GoOn,
    /// Somebody asked for it to be cancelled.
    Cancel,
    /// The job was taken by another, or ended: stop, nothing of it will count.
    Lost,
}

/// What came of asking for a job to be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// It had not begun, and will not.
    Now,
    /// Whoever runs it is told with the next beat.
    Asked,
    /// It had ended.
    Over,
    Unknown,
}

/// Puts a job at the end of the queue. Errors: [`StoreFault::Exists`] when the id is taken.
pub async fn add(tx: &mut Tx, id: &str, kind: &str, request: &str, made: &Stamp) -> Result<(), StoreFault> {
    tx.ask(
        "INSERT INTO jobs (organisation, id, position, kind, request, state, attempt, done, total, words, \
         made_key, made_holder, made_at) VALUES ($1, $2, \
         (SELECT COALESCE(MAX(position), 0) + 1 FROM jobs WHERE organisation = $1), $3, $4, 'waiting', 0, 0, 0, '', \
         $5, $6, $7)",
    )
    .text(id)
    .text(kind)
    .text(request)
    .stamp(made)
    .run()
    .await?;
    Ok(())
}

/// Takes the oldest job of any organisation that waits or whose lease ran out, if there is one.
pub async fn take(
    store: &Store,
    worker: &str,
    now: Time,
    lease_millis: i64,
) -> Result<Option<(Ticket, Job)>, StoreFault> {
    let free = "SELECT organisation, id, attempt FROM jobs WHERE state = 'waiting' \
         OR (state = 'running' AND lease_until <= $1) ORDER BY made_at, position LIMIT 8";
    // Said again where it is written: between looking and writing another may have taken it, and then it is not free.
    let take = "UPDATE jobs SET state = 'running', attempt = attempt + 1, worker = $4, lease_until = $5 \
         WHERE organisation = $1 AND id = $2 AND attempt = $3 \
         AND (state = 'waiting' OR (state = 'running' AND lease_until <= $6))";
    let read = |row: &Row| Ok((row.text("organisation")?, row.text("id")?, row.number("attempt")?));
    loop {
        // Most of the time there is nothing, and whoever only looks takes no turn of those who write.
        let found = store.read("").await?.ask_of_all(free).time(now).all(read).await?;
        if found.is_empty() {
            return Ok(None);
        }
        let mut tx = store.begin("").await?;
        for (organisation, id, attempt) in found {
            let taken = tx.ask_of_all(take).text(&organisation).text(&id).number(attempt);
            let taken = taken.text(worker).time(now.plus_millis(lease_millis)).time(now).run().await?;
            if taken == 1 {
                let sql = "SELECT * FROM jobs WHERE organisation = $1 AND id = $2";
                let job = tx.ask_of_all(sql).text(&organisation).text(&id).one(read_job).await?;
                tx.commit().await?;
                return Ok(Some((Ticket { organisation, id, attempt: attempt + 1 }, job)));
            }
        }
        // All of them went to others: look again.
        tx.rollback().await?;
    }
}

/// Renews the lease, and says how far the job is. Writes beside the writers of the organisation.
pub async fn beat(
    store: &Store,
    ticket: &Ticket,
    progress: &Progress,
    now: Time,
    lease_millis: i64,
) -> Result<Beat, StoreFault> {
    let mut tx = store.begin(&ticket.organisation).await?;
    let sql = "UPDATE jobs SET lease_until = $4, done = $5, total = $6, words = $7 \
         WHERE organisation = $1 AND id = $2 AND attempt = $3 AND state = 'running'";
    let beaten = tx.ask(sql).text(&ticket.id).number(ticket.attempt).time(now.plus_millis(lease_millis));
    if beaten.number(progress.done).number(progress.total).text(&progress.words).run().await? != 1 {
        return Ok(Beat::Lost);
    }
    let job = get(&mut tx, &ticket.id).await?;
    tx.commit().await?;
    let asked = job.is_some_and(|job| job.cancel_asked.is_some());
    Ok(if asked { Beat::Cancel } else { Beat::GoOn })
}

/// Says how far a job is within the transaction that ends it.
pub async fn advance(tx: &mut Tx, ticket: &Ticket, progress: &Progress) -> Result<(), StoreFault> {
    let sql = "UPDATE jobs SET done = $4, total = $5, words = $6 \
         WHERE organisation = $1 AND id = $2 AND attempt = $3 AND state = 'running'";
    let advanced = tx.ask(sql).text(&ticket.id).number(ticket.attempt);
    advanced.number(progress.done).number(progress.total).text(&progress.words).run().await?;
    Ok(())
}

/// Gives a job back, to be taken by another at once: a process that stops in order. False when it was lost before.
pub async fn give_back(store: &Store, ticket: &Ticket) -> Result<bool, StoreFault> {
    let mut tx = store.begin(&ticket.organisation).await?;
    let sql = "UPDATE jobs SET state = 'waiting', worker = NULL, lease_until = NULL \
         WHERE organisation = $1 AND id = $2 AND attempt = $3 AND state = 'running'";
    let given = tx.ask(sql).text(&ticket.id).number(ticket.attempt).run().await?;
    tx.commit().await?;
    Ok(given == 1)
}

/// Ends a job in the transaction that writes what came of it. False when the job was lost to another: then the transaction
/// must not be committed.
#[must_use = "a transaction of a job that was lost must not be committed"]
pub async fn finish(tx: &mut Tx, ticket: &Ticket, state: State, answer: &str, now: Time) -> Result<bool, StoreFault> {
    let sql = "UPDATE jobs SET state = $4, answer = $5, finished_at = $6, lease_until = NULL \
         WHERE organisation = $1 AND id = $2 AND attempt = $3 AND state = 'running'";
    let ended = tx.ask(sql).text(&ticket.id).number(ticket.attempt).text(state.as_str()).text(answer).time(now);
    Ok(ended.run().await? == 1)
}

/// Asks for a job to be cancelled.
pub async fn cancel(tx: &mut Tx, id: &str, now: Time) -> Result<Cancelled, StoreFault> {
    let waiting = "UPDATE jobs SET state = 'cancelled', cancel_asked_at = $3, finished_at = $3 \
         WHERE organisation = $1 AND id = $2 AND state = 'waiting'";
    if tx.ask(waiting).text(id).time(now).run().await? == 1 {
        return Ok(Cancelled::Now);
    }
    let running = "UPDATE jobs SET cancel_asked_at = COALESCE(cancel_asked_at, $3) \
         WHERE organisation = $1 AND id = $2 AND state = 'running'";
    if tx.ask(running).text(id).time(now).run().await? == 1 {
        return Ok(Cancelled::Asked);
    }
    Ok(if get(tx, id).await?.is_some() { Cancelled::Over } else { Cancelled::Unknown })
}

/// One job.
pub async fn get(view: &mut View, id: &str) -> Result<Option<Job>, StoreFault> {
    view.ask("SELECT * FROM jobs WHERE organisation = $1 AND id = $2").text(id).maybe(read_job).await
}

/// In the order they were put in; of one state or of all.
pub async fn list(view: &mut View, state: Option<State>, page: Page) -> Result<Vec<Job>, StoreFault> {
    let sql = "SELECT * FROM jobs WHERE organisation = $1 AND ($2 IS NULL OR state = $2) AND position > $3 \
         ORDER BY position LIMIT $4";
    view.ask(sql).maybe_text(state.map(State::as_str)).page(page).all(read_job).await
}

fn read_job(row: &Row) -> Result<Job, StoreFault> {
    Ok(Job {
        organisation: row.text("organisation")?,
        id: row.text("id")?,
        position: row.number("position")?,
        kind: row.text("kind")?,
        request: row.text("request")?,
        state: State::stored(&row.text("state")?)?,
        attempt: row.number("attempt")?,
        progress: Progress { done: row.number("done")?, total: row.number("total")?, words: row.text("words")? },
        answer: row.maybe_text("answer")?,
        cancel_asked: row.maybe_time("cancel_asked_at")?,
        lease_until: row.maybe_time("lease_until")?,
        made: row.made()?,
        finished: row.maybe_time("finished_at")?,
    })
}
