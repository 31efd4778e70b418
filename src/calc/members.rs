//! Who takes part in a year: mergers followed to the participant that lives on (spec 1, `merged_into`).

use crate::domain::index::{DisciplineIx, ParticipantIx};
use crate::domain::reference::Reference;

/// Participants as one year sees them.
#[derive(Clone, Debug)]
pub struct Members {
    successor: Vec<ParticipantIx>,
    discipline: Vec<DisciplineIx>,
}

impl Members {
    /// Follows mergers of `year` and before, along the chain.
    pub fn of_year(reference: &Reference, year: i32) -> Members {
        let follow = |start: usize| {
            let mut at = start;
            // The intake refuses cycles; the bound keeps a forgotten one from hanging.
            for _ in 0..reference.participants.len() {
                match reference.participants[at].merger {
                    Some(merger) if merger.on.year() <= year => at = merger.into.at(),
                    _ => break,
                }
            }
            ParticipantIx::of(at)
        };
        Members {
            successor: (0..reference.participants.len()).map(follow).collect(),
            discipline: reference.participants.iter().map(|participant| participant.discipline).collect(),
        }
    }

    /// The participant that rows of `participant` are read as.
    pub fn successor(&self, participant: ParticipantIx) -> ParticipantIx {
        self.successor[participant.at()]
    }

    /// Discipline of a participant.
    pub fn discipline(&self, participant: ParticipantIx) -> DisciplineIx {
        self.discipline[participant.at()]
    }

    /// All positions, merged ones included.
    pub fn count(&self) -> usize {
        self.successor.len()
    }

    /// Whether a participant is still one of its own in this year.
    pub fn lives(&self, participant: ParticipantIx) -> bool {
        self.successor(participant) == participant
    }

    /// Those that live on, in the order of their codes.
    pub fn living(&self) -> impl Iterator<Item = ParticipantIx> + '_ {
        (0..self.count()).map(ParticipantIx::of).filter(|participant| self.lives(*participant))
    }
}
