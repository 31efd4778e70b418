//! The claims of a run with their deliveries and values; what is held is left out and listed (spec 2.2).

use super::assignment::Assignment;
use super::claims::{ClaimState, Worth, worth};
use super::gathered::Gathered;
use super::members::Members;
use super::plan::Plan;
use super::prices::PriceBook;
use super::tariffs::TariffBook;
use crate::domain::dossier::Dossier;
use crate::domain::index::{ClaimIx, DeliveryIx, ParticipantIx, TableIx};
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{Problem, ProblemCode, Problems, Refusal};
use crate::domain::run::{RunKind, RunSpec};
use rayon::prelude::*;

/// A claim that is in the run.
#[derive(Clone, Copy, Debug)]
pub struct RunClaim {
    pub claim: ClaimIx,
    pub worth: Worth,
    /// r(claim) before ceilings.
    pub amount: Cents,
    /// Position in the model's rules of the one that applies.
    pub entry: usize,
}

/// A claim left out because something needed is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub claim: ClaimIx,
    /// `tariff_missing` or `price_missing`.
    pub code: ProblemCode,
    /// What is missing, in codes.
    pub detail: String,
    pub detail_nl: String,
}

impl Held {
    /// Who can mend it: `insurer`, with whom the tariff is to be agreed, or `controller`, who keeps the prices.
    pub fn owner(&self) -> &'static str {
        if self.code == ProblemCode::TariffMissing { "insurer" } else { "controller" }
    }
}

/// The claims of a run, and beside them their deliveries, grouped.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    pub claims: Vec<RunClaim>,
    /// Deliveries of claim `n` are `starts[n]..starts[n + 1]` of the columns below.
    pub starts: Vec<usize>,
    pub deliveries: Vec<DeliveryIx>,
    /// Who delivered, mergers followed.
    pub participant: Vec<ParticipantIx>,
    /// Value of each delivery under each table, `tables` numbers a delivery; 0 where the claim does not need the table.
    pub values: Vec<Cents>,
    pub tables: usize,
    pub held: Vec<Held>,
    /// Shadow value of the deliveries of held claims.
    pub held_value: Cents,
}

impl Selection {
    /// Positions of the deliveries of a claim.
    pub fn of(&self, claim: usize) -> std::ops::Range<usize> {
        self.starts[claim]..self.starts[claim + 1]
    }

    /// Value as delivered.
    pub fn value(&self, delivery: usize, table: TableIx) -> Cents {
        self.values[delivery * self.tables + table.at()]
    }
}

/// Everything that selecting looks at.
pub struct Look<'a> {
    pub dossier: &'a Dossier,
    pub spec: &'a RunSpec,
    pub plan: &'a Plan,
    pub members: &'a Members,
    pub prices: &'a PriceBook,
    pub tariffs: &'a TariffBook,
    pub states: &'a [ClaimState],
    pub assignment: &'a Assignment,
}

/// Selects the claims of the run, or refuses it: `held_claims` first, then `tariff_provisional` and
/// `claim_without_rule`.
pub fn select(look: &Look<'_>) -> Result<Selection, Refusal> {
    let candidates = candidates(look)?;
    let gathered = Gathered::new(look, &candidates)?;
    let (selection, without_rule) = without_held(look, &candidates, gathered)?;
    refuse_what_cannot_run(look, &selection, without_rule)?;
    Ok(selection)
}

/// The claims that the run holds, in the order of their ids, whatever else it would be refused for.
pub fn held(look: &Look<'_>) -> Result<Vec<Held>, Overflow> {
    let candidates = candidates(look)?;
    let gathered = Gathered::new(look, &candidates)?;
    Ok(without_held(look, &candidates, gathered)?.0.held)
}

/// Claims that are looked at together. Each is looked at by itself, so that no result depends on how many.
pub const CLAIMS_AT_ONCE: usize = 1 << 14;

/// A claim that is in the run unless something is missing.
pub struct Candidate {
    pub claim: ClaimIx,
    pub worth: Worth,
    /// Position in the model's rules of the one that applies, if one does.
    pub entry: Option<usize>,
}

fn candidates(look: &Look<'_>) -> Result<Vec<Candidate>, Overflow> {
    let claims = &look.dossier.claims;
    let of = |at: usize| {
        let claim = ClaimIx::of(at);
        let worth = worth(claims, claim, &look.states[at], look.spec, look.tariffs)?;
        Ok(worth.map(|worth| Candidate { claim, worth, entry: look.plan.entry_of(claims, claim) }))
    };
    (0..claims.id.len()).into_par_iter().filter_map(|at| of(at).transpose()).collect()
}

/// The run without the claims for which something is missing; and of those that no rule matches the one with the
/// smallest id.
fn without_held(
    look: &Look<'_>,
    candidates: &[Candidate],
    gathered: Gathered,
) -> Result<(Selection, Option<ClaimIx>), Overflow> {
    let dossier = look.dossier;
    let Gathered { starts, deliveries, participant, values, lacks } = gathered;
    let tables = look.plan.tables.len();
    let claims = Vec::with_capacity(candidates.len());
    let mut selection =
        Selection { claims, deliveries, participant, values, starts: vec![0], tables, ..Selection::default() };
    selection.starts.reserve(candidates.len());
    let mut without_rule = None;
    let mut kept = 0;
    for (at, Candidate { claim, worth, entry }) in candidates.iter().enumerate() {
        let rows = starts[at]..starts[at + 1];
        let amount = match worth {
            Worth::ByTariff { amount, .. } | Worth::ByEvent(amount) => *amount,
            Worth::NoTariff => Cents::ZERO,
        };
        if lacks[at] || *worth == Worth::NoTariff {
            for row in rows.clone() {
                selection.held_value.add(selection.value(row, TableIx::SHADOW))?;
            }
            selection.held.push(Missing::of(look, &candidates[at], &selection.deliveries[rows]).into_held(*claim));
            continue;
        }
        if entry.is_none() {
            without_rule = first_by_id(dossier, without_rule, Some(*claim));
        }
        if kept != rows.start {
            selection.deliveries.copy_within(rows.clone(), kept);
            selection.participant.copy_within(rows.clone(), kept);
            selection.values.copy_within(rows.start * tables..rows.end * tables, kept * tables);
        }
        kept += rows.len();
        let entry = entry.unwrap_or(usize::MAX);
        selection.claims.push(RunClaim { claim: *claim, worth: *worth, amount, entry });
        selection.starts.push(kept);
    }
    selection.deliveries.truncate(kept);
    selection.participant.truncate(kept);
    selection.values.truncate(kept * tables);
    selection.held.sort_by(|a, b| dossier.claims.id.get(a.claim.at()).cmp(dossier.claims.id.get(b.claim.at())));
    Ok((selection, without_rule))
}

/// The one with the smallest id, so that a sentence does not depend on the order of rows.
fn first_by_id(dossier: &Dossier, one: Option<ClaimIx>, other: Option<ClaimIx>) -> Option<ClaimIx> {
    one.into_iter().chain(other).min_by_key(|claim| dossier.claims.id.get(claim.at()))
}

fn refuse_what_cannot_run(
    look: &Look<'_>,
    selection: &Selection,
    without_rule: Option<ClaimIx>,
) -> Result<(), Refusal> {
    let id = |claim: ClaimIx| look.dossier.claims.id.get(claim.at());
    if look.spec.kind == RunKind::Settlement {
        if let Some(held) = selection.held.first() {
            let first = id(held.claim);
            let (which_nl, which_en) = match selection.held.len() {
                1 => (
                    format!("Declaratie {first} kan niet worden verdeeld"),
                    format!("Claim {first} cannot be distributed"),
                ),
                count => (
                    format!("{count} declaraties kunnen niet worden verdeeld, bijvoorbeeld {first}"),
                    format!("{count} claims cannot be distributed, for instance {first}"),
                ),
            };
            let mut refusal = Refusal::new(
                ProblemCode::HeldClaims,
                format!("{which_nl}: {}. Een eindafrekening laat niets liggen.", held.detail_nl),
                format!("{which_en}: {}. A settlement leaves nothing behind.", held.detail),
            );
            let shown = selection.held.iter().take(Problems::SHOWN);
            refusal.problems = shown.map(|held| held_problem(id(held.claim), held)).collect();
            return Err(refusal);
        }
        let provisional = selection
            .claims
            .iter()
            .filter(|claim| matches!(claim.worth, Worth::ByTariff { tariff, .. } if tariff.provisional));
        if let Some(first) = provisional.clone().map(|claim| id(claim.claim)).min() {
            let (which_nl, which_en) = match provisional.count() {
                1 => (
                    format!("Declaratie {first} rust op een voorlopig tarief"),
                    format!("Claim {first} rests on a provisional tariff"),
                ),
                count => (
                    format!("{count} declaraties rusten op een voorlopig tarief, bijvoorbeeld {first}"),
                    format!("{count} claims rest on a provisional tariff, for instance {first}"),
                ),
            };
            return Err(Refusal::new(
                ProblemCode::TariffProvisional,
                format!("{which_nl}; een eindafrekening rekent met afgesproken tarieven."),
                format!("{which_en}; a settlement uses agreed tariffs."),
            ));
        }
    }
    match without_rule {
        None => Ok(()),
        Some(claim) => Err(Refusal::new(
            ProblemCode::ClaimWithoutRule,
            format!("Geen regel van het model past op declaratie {}.", id(claim)),
            format!("No rule of the model matches claim {}.", id(claim)),
        )),
    }
}

/// What a claim lacks.
#[derive(Default)]
struct Missing {
    code: Option<ProblemCode>,
    /// What is missing, in English and Dutch; sorted.
    details: Vec<(String, String)>,
}

impl Missing {
    /// What a claim with these deliveries lacks: a tariff, or prices.
    fn of(look: &Look<'_>, candidate: &Candidate, deliveries: &[DeliveryIx]) -> Missing {
        let mut missing = Missing::default();
        if candidate.worth == Worth::NoTariff {
            missing.tariff(look.dossier, candidate.claim);
        }
        let rows = &look.dossier.deliveries;
        for delivery in deliveries {
            let at = delivery.at();
            let participant = look.members.successor(rows.participant[at]);
            let needed = look.plan.needs(candidate.entry).iter().enumerate().filter(|(_, needed)| **needed);
            for table in needed.map(|(table, _)| TableIx::of(table)) {
                if look.prices.price(table, rows.activity[at], participant, rows.date[at]).is_none() {
                    missing.price(look, *delivery, participant, table);
                }
            }
        }
        missing
    }

    fn into_held(self, claim: ClaimIx) -> Held {
        let (en, nl): (Vec<String>, Vec<String>) = self.details.into_iter().unzip();
        let code = self.code.unwrap_or(ProblemCode::PriceMissing);
        Held { claim, code, detail: en.join("; "), detail_nl: nl.join("; ") }
    }

    fn tariff(&mut self, dossier: &Dossier, claim: ClaimIx) {
        let (claims, at) = (&dossier.claims, claim.at());
        let severity = &dossier.reference.severities[claims.severity[at].at()];
        self.code = Some(ProblemCode::TariffMissing);
        let what = format!(
            "{} {}{}{} {}",
            dossier.reference.insurer_code(claims.insurer[at]),
            dossier.reference.performance_code(claims.performance[at]),
            if severity.is_empty() { "" } else { " " },
            severity,
            claims.date[at]
        );
        self.details.push((format!("integral tariff {what}"), format!("integraal tarief {what}")));
    }

    fn price(&mut self, look: &Look<'_>, delivery: DeliveryIx, participant: ParticipantIx, table: TableIx) {
        let (rows, at) = (&look.dossier.deliveries, delivery.at());
        self.code.get_or_insert(ProblemCode::PriceMissing);
        let (table, activity) = (look.plan.tables[table.at()].as_str(), rows.activity[at]);
        let (activity, who) =
            (look.dossier.reference.activity_code(activity), look.dossier.reference.participant_code(participant));
        let day = rows.date[at];
        let dutch = if table == "shadow" { "schaduwtarief" } else { table };
        let detail = (format!("price {table} {activity} {who} {day}"), format!("prijs {dutch} {activity} {who} {day}"));
        if let Err(place) = self.details.binary_search(&detail) {
            self.details.insert(place, detail);
        }
    }
}

/// A held claim as a problem: of claims.csv, by its id.
fn held_problem(id: &str, held: &Held) -> Problem {
    Problem {
        code: held.code,
        file: "claims.csv".to_owned(),
        line: 0,
        column: "claim_id".to_owned(),
        value: id.to_owned(),
        message_nl: format!("Declaratie {id} wacht op: {}.", held.detail_nl),
        message_en: format!("Claim {id} is held for want of: {}.", held.detail),
    }
}
