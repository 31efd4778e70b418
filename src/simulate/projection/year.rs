//! One projected year, as it is being made.

use super::base::Base;
use crate::calc::assignment::assign;
use crate::calc::claims::ClaimState;
use crate::calc::members::Members;
use crate::calc::prices::{PriceBook, value};
use crate::domain::date::{Date, Validity};
use crate::domain::decimal::Quantity;
use crate::domain::dossier::{Dossier, Score};
use crate::domain::index::{ActivityIx, ClaimIx, DeliveryIx, ParticipantIx, TableIx};
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::reference::Contract;
use crate::domain::simulation::{Assumption, assume};
use std::collections::BTreeMap;

/// Begins the ids of rows that a change added.
const ADDED: char = '~';

/// A dossier of one year, and which claim each of its deliveries belongs to.
pub struct ProjectedYear {
    pub year: i32,
    pub dossier: Dossier,
    pub assumptions: Vec<Assumption>,
    /// Beside the deliveries; [`ClaimIx::NONE`] for those that await a claim.
    pub claim_of: Vec<ClaimIx>,
    /// Begins the ids of added rows: no id of the dossier begins with it.
    mark: String,
    added: usize,
}

impl ProjectedYear {
    /// The base year, so many years later, with what was agreed for the year itself.
    ///
    /// Refuses `invalid_scenario` where the year comes before the base year.
    pub fn repeated(base: &Base, year: i32) -> Result<ProjectedYear, Refusal> {
        if year < base.year {
            return Err(Refusal::new(
                ProblemCode::InvalidScenario,
                format!("Het jaar {year} ligt vóór het basisjaar {}, waarvan de zorg wordt herhaald.", base.year),
                format!("The year {year} comes before the base year {}, whose care is repeated.", base.year),
            ));
        }
        let mut dossier = base.dossier.clone();
        later(&mut dossier, year - base.year)?;
        let mut assumptions = Vec::new();
        agreed(&mut dossier, year, &mut assumptions);
        // The rows are those of somebody who took part in the base year; its own years are nobody's business here.
        dossier.reference.participants.iter_mut().for_each(|row| row.active = Validity::ALWAYS);
        let living = vec![ClaimState::default(); dossier.claims.id.len()];
        let claim_of = assign(&dossier, &living, year).claim;
        let mut mark = ADDED.to_string();
        while dossier.deliveries.id.iter().any(|id| id.starts_with(&mark)) {
            mark.push(ADDED);
        }
        Ok(ProjectedYear { year, dossier, assumptions, claim_of, mark, added: 0 })
    }

    /// The claim of a delivery, if it is in the run of this year.
    pub fn claim_in_run(&self, delivery: usize) -> Option<ClaimIx> {
        self.claim_of[delivery].some().filter(|claim| self.dossier.claims.date[claim.at()].year() == self.year)
    }

    /// Adds a delivery like another one: of the same day and episode, in the same claim.
    pub fn add_like(&mut self, source: usize, who: ParticipantIx, activity: ActivityIx, quantity: Quantity, why: &str) {
        self.added += 1;
        let rows = &mut self.dossier.deliveries;
        let reason = format!("{why} {}", rows.id.get(source));
        rows.id.push(&format!("{}{}", self.mark, self.added));
        rows.episode.push(rows.episode[source]);
        rows.date.push(rows.date[source]);
        rows.participant.push(who);
        rows.activity.push(activity);
        rows.quantity.push(quantity);
        rows.bundle.push(rows.bundle[source]);
        rows.replaces.push(DeliveryIx::NONE);
        rows.reason.push(&reason);
        rows.settled.push(0);
        self.claim_of.push(self.claim_of[source]);
    }

    /// What the deliveries of the run are worth at shadow tariffs, mergers followed; a delivery without a price, for which
    /// the run will be refused, counts for nothing.
    pub fn mono(&self) -> Result<Vec<(ParticipantIx, Cents)>, Overflow> {
        let reference = &self.dossier.reference;
        let (prices, members) = (PriceBook::shadow(reference), Members::of_year(reference, self.year));
        let rows = &self.dossier.deliveries;
        (0..rows.id.len())
            .map(|at| {
                let who = members.successor(rows.participant[at]);
                let price = self
                    .claim_in_run(at)
                    .and_then(|_| prices.price(TableIx::SHADOW, rows.activity[at], who, rows.date[at]));
                let worth = price.map_or(Ok(Cents::ZERO), |price| value(rows.quantity[at], price))?;
                Ok((who, worth))
            })
            .collect()
    }

    pub fn assume(&mut self, assumption: Assumption) {
        if !self.assumptions.contains(&assumption) {
            self.assumptions.push(assumption);
        }
    }
}

/// Every date so many years later.
fn later(dossier: &mut Dossier, years: i32) -> Result<(), Refusal> {
    if years == 0 {
        return Ok(());
    }
    let move_on = |day: &mut Date| match day.plus_years(years) {
        Some(later) => {
            *day = later;
            Ok(())
        }
        None => Err(Refusal::new(
            ProblemCode::InvalidScenario,
            format!("Een dag die {years} jaar na {day} komt, past in geen kalender."),
            format!("A day that comes {years} years after {day} fits no calendar."),
        )),
    };
    let rows = dossier.claims.date.iter_mut().chain(&mut dossier.events.date).chain(&mut dossier.deliveries.date);
    let episodes = dossier.episodes.iter_mut().flat_map(|row| [&mut row.start, &mut row.due, &mut row.end]);
    let adjustments = dossier.adjustments.iter_mut().map(|row| &mut row.date);
    rows.chain(episodes.flatten()).chain(adjustments).try_for_each(move_on)?;
    dossier.other_income.iter_mut().for_each(|row| row.year += years);
    Ok(())
}

/// What was agreed by year. Where nothing was agreed for this one, what held last goes on.
pub fn agreed(dossier: &mut Dossier, year: i32, assumptions: &mut Vec<Assumption>) {
    let contracts = &mut dossier.reference.contracts;
    let key = |row: &Contract| (row.insurer.clone(), row.performance);
    for of in continued(contracts.iter().map(|row| (key(row), row.year)), year) {
        let ((insurer, performance), before) = &of;
        let row = contracts.iter().find(|row| (key(row), row.year) == of).cloned();
        contracts.extend(row.map(|row| Contract { year, ..row }));
        let what = performance.map_or(String::new(), |at| format!(" {}", dossier.reference.performances[at.at()].code));
        assumptions.push(assume(
            format!("Het contract {insurer}{what} van {before} (plafond, steun) geldt ook daarna."),
            format!("The contract {insurer}{what} of {before} (ceiling, support) holds afterwards too."),
        ));
    }
    contracts.sort_by(|a, b| (&a.insurer, a.year, a.performance).cmp(&(&b.insurer, b.year, b.performance)));
    let scores = &mut dossier.scores;
    for (fund, before) in continued(scores.iter().map(|row| (row.fund.clone(), row.year)), year) {
        let of: Vec<Score> = scores.iter().filter(|row| row.fund == fund && row.year == before).cloned().collect();
        scores.extend(of.into_iter().map(|row| Score { year, ..row }));
        assumptions.push(assume(
            format!("De scores van {before} voor fonds {fund} gelden ook daarna."),
            format!("The scores of {before} for fund {fund} hold afterwards too."),
        ));
    }
}

/// What has rows before a year and none of the year itself, with the last year that it has.
fn continued<K: Ord>(rows: impl Iterator<Item = (K, i32)>, year: i32) -> BTreeMap<K, i32> {
    let mut last: BTreeMap<K, i32> = BTreeMap::new();
    for (key, of) in rows.filter(|(_, of)| *of <= year) {
        let known = last.entry(key).or_insert(of);
        *known = of.max(*known);
    }
    last.retain(|_, of| *of < year);
    last
}
