//! Claims, claim events, deliveries and settled deliveries as batches: made from a dossier, and read back into one.
//!
//! A batch knows codes and ids, never positions, so that any dossier with the same codes can read it. Several batches of
//! one kind are read one after the other; what refers to another row (an event to its claim, a correction to its delivery)
//! may stand in another batch and is joined when all are there.

use super::BlobFault;
use super::blob::{decode, encode};
use super::dictionary::{Coded, resolve, texts_frame};
use super::lookup::{InOrder, places};
use crate::domain::date::Date;
use crate::domain::decimal::Quantity;
use crate::domain::dossier::{ClaimEvents, Deliveries, Dossier, EventKind};
use crate::domain::index::{
    ActivityIx, BundleIx, ClaimIx, DeliveryIx, EpisodeIx, InsurerIx, ParticipantIx, PerformanceIx, SeverityIx,
    position_of,
};
use crate::domain::money::Cents;
use crate::domain::text::Texts;
use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};
use std::collections::HashMap;

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
    claim_rows.texts("claim_id", claims.id.iter());
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
    event_rows.texts("event_id", events.id.iter());
    event_rows.texts("claim_id", events.claim.iter().map(|claim| claims.id.get(claim.at())));
    event_rows.dates("date", &events.date)?;
    let kinds = events.kind.iter().map(|kind| KINDS.iter().position(|known| known == kind).unwrap_or(0));
    event_rows.integers("kind", kinds.map(|at| i64::try_from(at).unwrap_or(0)));
    let amounts: Vec<Option<i64>> = events.amount.iter().map(|amount| amount.map(|amount| amount.0)).collect();
    event_rows.columns.push(Column::new("amount".into(), amounts));
    event_rows.texts("reason", events.reason.iter());

    let mut delivery_rows = Rows::new(deliveries.id.len());
    delivery_rows.texts("delivery_id", deliveries.id.iter());
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
    delivery_rows.texts("replaces", replaced);
    delivery_rows.texts("reason", deliveries.reason.iter());

    let settled: Vec<usize> = (0..deliveries.id.len()).filter(|at| deliveries.settled[*at] != 0).collect();
    let mut settled_rows = Rows::new(settled.len());
    settled_rows.texts("delivery_id", settled.iter().map(|at| deliveries.id.get(*at)));
    settled_rows.integers("year", settled.iter().map(|at| i64::from(deliveries.settled[*at])));
    Ok(Batches {
        claims: claim_rows.encode()?,
        claim_events: event_rows.encode()?,
        deliveries: delivery_rows.encode()?,
        settled: settled_rows.encode()?,
    })
}

/// Adds the rows of batches to a dossier, whose reference data knows their codes. Claims and deliveries of all batches
/// are there before what refers to them is joined.
pub fn load(dossier: &mut Dossier, batches: &[Batches]) -> Result<(), BlobFault> {
    let mut episodes = Ids::of(&dossier.episode_ids);
    for batch in batches {
        load_claims(dossier, &Frames::decode(&batch.claims)?, &mut episodes)?;
    }
    let mut replaces = Texts::new();
    for batch in batches {
        load_deliveries(dossier, &Frames::decode(&batch.deliveries)?, &mut episodes, &mut replaces)?;
    }
    let mut claims = InOrder::new(&dossier.claims.id);
    for batch in batches {
        load_events(&mut dossier.events, &Frames::decode(&batch.claim_events)?, &mut claims)?;
    }
    join_deliveries(&mut dossier.deliveries, batches, &replaces)?;
    let (events, deliveries) = (&dossier.events, &dossier.deliveries);
    let texts =
        [&dossier.episode_ids, &dossier.claims.id, &events.id, &events.reason, &deliveries.id, &deliveries.reason];
    if !texts.into_iter().all(Texts::fits) {
        return Err(BlobFault("the batches together have more text than fits in one dossier".to_owned()));
    }
    Ok(())
}

/// What refers to other deliveries: corrections, and those paid in a settled year. Both are few.
fn join_deliveries(deliveries: &mut Deliveries, batches: &[Batches], replaces: &Texts) -> Result<(), BlobFault> {
    let mut settled: (Texts, Vec<i64>) = Default::default();
    for batch in batches {
        let frames = Frames::decode(&batch.settled)?;
        settled.0.append(&frames.texts("delivery_id")?);
        settled.1.extend(frames.integers("year")?);
    }
    let wanted = replaces.iter().filter(|id| !id.is_empty()).chain(settled.0.iter());
    let places = places(&deliveries.id, wanted)?;
    let place = |id: &str| places.get(id).copied().map_or(DeliveryIx::NONE, DeliveryIx);
    deliveries.replaces.extend(replaces.iter().map(|id| if id.is_empty() { DeliveryIx::NONE } else { place(id) }));
    for (id, year) in settled.0.iter().zip(settled.1) {
        if let Some(settled) = deliveries.settled.get_mut(place(id).at()) {
            *settled = i32::try_from(year).map_err(|_| BlobFault(format!("no year: {year}")))?;
        }
    }
    Ok(())
}

fn load_claims(dossier: &mut Dossier, frames: &Frames, episodes: &mut Ids) -> Result<(), BlobFault> {
    let (reference, claims) = (&dossier.reference, &mut dossier.claims);
    claims.id.append(&frames.texts("claim_id")?);
    let known = &mut dossier.episode_ids;
    claims.episode.extend(frames.coded("episode", |id| Some(episodes.intern(id, known)))?.into_iter().map(EpisodeIx));
    claims.date.extend(frames.dates("date")?);
    let insurers = frames.coded("insurer", |code| reference.find_insurer(code).map(|at| at.0))?;
    claims.insurer.extend(insurers.into_iter().map(InsurerIx));
    let performances = frames.coded("performance", |code| reference.find_performance(code).map(|at| at.0))?;
    claims.performance.extend(performances.into_iter().map(PerformanceIx));
    let severities = frames.coded("severity", |code| reference.find_severity(code).map(|at| at.0))?;
    claims.severity.extend(severities.into_iter().map(SeverityIx));
    claims.quantity.extend(frames.integers("quantity")?.into_iter().map(Quantity));
    Ok(())
}

fn load_deliveries(
    dossier: &mut Dossier,
    frames: &Frames,
    episodes: &mut Ids,
    replaces: &mut Texts,
) -> Result<(), BlobFault> {
    let (reference, deliveries) = (&dossier.reference, &mut dossier.deliveries);
    deliveries.id.append(&frames.texts("delivery_id")?);
    let known = &mut dossier.episode_ids;
    deliveries
        .episode
        .extend(frames.coded("episode", |id| Some(episodes.intern(id, known)))?.into_iter().map(EpisodeIx));
    deliveries.date.extend(frames.dates("date")?);
    let participants = frames.coded("participant", |code| reference.find_participant(code).map(|at| at.0))?;
    deliveries.participant.extend(participants.into_iter().map(ParticipantIx));
    let activities = frames.coded("activity", |code| reference.find_activity(code).map(|at| at.0))?;
    deliveries.activity.extend(activities.into_iter().map(ActivityIx));
    deliveries.quantity.extend(frames.integers("quantity")?.into_iter().map(Quantity));
    let bundles = frames.coded("bundle", |code| reference.find_bundle(code).map(|at| at.0))?;
    deliveries.bundle.extend(bundles.into_iter().map(BundleIx));
    replaces.append(&frames.texts("replaces")?);
    deliveries.reason.append(&frames.texts("reason")?);
    deliveries.settled.resize(deliveries.id.len(), 0);
    Ok(())
}

fn load_events(events: &mut ClaimEvents, frames: &Frames, claims: &mut InOrder<'_>) -> Result<(), BlobFault> {
    events.id.append(&frames.texts("event_id")?);
    for claim in frames.texts("claim_id")?.iter() {
        events.claim.push(ClaimIx(claims.find(claim)?));
    }
    events.date.extend(frames.dates("date")?);
    for kind in frames.integers("kind")? {
        events.kind.push(*choice(&KINDS, kind)?);
    }
    events.amount.extend(frames.rows()?.column("amount")?.i64()?.iter().map(|amount| amount.map(Cents)));
    events.reason.append(&frames.texts("reason")?);
    Ok(())
}

fn choice<T>(words: &[T], at: i64) -> Result<&T, BlobFault> {
    let word = usize::try_from(at).ok().and_then(|at| words.get(at));
    word.ok_or_else(|| BlobFault(format!("no choice: {at}")))
}

/// Ids and their positions.
struct Ids {
    positions: HashMap<String, u32>,
}

impl Ids {
    fn of(texts: &Texts) -> Ids {
        Ids { positions: texts.iter().zip(0u32..).map(|(id, at)| (id.to_owned(), at)).collect() }
    }

    fn intern(&mut self, id: &str, texts: &mut Texts) -> u32 {
        if let Some(at) = self.positions.get(id) {
            return *at;
        }
        let at = position_of(texts.len());
        texts.push(id);
        self.positions.insert(id.to_owned(), at);
        at
    }
}

/// Columns of a frame under construction, with their dictionaries.
struct Rows {
    height: usize,
    columns: Vec<Column>,
    dictionaries: Vec<(&'static str, DataFrame)>,
}

impl Rows {
    fn new(height: usize) -> Rows {
        Rows { height, columns: Vec::new(), dictionaries: Vec::new() }
    }

    fn texts<'t>(&mut self, name: &str, texts: impl Iterator<Item = &'t str>) {
        self.columns.push(Column::new(name.into(), texts.collect::<Vec<&str>>()));
    }

    fn integers(&mut self, name: &str, integers: impl Iterator<Item = i64>) {
        self.columns.push(Column::new(name.into(), integers.collect::<Vec<i64>>()));
    }

    fn dates(&mut self, name: &str, dates: &[Date]) -> Result<(), BlobFault> {
        let days: Vec<i32> = dates.iter().map(|date| date.0).collect();
        self.columns.push(Series::new(name.into(), days).cast(&DataType::Date)?.into());
        Ok(())
    }

    fn coded(&mut self, name: &'static str, coded: Coded) -> Result<(), BlobFault> {
        self.columns.push(Column::new(name.into(), coded.positions));
        self.dictionaries.push((name, texts_frame(&coded.texts)?));
        Ok(())
    }

    fn encode(self) -> Result<Vec<u8>, BlobFault> {
        let rows = DataFrame::new(self.height, self.columns)?;
        encode([("rows", rows)].into_iter().chain(self.dictionaries).collect())
    }
}

/// The frames of a blob.
struct Frames {
    frames: Vec<(String, DataFrame)>,
}

impl Frames {
    fn decode(bytes: &[u8]) -> Result<Frames, BlobFault> {
        Ok(Frames { frames: decode(bytes)? })
    }

    fn frame(&self, name: &str) -> Result<&DataFrame, BlobFault> {
        let found = self.frames.iter().find(|(known, _)| known == name).map(|(_, frame)| frame);
        found.ok_or_else(|| BlobFault(format!("a stored batch has no part '{name}'")))
    }

    fn rows(&self) -> Result<&DataFrame, BlobFault> {
        self.frame("rows")
    }

    fn texts(&self, name: &str) -> Result<Texts, BlobFault> {
        Ok(self.rows()?.column(name)?.str()?.iter().map(Option::unwrap_or_default).collect())
    }

    fn integers(&self, name: &str) -> Result<Vec<i64>, BlobFault> {
        Ok(self.rows()?.column(name)?.i64()?.iter().map(Option::unwrap_or_default).collect())
    }

    fn dates(&self, name: &str) -> Result<Vec<Date>, BlobFault> {
        let days = self.rows()?.column(name)?.cast(&DataType::Int32)?;
        Ok(days.i32()?.iter().map(|day| Date(day.unwrap_or_default())).collect())
    }

    fn coded(&self, name: &str, find: impl FnMut(&str) -> Option<u32>) -> Result<Vec<u32>, BlobFault> {
        let positions = self.rows()?.column(name)?.u32()?;
        resolve(positions.iter().map(Option::unwrap_or_default), self.frame(name)?, find)
    }
}
