//! What a run tells about itself while it calculates: one step for each amount that is made, taken or divided.
//!
//! The steps come from the pass that makes the amounts. With [`Silent`] every recording is compiled away.

use super::claims::{ClaimState, Worth};
use crate::domain::fraction::Fraction;
use crate::domain::index::{
    ActivityIx, ClaimIx, DeliveryIx, DisciplineIx, InsurerIx, NodeIx, ParticipantIx, PerformanceIx, TableIx,
};
use crate::domain::money::Cents;

/// Who takes note.
pub trait Trace {
    /// `false` lets the compiler drop every recording.
    const ON: bool;

    fn record(&mut self, step: Step);

    /// Records a division of an amount that is not zero.
    fn divided(
        &mut self,
        place: Place,
        amount: Cents,
        keys: impl Iterator<Item = Key>,
        weights: &[i64],
        shares: &[i64],
        salt: &[&str],
    ) {
        if Self::ON && !amount.is_zero() {
            let keys = keys.collect();
            let (weights, shares) = (weights.to_vec(), shares.to_vec());
            let salt = salt.iter().map(|part| (*part).to_owned()).collect();
            self.record(Step::Divided { place, division: Division { amount, keys, weights, shares, salt } });
        }
    }
}

/// Every participant, for divisions that go by position.
pub fn participants(count: usize) -> impl Iterator<Item = Key> {
    (0..count).map(|at| Key::Participant(ParticipantIx::of(at)))
}

/// Takes no note.
pub struct Silent;

impl Trace for Silent {
    const ON: bool = false;

    fn record(&mut self, _: Step) {}
}

/// Keeps every step.
#[derive(Default)]
pub struct Recorded {
    pub steps: Vec<Step>,
}

impl Trace for Recorded {
    const ON: bool = true;

    fn record(&mut self, step: Step) {
        self.steps.push(step);
    }
}

/// What an amount belongs to before it is anyone's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    Claim(ClaimIx),
    /// Position in the dossier's adjustments.
    Adjustment(usize),
}

/// A pool of spec 2.4; `None` is `*` or `-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PoolKey {
    pub node: NodeIx,
    pub discipline: Option<DisciplineIx>,
    pub performance: Option<PerformanceIx>,
    pub insurer: Option<InsurerIx>,
}

/// Where a division happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A division of one claim's or adjustment's amount at a rule.
    Rule {
        source: Source,
        node: NodeIx,
        discipline: Option<DisciplineIx>,
    },
    Pool {
        key: PoolKey,
        adjustment: Option<usize>,
        widened: bool,
    },
    /// Position of the contract in the order of 2.2.
    Ceiling(usize),
    /// Position of the slice in the model.
    Slice(usize),
    /// Position of the shift in the model.
    ShiftBalance(usize),
    Guarantee(GuaranteeStep),
    Fund(usize),
    Reserve(ReserveStep),
}

/// The divisions of 2.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuaranteeStep {
    Levy,
    Insurer,
    TopUp,
    Carried,
    Back,
    /// A discipline's excess, levy or top-up over its participants.
    Cap(DisciplineIx),
    Gain(DisciplineIx),
    Floor(DisciplineIx),
}

/// The divisions of 2.7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReserveStep {
    Minimum,
    Carried,
    Maximum,
}

/// One who can get a part of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    Participant(ParticipantIx),
    Discipline(DisciplineIx),
    /// Position of a part within its blend.
    Part(usize),
    Claim(ClaimIx),
    /// Position in the sorted codes of contracts with support.
    Contract(usize),
}

/// A division by largest remainder, whole: each share can be checked from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    pub amount: Cents,
    pub keys: Vec<Key>,
    pub weights: Vec<i64>,
    pub shares: Vec<i64>,
    /// The parts of the salt, to which ties owe their order.
    pub salt: Vec<String>,
}

#[derive(Clone, Debug)]
pub enum Step {
    /// A claim enters the run.
    Entered { claim: ClaimIx, worth: Worth, state: ClaimState },
    /// A delivery (or a part of a shifted one) counts for a participant in a claim, under a table.
    Valued {
        claim: ClaimIx,
        delivery: DeliveryIx,
        participant: ParticipantIx,
        table: TableIx,
        /// What is counted: for the giver of shifted care its own activity.
        activity: ActivityIx,
        /// The part of the quantity that counts for this participant.
        part: Fraction,
        value: Cents,
    },
    /// Something is taken from a claim by a percentage or a fee.
    Taken { claim: ClaimIx, slice: usize, rest: Cents, taken: Cents },
    /// Something is divided.
    Divided { place: Place, division: Division },
    /// A fixed price is paid: value × part, rounded.
    Paid { claim: ClaimIx, node: NodeIx, participant: ParticipantIx, value: Cents, part: Fraction, amount: Cents },
    /// An amount goes into a pool.
    Pooled { source: Source, key: PoolKey, amount: Cents },
    /// An amount goes to the reserve by rule.
    Reserved { source: Source, node: NodeIx, amount: Cents },
}
