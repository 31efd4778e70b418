//! What each participant's deliveries in a claim are worth to the rules: a unit of a shift counts as if the shift had not
//! happened (spec 2.5, step 4).

use super::members::Members;
use super::plan::Plan;
use super::prices::{PriceBook, value_of_part};
use super::selection::{CLAIMS_AT_ONCE, Selection};
use super::trace::{Silent, Step, Trace};
use super::units::{ShiftedCare, Unit};
use crate::domain::decimal::Price;
use crate::domain::dossier::Dossier;
use crate::domain::fraction::Fraction;
use crate::domain::index::{ActivityIx, ClaimIx, DisciplineIx, ParticipantIx, PerformanceIx, TableIx};
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{Problem, ProblemCode, Problems, Refusal};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

/// Values per claim and participant, under every table.
#[derive(Clone, Debug, Default)]
pub struct ClaimValues {
    starts: Vec<usize>,
    participants: Vec<ParticipantIx>,
    values: Vec<i64>,
    tables: usize,
}

impl ClaimValues {
    /// Who counts in a claim.
    pub fn participants(&self, claim: usize) -> &[ParticipantIx] {
        &self.participants[self.starts[claim]..self.starts[claim + 1]]
    }

    /// Their values under a table, in the same order, in cents.
    pub fn of(&self, claim: usize, table: TableIx) -> impl ExactSizeIterator<Item = i64> + '_ {
        let rows = self.starts[claim]..self.starts[claim + 1];
        rows.map(move |row| self.values[row * self.tables + table.at()])
    }

    /// Adds the claims that follow.
    fn append(&mut self, later: ClaimValues) {
        let before = self.participants.len();
        self.starts.extend(later.starts.iter().skip(1).map(|start| before + start));
        self.participants.extend(later.participants);
        self.values.extend(later.values);
    }

    fn add(&mut self, from: usize, who: ParticipantIx, table: TableIx, amount: Cents) -> Result<(), Overflow> {
        let row = match self.participants[from..].iter().position(|known| *known == who) {
            Some(found) => from + found,
            None => {
                self.participants.push(who);
                self.values.resize(self.values.len() + self.tables, 0);
                self.participants.len() - 1
            }
        };
        let cell = &mut self.values[row * self.tables + table.at()];
        *cell = cell.checked_add(amount.0).ok_or(Overflow)?;
        Ok(())
    }
}

/// What valuing looks at.
pub struct Valuing<'a> {
    pub dossier: &'a Dossier,
    pub plan: &'a Plan,
    pub prices: &'a PriceBook,
    pub selection: &'a Selection,
    pub care: &'a ShiftedCare,
}

impl Valuing<'_> {
    /// The values the rules go by. Refuses `price_missing` where a giver has no price for the care it gave away.
    pub fn claim_values<T: Trace>(&self, trace: &mut T) -> Result<ClaimValues, Refusal> {
        let claims = self.selection.claims.len();
        let parts = if T::ON {
            // What is recorded is recorded in the order of claims.
            vec![self.values_of(0..claims, trace)?]
        } else {
            let starts = (0..claims).into_par_iter().step_by(CLAIMS_AT_ONCE);
            let of = |start: usize| self.values_of(start..claims.min(start + CLAIMS_AT_ONCE), &mut Silent);
            starts.map(of).collect::<Result<Vec<_>, Overflow>>()?
        };
        let mut values = ClaimValues { starts: vec![0], tables: self.selection.tables, ..ClaimValues::default() };
        let mut missing = BTreeSet::new();
        for (part, of_part) in parts {
            values.append(part);
            missing.extend(of_part);
        }
        refuse_missing(&missing)?;
        Ok(values)
    }

    /// The values of some claims, and the prices that they need and that are not there.
    fn values_of<T: Trace>(
        &self,
        claims: Range<usize>,
        trace: &mut T,
    ) -> Result<(ClaimValues, BTreeSet<String>), Overflow> {
        let selection = self.selection;
        let mut values = ClaimValues { starts: vec![0], tables: selection.tables, ..ClaimValues::default() };
        let mut missing = BTreeSet::new();
        for claim in claims {
            let run_claim = &selection.claims[claim];
            let from = values.participants.len();
            let needs = self.plan.needs(Some(run_claim.entry));
            for delivery in selection.of(claim) {
                let shifted = self.care.unit(delivery).filter(|unit| !self.care.part(unit).is_zero());
                for table in (0..selection.tables).filter(|table| needs[*table]).map(TableIx::of) {
                    match shifted {
                        None => {
                            let (who, value) = (selection.participant[delivery], selection.value(delivery, table));
                            values.add(from, who, table, value)?;
                            self.note(trace, run_claim.claim, delivery, who, table, None, Fraction::ONE, value);
                        }
                        Some(unit) => {
                            let (taker, giver) = self.as_if_not_shifted(unit, table, &mut missing)?;
                            values.add(from, unit.taker, table, taker)?;
                            values.add(from, unit.giver, table, giver)?;
                            let (part, given) = (self.care.part(unit), Some(self.care.given_activity(unit)));
                            let claim = run_claim.claim;
                            self.note(trace, claim, delivery, unit.taker, table, None, part.complement(), taker);
                            self.note(trace, claim, delivery, unit.giver, table, given, part, giver);
                        }
                    }
                }
            }
            values.starts.push(values.participants.len());
        }
        Ok((values, missing))
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one step")]
    fn note<T: Trace>(
        &self,
        trace: &mut T,
        claim: ClaimIx,
        delivery: usize,
        participant: ParticipantIx,
        table: TableIx,
        given: Option<ActivityIx>,
        part: Fraction,
        value: Cents,
    ) {
        if T::ON {
            let delivery = self.selection.deliveries[delivery];
            let activity = given.unwrap_or(self.dossier.deliveries.activity[delivery.at()]);
            trace.record(Step::Valued { claim, delivery, participant, table, activity, part, value });
        }
    }

    /// Value of a unit for its taker and its giver, as if f of it had not moved. A price that is missing is noted.
    fn as_if_not_shifted(
        &self,
        unit: &Unit,
        table: TableIx,
        missing: &mut BTreeSet<String>,
    ) -> Result<(Cents, Cents), Overflow> {
        let rows = &self.dossier.deliveries;
        let row = self.selection.deliveries[unit.delivery].at();
        let (quantity, day) = (rows.quantity[row], rows.date[row]);
        let part = self.care.part(unit);
        let mut price = |activity, who| {
            self.prices.price(table, activity, who, day).unwrap_or_else(|| {
                let (table, activity) = (&self.plan.tables[table.at()], self.dossier.reference.activity_code(activity));
                missing.insert(format!("{table} {activity} {} {day}", self.dossier.reference.participant_code(who)));
                Price::default()
            })
        };
        let (own, given) = (price(rows.activity[row], unit.taker), price(self.care.given_activity(unit), unit.giver));
        Ok((value_of_part(part.complement(), quantity, own)?, value_of_part(part, quantity, given)?))
    }
}

/// All prices that shifted care needs and does not have, in the order of their text.
fn refuse_missing(missing: &BTreeSet<String>) -> Result<(), Refusal> {
    let Some(first) = missing.first() else { return Ok(()) };
    let (nl, en) = match missing.len() {
        1 => (
            format!("Voor een zorgverschuiving ontbreekt de prijs {first}."),
            format!("A care-path shift needs the price {first}, which is missing."),
        ),
        count => (
            format!("Voor zorgverschuivingen ontbreken {count} prijzen, bijvoorbeeld {first}."),
            format!("Care-path shifts need {count} prices that are missing, for instance {first}."),
        ),
    };
    let mut refusal = Refusal::new(ProblemCode::PriceMissing, nl, en);
    refusal.problems = missing
        .iter()
        .take(Problems::SHOWN)
        .map(|price| Problem {
            code: ProblemCode::PriceMissing,
            // Prices of the model's own tables stand in the model.
            file: if price.starts_with("shadow ") { "shadow_tariffs.csv" } else { "models" }.to_owned(),
            line: 0,
            column: String::new(),
            value: price.clone(),
            message_nl: format!("De prijs {price} ontbreekt."),
            message_en: format!("The price {price} is missing."),
        })
        .collect();
    Err(refusal)
}

/// Which values a pool divides by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighing {
    /// The rule whose claims pass the node; `None` for adjustments: all claims.
    pub entry: Option<usize>,
    /// `None`: of all performances.
    pub performance: Option<PerformanceIx>,
    pub table: TableIx,
    /// `None`: of all disciplines.
    pub discipline: Option<DisciplineIx>,
}

/// Sums of the values by rule, performance, table and participant: the weights of pools (spec 2.4).
#[derive(Clone, Debug)]
pub struct PoolWeights {
    performances: usize,
    tables: usize,
    participants: usize,
    entries: usize,
    cells: Vec<i64>,
}

impl PoolWeights {
    pub fn new(
        dossier: &Dossier,
        plan: &Plan,
        selection: &Selection,
        values: &ClaimValues,
    ) -> Result<PoolWeights, Overflow> {
        let mut pool_weights = PoolWeights::blank(dossier, plan, selection.tables);
        for (claim, run_claim) in selection.claims.iter().enumerate() {
            let performance = dossier.claims.performance[run_claim.claim.at()];
            for table in (0..pool_weights.tables).map(TableIx::of) {
                for (who, value) in values.participants(claim).iter().zip(values.of(claim, table)) {
                    let at = pool_weights.cell(run_claim.entry, performance, table, *who);
                    let cell = &mut pool_weights.cells[at];
                    *cell = cell.checked_add(value).ok_or(Overflow)?;
                }
            }
        }
        Ok(pool_weights)
    }

    /// Without any care.
    pub fn blank(dossier: &Dossier, plan: &Plan, tables: usize) -> PoolWeights {
        let (performances, participants) = (dossier.reference.performances.len(), dossier.reference.participants.len());
        let entries = plan.rules();
        let cells = vec![0; entries * performances * tables * participants];
        PoolWeights { performances, tables, participants, entries, cells }
    }

    /// Number of sums.
    pub fn count(&self) -> usize {
        self.cells.len()
    }

    /// Which of the sums a value is part of.
    pub fn cell(&self, entry: usize, performance: PerformanceIx, table: TableIx, who: ParticipantIx) -> usize {
        self.start(entry, performance.at(), table) + who.at()
    }

    /// Says what a sum is.
    pub fn set(&mut self, cell: usize, value: i64) {
        self.cells[cell] = value;
    }

    fn start(&self, entry: usize, performance: usize, table: TableIx) -> usize {
        ((entry * self.performances + performance) * self.tables + table.at()) * self.participants
    }

    /// The weight of every participant.
    pub fn weights(&self, of: Weighing, members: &Members) -> Result<Vec<i64>, Overflow> {
        let mut weights = vec![0i64; self.participants];
        let entries = of.entry.map_or(0..self.entries, |entry| entry..entry + 1);
        for entry in entries {
            let performances = of.performance.map_or(0..self.performances, |one| one.at()..one.at() + 1);
            for performance in performances {
                let start = self.start(entry, performance, of.table);
                for (weight, value) in weights.iter_mut().zip(&self.cells[start..start + self.participants]) {
                    *weight = weight.checked_add(*value).ok_or(Overflow)?;
                }
            }
        }
        if let Some(discipline) = of.discipline {
            for (at, weight) in weights.iter_mut().enumerate() {
                if members.discipline(ParticipantIx::of(at)) != discipline {
                    *weight = 0;
                }
            }
        }
        Ok(weights)
    }
}
