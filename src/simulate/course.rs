//! Projected years one after the other: what one ends with, the next opens with (spec 3, "Years").

use super::projection::base::Base;
use super::projection::year::ProjectedYear;
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

/// What one year leaves to the next, under one model.
#[derive(Clone)]
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

    /// The outcome of a year that opens with this: a settlement on what was claimed. What it ends with is for the next.
    ///
    /// Refuses what the run refuses, and says of which year and model.
    pub fn settle(&mut self, year: &mut ProjectedYear, model: &Model) -> Result<Outcome, Refusal> {
        let opening = std::mem::take(&mut self.balances).into_iter();
        year.dossier.balances = opening.map(|row| Balance { year: year.year, ..row }).collect();
        let outcome = run(&year.dossier, model, &settlement(year.year), &mut Silent)
            .map_err(|refusal| of_year(refusal, year.year, &model.name))?;
        self.balances = closing(&outcome)?;
        Ok(outcome)
    }
}

/// How a projected year is computed.
pub fn settlement(year: i32) -> RunSpec {
    RunSpec { year, to: last_day(year), as_of: None, basis: Basis::Claimed, kind: RunKind::Settlement }
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
