//! Projected years one after the other: what one ends with, the next opens with (spec 3, "Years").

use super::projection::base::Base;
use super::projection::year::ProjectedYear;
use super::projection::{Changes, project};
use super::work::{Work, work};
use crate::calc::outcome::Outcome;
use crate::calc::run::run;
use crate::calc::trace::Silent;
use crate::domain::date::last_day;
use crate::domain::dossier::{Account, Balance};
use crate::domain::model::Model;
use crate::domain::money::Cents;
use crate::domain::problem::Refusal;
use crate::domain::run::{Basis, RunKind, RunSpec};
use crate::domain::simulation::{Assumption, assume};

/// The years of a scenario, not yet under a model.
pub struct Course {
    pub years: Vec<ProjectedYear>,
    /// Beside the years, per participant by position.
    pub work: Vec<Vec<Work>>,
    opening: Vec<Balance>,
    pub assumptions: Vec<Assumption>,
}

impl Course {
    /// Projects every year.
    pub fn new(base: &Base, changes: &Changes<'_>, years: &[i32]) -> Result<Course, Refusal> {
        let projected = years.iter().map(|year| project(base, changes, *year)).collect::<Result<Vec<_>, Refusal>>()?;
        let work = projected.iter().map(work).collect::<Result<_, _>>()?;
        let mut assumptions = base.assumptions.clone();
        let first = years.first().copied().unwrap_or(base.year);
        let opening = opening(base, first, &mut assumptions);
        for assumption in projected.iter().flat_map(|year| &year.assumptions) {
            if !assumptions.contains(assumption) {
                assumptions.push(assumption.clone());
            }
        }
        Ok(Course { years: projected, work, opening, assumptions })
    }

    /// The outcome of each year under a model, a settlement on what was claimed.
    ///
    /// Refuses what the run of a year refuses, and says of which year and model.
    pub fn outcomes(&mut self, model: &Model) -> Result<Vec<Outcome>, Refusal> {
        let mut balances = self.opening.clone();
        let mut outcomes = Vec::with_capacity(self.years.len());
        for year in &mut self.years {
            year.dossier.balances = balances.into_iter().map(|row| Balance { year: year.year, ..row }).collect();
            let outcome = run(&year.dossier, model, &settlement(year.year), &mut Silent)
                .map_err(|refusal| of_year(refusal, year.year, &model.name))?;
            balances = closing(&outcome)?;
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }
}

/// How a projected year is computed.
pub fn settlement(year: i32) -> RunSpec {
    RunSpec { year, to: last_day(year), as_of: None, basis: Basis::Claimed, kind: RunKind::Settlement }
}

/// The opening balances of the first year: its own, or where it has none the last known ones.
fn opening(base: &Base, first: i32, assumptions: &mut Vec<Assumption>) -> Vec<Balance> {
    let rows = &base.dossier.balances;
    let Some(of) = rows.iter().map(|row| row.year).filter(|year| *year <= first).max() else { return Vec::new() };
    if of < first {
        assumptions.push(assume(
            format!("De reserve en wat is doorgeschoven openen in {first} met de stand waarmee {of} begon."),
            format!("The reserve and what was carried forward open in {first} with what {of} began with."),
        ));
    }
    rows.iter().filter(|row| row.year == of).cloned().collect()
}

/// What a year ends with.
fn closing(outcome: &Outcome) -> Result<Vec<Balance>, Refusal> {
    let year = outcome.spec.year;
    let reserve = outcome.totals.reserve_opening.plus(outcome.totals.reserve_change)?;
    let carried =
        outcome.participants.iter().filter(|(.., row)| row.carried_forward != Cents::ZERO).map(|(who, _, row)| {
            Balance { year, account: Account::CarriedForward, participant: Some(*who), amount: row.carried_forward }
        });
    let of_reserve = Balance { year, account: Account::Reserve, participant: None, amount: reserve };
    Ok(std::iter::once(of_reserve).chain(carried).collect())
}

fn of_year(refusal: Refusal, year: i32, model: &str) -> Refusal {
    Refusal {
        detail_nl: format!("{year}, {model}: {}", refusal.detail_nl),
        detail_en: format!("{year}, {model}: {}", refusal.detail_en),
        ..refusal
    }
}
