//! What is added to a dossier one file at a time: the kinds of file that come by thousands of rows, and the rows of one
//! file that was accepted.

use super::dossier::{ClaimEvents, Claims, Deliveries, Dossier, Episode};
use super::index::DeliveryIx;
use super::text::Texts;

/// The kinds of file whose rows are kept as batches (spec 4, "Resources": `…/uploads`); all others are small files that
/// are replaced whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BatchKind {
    Claims,
    ClaimEvents,
    Deliveries,
    Episodes,
    Settled,
}

impl BatchKind {
    /// In an order in which what is referred to comes first.
    pub const ALL: [BatchKind; 5] =
        [BatchKind::Claims, BatchKind::ClaimEvents, BatchKind::Deliveries, BatchKind::Episodes, BatchKind::Settled];

    /// As in `kind=claims` of an upload.
    pub fn word(self) -> &'static str {
        match self {
            BatchKind::Claims => "claims",
            BatchKind::ClaimEvents => "claim_events",
            BatchKind::Deliveries => "deliveries",
            BatchKind::Episodes => "episodes",
            BatchKind::Settled => "settled",
        }
    }

    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<BatchKind> {
        BatchKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its file in a dossier.
    pub fn file(self) -> String {
        format!("{}.csv", self.word())
    }
}

/// A delivery that was paid in a settled year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    pub delivery: DeliveryIx,
    pub year: i32,
}

/// Rows of one kind.
#[derive(Clone, Debug)]
pub enum AddedRows {
    Claims(Claims),
    ClaimEvents(ClaimEvents),
    /// None of them is settled yet.
    Deliveries(Deliveries),
    Episodes(Vec<Episode>),
    Settled(Vec<Settled>),
}

/// Rows that a dossier does not have yet, numbered after those that it has: a position below the number of its rows (or
/// episodes, or severities) is one of its own, the others are the new ones in their order.
#[derive(Clone, Debug)]
pub struct Addition {
    pub rows: AddedRows,
    /// Episodes that the dossier does not know yet.
    pub episode_ids: Texts,
    /// Severities that the dossier does not know yet, in the order of their first row.
    pub severities: Vec<String>,
}

impl Addition {
    pub fn kind(&self) -> BatchKind {
        match &self.rows {
            AddedRows::Claims(_) => BatchKind::Claims,
            AddedRows::ClaimEvents(_) => BatchKind::ClaimEvents,
            AddedRows::Deliveries(_) => BatchKind::Deliveries,
            AddedRows::Episodes(_) => BatchKind::Episodes,
            AddedRows::Settled(_) => BatchKind::Settled,
        }
    }

    /// Rows.
    pub fn len(&self) -> usize {
        match &self.rows {
            AddedRows::Claims(rows) => rows.id.len(),
            AddedRows::ClaimEvents(rows) => rows.id.len(),
            AddedRows::Deliveries(rows) => rows.id.len(),
            AddedRows::Episodes(rows) => rows.len(),
            AddedRows::Settled(rows) => rows.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Dossier {
    /// Adds rows that were examined against this very dossier: the same as reading their batch behind those before.
    pub fn add(&mut self, addition: Addition) {
        let Addition { rows, episode_ids, severities } = addition;
        self.episode_ids.append(&episode_ids);
        match rows {
            AddedRows::Claims(rows) => {
                self.add_claims(rows);
                let mut seen = std::mem::take(&mut self.reference.severities);
                seen.extend(severities);
                self.sort_severities(seen);
            }
            AddedRows::ClaimEvents(rows) => self.add_events(rows),
            AddedRows::Deliveries(rows) => self.add_deliveries(rows),
            AddedRows::Episodes(rows) => {
                self.episodes.extend(rows);
                self.sort_episodes();
            }
            AddedRows::Settled(rows) => {
                for Settled { delivery, year } in rows {
                    if let Some(settled) = self.deliveries.settled.get_mut(delivery.at()) {
                        *settled = year;
                    }
                }
            }
        }
    }

    fn add_claims(&mut self, rows: Claims) {
        let Claims { id, episode, date, insurer, performance, severity, quantity } = rows;
        let claims = &mut self.claims;
        claims.id.append(&id);
        claims.episode.extend(episode);
        claims.date.extend(date);
        claims.insurer.extend(insurer);
        claims.performance.extend(performance);
        claims.severity.extend(severity);
        claims.quantity.extend(quantity);
    }

    fn add_events(&mut self, rows: ClaimEvents) {
        let ClaimEvents { id, claim, date, kind, amount, reason } = rows;
        let events = &mut self.events;
        events.id.append(&id);
        events.claim.extend(claim);
        events.date.extend(date);
        events.kind.extend(kind);
        events.amount.extend(amount);
        events.reason.append(&reason);
    }

    fn add_deliveries(&mut self, rows: Deliveries) {
        let Deliveries { id, episode, date, participant, activity, quantity, bundle, replaces, reason, settled } = rows;
        let deliveries = &mut self.deliveries;
        deliveries.id.append(&id);
        deliveries.episode.extend(episode);
        deliveries.date.extend(date);
        deliveries.participant.extend(participant);
        deliveries.activity.extend(activity);
        deliveries.quantity.extend(quantity);
        deliveries.bundle.extend(bundle);
        deliveries.replaces.extend(replaces);
        deliveries.reason.append(&reason);
        deliveries.settled.extend(settled);
    }
}
