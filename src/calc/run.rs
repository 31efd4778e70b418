//! One run, in the steps of spec 2: claims and their deliveries and what these are worth ([`Valued`]); ceilings, slices,
//! rules and pools, adjustments, shifts ([`Divided`]); guarantee, funds, reserve and dues ([`settle`]). Each part stands on
//! what is before it alone, so that whoever asks again with a change redoes only what the change touches.

use super::baseline::{Base, Baselines};
use super::books::Books;
use super::divided::Divided;
use super::flows::Received;
use super::guarantee::{self, GuaranteeOutcome, Means};
use super::outcome::Outcome;
use super::reserve::Accounts;
use super::shifts::ShiftOutcome;
use super::slices::Sliced;
use super::stage::Stage;
use super::summary::Summary;
use super::tested::Tested;
use super::trace::Trace;
use super::valued::Valued;
use super::{dues, laws};
use crate::domain::dossier::{Balance, Dossier};
use crate::domain::model::Model;
use crate::domain::model::guarantee::Guarantee;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::Refusal;
use crate::domain::run::{RunKind, RunSpec};
use std::collections::BTreeMap;

/// Computes a run. With [`super::trace::Recorded`] every amount's way is kept as well, in the same pass.
pub fn run<T: Trace>(dossier: &Dossier, model: &Model, spec: &RunSpec, trace: &mut T) -> Result<Outcome, Refusal> {
    spec.check()?;
    let valued = Valued::of(dossier, model, spec, trace)?;
    let divided = Divided::of(&valued.stage(dossier, model, spec), trace)?;
    settle(dossier, model, spec, (&valued, &divided), &dossier.balances, trace)
}

/// The last part of a run: what keeps everyone near its mono income; funds; the limits of the reserve; what is due; and the
/// proof that no cent was made or lost. `opening` is what the year opens with.
pub fn settle<T: Trace>(
    dossier: &Dossier,
    model: &Model,
    spec: &RunSpec,
    (valued, divided): (&Valued, &Divided),
    opening: &[Balance],
    trace: &mut T,
) -> Result<Outcome, Refusal> {
    let stage = valued.stage(dossier, model, spec);
    let given = Given { received: &divided.received, shifts: &divided.shifts, sliced: &divided.sliced };
    let Concluded { mut books, guarantee, funds_held } =
        conclude(&stage, given, opening, |terms| Base { stage: &stage }.baselines(terms), trace)?;
    let payees = dues::settle(dossier, stage.members, spec, model.interim_share, &mut books.rows)?;

    let reserve_by_rules = books.reserve_by_rules;
    let summary = Summary { stage: &stage, assignment: &valued.assignment, divided, guarantee, funds_held, payees };
    let outcome = summary.outcome(books)?;
    laws::check(&outcome, reserve_by_rules)?;
    Ok(outcome)
}

/// What the last part of a run takes over from those before it.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    pub received: &'a Received,
    /// In the model's order.
    pub shifts: &'a [ShiftOutcome],
    pub sliced: &'a Sliced,
}

/// Everyone's account when all is settled but what is due.
pub struct Concluded {
    pub books: Books,
    pub guarantee: Option<GuaranteeOutcome>,
    pub funds_held: Cents,
}

/// Guarantee, funds, the limits of the reserve, and what is carried forward. `baselines` is asked where there is a guarantee.
pub fn conclude<T: Trace>(
    stage: &Stage<'_>,
    given: Given<'_>,
    opening: &[Balance],
    baselines: impl FnOnce(&Guarantee) -> Result<Baselines, Refusal>,
    trace: &mut T,
) -> Result<Concluded, Refusal> {
    let Stage { dossier, model, spec, members, .. } = *stage;
    let mut books = Books::open(dossier, opening, spec, members)?;
    books.allocate(given.received)?;
    books.settle_shifts(given.shifts)?;
    let guarantee = guarantee(stage, &mut books, baselines, trace)?;
    let rows = &mut books.rows;
    let mut accounts = Accounts { dossier, model, members, spec, rows, reserve: &mut books.reserve, trace };
    let funds_held = accounts.funds(given.sliced)?;
    accounts.limits(guarantee.as_ref())?;
    let carried = accounts.carried_forward(guarantee.as_ref())?;
    books.rows.iter_mut().zip(carried).for_each(|(row, carried)| row.carried_forward = carried);
    Ok(Concluded { books, guarantee, funds_held })
}

/// The guarantee, where the year has one and this kind of run does.
fn guarantee<T: Trace>(
    stage: &Stage<'_>,
    books: &mut Books,
    baselines: impl FnOnce(&Guarantee) -> Result<Baselines, Refusal>,
    trace: &mut T,
) -> Result<Option<GuaranteeOutcome>, Refusal> {
    let (dossier, spec, members) = (stage.dossier, stage.spec, stage.members);
    let Some(terms) = &stage.model.guarantee else { return Ok(None) };
    let Some(year) = terms.year(spec.year) else { return Ok(None) };
    if spec.kind == RunKind::Interim && !terms.interim {
        return Ok(None);
    }
    let baselines = baselines(terms)?;
    books.warnings.extend(baselines.warnings);
    let mut tested = Vec::new();
    for who in members.living() {
        if let Some(baseline) = baselines.amounts[who.at()] {
            let row = &mut books.rows[who.at()];
            let discipline = members.discipline(who);
            let test = Tested::new(who, discipline, row.allocated, row.other_income, baseline, year)?;
            (row.guarantee_baseline, row.floor) = (test.baseline, test.floor);
            tested.push(test);
        }
    }
    let limits = support_limits(dossier, spec.year)?;
    let carried: Vec<Cents> = books.rows.iter().map(|row| row.carried_opening).collect();
    let means = Means {
        reserve_balance: books.reserve,
        reserve_minimum: stage.model.reserve.minimum,
        support_limits: &limits,
        carried: &carried,
    };
    let outcome = guarantee::apply(&dossier.reference, terms, tested, &means, trace)?;
    books.guarantee(&outcome)?;
    Ok(Some(outcome))
}

/// Support limits of a year by the code of their contract, several contracts of one code added up.
fn support_limits(dossier: &Dossier, year: i32) -> Result<Vec<(String, Cents)>, Overflow> {
    let mut limits: BTreeMap<&str, Cents> = BTreeMap::new();
    for contract in dossier.reference.contracts.iter().filter(|contract| contract.year == year) {
        if let Some(limit) = contract.support_limit {
            limits.entry(&contract.insurer).or_default().add(limit)?;
        }
    }
    Ok(limits.into_iter().map(|(code, limit)| (code.to_owned(), limit)).collect())
}
