//! `tariffs`: the integral tariff of each performance at which the IGO is budget neutral against mono with a given
//! overhead, pooled over insurers (spec 3, question 5).
//!
//! A severity has a tariff of its own where tariffs of its own are agreed or proposed for it; other severities are pooled
//! with the claims of the performance that have none. Claims that are void are nobody's, deliveries go to the claim that
//! covers them as in a run, and a claim without deliveries counts with its quantity: it is paid too. Both lists are applied
//! to what is claimed: what insurers accepted otherwise, and ceilings, say nothing about a tariff. A claim needs no agreed
//! tariff, so that an organisation without any can ask.

mod group;
mod list;

use super::care::Valuing;
use super::compare::{add, every, named};
use super::projection::Changes;
use super::projection::base::accepted_amounts;
use super::projection::year::{ProjectedYear, agreed};
use super::studio::{Studio, Unanswered, Watch, tell};
use crate::calc::allocate::{Salt, allocate};
use crate::calc::prices::{PriceBook, value};
use crate::domain::decimal::{Quantity, scaled_text};
use crate::domain::dossier::Dossier;
use crate::domain::index::{ClaimIx, InsurerIx, SeverityIx, TableIx};
use crate::domain::money::{Cents, Overflow, round_ratio};
use crate::domain::problem::Refusal;
use crate::domain::question::tariffs::{Overhead, ProposedTariff, Tariffs};
use crate::domain::reference::{Reference, Unit};
use crate::domain::scenario::Prepared;
use crate::domain::simulation::tariffs::{
    InsurerTariffs, ListFigures, OverheadOf, PerformanceTariff, TariffTotal, TariffYear, TariffsFound,
};
use crate::domain::simulation::{Answer, Assumption, Found, assume};
use group::{Group, Key, charge};
use list::{List, Sums};
use std::collections::BTreeMap;

/// The neutral tariffs of every projected year. No model plays a part, but for the shifts that changes name.
///
/// Refuses what the projection refuses, and care without a shadow tariff (`price_missing`).
pub fn tariffs(
    studio: &Studio,
    prepared: &Prepared,
    question: &Tariffs,
    watch: &dyn Watch,
) -> Result<Answer, Unanswered> {
    let scenario = &prepared.scenario;
    let last = scenario.years.last().copied().unwrap_or_default();
    let base = studio.base(scenario.base_year, last)?;
    let changes = Changes::of(scenario, every(&prepared.models))?;
    let mut found: Vec<Assumption> = base.assumptions.clone();
    let mut beside: Vec<Assumption> = accepted_amounts(base.dossier.events.id.len()).into_iter().collect();
    let mut years = Vec::new();
    for (done, year) in (0..).zip(&scenario.years) {
        tell(watch, done, scenario.years.len() as u64)?;
        let projected = studio.shelf().project(&base, &changes, *year)?;
        projected.year.assumptions.iter().for_each(|one| add(&mut found, one));
        let Dossier { reference, scores, .. } = &base.dossier;
        let mut dossier = Dossier { reference: reference.clone(), scores: scores.clone(), ..Dossier::default() };
        agreed(&mut dossier, *year, &mut beside);
        let claimed = Claimed::of(&projected.year, question)?;
        years.push(claimed.found()?);
    }
    // Both lists are applied to what is claimed: what is assumed of accepted amounts, contracts and scores plays no part.
    found.retain(|one| !beside.contains(one));
    let assumptions = found.into_iter().chain([applied_to_what_is_claimed()]).collect();
    let overhead = match question.overhead {
        Overhead::None => OverheadOf::default(),
        Overhead::Percentage(percentage) => {
            OverheadOf { percentage: Some(percentage.to_string()), ..OverheadOf::default() }
        }
        Overhead::Amount(amount) => OverheadOf { amount: Some(amount), ..OverheadOf::default() },
    };
    let list = if question.proposed.is_empty() { "agreed" } else { "proposed" };
    let found = Found::Tariffs(TariffsFound { overhead, list: list.to_owned(), years });
    Ok(Answer { scenario: named(scenario), base_year: base.year, assumptions, found })
}

fn applied_to_what_is_claimed() -> Assumption {
    assume(
        "Tarieven zijn gerekend over wat is gedeclareerd en niet nietig is; toegekende bedragen en plafonds doen hier niet mee.",
        "Tariffs are applied to what is claimed and not void; accepted amounts and ceilings play no part here.",
    )
}

/// The claims of a year, each in its group.
struct Claimed<'a> {
    year: &'a ProjectedYear,
    list: List<'a>,
    groups: BTreeMap<Key, Group>,
    /// Position in the claims, its group and the mono value of its deliveries.
    claims: Vec<(usize, Key, Cents)>,
}

/// An insurer while its claims are added up.
#[derive(Default)]
struct OfInsurer {
    claims: u64,
    mono: Cents,
    expected: Cents,
    revenue: Cents,
    list: Sums,
}

impl<'a> Claimed<'a> {
    fn of(year: &'a ProjectedYear, question: &'a Tariffs) -> Result<Claimed<'a>, Refusal> {
        let Tariffs { overhead, proposed } = question;
        let (dossier, reference) = (&year.dossier, &year.dossier.reference);
        let list = List::new(reference, proposed as &[ProposedTariff]);
        let claims = &dossier.claims;
        let counts = |claim: ClaimIx| {
            let performance = &reference.performances[claims.performance[claim.at()].at()];
            claims.date[claim.at()].year() == year.year && !performance.claimed_by_participant
        };
        let mut mono = vec![Cents::ZERO; claims.id.len()];
        let prices = PriceBook::shadow(reference);
        let valuing = Valuing { dossier, year: year.year, prices: &prices, table: TableIx::SHADOW, name: "shadow" };
        valuing.each(&year.claim_of, counts, |worth| mono[worth.claim.at()].add(worth.value))?;
        let mut own: BTreeMap<Key, bool> = BTreeMap::new();
        let mut found = Claimed { year, list, groups: BTreeMap::new(), claims: Vec::new() };
        for claim in (0..claims.id.len()).filter(|claim| counts(ClaimIx::of(*claim))) {
            let (performance, severity) = (claims.performance[claim], claims.severity[claim]);
            let has_own = severity == SeverityIx::NO_SEVERITY
                || *own
                    .entry((performance, severity))
                    .or_insert_with(|| found.list.has_tariffs_of_its_own(year.year, performance, severity));
            let key = (performance, if has_own { severity } else { SeverityIx::NO_SEVERITY });
            let group = found.groups.entry(key).or_default();
            group.add(claims.episode[claim], claims.quantity[claim], mono[claim])?;
            found.claims.push((claim, key, mono[claim]));
        }
        charge(&mut found.groups, *overhead, reference)?;
        Ok(found)
    }

    fn found(&self) -> Result<TariffYear, Overflow> {
        let (dossier, reference) = (&self.year.dossier, &self.year.dossier.reference);
        let mut insurers: BTreeMap<InsurerIx, OfInsurer> = BTreeMap::new();
        let mut revenue: BTreeMap<Key, (Cents, Sums)> = BTreeMap::new();
        let mut total = (TariffTotal::default(), Sums::default());
        let mut prices = BTreeMap::new();
        for (key, group) in &self.groups {
            prices.insert(*key, group.price()?);
        }
        for (claim, key, mono) in &self.claims {
            let quantity = dossier.claims.quantity[*claim];
            let neutral = value(quantity, prices.get(key).copied().unwrap_or_default())?;
            let by_list = self.list.tariff(dossier, *claim).map(|price| value(quantity, price)).transpose()?;
            let insurer = insurers.entry(dossier.claims.insurer[*claim]).or_default();
            insurer.claims += 1;
            insurer.mono.add(*mono)?;
            insurer.revenue.add(neutral)?;
            insurer.list.add(quantity, by_list, neutral)?;
            let (of_group, list) = revenue.entry(*key).or_default();
            of_group.add(neutral)?;
            list.add(quantity, by_list, neutral)?;
            total.0.claims += 1;
            total.0.revenue.add(neutral)?;
            total.1.add(quantity, by_list, neutral)?;
        }
        self.spread(&mut insurers)?;
        let mut performances = Vec::new();
        for (key, group) in &self.groups {
            let (of_group, list) = revenue.remove(key).unwrap_or_default();
            total.0.mono.add(group.mono)?;
            total.0.overhead.add(group.overhead)?;
            performances.push(PerformanceTariff {
                tariff: group.tariff()?,
                standard_error: group.standard_error(),
                revenue: of_group,
                held_beside: list.figures()?,
                ..performance(reference, *key, group)
            });
        }
        let of = |(at, row): (InsurerIx, OfInsurer)| insurer(reference, at, &row);
        let insurers = insurers.into_iter().map(of).collect::<Result<_, _>>()?;
        let (mut total, list) = total;
        total.rounding = total.revenue.minus(total.mono)?.minus(total.overhead)?;
        total.held_beside = ListFigures { average: None, ..list.figures()? };
        Ok(TariffYear { year: self.year.year, performances, insurers, total })
    }

    /// Divides the mono value of each group over the insurers by what they claimed of it.
    fn spread(&self, insurers: &mut BTreeMap<InsurerIx, OfInsurer>) -> Result<(), Overflow> {
        let (dossier, reference) = (&self.year.dossier, &self.year.dossier.reference);
        let mut claimed: BTreeMap<Key, BTreeMap<InsurerIx, i64>> = BTreeMap::new();
        for (claim, key, _) in &self.claims {
            let sum = claimed.entry(*key).or_default().entry(dossier.claims.insurer[*claim]).or_default();
            *sum = sum.checked_add(dossier.claims.quantity[*claim].0).ok_or(Overflow)?;
        }
        for (key, of_group) in &claimed {
            let Some(group) = self.groups.get(key) else { continue };
            let (who, weights): (Vec<InsurerIx>, Vec<i64>) = of_group.iter().map(|(who, sum)| (*who, *sum)).unzip();
            let severity = &reference.severities[key.1.at()];
            let salt = Salt(&["case-mix", reference.performance_code(key.0), severity]);
            let parts = allocate(group.mono.0, &weights, |at| reference.insurer_code(who[at]), salt)?;
            for (who, part) in who.iter().zip(parts.unwrap_or_default()) {
                if let Some(row) = insurers.get_mut(who) {
                    row.expected.add(Cents(part))?;
                }
            }
        }
        Ok(())
    }
}

/// What is known of a group before its tariff.
fn performance(reference: &Reference, (at, severity): Key, group: &Group) -> PerformanceTariff {
    let row = &reference.performances[at.at()];
    PerformanceTariff {
        performance: row.code.clone(),
        name: row.name.clone(),
        severity: reference.severities[severity.at()].clone(),
        unit: if row.unit == Unit::Case { "case" } else { "hour" }.to_owned(),
        claims: group.claims,
        episodes: group.episodes(),
        quantity: scaled_text(group.quantity, Quantity::PLACES),
        mono: group.mono,
        overhead: group.overhead,
        tariff: None,
        standard_error: None,
        revenue: Cents::ZERO,
        held_beside: Default::default(),
    }
}

fn insurer(reference: &Reference, at: InsurerIx, row: &OfInsurer) -> Result<InsurerTariffs, Overflow> {
    let index = if row.expected.is_positive() {
        let tenths = round_ratio(i128::from(row.mono.0) * 1000, i128::from(row.expected.0))?;
        Some(format!("{}.{}", tenths / 10, tenths % 10))
    } else {
        None
    };
    let of = &reference.insurers[at.at()];
    Ok(InsurerTariffs {
        insurer: of.code.clone(),
        name: of.name.clone(),
        claims: row.claims,
        mono: row.mono,
        expected: row.expected,
        index,
        revenue: row.revenue,
        difference: row.revenue.minus(row.mono)?,
        // Hours and cases have no average.
        held_beside: ListFigures { average: None, ..row.list.figures()? },
    })
}
