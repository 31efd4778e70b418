//! Claims, claim events, deliveries and settled deliveries as batches: made from a dossier, and read back into one.
//!
//! A batch knows codes and ids, never positions, so that any dossier with the same codes can read it. Several batches of
//! one kind are read one after the other; what refers to another row (an event to its claim, a correction to its delivery)
//! may stand in another batch and is joined when all are there.

use super::BlobFault;
use super::columns::{Coded, Frames, Rows};
use super::lookup::Lookup;
use crate::domain::decimal::Quantity;
use crate::domain::dossier::{ClaimEvents, Claims, Deliveries, Dossier, EventKind};
use crate::domain::index::{
    ActivityIx, BundleIx, ClaimIx, DeliveryIx, EpisodeIx, InsurerIx, ParticipantIx, PerformanceIx, SeverityIx,
    position_of,
};
use crate::domain::money::Cents;
use crate::domain::reference::Reference;
use crate::domain::text::Texts;
use foldhash::quality::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::hash::BuildHasher;

/// The batches of a dossier, a blob per kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batches {
    pub claims: Vec<u8>,
    pub claim_events: Vec<u8>,
    pub deliveries: Vec<u8>,
    pub settled: Vec<u8>,
}

const KINDS: [EventKind; 4] = [EventKind::Accepted, EventKind::Rejected, EventKind::Paid, EventKind::Withdrawn];

/// Makes the batches of a dossier.
pub fn store(dossier: &Dossier) -> Result<Batches, BlobFault> {
    let (reference, claims, events, deliveries) =
        (&dossier.reference, &dossier.claims, &dossier.events, &dossier.deliveries);
    let episode = |at: u32| dossier.episode_ids.get(at as usize);
    let mut claim_rows = Rows::new(claims.id.len());
    claim_rows.texts("claim_id", &claims.id)?;
    claim_rows.coded("episode", Coded::new(claims.episode.iter().map(|at| at.0), episode))?;
    claim_rows.dates("date", &claims.date)?;
    claim_rows.coded(
        "insurer",
        Coded::new(claims.insurer.iter().map(|at| at.0), |at| reference.insurer_code(InsurerIx(at))),
    )?;
    claim_rows.coded(
        "performance",
        Coded::new(claims.performance.iter().map(|at| at.0), |at| reference.performance_code(PerformanceIx(at))),
    )?;
    claim_rows.coded(
        "severity",
        Coded::new(claims.severity.iter().map(|at| at.0), |at| reference.severities[at as usize].as_str()),
    )?;
    claim_rows.integers("quantity", claims.quantity.iter().map(|quantity| quantity.0));

    let mut event_rows = Rows::new(events.id.len());
    event_rows.texts("event_id", &events.id)?;
    event_rows.coded("claim", Coded::new(events.claim.iter().map(|at| at.0), |at| claims.id.get(at as usize)))?;
    event_rows.dates("date", &events.date)?;
    let answers = events.kind.iter().zip(&events.amount);
    event_rows.numbers("answer", answers.map(|(kind, amount)| answer_code(*kind, amount.is_some())).collect());
    event_rows.integers("amount", events.amount.iter().map(|amount| amount.map_or(0, |amount| amount.0)));
    event_rows.texts("reason", &events.reason)?;

    let mut delivery_rows = Rows::new(deliveries.id.len());
    delivery_rows.texts("delivery_id", &deliveries.id)?;
    delivery_rows.coded("episode", Coded::new(deliveries.episode.iter().map(|at| at.0), episode))?;
    delivery_rows.dates("date", &deliveries.date)?;
    delivery_rows.coded(
        "participant",
        Coded::new(deliveries.participant.iter().map(|at| at.0), |at| reference.participant_code(ParticipantIx(at))),
    )?;
    delivery_rows.coded(
        "activity",
        Coded::new(deliveries.activity.iter().map(|at| at.0), |at| reference.activity_code(ActivityIx(at))),
    )?;
    delivery_rows.integers("quantity", deliveries.quantity.iter().map(|quantity| quantity.0));
    delivery_rows.coded(
        "bundle",
        Coded::new(deliveries.bundle.iter().map(|at| at.0), |at| reference.bundles[at as usize].as_str()),
    )?;
    let replaced = deliveries.replaces.iter().map(|at| at.some().map_or("", |at| deliveries.id.get(at.at())));
    delivery_rows.texts("replaces", &replaced.collect())?;
    delivery_rows.texts("reason", &deliveries.reason)?;

    let settled: Vec<usize> = (0..deliveries.id.len()).filter(|at| deliveries.settled[*at] != 0).collect();
    let mut settled_rows = Rows::new(settled.len());
    settled_rows.texts("delivery_id", &settled.iter().map(|at| deliveries.id.get(*at)).collect())?;
    settled_rows.integers("year", settled.iter().map(|at| i64::from(deliveries.settled[*at])));
    Ok(Batches {
        claims: claim_rows.encode()?,
        claim_events: event_rows.encode()?,
        deliveries: delivery_rows.encode()?,
        settled: settled_rows.encode()?,
    })
}

/// Adds the rows of batches to a dossier, whose reference data knows their codes. Claims and deliveries of all batches
/// are there before what refers to them is joined. Each blob is let go as soon as it is read.
pub fn load(dossier: &mut Dossier, batches: Vec<Batches>) -> Result<(), BlobFault> {
    let mut blobs = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for batch in batches {
        blobs.0.push(batch.claims);
        blobs.1.push(batch.deliveries);
        blobs.2.push(batch.claim_events);
        blobs.3.push(batch.settled);
    }
    let mut episodes = Ids::of(std::mem::take(&mut dossier.episode_ids));
    let Dossier { reference, claims, events, deliveries, .. } = dossier;
    for blob in blobs.0 {
        let frames = Frames::decode(blob)?;
        let of_batch = episodes.places(&frames)?;
        load_claims(claims, reference, &frames, &of_batch)?;
    }
    let (claims, events_of) = (&*claims, blobs.2);
    let (of_events, of_deliveries) = rayon::join(
        || {
            let lookup = Lookup::new(&claims.id);
            events_of.into_iter().try_for_each(|blob| load_events(events, &Frames::decode(blob)?, &lookup))
        },
        || {
            let mut replaces = Texts::new();
            for blob in blobs.1 {
                let frames = Frames::decode(blob)?;
                let of_batch = episodes.places(&frames)?;
                load_deliveries(deliveries, reference, &frames, &of_batch, &mut replaces)?;
            }
            let settled = blobs.3.into_iter().map(Frames::decode).collect::<Result<Vec<_>, _>>()?;
            join_deliveries(deliveries, &settled, &replaces)
        },
    );
    of_events.and(of_deliveries)?;
    dossier.episode_ids = episodes.into_texts();
    let (events, deliveries) = (&dossier.events, &dossier.deliveries);
    let texts =
        [&dossier.episode_ids, &dossier.claims.id, &events.id, &events.reason, &deliveries.id, &deliveries.reason];
    if !texts.into_iter().all(Texts::fits) {
        return Err(BlobFault("the batches together have more text than fits in one dossier".to_owned()));
    }
    Ok(())
}

/// What refers to other deliveries: corrections, and those paid in a settled year. Both are few.
fn join_deliveries(deliveries: &mut Deliveries, settled: &[Frames], replaces: &Texts) -> Result<(), BlobFault> {
    let Deliveries { id, replaces: replaced, settled: years, .. } = deliveries;
    let lookup = Lookup::new(id);
    let mut last = 0;
    for id in replaces.iter() {
        replaced.push(if id.is_empty() { DeliveryIx::NONE } else { DeliveryIx(lookup.find(id, &mut last)?) });
    }
    for frames in settled {
        for (id, year) in frames.texts("delivery_id")?.iter().zip(frames.integers("year")?) {
            let place = lookup.find(id, &mut last)?;
            if let Some(settled) = years.get_mut(place as usize) {
                *settled = i32::try_from(year).map_err(|_| BlobFault(format!("no year: {year}")))?;
            }
        }
    }
    Ok(())
}

fn load_claims(claims: &mut Claims, reference: &Reference, frames: &Frames, episodes: &[u32]) -> Result<(), BlobFault> {
    claims.id.append(&frames.texts("claim_id")?);
    claims.episode.extend(frames.placed("episode", episodes)?.map(EpisodeIx));
    claims.date.extend(frames.dates("date")?);
    let insurers = frames.codes("insurer", |code| reference.find_insurer(code).map(|at| at.0))?;
    claims.insurer.extend(frames.placed("insurer", &insurers)?.map(InsurerIx));
    let performances = frames.codes("performance", |code| reference.find_performance(code).map(|at| at.0))?;
    claims.performance.extend(frames.placed("performance", &performances)?.map(PerformanceIx));
    let severities = frames.codes("severity", |code| reference.find_severity(code).map(|at| at.0))?;
    claims.severity.extend(frames.placed("severity", &severities)?.map(SeverityIx));
    claims.quantity.extend(frames.integers("quantity")?.map(Quantity));
    Ok(())
}

fn load_deliveries(
    deliveries: &mut Deliveries,
    reference: &Reference,
    frames: &Frames,
    episodes: &[u32],
    replaces: &mut Texts,
) -> Result<(), BlobFault> {
    deliveries.id.append(&frames.texts("delivery_id")?);
    deliveries.episode.extend(frames.placed("episode", episodes)?.map(EpisodeIx));
    deliveries.date.extend(frames.dates("date")?);
    let participants = frames.codes("participant", |code| reference.find_participant(code).map(|at| at.0))?;
    deliveries.participant.extend(frames.placed("participant", &participants)?.map(ParticipantIx));
    let activities = frames.codes("activity", |code| reference.find_activity(code).map(|at| at.0))?;
    deliveries.activity.extend(frames.placed("activity", &activities)?.map(ActivityIx));
    deliveries.quantity.extend(frames.integers("quantity")?.map(Quantity));
    let bundles = frames.codes("bundle", |code| reference.find_bundle(code).map(|at| at.0))?;
    deliveries.bundle.extend(frames.placed("bundle", &bundles)?.map(BundleIx));
    replaces.append(&frames.texts("replaces")?);
    deliveries.reason.append(&frames.texts("reason")?);
    deliveries.settled.resize(deliveries.id.len(), 0);
    Ok(())
}

fn load_events(events: &mut ClaimEvents, frames: &Frames, claims: &Lookup<'_>) -> Result<(), BlobFault> {
    let mut last = 0;
    events.id.append(&frames.texts("event_id")?);
    let of_claims = frames.dictionary("claim")?;
    let of_claims = of_claims.iter().map(|id| claims.find(id, &mut last)).collect::<Result<Vec<_>, _>>()?;
    events.claim.extend(frames.placed("claim", &of_claims)?.map(ClaimIx));
    events.date.extend(frames.dates("date")?);
    for (code, amount) in frames.numbers("answer")?.iter().zip(frames.integers("amount")?) {
        let (kind, has_amount) = answer(*code).ok_or_else(|| BlobFault(format!("no answer: {code}")))?;
        events.kind.push(kind);
        events.amount.push(has_amount.then_some(Cents(amount)));
    }
    events.reason.append(&frames.texts("reason")?);
    Ok(())
}

/// What an insurer answered, and whether with an amount, as one number.
fn answer_code(kind: EventKind, has_amount: bool) -> u32 {
    let kind = KINDS.iter().position(|known| *known == kind).unwrap_or(0);
    position_of(kind) * 2 + u32::from(has_amount)
}

fn answer(code: u32) -> Option<(EventKind, bool)> {
    KINDS.get(code as usize / 2).map(|kind| (*kind, code % 2 == 1))
}

/// Ids, each at the position of its first appearance.
struct Ids {
    texts: Texts,
    positions: HashTable<u32>,
    /// Seeded anew, so that nobody can prepare ids that all fall into one place.
    hasher: RandomState,
}

impl Ids {
    fn of(texts: Texts) -> Ids {
        let positions = HashTable::with_capacity(texts.len());
        let mut ids = Ids { texts: Texts::new(), positions, hasher: RandomState::default() };
        texts.iter().for_each(|id| {
            ids.intern(id);
        });
        ids
    }

    /// The positions of the episodes in the dictionary of a batch.
    fn places(&mut self, frames: &Frames) -> Result<Vec<u32>, BlobFault> {
        let dictionary = frames.dictionary("episode")?;
        let Ids { texts, positions, hasher } = self;
        positions.reserve(dictionary.len(), |at| hasher.hash_one(texts.get(*at as usize)));
        Ok(dictionary.iter().map(|id| self.intern(id)).collect())
    }

    fn intern(&mut self, id: &str) -> u32 {
        let Ids { texts, positions, hasher } = self;
        let hash = |at: &u32| hasher.hash_one(texts.get(*at as usize));
        match positions.entry(hasher.hash_one(id), |at| texts.get(*at as usize) == id, hash) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let at = position_of(texts.len());
                free.insert(at);
                texts.push(id);
                at
            }
        }
    }

    fn into_texts(self) -> Texts {
        self.texts
    }
}
