//! Rows to batches.

use super::{Batch, NO_CHILDREN, answer_code};
use crate::domain::batch::{AddedRows, Addition, BatchKind, Settled};
use crate::domain::date::Date;
use crate::domain::dossier::{ClaimEvents, Claims, Deliveries, Dossier, Episode};
use crate::domain::index::{ActivityIx, DeliveryIx, InsurerIx, ParticipantIx, PerformanceIx};
use crate::domain::text::Texts;
use crate::tabular::BlobFault;
use crate::tabular::columns::{Coded, Rows};

/// The batches of a whole dossier, one of each kind, also where it has no rows.
pub fn store(dossier: &Dossier) -> Result<Vec<Batch>, BlobFault> {
    let names = Names { dossier, added: None };
    let deliveries = &dossier.deliveries;
    let settled: Vec<Settled> = (0..deliveries.id.len())
        .map(|at| Settled { delivery: DeliveryIx::of(at), year: deliveries.settled[at] })
        .filter(|settled| settled.year != 0)
        .collect();
    BatchKind::ALL
        .into_iter()
        .map(|kind| {
            let rows = match kind {
                BatchKind::Claims => names.claims(&dossier.claims),
                BatchKind::ClaimEvents => names.claim_events(&dossier.events),
                BatchKind::Deliveries => names.deliveries(deliveries),
                BatchKind::Episodes => names.episodes(&dossier.episodes),
                BatchKind::Settled => names.settled(&settled),
            };
            Ok(Batch { kind, columns: rows?.encode()? })
        })
        .collect()
}

/// The batch of rows that were examined against this dossier.
pub fn store_addition(dossier: &Dossier, addition: &Addition) -> Result<Batch, BlobFault> {
    let names = Names { dossier, added: Some(addition) };
    let rows = match &addition.rows {
        AddedRows::Claims(rows) => names.claims(rows),
        AddedRows::ClaimEvents(rows) => names.claim_events(rows),
        AddedRows::Deliveries(rows) => names.deliveries(rows),
        AddedRows::Episodes(rows) => names.episodes(rows),
        AddedRows::Settled(rows) => names.settled(rows),
    };
    Ok(Batch { kind: addition.kind(), columns: rows?.encode()? })
}

/// What the positions in some rows stand for: rows and texts of a dossier, and those that are added to it.
struct Names<'n> {
    dossier: &'n Dossier,
    added: Option<&'n Addition>,
}

impl<'n> Names<'n> {
    fn episode(&self, at: u32) -> &'n str {
        numbered(&self.dossier.episode_ids, self.added.map(|added| &added.episode_ids), at)
    }

    fn severity(&self, at: u32) -> &'n str {
        let (known, at) = (&self.dossier.reference.severities, at as usize);
        let added = || self.added.and_then(|added| added.severities.get(at.checked_sub(known.len())?));
        known.get(at).or_else(added).map_or("", String::as_str)
    }

    fn delivery(&self, at: DeliveryIx) -> &'n str {
        let added = self.added.and_then(|added| match &added.rows {
            AddedRows::Deliveries(rows) => Some(&rows.id),
            _ => None,
        });
        numbered(&self.dossier.deliveries.id, added, at.0)
    }

    fn claims(&self, claims: &Claims) -> Result<Rows, BlobFault> {
        let reference = &self.dossier.reference;
        let mut rows = Rows::new(claims.id.len());
        rows.texts("claim_id", &claims.id)?;
        rows.coded("episode", Coded::new(claims.episode.iter().map(|at| at.0), |at| self.episode(at)))?;
        rows.dates("date", &claims.date)?;
        let insurer = |at| reference.insurer_code(InsurerIx(at));
        rows.coded("insurer", Coded::new(claims.insurer.iter().map(|at| at.0), insurer))?;
        let performance = |at| reference.performance_code(PerformanceIx(at));
        rows.coded("performance", Coded::new(claims.performance.iter().map(|at| at.0), performance))?;
        rows.coded("severity", Coded::new(claims.severity.iter().map(|at| at.0), |at| self.severity(at)))?;
        rows.integers("quantity", claims.quantity.iter().map(|quantity| quantity.0));
        Ok(rows)
    }

    fn claim_events(&self, events: &ClaimEvents) -> Result<Rows, BlobFault> {
        let mut rows = Rows::new(events.id.len());
        rows.texts("event_id", &events.id)?;
        let claim = |at| self.dossier.claims.id.get(at as usize);
        rows.coded("claim", Coded::new(events.claim.iter().map(|at| at.0), claim))?;
        rows.dates("date", &events.date)?;
        let answers = events.kind.iter().zip(&events.amount);
        rows.numbers("answer", answers.map(|(kind, amount)| answer_code(*kind, amount.is_some())).collect());
        rows.integers("amount", events.amount.iter().map(|amount| amount.map_or(0, |amount| amount.0)));
        rows.texts("reason", &events.reason)?;
        Ok(rows)
    }

    fn deliveries(&self, deliveries: &Deliveries) -> Result<Rows, BlobFault> {
        let reference = &self.dossier.reference;
        let mut rows = Rows::new(deliveries.id.len());
        rows.texts("delivery_id", &deliveries.id)?;
        rows.coded("episode", Coded::new(deliveries.episode.iter().map(|at| at.0), |at| self.episode(at)))?;
        rows.dates("date", &deliveries.date)?;
        let participant = |at| reference.participant_code(ParticipantIx(at));
        rows.coded("participant", Coded::new(deliveries.participant.iter().map(|at| at.0), participant))?;
        let activity = |at| reference.activity_code(ActivityIx(at));
        rows.coded("activity", Coded::new(deliveries.activity.iter().map(|at| at.0), activity))?;
        rows.integers("quantity", deliveries.quantity.iter().map(|quantity| quantity.0));
        let bundle = |at: u32| reference.bundles[at as usize].as_str();
        rows.coded("bundle", Coded::new(deliveries.bundle.iter().map(|at| at.0), bundle))?;
        let replaced = deliveries.replaces.iter().map(|at| at.some().map_or("", |at| self.delivery(at)));
        rows.texts("replaces", &replaced.collect())?;
        rows.texts("reason", &deliveries.reason)?;
        Ok(rows)
    }

    fn episodes(&self, episodes: &[Episode]) -> Result<Rows, BlobFault> {
        let mut rows = Rows::new(episodes.len());
        rows.texts("episode_id", &episodes.iter().map(|row| self.episode(row.id.0)).collect())?;
        // The first day of all stands for none.
        let days = |day: fn(&Episode) -> Option<Date>| -> Vec<Date> {
            episodes.iter().map(|row| day(row).unwrap_or(Date::MIN)).collect()
        };
        rows.dates("start", &days(|row| row.start))?;
        rows.dates("due", &days(|row| row.due))?;
        rows.dates("end", &days(|row| row.end))?;
        rows.texts("end_reason", &episodes.iter().map(|row| row.end_reason.as_str()).collect())?;
        rows.integers("children", episodes.iter().map(|row| row.children.map_or(NO_CHILDREN, i64::from)));
        // 0 is nobody, the others come after it.
        let leads = episodes.iter().map(|row| row.lead_participant.map_or(0, |lead| lead.0 + 1));
        let code =
            |at: u32| at.checked_sub(1).map_or("", |at| self.dossier.reference.participant_code(ParticipantIx(at)));
        rows.coded("lead_participant", Coded::new(leads, code))?;
        Ok(rows)
    }

    fn settled(&self, settled: &[Settled]) -> Result<Rows, BlobFault> {
        let mut rows = Rows::new(settled.len());
        rows.texts("delivery_id", &settled.iter().map(|row| self.delivery(row.delivery)).collect())?;
        rows.integers("year", settled.iter().map(|row| i64::from(row.year)));
        Ok(rows)
    }
}

/// A text of those known, or of those that come after them.
fn numbered<'t>(known: &'t Texts, added: Option<&'t Texts>, at: u32) -> &'t str {
    let at = at as usize;
    match added {
        Some(added) if at >= known.len() => added.get(at - known.len()),
        _ => known.get(at),
    }
}
