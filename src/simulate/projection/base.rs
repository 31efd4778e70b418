//! The base year: the episodes that every projected year repeats, with what belongs to them.

use crate::calc::assignment::settled_year;
use crate::calc::claims::{ClaimState, states};
use crate::domain::date::first_day;
use crate::domain::dossier::{ClaimEvents, Claims, Deliveries, Dossier, EventKind};
use crate::domain::index::{ClaimIx, DeliveryIx, EpisodeIx};
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::simulation::{Assumption, assume};
use crate::simulate::projection::spelled;
use std::collections::BTreeMap;

/// The episodes of one year, without what counts nowhere: claims that are void, deliveries that were replaced, taken
/// back or settled in another year. Tariffs that end are continued, and provisional ones count.
pub struct Base {
    pub year: i32,
    pub dossier: Dossier,
    pub assumptions: Vec<Assumption>,
}

impl Base {
    /// The episodes with a claim in `year`, or without one in the year with the most claims, ready to be repeated up to
    /// and including `last`.
    ///
    /// Refuses `invalid_scenario` where the year has no claims.
    pub fn of(dossier: &Dossier, year: Option<i32>, last: i32) -> Result<Base, Refusal> {
        let states = states(&dossier.claims, &dossier.events, None)?;
        let claims: Vec<usize> = (0..dossier.claims.id.len()).filter(|claim| !states[*claim].is_void()).collect();
        let year = match year {
            Some(year) => year,
            None => busiest(&dossier.claims, &claims).ok_or_else(|| without_claims(None))?,
        };
        let mut episodes = vec![EpisodeIx::NONE; dossier.episode_ids.len()];
        for claim in claims.iter().filter(|claim| dossier.claims.date[**claim].year() == year) {
            episodes[dossier.claims.episode[*claim].at()] = EpisodeIx(0);
        }
        if episodes.iter().all(|episode| *episode == EpisodeIx::NONE) {
            return Err(without_claims(Some(year)));
        }
        let mut taken = Taken { dossier, episodes, base: Dossier::default() };
        taken.number_episodes();
        taken.claims(&claims, &states);
        taken.deliveries(year);
        let mut base = taken.base;
        of_the_year(&mut base, dossier, year);
        let earliest = base.deliveries.date.iter().min().copied().unwrap_or(first_day(year));
        let assumptions = spelled::continue_tariffs(&mut base.reference, first_day(year), earliest, last);
        let mut found = Base { year, dossier: base, assumptions };
        found.assume_provisional();
        found.assume_accepted();
        Ok(found)
    }

    fn assume_provisional(&mut self) {
        let tariffs = &mut self.dossier.reference.integral_tariffs;
        let count = tariffs.iter().filter(|row| row.provisional).count();
        tariffs.iter_mut().for_each(|row| row.provisional = false);
        if count > 0 {
            self.assumptions.push(assume(
                format!("Voorlopige integrale tarieven ({count}) gelden als afgesproken."),
                format!("Provisional integral tariffs ({count}) count as agreed."),
            ));
        }
    }

    fn assume_accepted(&mut self) {
        self.assumptions.extend(accepted_amounts(self.dossier.events.id.len()));
    }
}

/// What an insurer accepted is an amount, which no tariff changes: said of so many claims, where there are any.
pub fn accepted_amounts(count: usize) -> Option<Assumption> {
    match count {
        0 => None,
        1 => Some(assume(
            "1 declaratie houdt het bedrag dat de verzekeraar ervoor toekende, ook bij andere tarieven.",
            "1 claim keeps the amount that the insurer accepted for it, also at other tariffs.",
        )),
        _ => Some(assume(
            format!("{count} declaraties houden het bedrag dat ervoor is toegekend, ook bij andere tarieven."),
            format!("{count} claims keep the amount that was accepted for them, also at other tariffs."),
        )),
    }
}

fn without_claims(year: Option<i32>) -> Refusal {
    let (nl, en) = match year {
        Some(year) => (
            format!("Het dossier heeft geen declaraties in {year}; kies een ander basisjaar (base_year)."),
            format!("The dossier has no claims in {year}; choose another base year (base_year)."),
        ),
        None => (
            "Het dossier heeft geen declaraties om te herhalen.".to_owned(),
            "The dossier has no claims to repeat.".to_owned(),
        ),
    };
    Refusal::new(ProblemCode::InvalidScenario, nl, en)
}

/// The year with the most claims; the latest of several.
fn busiest(claims: &Claims, living: &[usize]) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for claim in living {
        *counts.entry(claims.date[*claim].year()).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
}

/// What is taken over of a dossier.
struct Taken<'a> {
    dossier: &'a Dossier,
    /// New positions of the episodes that are taken over.
    episodes: Vec<EpisodeIx>,
    base: Dossier,
}

impl Taken<'_> {
    fn number_episodes(&mut self) {
        for (at, episode) in self.episodes.iter_mut().enumerate() {
            if *episode != EpisodeIx::NONE {
                *episode = EpisodeIx::of(self.base.episode_ids.len());
                self.base.episode_ids.push(self.dossier.episode_ids.get(at));
            }
        }
        let rows = self.dossier.episodes.iter().filter_map(|row| {
            let id = self.episodes[row.id.at()].some()?;
            Some(crate::domain::dossier::Episode { id, ..row.clone() })
        });
        self.base.episodes = rows.collect();
    }

    /// Claims that are not void, and of their events what was accepted for them where that is another amount.
    fn claims(&mut self, living: &[usize], states: &[ClaimState]) {
        let from = &self.dossier.claims;
        let mut new = vec![ClaimIx::NONE; from.id.len()];
        let claims: &mut Claims = &mut self.base.claims;
        for at in living.iter().copied() {
            let Some(episode) = self.episodes[from.episode[at].at()].some() else { continue };
            new[at] = ClaimIx::of(claims.id.len());
            claims.id.push(from.id.get(at));
            claims.episode.push(episode);
            claims.date.push(from.date[at]);
            claims.insurer.push(from.insurer[at]);
            claims.performance.push(from.performance[at]);
            claims.severity.push(from.severity[at]);
            claims.quantity.push(from.quantity[at]);
        }
        // The last one decides: of several with this amount the later by date and id.
        let from = &self.dossier.events;
        let mut last: BTreeMap<ClaimIx, usize> = BTreeMap::new();
        for at in (0..from.id.len()).filter(|at| from.kind[*at] == EventKind::Accepted) {
            let Some(claim) = new[from.claim[at].at()].some() else { continue };
            let amount = states[from.claim[at].at()].accepted_amount;
            if amount.is_none() || from.amount[at] != amount {
                continue;
            }
            let order = |event: usize| (from.date[event], from.id.get(event));
            let known = last.entry(claim).or_insert(at);
            if order(at) > order(*known) {
                *known = at;
            }
        }
        let events: &mut ClaimEvents = &mut self.base.events;
        for (claim, at) in last {
            events.id.push(from.id.get(at));
            events.claim.push(claim);
            events.date.push(from.date[at]);
            events.kind.push(from.kind[at]);
            events.amount.push(from.amount[at]);
            events.reason.push(from.reason.get(at));
        }
    }

    fn deliveries(&mut self, year: i32) {
        let from = &self.dossier.deliveries;
        let mut replaced = vec![false; from.id.len()];
        for delivery in from.replaces.iter().filter_map(|replaced| replaced.some()) {
            replaced[delivery.at()] = true;
        }
        let counts = |at: &usize| {
            !replaced[*at]
                && from.quantity[*at].0 != 0
                && settled_year(from, DeliveryIx::of(*at)).is_none_or(|settled| settled == year)
        };
        let into: &mut Deliveries = &mut self.base.deliveries;
        for at in (0..from.id.len()).filter(counts) {
            let Some(episode) = self.episodes[from.episode[at].at()].some() else { continue };
            into.id.push(from.id.get(at));
            into.episode.push(episode);
            into.date.push(from.date[at]);
            into.participant.push(from.participant[at]);
            into.activity.push(from.activity[at]);
            into.quantity.push(from.quantity[at]);
            into.bundle.push(from.bundle[at]);
            into.replaces.push(DeliveryIx::NONE);
            into.reason.push(from.reason.get(at));
            into.settled.push(0);
        }
    }
}

/// The small files. What happened (adjustments, other income) is that of the base year; what was agreed by year stays
/// beside each other, for each projected year to choose from.
fn of_the_year(base: &mut Dossier, dossier: &Dossier, year: i32) {
    base.reference = dossier.reference.clone();
    base.adjustments = dossier.adjustments.iter().filter(|row| row.date.year() == year).cloned().collect();
    base.reference_income = dossier.reference_income.clone();
    base.other_income = dossier.other_income.iter().filter(|row| row.year == year).cloned().collect();
    base.scores = dossier.scores.clone();
    base.balances = dossier.balances.clone();
    base.advances = dossier.advances.clone();
}
