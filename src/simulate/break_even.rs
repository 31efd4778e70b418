//! `break_even`: the value of one parameter at which a figure becomes zero (spec 3, question 3).
//!
//! Amounts are whole cents, so a figure over a parameter is a stair, and its zeros are found on a lattice: the values from
//! `lowest` on that lie the precision apart. Some of them, spread over the range, are looked at; between two with another
//! sign the range is halved until neighbours are left.

use super::compare::{Today, add, model_of, named};
use super::studio::{Studio, Unanswered, Watch};
use super::sweep::Points;
use crate::domain::decimal::Rate;
use crate::domain::money::Cents;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::question::{BreakEven, Measure, Measured, Whose};
use crate::domain::reference::Reference;
use crate::domain::scenario::{Prepared, Scenario};
use crate::domain::simulation::sweep::{BreakEvenFound, Crossed, Crossing, CrossingKind, FigureAt, ParameterOf};
use crate::domain::simulation::{Answer, Assumption, Figures, Found, ModelOfCase, YearFigures};
use std::collections::BTreeMap;

/// Stretches of the range whose ends are looked at first.
const STRETCHES: i64 = 32;

/// Every crossing that is seen, under each model.
pub fn break_even(
    studio: &Studio,
    prepared: &Prepared,
    asked: &BreakEven,
    watch: &dyn Watch,
) -> Result<Answer, Unanswered> {
    let last = prepared.scenario.years.last().copied().unwrap_or_default();
    let year = asked.year.unwrap_or(last);
    // What comes after the year says nothing of it.
    let years = prepared.scenario.years.iter().copied().filter(|one| *one <= year).collect();
    let scenario = Scenario { years, ..prepared.scenario.clone() };
    let mut models = Vec::new();
    let mut assumptions = Vec::new();
    for model in &prepared.models {
        let one = Prepared { scenario: scenario.clone(), models: vec![model.clone()] };
        let today = Today::of(studio, &one.scenario, &one.models, watch)?;
        let parameters = [&asked.parameter];
        let points = Points { studio, prepared: &one, today: &today, parameters: &parameters };
        let mut search = Search { points, asked, year, watch, known: BTreeMap::new(), assumptions: &mut assumptions };
        models.push(search.crossed(model_of(model))?);
    }
    let (of, code, name) = whose(asked.measure.of, &studio.dossier.reference);
    let found = BreakEvenFound {
        parameter: ParameterOf::new(&asked.parameter, &studio.dossier.reference, &[asked.lowest, asked.highest]),
        precision: asked.precision.to_string(),
        year,
        figure: asked.measure.figure.word().to_owned(),
        against_base: asked.measure.against_base,
        of: of.to_owned(),
        code: code.to_owned(),
        name: name.to_owned(),
        models,
    };
    let base_year = studio.base(scenario.base_year, year)?.year;
    Ok(Answer { scenario: named(&scenario), base_year, assumptions, found: Found::BreakEven(found) })
}

/// What it is of, its code and its name.
fn whose(of: Whose, reference: &Reference) -> (&'static str, &str, &str) {
    match of {
        Whose::Organisation => ("organisation", "", ""),
        Whose::Discipline(at) => {
            let row = &reference.disciplines[at.at()];
            ("discipline", &row.code, &row.name)
        }
        Whose::Participant(at) => {
            let row = &reference.participants[at.at()];
            ("participant", &row.code, &row.name)
        }
    }
}

/// Known places beside each other with figures of one sign.
struct Stretch {
    sign: i64,
    low: i64,
    high: i64,
}

struct Search<'a> {
    points: Points<'a>,
    asked: &'a BreakEven,
    year: i32,
    watch: &'a dyn Watch,
    /// By place on the lattice.
    known: BTreeMap<i64, Cents>,
    assumptions: &'a mut Vec<Assumption>,
}

impl Search<'_> {
    fn crossed(&mut self, model: ModelOfCase) -> Result<Crossed, Unanswered> {
        let end = (self.asked.highest.0 - self.asked.lowest.0) / self.asked.precision.0;
        let stretches = STRETCHES.min(end);
        let mut places: Vec<i64> = (0..=stretches)
            .map(|at| i64::try_from(i128::from(end) * i128::from(at) / i128::from(stretches.max(1))).unwrap_or(end))
            .collect();
        places.dedup();
        self.look(&places)?;
        let looked_at = places.iter().map(|at| self.figure_at(*at)).collect();
        for pair in places.windows(2) {
            self.narrow(pair[0], pair[1])?;
        }
        Ok(Crossed { model, crossings: self.crossings(), looked_at })
    }

    /// Looks at places that are not known yet.
    fn look(&mut self, places: &[i64]) -> Result<(), Unanswered> {
        let new: Vec<i64> = places.iter().copied().filter(|at| !self.known.contains_key(at)).collect();
        let values: Vec<Vec<Rate>> = new.iter().map(|at| vec![self.value(*at)]).collect();
        for (at, (models, assumed)) in new.into_iter().zip(self.points.of(&values, self.watch)?) {
            let year = models.first().and_then(|years| years.iter().find(|year| year.year == self.year));
            let figure =
                year.and_then(|year| measured(year, &self.asked.measure, &self.points.studio.dossier.reference));
            self.known.insert(at, figure.ok_or_else(|| self.without())?);
            assumed.iter().for_each(|one| add(self.assumptions, one));
        }
        Ok(())
    }

    /// Halves until every two neighbours that are known and have another sign are neighbours on the lattice.
    fn narrow(&mut self, low: i64, high: i64) -> Result<(), Unanswered> {
        let mut ahead = vec![(low, high)];
        while let Some((low, high)) = ahead.pop() {
            if high - low <= 1 || self.sign(low) == self.sign(high) {
                continue;
            }
            let middle = low + (high - low) / 2;
            self.look(&[middle])?;
            ahead.push((low, middle));
            ahead.push((middle, high));
        }
        Ok(())
    }

    /// Where a stretch of one sign ends and another begins, and the stretches on which the figure is zero.
    fn crossings(&self) -> Vec<Crossing> {
        let known: Vec<(i64, i64)> = self.known.iter().map(|(at, cents)| (*at, cents.0.signum())).collect();
        let stretches: Vec<Stretch> = known
            .chunk_by(|one, other| one.1 == other.1)
            .map(|of| Stretch { sign: of[0].1, low: of[0].0, high: of[of.len() - 1].0 })
            .collect();
        let mut found = Vec::new();
        for (at, stretch) in stretches.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &stretches[before]);
            let after = stretches.get(at + 1);
            if stretch.sign == 0 {
                let kind = match (before, after) {
                    (Some(before), Some(after)) if before.sign == after.sign => CrossingKind::Touches,
                    (Some(_), Some(_)) => CrossingKind::Crosses,
                    _ => CrossingKind::Edge,
                };
                found.push(self.crossing(kind, true, stretch.low, stretch.high));
            } else if let Some(after) = after.filter(|after| after.sign != 0) {
                found.push(self.crossing(CrossingKind::Crosses, false, stretch.high, after.low));
            }
        }
        found
    }

    fn crossing(&self, kind: CrossingKind, is_exact: bool, low: i64, high: i64) -> Crossing {
        Crossing { kind, is_exact, low: self.figure_at(low), high: self.figure_at(high) }
    }

    fn figure_at(&self, at: i64) -> FigureAt {
        FigureAt { value: self.value(at).to_string(), amount: self.known.get(&at).copied().unwrap_or_default() }
    }

    fn value(&self, at: i64) -> Rate {
        Rate(self.asked.lowest.0 + at * self.asked.precision.0)
    }

    fn sign(&self, at: i64) -> i64 {
        self.known.get(&at).map_or(0, |cents| cents.0.signum())
    }

    fn without(&self) -> Refusal {
        let figure = self.asked.measure.figure.word();
        let (year, (of, code, _)) = (self.year, whose(self.asked.measure.of, &self.points.studio.dossier.reference));
        Refusal::new(
            ProblemCode::InvalidScenario,
            format!(
                "In {year} is er geen {figure} van {of} {code}: de activiteiten hebben geen kosten, of er is niemand."
            ),
            format!("In {year} there is no {figure} of {of} {code}: activities have no cost, or nobody is there."),
        )
    }
}

/// The figure of somebody in a year; nothing where there is none.
fn measured(year: &YearFigures, measure: &Measure, reference: &Reference) -> Option<Cents> {
    let of = |figures: &Figures| match measure.figure {
        Measured::Entitlement => Some(figures.entitlement),
        Measured::AgainstMono => Some(figures.against_mono),
        Measured::Margin => figures.margin,
        Measured::Reserve => Some(year.reserve.end),
        Measured::Revenue => Some(year.total.revenue),
        Measured::Guarantee => Some(year.guarantee.need),
    };
    let figure = match measure.of {
        Whose::Organisation => of(&year.total.figures),
        Whose::Discipline(at) => {
            let code = reference.discipline_code(at);
            of(&year.disciplines.iter().find(|row| row.discipline == code)?.figures)
        }
        Whose::Participant(at) => {
            let code = reference.participant_code(at);
            of(&year.participants.iter().find(|row| row.participant == code)?.figures)
        }
    }?;
    Some(if measure.against_base { figure.difference } else { figure.value })
}
