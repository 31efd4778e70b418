//! Cost and work apart from revenue (spec 3): what deliveries really cost, and the hours they take, where activities say
//! so. A shift can raise real cost while every tariff falls, or ask hours that are not there.

use super::projection::year::ProjectedYear;
use crate::calc::members::Members;
use crate::domain::decimal::{Price, Quantity};
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::simulation::Hours;

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
