//! `variance` asked of a scenario: why the payout changes between two projected years, or in one year by the changes of the
//! scenario (spec 3, question 7).
//!
//! Every projected year repeats the same episodes, so that `volume` is what is claimed more or less of a performance.
//!
//! `price` is what other tariffs give on the same care, integral and shadow tariffs alike: the care of
//! the second year is first computed at the tariffs of the first. To that comes what ceilings and slices leave of a unit.
//!
//! Each year is the outcome that `compare` shows, with what the years before left it; only what the rules give of claims is
//! computed again, to tell its causes apart. Between two years the model of the first is put on the care of the second with
//! its glide path as far as it was: what a blend moved on since is part of `model`, as another model would be.

use super::{Pair, Side, Steps, Variance, VarianceLine, told};
use crate::domain::date::{Date, Validity};
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::model::rule::Rule;
use crate::domain::model::schedule::Schedule;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::question::variance::Variance as Asked;
use crate::domain::reference::{IntegralTariff, ShadowTariff};
use crate::domain::scenario::Prepared;
use crate::domain::simulation::variance::{VarianceFound, VarianceOfModel, VarianceRow, VarianceSide, WithinMix};
use crate::domain::simulation::{Answer, Assumption, Found, ModelOfCase};
use crate::simulate::compare::{add, every, model_of, named};
use crate::simulate::course::{Carried, Course, CourseYear};
use crate::simulate::projection::Changes;
use crate::simulate::projection::base::Base;
use crate::simulate::studio::{Projected, Studio, Unanswered, Watch, settlement};
use std::sync::Arc;

/// The causes, under each model.
///
/// Refuses what the projection or a run refuses, and a year that the scenario does not project (`invalid_scenario`).
pub fn of_years(studio: &Studio, prepared: &Prepared, asked: Asked, watch: &dyn Watch) -> Result<Answer, Unanswered> {
    let Prepared { scenario, models } = prepared;
    let first = scenario.years.first().copied().unwrap_or_default();
    let last = scenario.years.last().copied().unwrap_or_default();
    let base = studio.base(scenario.base_year, last)?;
    let changed = Way {
        studio,
        base: &base,
        changes: Changes::of(scenario, every(models))?,
        models: models.iter().map(|model| &model.changed).collect(),
        watch,
    };
    let (before, after) = match asked {
        Asked::Years { from, to } => {
            let mut years = changed.years(&scenario.years, &[from, to])?;
            let after = years.pop().ok_or_else(|| not_projected(to))?;
            (years.pop().ok_or_else(|| not_projected(from))?, after)
        }
        Asked::Changes { year } => {
            let models = models.iter().map(|model| &model.base).collect();
            let today = Way { studio, base: &base, changes: Changes::none(), models, watch };
            let one = |course: &Way<'_>| {
                course.years(&scenario.years, &[year])?.pop().ok_or_else(|| Unanswered::from(not_projected(year)))
            };
            (one(&today)?, one(&changed)?)
        }
    };
    let mut assumptions: Vec<Assumption> = base.assumptions.clone();
    assumptions.extend(Carried::opening(&base, first).1);
    for year in [&before, &after] {
        year.course.assumptions.iter().for_each(|one| add(&mut assumptions, one));
    }
    let mut of_models = Vec::new();
    for (at, compared) in models.iter().enumerate() {
        let (old, new) = match asked {
            Asked::Years { .. } => (&compared.changed, &compared.changed),
            Asked::Changes { .. } => (&compared.base, &compared.changed),
        };
        let variance = between((&before, old), (&after, new), at)?;
        of_models.push(of_model(model_of(compared), variance, &studio.dossier));
    }
    let side = |year: &Year, changed| VarianceSide { year: year.course.year, changed };
    let is_changed = matches!(asked, Asked::Years { .. });
    let found = VarianceFound { before: side(&before, is_changed), after: side(&after, true), models: of_models };
    Ok(Answer { scenario: named(scenario), base_year: base.year, assumptions, found: Found::Variance(found) })
}

fn not_projected(year: i32) -> Refusal {
    Refusal::new(
        ProblemCode::InvalidScenario,
        format!("Het scenario rekent {year} niet door; voeg het jaar toe aan years."),
        format!("The scenario does not project {year}; add the year to years."),
    )
}

/// The years of a scenario on one side.
struct Way<'a> {
    studio: &'a Studio,
    base: &'a Arc<Base>,
    changes: Changes,
    models: Vec<&'a Model>,
    watch: &'a dyn Watch,
}

/// A projected year with its outcome under every model.
struct Year {
    projected: Arc<Projected>,
    course: CourseYear,
}

impl Way<'_> {
    /// Some of the years, ascending. All before them are computed too: what one ends with, the next opens with.
    fn years(&self, all: &[i32], asked: &[i32]) -> Result<Vec<Year>, Unanswered> {
        let Way { studio, base, changes, models, watch } = self;
        let needed = asked.iter().max().and_then(|last| all.iter().position(|year| year == last));
        let years = needed.map_or(all, |last| &all[..=last]);
        let course = Course { base, changes, years, at_once: studio.is_small(), watch: *watch };
        let mut found = Vec::new();
        for course in course.run(studio.shelf(), models)? {
            if asked.contains(&course.year) {
                let projected = studio.shelf().project(base, changes, course.year)?;
                found.push(Year { projected, course });
            }
        }
        Ok(found)
    }
}

/// Why the outcomes of one model, by its position, differ.
fn between((before, old): (&Year, &Model), (after, new): (&Year, &Model), model: usize) -> Result<Variance, Refusal> {
    let (first, last) = (settlement(before.course.year), settlement(after.course.year));
    let years = after.course.year - before.course.year;
    let old_model = later(old, years);
    let outcomes = (before.course.outcomes.get(model), after.course.outcomes.get(model));
    let (Some(start), Some(end)) = outcomes else {
        return Err(not_projected(after.course.year));
    };
    let before = Side { dossier: &before.projected.year.dossier, model: old, spec: &first };
    let after = Side { dossier: &after.projected.year.dossier, model: new, spec: &last };
    let pair = Pair { before, first: start, after, last: end };
    told(&pair, Ok(&old_model), Steps::Projected { years })
}

/// The model with the weights of its blends so many years later: as far on its glide path as it was then. What would begin
/// beyond the calendar never does.
fn later(model: &Model, years: i32) -> Model {
    let mut model = model.clone();
    for node in &mut model.nodes {
        let Rule::Blend { parts } = &mut node.rule else { continue };
        for part in parts {
            let moved =
                part.weights.entries().iter().filter_map(|(from, weight)| Some((from.plus_years(years)?, *weight)));
            part.weights = Schedule::new(moved.collect());
        }
    }
    model
}

/// The second dossier with the tariffs of the first so many years later; nothing where these are its own.
pub(super) fn at_the_prices_before(before: &Dossier, after: &Dossier, years: i32) -> Option<Dossier> {
    let day = |day: Date| match day {
        Date::MIN | Date::MAX => day,
        // What would begin or end beyond the calendar never does.
        _ => day.plus_years(years).unwrap_or(Date::MAX),
    };
    let later = |validity: Validity| Validity { from: day(validity.from), to: day(validity.to) };
    let (old, new) = (&before.reference, &after.reference);
    let integral: Vec<IntegralTariff> = old
        .integral_tariffs
        .iter()
        .map(|row| IntegralTariff { validity: later(row.validity), ..row.clone() })
        .collect();
    let shadow: Vec<ShadowTariff> =
        old.shadow_tariffs.iter().map(|row| ShadowTariff { validity: later(row.validity), ..row.clone() }).collect();
    if integral == new.integral_tariffs && shadow == new.shadow_tariffs {
        return None;
    }
    let mut repriced = after.clone();
    repriced.reference.integral_tariffs = integral;
    repriced.reference.shadow_tariffs = shadow;
    Some(repriced)
}

fn of_model(model: ModelOfCase, variance: Variance, dossier: &Dossier) -> VarianceOfModel {
    let reference = &dossier.reference;
    let participant = |code: &str| {
        let at = reference.find_participant(code);
        at.map(|at| reference.participants[at.at()].name.clone()).unwrap_or_default()
    };
    let discipline = |code: &str| {
        let at = reference.find_discipline(code);
        at.map(|at| reference.disciplines[at.at()].name.clone()).unwrap_or_default()
    };
    VarianceOfModel {
        model,
        participants: variance.participants.into_iter().map(|line| row(participant(&line.code), line)).collect(),
        disciplines: variance.disciplines.into_iter().map(|line| row(discipline(&line.code), line)).collect(),
        all: row(String::new(), variance.all.unwrap_or_default()),
        model_within_mix: variance.model_within_mix.map(|why| WithinMix {
            code: why.code,
            message_nl: why.message_nl,
            message_en: why.message_en,
        }),
    }
}

fn row(name: String, line: VarianceLine) -> VarianceRow {
    let super::Parts { volume, price, mix, model, shifts, guarantee, corrections } = line.parts;
    VarianceRow {
        code: line.code,
        name,
        discipline: line.discipline,
        before: line.before,
        after: line.after,
        difference: line.difference,
        volume,
        price,
        mix,
        model,
        shifts,
        guarantee,
        corrections,
    }
}
