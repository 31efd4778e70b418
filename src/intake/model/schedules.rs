//! Values that change by date, and the weights of a blend (spec 2.11: "a schedule's value at a date is that of the
//! latest entry whose `from` is on or before it").

use super::context::{Context, Place, say};
use super::read;
use super::section::Item;
use crate::domain::date::Date;
use crate::domain::decimal::Rate;
use crate::domain::model::schedule::Schedule;
use crate::domain::problem::ProblemCode;

/// Reads `[{from = …, <field> = …}, …]`, in any order; two entries of one date would contradict each other.
pub(super) fn schedule<T: Copy>(
    item: &Item<'_>,
    field: &'static str,
    read_value: impl Fn(&Item<'_>) -> Option<T>,
) -> Option<Schedule<T>> {
    let list = item.list()?;
    if list.is_empty() {
        item.wrong(say("Hier hoort ten minste één datum te staan.", "At least one date belongs here."));
        return None;
    }
    let mut seen: Vec<(Date, u64)> = Vec::new();
    let mut entries = Vec::new();
    for entry in &list {
        let read = entry.section().and_then(|mut section| {
            let from = section.need("from", |item| {
                let day = read::day(item)?;
                if let Some((_, line)) = seen.iter().find(|(earlier, _)| *earlier == day) {
                    item.wrong(say(
                        format!("Voor {day} staat er al een waarde, op regel {line}."),
                        format!("There already is a value for {day}, on line {line}."),
                    ));
                } else {
                    seen.push((day, item.place.line));
                }
                Some(day)
            });
            let value = section.need(field, &read_value);
            section.finish();
            from.zip(value)
        });
        entries.push(read);
    }
    entries.into_iter().collect::<Option<Vec<_>>>().map(Schedule::new)
}

/// The weights of one part, with their place; `None` when they could not be read.
pub(super) struct Weights {
    pub place: Place,
    pub schedule: Option<Schedule<Rate>>,
}

/// Checks the weights of a blend together: its parts begin on the same day, and at every date some part has weight.
/// Weights only change at the dates they name, so those dates are all that needs looking at.
pub(super) fn check_weights(context: &Context<'_>, parts: &Place, weights: &[Weights]) {
    let known: Vec<(&Place, &Schedule<Rate>, Date)> = weights
        .iter()
        .filter_map(|part| {
            let schedule = part.schedule.as_ref()?;
            Some((&part.place, schedule, schedule.begins()?))
        })
        .collect();
    let (Some(first), Some(last)) =
        (known.iter().map(|(.., begins)| *begins).min(), known.iter().map(|(.., begins)| *begins).max())
    else {
        return;
    };
    for (place, _, begins) in known.iter().filter(|(.., begins)| *begins > first) {
        context.report(
            ProblemCode::ScheduleGap,
            place,
            begins.to_string(),
            say(
                format!("De gewichten van dit deel beginnen pas op {begins}, die van een ander deel al op {first}."),
                format!("The weights of this part only begin on {begins}, those of another part already on {first}."),
            ),
        );
    }
    if known.len() < weights.len() {
        return; // A part that could not be read may well have the weight that the others lack.
    }
    let mut changes: Vec<Date> =
        known.iter().flat_map(|(_, schedule, _)| schedule.entries().iter().map(|(from, _)| *from)).collect();
    changes.sort_unstable();
    changes.dedup();
    for day in changes.into_iter().filter(|day| *day >= last) {
        let any = known.iter().any(|(_, schedule, _)| schedule.at(day).is_some_and(|weight| weight > Rate::default()));
        if !any {
            context.report(
                ProblemCode::InvalidModel,
                parts,
                "0",
                say(
                    format!(
                        "Vanaf {day} zijn de gewichten van alle delen samen nul; er is dan niets om naar te verdelen."
                    ),
                    format!("From {day} the weights of all parts together are zero; nothing is left to divide by."),
                ),
            );
        }
    }
}
