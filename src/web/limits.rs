//! How often may be asked: per key, and per address that sends keys that open nothing.

use crate::app::fault::Fault;
use crate::domain::problem::ProblemCode;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Requests of the last while, by who made them. Each may make so many at once, and is given them back evenly over a
/// minute.
#[derive(Debug)]
pub struct Limits {
    most: u32,
    /// When each will have all of its requests back.
    whole_at: Mutex<HashMap<String, Instant>>,
}

/// Callers that are remembered before those are forgotten that have all of their requests back.
const REMEMBERED: usize = 10_000;

const MINUTE: Duration = Duration::from_secs(60);

impl Limits {
    /// So many a minute.
    pub fn new(most: u32) -> Limits {
        Limits { most: most.max(1), whole_at: Mutex::new(HashMap::new()) }
    }

    /// Takes one request of a caller, or refuses `too_many_requests`.
    pub fn take(&self, who: &str, now: Instant) -> Result<(), Fault> {
        let cost = MINUTE / self.most;
        let mut whole_at = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        if whole_at.len() >= REMEMBERED {
            whole_at.retain(|_, at| *at > now);
        }
        let at = whole_at.get(who).copied().unwrap_or(now).max(now) + cost;
        if at > now + MINUTE {
            return Err(too_many());
        }
        whole_at.insert(who.to_owned(), at);
        Ok(())
    }
}

fn too_many() -> Fault {
    Fault::new(
        ProblemCode::TooManyRequests,
        "Er komen te veel verzoeken in korte tijd.",
        "Too many requests come in a short time.",
    )
}
