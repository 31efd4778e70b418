//! Cost and work apart from revenue (spec 3): what deliveries really cost, and the hours they take, where activities say
//! so. A shift can raise real cost while every tariff falls, or ask hours that are not there.

use super::projection::year::ProjectedYear;
use crate::calc::members::Members;
use crate::domain::decimal::{Price, Quantity};
use crate::domain::dossier::Dossier;
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::simulation::{Assumption, Hours, assume};

/// Of one participant in one year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// round(Σ quantity × variable cost).
    pub cost: Cents,
    /// Σ quantity × hours, exact.
    pub hours: Hours,
}

/// Per participant by position, mergers followed, of the deliveries in the run of the year.
pub fn work(year: &ProjectedYear) -> Result<Vec<Work>, Overflow> {
    let reference = &year.dossier.reference;
    let members = Members::of_year(reference, year.year);
    // Quantity × cost, scaled by 10^8 euro.
    let mut costs = vec![0i128; reference.participants.len()];
    let mut hours = vec![0i128; reference.participants.len()];
    let rows = &year.dossier.deliveries;
    for row in (0..rows.id.len()).filter(|row| year.claim_in_run(*row).is_some()) {
        let activity = &reference.activities[rows.activity[row].at()];
        let (who, quantity) = (members.successor(rows.participant[row]).at(), rows.quantity[row].wide());
        let cost = product(&[quantity, activity.variable_cost.map_or(0, Price::wide)])?;
        costs[who] = costs[who].checked_add(cost).ok_or(Overflow)?;
        let worked = product(&[quantity, activity.hours.map_or(0, Quantity::wide)])?;
        hours[who] = hours[who].checked_add(worked).ok_or(Overflow)?;
    }
    let to_cents = Quantity::SCALE * Price::SCALE / 100;
    let of = |(cost, hours): (i128, i128)| {
        Ok(Work { cost: Cents::from_wide(round_ratio(cost, to_cents)?)?, hours: Hours(hours) })
    };
    costs.into_iter().zip(hours).map(of).collect()
}

/// Care whose real cost or hours nobody has said, which then count for nothing.
pub fn without_cost(year: &ProjectedYear) -> Vec<Assumption> {
    let reference = &year.dossier.reference;
    let mut delivered = vec![false; reference.activities.len()];
    for row in (0..year.dossier.deliveries.id.len()).filter(|row| year.claim_in_run(*row).is_some()) {
        delivered[year.dossier.deliveries.activity[row].at()] = true;
    }
    let lacking = |lacks: &dyn Fn(usize) -> bool| {
        let codes = (0..delivered.len()).filter(|at| delivered[*at] && lacks(*at));
        codes.map(|at| reference.activities[at].code.as_str()).collect::<Vec<_>>().join(", ")
    };
    let known = Known::of(&year.dossier);
    let costs = lacking(&|at| reference.activities[at].variable_cost.is_none());
    let hours = lacking(&|at| reference.activities[at].hours.is_none());
    let mut said = Vec::new();
    if known.cost && !costs.is_empty() {
        said.push(assume(
            format!("Zonder variabele kosten, dus voor nul geteld: {costs}."),
            format!("Without variable cost, so counted as nothing: {costs}."),
        ));
    }
    if known.hours && !hours.is_empty() {
        said.push(assume(
            format!("Zonder uren, dus voor nul geteld: {hours}."),
            format!("Without hours, so counted as nothing: {hours}."),
        ));
    }
    said
}

/// What activities of the dossier say of themselves, any of them.
pub struct Known {
    pub cost: bool,
    pub hours: bool,
}

impl Known {
    pub fn of(dossier: &Dossier) -> Known {
        let activities = &dossier.reference.activities;
        Known {
            cost: activities.iter().any(|row| row.variable_cost.is_some()),
            hours: activities.iter().any(|row| row.hours.is_some()),
        }
    }
}
