//! What a claim is worth at a moment and on a basis (spec 2.2, "Claims at `as_of`").

use super::prices::value;
use super::tariffs::{Tariff, TariffBook};
use crate::domain::date::Date;
use crate::domain::dossier::{ClaimEvents, Claims, EventKind};
use crate::domain::index::ClaimIx;
use crate::domain::money::{Cents, Overflow};
use crate::domain::run::{Basis, RunSpec};

/// Where a claim stands, from its events in the order of date and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ClaimStatus {
    #[default]
    Submitted,
    Accepted,
    Rejected,
    Withdrawn,
}

impl ClaimStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            ClaimStatus::Submitted => "submitted",
            ClaimStatus::Accepted => "accepted",
            ClaimStatus::Rejected => "rejected",
            ClaimStatus::Withdrawn => "withdrawn",
        }
    }
}

/// State of a claim at a moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClaimState {
    pub status: ClaimStatus,
    /// What its last `accepted` event says, where that differs from what was claimed.
    pub accepted_amount: Option<Cents>,
    /// Σ `paid`; `None` without a `paid` event.
    pub paid: Option<Cents>,
}

impl ClaimState {
    /// Rejected or withdrawn.
    pub fn is_void(&self) -> bool {
        matches!(self.status, ClaimStatus::Rejected | ClaimStatus::Withdrawn)
    }

    /// Whether a run on this basis counts the claim, if it is of its period.
    pub fn counts_on(&self, basis: Basis) -> bool {
        match basis {
            Basis::Claimed => !self.is_void(),
            Basis::Accepted => self.status == ClaimStatus::Accepted,
            Basis::Paid => self.paid.is_some(),
        }
    }

    /// How far it is, in the one word of [`WORDS`] that reports have for it.
    pub fn word(&self, is_held: bool) -> &'static str {
        match self.status {
            _ if is_held => "held",
            ClaimStatus::Rejected => "rejected",
            ClaimStatus::Withdrawn => "withdrawn",
            _ if self.paid.is_some() => "paid",
            ClaimStatus::Accepted => "accepted",
            ClaimStatus::Submitted => "claimed",
        }
    }
}

/// In the order in which a claim goes through them: `held` (by the IGO, because a tariff or price is missing), `claimed`
/// (not answered), `accepted`, `paid` (accepted or not, something was), `rejected`, `withdrawn`.
pub const WORDS: [&str; 6] = ["held", "claimed", "accepted", "paid", "rejected", "withdrawn"];

/// The state of every claim, from events up to and including `as_of`.
pub fn states(claims: &Claims, events: &ClaimEvents, as_of: Option<Date>) -> Result<Vec<ClaimState>, Overflow> {
    let mut states = vec![ClaimState::default(); claims.id.len()];
    let mut last = vec![usize::MAX; claims.id.len()];
    for event in 0..events.claim.len() {
        if as_of.is_some_and(|moment| events.date[event] > moment) {
            continue;
        }
        let claim = events.claim[event].at();
        if events.kind[event] == EventKind::Paid {
            let so_far = states[claim].paid.unwrap_or_default();
            states[claim].paid = Some(so_far.plus(events.amount[event].unwrap_or_default())?);
            continue;
        }
        let known = last[claim];
        let later = known == usize::MAX
            || (events.date[event], events.id.get(event)) > (events.date[known], events.id.get(known));
        if later {
            last[claim] = event;
            states[claim].status = match events.kind[event] {
                EventKind::Accepted => ClaimStatus::Accepted,
                EventKind::Rejected => ClaimStatus::Rejected,
                EventKind::Withdrawn | EventKind::Paid => ClaimStatus::Withdrawn,
            };
            states[claim].accepted_amount =
                if events.kind[event] == EventKind::Accepted { events.amount[event] } else { None };
        }
    }
    Ok(states)
}

/// How the worth of a claim came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// round(quantity × tariff).
    ByTariff { amount: Cents, tariff: Tariff },
    /// What the insurer accepted or paid; needs no tariff.
    ByEvent(Cents),
    /// Needs a tariff that does not exist: the claim is held.
    NoTariff,
}

/// r(claim) before ceilings, or `None` where the claim is not in the run.
pub fn worth(
    claims: &Claims,
    claim: ClaimIx,
    state: &ClaimState,
    spec: &RunSpec,
    tariffs: &TariffBook,
) -> Result<Option<Worth>, Overflow> {
    let at = claim.at();
    let day = claims.date[at];
    let in_time = day.year() == spec.year && day <= spec.to;
    if !in_time || !state.counts_on(spec.basis) {
        return Ok(None);
    }
    let by_event = if spec.basis == Basis::Paid { state.paid } else { state.accepted_amount };
    if let Some(amount) = by_event {
        return Ok(Some(Worth::ByEvent(amount)));
    }
    let tariff = tariffs.at(claims.insurer[at], claims.performance[at], claims.severity[at], day);
    Ok(Some(match tariff {
        Some(tariff) => Worth::ByTariff { amount: value(claims.quantity[at], tariff.price)?, tariff },
        None => Worth::NoTariff,
    }))
}
