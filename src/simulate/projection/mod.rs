//! A year that has not been: the episodes of the base year repeated, with the changes of a scenario, as a dossier like
//! any other (spec 3, "Years"). [`crate::calc::run`] computes it without knowing that it is no real one.
//!
//! Every row keeps its id, so that the odd cents of a year that is not changed fall where they fell; rows that a change
//! adds get an id of their own ([`year::ProjectedYear`]). What a change is about is decided by the date of the row: a
//! delivery of the autumn before stays what it was, also where its claim is of the first year of the change.

pub mod base;
mod leaving;
mod prices;
mod retariff;
mod shift;
mod spelled;
mod volume;
pub mod year;

use crate::domain::date::{Date, first_day};
use crate::domain::index::ParticipantIx;
use crate::domain::model::Model;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::scenario::{ChangeKind, Movement, Moving, Scenario};
use base::Base;
use year::ProjectedYear;

/// The changes of a scenario in care and prices, with the care that its named shifts move. Those of the model are no part of
/// a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    list: Vec<(ChangeKind, Option<Movement>)>,
    /// What a tariff change, a leaving or a retariff without `from` begins with.
    first: i32,
}

impl Changes {
    /// A shift is that of the first model that has one of its name, as the scenario leaves it: the same care moves,
    /// whatever model it is then computed under.
    ///
    /// Refuses `unknown_shift`.
    pub fn of<'m>(scenario: &Scenario, models: impl Iterator<Item = &'m Model> + Clone) -> Result<Changes, Refusal> {
        let of_care = scenario.changes.iter().map(|change| &change.what);
        let of_care = of_care.filter(|change| !matches!(change, ChangeKind::Model(_)));
        let resolved = |change: &ChangeKind| {
            let ChangeKind::CareShift(shift) = change else { return Ok((change.clone(), None)) };
            let movement = match &shift.what {
                Moving::SpelledOut(movement) => movement.clone(),
                Moving::Named(name) => named(name, models.clone())?,
            };
            Ok((change.clone(), Some(movement)))
        };
        let list: Vec<_> = of_care.map(resolved).collect::<Result<_, Refusal>>()?;
        match scenario.years.first() {
            Some(first) if !list.is_empty() => Ok(Changes { list, first: *first }),
            _ => Ok(Changes::none()),
        }
    }

    /// No changes: today's care and prices.
    pub fn none() -> Changes {
        Changes { list: Vec::new(), first: 0 }
    }

    /// Who leaves, and from which year.
    pub fn leavers(&self) -> impl Iterator<Item = (ParticipantIx, i32)> {
        self.list.iter().filter_map(|(change, _)| match change {
            ChangeKind::Leaving(leaving) => Some((leaving.participant, self.begins(leaving.from))),
            _ => None,
        })
    }

    /// The year in which a change begins.
    fn begins(&self, from: Option<i32>) -> i32 {
        from.unwrap_or(self.first)
    }

    fn begins_on(&self, from: Option<i32>) -> Date {
        first_day(self.begins(from))
    }
}

fn named<'m>(name: &str, mut models: impl Iterator<Item = &'m Model>) -> Result<Movement, Refusal> {
    let found = models.find_map(|model| model.shifts.iter().find(|shift| shift.name == name));
    let shift = found.ok_or_else(|| {
        Refusal::new(
            ProblemCode::UnknownShift,
            format!("Geen van de modellen heeft een verschuiving '{name}'."),
            format!("None of the models has a shift '{name}'."),
        )
    })?;
    Ok(Movement {
        from_discipline: shift.from_discipline,
        from_activity: shift.from_activity,
        to_discipline: shift.to_discipline,
        to_activity: shift.to_activity,
        performances: shift.performances.clone(),
        starts: Some(shift.starts),
    })
}

/// The dossier of a year under these changes.
pub fn project(base: &Base, changes: &Changes, year: i32) -> Result<ProjectedYear, Refusal> {
    projected(base, changes, changes.list.len(), year, true)
}

/// The same under the first so many changes. `retariffs`: whether tariffs follow the value of care; what care is worth
/// does not depend on it.
fn projected(
    base: &Base,
    changes: &Changes,
    count: usize,
    year: i32,
    retariffs: bool,
) -> Result<ProjectedYear, Refusal> {
    let mut at = ProjectedYear::repeated(base, year)?;
    for (place, (change, movement)) in changes.list.iter().enumerate().take(count) {
        match change {
            ChangeKind::Volume(change) => volume::apply(&mut at, change)?,
            ChangeKind::IntegralTariff(change) => {
                prices::integral(&mut at.dossier.reference, change, changes.begins_on(change.from))?;
            }
            ChangeKind::ShadowTariff(change) => {
                prices::shadow(&mut at.dossier.reference, change, changes.begins_on(change.from))?;
            }
            ChangeKind::CareShift(change) => {
                if let Some(movement) = movement {
                    shift::apply(&mut at, change, movement)?;
                }
            }
            ChangeKind::Retariff(change) if retariffs && year >= changes.begins(change.from) => {
                retariff::apply(&mut at, change, base, changes, place)?;
            }
            // Of a year before it begins, and of the model, which is no part of the dossier.
            ChangeKind::Retariff(_) | ChangeKind::Model(_) => {}
            ChangeKind::Leaving(change) => leaving::apply(&mut at, change, changes.begins(change.from))?,
        }
    }
    Ok(at)
}
