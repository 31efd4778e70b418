//! The hand of a process on a job that it took: keeps the lease, tells how far the work is, hears that it has to stop, and
//! ends the job together with what it made.

use super::line;
use super::work::{Desk, Told};
use crate::app::ask::Ask;
use crate::app::fault::Fault;
use crate::app::reply::Heads;
use crate::domain::problem::ProblemCode;
use crate::store::jobs::{self, Beat, Progress, State, Ticket};
use crate::store::{Store, StoreFault, Time, Tx, audit};
use serde_json::json;
use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use tokio::sync::Notify;
use tokio::time::sleep;

/// Why work on a job stops before its end.
#[derive(Debug)]
pub enum Halt {
    /// Somebody asked for it to be cancelled.
    Cancel,
    /// Another process has it, or it ended: nothing of this counts.
    Lost,
    /// The service stops; the job goes back.
    Stop,
    Fault(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Halt {
        Halt::Fault(fault)
    }
}

impl From<StoreFault> for Halt {
    fn from(fault: StoreFault) -> Halt {
        Halt::Fault(fault.into())
    }
}

/// Where the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Batches read, of so many.
    Reading {
        read: usize,
        batches: usize,
    },
    Calculating {
        batches: usize,
    },
    /// So many of [`PROJECTED`] parts of a simulation are calculated.
    Projecting {
        batches: usize,
        parts: usize,
    },
    Writing,
}

/// Parts in which the calculation of a simulation is told.
pub const PROJECTED: usize = 100;

/// Steps as they are stored, in Dutch and in English.
pub const STEPS: [(&str, &str, &str); 3] = [
    ("reading", "Regels lezen", "Reading rows"),
    ("calculating", "Berekenen", "Calculating"),
    ("writing", "Vastleggen", "Writing"),
];

/// A job in hand.
pub struct Hand<'a> {
    store: &'a Store,
    desk: &'a Desk,
    ticket: &'a Ticket,
    asked: Ask,
    progress: RefCell<Progress>,
    /// Parts of its calculation.
    parts: usize,
    /// It came to another step, which is told at once.
    stepped: Notify,
}

impl<'a> Hand<'a> {
    pub fn new(store: &'a Store, desk: &'a Desk, ticket: &'a Ticket, asked: Ask, parts: usize) -> Hand<'a> {
        Hand { store, desk, ticket, asked, progress: RefCell::default(), parts, stepped: Notify::new() }
    }

    pub fn organisation(&self) -> &str {
        self.asked.organisation()
    }

    /// Who asked for the job, doing it now.
    pub fn ask(&self) -> Ask {
        Ask { at: (self.desk.clock)(), ..self.asked.clone() }
    }

    /// Notes where the work is; whoever watches sees a new step at once, and else it is told with the next beat.
    pub fn tell(&self, step: Step) {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let mut progress = self.progress.borrow_mut();
        let (done, total, word) = match step {
            Step::Reading { read, batches } => (count(read), count(batches + self.parts + 1), "reading"),
            Step::Calculating { batches } => (count(batches), count(batches + self.parts + 1), "calculating"),
            Step::Projecting { batches, parts } => {
                (count(batches + parts.min(self.parts)), count(batches + self.parts + 1), "calculating")
            }
            Step::Writing => (progress.total - 1, progress.total, "writing"),
        };
        let is_new = progress.words != word;
        *progress = Progress { done, total, words: word.to_owned() };
        drop(progress);
        if is_new {
            self.stepped.notify_one();
            (self.desk.tell)(&Told { job: &self.ticket.id, what: word, fault: None });
        }
    }

    /// Does work that may be left at any moment, because it keeps nothing, for as long as the job is ours and wanted.
    pub async fn during<T>(&self, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Halt> {
        // Whether it has to stop is looked at first: what was told before the work begins holds.
        first(async { Err(self.halted().await) }, async { work.await.map_err(Halt::Fault) }).await
    }

    /// Does work that writes: it is never left halfway, and decides in its transaction whether it still counts.
    pub async fn beside<T>(&self, work: impl Future<Output = Result<T, Halt>>) -> Result<T, Halt> {
        let beats = async {
            loop {
                self.beat().await;
            }
        };
        first(work, beats).await
    }

    /// Until the work has to stop.
    async fn halted(&self) -> Halt {
        let stopped = async {
            self.desk.stop.asked().await;
            Halt::Stop
        };
        let told = async {
            loop {
                match self.beat().await {
                    Some(Beat::Cancel) => return Halt::Cancel,
                    Some(Beat::Lost) => return Halt::Lost,
                    Some(Beat::GoOn) | None => {}
                }
            }
        };
        first(stopped, told).await
    }

    /// One beat and the pause behind it. A store that cannot be reached is no reason to stop: who comes too late finds out
    /// when it writes.
    async fn beat(&self) -> Option<Beat> {
        let progress = self.progress.borrow().clone();
        let beat = jobs::beat(self.store, self.ticket, &progress, (self.desk.clock)(), self.desk.lease_millis()).await;
        if !matches!(beat, Ok(Beat::Cancel | Beat::Lost)) {
            first(sleep(self.desk.pulse()), self.stepped.notified()).await;
        }
        beat.ok()
    }

    /// Begins to write the outcome. Cancelling takes the same turn, so that from here on nobody can.
    pub async fn write(&self) -> Result<Tx, Halt> {
        let mut tx = self.store.write(self.organisation()).await?;
        let job = jobs::get(&mut tx, &self.ticket.id).await?;
        match job {
            Some(job) if job.cancel_asked.is_some() => Err(Halt::Cancel),
            Some(_) => Ok(tx),
            None => Err(Halt::Lost),
        }
    }

    /// Ends the job in the transaction that holds its outcome, and makes both happen.
    pub async fn done(&self, mut tx: Tx, heads: &Heads) -> Result<(), Halt> {
        let answer = line::made(heads.location.as_deref());
        let progress = self.progress.borrow().clone();
        let whole = Progress { done: progress.total, ..progress };
        jobs::advance(&mut tx, self.ticket, &whole).await?;
        if !jobs::finish(&mut tx, self.ticket, State::Done, &answer, (self.desk.clock)()).await? {
            return Err(Halt::Lost);
        }
        Ok(tx.commit().await?)
    }
}

/// Whichever ends first; the other is left where it is.
pub async fn first<T>(one: impl Future<Output = T>, other: impl Future<Output = T>) -> T {
    let (mut one, mut other) = (pin!(one), pin!(other));
    poll_fn(|context| match one.as_mut().poll(context) {
        Poll::Pending => other.as_mut().poll(context),
        ready => ready,
    })
    .await
}

/// Ends a job that did not do what it was for. False when it was lost to another, which then ends it. `ask` is who asked for
/// it, where that can be read.
pub async fn end(store: &Store, ticket: &Ticket, ask: Option<&Ask>, now: Time, why: &Halt) -> Result<bool, StoreFault> {
    let mut tx = store.write(&ticket.organisation).await?;
    let (state, answer) = match why {
        Halt::Fault(fault) => {
            let details = json!({"code": fault.refusal.code.to_string()});
            if let Some(ask) = ask {
                audit::append(&mut tx, &ask.entry("job.failed", &ticket.id, &details)).await?;
            }
            (State::Failed, line::refused(fault))
        }
        Halt::Cancel | Halt::Lost | Halt::Stop => (State::Cancelled, "{}".to_owned()),
    };
    let ours = jobs::finish(&mut tx, ticket, state, &answer, now).await?;
    if ours {
        tx.commit().await?;
    }
    Ok(ours)
}

/// Whether the same work may succeed a moment later.
pub fn worth_a_retry(fault: &Fault) -> bool {
    fault.refusal.code == ProblemCode::Unavailable
}
