//! Everything a calculation needs (spec 1, "A dossier"): reference data as rows, the large files as columns.
//!
//! The order of rows in the files has no meaning and no result depends on it.

use super::date::{Date, Validity};
use super::decimal::{Quantity, Rate};
use super::index::{
    ActivityIx, BundleIx, ClaimIx, DeliveryIx, EpisodeIx, InsurerIx, ParticipantIx, PerformanceIx, SeverityIx,
};
use super::money::Cents;
use super::reference::Reference;
use super::text::Texts;

/// Claims: an integral performance claimed from an insurer for an episode; the date is the end of the care.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    pub id: Texts,
    pub episode: Vec<EpisodeIx>,
    pub date: Vec<Date>,
    pub insurer: Vec<InsurerIx>,
    pub performance: Vec<PerformanceIx>,
    pub severity: Vec<SeverityIx>,
    pub quantity: Vec<Quantity>,
}

/// What the insurer answered or paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    Accepted,
    Rejected,
    Paid,
    Withdrawn,
}

impl EventKind {
    pub const ALL: [EventKind; 4] = [EventKind::Accepted, EventKind::Rejected, EventKind::Paid, EventKind::Withdrawn];

    /// As in `claim_events.csv`.
    pub fn word(self) -> &'static str {
        match self {
            EventKind::Accepted => "accepted",
            EventKind::Rejected => "rejected",
            EventKind::Paid => "paid",
            EventKind::Withdrawn => "withdrawn",
        }
    }
}

/// Claim events (retourinformatie).
#[derive(Clone, Debug, Default)]
pub struct ClaimEvents {
    pub id: Texts,
    pub claim: Vec<ClaimIx>,
    pub date: Vec<Date>,
    pub kind: Vec<EventKind>,
    /// Given for every `paid`; for `accepted` only where it differs from what was claimed.
    pub amount: Vec<Option<Cents>>,
    pub reason: Texts,
}

/// Deliveries: an activity delivered by a participant in an episode, in one bundle.
#[derive(Clone, Debug, Default)]
pub struct Deliveries {
    pub id: Texts,
    pub episode: Vec<EpisodeIx>,
    pub date: Vec<Date>,
    pub participant: Vec<ParticipantIx>,
    pub activity: Vec<ActivityIx>,
    pub quantity: Vec<Quantity>,
    pub bundle: Vec<BundleIx>,
    /// The delivery that this one mends, or [`DeliveryIx::NONE`].
    pub replaces: Vec<DeliveryIx>,
    pub reason: Texts,
    /// Year of its own row in `settled.csv`, or 0.
    pub settled: Vec<i32>,
}

#[derive(Clone, Debug)]
pub struct Episode {
    pub id: EpisodeIx,
    pub start: Option<Date>,
    pub due: Option<Date>,
    pub end: Option<Date>,
    pub end_reason: String,
    pub children: Option<u32>,
    pub lead_participant: Option<ParticipantIx>,
}

/// Income that is no claim: a surcharge, a bonus, a lump sum, a recovery.
#[derive(Clone, Debug)]
pub struct Adjustment {
    pub id: String,
    pub date: Date,
    pub kind: String,
    pub amount: Cents,
    pub insurer: Option<InsurerIx>,
    pub performance: Option<PerformanceIx>,
    pub reason: String,
}

/// Income of the reference year, for a guarantee.
#[derive(Clone, Debug)]
pub struct ReferenceIncome {
    pub participant: ParticipantIx,
    pub amount: Cents,
    pub episodes: Option<i64>,
}

/// What a participant earned beside the IGO.
#[derive(Clone, Debug)]
pub struct OtherIncome {
    pub participant: ParticipantIx,
    pub year: i32,
    pub amount: Cents,
    pub kind: String,
}

/// Score of a participant for a fund.
#[derive(Clone, Debug)]
pub struct Score {
    pub fund: String,
    pub participant: ParticipantIx,
    pub year: i32,
    pub weight: Rate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    Reserve,
    CarriedForward,
}

/// An opening balance.
#[derive(Clone, Debug)]
pub struct Balance {
    pub year: i32,
    pub account: Account,
    /// For carried-forward balances.
    pub participant: Option<ParticipantIx>,
    pub amount: Cents,
}

/// Paid ahead for a care year.
#[derive(Clone, Debug)]
pub struct Advance {
    pub participant: ParticipantIx,
    pub date: Date,
    pub year: i32,
    pub amount: Cents,
}

/// A whole dossier, validated: every code resolved, every reference known.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    pub reference: Reference,
    /// The pseudonymous ids of the episodes, by [`EpisodeIx`].
    pub episode_ids: Texts,
    pub claims: Claims,
    pub events: ClaimEvents,
    pub deliveries: Deliveries,
    pub episodes: Vec<Episode>,
    pub adjustments: Vec<Adjustment>,
    pub reference_income: Vec<ReferenceIncome>,
    pub other_income: Vec<OtherIncome>,
    pub scores: Vec<Score>,
    pub balances: Vec<Balance>,
    pub advances: Vec<Advance>,
}

impl Dossier {
    /// Severities were numbered in the order of `seen`, as they came; from now on they are sorted, as every other code.
    /// The tariffs, which are sorted by them, follow.
    pub fn sort_severities(&mut self, seen: Vec<String>) {
        let mut sorted = seen.clone();
        sorted.sort_unstable();
        let moved = sorted != seen;
        self.reference.severities = sorted;
        if !moved {
            return;
        }
        let places: Vec<SeverityIx> = seen
            .iter()
            .map(|severity| self.reference.find_severity(severity).unwrap_or(SeverityIx::NO_SEVERITY))
            .collect();
        let tariffs = &mut self.reference.integral_tariffs;
        for severity in tariffs.iter_mut().map(|row| &mut row.severity).chain(&mut self.claims.severity) {
            *severity = places[severity.at()];
        }
        self.reference.sort_tariffs();
    }

    /// Episodes are sorted by their ids, because the order of rows has no meaning.
    pub fn sort_episodes(&mut self) {
        let ids = &self.episode_ids;
        self.episodes.sort_by(|a, b| ids.get(a.id.at()).cmp(ids.get(b.id.at())));
    }
}

/// An open validity.
pub fn validity(from: Option<Date>, to: Option<Date>) -> Validity {
    Validity { from: from.unwrap_or(Date::MIN), to: to.unwrap_or(Date::MAX) }
}
