//! Which deliveries count, and which claim each belongs to (spec 2.2).

use super::claims::ClaimState;
use super::grouped::Grouped;
use crate::domain::dossier::{Claims, Deliveries, Dossier};
use crate::domain::index::{BundleIx, ClaimIx, DeliveryIx};
use crate::domain::reference::Reference;
use rayon::prelude::*;

/// What becomes of each delivery in a run of one year.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The claim each delivery belongs to; [`ClaimIx::NONE`] for those that count nowhere or await one.
    pub claim: Vec<ClaimIx>,
    /// Deliveries that no claim covers yet.
    pub awaiting: Vec<DeliveryIx>,
}

/// Assigns every delivery that counts: among the claims of its episode and bundle that are not void the earliest on or
/// after it, else the latest; of several on that date the smallest id. So no delivery is ever paid twice.
pub fn assign(dossier: &Dossier, states: &[ClaimState], year: i32) -> Assignment {
    let deliveries = &dossier.deliveries;
    // Claims that are not void, by episode.
    let living = (0..dossier.claims.id.len()).filter(|claim| !states[*claim].is_void());
    let pairs = living.map(|claim| (dossier.claims.episode[claim].at(), ClaimIx::of(claim)));
    let by_episode = Grouped::new(dossier.episode_ids.len(), pairs, ClaimIx::NONE);
    let bundle_of: Vec<BundleIx> =
        dossier.reference.performances.iter().map(|performance| performance.bundle).collect();
    let counts = counting(deliveries, &dossier.reference, year);
    let of = |at: usize| {
        let candidates = by_episode.of(deliveries.episode[at].at());
        let matching = candidates
            .iter()
            .copied()
            .filter(|claim| bundle_of[dossier.claims.performance[claim.at()].at()] == deliveries.bundle[at]);
        let after = |claim: &ClaimIx| dossier.claims.date[claim.at()] >= deliveries.date[at];
        let mut best = ClaimIx::NONE;
        for claim in matching {
            if best == ClaimIx::NONE || goes_before(&dossier.claims, claim, best, after(&claim), after(&best)) {
                best = claim;
            }
        }
        best
    };
    let rows = (0..deliveries.id.len()).into_par_iter();
    let claim: Vec<ClaimIx> = rows.map(|at| if counts[at] { of(at) } else { ClaimIx::NONE }).collect();
    let is_awaiting = |at: &usize| counts[*at] && claim[*at] == ClaimIx::NONE;
    let awaiting = (0..claim.len()).filter(is_awaiting).map(DeliveryIx::of).collect();
    Assignment { claim, awaiting }
}

fn goes_before(claims: &Claims, one: ClaimIx, other: ClaimIx, one_after: bool, other_after: bool) -> bool {
    let (day, other_day) = (claims.date[one.at()], claims.date[other.at()]);
    if one_after != other_after {
        return one_after;
    }
    if day != other_day {
        return if one_after { day < other_day } else { day > other_day };
    }
    claims.id.get(one.at()) < claims.id.get(other.at())
}

/// Whether each delivery counts at all: not replaced, not zero, not settled in another year, in a bundle that the IGO
/// claims.
fn counting(deliveries: &Deliveries, reference: &Reference, year: i32) -> Vec<bool> {
    let monitored_only = |bundle: BundleIx| {
        let mut of_bundle = reference.performances.iter().filter(|performance| performance.bundle == bundle).peekable();
        of_bundle.peek().is_some() && of_bundle.all(|performance| performance.claimed_by_participant)
    };
    let bundles = (0..reference.bundles.len()).map(BundleIx::of);
    let igo_claims: Vec<bool> = bundles.map(|bundle| !monitored_only(bundle)).collect();
    let mut counts: Vec<bool> = (0..deliveries.id.len())
        .into_par_iter()
        .map(|at| {
            let settled = settled_year(deliveries, DeliveryIx::of(at));
            deliveries.quantity[at].0 != 0
                && settled.is_none_or(|settled| settled == year)
                && igo_claims[deliveries.bundle[at].at()]
        })
        .collect();
    for replaced in deliveries.replaces.iter().filter_map(|replaced| replaced.some()) {
        counts[replaced.at()] = false;
    }
    counts
}

/// The year a delivery was settled in: its own row in `settled.csv`, else that of the nearest delivery it replaces.
pub fn settled_year(deliveries: &Deliveries, delivery: DeliveryIx) -> Option<i32> {
    let mut at = delivery;
    loop {
        match deliveries.settled[at.at()] {
            0 => at = deliveries.replaces[at.at()].some()?,
            year => return Some(year),
        }
    }
}
