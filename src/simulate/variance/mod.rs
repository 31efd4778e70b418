//! Why did the payout change between two runs? (spec 3, "variance")
//!
//! The way from one run to the other is walked in steps, each of them a run of its own where one is needed, and what each
//! step changes is its part. The steps telescope, so that the parts of a participant sum to its difference to the cent:
//!
//! - `corrections`: the same period by the same model on today's rows: late rows, rows that replace others, answers of
//!   insurers that changed; and income that is no claim (adjustments). Between two years only the latter.
//! - `volume`: what everyone got before, times the growth in the number of episodes that are claimed in the run.
//! - `price`: what a claimed unit of a performance brings in from an insurer, after ceilings and slices. A change of
//!   severity within a performance shows here.
//! - `mix`: other performances and insurers than before, and who delivered how much of them, at their shadow prices.
//! - `model`: the same rows by the other model.
//! - `shifts`: charges, credits and balances of care that moved.
//! - `guarantee`: caps, levies, top-ups and repayments, with the funds and the limits of the reserve.

mod cells;
pub mod years;

use crate::calc::outcome::{Outcome, ParticipantOutcome};
use crate::calc::run::run;
use crate::calc::trace::Silent;
use crate::domain::dossier::Dossier;
use crate::domain::index::NodeIx;
use crate::domain::model::rule::{AdjustmentEntry, Node, Rule};
use crate::domain::model::{Model, ReserveShortage, ReserveTerms};
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::run::{RunKind, RunSpec};
use cells::Cells;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A run: its rows, its model bound to them, and what was asked.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub dossier: &'a Dossier,
    pub model: &'a Model,
    pub spec: &'a RunSpec,
}

/// What each cause adds to an entitlement. They sum to the difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Parts {
    pub volume: Cents,
    pub price: Cents,
    pub mix: Cents,
    pub model: Cents,
    pub shifts: Cents,
    pub guarantee: Cents,
    pub corrections: Cents,
}

/// A participant or discipline in both runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct VarianceLine {
    pub code: String,
    pub discipline: String,
    /// Entitlement in the first run; nothing for who was not in it.
    pub before: Cents,
    pub after: Cents,
    pub difference: Cents,
    #[serde(flatten)]
    pub parts: Parts,
}

/// Why the entitlements of two runs differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Variance {
    /// By code.
    pub participants: Vec<VarianceLine>,
    pub disciplines: Vec<VarianceLine>,
    /// Of everyone together; none where somebody may see only its own.
    pub all: Option<VarianceLine>,
    /// Why the part of the model could not be told apart: the model of the first run does not fit the rows of the second.
    /// Its part is then within `mix` and `price`.
    pub model_within_mix: Option<NotApart>,
}

/// Why a part could not be told apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NotApart {
    pub code: ProblemCode,
    pub message_nl: String,
    pub message_en: String,
}

/// Why the entitlements changed from `before` to `after`. `old_model` is the model of `before` bound to the rows of
/// `after`, or why it does not fit them.
///
/// Errors: what refuses one of the two runs.
pub fn variance(before: Side<'_>, after: Side<'_>, old_model: Result<&Model, Refusal>) -> Result<Variance, Refusal> {
    let first = run(before.dossier, before.model, before.spec, &mut Silent)?;
    let last = run(after.dossier, after.model, after.spec, &mut Silent)?;
    told(&Pair { before, first: &first, after, last: &last }, old_model, Steps::Runs)
}

/// Two runs with their outcomes.
struct Pair<'a> {
    before: Side<'a>,
    first: &'a Outcome,
    after: Side<'a>,
    last: &'a Outcome,
}

/// What the rows of two runs are to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Steps {
    /// Two states of one administration: within a year the older rows were corrected.
    Runs,
    /// Two projections, so many years apart: what differs is care and prices.
    Projected { years: i32 },
}

fn told(pair: &Pair<'_>, old_model: Result<&Model, Refusal>, steps: Steps) -> Result<Variance, Refusal> {
    let Pair { before, first, after, last } = *pair;
    let start = Cells::of(before, before.spec)?;
    let end = Cells::of(after, after.spec)?;
    let mut parts: BTreeMap<String, Parts> = BTreeMap::new();
    let walked = old_model.and_then(|model| Walk { before, after, model, steps }.cells(&start));
    let model_within_mix = match walked {
        Ok(walk) => {
            walk.tell(&mut parts)?;
            let reached = walk.stations.last().map_or(&start, |(_, cells)| cells);
            reached.each(&end, &mut parts, |parts, change| parts.model.add(change))?;
            None
        }
        Err(refusal) => {
            cells::care(&start, &end, steps, &mut parts)?;
            Some(NotApart { code: refusal.code, message_nl: refusal.detail_nl, message_en: refusal.detail_en })
        }
    };
    let mut lines: BTreeMap<String, VarianceLine> = BTreeMap::new();
    for (outcome, dossier, cells, is_last) in
        [(first, before.dossier, &start, false), (last, after.dossier, &end, true)]
    {
        for (who, discipline, row) in &outcome.participants {
            let code = dossier.reference.participant_code(*who);
            let line = lines.entry(code.to_owned()).or_default();
            line.code = code.to_owned();
            line.discipline = dossier.reference.discipline_code(*discipline).to_owned();
            *(if is_last { &mut line.after } else { &mut line.before }) = row.entitlement;
            let signed = |cents: Cents| if is_last { Ok(cents) } else { cents.negated() };
            let parts = parts.entry(code.to_owned()).or_default();
            parts.corrections.add(signed(row.allocated.minus(cells.of_participant(code)?)?)?)?;
            parts.shifts.add(signed(of_shifts(row)?)?)?;
            parts.guarantee.add(signed(row.entitlement.minus(row.allocated)?.minus(of_shifts(row)?)?)?)?;
        }
    }
    for (code, line) in &mut lines {
        line.difference = line.after.minus(line.before)?;
        line.parts = parts.get(code).copied().unwrap_or_default();
        line.check()?;
    }
    summed(lines.into_values().collect(), model_within_mix)
}

fn summed(participants: Vec<VarianceLine>, model_within_mix: Option<NotApart>) -> Result<Variance, Refusal> {
    let mut disciplines: BTreeMap<String, VarianceLine> = BTreeMap::new();
    let mut all = VarianceLine { code: "*".to_owned(), discipline: "*".to_owned(), ..VarianceLine::default() };
    for line in &participants {
        let of = disciplines.entry(line.discipline.clone()).or_default();
        (of.code, of.discipline) = (line.discipline.clone(), line.discipline.clone());
        of.add(line)?;
        all.add(line)?;
    }
    Ok(Variance { participants, disciplines: disciplines.into_values().collect(), all: Some(all), model_within_mix })
}

/// What the settlement of shifts gives (spec 2.5).
fn of_shifts(row: &ParticipantOutcome) -> Result<Cents, Overflow> {
    row.shift_credit.plus(row.shift_balance)?.minus(row.shift_charge)
}

impl Parts {
    fn all(&self) -> [Cents; 7] {
        [self.volume, self.price, self.mix, self.model, self.shifts, self.guarantee, self.corrections]
    }
}

impl VarianceLine {
    fn add(&mut self, other: &VarianceLine) -> Result<(), Overflow> {
        self.before.add(other.before)?;
        self.after.add(other.after)?;
        self.difference.add(other.difference)?;
        let Parts { volume, price, mix, model, shifts, guarantee, corrections } = &mut self.parts;
        let own = [volume, price, mix, model, shifts, guarantee, corrections];
        own.into_iter().zip(other.parts.all()).try_for_each(|(own, more)| own.add(more))
    }

    /// The promise of spec 3: the parts sum exactly to the difference.
    fn check(&self) -> Result<(), Refusal> {
        if Cents::sum(self.parts.all())? == self.difference {
            return Ok(());
        }
        Err(Refusal::new(
            ProblemCode::ExplanationViolated,
            format!("De delen van het verschil van {} tellen niet op tot het verschil.", self.code),
            format!("The parts of the difference of {} do not sum to it.", self.code),
        ))
    }
}

/// The steps between two runs that need a run of their own.
struct Walk<'a> {
    before: Side<'a>,
    after: Side<'a>,
    /// That of `before`, on the rows of `after`.
    model: &'a Model,
    steps: Steps,
}

/// What a step is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Care,
    /// Other tariffs on the same care.
    Prices,
    Corrections,
}

struct Walked<'c> {
    start: &'c Cells,
    steps: Steps,
    stations: Vec<(Step, Cells)>,
}

impl Walk<'_> {
    /// From the first run to the second one's rows by the first one's model.
    fn cells<'c>(&self, start: &'c Cells) -> Result<Walked<'c>, Refusal> {
        let (old, new) = (self.before.spec, self.after.spec);
        let mut stations = Vec::new();
        let onto = Side { model: self.model, ..self.after };
        if let Steps::Projected { years } = self.steps
            && let Some(repriced) = years::at_the_prices_before(self.before.dossier, self.after.dossier, years)
        {
            let cells = Cells::of(Side { dossier: &repriced, ..onto }, new)?;
            // Care that had no price then has no station of its own: what it changes stays with the rest.
            if !cells.lacks_claims {
                stations.push((Step::Care, cells));
                stations.push((Step::Prices, Cells::of(onto, new)?));
                return Ok(Walked { start, steps: self.steps, stations });
            }
        }
        if self.steps == Steps::Runs && old.year == new.year {
            // The period that both have.
            let to = old.to.min(new.to);
            let common = RunSpec { to, kind: RunKind::Interim, ..old.clone() };
            if old.to != to {
                stations.push((Step::Care, Cells::of(self.before, &common)?));
            }
            let today = RunSpec { as_of: new.as_of, ..common };
            stations.push((Step::Corrections, Cells::of(onto, &today)?));
        }
        stations.push((Step::Care, Cells::of(onto, new)?));
        Ok(Walked { start, steps: self.steps, stations })
    }
}

impl Walked<'_> {
    fn tell(&self, parts: &mut BTreeMap<String, Parts>) -> Result<(), Overflow> {
        let mut from = self.start;
        for (step, to) in &self.stations {
            match step {
                Step::Care => cells::care(from, to, self.steps, parts)?,
                Step::Prices => from.each(to, parts, |parts, change| parts.price.add(change))?,
                Step::Corrections => from.each(to, parts, |parts, change| parts.corrections.add(change))?,
            }
            from = to;
        }
        Ok(())
    }
}

/// What the rules give of claims alone. Adjustments go to the reserve, which tells them apart; what comes after the rules
/// is left out, so that it can refuse nothing.
fn of_claims(side: Side<'_>, spec: &RunSpec) -> Result<Outcome, Refusal> {
    let mut model = side.model.clone();
    model.guarantee = None;
    model.reserve = ReserveTerms {
        minimum: Cents(i64::MIN / 4),
        maximum: None,
        shortage: ReserveShortage::Allocate,
        article: None,
    };
    model.nodes.push(Node { rule: Rule::Reserve, path: "adjustment".to_owned(), article: None });
    let root = NodeIx::of(model.nodes.len() - 1);
    model.adjustments = vec![AdjustmentEntry { kinds: None, root, article: None }];
    let spec = RunSpec { kind: RunKind::Interim, ..spec.clone() };
    run(side.dossier, &model, &spec, &mut Silent)
}
