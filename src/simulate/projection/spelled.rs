//! Tariffs of several, spelled out for each, and tariffs that end, continued at their last value (spec 3).
//!
//! What somebody has for itself goes before what it has with others (spec 1, "Validity"): a tariff that is spelled out
//! only fills the days that its holder has none of its own for.

use crate::domain::date::{Date, Validity, last_day};
use crate::domain::index::{ActivityIx, DisciplineIx, InsurerIx, ParticipantIx, PerformanceIx};
use crate::domain::reference::{IntegralTariff, Reference, ShadowTariff};
use crate::domain::simulation::{Assumption, assume};

/// Gives every insurer of a concern rows of its own where only some of them are meant.
pub fn spell_out_concerns(reference: &mut Reference, some: &[InsurerIx], of: impl Fn(PerformanceIx) -> bool) {
    let mut spelled: Vec<IntegralTariff> = Vec::new();
    for row in reference.integral_tariffs.iter().filter(|row| of(row.performance)) {
        let members: Vec<usize> =
            (0..reference.insurers.len()).filter(|at| reference.insurers[*at].goes_by(&row.insurer)).collect();
        let meant = members.iter().filter(|at| some.contains(&InsurerIx::of(**at))).count();
        if meant == 0 || meant == members.len() {
            continue;
        }
        for code in members.iter().map(|at| &reference.insurers[*at].code).filter(|code| **code != row.insurer) {
            let own = reference.integral_tariffs.iter().filter(|own| {
                own.insurer == *code && (own.performance, own.severity) == (row.performance, row.severity)
            });
            let own: Vec<Validity> = own.map(|own| own.validity).collect();
            spelled.extend(free(row.validity, &own).into_iter().map(|validity| IntegralTariff {
                insurer: code.clone(),
                validity,
                ..row.clone()
            }));
        }
    }
    reference.integral_tariffs.extend(spelled);
}

/// Gives every participant of a discipline rows of its own for the activities that it shares with another one.
pub fn spell_out_disciplines(reference: &mut Reference, discipline: DisciplineIx, of: impl Fn(ActivityIx) -> bool) {
    let mut spelled: Vec<ShadowTariff> = Vec::new();
    for row in reference.shadow_tariffs.iter().filter(|row| row.participant.is_none() && of(row.activity)) {
        let disciplines = &reference.activities[row.activity.at()].disciplines;
        if !disciplines.contains(&discipline) || disciplines.len() == 1 {
            continue;
        }
        for (at, _) in reference.participants.iter().enumerate().filter(|(_, who)| who.discipline == discipline) {
            let who = Some(ParticipantIx::of(at));
            let own =
                reference.shadow_tariffs.iter().filter(|own| (own.activity, own.participant) == (row.activity, who));
            let own: Vec<Validity> = own.map(|own| own.validity).collect();
            spelled.extend(free(row.validity, &own).into_iter().map(|validity| ShadowTariff {
                participant: who,
                validity,
                ..row.clone()
            }));
        }
    }
    reference.shadow_tariffs.extend(spelled);
}

/// What of a validity is not taken by others.
fn free(validity: Validity, taken: &[Validity]) -> Vec<Validity> {
    let mut free = vec![validity];
    for other in taken {
        let mut left = Vec::new();
        for piece in free {
            if !piece.overlaps(*other) {
                left.push(piece);
                continue;
            }
            if piece.from < other.from {
                left.push(Validity { to: other.from.plus_days(-1), ..piece });
            }
            if other.to < piece.to {
                left.push(Validity { from: other.to.plus_days(1), ..piece });
            }
        }
        free = left;
    }
    free
}

/// Continues every tariff that ends before the last year does and that nothing follows: integral tariffs that still held
/// in the base year, shadow tariffs that still held when its care began.
pub fn continue_tariffs(reference: &mut Reference, year: Date, care: Date, last: i32) -> Vec<Assumption> {
    let mut said = Vec::new();
    let end = last_day(last);
    let ending = |validity: Validity, since: Date| since <= validity.to && validity.to < end;
    let rows = &reference.integral_tariffs;
    let integral: Vec<usize> = (0..rows.len())
        .filter(|at| {
            let row = &rows[*at];
            let follows = |other: &&IntegralTariff| {
                let same = (other.performance, other.severity) == (row.performance, row.severity);
                let holder = other.insurer == row.insurer || is_above(reference, &other.insurer, &row.insurer);
                same && holder && other.validity.to > row.validity.to
            };
            ending(row.validity, year) && !rows.iter().any(|other| follows(&other))
        })
        .collect();
    for at in integral {
        let row = &mut reference.integral_tariffs[at];
        let (insurer, day, tariff) = (row.insurer.clone(), row.validity.to, row.tariff);
        row.validity.to = Date::MAX;
        let performance = &reference.performances[row.performance.at()].code;
        said.push(assume(
            format!("Het integrale tarief {insurer} {performance} loopt af op {day} en geldt daarna door op {tariff}."),
            format!("The integral tariff {insurer} {performance} ends on {day} and goes on at {tariff} afterwards."),
        ));
    }
    let rows = &reference.shadow_tariffs;
    let shadow: Vec<usize> = (0..rows.len())
        .filter(|at| {
            let row = &rows[*at];
            let follows = |other: &&ShadowTariff| {
                let holder = other.participant == row.participant || other.participant.is_none();
                other.activity == row.activity && holder && other.validity.to > row.validity.to
            };
            ending(row.validity, care) && !rows.iter().any(|other| follows(&other))
        })
        .collect();
    for at in shadow {
        let row = &mut reference.shadow_tariffs[at];
        let (day, tariff) = (row.validity.to, row.tariff);
        row.validity.to = Date::MAX;
        let activity = &reference.activities[row.activity.at()].code;
        let who = row.participant.map_or(String::new(), |who| format!(" {}", reference.participants[who.at()].code));
        said.push(assume(
            format!("Het schaduwtarief {activity}{who} loopt af op {day} en geldt daarna door op {tariff}."),
            format!("The shadow tariff {activity}{who} ends on {day} and goes on at {tariff} afterwards."),
        ));
    }
    said
}

/// Whether one code is that of the concern of the other, an insurer.
fn is_above(reference: &Reference, concern: &str, insurer: &str) -> bool {
    reference.insurers.iter().any(|row| row.code == insurer && row.concern == concern)
}
