//! Ceilings, overhead and safety net of the insured.

use super::Ground;
use crate::calc::ceilings::ceilings_of;
use crate::calc::explain::decimal_text;
use crate::calc::trace::{Key, Place, Step};
use crate::domain::index::ClaimIx;
use crate::domain::model::slice::{SliceKind, SliceTarget};
use crate::domain::money::{Cents, Overflow};
use serde::Serialize;
use std::collections::BTreeMap;

/// A ceiling of the year. One of a concern is in the report of the concern, not in that of one of its insurers, because
/// it would tell of the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = InsuredCeiling))]
pub struct CeilingLine {
    pub contract: String,
    /// Absent for all performances.
    pub performance: Option<String>,
    pub ceiling: Cents,
    /// Worth of the claims under it up to the end of the run, as far as positive, less what ceilings before it took
    /// (those of one performance go first, spec 2.2).
    pub claimed: Cents,
    /// What of that is above it.
    pub over: Cents,
}

/// A top slice for the organisation, as agreed in the tariffs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = AgreedOverhead))]
pub struct OverheadLine {
    pub name: String,
    pub article: Option<String>,
    /// Of the percentage, where it is one.
    pub agreed_percentage: Option<String>,
    /// What it takes of the revenue of the whole run, in percent, cut to 2 decimals; absent without revenue.
    pub share_of_revenue: Option<String>,
}

/// Support for the guarantee by the contracts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct SafetyNet {
    pub limit: Cents,
    pub used: Cents,
}

pub fn ceilings(ground: &Ground<'_>) -> Result<Vec<CeilingLine>, Overflow> {
    let (reference, claims) = (&ground.dossier.reference, &ground.dossier.claims);
    let mut left: BTreeMap<ClaimIx, Cents> =
        ground.run.selection.claims.iter().map(|claim| (claim.claim, claim.amount)).collect();
    let mut lines = Vec::new();
    for (at, contract) in ceilings_of(ground.dossier, ground.outcome.spec.year).into_iter().enumerate() {
        let is_under = |claim: &ClaimIx| {
            reference.insurers[claims.insurer[claim.at()].at()].goes_by(&contract.insurer)
                && contract.performance.is_none_or(|performance| performance == claims.performance[claim.at()])
        };
        let under = left.iter().filter(|(claim, _)| is_under(claim));
        let claimed = Cents::sum(under.map(|(_, amount)| amount.or_zero()))?;
        let mut over = Cents::ZERO;
        for step in &ground.run.over_ceilings {
            let Step::Divided { place: Place::Ceiling(of), division } = step else { continue };
            if *of == at {
                over.add(division.amount)?;
                for (key, share) in division.keys.iter().zip(&division.shares) {
                    if let Key::Claim(claim) = key
                        && let Some(amount) = left.get_mut(claim)
                    {
                        amount.sub(Cents(*share))?;
                    }
                }
            }
        }
        if is_wholly_of(ground, &contract.insurer) {
            lines.push(CeilingLine {
                contract: contract.insurer.clone(),
                performance: contract.performance.map(|of| reference.performance_code(of).to_owned()),
                ceiling: contract.ceiling.unwrap_or_default(),
                claimed,
                over,
            });
        }
    }
    Ok(lines)
}

/// Whether a contract is of no other insurers than those of the report.
fn is_wholly_of(ground: &Ground<'_>, contract: &str) -> bool {
    let mut covered = ground.dossier.reference.insurers.iter().filter(|insurer| insurer.goes_by(contract));
    covered.all(|insurer| insurer.goes_by(ground.code))
}

pub fn overhead(ground: &Ground<'_>) -> Vec<OverheadLine> {
    let slices = ground.model.top_slices.iter().zip(&ground.outcome.top_slices);
    let revenue = ground.outcome.totals.revenue;
    let of_organisation = slices.filter(|(slice, _)| slice.to == SliceTarget::Organisation);
    of_organisation
        .map(|(slice, took)| OverheadLine {
            name: slice.name.clone(),
            article: slice.article.clone(),
            agreed_percentage: match slice.kind {
                SliceKind::Percentage(percentage) => Some(percentage.to_string()),
                SliceKind::PerClaim(_) | SliceKind::Budget(_) => None,
            },
            share_of_revenue: revenue
                .is_positive()
                .then(|| decimal_text(i128::from(took.amount.0) * 100, i128::from(revenue.0), 2)),
        })
        .collect()
}

/// Of contracts that are wholly of these insurers.
pub fn safety_net(ground: &Ground<'_>) -> Result<SafetyNet, Overflow> {
    let reference = &ground.dossier.reference;
    let is_own = |code: &str| is_wholly_of(ground, code);
    let contracts =
        reference.contracts.iter().filter(|row| row.year == ground.outcome.spec.year && is_own(&row.insurer));
    let support = ground.outcome.insurers.iter().filter(|row| is_own(&row.code));
    Ok(SafetyNet {
        limit: Cents::sum(contracts.filter_map(|row| row.support_limit))?,
        used: Cents::sum(support.map(|row| row.support))?,
    })
}
