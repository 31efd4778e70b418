//! `monte_carlo`: what chance alone does to a scenario (spec 3, question 4).
//!
//! A draw is a path over all years of the scenario. In each year every episode of the projected year comes a number of times
//! that is drawn, independently Poisson with mean 1 times the shocks of the year: that is resampling with replacement, with a
//! Poisson number of episodes around the expected one. What a draw ends with opens its next year.
//!
//! ```text
//! gather      what each episode adds ──► cells (sums over episodes)
//! dice        how often each episode is drawn, and the shocks of the year
//! net         what ceilings and slices leave of the claims of a draw
//! draw        pools, shifts, guarantee, funds and reserve of a draw: the engine's own steps on its sums
//! tally       what is remembered of all draws ──► statistics
//! ```
//!
//! A draw in which every episode comes once and nothing is shaken is the projected year, to the cent.

pub mod cells;
pub mod dice;
pub mod draw;
mod gather;
mod net;
mod said;
pub mod statistics;
mod tally;

use super::compare::{add, every, model_of, named};
use super::course::{Carried, of_year};
use super::projection::Changes;
use super::studio::{Ready, Studio, Unanswered, Watch, tell};
use crate::domain::decimal::Rate;
use crate::domain::model::Model;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::question::monte_carlo::MonteCarlo;
use crate::domain::scenario::Prepared;
use crate::domain::simulation::monte_carlo::{ModelChance, MonteCarloFound, YearChance};
use crate::domain::simulation::{Answer, Found};
use dice::{Dice, LANES};
use draw::{Drawn, Urn};
use rayon::prelude::*;
use tally::Tally;

/// Amounts of participants that are remembered of a year at most: half a gigabyte.
const ROOM: u64 = 64_000_000;

/// A scenario under each of its models, many times.
///
/// Refuses what any draw is refused for, and `invalid_scenario` where so many draws of so many participants have no room.
/// `watch` hears of every block of draws.
pub fn monte_carlo(
    studio: &Studio,
    prepared: &Prepared,
    question: &MonteCarlo,
    watch: &dyn Watch,
) -> Result<Answer, Unanswered> {
    let Prepared { scenario, models } = prepared;
    has_room(studio, question)?;
    let first = scenario.years.first().copied().unwrap_or_default();
    let last = scenario.years.last().copied().unwrap_or_default();
    let changes = Changes::of(scenario, every(models))?;
    let base = studio.base(scenario.base_year, last)?;
    let (opening, assumed) = Carried::opening(&base, first);
    let mut assumptions = base.assumptions.clone();
    assumptions.extend(assumed);
    let mut paths: Vec<Paths> = models.iter().map(|_| Paths::opening(&opening, question)).collect();
    let blocks = u64::from(question.draws).div_ceil(LANES as u64);
    let mut progress = Progress { watch, done: 0, of: blocks * (scenario.years.len() * models.len()) as u64 };
    for year in &scenario.years {
        let projected = studio.shelf().project(&base, &changes, *year)?;
        let dice = Dice::of(question, *year);
        for (model, paths) in models.iter().zip(&mut paths) {
            progress.tell()?;
            let of_model = |refusal| of_year(refusal, *year, &model.changed.name);
            let ready = studio.shelf().divide(&projected, &model.changed).map_err(of_model)?;
            paths.draw(&ready, &model.changed, &dice, question, &mut progress)?;
            said::assumptions(&ready, &model.changed, question).iter().for_each(|one| add(&mut assumptions, one));
        }
        projected.year.assumptions.iter().for_each(|one| add(&mut assumptions, one));
    }
    let chance = |(model, paths): (_, Paths)| ModelChance { model: model_of(model), years: paths.years };
    let cv = |cv: Option<Rate>| cv.map(|cv| cv.to_string());
    Ok(Answer {
        scenario: named(scenario),
        base_year: base.year,
        assumptions,
        found: Found::MonteCarlo(MonteCarloFound {
            draws: question.draws,
            seed: question.seed,
            chance_only: question.is_chance_only(),
            cv_births: cv(question.cv_births),
            cv_complex: cv(question.cv_complex),
            cv_tariff: cv(question.cv_tariff),
            models: models.iter().zip(paths).map(chance).collect(),
        }),
    })
}

fn has_room(studio: &Studio, question: &MonteCarlo) -> Result<(), Refusal> {
    let participants = (studio.dossier.reference.participants.len() as u64).max(1);
    let most = ROOM / participants;
    if u64::from(question.draws) <= most.max(MonteCarlo::FEWEST_DRAWS.into()) {
        return Ok(());
    }
    let draws = question.draws;
    Err(Refusal::new(
        ProblemCode::InvalidScenario,
        format!("Voor {draws} trekkingen met {participants} deelnemers is geen ruimte; hoogstens {most} passen."),
        format!("There is no room for {draws} draws with {participants} participants; at most {most} fit."),
    ))
}

/// How far it is, for who looks on.
struct Progress<'a> {
    watch: &'a dyn Watch,
    done: u64,
    of: u64,
}

impl Progress<'_> {
    fn tell(&self) -> Result<(), Unanswered> {
        tell(self.watch, self.done, self.of)
    }
}

/// Every draw under one model.
struct Paths {
    /// What each draw opens its next year with.
    carried: Vec<Carried>,
    /// The same without chance.
    expected: Carried,
    years: Vec<YearChance>,
}

impl Paths {
    fn opening(opening: &Carried, question: &MonteCarlo) -> Paths {
        Paths { carried: vec![opening.clone(); question.draws as usize], expected: opening.clone(), years: Vec::new() }
    }

    fn draw(
        &mut self,
        ready: &Ready,
        model: &Model,
        dice: &Dice<'_>,
        question: &MonteCarlo,
        progress: &mut Progress<'_>,
    ) -> Result<(), Unanswered> {
        let year = ready.projected.year.year;
        let expected = self.expected.settle(ready, model)?;
        let varies = question.cv_tariff.is_some_and(|cv| cv != Rate::default());
        let urn = Urn::of(ready, model, varies).map_err(|refusal| of_year(refusal, year, &model.name))?;
        let mut tally = Tally::of(&ready.projected.year.dossier, &expected, self.carried.len())?;
        for (block, carried) in (0u64..).zip(self.carried.chunks_mut(LANES)) {
            progress.tell()?;
            let shocks = dice.shocks(block);
            let drawn = dice.multiplicities(block, &shocks, &urn.is_complex);
            let sums = urn.table.sums(&drawn);
            let of = |(lane, carried): (usize, &mut Carried)| {
                let opening = std::mem::take(carried).into(year);
                let mut drawn = urn.draw(&sums, lane, shocks[lane].tariff, &opening)?;
                *carried = std::mem::take(&mut drawn.closing);
                Ok(drawn)
            };
            let drawn: Vec<Result<Drawn, Refusal>> = carried.par_iter_mut().enumerate().map(of).collect();
            let number = |at: usize| block * LANES as u64 + at as u64 + 1;
            let of_draw = |(at, drawn): (usize, Result<Drawn, Refusal>)| {
                drawn.map_err(|refusal| of_year(of_draw(refusal, number(at)), year, &model.name))
            };
            tally.add(&drawn.into_iter().enumerate().map(of_draw).collect::<Result<Vec<_>, _>>()?)?;
            progress.done += 1;
        }
        self.years.push(tally.found()?);
        Ok(())
    }
}

/// Says in which draw it is that a settlement is refused.
fn of_draw(refusal: Refusal, number: u64) -> Refusal {
    Refusal {
        detail_nl: format!("trekking {number}: {}", refusal.detail_nl),
        detail_en: format!("draw {number}: {}", refusal.detail_en),
        ..refusal
    }
}
