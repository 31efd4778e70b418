//! Care-path shifts as they go: units and rates per 100 episodes by month, against what was and what is aimed at.

use super::explain::decimal_text;
use super::reselected::Reselected;
use crate::domain::date::Date;
use crate::domain::decimal::{Quantity, scaled_text};
use crate::domain::dossier::Dossier;
use crate::domain::index::{EpisodeIx, InsurerIx};
use crate::domain::model::Model;
use crate::domain::model::shift::Shift;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct ShiftRates {
    pub name: String,
    pub article: Option<String>,
    pub from_discipline: String,
    pub from_activity: String,
    pub to_discipline: String,
    pub to_activity: String,
    pub starts: Date,
    /// Units per 100 episodes, as in the model.
    pub baseline_rate: String,
    pub target_rate: Option<String>,
    pub months: Vec<RateLine>,
    /// The whole period. An episode with claims in several months counts once here.
    pub total: RateLine,
}

/// A month, or the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct RateLine {
    /// `2026-03`: for units the month of the delivery, for episodes that of the claim; absent for the whole.
    pub month: Option<String>,
    /// Deliveries of the taker's activity that count as units (spec 2.5, step 1), added up.
    pub units: String,
    /// Distinct episodes with a claim of the shift's performances.
    pub episodes: usize,
    /// Units per 100 episodes, cut to 2 decimals; absent without episodes.
    pub rate: Option<String>,
    /// Whether the rate has reached the target.
    pub on_target: Option<bool>,
}

/// Every shift of a model in a period, in the model's order: units delivered, and episodes claimed, from `from` up to and
/// including the end of the run. `counts` says whose insured count.
pub fn shift_rates(
    dossier: &Dossier,
    model: &Model,
    run: &Reselected,
    from: Date,
    counts: impl Fn(InsurerIx) -> bool,
) -> Vec<ShiftRates> {
    let claims = &dossier.claims;
    let mut shifts = Vec::with_capacity(model.shifts.len());
    // The claim of each delivery of the selection.
    let mut claim_of = vec![0; run.selection.deliveries.len()];
    for claim in 0..run.selection.claims.len() {
        claim_of[run.selection.of(claim)].fill(claim);
    }
    for (at, shift) in model.shifts.iter().enumerate() {
        let mut months: BTreeMap<(i32, u32), (i128, BTreeSet<EpisodeIx>)> = BTreeMap::new();
        let mut whole: (i128, BTreeSet<EpisodeIx>) = Default::default();
        for claim in &run.selection.claims {
            let row = claim.claim.at();
            let day = claims.date[row];
            let matches = shift.performances.matches(claims.performance[row]) && day >= shift.starts && day >= from;
            if matches && counts(claims.insurer[row]) {
                months.entry(month(day)).or_default().1.insert(claims.episode[row]);
                whole.1.insert(claims.episode[row]);
            }
        }
        for unit in run.care.units.iter().filter(|unit| unit.shift == at) {
            let row = run.selection.deliveries[unit.delivery].at();
            let claim = run.selection.claims[claim_of[unit.delivery]].claim.at();
            let day = dossier.deliveries.date[row];
            if day >= from && counts(claims.insurer[claim]) {
                let quantity = dossier.deliveries.quantity[row].wide();
                months.entry(month(day)).or_default().0 += quantity;
                whole.0 += quantity;
            }
        }
        let reference = &dossier.reference;
        shifts.push(ShiftRates {
            name: shift.name.clone(),
            article: shift.article.clone(),
            from_discipline: reference.discipline_code(shift.from_discipline).to_owned(),
            from_activity: reference.activity_code(shift.from_activity).to_owned(),
            to_discipline: reference.discipline_code(shift.to_discipline).to_owned(),
            to_activity: reference.activity_code(shift.to_activity).to_owned(),
            starts: shift.starts,
            baseline_rate: shift.baseline_rate.to_string(),
            target_rate: shift.target_rate.map(|rate| rate.to_string()),
            months: months
                .into_iter()
                .map(|((year, month), (units, episodes))| {
                    line(shift, Some(format!("{year:04}-{month:02}")), units, episodes.len())
                })
                .collect(),
            total: line(shift, None, whole.0, whole.1.len()),
        });
    }
    shifts
}

fn month(day: Date) -> (i32, u32) {
    let (year, month, _) = day.parts();
    (year, month)
}

fn line(shift: &Shift, month: Option<String>, units: i128, episodes: usize) -> RateLine {
    let count = i128::try_from(episodes).unwrap_or(i128::MAX);
    let rate = (episodes > 0).then(|| decimal_text(units * 100, count.saturating_mul(Quantity::SCALE), 2));
    // Both scaled by 10^6: units × 100 / 10^4 / episodes against the target.
    let reached = |target: crate::domain::decimal::Rate| units * 10_000 >= target.wide().saturating_mul(count);
    let on_target = shift.target_rate.filter(|_| episodes > 0).map(reached);
    RateLine { month, units: scaled_text(units, Quantity::PLACES), episodes, rate, on_target }
}
