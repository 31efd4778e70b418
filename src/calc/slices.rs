//! Top slices: organisation costs and funds, taken from each claim before anything is distributed (spec 2.3).

use super::allocate::{Salt, allocate};
use super::selection::Selection;
use super::trace::{Key, Place, Step, Trace};
use crate::domain::date::days_of_year;
use crate::domain::decimal::Rate;
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::model::slice::{SliceKind, SliceTarget, TopSlice};
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::run::RunSpec;

/// What a slice took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SliceOutcome {
    pub amount: Cents,
    /// The part of a budget that there was no money for.
    pub short: Cents,
}

/// What the slices left of each claim (its net N), and what each took.
#[derive(Clone, Debug, Default)]
pub struct Sliced {
    pub net: Vec<Cents>,
    pub slices: Vec<SliceOutcome>,
}

impl Sliced {
    /// Σ of the slices of one target.
    pub fn total(&self, model: &Model, target: &SliceTarget) -> Result<Cents, Overflow> {
        let of_target = model.top_slices.iter().zip(&self.slices).filter(|(slice, _)| slice.to == *target);
        Cents::sum(of_target.map(|(_, outcome)| outcome.amount))
    }
}

/// Takes the slices in the model's order, each from what those before it left; claims with nothing left are passed over.
pub fn take<T: Trace>(
    dossier: &Dossier,
    model: &Model,
    spec: &RunSpec,
    selection: &Selection,
    revenue: Vec<Cents>,
    trace: &mut T,
) -> Result<Sliced, Overflow> {
    let mut sliced = Sliced { net: revenue, slices: Vec::new() };
    for (at, slice) in model.top_slices.iter().enumerate() {
        let asked: Vec<usize> = (0..selection.claims.len())
            .filter(|claim| {
                let performance = dossier.claims.performance[selection.claims[*claim].claim.at()];
                sliced.net[*claim].is_positive() && slice.performances.matches(performance)
            })
            .collect();
        let rests: Vec<i64> = asked.iter().map(|claim| sliced.net[*claim].0).collect();
        let mut outcome = SliceOutcome::default();
        let taken = match slice.kind {
            SliceKind::Percentage(percentage) => {
                rests.iter().map(|rest| share_of(*rest, percentage)).collect::<Result<Vec<i64>, _>>()?
            }
            SliceKind::PerClaim(fee) => rests.iter().map(|rest| fee.0.min(*rest)).collect(),
            SliceKind::Budget(yearly) => {
                let wanted = budget_so_far(yearly, spec)?;
                let available = Cents::sum(rests.iter().map(|rest| Cents(*rest)))?;
                let budget = wanted.min(available);
                outcome.short = wanted.minus(budget)?;
                divide_budget(dossier, selection, slice, at, budget, &asked, &rests, trace)?
            }
        };
        for ((claim, rest), taken) in asked.iter().zip(&rests).zip(&taken) {
            sliced.net[*claim].sub(Cents(*taken))?;
            outcome.amount.add(Cents(*taken))?;
            if T::ON && !matches!(slice.kind, SliceKind::Budget(_)) {
                let claim = selection.claims[*claim].claim;
                trace.record(Step::Taken { claim, slice: at, rest: Cents(*rest), taken: Cents(*taken) });
            }
        }
        sliced.slices.push(outcome);
    }
    Ok(sliced)
}

/// round(percentage/100 × rest).
fn share_of(rest: i64, percentage: Rate) -> Result<i64, Overflow> {
    let exact = product(&[i128::from(rest), percentage.wide()])?;
    Cents::from_wide(round_ratio(exact, 100 * Rate::SCALE)?).map(|cents| cents.0)
}

/// round(amount × days from 1 January to `to` / days in the year).
pub fn budget_so_far(yearly: Cents, spec: &RunSpec) -> Result<Cents, Overflow> {
    let (days, of_year) = days_of_year(spec.year, spec.to);
    Cents::from_wide(round_ratio(i128::from(yearly.0) * i128::from(days), i128::from(of_year))?)
}

#[expect(clippy::too_many_arguments, reason = "one division with everything its trace names")]
fn divide_budget<T: Trace>(
    dossier: &Dossier,
    selection: &Selection,
    slice: &TopSlice,
    at: usize,
    budget: Cents,
    asked: &[usize],
    rests: &[i64],
    trace: &mut T,
) -> Result<Vec<i64>, Overflow> {
    let salt = ["slice", &slice.name];
    let id = |position: usize| dossier.claims.id.get(selection.claims[asked[position]].claim.at());
    let shares = allocate(budget.0, rests, id, Salt(&salt))?.unwrap_or_else(|| vec![0; rests.len()]);
    let keys = asked.iter().map(|claim| Key::Claim(selection.claims[*claim].claim));
    trace.divided(Place::Slice(at), budget, keys, rests, &shares, &salt);
    Ok(shares)
}
