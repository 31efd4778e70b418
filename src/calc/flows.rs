//! Where every cent goes: from an insurer and performance to a participant, the reserve, or nobody yet (spec 2.4).

use crate::domain::index::{InsurerIx, ParticipantIx, PerformanceIx};
use crate::domain::money::{Cents, Overflow};
use crate::domain::reference::Reference;

/// Who gets a cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recipient {
    Participant(ParticipantIx),
    /// `@reserve`
    Reserve,
    /// `@unallocated`: booked on a suspense account, never silently paid.
    Unallocated,
}

/// Where rules book what they give: the flows of a run, or the sums of whoever asks for less.
pub trait Receives {
    fn add(
        &mut self,
        insurer: Option<InsurerIx>,
        performance: Option<PerformanceIx>,
        recipient: Recipient,
        amount: Cents,
    ) -> Result<(), Overflow>;
}

/// One flow that is not zero; `None` is `-`, for adjustments without insurer or performance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    pub insurer: Option<InsurerIx>,
    pub performance: Option<PerformanceIx>,
    pub recipient: Recipient,
    pub amount: Cents,
}

impl Flow {
    /// Insurer, performance and recipient as they are written: `-` for none, `@reserve`, `@unallocated`.
    pub fn codes<'r>(&self, reference: &'r Reference) -> [&'r str; 3] {
        let recipient = match self.recipient {
            Recipient::Participant(who) => reference.participant_code(who),
            Recipient::Reserve => "@reserve",
            Recipient::Unallocated => "@unallocated",
        };
        let insurer = self.insurer.map_or("-", |insurer| reference.insurer_code(insurer));
        [insurer, self.performance.map_or("-", |performance| reference.performance_code(performance)), recipient]
    }
}

/// What each got, wherever it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// X_j, by position.
    pub participants: Vec<Cents>,
    pub reserve: Cents,
    pub unallocated: Cents,
}

impl Received {
    pub fn nothing(participants: usize) -> Received {
        Received { participants: vec![Cents::ZERO; participants], ..Received::default() }
    }
}

impl Receives for Received {
    fn add(
        &mut self,
        _: Option<InsurerIx>,
        _: Option<PerformanceIx>,
        recipient: Recipient,
        amount: Cents,
    ) -> Result<(), Overflow> {
        match recipient {
            Recipient::Participant(who) => self.participants[who.at()].add(amount),
            Recipient::Reserve => self.reserve.add(amount),
            Recipient::Unallocated => self.unallocated.add(amount),
        }
    }
}

/// A dense table of flows.
#[derive(Clone, Debug)]
pub struct Flows {
    insurers: usize,
    performances: usize,
    participants: usize,
    cells: Vec<Cents>,
}

impl Flows {
    pub fn new(reference: &Reference) -> Flows {
        let (insurers, performances) = (reference.insurers.len(), reference.performances.len());
        let participants = reference.participants.len();
        let cells = vec![Cents::ZERO; (insurers + 1) * (performances + 1) * (participants + 2)];
        Flows { insurers, performances, participants, cells }
    }

    /// Adds flows of the same reference data.
    pub fn merge(&mut self, other: &Flows) -> Result<(), Overflow> {
        self.cells.iter_mut().zip(&other.cells).try_for_each(|(cell, more)| cell.add(*more))
    }

    /// All flows that are not zero.
    pub fn iter(&self) -> impl Iterator<Item = Flow> + '_ {
        let width = self.participants + 2;
        self.cells.iter().enumerate().filter(|(_, amount)| !amount.is_zero()).map(move |(at, amount)| {
            let (row, recipient) = (at / width, at % width);
            let (insurer, performance) = (row / (self.performances + 1), row % (self.performances + 1));
            Flow {
                insurer: (insurer < self.insurers).then(|| InsurerIx::of(insurer)),
                performance: (performance < self.performances).then(|| PerformanceIx::of(performance)),
                recipient: match recipient {
                    who if who < self.participants => Recipient::Participant(ParticipantIx::of(who)),
                    who if who == self.participants => Recipient::Reserve,
                    _ => Recipient::Unallocated,
                },
                amount: *amount,
            }
        })
    }

    /// Σ of what flows to each.
    pub fn received(&self) -> Result<Received, Overflow> {
        let mut received = Received::nothing(self.participants);
        for row in self.cells.chunks_exact(self.participants + 2) {
            received.participants.iter_mut().zip(row).try_for_each(|(sum, cents)| sum.add(*cents))?;
            received.reserve.add(row[self.participants])?;
            received.unallocated.add(row[self.participants + 1])?;
        }
        Ok(received)
    }
}

impl Receives for Flows {
    fn add(
        &mut self,
        insurer: Option<InsurerIx>,
        performance: Option<PerformanceIx>,
        recipient: Recipient,
        amount: Cents,
    ) -> Result<(), Overflow> {
        let insurer = insurer.map_or(self.insurers, InsurerIx::at);
        let performance = performance.map_or(self.performances, PerformanceIx::at);
        let recipient = match recipient {
            Recipient::Participant(who) => who.at(),
            Recipient::Reserve => self.participants,
            Recipient::Unallocated => self.participants + 1,
        };
        let row = insurer * (self.performances + 1) + performance;
        self.cells[row * (self.participants + 2) + recipient].add(amount)
    }
}
