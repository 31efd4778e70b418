//! What ceilings and top slices leave of the claims of a draw (spec 2.2 and 2.3): a ceiling bites harder when births rise,
//! and a budget stays the same amount when they fall.
//!
//! Claims that meet the same ceilings and slices are a class; within a class all of these are in proportion to the claim,
//! but for a fee per claim. What the year itself took of every claim is known to the cent, so that a draw only has to divide
//! the difference: a draw of exactly the year's own episodes has none.

use crate::calc::allocate::{Salt, allocate};
use crate::calc::ceilings::ceilings_of;
use crate::calc::slices::{SliceOutcome, budget_so_far};
use crate::calc::stage::Stage;
use crate::domain::decimal::Rate;
use crate::domain::index::{InsurerIx, PerformanceIx, position_of};
use crate::domain::model::slice::SliceKind;
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use std::collections::BTreeMap;

/// Claims that meet the same ceilings and slices.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    /// Positions in the order of 2.2.
    pub contracts: Vec<u32>,
    /// Positions in the model.
    pub slices: Vec<u32>,
}

/// All classes of a year under a model.
pub struct Classes {
    pub classes: Vec<Class>,
    /// By class: whether what is left of a claim is the same in every draw.
    pub is_stiff: Vec<bool>,
    of: Vec<u32>,
    performances: usize,
    ceilings: Vec<i64>,
    /// A class has no code: ties go by its number.
    names: Vec<String>,
}

impl Classes {
    /// `tariff_varies`: whether draws differ in what insurers pay.
    pub fn of(stage: &Stage<'_>, tariff_varies: bool) -> Classes {
        let (dossier, model) = (stage.dossier, stage.model);
        let reference = &dossier.reference;
        let contracts = ceilings_of(dossier, stage.spec.year);
        let mut known: BTreeMap<Class, u32> = BTreeMap::new();
        let mut classes: Vec<Class> = Vec::new();
        let mut of = Vec::new();
        let mut number = |class: Class| {
            let next = position_of(classes.len());
            *known.entry(class.clone()).or_insert_with(|| {
                classes.push(class);
                next
            })
        };
        // Claims that are worth nothing meet no ceiling and no slice.
        let worthless = number(Class { contracts: Vec::new(), slices: Vec::new() });
        for insurer in &reference.insurers {
            for performance in (0..reference.performances.len()).map(PerformanceIx::of) {
                let meets = (0u32..).zip(&contracts).filter(|(_, contract)| {
                    insurer.goes_by(&contract.insurer) && contract.performance.is_none_or(|only| only == performance)
                });
                let sliced =
                    (0u32..).zip(&model.top_slices).filter(|(_, slice)| slice.performances.matches(performance));
                let class =
                    Class { contracts: meets.map(|(at, _)| at).collect(), slices: sliced.map(|(at, _)| at).collect() };
                of.extend([worthless, number(class)]);
            }
        }
        let is_stiff = |class: &Class| {
            let mut slices = class.slices.iter().map(|at| &model.top_slices[*at as usize].kind);
            !tariff_varies && class.contracts.is_empty() && !slices.any(|kind| matches!(kind, SliceKind::Budget(_)))
        };
        Classes {
            is_stiff: classes.iter().map(is_stiff).collect(),
            names: (0..classes.len()).map(|at| at.to_string()).collect(),
            classes,
            of,
            performances: reference.performances.len(),
            ceilings: contracts.iter().map(|contract| contract.ceiling.unwrap_or_default().0).collect(),
        }
    }

    /// Number of contracts with a ceiling.
    pub fn contracts(&self) -> usize {
        self.ceilings.len()
    }

    /// The class of a claim of this worth.
    pub fn class(&self, insurer: InsurerIx, performance: PerformanceIx, worth: Cents) -> u32 {
        let pair = insurer.at() * self.performances + performance.at();
        self.of[2 * pair + usize::from(worth.is_positive())]
    }
}

/// What the claims of a class come to in a draw, as the year itself took them.
#[derive(Clone, Debug, Default)]
pub struct Takings {
    pub claimed: i64,
    /// By contract and by slice; 0 for those that a class does not meet.
    pub over: Vec<i64>,
    pub taken: Vec<i64>,
}

/// What is left in a draw.
#[derive(Clone, Debug, Default)]
pub struct Net {
    /// By class: what is left, and what would be if every claim left what it left in the year itself.
    pub left: Vec<Left>,
    pub revenue: Cents,
    /// In the model's order.
    pub slices: Vec<SliceOutcome>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    pub now: i64,
    pub as_it_was: i64,
}

impl Left {
    /// So much of something that was in proportion to what there was.
    fn share(&self, was: i64) -> Result<i64, Overflow> {
        if self.now == self.as_it_was || was == 0 {
            return Ok(was);
        }
        if self.as_it_was == 0 {
            return Ok(0);
        }
        let exact = product(&[i128::from(was), i128::from(self.now)])?;
        let (exact, by) = if self.as_it_was < 0 { (-exact, -self.as_it_was) } else { (exact, self.as_it_was) };
        narrow(round_ratio(exact, i128::from(by))?)
    }

    fn take(&mut self, now: i64, as_it_was: i64) -> Result<(), Overflow> {
        self.now = self.now.checked_sub(now).ok_or(Overflow)?;
        self.as_it_was = self.as_it_was.checked_sub(as_it_was).ok_or(Overflow)?;
        Ok(())
    }
}

fn narrow(wide: i128) -> Result<i64, Overflow> {
    i64::try_from(wide).map_err(|_| Overflow)
}

fn sum(amounts: impl Iterator<Item = i64>) -> Result<i64, Overflow> {
    narrow(amounts.map(i128::from).sum())
}

impl Classes {
    /// Ceilings and slices of a draw. `tariff` is its shock on what insurers pay.
    pub fn net(&self, stage: &Stage<'_>, takings: &[Takings], tariff: Rate) -> Result<Net, Overflow> {
        let mut left = Vec::with_capacity(takings.len());
        for of in takings {
            let exact = product(&[i128::from(of.claimed), tariff.wide()])?;
            left.push(Left { now: narrow(round_ratio(exact, Rate::SCALE)?)?, as_it_was: of.claimed });
        }
        for (at, ceiling) in self.ceilings.iter().enumerate() {
            let met = self.meeting(|class| &class.contracts, at);
            let rests: Vec<i64> = met.iter().map(|class| left[*class].now).collect();
            let excess = sum(rests.iter().copied())?.saturating_sub(*ceiling).max(0);
            let was: Vec<i64> = met.iter().map(|class| takings[*class].over[at]).collect();
            self.divide_among(&met, &mut left, &was, excess)?;
        }
        let revenue = Cents(sum(left.iter().map(|left| left.now))?);
        let mut slices = Vec::with_capacity(stage.model.top_slices.len());
        for (at, slice) in stage.model.top_slices.iter().enumerate() {
            let met = self.meeting(|class| &class.slices, at);
            let was: Vec<i64> = met.iter().map(|class| takings[*class].taken[at]).collect();
            let before = sum(met.iter().map(|class| left[*class].now))?;
            let mut outcome = SliceOutcome::default();
            match slice.kind {
                SliceKind::Percentage(_) => {
                    for (class, was) in met.iter().zip(&was) {
                        let now = left[*class].share(*was)?;
                        left[*class].take(now, *was)?;
                    }
                }
                // So much for each claim, whatever is paid for it.
                SliceKind::PerClaim(_) => {
                    for (class, was) in met.iter().zip(&was) {
                        let now = (*was).min(left[*class].now.max(0));
                        left[*class].take(now, *was)?;
                    }
                }
                SliceKind::Budget(yearly) => {
                    let wanted = budget_so_far(yearly, stage.spec)?;
                    let budget = wanted.min(Cents(before));
                    outcome.short = wanted.minus(budget)?;
                    self.divide_among(&met, &mut left, &was, budget.0)?;
                }
            }
            outcome.amount = Cents(before).minus(Cents(sum(met.iter().map(|class| left[*class].now))?))?;
            slices.push(outcome);
        }
        Ok(Net { left, revenue, slices })
    }

    fn meeting(&self, of: fn(&Class) -> &Vec<u32>, at: usize) -> Vec<usize> {
        (0..self.classes.len())
            .filter(|class| of(&self.classes[*class]).iter().any(|met| *met as usize == at))
            .collect()
    }

    /// Takes an amount from classes in proportion to what they have left: what the year took of these claims, and the
    /// difference by largest remainder. `was` is taken from what would be left otherwise.
    fn divide_among(&self, met: &[usize], left: &mut [Left], was: &[i64], amount: i64) -> Result<(), Overflow> {
        let rests: Vec<i64> = met.iter().map(|class| left[*class].now).collect();
        let all = sum(rests.iter().copied())?;
        let mut now =
            met.iter().zip(was).map(|(class, was)| left[*class].share(*was)).collect::<Result<Vec<i64>, _>>()?;
        let difference = amount.checked_sub(sum(now.iter().copied())?).ok_or(Overflow)?;
        if amount == all {
            now.clone_from(&rests);
        } else if difference != 0 {
            let more = self.by_rests(met, difference, &rests)?;
            now.iter_mut().zip(more).for_each(|(now, more)| *now += more);
            if now.iter().zip(&rests).any(|(now, rest)| *now < 0 || now > rest) {
                now = self.by_rests(met, amount, &rests)?;
            }
        }
        for ((class, now), was) in met.iter().zip(now).zip(was) {
            left[*class].take(now, *was)?;
        }
        Ok(())
    }

    fn by_rests(&self, met: &[usize], amount: i64, rests: &[i64]) -> Result<Vec<i64>, Overflow> {
        let weights: Vec<i64> = rests.iter().map(|rest| (*rest).max(0)).collect();
        let shares = allocate(amount, &weights, |at| self.names[met[at]].as_str(), Salt(&["draw"]))?;
        Ok(shares.unwrap_or_else(|| vec![0; rests.len()]))
    }
}
