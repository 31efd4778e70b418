//! The explanation as a participant may see it (spec 4): its own weight, share and amount at every step, and nothing
//! from which another's follow.
//!
//! Left out are: what was divided and all weights together (from which, with one's own, those of the others follow where
//! they are few), exact fractions and the order of rounding cents, the worth of claims, how many amounts a pool held,
//! units of shifts beyond one's own, the sums of a discipline, and the deliveries of others that count as one's own
//! because care shifted (their value is there, as one sum: one's own charge tells as much).
//!
//! A weight and a share of 4 decimals give the total to about a part in ten thousand. That is the agreed measure.

mod claims;

use self::claims::{OwnClaim, OwnStep, claim_is_own};
use crate::calc::explain::{
    AccountLine, AdjustmentLine, DivisionLine, Explanation, GuaranteeLine, Part, PoolLine, ShiftLine, UnitLine,
    WeightUnit,
};
use crate::calc::members::Members;
use crate::domain::date::Date;
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::money::{Cents, Overflow};
use crate::domain::run::RunSpec;
use crate::report::receipt::Head;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// An explanation for the participant that it is about.
#[derive(Serialize, ToSchema)]
pub struct OwnExplanation<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    participant: &'a str,
    name: &'a str,
    discipline: &'a str,
    account: &'a [AccountLine],
    entitlement: Cents,
    paid_share: &'a str,
    advances: Cents,
    due: Cents,
    mono_baseline: Cents,
    carried_forward: Cents,
    from_claims: Cents,
    from_pools: Cents,
    from_adjustments: Cents,
    claims: Vec<OwnClaim<'a>>,
    pools: Vec<OwnPool<'a>>,
    adjustments: Vec<OwnAdjustment<'a>>,
    shifts: Vec<OwnShift<'a>>,
    guarantee: Option<OwnGuarantee<'a>>,
    funds: Vec<OwnDivision<'a>>,
    reserve: Vec<OwnDivision<'a>>,
}

/// A part of a division.
#[derive(Serialize, ToSchema)]
struct OwnPart<'a> {
    weight: &'a str,
    unit: WeightUnit,
    /// weight / all weights, cut to 4 decimals.
    share: String,
    amount: Cents,
}

#[derive(Serialize, ToSchema)]
struct OwnPool<'a> {
    path: &'a str,
    article: Option<&'a str>,
    table: Option<&'a str>,
    discipline: &'a str,
    performance: &'a str,
    insurer: &'a str,
    widened: bool,
    part: OwnPart<'a>,
}

#[derive(Serialize, ToSchema)]
struct OwnAdjustment<'a> {
    adjustment_id: &'a str,
    date: Date,
    kind: &'a str,
    article: Option<&'a str>,
    steps: Vec<OwnStep<'a>>,
    pools: Vec<OwnPool<'a>>,
    received: Cents,
}

#[derive(Serialize, ToSchema)]
struct OwnShift<'a> {
    name: &'a str,
    article: Option<&'a str>,
    own: &'a [UnitLine],
    compensation: Cents,
    credit: Cents,
    charge: Cents,
    balance: Cents,
    balance_part: Option<OwnPart<'a>>,
}

#[derive(Serialize, ToSchema)]
struct OwnGuarantee<'a> {
    article: Option<&'a str>,
    baseline_kind: &'static str,
    baseline: Cents,
    floor_percentage: &'a str,
    floor: Cents,
    cap_percentage: Option<&'a str>,
    cap: Option<Cents>,
    allocated: Cents,
    other_income: Cents,
    tested: Cents,
    excess: Cents,
    short: Cents,
    gain: Cents,
    haircut: &'a str,
    back: Cents,
    levy: Cents,
    top_up: Cents,
    uncovered: Cents,
    repaid: Cents,
    /// Tested for the discipline as a whole, of which the sums are not told.
    by_discipline: bool,
    divisions: Vec<OwnDivision<'a>>,
}

#[derive(Serialize, ToSchema)]
struct OwnDivision<'a> {
    name: &'a str,
    part: OwnPart<'a>,
}

impl<'a> OwnExplanation<'a> {
    /// Of the full explanation of a run of `dossier` under `model`.
    pub fn new(
        dossier: &'a Dossier,
        model: &'a Model,
        spec: &RunSpec,
        full: &'a Explanation,
    ) -> Result<OwnExplanation<'a>, Overflow> {
        let own_deliveries = deliveries_of(dossier, spec.year, &full.participant);
        let code = full.participant.as_str();
        let claims = full.claims.iter().filter(|claim| claim_is_own(claim, &own_deliveries));
        Ok(OwnExplanation {
            head: Head::new(dossier, model, spec),
            participant: code,
            name: &full.name,
            discipline: &full.discipline,
            account: &full.account,
            entitlement: full.entitlement,
            paid_share: &full.paid_share,
            advances: full.advances,
            due: full.due,
            mono_baseline: full.mono_baseline,
            carried_forward: full.carried_forward,
            from_claims: full.from_claims,
            from_pools: full.from_pools,
            from_adjustments: full.from_adjustments,
            claims: claims.map(|claim| OwnClaim::of(claim, code, &own_deliveries)).collect::<Result<_, _>>()?,
            pools: full.pools.iter().map(OwnPool::of).collect(),
            adjustments: full.adjustments.iter().filter_map(|line| OwnAdjustment::of(line, code)).collect(),
            shifts: full.shifts.iter().map(OwnShift::of).collect(),
            guarantee: full.guarantee.as_ref().map(|line| OwnGuarantee::of(line, code)),
            funds: full.funds.iter().filter_map(|line| OwnDivision::of(line, code)).collect(),
            reserve: full.reserve.iter().filter_map(|line| OwnDivision::of(line, code)).collect(),
        })
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        crate::report::result::json(self)
    }
}

/// Ids of what a participant delivered, mergers followed.
fn deliveries_of<'a>(dossier: &'a Dossier, year: i32, participant: &str) -> BTreeSet<&'a str> {
    let (members, rows) = (Members::of_year(&dossier.reference, year), &dossier.deliveries);
    let Some(who) = dossier.reference.find_participant(participant) else { return BTreeSet::new() };
    let own = (0..rows.id.len()).filter(|at| members.successor(rows.participant[*at]) == who);
    own.map(|at| rows.id.get(at)).collect()
}

/// weight / total of a fraction in lowest terms, cut to 4 decimals.
fn share_text(fraction: &str) -> String {
    let of = |text: &str| text.parse::<i128>().ok();
    let parts = fraction.split_once('/').and_then(|(weight, total)| Some((of(weight)?, of(total)?)));
    let Some((weight, total)) = parts.filter(|(_, total)| *total > 0) else { return "0.0000".to_owned() };
    // Of weights that are sums of cents: far from the end of 128 bits.
    let tenths_of_thousands = weight.saturating_mul(10_000) / total;
    format!("{}.{:04}", tenths_of_thousands / 10_000, tenths_of_thousands % 10_000)
}

impl<'a> OwnPart<'a> {
    fn of(part: &'a Part) -> OwnPart<'a> {
        OwnPart { weight: &part.weight, unit: part.unit, share: share_text(&part.fraction), amount: part.result }
    }

    /// `None` for parts of a discipline or of a blend.
    fn of_own(part: &'a Part, code: &str) -> Option<OwnPart<'a>> {
        (part.key == code).then(|| OwnPart::of(part))
    }
}

impl<'a> OwnPool<'a> {
    fn of(pool: &'a PoolLine) -> OwnPool<'a> {
        OwnPool {
            path: &pool.path,
            article: pool.article.as_deref(),
            table: pool.table.as_deref(),
            discipline: &pool.discipline,
            performance: &pool.performance,
            insurer: &pool.insurer,
            widened: pool.widened,
            part: OwnPart::of(&pool.part),
        }
    }
}

impl<'a> OwnAdjustment<'a> {
    /// `None` where the participant has no part in it.
    fn of(line: &'a AdjustmentLine, code: &str) -> Option<OwnAdjustment<'a>> {
        let steps: Vec<OwnStep<'a>> = line.steps.iter().filter_map(|step| OwnStep::of(step, code)).collect();
        let pools: Vec<OwnPool<'a>> = line.pools.iter().map(OwnPool::of).collect();
        (!steps.is_empty() || !pools.is_empty()).then_some(OwnAdjustment {
            adjustment_id: &line.adjustment_id,
            date: line.date,
            kind: &line.kind,
            article: line.article.as_deref(),
            steps,
            pools,
            received: line.received,
        })
    }
}

impl<'a> OwnShift<'a> {
    fn of(shift: &'a ShiftLine) -> OwnShift<'a> {
        OwnShift {
            name: &shift.name,
            article: shift.article.as_deref(),
            own: &shift.own,
            compensation: shift.compensation,
            credit: shift.credit,
            charge: shift.charge,
            balance: shift.balance,
            balance_part: shift.balance_part.as_ref().map(OwnPart::of),
        }
    }
}

impl<'a> OwnGuarantee<'a> {
    fn of(line: &'a GuaranteeLine, code: &str) -> OwnGuarantee<'a> {
        OwnGuarantee {
            article: line.article.as_deref(),
            baseline_kind: line.baseline_kind,
            baseline: line.baseline,
            floor_percentage: &line.floor_percentage,
            floor: line.floor,
            cap_percentage: line.cap_percentage.as_deref(),
            cap: line.cap,
            allocated: line.allocated,
            other_income: line.other_income,
            tested: line.tested,
            excess: line.excess,
            short: line.short,
            gain: line.gain,
            haircut: &line.haircut,
            back: line.back,
            levy: line.levy,
            top_up: line.top_up,
            uncovered: line.uncovered,
            repaid: line.repaid,
            by_discipline: line.discipline.is_some(),
            divisions: line.divisions.iter().filter_map(|division| OwnDivision::of(division, code)).collect(),
        }
    }
}

impl<'a> OwnDivision<'a> {
    fn of(line: &'a DivisionLine, code: &str) -> Option<OwnDivision<'a>> {
        Some(OwnDivision { name: &line.name, part: OwnPart::of_own(&line.part, code)? })
    }
}
