//! Projected years one after the other: what one ends with, the next opens with (spec 3, "Years").

use super::projection::Changes;
use super::projection::base::Base;
use super::studio::{Ready, Shelf, Unanswered, Watch, tell};
use super::work::Work;
use crate::calc::outcome::Outcome;
use crate::domain::dossier::{Account, Balance};
use crate::domain::index::ParticipantIx;
use crate::domain::model::Model;
use crate::domain::money::Cents;
use crate::domain::problem::Refusal;
use crate::domain::simulation::{Assumption, assume};
use rayon::prelude::*;
use std::sync::Arc;

/// What one year leaves to the next, under one model.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    balances: Vec<Balance>,
}

impl Carried {
    /// What the first year opens with: its own balances, or where it has none the last known ones.
    pub fn opening(base: &Base, first: i32) -> (Carried, Option<Assumption>) {
        let rows = &base.dossier.balances;
        let Some(of) = rows.iter().map(|row| row.year).filter(|year| *year <= first).max() else {
            return (Carried { balances: Vec::new() }, None);
        };
        let assumption = (of < first).then(|| {
            assume(
                format!("De reserve en wat is doorgeschoven openen in {first} met de stand waarmee {of} begon."),
                format!("The reserve and what was carried forward open in {first} with what {of} began with."),
            )
        });
        (Carried { balances: rows.iter().filter(|row| row.year == of).cloned().collect() }, assumption)
    }

    /// What a year ends with, of the reserve and of everyone.
    pub fn of(reserve: Cents, carried: impl Iterator<Item = (ParticipantIx, Cents)>) -> Carried {
        // The year is that of the next opening, see `into`.
        let balance = |account, participant, amount| Balance { year: 0, account, participant, amount };
        let carried = carried.filter(|(_, amount)| !amount.is_zero());
        let carried = carried.map(|(who, amount)| balance(Account::CarriedForward, Some(who), amount));
        Carried { balances: std::iter::once(balance(Account::Reserve, None, reserve)).chain(carried).collect() }
    }

    /// Balances with which a year opens.
    pub fn into(self, year: i32) -> Vec<Balance> {
        self.balances.into_iter().map(|row| Balance { year, ..row }).collect()
    }

    /// The outcome of a year that opens with this. What it ends with is for the next.
    ///
    /// Refuses what the run refuses, and says of which year and model.
    pub fn settle(&mut self, ready: &Ready, model: &Model) -> Result<Outcome, Refusal> {
        let year = ready.projected.year.year;
        let opening = std::mem::replace(self, Carried { balances: Vec::new() }).into(year);
        let outcome = ready.settle(model, &opening).map_err(|refusal| of_year(refusal, year, &model.name))?;
        *self = closing(&outcome)?;
        Ok(outcome)
    }
}

/// What a year ends with.
fn closing(outcome: &Outcome) -> Result<Carried, Refusal> {
    let reserve = outcome.totals.reserve_opening.plus(outcome.totals.reserve_change)?;
    Ok(Carried::of(reserve, outcome.participants.iter().map(|(who, _, row)| (*who, row.carried_forward))))
}

/// A refusal, with the year and model that it is about.
pub fn of_year(refusal: Refusal, year: i32, model: &str) -> Refusal {
    Refusal {
        detail_nl: format!("{year}, {model}: {}", refusal.detail_nl),
        detail_en: format!("{year}, {model}: {}", refusal.detail_en),
        ..refusal
    }
}

/// What is computed: the care of a base under changes, over years.
#[derive(Clone, Copy)]
pub struct Course<'a> {
    pub base: &'a Arc<Base>,
    pub changes: &'a Changes,
    /// Consecutive and ascending.
    pub years: &'a [i32],
    /// Whether years may be computed beside each other: then all of them are in memory at once.
    pub at_once: bool,
    /// Asked before every year and every model whether to go on.
    pub watch: &'a dyn Watch,
}

/// One year under each model.
pub struct CourseYear {
    pub year: i32,
    pub assumptions: Vec<Assumption>,
    /// Care whose real cost or hours nobody has said.
    pub without_cost: Vec<Assumption>,
    /// Per participant by position.
    pub work: Arc<[Work]>,
    /// Beside the models.
    pub outcomes: Vec<Outcome>,
}

impl Course<'_> {
    /// Every year under every model. Only what a year opens with needs the year before: the rest is done beside each other.
    ///
    /// Refuses what the projection or a run refuses, that of the first year first.
    pub fn run(&self, shelf: &Shelf, models: &[&Model]) -> Result<Vec<CourseYear>, Unanswered> {
        let first = self.years.first().copied().unwrap_or_default();
        let opening = Carried::opening(self.base, first).0;
        let mut carried = vec![opening; models.len()];
        let mut found = Vec::with_capacity(self.years.len());
        let together = if self.at_once { self.years.len() } else { 1 };
        for years in self.years.chunks(together.max(1)) {
            let ready: Vec<Result<Vec<Ready>, Unanswered>> =
                years.par_iter().map(|year| self.ready(shelf, models, *year)).collect();
            for (year, ready) in years.iter().zip(ready) {
                let ready = ready?;
                let settled = models.iter().zip(&mut carried).zip(&ready);
                let outcomes =
                    settled
                        .map(|((model, carried), ready)| carried.settle(ready, model))
                        .collect::<Result<_, Refusal>>()?;
                let Some(projected) = ready.first().map(|ready| &ready.projected) else { continue };
                let (assumptions, work) = (projected.year.assumptions.clone(), projected.work.as_slice().into());
                let without_cost = projected.without_cost.clone();
                found.push(CourseYear { year: *year, assumptions, without_cost, work, outcomes });
            }
        }
        Ok(found)
    }

    fn ready(&self, shelf: &Shelf, models: &[&Model], year: i32) -> Result<Vec<Ready>, Unanswered> {
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let before = self.years.iter().take_while(|other| **other < year).count();
        let goes_on = || tell(self.watch, count(before), count(self.years.len()));
        goes_on()?;
        let projected = shelf.project(self.base, self.changes, year)?;
        let of = |model: &&Model| {
            goes_on()?;
            Ok(shelf.divide(&projected, model).map_err(|refusal| of_year(refusal, year, &model.name))?)
        };
        models.iter().map(of).collect()
    }
}
