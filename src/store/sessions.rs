//! Reading and writing in one organisation.

use super::StoreFault;
use super::pulse::Pulse;
use super::question::Question;
use sqlx::any::Any;
use sqlx::{AnyConnection, Transaction};
use std::ops::{Deref, DerefMut};
use tokio::sync::OwnedSemaphorePermit;

/// One organisation as it is at one moment, to read.
#[derive(Debug)]
pub struct View {
    transaction: Transaction<'static, Any>,
    organisation: String,
    pulse: Pulse,
}

impl View {
    pub(super) fn new(transaction: Transaction<'static, Any>, organisation: &str, pulse: Pulse) -> View {
        View { transaction, organisation: organisation.to_owned(), pulse }
    }

    /// The code of the organisation that is read.
    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    /// A question in SQL whose `$1` is the organisation.
    pub(super) fn ask(&mut self, sql: &'static str) -> Question<'_> {
        let organisation = self.organisation.clone();
        self.ask_of_all(sql).text(&organisation)
    }

    /// A question that is not of one organisation. There are few of them, and `tests/store/apart.rs` counts them.
    pub(super) fn ask_of_all(&mut self, sql: &'static str) -> Question<'_> {
        Question::new(&mut self.transaction, &self.pulse, sql)
    }

    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }
}

/// One organisation to write in: everything until [`Tx::commit`] happens together, or not at all.
#[derive(Debug)]
#[must_use = "what is not committed did not happen"]
pub struct Tx {
    view: View,
    /// Given back when the transaction is over, not before.
    turn: Option<OwnedSemaphorePermit>,
}

impl Tx {
    pub(super) fn new(view: View, turn: Option<OwnedSemaphorePermit>) -> Tx {
        Tx { view, turn }
    }

    /// Makes it happen. When this returns it is on disk.
    ///
    /// Errors: [`StoreFault::Uncertain`] when the database was lost meanwhile; any other fault: nothing happened.
    pub async fn commit(self) -> Result<(), StoreFault> {
        let View { transaction, pulse, .. } = self.view;
        let done = pulse.wait(transaction.commit()).await;
        drop(self.turn);
        match done {
            Err(StoreFault::Unavailable(_)) => Err(StoreFault::Uncertain),
            other => other,
        }
    }

    /// Undoes everything and waits until that is so. Dropping does the same, a little later.
    pub async fn rollback(self) -> Result<(), StoreFault> {
        let View { transaction, pulse, .. } = self.view;
        let done = pulse.wait(transaction.rollback()).await;
        drop(self.turn);
        done
    }

    /// Takes the row of the organisation, which puts its writers in order.
    pub(super) async fn take_the_organisation(&mut self) -> Result<(), StoreFault> {
        let taken = self.ask("UPDATE organisations SET changes = changes + 1 WHERE code = $1").run().await?;
        if taken == 1 { Ok(()) } else { Err(StoreFault::NoOrganisation) }
    }
}

impl Deref for Tx {
    type Target = View;

    fn deref(&self) -> &View {
        &self.view
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut View {
        &mut self.view
    }
}
