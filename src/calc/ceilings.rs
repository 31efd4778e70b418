//! Ceilings of contracts: what is above them is no revenue (spec 2.2, "Ceilings").

use super::allocate::{Salt, allocate};
use super::selection::Selection;
use super::trace::{Key, Place, Trace};
use crate::domain::dossier::Dossier;
use crate::domain::money::{Cents, Overflow};
use crate::domain::reference::Contract;

/// Contracts with a ceiling for a year: those with a performance first, then by insurer code, then performance.
pub fn ceilings_of(dossier: &Dossier, year: i32) -> Vec<&Contract> {
    let reference = &dossier.reference;
    let mut contracts: Vec<&Contract> =
        reference.contracts.iter().filter(|contract| contract.year == year && contract.ceiling.is_some()).collect();
    contracts.sort_by_key(|contract| {
        let performance = contract.performance.map(|performance| reference.performance_code(performance));
        (performance.is_none(), contract.insurer.as_str(), performance)
    });
    contracts
}

/// r of every claim after ceilings.
pub fn apply<T: Trace>(
    dossier: &Dossier,
    year: i32,
    selection: &Selection,
    trace: &mut T,
) -> Result<Vec<Cents>, Overflow> {
    let reference = &dossier.reference;
    let mut revenue: Vec<Cents> = selection.claims.iter().map(|claim| claim.amount).collect();
    for (at, contract) in ceilings_of(dossier, year).into_iter().enumerate() {
        let covered: Vec<usize> = (0..selection.claims.len())
            .filter(|claim| {
                let row = selection.claims[*claim].claim.at();
                reference.insurers[dossier.claims.insurer[row].at()].goes_by(&contract.insurer)
                    && contract.performance.is_none_or(|performance| performance == dossier.claims.performance[row])
            })
            .collect();
        let weights: Vec<i64> = covered.iter().map(|claim| revenue[*claim].or_zero().0).collect();
        let positive = Cents::sum(weights.iter().map(|weight| Cents(*weight)))?;
        let excess = positive.minus(contract.ceiling.unwrap_or_default())?.or_zero();
        if excess.is_zero() {
            continue;
        }
        let performance = contract.performance.map_or("", |performance| reference.performance_code(performance));
        let salt = ["ceiling", &contract.insurer, performance];
        let id = |position: usize| dossier.claims.id.get(selection.claims[covered[position]].claim.at());
        let Some(shares) = allocate(excess.0, &weights, id, Salt(&salt))? else { continue };
        for (claim, share) in covered.iter().zip(&shares) {
            revenue[*claim].sub(Cents(*share))?;
        }
        let keys = covered.iter().map(|claim| Key::Claim(selection.claims[*claim].claim));
        trace.divided(Place::Ceiling(at), excess, keys, &weights, &shares, &salt);
    }
    Ok(revenue)
}
