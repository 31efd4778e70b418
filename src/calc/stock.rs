//! Where every claim and delivery of a dossier stands, whatever run is made: for who looks rows up (spec 4, `…/claims` and
//! `…/deliveries`).
//!
//! Each claim stands as in the interim run of the year of its own date, and each delivery as the claim that it belongs to.
//! A delivery that was paid in a settled year stands there, because it counts in no other one.

use super::assignment::assign;
use super::claims::{ClaimState, states, worth};
use super::grouped::Grouped;
use super::members::Members;
use super::plan::Plan;
use super::prices::PriceBook;
use super::selection::{Held, Look, held};
use super::standing::{ClaimStanding, DeliveryStanding, Standings};
use super::tariffs::{Tariff, TariffBook};
use crate::domain::date::{Date, last_day};
use crate::domain::dossier::Dossier;
use crate::domain::index::{ClaimIx, DeliveryIx, position_of};
use crate::domain::model::Model;
use crate::domain::money::Overflow;
use crate::domain::run::{Basis, RunKind, RunSpec};
use std::collections::{BTreeMap, BTreeSet};

/// No run has this year: with it, deliveries of every settled year are out.
const NO_YEAR: i32 = i32::MIN;

/// All of them, and what can be said of each.
pub struct Stock {
    pub standings: Standings,
    held: BTreeMap<ClaimIx, Held>,
    tariffs: TariffBook,
    /// Events up to the moment, by claim, in the order of their dates and ids.
    events: Grouped<u32>,
    /// What was replaced, and by what.
    replaced: BTreeMap<DeliveryIx, DeliveryIx>,
}

impl Stock {
    /// With claim events up to and including `as_of` (none is all), on a basis, and with the price tables of a model.
    pub fn new(dossier: &Dossier, model: &Model, as_of: Option<Date>, basis: Basis) -> Result<Stock, Overflow> {
        let reference = &dossier.reference;
        let tariffs = TariffBook::new(reference);
        let states = states(&dossier.claims, &dossier.events, as_of)?;
        let spec = |year| RunSpec { year, to: last_day(year), as_of, basis, kind: RunKind::Interim };
        let years: Vec<i32> = dossier.claims.date.iter().map(|day| day.year()).collect();
        let mut claims = Vec::with_capacity(states.len());
        for (at, year) in years.iter().enumerate() {
            let worth = worth(&dossier.claims, ClaimIx::of(at), &states[at], &spec(*year), &tariffs)?;
            claims.push(ClaimStanding::of(worth));
        }
        let (plan, prices) = (Plan::new(reference, model), PriceBook::new(reference, model));
        let mut all_held = Vec::new();
        for year in years.into_iter().collect::<BTreeSet<i32>>() {
            let (members, assignment) = (Members::of_year(reference, year), assign(dossier, &states, year));
            all_held.extend(held(&Look {
                dossier,
                spec: &spec(year),
                plan: &plan,
                members: &members,
                prices: &prices,
                tariffs: &tariffs,
                states: &states,
                assignment: &assignment,
            })?);
        }
        let assignment = assign(dossier, &states, NO_YEAR);
        let standings = Standings::of(dossier, states, claims, &all_held, &assignment, NO_YEAR);
        let replaced = dossier.deliveries.replaces.iter().enumerate();
        let replaced = replaced.filter_map(|(at, replaced)| Some((replaced.some()?, DeliveryIx::of(at))));
        Ok(Stock {
            standings,
            held: all_held.into_iter().map(|held| (held.claim, held)).collect(),
            tariffs,
            events: events_by_claim(dossier, as_of),
            replaced: replaced.collect(),
        })
    }

    /// Why a claim is held, if it is.
    pub fn held(&self, claim: ClaimIx) -> Option<&Held> {
        self.held.get(&claim)
    }

    pub fn state(&self, claim: ClaimIx) -> &ClaimState {
        &self.standings.states[claim.at()]
    }

    /// The one word of [`super::claims::WORDS`] for a claim.
    pub fn word(&self, claim: ClaimIx) -> &'static str {
        self.state(claim).word(self.held.contains_key(&claim))
    }

    /// What was agreed for a claim, if something was.
    pub fn tariff(&self, dossier: &Dossier, claim: ClaimIx) -> Option<Tariff> {
        let (claims, at) = (&dossier.claims, claim.at());
        self.tariffs.at(claims.insurer[at], claims.performance[at], claims.severity[at], claims.date[at])
    }

    /// Positions of the events of a claim, in the order in which they count (spec 2.2).
    pub fn events(&self, claim: ClaimIx) -> &[u32] {
        self.events.of(claim.at())
    }

    /// The delivery that replaces another.
    pub fn replaced_by(&self, delivery: DeliveryIx) -> Option<DeliveryIx> {
        self.replaced.get(&delivery).copied()
    }
}

fn events_by_claim(dossier: &Dossier, as_of: Option<Date>) -> Grouped<u32> {
    let events = &dossier.events;
    let in_time = |at: &usize| as_of.is_none_or(|moment| events.date[*at] <= moment);
    let mut order: Vec<u32> = (0..events.claim.len()).filter(in_time).map(position_of).collect();
    order.sort_by_key(|at| (events.date[*at as usize], events.id.get(*at as usize)));
    let pairs = order.iter().map(|at| (events.claim[*at as usize].at(), *at));
    Grouped::new(dossier.claims.id.len(), pairs, 0)
}

impl DeliveryStanding {
    /// In one word of [`DELIVERY_WORDS`].
    pub fn word(self) -> &'static str {
        match self {
            DeliveryStanding::Awaiting => "awaiting",
            DeliveryStanding::Held(_) => "held",
            DeliveryStanding::Outside(_) => "outside",
            DeliveryStanding::Counted(_) => "counted",
            DeliveryStanding::Settled(_) => "settled",
            DeliveryStanding::Nowhere => "not_counted",
        }
    }

    /// The claim that the delivery belongs to.
    pub fn claim(self) -> Option<ClaimIx> {
        match self {
            DeliveryStanding::Counted(claim) | DeliveryStanding::Held(claim) | DeliveryStanding::Outside(claim) => {
                Some(claim)
            }
            DeliveryStanding::Awaiting | DeliveryStanding::Settled(_) | DeliveryStanding::Nowhere => None,
        }
    }
}

/// `awaiting` a claim; `held` with its claim; `outside`, because its claim does not count on the basis (not accepted yet,
/// for instance); `counted` with its claim; `settled` in a year that is closed; `not_counted`: replaced, taken back, or
/// claimed by participants themselves.
pub const DELIVERY_WORDS: [&str; 6] = ["awaiting", "held", "outside", "counted", "settled", "not_counted"];
