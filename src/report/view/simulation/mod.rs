//! A simulation as a viewer may see it (spec 3; spec 4, "Roles": simulations likewise).
//!
//! What is withheld of results is withheld here, for the same reasons and by the same rule. Beside that:
//! - every sum is judged in every situation, on its base and on the difference, and beside what is shown already
//!   ([`judge`]); situations beyond what can be judged beside each other are not shown;
//! - the viewer's own rows, and how far others are from mono, where a scenario changes something of one other participant:
//!   its care that goes to the viewer, or that changes a pool, would be known from the viewer's own change;
//! - who loses and gains, by name; the text of the scenarios; assumptions that name another participant or its payee, or
//!   an amount (tariffs are the business of who agreed on them);
//! - what the organisation gets and the path of the reserve, for all but the board, and for the board where the sum of all
//!   is not shown in full; how the guarantee is paid for (each way of it can be that of one), beside the sums of what was
//!   received and paid;
//! - answers of which it was not thought out what follows from them.
//!
//! Not covered, beside what is said of results: several simulations laid side by side, which is why only a controller may
//! ask for one.

pub mod csv;
mod documents;
pub mod judge;
mod named;
mod words;

pub use documents::{PartOfSimulation, Seen};
pub use named::named;

use super::Viewer;
use super::document::{OtherLine, payee_in};
use super::pseudonym::Pseudonyms;
use super::withhold::Depth;
use crate::domain::index::{DisciplineIx, ParticipantIx};
use crate::domain::problem::Refusal;
use crate::domain::reference::Reference;
use crate::domain::simulation::sweep::{ParameterOf, PointRow, PointYear, SweepFound, SweptModel};
use crate::domain::simulation::{
    Answer, Assumption, Case, Figures, Found, NamedDocument, ParticipantFigures, Simulation, YearFigures,
};
use documents::{AnswerPart, CasePart, MoneyPart, PointPart, PointYearPart, SumLine, SweepPart, SweptPart, YearPart};
use judge::{Judge, Party, Shown, Situation, columns};
use std::collections::{BTreeMap, BTreeSet};
use words::{assumptions_withheld, has_amount, name_withheld, not_thought_out, singled_out, too_many};

/// Who looks at which simulation.
pub struct Look<'a> {
    pub reference: &'a Reference,
    pub viewer: &'a Viewer,
    /// Participants that a scenario names, by the hash of its text. One that is not here names everyone.
    pub named: &'a BTreeMap<String, BTreeSet<ParticipantIx>>,
    /// Of the organisation.
    pub key: &'a [u8],
    /// Of the simulation.
    pub id: &'a str,
}

/// What of a simulation a viewer may see who may not see all of it.
pub fn part(simulation: &Simulation, look: &Look<'_>) -> Result<PartOfSimulation, Refusal> {
    let mut view = View { look, judge: look.judge(), words: look.words() };
    let mut cases = Vec::new();
    for (at, case) in simulation.cases.iter().enumerate() {
        cases.push(view.case(at, case)?);
    }
    let answers = simulation.answers.iter().map(|answer| view.answer(answer)).collect::<Result<_, Refusal>>()?;
    let (organisation, engine_version) = (simulation.organisation.clone(), simulation.engine_version.clone());
    Ok(PartOfSimulation { organisation, engine_version, cases, answers })
}

impl Look<'_> {
    fn is_own(&self, code: &str) -> bool {
        self.reference.find_participant(code).is_some_and(|who| self.viewer.may_open(who))
    }

    fn judge(&self) -> Judge {
        let participants = &self.reference.participants;
        let payees: Vec<&str> =
            (0..participants.len()).map(|at| payee_in(self.reference, ParticipantIx::of(at))).collect();
        let party = |(at, payee): (usize, &&str)| Party {
            discipline: participants[at].discipline.at(),
            payee: payees.iter().position(|known| known == payee).unwrap_or(at),
            own: self.viewer.may_open(ParticipantIx::of(at)),
        };
        Judge::new(payees.iter().enumerate().map(party).collect(), self.reference.disciplines.len())
    }

    /// Codes and names of the others and of their payees, which no sentence may hold.
    fn words(&self) -> Vec<String> {
        let participants = self.reference.participants.iter().enumerate();
        let others = participants.filter(|(at, _)| !self.viewer.may_open(ParticipantIx::of(*at)));
        let words = others.flat_map(|(at, row)| {
            [row.code.as_str(), row.name.as_str(), payee_in(self.reference, ParticipantIx::of(at))]
        });
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    }

    /// Whether a scenario changes something of one participant that is not the viewer's.
    fn singles_out(&self, scenario: &NamedDocument) -> bool {
        let named = self.named.get(&scenario.sha256);
        named.is_none_or(|named| named.iter().any(|who| !self.viewer.may_open(*who)))
    }
}

struct View<'a> {
    look: &'a Look<'a>,
    judge: Judge,
    words: Vec<String>,
}

impl View<'_> {
    fn case(&mut self, at: usize, case: &Case) -> Result<CasePart, Refusal> {
        let singled = self.look.singles_out(&case.scenario);
        let mut left_out = self.left_out(singled, case.years.iter().any(|year| self.owns(year)));
        let mut years = Vec::new();
        for year in &case.years {
            if self.judge.is_full() {
                told_once(&mut left_out, too_many());
            }
            years.push(self.year(at, year, singled)?);
        }
        Ok(CasePart {
            scenario: case.scenario.clone(),
            model: case.model.clone(),
            base_year: case.base_year,
            assumptions: self.assumptions(&case.assumptions, &mut left_out),
            left_out,
            years,
        })
    }

    fn owns(&self, year: &YearFigures) -> bool {
        year.participants.iter().any(|row| self.look.is_own(&row.participant))
    }

    fn left_out(&self, singled: bool, owns: bool) -> Vec<Assumption> {
        let is_board = matches!(self.look.viewer, Viewer::Board { .. });
        if singled && (owns || is_board) { vec![singled_out()] } else { Vec::new() }
    }

    fn year(&mut self, case: usize, year: &YearFigures, singled: bool) -> Result<YearPart, Refusal> {
        let rows: Vec<(&str, [judge::Row; 2])> =
            year.participants.iter().map(|row| (row.participant.as_str(), columns(&row.figures))).collect();
        let shown = self.shown(&rows);
        let board = matches!(self.look.viewer, Viewer::Board { .. });
        let members = |discipline: &str| year.participants.iter().filter(|row| row.discipline == discipline).count();
        let disciplines = year.disciplines.iter().map(|row| {
            let line = SumLine::of(
                &row.discipline,
                members(&row.discipline),
                &row.figures,
                self.depth(&shown, &row.discipline),
            );
            line.with_surplus(row, &shown)
        });
        Ok(YearPart {
            year: year.year,
            all: SumLine::of("*", year.participants.len(), &year.total.figures, shown.all),
            disciplines: disciplines.collect(),
            participants: self.own_rows(year, singled),
            others: if board && !singled { self.others(case, year, &shown) } else { Vec::new() },
            money: (board && shown.all >= Depth::Steps).then(|| MoneyPart::of(year)),
        })
    }

    /// What of the sums of a situation may be shown; `rows` are its participants.
    fn shown(&mut self, rows: &[(&str, [judge::Row; 2])]) -> Shown {
        let mut sides: [Situation; 2] = [0, 1].map(|_| vec![None; self.look.reference.participants.len()]);
        for (code, columns) in rows {
            // A participant that the reference data do not have cannot be: the simulation rests on them.
            let Some(who) = self.look.reference.find_participant(code) else { continue };
            for (side, row) in sides.iter_mut().zip(columns) {
                side[who.at()] = Some(*row);
            }
        }
        let [value, base] = &sides;
        self.judge.judge(value, base)
    }

    fn depth(&self, shown: &Shown, discipline: &str) -> Depth {
        let at = self.look.reference.disciplines.iter().position(|row| row.code == discipline);
        at.map(DisciplineIx::of).and_then(|at| shown.disciplines.get(at.at()).copied()).unwrap_or_default()
    }

    fn own_rows(&self, year: &YearFigures, singled: bool) -> Vec<ParticipantFigures> {
        let own = year.participants.iter().filter(|row| !singled && self.look.is_own(&row.participant));
        own.cloned().collect()
    }

    /// The others of disciplines whose difference with mono is shown.
    fn others(&self, case: usize, year: &YearFigures, shown: &Shown) -> Vec<OtherLine> {
        let place = format!("{}/{case}/{}", self.look.id, year.year);
        let pseudonyms = Pseudonyms { key: self.look.key, run: &place };
        let others = year
            .participants
            .iter()
            .filter(|row| !self.look.is_own(&row.participant) && self.depth(shown, &row.discipline) >= Depth::Mono);
        let line = |row: &ParticipantFigures| {
            let figures = &row.figures;
            OtherLine::of(pseudonyms.of(&row.participant), figures.mono.value, figures.against_mono.value)
        };
        let mut lines: Vec<OtherLine> = others.filter_map(line).collect();
        lines.sort();
        lines
    }

    fn answer(&mut self, answer: &Answer) -> Result<AnswerPart, Refusal> {
        let singled = self.look.singles_out(&answer.scenario);
        let mut left_out = self.left_out(singled, true);
        let sweep = match thought_out(&answer.found) {
            Some(found) => Some(self.sweep(found, singled, &mut left_out)?),
            None => {
                left_out = vec![not_thought_out()];
                None
            }
        };
        Ok(AnswerPart {
            scenario: answer.scenario.clone(),
            base_year: answer.base_year,
            assumptions: self.assumptions(&answer.assumptions, &mut left_out),
            left_out,
            question: answer.found.word().to_owned(),
            sweep,
        })
    }

    fn sweep(
        &mut self,
        found: &SweepFound,
        singled: bool,
        left_out: &mut Vec<Assumption>,
    ) -> Result<SweepPart, Refusal> {
        let mut models = Vec::new();
        for SweptModel { model, points } in &found.models {
            let mut shown = Vec::new();
            for point in points {
                let mut years = Vec::new();
                for year in &point.years {
                    if self.judge.is_full() {
                        told_once(left_out, too_many());
                    }
                    years.push(self.point(year, singled)?);
                }
                shown.push(PointPart { values: point.values.clone(), years });
            }
            models.push(SweptPart { model: model.clone(), points: shown });
        }
        Ok(SweepPart { parameters: self.parameters(&found.parameters, left_out), models })
    }

    /// The names of what varies, which are sentences too.
    fn parameters(&self, parameters: &[ParameterOf], left_out: &mut Vec<Assumption>) -> Vec<ParameterOf> {
        let shown = |parameter: &ParameterOf| {
            if !self.names(&parameter.name_nl) && !self.names(&parameter.name_en) {
                return parameter.clone();
            }
            told_once(left_out, name_withheld());
            let (name_nl, name_en) = (parameter.parameter.clone(), parameter.parameter.clone());
            ParameterOf { name_nl, name_en, ..parameter.clone() }
        };
        parameters.iter().map(shown).collect()
    }

    fn point(&mut self, year: &PointYear, singled: bool) -> Result<PointYearPart, Refusal> {
        let figures = year.participants.iter().map(|row| Ok((row.code.as_str(), figures_of(row)?)));
        let figures: Vec<(&str, Figures)> = figures.collect::<Result<_, Refusal>>()?;
        let rows: Vec<(&str, [judge::Row; 2])> =
            figures.iter().map(|(code, figures)| (*code, columns(figures))).collect();
        let shown = self.shown(&rows);
        let reference = self.look.reference;
        let members = |discipline: &str| {
            let found = year.participants.iter().filter_map(|row| reference.find_participant(&row.code));
            found
                .filter(|who| reference.discipline_code(reference.participants[who.at()].discipline) == discipline)
                .count()
        };
        let line = |row: &PointRow| {
            let figures = figures_of(row)?;
            Ok(SumLine::of(&row.code, members(&row.code), &figures, self.depth(&shown, &row.code)).of_a_point())
        };
        let mut all = Figures::default();
        for (_, figures) in &figures {
            all = all.plus(figures)?;
        }
        let own = year.participants.iter().filter(|row| !singled && self.look.is_own(&row.code));
        Ok(PointYearPart {
            year: year.year,
            all: SumLine::of("*", year.participants.len(), &all, shown.all).of_a_point(),
            disciplines: year.disciplines.iter().map(line).collect::<Result<_, Refusal>>()?,
            participants: own.cloned().collect(),
        })
    }

    /// Assumptions that name nobody else and no amount.
    fn assumptions(&self, assumptions: &[Assumption], left_out: &mut Vec<Assumption>) -> Vec<Assumption> {
        let tells = |text: &str| self.names(text) || has_amount(text);
        let is_shown = |one: &&Assumption| !tells(&one.nl) && !tells(&one.en);
        let shown: Vec<Assumption> = assumptions.iter().filter(is_shown).cloned().collect();
        if shown.len() < assumptions.len() {
            told_once(left_out, assumptions_withheld(assumptions.len() - shown.len()));
        }
        shown
    }

    /// Whether a text has a word of another participant in it.
    fn names(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.words.iter().any(|word| text.contains(word.as_str()))
    }
}

/// What of an answer can be shown by role. Every kind has to be thought about here: what of it could give a competitor's
/// figure away? Of one that has no arm of its own yet the arm is `None`, and a sentence says that it is left out.
fn thought_out(found: &Found) -> Option<&SweepFound> {
    match found {
        Found::Sweep(found) => Some(found),
        // One figure of somebody over a range; spreads and chances of every sum; what care of every performance is worth, for
        // which some is delivered by one payee alone; shares of it; causes that are differences of sums of a few.
        Found::BreakEven(_) | Found::MonteCarlo(_) | Found::Tariffs(_) | Found::Calibrate(_) | Found::Variance(_) => {
            None
        }
    }
}

/// A row of a curve as figures; what it does not have is nothing.
fn figures_of(row: &PointRow) -> Result<Figures, Refusal> {
    let mono = row.entitlement.minus(row.against_mono)?;
    let variable_cost = row.margin.map(|margin| row.entitlement.minus(margin)).transpose()?;
    let (entitlement, against_mono, margin) = (row.entitlement, row.against_mono, row.margin);
    Ok(Figures { entitlement, mono, against_mono, variable_cost, margin, ..Figures::default() })
}

fn told_once(left_out: &mut Vec<Assumption>, sentence: Assumption) {
    if !left_out.contains(&sentence) {
        left_out.push(sentence);
    }
}
