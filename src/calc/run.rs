//! One run, in the steps of spec 2: claims and their deliveries, ceilings, slices, rules and pools, adjustments, shifts,
//! guarantee, funds, reserve, dues, and the proof that no cent was made or lost.

use super::assignment::assign;
use super::baseline::Base;
use super::books::Books;
use super::claims::states;
use super::distribute::distribute;
use super::guarantee::{self, GuaranteeOutcome, Means};
use super::members::Members;
use super::outcome::Outcome;
use super::plan::Plan;
use super::prices::PriceBook;
use super::reserve::Accounts;
use super::selection::{Look, select};
use super::stage::Stage;
use super::summary::Summary;
use super::tariffs::TariffBook;
use super::tested::Tested;
use super::trace::{Step, Trace};
use super::units;
use super::values::Valuing;
use super::{ceilings, dues, laws, shifts, slices};
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::Refusal;
use crate::domain::run::{RunKind, RunSpec};
use std::collections::BTreeMap;

/// Computes a run. With [`super::trace::Recorded`] every amount's way is kept as well, in the same pass.
pub fn run<T: Trace>(dossier: &Dossier, model: &Model, spec: &RunSpec, trace: &mut T) -> Result<Outcome, Refusal> {
    spec.check()?;
    let members = &Members::of_year(&dossier.reference, spec.year);
    let plan = &Plan::new(&dossier.reference, model);
    let prices = &PriceBook::new(&dossier.reference, model);
    let tariffs = &TariffBook::new(&dossier.reference);

    // Which claims are in the run, and which deliveries belong to them.
    let states = &states(&dossier.claims, &dossier.events, spec.as_of)?;
    let assignment = &assign(dossier, states, spec.year);
    let selection = &select(&Look { dossier, spec, plan, members, prices, tariffs, states, assignment })?;
    if T::ON {
        for claim in &selection.claims {
            trace.record(Step::Entered { claim: claim.claim, worth: claim.worth, state: states[claim.claim.at()] });
        }
    }

    // What there is to distribute.
    let revenue = ceilings::apply(dossier, spec.year, selection, trace)?;
    let sliced = slices::take(dossier, model, spec, selection, revenue.clone(), trace)?;

    // What everyone's care is worth to the rules: as if nothing had shifted.
    let care = &units::find(dossier, model, members, selection)?;
    let values = &Valuing { dossier, plan, prices, selection, care }.claim_values(trace)?;
    let stage = Stage { dossier, model, spec, members, plan, prices, selection, care, values };

    // What the rules give, and what follows care that moved.
    let mut books = Books::open(dossier, spec, members)?;
    distribute(&stage, &sliced, &mut books, trace)?;
    let allocated: Vec<Cents> = books.rows.iter().map(|row| row.allocated).collect();
    let shifts = shifts::settle(dossier, model, members, selection, care, &allocated, trace)?;
    books.settle_shifts(&shifts)?;

    // What keeps everyone near its mono income; funds; the limits of the reserve; what is due.
    let guarantee = guarantee(&stage, &mut books, trace)?;
    let rows = &mut books.rows;
    let mut accounts = Accounts { dossier, model, members, spec, rows, reserve: &mut books.reserve, trace };
    let funds_held = accounts.funds(&sliced)?;
    accounts.limits(guarantee.as_ref())?;
    let carried = accounts.carried_forward(guarantee.as_ref())?;
    books.rows.iter_mut().zip(carried).for_each(|(row, carried)| row.carried_forward = carried);
    let payees = dues::settle(dossier, members, spec, model.interim_share, &mut books.rows)?;

    let reserve_by_rules = books.reserve_by_rules;
    let summary =
        Summary { stage: &stage, assignment, revenue: &revenue, sliced, shifts, guarantee, funds_held, payees };
    let outcome = summary.outcome(books)?;
    laws::check(&outcome, reserve_by_rules)?;
    Ok(outcome)
}

/// The guarantee, where the year has one and this kind of run does.
fn guarantee<T: Trace>(
    stage: &Stage<'_>,
    books: &mut Books,
    trace: &mut T,
) -> Result<Option<GuaranteeOutcome>, Refusal> {
    let (dossier, spec, members) = (stage.dossier, stage.spec, stage.members);
    let Some(terms) = &stage.model.guarantee else { return Ok(None) };
    let Some(year) = terms.year(spec.year) else { return Ok(None) };
    if spec.kind == RunKind::Interim && !terms.interim {
        return Ok(None);
    }
    let baselines = Base { stage }.baselines(terms)?;
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
