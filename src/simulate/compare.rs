//! `compare`: scenarios under models over years, always beside the base and the mono baseline (spec 3, question 1).

use super::course::{Carried, Course, CourseYear};
use super::figures::{Side, Sides};
use super::projection::Changes;
use super::projection::base::Base;
use super::studio::{PartOf, Shelf, Studio, Unanswered, Watch};
use crate::domain::model::Model;
use crate::domain::model::rule::{Node, Rule};
use crate::domain::scenario::{ComparedModel, Prepared, Scenario};
use crate::domain::simulation::{Answer, Assumption, Case, Found, ModelOfCase, NamedDocument, YearFigures, assume};
use std::sync::Arc;

/// A scenario under each of its models.
pub fn compare(
    studio: &Studio,
    Prepared { scenario, models }: &Prepared,
    watch: &dyn Watch,
) -> Result<Vec<Case>, Unanswered> {
    let changes = Changes::of(scenario, every(models))?;
    // Without changes in care or prices the years of both sides are the same ones: made once, then changed.
    let today = Today::of(studio, scenario, models, &PartOf { whole: watch, at: 0, of: 2 })?;
    let changed: Vec<&Model> = models.iter().map(|model| &model.changed).collect();
    let (years, assumptions) =
        today.beside(studio, studio.shelf(), (&changes, &changed), &PartOf { whole: watch, at: 1, of: 2 })?;
    let case = |(model, years): (&ComparedModel, Vec<YearFigures>)| Case {
        scenario: named(scenario),
        model: model_of(model),
        base_year: today.base.year,
        assumptions: assumptions.clone(),
        years,
    };
    Ok(models.iter().zip(years).map(case).collect())
}

/// How an answer names its scenario.
pub fn named(scenario: &Scenario) -> NamedDocument {
    NamedDocument { name: scenario.name.clone(), sha256: scenario.sha256.clone() }
}

/// How an answer names a model.
pub fn model_of(model: &ComparedModel) -> ModelOfCase {
    ModelOfCase {
        name: model.changed.name.clone(),
        sha256: model.base.sha256.clone(),
        changed: model.is_changed,
        changed_sha256: model.changed.sha256.clone(),
    }
}

/// Models among which a named shift is looked for: as the scenario leaves them, then as they are.
pub fn every(models: &[ComparedModel]) -> impl Iterator<Item = &Model> + Clone {
    models.iter().map(|model| &model.changed).chain(models.iter().map(|model| &model.base))
}

/// Every year without the changes, under every model as it is: what changes are held beside.
pub struct Today<'a> {
    pub base: Arc<Base>,
    pub scenario: &'a Scenario,
    years: Vec<CourseYear>,
    /// Of the base and its opening.
    assumptions: Vec<Assumption>,
}

impl<'a> Today<'a> {
    pub fn of(
        studio: &Studio,
        scenario: &'a Scenario,
        models: &[ComparedModel],
        watch: &dyn Watch,
    ) -> Result<Today<'a>, Unanswered> {
        let first = scenario.years.first().copied().unwrap_or_default();
        let last = scenario.years.last().copied().unwrap_or_default();
        let base = studio.base(scenario.base_year, last)?;
        let mut assumptions = base.assumptions.clone();
        assumptions.extend(Carried::opening(&base, first).1);
        let as_they_are: Vec<&Model> = models.iter().map(|model| &model.base).collect();
        let none = Changes::none();
        let course = Course { base: &base, changes: &none, years: &scenario.years, at_once: studio.is_small(), watch };
        let years = course.run(studio.shelf(), &as_they_are)?;
        Ok(Today { base, scenario, years, assumptions })
    }

    /// An answer about the scenario.
    pub fn answer(&self, assumptions: Vec<Assumption>, found: Found) -> Answer {
        Answer { scenario: named(self.scenario), base_year: self.base.year, assumptions, found }
    }

    /// Every year under the changes, a list for each model, beside what it is without them; and what was assumed.
    /// `models` stand beside those that this was made with.
    pub fn beside(
        &self,
        studio: &Studio,
        shelf: &Shelf,
        (changes, models): (&Changes, &[&Model]),
        watch: &dyn Watch,
    ) -> Result<(Vec<Vec<YearFigures>>, Vec<Assumption>), Unanswered> {
        let at_once = studio.is_small();
        let course = Course { base: &self.base, changes, years: &self.scenario.years, at_once, watch };
        let mut assumptions = self.assumptions.clone();
        let mut years: Vec<Vec<YearFigures>> = vec![Vec::new(); models.len()];
        for (changed, today) in course.run(shelf, models)?.iter().zip(&self.years) {
            changed.assumptions.iter().for_each(|one| add(&mut assumptions, one));
            if self.scenario.years.last() == Some(&changed.year) {
                changed.without_cost.iter().for_each(|one| add(&mut assumptions, one));
            }
            for ((value, base), found) in changed.outcomes.iter().zip(&today.outcomes).zip(&mut years) {
                let sides = Sides {
                    dossier: &studio.dossier,
                    base: Side { outcome: base, work: &today.work },
                    value: Side { outcome: value, work: &changed.work },
                };
                found.push(sides.figures()?);
            }
        }
        paid_after_leaving(studio, changes, models).iter().for_each(|one| add(&mut assumptions, one));
        Ok((years, assumptions))
    }
}

/// Who leaves and keeps a share that a model gives by name: a scenario does not rewrite what was agreed.
fn paid_after_leaving(studio: &Studio, changes: &Changes, models: &[&Model]) -> Vec<Assumption> {
    let mut said = Vec::new();
    for (leaver, year) in changes.leavers() {
        let has_share = |node: &Node| matches!(&node.rule, Rule::ParticipantShares { shares } if shares.iter().any(|(who, _)| *who == leaver));
        for model in models.iter().filter(|model| model.nodes.iter().any(has_share)) {
            let (code, name) = (studio.dossier.reference.participant_code(leaver), &model.name);
            said.push(assume(
                format!("{code} vertrekt in {year} en houdt in '{name}' het vaste aandeel dat daar op naam staat."),
                format!("{code} leaves in {year} and keeps the fixed share that '{name}' gives it by name."),
            ));
        }
    }
    said
}

/// Says an assumption once.
pub fn add(assumptions: &mut Vec<Assumption>, one: &Assumption) {
    if !assumptions.contains(one) {
        assumptions.push(one.clone());
    }
}
