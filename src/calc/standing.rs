//! Where every claim and delivery of a dossier stands in a run (spec 2.2): in it, held, not in it, or awaiting a claim.

use super::assignment::{Assignment, assign, settled_year};
use super::claims::{ClaimState, Worth, states, worth};
use super::outcome::Outcome;
use super::selection::Held;
use super::tariffs::TariffBook;
use crate::domain::dossier::Dossier;
use crate::domain::index::{ClaimIx, DeliveryIx};
use crate::domain::money::{Cents, Overflow};

/// Where a claim stands in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimStanding {
    /// r(claim) before ceilings.
    Counted(Cents),
    /// Left out, because a tariff or price is missing.
    Held,
    /// Not of the year, the period or the basis of the run.
    Outside,
}

/// Where a delivery stands in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryStanding {
    Counted(ClaimIx),
    Held(ClaimIx),
    /// It has a claim that is not in the run: of another period, or not accepted yet.
    Outside(ClaimIx),
    Awaiting,
    /// Paid in another year.
    Settled(i32),
    /// Replaced, taken back, or of a bundle that participants claim themselves.
    Nowhere,
}

/// All of them.
#[derive(Clone, Debug)]
pub struct Standings {
    /// State of each claim at the moment of the run.
    pub states: Vec<ClaimState>,
    pub claims: Vec<ClaimStanding>,
    pub deliveries: Vec<DeliveryStanding>,
}

/// Finds them for the run of an outcome of this dossier.
pub fn standings(dossier: &Dossier, outcome: &Outcome) -> Result<Standings, Overflow> {
    let (spec, tariffs) = (&outcome.spec, TariffBook::new(&dossier.reference));
    let states = states(&dossier.claims, &dossier.events, spec.as_of)?;
    let assignment = assign(dossier, &states, spec.year);
    let mut claims = Vec::with_capacity(states.len());
    for (at, state) in states.iter().enumerate() {
        claims.push(ClaimStanding::of(worth(&dossier.claims, ClaimIx::of(at), state, spec, &tariffs)?));
    }
    Ok(Standings::of(dossier, states, claims, &outcome.held, &assignment, spec.year))
}

impl ClaimStanding {
    /// Of what a claim is worth to a run, before it is known whether its deliveries lack a price.
    pub fn of(worth: Option<Worth>) -> ClaimStanding {
        match worth {
            Some(Worth::ByTariff { amount, .. } | Worth::ByEvent(amount)) => ClaimStanding::Counted(amount),
            Some(Worth::NoTariff) => ClaimStanding::Held,
            None => ClaimStanding::Outside,
        }
    }
}

impl Standings {
    /// Deliveries stand as their claims do; those that were settled in another year than `year` are out of it.
    pub fn of(
        dossier: &Dossier,
        states: Vec<ClaimState>,
        mut claims: Vec<ClaimStanding>,
        held: &[Held],
        assignment: &Assignment,
        year: i32,
    ) -> Standings {
        held.iter().for_each(|held| claims[held.claim.at()] = ClaimStanding::Held);
        let deliveries = (0..dossier.deliveries.id.len()).map(|at| match assignment.claim[at].some() {
            Some(claim) => match claims[claim.at()] {
                ClaimStanding::Counted(_) => DeliveryStanding::Counted(claim),
                ClaimStanding::Held => DeliveryStanding::Held(claim),
                ClaimStanding::Outside => DeliveryStanding::Outside(claim),
            },
            None => match settled_year(&dossier.deliveries, DeliveryIx::of(at)) {
                Some(settled) if settled != year => DeliveryStanding::Settled(settled),
                _ => DeliveryStanding::Nowhere,
            },
        });
        let mut deliveries: Vec<DeliveryStanding> = deliveries.collect();
        assignment.awaiting.iter().for_each(|delivery| deliveries[delivery.at()] = DeliveryStanding::Awaiting);
        Standings { states, claims, deliveries }
    }
}

/// The deliveries that a run pays and that no settlement of its year has paid yet.
pub fn paid(dossier: &Dossier, outcome: &Outcome) -> Result<Vec<DeliveryIx>, Overflow> {
    let standings = standings(dossier, outcome)?;
    let rows = (0..dossier.deliveries.id.len()).map(DeliveryIx::of);
    let is_new = |delivery: &DeliveryIx| {
        matches!(standings.deliveries[delivery.at()], DeliveryStanding::Counted(_))
            && settled_year(&dossier.deliveries, *delivery) != Some(outcome.spec.year)
    };
    Ok(rows.filter(is_new).collect())
}
