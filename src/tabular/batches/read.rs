//! Batches to the rows of a dossier.

use super::ids::Ids;
use super::{Batch, NO_CHILDREN, answer};
use crate::domain::batch::BatchKind;
use crate::domain::date::Date;
use crate::domain::decimal::Quantity;
use crate::domain::dossier::{ClaimEvents, Claims, Deliveries, Dossier, Episode};
use crate::domain::index::{
    ActivityIx, BundleIx, ClaimIx, DeliveryIx, EpisodeIx, InsurerIx, ParticipantIx, PerformanceIx, SeverityIx,
};
use crate::domain::money::Cents;
use crate::domain::reference::Reference;
use crate::domain::text::Texts;
use crate::tabular::BlobFault;
use crate::tabular::columns::Frames;
use crate::tabular::lookup::Lookup;
use foldhash::quality::RandomState;
use std::collections::HashSet;

/// Adds the rows of batches to a dossier whose reference data knows their codes: any number of each kind, those of one kind
/// in the order in which they were accepted. Severities that only claims have are added to those of the tariffs. Rows of
/// all batches are there before what refers to them is joined. Each blob is let go as soon as it is read.
///
/// Errors: a blob that is damaged or not one of ours, a code that the dossier does not have, a reference to a row that is
/// in no batch, an id that is in two. The dossier is then of no use.
pub fn load(dossier: &mut Dossier, batches: Vec<Batch>) -> Result<(), BlobFault> {
    let mut blobs = Blobs::default();
    batches.into_iter().for_each(|batch| blobs.push(batch));
    let mut episodes = Ids::of(std::mem::take(&mut dossier.episode_ids));
    let (of_claims, of_events, of_deliveries) = (blobs.claims.len(), blobs.claim_events.len(), blobs.deliveries.len());
    let mut severities = Ids::of(dossier.reference.severities.iter().map(String::as_str).collect());
    severities.intern("");
    let Dossier { reference, claims, events, deliveries, .. } = dossier;
    for blob in blobs.episodes {
        load_episodes(&mut dossier.episodes, reference, &Frames::decode(blob)?, &mut episodes)?;
    }
    for blob in blobs.claims {
        let frames = Frames::decode(blob)?;
        let of_batch = episodes.places(&frames)?;
        load_claims(claims, reference, &frames, &of_batch, &mut severities)?;
    }
    let (claims, reference) = (&*claims, &*reference);
    let (events_read, deliveries_read) = rayon::join(
        || {
            let lookup = Lookup::new(&claims.id);
            let load = |blob| load_events(events, &Frames::decode(blob)?, &lookup);
            blobs.claim_events.into_iter().try_for_each(load)?;
            none_twice(&claims.id, of_claims).and(none_twice(&events.id, of_events))
        },
        || {
            // Of deliveries that are there already, what they mend is known.
            let mut replaces = Texts::new();
            for blob in blobs.deliveries {
                let frames = Frames::decode(blob)?;
                let of_batch = episodes.places(&frames)?;
                load_deliveries(deliveries, reference, &frames, &of_batch, &mut replaces)?;
            }
            none_twice(&deliveries.id, of_deliveries)?;
            let settled = blobs.settled.into_iter().map(Frames::decode).collect::<Result<Vec<_>, _>>()?;
            join_deliveries(deliveries, &settled, &replaces)
        },
    );
    events_read.and(deliveries_read)?;
    dossier.episode_ids = episodes.into_texts();
    dossier.sort_severities(severities.into_texts().iter().map(str::to_owned).collect());
    dossier.sort_episodes();
    if let Some(pair) = dossier.episodes.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(twice(dossier.episode_ids.get(pair[0].id.at())));
    }
    let (events, deliveries) = (&dossier.events, &dossier.deliveries);
    let texts =
        [&dossier.episode_ids, &dossier.claims.id, &events.id, &events.reason, &deliveries.id, &deliveries.reason];
    if !texts.into_iter().all(Texts::fits) {
        return Err(BlobFault("the batches together have more text than fits in one dossier".to_owned()));
    }
    Ok(())
}

/// Blobs by kind, in their order.
#[derive(Default)]
struct Blobs {
    claims: Vec<Vec<u8>>,
    claim_events: Vec<Vec<u8>>,
    deliveries: Vec<Vec<u8>>,
    episodes: Vec<Vec<u8>>,
    settled: Vec<Vec<u8>>,
}

impl Blobs {
    fn push(&mut self, batch: Batch) {
        let of_kind = match batch.kind {
            BatchKind::Claims => &mut self.claims,
            BatchKind::ClaimEvents => &mut self.claim_events,
            BatchKind::Deliveries => &mut self.deliveries,
            BatchKind::Episodes => &mut self.episodes,
            BatchKind::Settled => &mut self.settled,
        };
        of_kind.push(batch.columns);
    }
}

/// Rows of one file have ids of their own, and so have those of a file that was examined beside the others. Two files that
/// were not would count the same care twice: they are refused, however it came to that.
fn none_twice(ids: &Texts, batches: usize) -> Result<(), BlobFault> {
    if batches < 2 || ids.ascends() {
        return Ok(());
    }
    let mut seen: HashSet<&str, RandomState> = HashSet::with_capacity_and_hasher(ids.len(), RandomState::default());
    ids.iter().find(|id| !seen.insert(id)).map_or(Ok(()), |id| Err(twice(id)))
}

fn twice(id: &str) -> BlobFault {
    BlobFault(format!("'{id}' is stored twice"))
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
                if *settled != 0 {
                    return Err(twice(id));
                }
                *settled = i32::try_from(year).map_err(|_| BlobFault(format!("no year: {year}")))?;
            }
        }
    }
    Ok(())
}

fn load_claims(
    claims: &mut Claims,
    reference: &Reference,
    frames: &Frames,
    episodes: &[u32],
    severities: &mut Ids,
) -> Result<(), BlobFault> {
    claims.id.append(&frames.texts("claim_id")?);
    claims.episode.extend(frames.placed("episode", episodes)?.map(EpisodeIx));
    claims.date.extend(frames.dates("date")?);
    let insurers = frames.codes("insurer", |code| reference.find_insurer(code).map(|at| at.0))?;
    claims.insurer.extend(frames.placed("insurer", &insurers)?.map(InsurerIx));
    let performances = frames.codes("performance", |code| reference.find_performance(code).map(|at| at.0))?;
    claims.performance.extend(frames.placed("performance", &performances)?.map(PerformanceIx));
    let severities = severities.intern_all(&frames.dictionary("severity")?);
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

fn load_episodes(
    list: &mut Vec<Episode>,
    reference: &Reference,
    frames: &Frames,
    episodes: &mut Ids,
) -> Result<(), BlobFault> {
    let ids = episodes.intern_all(&frames.texts("episode_id")?);
    let (start, due, end) = (frames.dates("start")?, frames.dates("due")?, frames.dates("end")?);
    let (reasons, children) = (frames.texts("end_reason")?, frames.integers("children")?);
    let leads = frames.codes("lead_participant", |code| {
        // No text is nobody.
        if code.is_empty() { Some(ParticipantIx::NONE.0) } else { reference.find_participant(code).map(|at| at.0) }
    })?;
    let days = start.into_iter().zip(due).zip(end);
    let rest = reasons.iter().zip(children).zip(frames.placed("lead_participant", &leads)?);
    for ((id, ((start, due), end)), ((reason, children), lead)) in ids.into_iter().zip(days).zip(rest) {
        let day = |day: Date| (day != Date::MIN).then_some(day);
        let children = if children == NO_CHILDREN {
            None
        } else {
            Some(u32::try_from(children).map_err(|_| BlobFault(format!("no number of children: {children}")))?)
        };
        list.push(Episode {
            id: EpisodeIx(id),
            start: day(start),
            due: day(due),
            end: day(end),
            end_reason: reason.to_owned(),
            children,
            lead_participant: ParticipantIx(lead).some(),
        });
    }
    Ok(())
}
