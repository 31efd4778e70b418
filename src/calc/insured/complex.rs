//! How much of the care was complex, and what it would have been worth under mono-disciplinary funding, as an index.

use super::claims::percent;
use super::{FEWEST_EPISODES, Ground};
use crate::calc::explain::decimal_text;
use crate::domain::index::{BundleIx, PerformanceIx, TableIx};
use crate::domain::money::Overflow;
use crate::domain::reference::Unit;
use serde::Serialize;
use std::collections::BTreeMap;

/// Complex claims of a bundle in a month.
///
/// What is complex is said by [`Performance::is_complex`]. The share is of all claims of the bundle that are counted in cases; bundles without a complex performance have none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ComplexShare))]
pub struct ComplexLine {
    pub bundle: String,
    /// `2026-03`; absent for the whole period.
    pub month: Option<String>,
    pub complex: u64,
    pub claims: u64,
    /// In percent, cut to 2 decimals.
    pub share: String,
    /// The share among the insured of all other insurers together; for the whole period, and absent where those have
    /// fewer than 10 episodes in the bundle.
    pub share_of_others: Option<String>,
}

/// Mono value per claim of a performance, as an index without amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct MonoIndex {
    pub performance: String,
    /// Absent for the whole period.
    pub month: Option<String>,
    /// Of a month: 100 is the own mean mono value per claim over the whole period. Of the whole period: 100 is the mean
    /// among the insured of all other insurers together. Cut to 1 decimal; absent where those have fewer than 10 episodes
    /// of this performance, or no value.
    pub index: Option<String>,
}

fn month_of(ground: &Ground<'_>, at: usize) -> String {
    let (year, month, _) = ground.dossier.claims.date[ground.row(at)].parts();
    format!("{year:04}-{month:02}")
}

pub fn complex(ground: &Ground<'_>) -> Vec<ComplexLine> {
    let reference = &ground.dossier.reference;
    let performance = |at: usize| &reference.performances[ground.dossier.claims.performance[ground.row(at)].at()];
    let mut lines = Vec::new();
    for (at, bundle) in reference.bundles.iter().enumerate() {
        let bundle_ix = BundleIx::of(at);
        let has_complex = reference.performances.iter().any(|row| row.bundle == bundle_ix && row.is_complex());
        let is_in = |at: &usize| performance(*at).bundle == bundle_ix && performance(*at).unit == Unit::Case;
        let own: Vec<usize> = ground.counted(true).filter(is_in).collect();
        if !has_complex || own.is_empty() {
            continue;
        }
        let others: Vec<usize> = ground.counted(false).filter(is_in).collect();
        let count = |claims: &[usize]| -> (u64, u64) {
            claims
                .iter()
                .fold((0, 0), |(complex, all), at| (complex + u64::from(performance(*at).is_complex()), all + 1))
        };
        let mut months: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        own.iter().for_each(|at| months.entry(month_of(ground, *at)).or_default().push(*at));
        let line = |month: Option<String>, claims: &[usize]| {
            let (complex, all) = count(claims);
            let share = percent(complex, all);
            ComplexLine { bundle: bundle.clone(), month, complex, claims: all, share, share_of_others: None }
        };
        let comparable = ground.episodes(others.iter().copied()) >= FEWEST_EPISODES;
        let (complex_of_others, all_of_others) = count(&others);
        let share_of_others = comparable.then(|| percent(complex_of_others, all_of_others));
        lines.push(ComplexLine { share_of_others, ..line(None, &own) });
        lines.extend(months.into_iter().map(|(month, claims)| line(Some(month), &claims)));
    }
    lines
}

/// Mono value and number of claims.
type Mean = (i128, i128);

pub fn mono_index(ground: &Ground<'_>) -> Result<Vec<MonoIndex>, Overflow> {
    let reference = &ground.dossier.reference;
    let selection = &ground.run.selection;
    let mono = |claims: &[usize]| -> Mean {
        let deliveries = claims.iter().flat_map(|at| selection.of(*at));
        let value = deliveries.map(|delivery| i128::from(selection.value(delivery, TableIx::SHADOW).0)).sum();
        (value, i128::try_from(claims.len()).unwrap_or(i128::MAX))
    };
    let index = |one: Mean, base: Mean| {
        let parts = one.0.checked_mul(base.1)?.checked_mul(100).zip(base.0.checked_mul(one.1))?;
        (parts.1 > 0).then(|| decimal_text(parts.0, parts.1, 1))
    };
    let mut lines = Vec::new();
    for at in 0..reference.performances.len() {
        let is_of = |claim: &usize| ground.dossier.claims.performance[ground.row(*claim)] == PerformanceIx::of(at);
        let own: Vec<usize> = ground.counted(true).filter(is_of).collect();
        if own.is_empty() {
            continue;
        }
        let others: Vec<usize> = ground.counted(false).filter(is_of).collect();
        let comparable = ground.episodes(others.iter().copied()) >= FEWEST_EPISODES;
        let code = &reference.performances[at].code;
        let whole = mono(&own);
        let against_others = if comparable { index(whole, mono(&others)) } else { None };
        lines.push(MonoIndex { performance: code.clone(), month: None, index: against_others });
        let mut months: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        own.iter().for_each(|claim| months.entry(month_of(ground, *claim)).or_default().push(*claim));
        lines.extend(months.into_iter().map(|(month, claims)| MonoIndex {
            performance: code.clone(),
            month: Some(month),
            index: index(mono(&claims), whole),
        }));
    }
    Ok(lines)
}
