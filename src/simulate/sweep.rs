//! `sweep`: the figures while one or two things vary (spec 3, question 2).

use super::compare::{Today, add, every, model_of};
use super::parameter;
use super::projection::Changes;
use super::studio::{PartOf, Shelf, Studio, Unanswered, Watch, tell};
use crate::domain::decimal::Rate;
use crate::domain::model::Model;
use crate::domain::problem::Refusal;
use crate::domain::question::{Axis, Parameter, Sweep};
use crate::domain::scenario::Prepared;
use crate::domain::simulation::sweep::{ParameterOf, Point, PointRow, PointTotal, PointYear, SweepFound, SweptModel};
use crate::domain::simulation::{Answer, Assumption, Figures, Found, YearFigures};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Every combination of values.
pub fn sweep(studio: &Studio, prepared: &Prepared, asked: &Sweep, watch: &dyn Watch) -> Result<Answer, Unanswered> {
    let today = Today::of(studio, &prepared.scenario, &prepared.models, watch)?;
    let parameters: Vec<&Parameter> = asked.axes.iter().map(|axis| &axis.parameter).collect();
    let combinations = combinations(&asked.axes);
    let points = Points { studio, prepared, today: &today, parameters: &parameters };
    let found = points.of(&combinations, watch)?;
    let mut models: Vec<SweptModel> = prepared
        .models
        .iter()
        .map(|model| SweptModel { model: model_of(model), points: Vec::with_capacity(combinations.len()) })
        .collect();
    let mut assumptions: Vec<Assumption> = Vec::new();
    for (values, (of_models, assumed)) in combinations.iter().zip(found) {
        let values: Vec<String> = values.iter().map(Rate::to_string).collect();
        for (swept, years) in models.iter_mut().zip(of_models) {
            swept.points.push(Point { values: values.clone(), years: years.iter().map(of_year).collect() });
        }
        assumed.iter().for_each(|one| add(&mut assumptions, one));
    }
    let parameters = asked
        .axes
        .iter()
        .map(|axis| ParameterOf::new(&axis.parameter, &studio.dossier.reference, &axis.values))
        .collect();
    Ok(today.answer(assumptions, Found::Sweep(SweepFound { parameters, models })))
}

/// The last axis varies first.
fn combinations(axes: &[Axis]) -> Vec<Vec<Rate>> {
    let mut found: Vec<Vec<Rate>> = vec![Vec::new()];
    for axis in axes {
        let longer = |known: &Vec<Rate>| -> Vec<Vec<Rate>> {
            axis.values.iter().map(|value| [known.as_slice(), &[*value]].concat()).collect()
        };
        found = found.iter().flat_map(longer).collect();
    }
    found
}

/// What is computed at values of parameters.
pub struct Points<'a> {
    pub studio: &'a Studio,
    pub prepared: &'a Prepared,
    pub today: &'a Today<'a>,
    pub parameters: &'a [&'a Parameter],
}

/// The years under each model, and what was assumed.
type Figured = (Vec<Vec<YearFigures>>, Vec<Assumption>);

/// Values that leave care and prices the same.
struct Alike {
    changes: Changes,
    /// Positions among the values, each with its scenario and models.
    at: Vec<(usize, Prepared)>,
}

impl Points<'_> {
    /// The figures at each of these values, a value for each parameter, in their order.
    pub fn of(&self, values: &[Vec<Rate>], watch: &dyn Watch) -> Result<Vec<Figured>, Unanswered> {
        let groups = self.grouped(values)?;
        let of_all = u64::try_from(values.len()).unwrap_or(u64::MAX);
        tell(watch, 0, of_all)?;
        let done = AtomicU64::new(0);
        let figured = |group: &Alike, shelf: &Shelf, (at, varied): &(usize, Prepared)| {
            let models: Vec<&Model> = varied.models.iter().map(|model| &model.changed).collect();
            let part = PartOf { whole: watch, at: done.load(Ordering::Relaxed), of: of_all };
            let found = self.today.beside(self.studio, shelf, (&group.changes, &models), &part)?;
            tell(watch, done.fetch_add(1, Ordering::Relaxed) + 1, of_all)?;
            Ok::<_, Unanswered>((*at, found))
        };
        let of_group = |group: &Alike| -> Result<Vec<(usize, Figured)>, Unanswered> {
            // Where only models vary the studio has the years, or is asked for them again; else they are of this value.
            let own = Shelf::with_room_for(self.studio.room_for_years(self.today.scenario.years.len()));
            let shelf = if groups.len() == 1 { self.studio.shelf() } else { &own };
            let Some((first, rest)) = group.at.split_first() else { return Ok(Vec::new()) };
            // The first makes what the others of the group share.
            let mut found = vec![figured(group, shelf, first)?];
            let others: Vec<Result<_, Unanswered>> = if self.studio.is_small() {
                rest.par_iter().map(|one| figured(group, shelf, one)).collect()
            } else {
                rest.iter().map(|one| figured(group, shelf, one)).collect()
            };
            found.extend(others.into_iter().collect::<Result<Vec<_>, _>>()?);
            Ok(found)
        };
        let of_groups: Vec<Result<Vec<(usize, Figured)>, Unanswered>> = if self.studio.is_small() {
            groups.par_iter().map(of_group).collect()
        } else {
            groups.iter().map(of_group).collect()
        };
        let mut found = of_groups.into_iter().collect::<Result<Vec<_>, _>>()?.concat();
        found.sort_by_key(|(at, _)| *at);
        Ok(found.into_iter().map(|(_, figured)| figured).collect())
    }

    fn grouped(&self, values: &[Vec<Rate>]) -> Result<Vec<Alike>, Refusal> {
        let mut groups: Vec<Alike> = Vec::new();
        for (at, values) in values.iter().enumerate() {
            let values: Vec<(&Parameter, Rate)> = self.parameters.iter().copied().zip(values.iter().copied()).collect();
            let varied = parameter::at(self.prepared, &values, &self.studio.dossier.reference)?;
            let changes = Changes::of(&varied.scenario, every(&varied.models))?;
            match groups.iter_mut().find(|group| group.changes == changes) {
                Some(group) => group.at.push((at, varied)),
                None => groups.push(Alike { changes, at: vec![(at, varied)] }),
            }
        }
        Ok(groups)
    }
}

fn of_year(year: &YearFigures) -> PointYear {
    let row = |code: &String, name: &String, figures: &Figures| PointRow {
        code: code.clone(),
        name: name.clone(),
        entitlement: figures.entitlement,
        against_mono: figures.against_mono,
        margin: figures.margin,
    };
    let total = &year.total;
    PointYear {
        year: year.year,
        organisation: PointTotal {
            revenue: total.revenue,
            entitlement: total.figures.entitlement,
            against_mono: total.figures.against_mono,
            margin: total.figures.margin,
            guarantee: year.guarantee.need,
            reserve: year.reserve.end,
        },
        disciplines: year.disciplines.iter().map(|of| row(&of.discipline, &of.name, &of.figures)).collect(),
        participants: year.participants.iter().map(|of| row(&of.participant, &of.name, &of.figures)).collect(),
    }
}
