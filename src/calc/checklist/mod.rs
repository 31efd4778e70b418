//! What the close of a year still waits for, month by month (spec 4, `years/{year}`).

mod volumes;

pub use volumes::{MonthVolume, volumes};

use super::explain::decimal_text;
use super::members::Members;
use super::outcome::Outcome;
use super::selection::Held;
use super::standing::{DeliveryStanding, standings};
use crate::domain::date::Date;
use crate::domain::dossier::Dossier;
use crate::domain::index::ParticipantIx;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::ProblemCode;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the dossier does not know.
#[derive(Clone, Debug, Default)]
pub struct Told<'a> {
    /// Who has said that its deliveries of a month (1–12) are complete.
    pub complete: BTreeSet<(ParticipantIx, u32)>,
    /// Volumes of the year before, for instance of [`volumes`]; months that are not there are not compared.
    pub last_year: &'a [MonthVolume],
    /// Claim events dated after this day are corrections; without it none are counted.
    pub since: Option<Date>,
}

/// The checklist of a year.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Checklist {
    pub year: i32,
    /// The day from which ages are counted: the `as_of` of the run, else its `to`.
    pub moment: Date,
    pub months: Vec<MonthLine>,
    /// Deliveries of before the year that await a claim, by age.
    pub awaiting_before: Vec<AgeLine>,
    /// Of the whole run: pools have no month.
    pub unallocated: Cents,
}

/// One month: claims by their date, deliveries by theirs.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ChecklistMonth))]
pub struct MonthLine {
    pub month: u32,
    pub participants: Vec<DeliveredLine>,
    /// Whether everyone that was active has said that its deliveries are complete.
    pub complete: bool,
    /// Tariffs for which claims are held.
    pub missing_tariffs: Vec<MissingTariff>,
    pub awaiting: Vec<AgeLine>,
    pub held: Vec<HeldLine>,
    pub volume: VolumeLine,
    pub corrections: CorrectionLine,
}

/// A participant that was active in the month, or delivered in it all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ChecklistParticipant))]
pub struct DeliveredLine {
    pub participant: String,
    pub deliveries: u64,
    pub said_complete: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct MissingTariff {
    pub insurer: String,
    pub performance: String,
    pub severity: String,
}

/// Deliveries of an age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ChecklistAge))]
pub struct AgeLine {
    /// Days, in bands.
    pub age: &'static str,
    pub deliveries: u64,
}

/// A held claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ChecklistHeld))]
pub struct HeldLine {
    pub claim_id: String,
    pub code: ProblemCode,
    /// What is missing, in codes.
    pub detail: String,
    /// Who can mend it, see [`Held::owner`].
    pub owner: &'static str,
    /// Code of the insurer.
    pub insurer: String,
}

/// Deliveries beside those of the same month a year ago.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ChecklistVolume))]
pub struct VolumeLine {
    pub deliveries: u64,
    pub episodes: u64,
    /// Deliveries per 100 episodes that had any, cut to 1 decimal; absent without episodes.
    pub per_100_episodes: Option<String>,
    pub per_100_episodes_last_year: Option<String>,
}

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ChecklistCorrections))]
pub struct CorrectionLine {
    /// Deliveries that mend another. The dossier does not know when they came.
    pub replacing_deliveries: u64,
    /// Events of the month's claims dated after the day that was asked.
    pub claim_events: u64,
}

/// Days up to and including, and what the band is called.
const AGES: [(i32, &str); 4] = [(30, "0-30"), (90, "31-90"), (180, "91-180"), (i32::MAX, "181-")];

fn age_lines(counts: [u64; 4]) -> Vec<AgeLine> {
    let lines = AGES.iter().zip(counts).filter(|(_, deliveries)| *deliveries > 0);
    lines.map(|((_, age), deliveries)| AgeLine { age, deliveries }).collect()
}

/// The checklist of the year of a run; months after its `to` are empty but for what is there already.
pub fn checklist(dossier: &Dossier, outcome: &Outcome, told: &Told<'_>) -> Result<Checklist, Overflow> {
    let (spec, reference, rows) = (&outcome.spec, &dossier.reference, &dossier.deliveries);
    let members = Members::of_year(reference, spec.year);
    let moment = spec.as_of.unwrap_or(spec.to);
    let standings = standings(dossier, outcome)?;
    let mut months: Vec<MonthLine> = (1..=12).map(|month| MonthLine { month, ..MonthLine::default() }).collect();
    let mut delivered: BTreeMap<(usize, ParticipantIx), u64> = BTreeMap::new();
    let (mut ages, mut ages_before) = (vec![[0; 4]; 12], [0; 4]);
    for (at, standing) in standings.deliveries.iter().enumerate() {
        let day = rows.date[at];
        let band = AGES.iter().position(|(most, _)| moment.0.saturating_sub(day.0) <= *most).unwrap_or(3);
        let awaits = *standing == DeliveryStanding::Awaiting;
        match month_of(day, spec.year) {
            Some(month) => {
                if rows.quantity[at].0 != 0 {
                    *delivered.entry((month, members.successor(rows.participant[at]))).or_default() += 1;
                }
                ages[month][band] += u64::from(awaits);
                months[month].corrections.replacing_deliveries += u64::from(rows.replaces[at].some().is_some());
            }
            None if day < crate::domain::date::first_day(spec.year) => ages_before[band] += u64::from(awaits),
            None => {}
        }
    }
    for held in &outcome.held {
        if let Some(month) = month_of(dossier.claims.date[held.claim.at()], spec.year) {
            hold(dossier, &mut months[month], held);
        }
    }
    for event in 0..dossier.events.claim.len() {
        let claim = dossier.events.claim[event].at();
        let is_new = told.since.is_some_and(|since| dossier.events.date[event] > since);
        if let Some(month) = month_of(dossier.claims.date[claim], spec.year).filter(|_| is_new) {
            months[month].corrections.claim_events += 1;
        }
    }
    let volumes = volumes(dossier, spec.year);
    for (at, line) in months.iter_mut().enumerate() {
        line.participants = participants(dossier, &members, spec.year, at, &delivered, told);
        line.complete = line.participants.iter().all(|row| row.said_complete);
        line.awaiting = age_lines(ages[at]);
        line.held.sort_by(|one, other| one.claim_id.cmp(&other.claim_id));
        let before = told.last_year.iter().find(|volume| volume.month == line.month);
        line.volume = VolumeLine {
            deliveries: volumes[at].deliveries,
            episodes: volumes[at].episodes,
            per_100_episodes: per_100(&volumes[at]),
            per_100_episodes_last_year: before.and_then(per_100),
        };
    }
    let awaiting_before = age_lines(ages_before);
    Ok(Checklist { year: spec.year, moment, months, awaiting_before, unallocated: outcome.totals.unallocated })
}

/// Position of a day's month, where it is of the year.
fn month_of(day: Date, of_year: i32) -> Option<usize> {
    let (year, month, _) = day.parts();
    if year == of_year { usize::try_from(month).ok()?.checked_sub(1) } else { None }
}

fn hold(dossier: &Dossier, month: &mut MonthLine, held: &Held) {
    let (reference, claims, at) = (&dossier.reference, &dossier.claims, held.claim.at());
    let insurer = reference.insurer_code(claims.insurer[at]).to_owned();
    if held.code == ProblemCode::TariffMissing {
        let missing = MissingTariff {
            insurer: insurer.clone(),
            performance: reference.performance_code(claims.performance[at]).to_owned(),
            severity: reference.severities[claims.severity[at].at()].clone(),
        };
        if let Err(place) = month.missing_tariffs.binary_search(&missing) {
            month.missing_tariffs.insert(place, missing);
        }
    }
    let (claim_id, detail) = (claims.id.get(at).to_owned(), held.detail.clone());
    month.held.push(HeldLine { claim_id, code: held.code, detail, owner: held.owner(), insurer });
}

fn participants(
    dossier: &Dossier,
    members: &Members,
    year: i32,
    at: usize,
    delivered: &BTreeMap<(usize, ParticipantIx), u64>,
    told: &Told<'_>,
) -> Vec<DeliveredLine> {
    let month = u32::try_from(at + 1).unwrap_or(12);
    let first = Date::new(year, month, 1).unwrap_or(Date::MIN);
    let next = if month == 12 { Date::new(year + 1, 1, 1) } else { Date::new(year, month + 1, 1) };
    let last = next.map_or(Date::MAX, |next| Date(next.0 - 1));
    let lines = members.living().filter_map(|who| {
        let row = &dossier.reference.participants[who.at()];
        let deliveries = delivered.get(&(at, who)).copied().unwrap_or(0);
        let active = row.active.from <= last && row.active.to >= first;
        (active || deliveries > 0).then(|| DeliveredLine {
            participant: row.code.clone(),
            deliveries,
            said_complete: told.complete.contains(&(who, month)),
        })
    });
    lines.collect()
}

fn per_100(volume: &MonthVolume) -> Option<String> {
    (volume.episodes > 0).then(|| decimal_text(i128::from(volume.deliveries) * 100, i128::from(volume.episodes), 1))
}
