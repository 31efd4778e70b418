//! Funds, the limits of the reserve, and what is carried forward (spec 2.7).

use super::allocate::{Salt, allocate};
use super::guarantee::GuaranteeOutcome;
use super::members::Members;
use super::outcome::ParticipantOutcome;
use super::slices::Sliced;
use super::trace::{Place, ReserveStep, Trace, participants};
use crate::domain::dossier::Dossier;
use crate::domain::index::ParticipantIx;
use crate::domain::model::slice::SliceTarget;
use crate::domain::model::{Model, ReserveShortage};
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::run::{RunKind, RunSpec};

/// The accounts of a run while they are still moving.
pub struct Accounts<'a, T: Trace> {
    pub dossier: &'a Dossier,
    pub model: &'a Model,
    pub members: &'a Members,
    pub spec: &'a RunSpec,
    /// Per participant, merged ones included (all zero).
    pub rows: &'a mut [ParticipantOutcome],
    /// Balance of the reserve.
    pub reserve: &'a mut Cents,
    pub trace: &'a mut T,
}

impl<T: Trace> Accounts<'_, T> {
    fn divide(
        &mut self,
        place: Place,
        amount: Cents,
        weights: Vec<i64>,
        salt: &[&str],
    ) -> Result<Option<Vec<i64>>, Overflow> {
        let code = |at: usize| self.dossier.reference.participant_code(ParticipantIx::of(at));
        let shares = allocate(amount.0, &weights, code, Salt(salt))?;
        if let Some(shares) = &shares {
            self.trace.divided(place, amount, participants(weights.len()), &weights, shares, salt);
        }
        Ok(shares)
    }

    /// What slices put in funds: held in interim runs; in a settlement divided by the scores of the year, and without
    /// positive scores given to the reserve. Returns what is held.
    pub fn funds(&mut self, sliced: &Sliced) -> Result<Cents, Overflow> {
        let mut held = Cents::ZERO;
        for (at, name) in self.model.funds().into_iter().enumerate() {
            let amount = sliced.total(self.model, &SliceTarget::Fund(name.to_owned()))?;
            if self.spec.kind == RunKind::Interim {
                held.add(amount)?;
                continue;
            }
            let mut weights = vec![0i64; self.rows.len()];
            for score in self.dossier.scores.iter().filter(|score| score.fund == name && score.year == self.spec.year) {
                let weight = &mut weights[self.members.successor(score.participant).at()];
                *weight = weight.checked_add(score.weight.0).ok_or(Overflow)?;
            }
            match self.divide(Place::Fund(at), amount, weights, &["fund", name])? {
                Some(shares) => {
                    for (row, share) in self.rows.iter_mut().zip(shares) {
                        row.funds.add(Cents(share))?;
                        row.entitlement.add(Cents(share))?;
                    }
                }
                None => self.reserve.add(amount)?,
            }
        }
        Ok(held)
    }

    /// A balance below the minimum is made up from everyone's entitlement; a settlement gives away what is above the
    /// maximum, first to what is still carried forward.
    pub fn limits(&mut self, guarantee: Option<&GuaranteeOutcome>) -> Result<(), Refusal> {
        let terms = &self.model.reserve;
        let below = terms.minimum.minus(*self.reserve)?;
        if below.is_positive() {
            if terms.shortage == ReserveShortage::Refuse {
                return Err(Refusal::new(
                    ProblemCode::ReserveBelowMinimum,
                    format!("De reserve eindigt op {}, onder het minimum van {}.", self.reserve, terms.minimum),
                    format!("The reserve ends at {}, below its minimum of {}.", self.reserve, terms.minimum),
                ));
            }
            let weights = self.positive_entitlements();
            let taken = below.min(Cents::sum(weights.iter().map(|weight| Cents(*weight)))?);
            if let Some(shares) =
                self.divide(Place::Reserve(ReserveStep::Minimum), taken, weights, &["reserve", "minimum"])?
            {
                self.levy(&shares)?;
                self.reserve.add(taken)?;
            }
        }
        let above = match terms.maximum {
            Some(maximum) if self.spec.kind == RunKind::Settlement => self.reserve.minus(maximum)?.or_zero(),
            _ => Cents::ZERO,
        };
        if above.is_positive() {
            let rest = above.minus(self.repay_carried(guarantee, above)?)?;
            let weights = self.positive_entitlements();
            if let Some(shares) =
                self.divide(Place::Reserve(ReserveStep::Maximum), rest, weights, &["reserve", "maximum"])?
            {
                let given: Vec<i64> = shares.iter().map(|share| -share).collect();
                self.levy(&given)?;
                self.reserve.sub(rest)?;
            }
        }
        Ok(())
    }

    fn positive_entitlements(&self) -> Vec<i64> {
        self.rows.iter().map(|row| row.entitlement.or_zero().0).collect()
    }

    fn levy(&mut self, shares: &[i64]) -> Result<(), Overflow> {
        for (row, share) in self.rows.iter_mut().zip(shares) {
            row.reserve_levy.add(Cents(*share))?;
            row.entitlement.sub(Cents(*share))?;
        }
        Ok(())
    }

    fn repay_carried(&mut self, guarantee: Option<&GuaranteeOutcome>, above: Cents) -> Result<Cents, Overflow> {
        let carried = self.carried_forward(guarantee)?;
        let weights: Vec<i64> = carried.iter().map(|carried| carried.or_zero().0).collect();
        let repaid = above.min(Cents::sum(weights.iter().map(|weight| Cents(*weight)))?);
        let place = Place::Reserve(ReserveStep::Carried);
        let Some(shares) = self.divide(place, repaid, weights, &["reserve", "carried"])? else {
            return Ok(Cents::ZERO);
        };
        for (row, share) in self.rows.iter_mut().zip(shares) {
            row.repaid.add(Cents(share))?;
            row.entitlement.add(Cents(share))?;
        }
        self.reserve.sub(repaid)?;
        Ok(repaid)
    }

    /// Carried forward per participant as things stand: for the covered opening − repaid + uncovered + what a levy for
    /// the reserve took below the floor; for the others opening − repaid.
    pub fn carried_forward(&self, guarantee: Option<&GuaranteeOutcome>) -> Result<Vec<Cents>, Overflow> {
        let mut carried =
            self.rows.iter().map(|row| row.carried_opening.minus(row.repaid)).collect::<Result<Vec<_>, _>>()?;
        let Some(guarantee) = guarantee else { return Ok(carried) };
        for (tested, covered) in guarantee.tested.iter().zip(&guarantee.covered) {
            let row = &self.rows[tested.who.at()];
            let below_floor = tested.floor.minus(row.held_against_floor()?)?.or_zero();
            let by_levy = row.reserve_levy.or_zero().min(below_floor);
            carried[tested.who.at()] = Cents::sum([carried[tested.who.at()], covered.uncovered, by_levy])?;
        }
        Ok(carried)
    }
}
