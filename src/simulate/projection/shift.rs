//! `care_shift`: care that moves to another discipline (spec 3).
//!
//! The quantity that moves is an exact percentage of what was delivered, rounded to the 4 decimals that a quantity of a
//! dossier has; the rest stays where it was, so that nothing is lost, and what is computed can be written down. Of a whole
//! number of units every percentage with 2 decimals is exact.

use super::year::ProjectedYear;
use crate::calc::allocate::{Salt, allocate};
use crate::calc::members::Members;
use crate::domain::date::Date;
use crate::domain::decimal::{Quantity, Rate};
use crate::domain::index::{EpisodeIx, ParticipantIx};
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::scenario::{CareShift, Movement};
use crate::domain::simulation::assume;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Says in the reason of an added row what it is.
const WHY: &str = "care_shift";

/// Moves the share of each delivery in the run to the participant of the other discipline that does most in its episode,
/// or else over that discipline.
pub fn apply(at: &mut ProjectedYear, change: &CareShift, movement: &Movement) -> Result<(), Overflow> {
    let members = Members::of_year(&at.dossier.reference, at.year);
    let moving = moving(at, change, movement, &members)?;
    if moving.is_empty() {
        return Ok(());
    }
    let takers = Takers::new(at, movement, &members, &moving)?;
    let mut stays: i128 = 0;
    for (row, moved) in moving {
        let episode = at.dossier.deliveries.episode[row];
        let parts = match takers.of(at, episode) {
            Some(taker) => vec![(taker, moved.0)],
            None => takers.over_all(at, row, moved)?,
        };
        if parts.is_empty() {
            stays += moved.wide();
            continue;
        }
        at.dossier.deliveries.quantity[row].0 -= moved.0;
        for (taker, part) in parts.into_iter().filter(|(_, part)| *part != 0) {
            at.add_like(row, taker, movement.to_activity, Quantity(part), WHY);
        }
    }
    if stays > 0 {
        let reference = &at.dossier.reference;
        let (activity, discipline) = (
            reference.activity_code(movement.from_activity).to_owned(),
            reference.discipline_code(movement.to_discipline).to_owned(),
        );
        at.assume(assume(
            format!("{activity} blijft waar het was: discipline {discipline} heeft niemand die zorg levert."),
            format!("{activity} stays where it was: nobody of discipline {discipline} delivers care."),
        ));
    }
    Ok(())
}

/// The deliveries of the run that move, and how much of each.
fn moving(
    at: &ProjectedYear,
    change: &CareShift,
    movement: &Movement,
    members: &Members,
) -> Result<Vec<(usize, Quantity)>, Overflow> {
    let (rows, claims) = (&at.dossier.deliveries, &at.dossier.claims);
    let starts = movement.starts.unwrap_or(Date::MIN);
    let mut moving = Vec::new();
    for row in (0..rows.id.len()).filter(|row| rows.activity[*row] == movement.from_activity) {
        let Some(claim) = at.claim_in_run(row) else { continue };
        let who = members.successor(rows.participant[row]);
        let is_its = members.discipline(who) == movement.from_discipline
            && movement.performances.matches(claims.performance[claim.at()])
            && rows.date[row] >= starts;
        let share = change.share_in(rows.date[row].year());
        if !is_its || share == Rate::default() {
            continue;
        }
        let exact = product(&[rows.quantity[row].wide(), share.wide()])?;
        let moved = round_ratio(exact, Rate::HUNDRED.wide())?;
        let moved = Quantity(i64::try_from(moved).map_err(|_| Overflow)?);
        if moved.0 != 0 {
            moving.push((row, moved));
        }
    }
    Ok(moving)
}

/// Who of the other discipline is near, by what its care in the run is worth at shadow tariffs.
struct Takers {
    /// Of the episodes with care that moves.
    by_episode: BTreeMap<EpisodeIx, BTreeMap<ParticipantIx, Cents>>,
    /// Of the whole run, those with a value.
    all: Vec<(ParticipantIx, i64)>,
}

impl Takers {
    fn new(
        at: &ProjectedYear,
        movement: &Movement,
        members: &Members,
        moving: &[(usize, Quantity)],
    ) -> Result<Takers, Overflow> {
        let rows = &at.dossier.deliveries;
        let mut by_episode: BTreeMap<EpisodeIx, BTreeMap<ParticipantIx, Cents>> =
            moving.iter().map(|(row, _)| (rows.episode[*row], BTreeMap::new())).collect();
        let mut all: BTreeMap<ParticipantIx, Cents> = BTreeMap::new();
        for (row, (who, worth)) in at.mono()?.into_iter().enumerate() {
            if members.discipline(who) != movement.to_discipline || !worth.is_positive() {
                continue;
            }
            all.entry(who).or_default().add(worth)?;
            if let Some(near) = by_episode.get_mut(&rows.episode[row]) {
                near.entry(who).or_default().add(worth)?;
            }
        }
        Ok(Takers { by_episode, all: all.into_iter().map(|(who, worth)| (who, worth.0)).collect() })
    }

    /// Who does most in an episode; ties as for the giver of a shift (spec 2.5), with `receiver`.
    fn of(&self, at: &ProjectedYear, episode: EpisodeIx) -> Option<ParticipantIx> {
        let id = at.dossier.episode_ids.get(episode.at());
        let near = self.by_episode.get(&episode)?.iter();
        let order = |(who, worth): &(&ParticipantIx, &Cents)| {
            let code = at.dossier.reference.participant_code(**who);
            (Reverse(**worth), Salt(&["receiver", id]).hash(code), code)
        };
        near.min_by_key(order).map(|(who, _)| *who)
    }

    /// Over everyone of the discipline by its value in the run; nobody where none has any.
    fn over_all(&self, at: &ProjectedYear, row: usize, moved: Quantity) -> Result<Vec<(ParticipantIx, i64)>, Overflow> {
        let weights: Vec<i64> = self.all.iter().map(|(_, worth)| *worth).collect();
        let code = |place: usize| at.dossier.reference.participant_code(self.all[place].0);
        let salt = ["receiver", at.dossier.deliveries.id.get(row)];
        let parts = allocate(moved.0, &weights, code, Salt(&salt))?.unwrap_or_default();
        Ok(self.all.iter().map(|(who, _)| *who).zip(parts).collect())
    }
}
