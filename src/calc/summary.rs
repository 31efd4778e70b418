//! The outcome of a run, gathered from its books (spec 2.10).

use super::assignment::Assignment;
use super::books::Books;
use super::distribute::counts;
use super::divided::Divided;
use super::flows::Flow;
use super::guarantee::GuaranteeOutcome;
use super::outcome::{Awaiting, InsurerOutcome, Outcome, PerformanceOutcome, Totals};
use super::prices::value;
use super::stage::Stage;
use super::units::mono_values;
use super::warning::Warning;
use crate::domain::decimal::Quantity;
use crate::domain::index::{DisciplineIx, InsurerIx, PerformanceIx, TableIx};
use crate::domain::model::rule::Rule;
use crate::domain::model::slice::SliceTarget;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::ProblemCode;
use crate::domain::reference::Reference;

/// Everything the outcome is made of.
pub struct Summary<'a> {
    pub stage: &'a Stage<'a>,
    pub assignment: &'a Assignment,
    pub divided: &'a Divided,
    pub guarantee: Option<GuaranteeOutcome>,
    pub funds_held: Cents,
    pub payees: Vec<(String, Cents)>,
}

impl Summary<'_> {
    pub fn outcome(self, mut books: Books) -> Result<Outcome, Overflow> {
        let Stage { dossier, model, members, selection, .. } = *self.stage;
        let mono = mono_values(selection, members)?;
        books.rows.iter_mut().zip(mono).for_each(|(row, mono)| row.mono_baseline = mono);
        let adjustments = dossier.adjustments.iter().filter(|adjustment| counts(adjustment, self.stage.spec));
        let claimed = Cents::sum(selection.claims.iter().map(|claim| claim.amount))?;
        let revenue = Cents::sum(self.divided.revenue.iter().copied())?;
        let support = self
            .guarantee
            .as_ref()
            .map_or(Ok(Cents::ZERO), |guarantee| Cents::sum(guarantee.support.iter().map(|(_, amount)| *amount)))?;
        let totals = Totals {
            claimed,
            over_ceiling: claimed.minus(revenue)?,
            revenue,
            adjustments: Cents::sum(adjustments.map(|adjustment| adjustment.amount))?,
            insurer_support: support,
            top_slices: Cents::sum(self.divided.sliced.slices.iter().map(|slice| slice.amount))?,
            to_organisation: self.divided.sliced.total(model, &SliceTarget::Organisation)?,
            funds_held: self.funds_held,
            entitlements: Cents::sum(books.rows.iter().map(|row| row.entitlement))?,
            reserve_opening: books.reserve_opening,
            reserve_change: books.reserve.minus(books.reserve_opening)?,
            unallocated: self.divided.received.unallocated,
            mono_baseline: Cents::sum(books.rows.iter().map(|row| row.mono_baseline))?,
            held: selection.held_value,
        };
        let mut warnings = std::mem::take(&mut books.warnings);
        warnings.extend(self.shares_without_deliveries());
        warnings.sort();
        Ok(Outcome {
            spec: self.stage.spec.clone(),
            totals,
            performances: self.performances()?,
            insurers: self.insurers()?,
            awaiting: self.awaiting()?,
            flows: sorted_flows(&dossier.reference, self.divided.flows.iter().collect()),
            held: selection.held.clone(),
            participants: members
                .living()
                .map(|who| (who, members.discipline(who), std::mem::take(&mut books.rows[who.at()])))
                .collect(),
            top_slices: self.divided.sliced.slices.clone(),
            shifts: self.divided.shifts.clone(),
            guarantee: self.guarantee,
            payees: self.payees,
            warnings,
        })
    }

    fn performances(&self) -> Result<Vec<PerformanceOutcome>, Overflow> {
        let claims = &self.stage.dossier.claims;
        let mut rows: Vec<PerformanceOutcome> = (0..self.stage.dossier.reference.performances.len())
            .map(|performance| PerformanceOutcome {
                performance: PerformanceIx::of(performance),
                claims: 0,
                quantity: Quantity(0),
                revenue: Cents::ZERO,
            })
            .collect();
        for (run_claim, revenue) in self.stage.selection.claims.iter().zip(&self.divided.revenue) {
            let claim = run_claim.claim.at();
            let row = &mut rows[claims.performance[claim].at()];
            row.claims += 1;
            row.quantity = Quantity(row.quantity.0.checked_add(claims.quantity[claim].0).ok_or(Overflow)?);
            row.revenue.add(*revenue)?;
        }
        rows.retain(|row| row.claims > 0);
        Ok(rows)
    }

    /// Insurers with claims in the run, and whoever gave support.
    fn insurers(&self) -> Result<Vec<InsurerOutcome>, Overflow> {
        let reference = &self.stage.dossier.reference;
        let mut sums = vec![(0u64, Cents::ZERO, Cents::ZERO); reference.insurers.len()];
        for (run_claim, revenue) in self.stage.selection.claims.iter().zip(&self.divided.revenue) {
            let (count, claimed, kept) = &mut sums[self.stage.dossier.claims.insurer[run_claim.claim.at()].at()];
            *count += 1;
            claimed.add(run_claim.amount)?;
            kept.add(*revenue)?;
        }
        let mut rows = Vec::new();
        for (at, (_, claimed, revenue)) in sums.into_iter().enumerate().filter(|(_, (count, ..))| *count > 0) {
            let code = reference.insurer_code(InsurerIx::of(at)).to_owned();
            let over_ceiling = claimed.minus(revenue)?;
            rows.push(InsurerOutcome { code, claimed, over_ceiling, revenue, support: Cents::ZERO });
        }
        for (code, support) in self.guarantee.iter().flat_map(|guarantee| &guarantee.support) {
            match rows.iter_mut().find(|row| row.code == *code) {
                Some(row) => row.support.add(*support)?,
                None if !support.is_zero() => rows.push(InsurerOutcome {
                    code: code.clone(),
                    claimed: Cents::ZERO,
                    over_ceiling: Cents::ZERO,
                    revenue: Cents::ZERO,
                    support: *support,
                }),
                None => {}
            }
        }
        rows.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(rows)
    }

    fn awaiting(&self) -> Result<Awaiting, Overflow> {
        let rows = &self.stage.dossier.deliveries;
        let mut awaiting = Awaiting::default();
        for delivery in &self.assignment.awaiting {
            let at = delivery.at();
            let who = self.stage.members.successor(rows.participant[at]);
            let price = self.stage.prices.price(TableIx::SHADOW, rows.activity[at], who, rows.date[at]);
            awaiting.deliveries += 1;
            awaiting.mono_value.add(price.map_or(Ok(Cents::ZERO), |price| value(rows.quantity[at], price))?)?;
        }
        Ok(awaiting)
    }

    /// A discipline with a share but without any delivery in the claims that the rule meets.
    fn shares_without_deliveries(&self) -> Vec<Warning> {
        let Stage { dossier, model, members, selection, plan, .. } = *self.stage;
        if !model.nodes.iter().any(|node| matches!(node.rule, Rule::DisciplineShares { .. })) {
            return Vec::new();
        }
        let mut present = vec![vec![false; dossier.reference.disciplines.len()]; model.rules.len()];
        let mut used = vec![false; model.rules.len()];
        for (claim, run_claim) in selection.claims.iter().enumerate() {
            used[run_claim.entry] = true;
            for delivery in selection.of(claim) {
                present[run_claim.entry][members.discipline(selection.participant[delivery]).at()] = true;
            }
        }
        let mut warnings = Vec::new();
        for (at, node) in model.nodes.iter().enumerate() {
            let (Rule::DisciplineShares { shares, .. }, Some(entry)) = (&node.rule, plan.entry_of_node[at]) else {
                continue;
            };
            let idle = |discipline: &DisciplineIx| used[entry] && !present[entry][discipline.at()];
            for (discipline, share) in shares.iter().filter(|(discipline, share)| share.0 > 0 && idle(discipline)) {
                let (path, code) = (&node.path, dossier.reference.discipline_code(*discipline));
                warnings.push(Warning {
                    code: ProblemCode::ShareWithoutDeliveries,
                    about: format!("{path}.{code}"),
                    message_nl: format!(
                        "{path} geeft {code} {share}%, maar {code} heeft geen leveringen in deze declaraties."
                    ),
                    message_en: format!("{path} gives {code} {share}%, but {code} has no deliveries in these claims."),
                });
            }
        }
        warnings
    }
}

/// Flows in the order of their codes as they are written: `-` and `@…` sort among them byte by byte.
fn sorted_flows(reference: &Reference, mut flows: Vec<Flow>) -> Vec<Flow> {
    // They come nearly in that order.
    flows.sort_by(|one, other| one.codes(reference).cmp(&other.codes(reference)));
    flows
}
