//! Writers of this process in turn, before they have a connection to wait with: however many wait for one that takes long,
//! there are connections for who reads. Within SQLite waiting would be a lottery besides.

use super::{Backend, StoreFault};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

#[derive(Debug)]
pub(super) struct Turns {
    backend: Backend,
    patience: Duration,
    /// One for each organisation; SQLite has one writer at all.
    of: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl Turns {
    pub fn new(backend: Backend, patience: Duration) -> Turns {
        Turns { backend, patience, of: Mutex::default() }
    }

    /// The turn to write in an organisation. Errors: [`StoreFault::Busy`].
    pub async fn of(&self, organisation: &str) -> Result<OwnedSemaphorePermit, StoreFault> {
        let whose = match self.backend {
            Backend::Sqlite => "",
            Backend::Postgres => organisation,
        };
        let turn = {
            let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(of.entry(whose.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(1))))
        };
        match tokio::time::timeout(self.patience, turn.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(StoreFault::Busy),
        }
    }

    /// The turn for what holds no organisation, which only a file needs.
    pub async fn of_none(&self) -> Result<Option<OwnedSemaphorePermit>, StoreFault> {
        match self.backend {
            Backend::Sqlite => Ok(Some(self.of("").await?)),
            Backend::Postgres => Ok(None),
        }
    }
}
