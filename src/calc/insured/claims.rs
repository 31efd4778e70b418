//! Claims of the insured: how many at what tariff, how severe, and where they stand.

use super::Ground;
use crate::calc::claims::WORDS;
use crate::calc::explain::price_text;
use crate::calc::prices::value;
use crate::calc::tariffs::TariffBook;
use crate::domain::decimal::{Price, Quantity, scaled_text};
use crate::domain::index::{ClaimIx, PerformanceIx, SeverityIx};
use crate::domain::money::{Cents, Overflow};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A performance of a severity at a tariff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = InsuredPerformance))]
pub struct PerformanceLine {
    pub performance: String,
    pub severity: String,
    /// Agreed for the day of the claim; absent where none is.
    pub tariff: Option<String>,
    pub claims: u64,
    pub quantity: String,
    /// What they are worth on the basis of the run, before ceilings.
    pub claimed: Cents,
    /// And after.
    pub revenue: Cents,
}

/// A severity within a performance, where there are any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = InsuredSeverity))]
pub struct SeverityLine {
    pub performance: String,
    /// Empty for none.
    pub severity: String,
    pub claims: u64,
    /// Of the claims of the performance, in percent, cut to 2 decimals.
    pub share: String,
}

/// Claims in one state and of one age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = InsuredClaims))]
pub struct StateLine {
    /// One of [`WORDS`].
    pub state: &'static str,
    /// Days from the claim to the moment of the report, in bands.
    pub age: &'static str,
    pub claims: u64,
    /// quantity × tariff; claims without a tariff count as nothing.
    pub value: Cents,
}

/// `part` of `whole` in percent, cut to 2 decimals.
pub fn percent(part: u64, whole: u64) -> String {
    crate::calc::explain::decimal_text(i128::from(part) * 100, i128::from(whole.max(1)), 2)
}

/// Of one line.
#[derive(Default)]
struct Sum {
    claims: u64,
    quantity: i128,
    claimed: Cents,
    revenue: Cents,
}

pub fn performances(ground: &Ground<'_>) -> Result<Vec<PerformanceLine>, Overflow> {
    let (reference, claims) = (&ground.dossier.reference, &ground.dossier.claims);
    let tariffs = TariffBook::new(reference);
    let mut sums: BTreeMap<(PerformanceIx, SeverityIx, Option<Price>), Sum> = BTreeMap::new();
    for at in ground.counted(true) {
        let row = ground.row(at);
        let (performance, severity) = (claims.performance[row], claims.severity[row]);
        let tariff = tariffs.at(claims.insurer[row], performance, severity, claims.date[row]);
        let sum = sums.entry((performance, severity, tariff.map(|tariff| tariff.price))).or_default();
        sum.claims += 1;
        sum.quantity += claims.quantity[row].wide();
        sum.claimed.add(ground.run.selection.claims[at].amount)?;
        sum.revenue.add(ground.run.revenue[at])?;
    }
    let lines = sums.into_iter().map(|((performance, severity, tariff), sum)| PerformanceLine {
        performance: reference.performance_code(performance).to_owned(),
        severity: reference.severities[severity.at()].clone(),
        tariff: tariff.map(price_text),
        claims: sum.claims,
        quantity: scaled_text(sum.quantity, Quantity::PLACES),
        claimed: sum.claimed,
        revenue: sum.revenue,
    });
    Ok(lines.collect())
}

/// Performances of which some claim has a severity.
pub fn severities(ground: &Ground<'_>) -> Vec<SeverityLine> {
    let (reference, claims) = (&ground.dossier.reference, &ground.dossier.claims);
    let mut counts: BTreeMap<(PerformanceIx, SeverityIx), u64> = BTreeMap::new();
    for at in ground.counted(true) {
        let row = ground.row(at);
        *counts.entry((claims.performance[row], claims.severity[row])).or_default() += 1;
    }
    let severe = counts.keys().filter(|(_, severity)| *severity != SeverityIx::NO_SEVERITY);
    let mixed: BTreeSet<PerformanceIx> = severe.map(|(performance, _)| *performance).collect();
    let whole = |performance: PerformanceIx| -> u64 {
        counts.iter().filter(|((of, _), _)| *of == performance).map(|(_, count)| count).sum()
    };
    let lines = counts.iter().filter(|((performance, _), _)| mixed.contains(performance));
    lines
        .map(|((performance, severity), count)| SeverityLine {
            performance: reference.performance_code(*performance).to_owned(),
            severity: reference.severities[severity.at()].clone(),
            claims: *count,
            share: percent(*count, whole(*performance)),
        })
        .collect()
}

/// Days up to and including, and what the band is called.
const AGES: [(i32, &str); 4] = [(30, "0-30"), (90, "31-90"), (180, "91-180"), (i32::MAX, "181-")];

/// All own claims dated in the period, whatever the basis of the run.
pub fn states(ground: &Ground<'_>) -> Result<Vec<StateLine>, Overflow> {
    let claims = &ground.dossier.claims;
    let spec = &ground.outcome.spec;
    let tariffs = TariffBook::new(&ground.dossier.reference);
    let held: BTreeSet<ClaimIx> = ground.outcome.held.iter().map(|held| held.claim).collect();
    let moment = spec.as_of.unwrap_or(spec.to);
    let mut sums: BTreeMap<(usize, usize), (u64, Cents)> = BTreeMap::new();
    for row in 0..claims.id.len() {
        let day = claims.date[row];
        if day < ground.from || day > spec.to || !ground.is_own(claims.insurer[row]) {
            continue;
        }
        let name = ground.run.states[row].word(held.contains(&ClaimIx::of(row)));
        let days = moment.0.saturating_sub(day.0);
        let age = AGES.iter().position(|(most, _)| days <= *most).unwrap_or(AGES.len() - 1);
        let place = WORDS.iter().position(|known| *known == name).unwrap_or_default();
        let tariff = tariffs.at(claims.insurer[row], claims.performance[row], claims.severity[row], day);
        let sum = sums.entry((place, age)).or_default();
        sum.0 += 1;
        sum.1.add(tariff.map_or(Ok(Cents::ZERO), |tariff| value(claims.quantity[row], tariff.price))?)?;
    }
    let lines = sums.into_iter().map(|((state, age), (claims, value))| StateLine {
        state: WORDS[state],
        age: AGES[age].1,
        claims,
        value,
    });
    Ok(lines.collect())
}
