//! Pools: amounts that are divided over the whole run instead of within a claim (spec 2.4, "Pools").

use super::allocate::{Salt, allocate};
use super::flows::{Receives, Recipient};
use super::members::Members;
use super::trace::{Key, Place, PoolKey, Trace};
use super::values::{PoolWeights, Weighing};
use crate::domain::dossier::Dossier;
use crate::domain::index::{ParticipantIx, TableIx};
use crate::domain::model::Model;
use crate::domain::money::{Cents, Overflow};
use std::collections::BTreeMap;

/// The amounts gathered per (node, discipline or `*`, performance, insurer).
#[derive(Clone, Debug, Default)]
pub struct Pools {
    amounts: BTreeMap<PoolKey, Cents>,
}

impl Pools {
    pub fn add(&mut self, key: PoolKey, amount: Cents) -> Result<(), Overflow> {
        self.amounts.entry(key).or_default().add(amount)
    }

    /// Adds the pools of other claims.
    pub fn merge(&mut self, other: &Pools) -> Result<(), Overflow> {
        other.iter().try_for_each(|(key, amount)| self.add(*key, *amount))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&PoolKey, &Cents)> {
        self.amounts.iter()
    }
}

/// Divides one pool by the values of the claims that pass its node: of its performance, where these are all zero of all
/// performances, and where these are zero too the amount is unallocated.
#[expect(clippy::too_many_arguments, reason = "called from two places with the books of the run taken apart")]
pub fn divide_pool<F: Receives, T: Trace>(
    dossier: &Dossier,
    model: &Model,
    members: &Members,
    pool_weights: &PoolWeights,
    entry: Option<usize>,
    key: PoolKey,
    adjustment: Option<usize>,
    amount: Cents,
    flows: &mut F,
    trace: &mut T,
) -> Result<(), Overflow> {
    if amount.is_zero() {
        return Ok(());
    }
    let reference = &dossier.reference;
    // Only rules that divide by a table have pools.
    let table = model.node(key.node).rule.table().unwrap_or(TableIx::SHADOW);
    let narrow = Weighing { entry, performance: key.performance, table, discipline: key.discipline };
    let mut weights = pool_weights.weights(narrow, members)?;
    let widened = key.performance.is_some() && weights.iter().all(|weight| *weight == 0);
    if widened {
        weights = pool_weights.weights(Weighing { performance: None, ..narrow }, members)?;
    }
    let discipline = key.discipline.map_or("*", |discipline| reference.discipline_code(discipline));
    let performance = key.performance.map_or("-", |performance| reference.performance_code(performance));
    let insurer = key.insurer.map_or("-", |insurer| reference.insurer_code(insurer));
    let salt = ["pool", discipline, performance, insurer];
    let code = |at: usize| reference.participant_code(ParticipantIx::of(at));
    let Some(shares) = allocate(amount.0, &weights, code, Salt(&salt))? else {
        return flows.add(key.insurer, key.performance, Recipient::Unallocated, amount);
    };
    for (at, share) in shares.iter().enumerate().filter(|(_, share)| **share != 0) {
        flows.add(key.insurer, key.performance, Recipient::Participant(ParticipantIx::of(at)), Cents(*share))?;
    }
    if T::ON {
        // Only who has a weight: over a whole country most participants have none in a pool.
        let weighed: Vec<usize> = (0..weights.len()).filter(|at| weights[*at] > 0).collect();
        let keys = weighed.iter().map(|at| Key::Participant(ParticipantIx::of(*at)));
        let (weights, shares): (Vec<i64>, Vec<i64>) = weighed.iter().map(|at| (weights[*at], shares[*at])).unzip();
        trace.divided(Place::Pool { key, adjustment, widened }, amount, keys, &weights, &shares, &salt);
    }
    Ok(())
}
