//! Everything that is remembered of the draws of one year under one model.

use super::draw::{Drawn, DrawnRow};
use super::statistics::{chance, spread};
use crate::calc::outcome::Outcome;
use crate::domain::dossier::Dossier;
use crate::domain::index::ParticipantIx;
use crate::domain::money::{Cents, Overflow};
use crate::domain::simulation::monte_carlo::{GuaranteeChance, RowChance, Spread, YearChance};
use rayon::prelude::*;

/// An amount in every draw, beside what it is without chance.
struct Series {
    expected: Cents,
    values: Vec<i64>,
}

impl Series {
    fn new(expected: Cents, draws: usize) -> Series {
        Series { expected, values: Vec::with_capacity(draws) }
    }

    fn spread(mut self) -> Result<Spread, Overflow> {
        spread(self.expected, &mut self.values)
    }
}

/// A participant, or several together.
struct Line {
    code: String,
    name: String,
    discipline: Option<String>,
    members: Vec<ParticipantIx>,
    mono: Cents,
    entitlement: Series,
    below_mono: u64,
    /// `None` as long as no floor held.
    below_floor: Option<u64>,
}

pub struct Tally {
    year: i32,
    draws: u64,
    lines: Vec<Line>,
    participants: usize,
    reserve: Series,
    need: Series,
    called: u64,
    uncovered: u64,
}

impl Tally {
    /// `expected` is the year without chance.
    pub fn of(dossier: &Dossier, expected: &Outcome, draws: usize) -> Result<Tally, Overflow> {
        let reference = &dossier.reference;
        let line = |code: &str, name: &str, discipline: Option<&str>, members: Vec<ParticipantIx>| {
            let rows = || expected.participants.iter().filter(|(who, ..)| members.contains(who));
            Ok::<_, Overflow>(Line {
                code: code.to_owned(),
                name: name.to_owned(),
                discipline: discipline.map(str::to_owned),
                mono: Cents::sum(rows().map(|(.., row)| row.mono_baseline))?,
                entitlement: Series::new(Cents::sum(rows().map(|(.., row)| row.entitlement))?, draws),
                members,
                below_mono: 0,
                below_floor: None,
            })
        };
        let mut lines = Vec::new();
        for (who, discipline, row) in &expected.participants {
            let of = &reference.participants[who.at()];
            lines.push(Line {
                code: of.code.clone(),
                name: of.name.clone(),
                discipline: Some(reference.discipline_code(*discipline).to_owned()),
                members: vec![*who],
                mono: row.mono_baseline,
                entitlement: Series::new(row.entitlement, draws),
                below_mono: 0,
                below_floor: None,
            });
        }
        let participants = lines.len();
        for (at, discipline) in reference.disciplines.iter().enumerate() {
            let members = expected.participants.iter().filter(|(_, of, _)| of.at() == at).map(|(who, ..)| *who);
            let members: Vec<ParticipantIx> = members.collect();
            if !members.is_empty() {
                lines.push(line(&discipline.code, &discipline.name, None, members)?);
            }
        }
        lines.push(line("", "", None, expected.participants.iter().map(|(who, ..)| *who).collect())?);
        let totals = &expected.totals;
        let need = expected.guarantee.as_ref().map(|guarantee| guarantee.need).unwrap_or_default();
        Ok(Tally {
            year: expected.spec.year,
            draws: 0,
            lines,
            participants,
            reserve: Series::new(totals.reserve_opening.plus(totals.reserve_change)?, draws),
            need: Series::new(need, draws),
            called: 0,
            uncovered: 0,
        })
    }

    /// Remembers draws, in their order.
    pub fn add(&mut self, draws: &[Drawn]) -> Result<(), Overflow> {
        self.lines.par_iter_mut().try_for_each(|line| draws.iter().try_for_each(|drawn| line.add(&drawn.rows)))?;
        for drawn in draws {
            self.draws += 1;
            self.reserve.values.push(drawn.reserve.0);
            self.need.values.push(drawn.need.0);
            self.called += u64::from(drawn.need.is_positive());
            self.uncovered += u64::from(drawn.uncovered.is_positive());
        }
        Ok(())
    }

    pub fn found(self) -> Result<YearChance, Overflow> {
        let draws = self.draws;
        let rows: Vec<Result<RowChance, Overflow>> = self.lines.into_par_iter().map(|line| line.found(draws)).collect();
        let mut participants = rows.into_iter().collect::<Result<Vec<RowChance>, Overflow>>()?;
        let mut disciplines = participants.split_off(self.participants);
        // The last line is that of all, and always there.
        let total = disciplines.pop().ok_or(Overflow)?;
        Ok(YearChance {
            year: self.year,
            total,
            reserve: self.reserve.spread()?,
            guarantee: GuaranteeChance {
                need: self.need.spread()?,
                called: chance(self.called, draws)?,
                uncovered: chance(self.uncovered, draws)?,
            },
            disciplines,
            participants,
        })
    }
}

impl Line {
    fn add(&mut self, rows: &[DrawnRow]) -> Result<(), Overflow> {
        let rows = || self.members.iter().map(|who| &rows[who.at()]);
        let entitlement = Cents::sum(rows().map(|row| row.entitlement))?;
        let mono = Cents::sum(rows().map(|row| row.mono))?;
        let floors = || rows().filter_map(|row| row.floor);
        if floors().next().is_some() {
            let floor = Cents::sum(floors().map(|(floor, _)| floor))?;
            let held = Cents::sum(floors().map(|(_, held)| held))?;
            *self.below_floor.get_or_insert(0) += u64::from(held < floor);
        }
        self.below_mono += u64::from(entitlement < mono);
        self.entitlement.values.push(entitlement.0);
        Ok(())
    }

    fn found(self, draws: u64) -> Result<RowChance, Overflow> {
        Ok(RowChance {
            code: self.code,
            name: self.name,
            discipline: self.discipline,
            entitlement: self.entitlement.spread()?,
            mono: self.mono,
            below_mono: chance(self.below_mono, draws)?,
            below_floor: self.below_floor.map(|times| chance(times, draws)).transpose()?,
        })
    }
}
