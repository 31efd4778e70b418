//! Deliveries, their corrections, and which of them were paid in a settled year.

use super::Intake;
use super::chains::{self, END};
use super::episodes::{EpisodeColumn, EpisodesOfRows};
use crate::domain::batch::Settled;
use crate::domain::date::Date;
use crate::domain::dossier::Deliveries;
use crate::domain::index::{ActivityIx, BundleIx, DeliveryIx, ParticipantIx};
use crate::domain::problem::ProblemCode;
use crate::domain::reference::{Activity, Participant, Reference};
use crate::domain::text::Texts;
use crate::intake::columns::{deliveries, settled};
use crate::intake::gather::Gather;
use crate::intake::interner::Interner;
use crate::intake::keys::Keys;
use crate::intake::known::{Ids, To};
use crate::intake::reading::Reading;
use crate::intake::report::Report;
use crate::intake::row::Row;
use crate::intake::sentences::{self, quoted, say};
use std::collections::HashMap;

/// Rows that mend another one. That may stand anywhere in the file, so it is looked up at the end.
#[derive(Default)]
struct Corrections {
    lines: Vec<u64>,
    ids: Texts,
    replaces: Texts,
}

/// Deliveries of one part of the file.
#[derive(Default)]
struct DeliveryRows<'k> {
    list: Deliveries,
    episodes: EpisodeColumn<'k>,
    corrections: Corrections,
}

impl Gather for DeliveryRows<'_> {
    fn end(&mut self) {
        self.episodes.end();
    }

    fn reserve(&mut self, times: usize) {
        let Deliveries { date, participant, activity, quantity, bundle, reason, .. } = &mut self.list;
        self.episodes.reserve(times);
        Gather::reserve(date, times);
        Gather::reserve(participant, times);
        Gather::reserve(activity, times);
        Gather::reserve(quantity, times);
        Gather::reserve(bundle, times);
        reason.reserve(times);
    }

    fn append(&mut self, later: Self) {
        let (list, more) = (&mut self.list, later.list);
        self.episodes.append(later.episodes);
        list.date.extend(more.date);
        list.participant.extend(more.participant);
        list.activity.extend(more.activity);
        list.quantity.extend(more.quantity);
        list.bundle.extend(more.bundle);
        list.reason.append(&more.reason);
        self.corrections.lines.extend(later.corrections.lines);
        self.corrections.ids.append(&later.corrections.ids);
        self.corrections.replaces.append(&later.corrections.replaces);
    }
}

/// Deliveries, and their episodes; `known` are those of earlier files. Their ids stay in [`super::Known::deliveries`]
/// until all that refers to them is read.
///
/// Deliveries that were accepted before this file, `before`, may be mended by its rows, which are numbered after them.
pub fn read_deliveries(
    intake: &mut Intake<'_>,
    reference: &Reference,
    known: &Interner,
    before: &Interner,
) -> (Deliveries, EpisodesOfRows) {
    use deliveries as at;
    let Reading { gathered, keys, mut report } = intake.read(&at::KIND, |row, rows: &mut DeliveryRows<'_>, report| {
        let activity = row.at(at::activity).and_then(|at| reference.activities.get(at as usize));
        let participant = row.at(at::participant).and_then(|at| reference.participants.get(at as usize));
        if let (Some(activity), Some(participant)) = (activity, participant) {
            check_discipline(row, activity, participant, reference, report);
        }
        if let (Some(date), Some(participant)) = (row.date(at::date), participant) {
            check_active(row, date, participant, report);
        }
        if !row.text(at::replaces).is_empty() {
            rows.corrections.lines.push(row.line());
            rows.corrections.ids.push(row.text(at::delivery_id));
            rows.corrections.replaces.push(row.text(at::replaces));
        }
        if row.is_whole {
            push_delivery(row, activity, rows, known);
        }
    });
    let DeliveryRows { mut list, episodes: of_rows, corrections } = gathered;
    list.replaces = resolve_corrections(&corrections, &keys, before, &mut report);
    list.settled = vec![0; list.date.len()];
    intake.problems.append(report.finish());
    intake.known.deliveries = Ids { ids: keys.keys, open: keys.unreadable };
    (list, of_rows.finish())
}

/// All or nothing, so that the columns keep the same length.
fn push_delivery<'k>(row: &Row<'_>, done: Option<&Activity>, rows: &mut DeliveryRows<'k>, known: &'k Interner) {
    use deliveries as at;
    let bundle = row.at(at::bundle).map(BundleIx).or(done.map(|activity| activity.bundle));
    let (Some(date), Some(participant), Some(activity), Some(quantity), Some(bundle)) =
        (row.date(at::date), row.at(at::participant), row.at(at::activity), row.quantity(at::quantity), bundle)
    else {
        return;
    };
    let list = &mut rows.list;
    rows.episodes.push(row.text(at::episode_id), known);
    list.date.push(date);
    list.participant.push(ParticipantIx(participant));
    list.activity.push(ActivityIx(activity));
    list.quantity.push(quantity);
    list.bundle.push(bundle);
    list.reason.push(row.text(at::reason));
}

fn check_discipline(row: &Row<'_>, done: &Activity, by: &Participant, reference: &Reference, report: &mut Report) {
    if done.disciplines.contains(&by.discipline) || by.discipline.some().is_none() {
        return;
    }
    row.wrong(deliveries::activity, report, || {
        let (activity, participant) = (quoted(&done.code), quoted(&by.code));
        let discipline = quoted(reference.discipline_code(by.discipline));
        say(
            ProblemCode::DisciplineMismatch,
            format!("Activiteit {activity} hoort niet bij discipline {discipline} van deelnemer {participant}."),
            format!("Activity {activity} is not one of discipline {discipline} of participant {participant}."),
        )
    });
}

fn check_active(row: &Row<'_>, date: Date, by: &Participant, report: &mut Report) {
    if by.active.holds(date) {
        return;
    }
    row.wrong(deliveries::participant, report, || {
        let (participant, active) = (quoted(&by.code), by.active);
        say(
            ProblemCode::InactiveParticipant,
            format!("Deelnemer {participant} doet op {date} niet mee (wel in {active})."),
            format!("Participant {participant} does not take part on {date} (it does in {active})."),
        )
    });
}

/// Per delivery that is new the one that it mends.
fn resolve_corrections(
    corrections: &Corrections,
    keys: &Keys,
    before: &Interner,
    report: &mut Report,
) -> Vec<DeliveryIx> {
    let column = "replaces";
    let mut next = vec![END; keys.keys.len()];
    let mut rows: HashMap<u32, (u64, &str)> = HashMap::new();
    // Those that mend one that was accepted before; no such chain comes back to this file.
    let mut of_before: HashMap<u32, u32> = HashMap::new();
    let of_row = corrections.ids.iter().zip(corrections.replaces.iter());
    for (line, (id, replaces)) in corrections.lines.iter().zip(of_row) {
        // The row of a conflict is told as such and leads nowhere.
        let Some(position) = keys.keys.find(id) else { continue };
        if let Some(replaced) = before.find(replaces) {
            of_before.insert(position, replaced);
            continue;
        }
        match keys.keys.find(replaces) {
            Some(replaced) => {
                rows.insert(position, (*line, replaces));
                if let Some(next) = next.get_mut(position as usize) {
                    *next = replaced;
                }
            }
            None => report.error(*line, column, replaces, || sentences::unknown(To::Delivery, replaces)),
        }
    }
    refuse_cycles(&next, &rows, keys.keys.texts(), report);
    if before.len() == 0 {
        return next.into_iter().map(DeliveryIx).collect();
    }
    let places = keys.places_after(before);
    let is_new = |(_, place): &(u32, &u32)| **place >= before.positions();
    let replaced = |(at, _): (u32, &u32)| {
        let of_file = || next.get(at as usize).and_then(|next| places.get(*next as usize)).copied();
        DeliveryIx(of_before.get(&at).copied().or_else(of_file).unwrap_or(END))
    };
    (0..).zip(&places).filter(is_new).map(replaced).collect()
}

/// A chain of corrections that comes back to its beginning has no delivery that counts; told once, at its first row.
fn refuse_cycles(next: &[u32], rows: &HashMap<u32, (u64, &str)>, ids: &Texts, report: &mut Report) {
    for cycle in chains::cycles(next) {
        let first = cycle.iter().filter_map(|position| rows.get(position)).min();
        let Some((line, replaces)) = first else { continue };
        report.error(*line, "replaces", replaces, || {
            let chain = chains::shown(&cycle, |at| ids.get(at as usize));
            say(
                ProblemCode::ReplaceCycle,
                format!("Deze correcties leiden terug naar hun begin: {chain}."),
                format!("These corrections lead back to where they began: {chain}."),
            )
        });
    }
}

/// Which deliveries were settled in which years, and the keys of the file.
pub fn read_settled(intake: &mut Intake<'_>) -> (Vec<Settled>, Keys) {
    use settled as at;
    intake.read_all(&at::KIND, |row, list: &mut Vec<Settled>, _| {
        if let (Some(delivery), Some(year)) = (row.at(at::delivery_id), row.year(at::year)) {
            list.push(Settled { delivery: DeliveryIx(delivery), year });
        }
    })
}
