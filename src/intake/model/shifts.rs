//! `[[shift]]`: care that moves from one discipline to another (spec 2.5).

use super::codes::{self, Filter, Listed};
use super::context::say;
use super::read::{self, Name, Names};
use super::schedules;
use super::section::{Item, Section};
use crate::domain::index::{ActivityIx, DisciplineIx, PerformanceIx};
use crate::domain::model::shift::{Shift, ShiftBalance};
use crate::domain::problem::ProblemCode;

const BALANCES: &[(&str, ShiftBalance)] = &[
    ("everyone", ShiftBalance::Everyone),
    ("reserve", ShiftBalance::Reserve),
    ("from_discipline", ShiftBalance::FromDiscipline),
];

/// The units a shift claims: deliveries of an activity by a discipline, in claims of some performances.
struct Units {
    to: (DisciplineIx, ActivityIx),
    performances: Filter<PerformanceIx>,
    line: u64,
}

/// What was read of the shifts before.
#[derive(Default)]
struct Before {
    names: Names,
    units: Vec<Units>,
}

/// Reads every `[[shift]]`.
pub(super) fn shifts(document: &mut Section<'_>) -> Option<Vec<Shift>> {
    let blocks = document.item("shift").map_or(Some(Vec::new()), |item| item.list())?;
    let mut before = Before::default();
    let shifts: Vec<_> = blocks.iter().map(|block| shift(block, &mut before)).collect();
    shifts.into_iter().collect()
}

fn shift(block: &Item<'_>, before: &mut Before) -> Option<Shift> {
    let mut section = block.section()?;
    let name = section.need("name", read::name);
    before.names.claim(section.context, name.as_ref());
    let from_discipline = section.need("from_discipline", codes::discipline);
    let from_activity = section.need("from_activity", codes::activity);
    let to_discipline = section.need("to_discipline", codes::discipline);
    let to_activity = section.need("to_activity", codes::activity);
    let performances = section.item("performances").map_or_else(Listed::all, |item| codes::performances(&item));
    if let (Some(to), Some(filter)) = (to_discipline.zip(to_activity), performances.named.clone()) {
        claim(block, name.as_ref(), Units { to, performances: filter, line: block.place.line }, before);
    }
    let starts = section.need("starts", read::day);
    let compensation = section.need("compensation", read::amount);
    let charge = section.need("charge", |item| {
        let charge = schedules::schedule(item, "amount", read::amount)?;
        if let (Some(starts), Some(begins)) = (starts, charge.begins())
            && begins > starts
        {
            item.context.report(
                ProblemCode::ScheduleGap,
                &item.place,
                begins.to_string(),
                say(
                    format!("Het in te leveren bedrag begint op {begins}, maar de verschuiving al op {starts}."),
                    format!("The charge begins on {begins}, but the shift already on {starts}."),
                ),
            );
        }
        Some(charge)
    });
    let balance = section.need("balance", read::choice(BALANCES));
    let baseline_rate = section.need("baseline_rate", read::rate);
    let target_rate = section.maybe("target_rate", read::rate);
    let article = read::article(&mut section);
    section.finish();
    Some(Shift {
        name: name?.text,
        from_discipline: from_discipline?,
        from_activity: from_activity?,
        to_discipline: to_discipline?,
        to_activity: to_activity?,
        performances: performances.when_sound()?.into(),
        starts: starts?,
        compensation: compensation?,
        charge: charge?,
        balance: balance?,
        baseline_rate: baseline_rate?,
        target_rate: target_rate?,
        article: article?,
    })
}

/// Claims the units of a shift. Two shifts that could claim the same ones would settle the same care twice; their
/// start dates do not matter, because from the later start on both would.
fn claim(block: &Item<'_>, name: Option<&Name>, units: Units, before: &mut Before) {
    let meets = |other: &&Units| other.to == units.to && other.performances.meets(&units.performances);
    if let Some(Units { line, .. }) = before.units.iter().find(meets) {
        block.context.report(
            ProblemCode::ShiftOverlap,
            &block.place,
            name.map_or("", |name| name.text.as_str()),
            say(
                format!("Deze verschuiving telt dezelfde leveringen als de verschuiving op regel {line}."),
                format!("This shift counts the same deliveries as the shift on line {line}."),
            ),
        );
    }
    before.units.push(units);
}
