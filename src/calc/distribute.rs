//! Every claim and every adjustment through the rules, and the pools after them (spec 2.4 and 2.7).

use super::books::Books;
use super::pools::{Pools, divide_pool};
use super::rules::{Distribution, Origin};
use super::slices::Sliced;
use super::stage::Stage;
use super::trace::{Source, Trace};
use super::values::PoolWeights;
use crate::domain::dossier::Adjustment;
use crate::domain::fraction::Fraction;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::run::RunSpec;

/// Fills the flows, and from them X_j of every participant.
pub fn distribute<T: Trace>(
    stage: &Stage<'_>,
    sliced: &Sliced,
    books: &mut Books,
    trace: &mut T,
) -> Result<(), Refusal> {
    let Stage { dossier, model, members, values, .. } = *stage;
    let pool_weights = &PoolWeights::new(dossier, stage.plan, stage.selection, values)?;
    let mut pools = Pools::default();
    let flows = &mut books.flows;
    let mut distribution =
        Distribution { dossier, model, members, values, pool_weights, flows, pools: &mut pools, trace };
    for (position, run_claim) in stage.selection.claims.iter().enumerate() {
        let claim = run_claim.claim.at();
        let origin = Origin {
            source: Source::Claim(run_claim.claim),
            id: dossier.claims.id.get(claim),
            day: dossier.claims.date[claim],
            insurer: Some(dossier.claims.insurer[claim]),
            performance: Some(dossier.claims.performance[claim]),
            claim: Some((position, run_claim.claim)),
        };
        distribution.apply(model.rules[run_claim.entry].root, sliced.net[position], Fraction::ONE, origin)?;
    }
    for (at, adjustment) in dossier.adjustments.iter().enumerate().filter(|(_, it)| counts(it, stage.spec)) {
        let entry = model.adjustments.iter().find(|entry| entry.matches(&adjustment.kind)).ok_or_else(|| {
            let (kind, id) = (&adjustment.kind, &adjustment.id);
            Refusal::new(
                ProblemCode::AdjustmentWithoutRule,
                format!("Het model zegt niet hoe bijstelling {id} van soort '{kind}' wordt verdeeld."),
                format!("The model does not say how adjustment {id} of kind '{kind}' is divided."),
            )
        })?;
        let origin = Origin {
            source: Source::Adjustment(at),
            id: &adjustment.id,
            day: adjustment.date,
            insurer: adjustment.insurer,
            performance: adjustment.performance,
            claim: None,
        };
        distribution.apply(entry.root, adjustment.amount, Fraction::ONE, origin)?;
    }
    for (key, amount) in pools.iter() {
        let entry = stage.plan.entry_of_node[key.node.at()];
        divide_pool(dossier, model, members, pool_weights, entry, *key, None, *amount, &mut books.flows, trace)?;
    }
    Ok(books.allocate_flows()?)
}

/// Whether an adjustment is dated in the year up to `to`.
pub fn counts(adjustment: &Adjustment, spec: &RunSpec) -> bool {
    adjustment.date.year() == spec.year && adjustment.date <= spec.to
}
