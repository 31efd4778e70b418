//! Every claim and every adjustment through the rules, and the pools after them (spec 2.4 and 2.7).

use super::flows::{Flows, Receives};
use super::pools::{Pools, divide_pool};
use super::rules::{Distribution, Origin};
use super::selection::CLAIMS_AT_ONCE;
use super::slices::Sliced;
use super::stage::Stage;
use super::trace::{Silent, Source, Trace};
use super::values::PoolWeights;
use crate::domain::dossier::Adjustment;
use crate::domain::fraction::Fraction;
use crate::domain::model::PRIOR_YEAR;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::run::RunSpec;
use rayon::prelude::*;
use std::ops::Range;

/// Books that claims are divided into apart from each other. Their number does not depend on how many threads there are,
/// so that no result can.
const BOOKS: usize = 8;

/// Where every cent goes by the rules; X_j of every participant is the sum of what flows to it.
pub fn distribute<T: Trace>(stage: &Stage<'_>, sliced: &Sliced, trace: &mut T) -> Result<Flows, Refusal> {
    let Stage { dossier, values, .. } = *stage;
    let pool_weights = &PoolWeights::new(dossier, stage.plan, stage.selection, values)?;
    let (mut flows, mut pools) = (Flows::new(&dossier.reference), Pools::default());
    let of_claims = Claims { stage, sliced, pool_weights };
    let count = stage.selection.claims.len();
    if T::ON {
        // What is recorded is recorded in the order of claims.
        of_claims.divide(0..count, &mut flows, &mut pools, trace)?;
    } else {
        let at_once = CLAIMS_AT_ONCE.max(count.div_ceil(BOOKS));
        let starts: Vec<usize> = (0..count).step_by(at_once).collect();
        let apart = |start: &usize| {
            let (mut flows, mut pools) = (Flows::new(&dossier.reference), Pools::default());
            of_claims.divide(*start..count.min(start + at_once), &mut flows, &mut pools, &mut Silent)?;
            Ok::<_, Refusal>((flows, pools))
        };
        // All of them, so that it is the first claim that is told when several cannot be divided.
        for of_some in starts.par_iter().map(apart).collect::<Vec<_>>() {
            let (of_flows, of_pools) = of_some?;
            flows.merge(&of_flows)?;
            pools.merge(&of_pools)?;
        }
    }
    after_claims(stage, pool_weights, &mut pools, &mut flows, trace)?;
    Ok(flows)
}

/// The adjustments of the run, and the pools that claims and adjustments filled.
pub fn after_claims<F: Receives, T: Trace>(
    stage: &Stage<'_>,
    pool_weights: &PoolWeights,
    pools: &mut Pools,
    flows: &mut F,
    trace: &mut T,
) -> Result<(), Refusal> {
    let Stage { dossier, model, members, .. } = *stage;
    let mut distribution = Distribution::new(stage, pool_weights, flows, pools, trace);
    for (at, adjustment) in dossier.adjustments.iter().enumerate().filter(|(_, it)| counts(it, stage.spec)) {
        let origin = Origin {
            source: Source::Adjustment(at),
            id: &adjustment.id,
            day: adjustment.date,
            insurer: adjustment.insurer,
            performance: adjustment.performance,
            claim: None,
        };
        match model.adjustment(&adjustment.kind) {
            Some(entry) => distribution.apply(entry.root, adjustment.amount, Fraction::ONE, origin)?,
            None if adjustment.kind == PRIOR_YEAR => distribution.reserve(adjustment.amount, origin)?,
            None => return Err(without_rule(adjustment)),
        }
    }
    for (key, amount) in pools.iter() {
        let entry = stage.plan.entry_of_node[key.node.at()];
        divide_pool(dossier, model, members, pool_weights, entry, *key, None, *amount, flows, trace)?;
    }
    Ok(())
}

fn without_rule(Adjustment { id, kind, .. }: &Adjustment) -> Refusal {
    Refusal::new(
        ProblemCode::AdjustmentWithoutRule,
        format!("Het model zegt niet hoe bijstelling {id} van soort '{kind}' wordt verdeeld."),
        format!("The model does not say how adjustment {id} of kind '{kind}' is divided."),
    )
}

/// Claims on their way through the rules.
struct Claims<'a> {
    stage: &'a Stage<'a>,
    sliced: &'a Sliced,
    pool_weights: &'a PoolWeights,
}

impl Claims<'_> {
    /// Sends some claims through the rules, into books of their own.
    fn divide<T: Trace>(
        &self,
        claims: Range<usize>,
        flows: &mut Flows,
        pools: &mut Pools,
        trace: &mut T,
    ) -> Result<(), Refusal> {
        let Stage { dossier, model, selection, .. } = *self.stage;
        let mut distribution = Distribution::new(self.stage, self.pool_weights, flows, pools, trace);
        for position in claims {
            let root = model.rules[selection.claims[position].entry].root;
            let origin = Origin::of_claim(dossier, selection, position);
            distribution.apply(root, self.sliced.net[position], Fraction::ONE, origin)?;
        }
        Ok(())
    }
}

/// Whether an adjustment is dated in the year up to `to`.
pub fn counts(adjustment: &Adjustment, spec: &RunSpec) -> bool {
    adjustment.date.year() == spec.year && adjustment.date <= spec.to
}
