//! `volume`: more or less care (spec 3).

use super::year::ProjectedYear;
use crate::calc::members::Members;
use crate::domain::date::first_day;
use crate::domain::decimal::{Quantity, Rate};
use crate::domain::index::ClaimIx;
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::scenario::VolumeChange;
use crate::domain::simulation::assume;

/// Multiplies the claims that match, what was accepted for them, and their deliveries. A change of one participant or
/// discipline multiplies its deliveries alone: who claims is the organisation, and of whose care more is delivered is not
/// to be seen in a claim.
pub fn apply(at: &mut ProjectedYear, change: &VolumeChange) -> Result<(), Overflow> {
    if change.from.is_none_or(|from| from <= at.year) {
        at.assume(assume(
            "Een ander volume is een andere hoeveelheid van dezelfde trajecten: wie per traject telt, telt er evenveel.",
            "Another volume is another quantity of the same episodes: what counts by episode counts as many.",
        ));
    }
    let begins = change.from.map(first_day);
    let in_time = |day| begins.is_none_or(|begins| day >= begins);
    let claims = &at.dossier.claims;
    let of_claim = |claim: ClaimIx| {
        change.performance.is_none_or(|performance| claims.performance[claim.at()] == performance)
            && change.insurers.as_ref().is_none_or(|insurers| insurers.contains(&claims.insurer[claim.at()]))
    };
    if change.participant.is_none() && change.discipline.is_none() {
        let matching: Vec<bool> =
            (0..claims.id.len()).map(|claim| of_claim(ClaimIx::of(claim)) && in_time(claims.date[claim])).collect();
        let dossier = &mut at.dossier;
        let of = |claim: ClaimIx| claim != ClaimIx::NONE && matching[claim.at()];
        for (_, quantity) in dossier.claims.quantity.iter_mut().enumerate().filter(|(claim, _)| matching[*claim]) {
            *quantity = times(*quantity, change.factor)?;
        }
        for (claim, amount) in dossier.events.claim.iter().zip(&mut dossier.events.amount) {
            if let Some(amount) = amount.as_mut().filter(|_| of(*claim)) {
                *amount = Cents::from_wide(scaled(i128::from(amount.0), change.factor)?)?;
            }
        }
        for (claim, quantity) in at.claim_of.iter().zip(&mut dossier.deliveries.quantity) {
            if of(*claim) {
                *quantity = times(*quantity, change.factor)?;
            }
        }
        return Ok(());
    }
    let members = Members::of_year(&at.dossier.reference, at.year);
    let rows = &at.dossier.deliveries;
    let matching: Vec<usize> = (0..rows.id.len())
        .filter(|row| {
            let who = members.successor(rows.participant[*row]);
            at.claim_of[*row].some().is_some_and(of_claim)
                && in_time(rows.date[*row])
                && change.participant.is_none_or(|one| who == members.successor(one))
                && change.discipline.is_none_or(|discipline| members.discipline(who) == discipline)
        })
        .collect();
    for row in matching {
        let quantity = &mut at.dossier.deliveries.quantity[row];
        *quantity = times(*quantity, change.factor)?;
    }
    Ok(())
}

/// round(quantity × factor), to the 4 decimals of a quantity.
fn times(quantity: Quantity, factor: Rate) -> Result<Quantity, Overflow> {
    i64::try_from(scaled(quantity.wide(), factor)?).map(Quantity).map_err(|_| Overflow)
}

fn scaled(amount: i128, factor: Rate) -> Result<i128, Overflow> {
    round_ratio(product(&[amount, factor.wide()])?, Rate::SCALE)
}
