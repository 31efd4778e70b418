//! A process at work on the queue: takes a job, does it, and takes the next, until it is told to stop.

use super::Task;
use super::hand::{Halt, Hand, end, first, worth_a_retry};
use crate::app::App;
use crate::app::chance;
use crate::app::fault::Fault;
use crate::store::Time;
use crate::store::jobs::{self, Job, Ticket};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// What can be set of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Jobs that this process does at once; 0 leaves them to other processes.
    pub at_once: usize,
    /// Rows of a run beyond which it becomes a job.
    pub most_rows: i64,
    /// Deliveries × years × models × points of a simulation beyond which it becomes a job.
    pub most_projected: i64,
    /// How long a process that says nothing keeps a job before another takes it.
    pub lease: Duration,
    /// How often is looked for jobs that another process put in.
    pub look: Duration,
}

impl Settings {
    /// Those of a service of which nothing is said.
    pub const USUAL: Settings = Settings {
        at_once: 1,
        most_rows: 500_000,
        most_projected: 5_000_000,
        lease: Duration::from_secs(60),
        look: Duration::from_secs(1),
    };
}

/// Takes of one job, beyond which it fails: one that brings down every process that takes it is not taken for ever.
const MOST_ATTEMPTS: i64 = 10;
/// Time between two beats, and so within which a running job hears that it is cancelled. Shorter where the lease is short.
const PULSE: Duration = Duration::from_secs(1);

/// What whoever works needs of the world.
pub struct Desk {
    pub settings: Settings,
    /// What time it is.
    pub clock: fn() -> Time,
    /// For the log: what happens with which job. No data of anyone is in it.
    pub tell: Box<dyn Fn(&Told<'_>)>,
    pub stop: Stop,
}

/// Something that happened with a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// Id of the job; empty where none was taken.
    pub job: &'a str,
    /// `taken`, a step, `done`, `failed`, `cancelled`, `given back` or `lost`.
    pub what: &'a str,
    /// What went wrong inside, if anything.
    pub fault: Option<&'a str>,
}

impl Desk {
    pub fn lease_millis(&self) -> i64 {
        i64::try_from(self.settings.lease.as_millis()).unwrap_or(i64::MAX)
    }

    /// Between two beats: a third of the lease, so that one may go missing.
    pub fn pulse(&self) -> Duration {
        PULSE.min(self.settings.lease / 3)
    }
}

/// Hears that the service stops.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// Says that the service stops; gone without a word is the same.
#[derive(Clone, Debug)]
pub struct Stopper(Arc<watch::Sender<bool>>);

impl Stop {
    pub fn new() -> (Stopper, Stop) {
        let (sender, receiver) = watch::channel(false);
        (Stopper(Arc::new(sender)), Stop(receiver))
    }

    pub fn is_asked(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    /// Until it is said.
    pub async fn asked(&self) {
        // Whoever could have said it is gone: nobody wants anything any more.
        let mut told = self.0.clone();
        let _gone = told.wait_for(|asked| *asked).await;
    }
}

impl Stopper {
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl App {
    /// Does jobs, one after another, until it is told to stop; what it then has in hand goes back to the queue.
    pub async fn work(&self, desk: &Desk) {
        let worker = chance::id("worker").unwrap_or_default();
        while !desk.stop.is_asked() {
            match jobs::take(&self.store, &worker, (desk.clock)(), desk.lease_millis()).await {
                Ok(Some((ticket, job))) => self.take_in_hand(desk, &ticket, &job).await,
                Ok(None) => self.pause(desk).await,
                Err(fault) => {
                    (desk.tell)(&Told { job: "", what: "not taken", fault: Some(&fault.log_line()) });
                    self.pause(desk).await;
                }
            }
        }
    }

    /// Until there may be a job, or nothing is wanted any more.
    async fn pause(&self, desk: &Desk) {
        first(desk.stop.asked(), first(self.bell.notified(), sleep(desk.settings.look))).await;
    }

    async fn take_in_hand(&self, desk: &Desk, ticket: &Ticket, job: &Job) {
        let tell = |what: &str, fault: Option<&str>| (desk.tell)(&Told { job: &ticket.id, what, fault });
        tell("taken", None);
        let (ask, halt) = match Task::of(job) {
            Err(fault) => (None, Err(Halt::Fault(fault))),
            Ok((task, ask)) => {
                let hand = Hand::new(&self.store, desk, ticket, ask, task.parts());
                let done = match job.attempt {
                    ..=MOST_ATTEMPTS => task.run(self, &hand).await,
                    _ => Err(Halt::Fault(Fault::internal("a job was taken too often"))),
                };
                (Some(hand.ask()), done)
            }
        };
        let Err(halt) = halt else { return tell("done", None) };
        let ending = end(&self.store, ticket, ask.as_ref(), (desk.clock)(), &halt);
        let fault = if let Halt::Fault(fault) = &halt { fault.told.as_deref() } else { None };
        // What another has by now is ended by the other.
        let (ended, what) = match &halt {
            Halt::Lost => (Ok(false), ""),
            Halt::Stop => (jobs::give_back(&self.store, ticket).await, "given back"),
            Halt::Fault(fault) if worth_a_retry(fault) => {
                let given = jobs::give_back(&self.store, ticket).await;
                self.pause(desk).await;
                (given, "given back")
            }
            Halt::Cancel => (ending.await, "cancelled"),
            Halt::Fault(_) => (ending.await, "failed"),
        };
        match ended {
            Ok(ours) => tell(if ours { what } else { "lost" }, fault),
            // Its lease runs out, and another takes it.
            Err(fault) => tell("lost", Some(&fault.log_line())),
        }
    }
}
