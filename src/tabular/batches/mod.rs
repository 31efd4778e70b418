//! The rows of uploads as batches: made when a file is accepted, and read back into a dossier.
//!
//! A batch is one immutable blob of rows of one kind. It knows codes and ids, never positions, so that any dossier with the
//! same codes can read it. Batches of one kind are read in the order in which they were accepted; what refers to another
//! row (an event to its claim, a correction to its delivery, a settled delivery) may stand in another batch and is joined
//! when all are there. Who withdraws a batch sees to it that no row of another one refers to it: reading would fail.

mod ids;
mod read;
mod write;

pub use read::load;
pub use write::{store, store_addition};

use crate::domain::batch::BatchKind;
use crate::domain::dossier::EventKind;
use crate::domain::index::position_of;

/// Rows of one kind as a columnar blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub kind: BatchKind,
    pub columns: Vec<u8>,
}

/// Stands for no number of children.
const NO_CHILDREN: i64 = -1;

/// What an insurer answered, and whether with an amount, as one number.
fn answer_code(kind: EventKind, has_amount: bool) -> u32 {
    let kind = EventKind::ALL.iter().position(|known| *known == kind).unwrap_or(0);
    position_of(kind) * 2 + u32::from(has_amount)
}

fn answer(code: u32) -> Option<(EventKind, bool)> {
    EventKind::ALL.get(code as usize / 2).map(|kind| (*kind, code % 2 == 1))
}
