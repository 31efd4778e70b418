//! What a run finds, in full. The document of spec 2.10 is written from it.

use super::flows::Flow;
use super::guarantee::GuaranteeOutcome;
use super::selection::Held;
use super::shifts::ShiftOutcome;
use super::slices::SliceOutcome;
use super::warning::Warning;
use crate::domain::decimal::Quantity;
use crate::domain::index::{DisciplineIx, ParticipantIx, PerformanceIx};
use crate::domain::money::{Cents, Overflow};
use crate::domain::run::RunSpec;

/// One participant's way from what the rules gave to what is due; the names of spec 2.10.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParticipantOutcome {
    /// X_j: what rules and adjustments gave.
    pub allocated: Cents,
    pub shift_credit: Cents,
    /// Positive when taken.
    pub shift_charge: Cents,
    /// Positive when given.
    pub shift_balance: Cents,
    pub cap_excess: Cents,
    pub cap_back: Cents,
    pub levy: Cents,
    pub top_up: Cents,
    pub repaid: Cents,
    pub funds: Cents,
    /// Positive when taken (minimum), negative when given (maximum).
    pub reserve_levy: Cents,
    /// E_j at the end.
    pub entitlement: Cents,
    /// Shadow value of its deliveries as delivered.
    pub mono_baseline: Cents,
    /// B_j; zero for who is not covered.
    pub guarantee_baseline: Cents,
    /// F_j; zero for who is not covered.
    pub floor: Cents,
    pub other_income: Cents,
    /// Opening balance of what was carried forward.
    pub carried_opening: Cents,
    pub carried_forward: Cents,
    pub advances: Cents,
    pub due: Cents,
}

impl ParticipantOutcome {
    /// What the test of the guarantee looks at when all is settled: without shifts, what was repaid and funds, with other
    /// income (2.7).
    pub fn held_against_floor(&self) -> Result<Cents, Overflow> {
        let given = Cents::sum([self.entitlement, self.shift_charge, self.other_income])?;
        given.minus(Cents::sum([self.shift_credit, self.shift_balance, self.repaid, self.funds])?)
    }

    /// E_j of 2.6 and 2.7 from its parts.
    pub fn from_parts(&self) -> Result<Cents, Overflow> {
        let given = [
            self.allocated,
            self.shift_credit,
            self.shift_balance,
            self.cap_back,
            self.top_up,
            self.repaid,
            self.funds,
        ];
        let taken = [self.shift_charge, self.cap_excess, self.levy, self.reserve_levy];
        Cents::sum(given)?.minus(Cents::sum(taken)?)
    }
}

/// Volume and revenue of a performance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerformanceOutcome {
    pub performance: PerformanceIx,
    pub claims: u64,
    pub quantity: Quantity,
    pub revenue: Cents,
}

/// What an insurer (or, for support only, a contract's concern) brings in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsurerOutcome {
    pub code: String,
    pub claimed: Cents,
    pub over_ceiling: Cents,
    pub revenue: Cents,
    pub support: Cents,
}

/// Sums of a run, as in spec 2.10.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub claimed: Cents,
    pub over_ceiling: Cents,
    pub revenue: Cents,
    pub adjustments: Cents,
    pub insurer_support: Cents,
    /// Σ of all slices, those to funds included.
    pub top_slices: Cents,
    /// Of those, the slices for the organisation.
    pub to_organisation: Cents,
    pub funds_held: Cents,
    pub entitlements: Cents,
    pub reserve_opening: Cents,
    pub reserve_change: Cents,
    pub unallocated: Cents,
    pub mono_baseline: Cents,
    pub held: Cents,
}

/// Deliveries that no claim covers yet, over the whole dossier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Awaiting {
    pub deliveries: u64,
    pub mono_value: Cents,
}

/// The whole outcome of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub spec: RunSpec,
    pub totals: Totals,
    /// In the model's order.
    pub top_slices: Vec<SliceOutcome>,
    /// In the model's order.
    pub shifts: Vec<ShiftOutcome>,
    /// `None` where the year or the kind of run has none.
    pub guarantee: Option<GuaranteeOutcome>,
    /// Those that live on in the year, in the order of their codes.
    pub participants: Vec<(ParticipantIx, DisciplineIx, ParticipantOutcome)>,
    /// By code; a participant without payee is its own.
    pub payees: Vec<(String, Cents)>,
    pub performances: Vec<PerformanceOutcome>,
    pub insurers: Vec<InsurerOutcome>,
    /// Ordered by codes.
    pub flows: Vec<Flow>,
    pub awaiting: Awaiting,
    pub held: Vec<Held>,
    pub warnings: Vec<Warning>,
}

impl Outcome {
    /// The row of a participant.
    pub fn participant(&self, who: ParticipantIx) -> Option<&ParticipantOutcome> {
        self.participants.iter().find(|(known, ..)| *known == who).map(|(.., outcome)| outcome)
    }
}
