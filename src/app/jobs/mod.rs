//! Jobs: work that takes longer than somebody waits for an answer (spec 4, "Resources": `…/runs`, `…/simulations`).
//!
//! A job is put in the queue of the store and taken by exactly one process, which may be another than the one that was
//! asked. Everything about it is in the store, so that any process can show it.
//!
//! ```text
//! put_in ──► store::jobs ──► work (take, hand) ──► Task ──► outcome and end of the job, in one transaction
//! ```
//!
//! Another kind of job is one more [`Task`].

pub mod hand;
mod line;
mod task;
pub mod work;

pub use crate::store::jobs::State;
pub use hand::first;
pub use line::{JobLine, ProgressLine};
pub use task::Task;

use super::App;
use super::ask::Ask;
use super::chance;
use super::fault::Fault;
use super::reply::{Made, Reply};
use super::rights::{Operation, require};
use crate::domain::language::Language;
use crate::domain::problem::ProblemCode;
use crate::store::jobs::{self, Cancelled};
use crate::store::{Page, audit};
use serde_json::json;

/// Jobs of one organisation that may wait at once.
const MOST_WAITING: u32 = 100;

impl App {
    /// Puts work at the end of the queue, after everything that can be refused at once was looked at.
    pub async fn put_in(&self, ask: &Ask, task: Task, language: Language) -> Result<Reply, Fault> {
        let reply = self
            .once(ask, async |tx| {
                task.check(self, tx).await?;
                let waiting = Page { after: 0, limit: MOST_WAITING };
                if jobs::list(tx, Some(State::Waiting), waiting).await?.len() >= waiting.limit as usize {
                    return Err(crowded());
                }
                let id = chance::id("job")?;
                jobs::add(tx, &id, task.kind(), &task.stored(ask)?, &ask.stamp()).await?;
                let details = json!({"kind": task.kind(), "request": task.told()?});
                audit::append(tx, &ask.entry("job.asked", &id, &details)).await?;
                let made = jobs::get(tx, &id).await?.ok_or_else(unknown)?;
                Ok(Made::accepted(location(ask.organisation(), &id), line::line(made, language)))
            })
            .await?;
        self.bell.notify_one();
        Ok(reply)
    }

    /// Jobs in the order they were put in, ended ones too; of one state or of all.
    pub async fn jobs(
        &self,
        ask: &Ask,
        state: Option<State>,
        page: Page,
        language: Language,
    ) -> Result<Vec<(i64, JobLine)>, Fault> {
        require(ask, Operation::ReadJobs)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let found = jobs::list(&mut view, state, page).await?;
        Ok(found.into_iter().map(|job| (job.position, line::line(job, language))).collect())
    }

    pub async fn job(&self, ask: &Ask, id: &str, language: Language) -> Result<JobLine, Fault> {
        require(ask, Operation::ReadJobs)?;
        let mut view = self.store.read(ask.organisation()).await?;
        Ok(line::line(jobs::get(&mut view, id).await?.ok_or_else(unknown)?, language))
    }

    /// Cancels a job: at once while it waits; one that runs stops at its next step and keeps nothing. Asked again it is the
    /// same.
    ///
    /// # Errors
    /// `state_conflict` when it ended otherwise.
    pub async fn cancel_job(&self, ask: &Ask, id: &str, language: Language) -> Result<JobLine, Fault> {
        require(ask, Operation::CancelJobs)?;
        let mut tx = self.store.write(ask.organisation()).await?;
        let before = jobs::get(&mut tx, id).await?.ok_or_else(unknown)?;
        if before.cancel_asked.is_some() && matches!(before.state, State::Running | State::Cancelled) {
            return Ok(line::line(before, language));
        }
        let at_once = match jobs::cancel(&mut tx, id, ask.at).await? {
            Cancelled::Now => true,
            Cancelled::Asked => false,
            Cancelled::Unknown => return Err(unknown()),
            Cancelled::Over => {
                return Err(Fault::state(
                    "Deze taak is al afgelopen en kan niet meer worden geannuleerd.",
                    "This job has ended and can no longer be cancelled.",
                ));
            }
        };
        audit::append(&mut tx, &ask.entry("job.cancelled", id, &json!({"at_once": at_once}))).await?;
        let job = jobs::get(&mut tx, id).await?.ok_or_else(unknown)?;
        tx.commit().await?;
        Ok(line::line(job, language))
    }
}

fn location(organisation: &str, id: &str) -> String {
    format!("/api/v1/organisations/{organisation}/jobs/{id}")
}

fn crowded() -> Fault {
    Fault::new(
        ProblemCode::TooManyRequests,
        format!("Er wachten al {MOST_WAITING} taken. Wacht tot er een klaar is, of annuleer er een."),
        format!("{MOST_WAITING} jobs are waiting already. Wait until one is done, or cancel one."),
    )
}

fn unknown() -> Fault {
    Fault::not_found("Deze taak", "job")
}
