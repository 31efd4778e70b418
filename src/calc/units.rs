//! The units of care-path shifts: which deliveries are shifted care, from whom, and which part of each (spec 2.5, steps
//! 1 and 2). They are found before any rule is applied, because rules see care as if it had not shifted.

use super::allocate::Salt;
use super::members::Members;
use super::selection::Selection;
use crate::domain::decimal::Rate;
use crate::domain::dossier::Dossier;
use crate::domain::fraction::Fraction;
use crate::domain::index::{ActivityIx, DisciplineIx, EpisodeIx, ParticipantIx, TableIx, position_of};
use crate::domain::model::Model;
use crate::domain::model::shift::Shift;
use crate::domain::money::{Cents, Overflow, product};
use std::cmp::Reverse;

/// A delivery that is care shifted from `giver` to the participant that delivered it.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Position among the selection's deliveries.
    pub delivery: usize,
    /// Position of the shift in the model.
    pub shift: usize,
    pub taker: ParticipantIx,
    pub giver: ParticipantIx,
}

/// Volume of one shift in the run.
#[derive(Clone, Copy, Debug)]
pub struct Volume {
    /// U, scaled as a quantity.
    pub units: i128,
    /// E: distinct episodes with a claim of the shift's performances since it started.
    pub episodes: i64,
    /// f: the part of each unit that is shifted.
    pub part: Fraction,
}

impl Volume {
    /// Of U units (scaled as a quantity) and E episodes: f = max(0, U − baseline_rate × E / 100) / U.
    pub fn of(units: i128, episodes: i64, shift: &Shift) -> Result<Volume, Overflow> {
        Ok(Volume { units, episodes, part: shifted_part(units, shift.baseline_rate, episodes)? })
    }

    /// f × U, scaled as a quantity and cut to its 4 decimals (for display; money uses the fraction).
    pub fn shifted_units(&self) -> Result<i128, Overflow> {
        Ok(product(&[self.units, self.part.numerator])? / self.part.denominator)
    }
}

/// All shifts of a run.
#[derive(Clone, Debug, Default)]
pub struct ShiftedCare {
    pub units: Vec<Unit>,
    /// For each delivery of the selection the position of its unit, or `u32::MAX`. Empty where there are no units.
    unit_of: Vec<u32>,
    pub volumes: Vec<Volume>,
    /// By shift: the activity that would have been delivered without it.
    given: Vec<ActivityIx>,
}

impl ShiftedCare {
    /// The unit that a delivery is.
    pub fn unit(&self, delivery: usize) -> Option<&Unit> {
        self.unit_of.get(delivery).and_then(|unit| self.units.get(*unit as usize))
    }

    /// What the giver of a unit would have delivered.
    pub fn given_activity(&self, unit: &Unit) -> ActivityIx {
        self.given[unit.shift]
    }

    /// f of the shift of a unit.
    pub fn part(&self, unit: &Unit) -> Fraction {
        self.volumes[unit.shift].part
    }
}

/// Finds the units of all shifts.
pub fn find(
    dossier: &Dossier,
    model: &Model,
    members: &Members,
    selection: &Selection,
) -> Result<ShiftedCare, Overflow> {
    let mut care = ShiftedCare::default();
    if model.shifts.is_empty() {
        return Ok(care);
    }
    let givers = Givers::new(dossier, members, selection)?;
    care.unit_of = vec![u32::MAX; selection.deliveries.len()];
    care.given = model.shifts.iter().map(|shift| shift.from_activity).collect();
    for (at, shift) in model.shifts.iter().enumerate() {
        let mut total: i128 = 0;
        for (claim, run_claim) in selection.claims.iter().enumerate() {
            if !shift.performances.matches(dossier.claims.performance[run_claim.claim.at()]) {
                continue;
            }
            for delivery in selection.of(claim) {
                let taker = selection.participant[delivery];
                if !is_shifted_care(dossier, members, selection, shift, delivery) {
                    continue;
                }
                let episode = dossier.claims.episode[run_claim.claim.at()];
                let Some(giver) = givers.of(episode, shift.from_discipline)? else { continue };
                total += dossier.deliveries.quantity[selection.deliveries[delivery].at()].wide();
                care.unit_of[delivery] = position_of(care.units.len());
                care.units.push(Unit { delivery, shift: at, taker, giver });
            }
        }
        let episodes = episodes_since(dossier, selection, shift);
        care.volumes.push(Volume::of(total, episodes, shift)?);
    }
    Ok(care)
}

fn is_shifted_care(
    dossier: &Dossier,
    members: &Members,
    selection: &Selection,
    shift: &Shift,
    delivery: usize,
) -> bool {
    let row = selection.deliveries[delivery].at();
    dossier.deliveries.activity[row] == shift.to_activity
        && dossier.deliveries.date[row] >= shift.starts
        && members.discipline(selection.participant[delivery]) == shift.to_discipline
}

/// f = max(0, U − baseline_rate × E / 100) / U.
fn shifted_part(units: i128, baseline_rate: Rate, episodes: i64) -> Result<Fraction, Overflow> {
    if units == 0 {
        return Ok(Fraction::ZERO);
    }
    // U is scaled by 10^4; rate × E / 100 by 10^6 × 100 = 10^8. Both to 10^8:
    let all = units.checked_mul(10_000).ok_or(Overflow)?;
    let before = baseline_rate.wide().checked_mul(i128::from(episodes)).ok_or(Overflow)?;
    Ok(Fraction::new((all - before).max(0), all))
}

fn episodes_since(dossier: &Dossier, selection: &Selection, shift: &Shift) -> i64 {
    let mut seen = vec![false; dossier.episode_ids.len()];
    let mut count = 0;
    for run_claim in &selection.claims {
        let claim = run_claim.claim.at();
        let episode = dossier.claims.episode[claim].at();
        if counts_its_episode(dossier, shift, claim) && !seen[episode] {
            seen[episode] = true;
            count += 1;
        }
    }
    count
}

/// Whether a claim, by its row, makes its episode one of E.
pub fn counts_its_episode(dossier: &Dossier, shift: &Shift, claim: usize) -> bool {
    shift.performances.matches(dossier.claims.performance[claim]) && dossier.claims.date[claim] >= shift.starts
}

/// Finds who gave care away: the participant of a discipline with the highest positive shadow value as delivered in
/// the run's claims of the episode, else in the whole run; ties by fnv1a64(`giver` ␟ episode ␟ participant).
struct Givers<'a> {
    dossier: &'a Dossier,
    members: &'a Members,
    selection: &'a Selection,
    /// Claims of the selection in the order of their episodes.
    by_episode: Vec<(EpisodeIx, usize)>,
    whole_run: Vec<Cents>,
}

impl<'a> Givers<'a> {
    fn new(dossier: &'a Dossier, members: &'a Members, selection: &'a Selection) -> Result<Givers<'a>, Overflow> {
        let mut by_episode: Vec<(EpisodeIx, usize)> = selection
            .claims
            .iter()
            .enumerate()
            .map(|(at, run_claim)| (dossier.claims.episode[run_claim.claim.at()], at))
            .collect();
        by_episode.sort_unstable();
        let whole_run = mono_values(selection, members)?;
        Ok(Givers { dossier, members, selection, by_episode, whole_run })
    }

    fn of(&self, episode: EpisodeIx, discipline: DisciplineIx) -> Result<Option<ParticipantIx>, Overflow> {
        let first = self.by_episode.partition_point(|(known, _)| *known < episode);
        let claims = self.by_episode[first..].iter().take_while(|(known, _)| *known == episode);
        let mut in_episode: Vec<(ParticipantIx, Cents)> = Vec::new();
        for delivery in claims.flat_map(|(_, claim)| self.selection.of(*claim)) {
            let who = self.selection.participant[delivery];
            let value = self.selection.value(delivery, TableIx::SHADOW);
            match in_episode.iter_mut().find(|(known, _)| *known == who) {
                Some((_, sum)) => sum.add(value)?,
                None => in_episode.push((who, value)),
            }
        }
        let episode_id = self.dossier.episode_ids.get(episode.at());
        let near = self.highest(in_episode.into_iter(), discipline, episode_id);
        Ok(near.or_else(|| {
            let everyone = self.whole_run.iter().enumerate().map(|(at, value)| (ParticipantIx::of(at), *value));
            self.highest(everyone, discipline, episode_id)
        }))
    }

    fn highest(
        &self,
        candidates: impl Iterator<Item = (ParticipantIx, Cents)>,
        discipline: DisciplineIx,
        episode: &str,
    ) -> Option<ParticipantIx> {
        candidates
            .filter(|(who, value)| value.is_positive() && self.members.discipline(*who) == discipline)
            .min_by_key(|(who, value)| {
                let code = self.dossier.reference.participant_code(*who);
                (Reverse(*value), Salt(&["giver", episode]).hash(code), code)
            })
            .map(|(who, _)| who)
    }
}

/// Shadow value as delivered, per participant, over the whole run.
pub fn mono_values(selection: &Selection, members: &Members) -> Result<Vec<Cents>, Overflow> {
    let mut values = vec![Cents::ZERO; members.count()];
    for (delivery, who) in selection.participant.iter().enumerate() {
        values[who.at()].add(selection.value(delivery, TableIx::SHADOW))?;
    }
    Ok(values)
}
