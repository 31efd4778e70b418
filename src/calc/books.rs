//! The books of a run while it calculates: every participant's account, the reserve, the flows.

use super::flows::Received;
use super::guarantee::GuaranteeOutcome;
use super::members::Members;
use super::outcome::ParticipantOutcome;
use super::shifts::ShiftOutcome;
use super::warning::Warning;
use crate::domain::dossier::{Account, Balance, Dossier};
use crate::domain::index::ParticipantIx;
use crate::domain::money::{Cents, Overflow};
use crate::domain::run::RunSpec;

pub struct Books {
    /// Per participant, merged ones included (they stay at zero).
    pub rows: Vec<ParticipantOutcome>,
    pub reserve_opening: Cents,
    /// The balance as it stands.
    pub reserve: Cents,
    /// Of that, what rules gave.
    pub reserve_by_rules: Cents,
    pub warnings: Vec<Warning>,
}

impl Books {
    /// Opens the books of a year: what it opens with and other income, mergers followed.
    pub fn open(dossier: &Dossier, opening: &[Balance], spec: &RunSpec, members: &Members) -> Result<Books, Overflow> {
        let mut rows = vec![ParticipantOutcome::default(); members.count()];
        let mut reserve = Cents::ZERO;
        for balance in opening.iter().filter(|balance| balance.year == spec.year) {
            match (balance.account, balance.participant) {
                (Account::CarriedForward, Some(who)) => {
                    rows[members.successor(who).at()].carried_opening.add(balance.amount)?;
                }
                (Account::Reserve, _) => reserve.add(balance.amount)?,
                // The intake asks a participant for every carried-forward balance.
                (Account::CarriedForward, None) => {}
            }
        }
        for income in dossier.other_income.iter().filter(|income| income.year == spec.year) {
            rows[members.successor(income.participant).at()].other_income.add(income.amount)?;
        }
        Ok(Books { rows, reserve_opening: reserve, reserve, reserve_by_rules: Cents::ZERO, warnings: Vec::new() })
    }

    /// Takes over what the rules gave: X_j, and the reserve's part.
    pub fn allocate(&mut self, received: &Received) -> Result<(), Overflow> {
        for (row, amount) in self.rows.iter_mut().zip(&received.participants) {
            row.allocated.add(*amount)?;
            row.entitlement.add(*amount)?;
        }
        self.reserve.add(received.reserve)?;
        self.reserve_by_rules.add(received.reserve)
    }

    /// Y_j = X_j + credits − charges ± balances.
    pub fn settle_shifts(&mut self, shifts: &[ShiftOutcome]) -> Result<(), Overflow> {
        for shift in shifts {
            for (at, row) in self.rows.iter_mut().enumerate() {
                let (credit, charge, balance) = (shift.credits[at], shift.charges[at], shift.balances[at]);
                row.shift_credit.add(credit)?;
                row.shift_charge.add(charge)?;
                row.shift_balance.add(balance)?;
                row.entitlement = Cents::sum([row.entitlement, credit, balance])?.minus(charge)?;
            }
            self.reserve.add(shift.to_reserve)?;
        }
        Ok(())
    }

    /// E_j = Y_j − excess_j + back_j − levy_j + top_up_j + repaid_j.
    pub fn guarantee(&mut self, guarantee: &GuaranteeOutcome) -> Result<(), Overflow> {
        for (tested, covered) in guarantee.tested.iter().zip(&guarantee.covered) {
            let row = &mut self.rows[tested.who.at()];
            row.cap_excess = covered.excess;
            row.cap_back = covered.back;
            row.levy = covered.levy;
            row.top_up = covered.top_up;
            let given = Cents::sum([row.entitlement, covered.back, covered.top_up])?;
            row.entitlement = given.minus(covered.excess)?.minus(covered.levy)?;
        }
        for (at, repaid) in guarantee.repaid.iter().enumerate() {
            let row = &mut self.rows[ParticipantIx::of(at).at()];
            row.repaid.add(*repaid)?;
            row.entitlement.add(*repaid)?;
        }
        self.reserve.add(guarantee.reserve_change)
    }
}
