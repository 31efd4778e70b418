//! The result document of spec 2.10: the same from the command line and the service, byte for byte.

use crate::calc::outcome::{Outcome, ParticipantOutcome, Totals};
use crate::calc::shifts::ShiftOutcome;
use crate::calc::warning::Warning;
use crate::domain::decimal::{Quantity, scaled_text};
use crate::domain::dossier::Dossier;
use crate::domain::index::{DisciplineIx, ParticipantIx};
use crate::domain::model::Model;
use crate::domain::money::Cents;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::report::receipt::Receipt;
use serde::Serialize;
use utoipa::ToSchema;

/// A result with its receipt. Field names and order are those of spec 2.10.
#[derive(Serialize, ToSchema)]
pub struct ResultDocument<'a> {
    #[serde(flatten)]
    receipt: Receipt<'a>,
    totals: TotalsLine,
    top_slices: Vec<SliceLine<'a>>,
    guarantee: GuaranteeLine,
    participants: Vec<ParticipantLine<'a>>,
    payees: Vec<PayeeLine<'a>>,
    shifts: Vec<ShiftLine<'a>>,
    performances: Vec<PerformanceLine<'a>>,
    insurers: Vec<InsurerLine<'a>>,
    flows: Vec<FlowLine<'a>>,
    awaiting_claim: AwaitingLine,
    held: Vec<HeldLine<'a>>,
    warnings: Vec<WarningLine<'a>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultTotals)]
pub(super) struct TotalsLine {
    claimed: Cents,
    over_ceiling: Cents,
    revenue: Cents,
    adjustments: Cents,
    insurer_support: Cents,
    top_slices: Cents,
    funds_held: Cents,
    entitlements: Cents,
    reserve_opening: Cents,
    reserve_change: Cents,
    unallocated: Cents,
    mono_baseline: Cents,
    held: Cents,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultSlice)]
pub(super) struct SliceLine<'a> {
    name: &'a str,
    to: &'a str,
    amount: Cents,
    short: Cents,
}

#[derive(Default, Serialize, ToSchema)]
#[schema(as = ResultGuarantee)]
struct GuaranteeLine {
    need: Cents,
    corridor: Cents,
    reserve: Cents,
    gainers: Cents,
    insurer: Cents,
    uncovered: Cents,
}

/// A participant's row; the names of spec 2.10.
#[derive(Serialize, ToSchema)]
#[schema(as = ResultParticipant)]
pub(super) struct ParticipantLine<'a> {
    participant: &'a str,
    discipline: &'a str,
    allocated: Cents,
    shift_credit: Cents,
    shift_charge: Cents,
    shift_balance: Cents,
    cap_excess: Cents,
    cap_back: Cents,
    levy: Cents,
    top_up: Cents,
    repaid: Cents,
    funds: Cents,
    reserve_levy: Cents,
    entitlement: Cents,
    mono_baseline: Cents,
    guarantee_baseline: Cents,
    floor: Cents,
    carried_forward: Cents,
    advances: Cents,
    due: Cents,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultPayee)]
struct PayeeLine<'a> {
    payee: &'a str,
    due: Cents,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultShift)]
pub(super) struct ShiftLine<'a> {
    name: &'a str,
    units: String,
    shifted_units: String,
    episodes: i64,
    credits: Cents,
    charges: Cents,
    balance: Cents,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultPerformance)]
pub(super) struct PerformanceLine<'a> {
    performance: &'a str,
    claims: u64,
    quantity: String,
    revenue: Cents,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultInsurer)]
pub(super) struct InsurerLine<'a> {
    insurer: &'a str,
    claimed: Cents,
    over_ceiling: Cents,
    revenue: Cents,
    support: Cents,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultFlow)]
struct FlowLine<'a> {
    insurer: &'a str,
    performance: &'a str,
    participant: &'a str,
    amount: Cents,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultAwaiting)]
struct AwaitingLine {
    deliveries: u64,
    mono_value: Cents,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultHeld)]
struct HeldLine<'a> {
    claim_id: &'a str,
    code: ProblemCode,
    detail: &'a str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ResultWarning)]
struct WarningLine<'a> {
    code: ProblemCode,
    about: &'a str,
    message_nl: &'a str,
    message_en: &'a str,
}

impl<'a> ResultDocument<'a> {
    /// `input_sha256` is [`crate::calc::receipt::input_sha256`] of the dossier.
    pub fn new(
        dossier: &'a Dossier,
        model: &'a Model,
        outcome: &'a Outcome,
        input_sha256: &'a str,
    ) -> Result<ResultDocument<'a>, Refusal> {
        let reference = &dossier.reference;
        Ok(ResultDocument {
            receipt: Receipt::new(dossier, model, &outcome.spec, input_sha256),
            totals: TotalsLine::from(&outcome.totals),
            top_slices: SliceLine::all(model, outcome),
            guarantee: outcome.guarantee.as_ref().map_or_else(GuaranteeLine::default, |guarantee| GuaranteeLine {
                need: guarantee.need,
                corridor: guarantee.corridor,
                reserve: guarantee.reserve,
                gainers: guarantee.gainers,
                insurer: guarantee.insurer,
                uncovered: guarantee.uncovered,
            }),
            participants: participants(dossier, outcome),
            payees: outcome.payees.iter().map(|(payee, due)| PayeeLine { payee, due: *due }).collect(),
            shifts: model
                .shifts
                .iter()
                .zip(&outcome.shifts)
                .map(|(shift, settled)| ShiftLine::of(&shift.name, settled))
                .collect::<Result<_, Refusal>>()?,
            performances: PerformanceLine::all(dossier, outcome),
            insurers: InsurerLine::all(outcome),
            flows: outcome
                .flows
                .iter()
                .map(|flow| {
                    let [insurer, performance, participant] = flow.codes(reference);
                    FlowLine { insurer, performance, participant, amount: flow.amount }
                })
                .collect(),
            awaiting_claim: AwaitingLine {
                deliveries: outcome.awaiting.deliveries,
                mono_value: outcome.awaiting.mono_value,
            },
            held: outcome
                .held
                .iter()
                .map(|held| HeldLine {
                    claim_id: dossier.claims.id.get(held.claim.at()),
                    code: held.code,
                    detail: &held.detail,
                })
                .collect(),
            warnings: outcome.warnings.iter().map(warning_line).collect(),
        })
    }

    /// The document as JSON, two spaces deep, with a newline at the end.
    pub fn to_json(&self) -> String {
        json(self)
    }
}

/// Any of our documents as JSON. Serialising plain structs of texts cannot fail.
pub fn json(document: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

impl From<&Totals> for TotalsLine {
    fn from(totals: &Totals) -> TotalsLine {
        TotalsLine {
            claimed: totals.claimed,
            over_ceiling: totals.over_ceiling,
            revenue: totals.revenue,
            adjustments: totals.adjustments,
            insurer_support: totals.insurer_support,
            top_slices: totals.top_slices,
            funds_held: totals.funds_held,
            entitlements: totals.entitlements,
            reserve_opening: totals.reserve_opening,
            reserve_change: totals.reserve_change,
            unallocated: totals.unallocated,
            mono_baseline: totals.mono_baseline,
            held: totals.held,
        }
    }
}

fn participants<'a>(dossier: &'a Dossier, outcome: &'a Outcome) -> Vec<ParticipantLine<'a>> {
    outcome.participants.iter().map(|row| ParticipantLine::of(dossier, row)).collect()
}

impl<'a> ParticipantLine<'a> {
    pub fn of(
        dossier: &'a Dossier,
        (who, discipline, row): &(ParticipantIx, DisciplineIx, ParticipantOutcome),
    ) -> ParticipantLine<'a> {
        ParticipantLine {
            participant: dossier.reference.participant_code(*who),
            discipline: dossier.reference.discipline_code(*discipline),
            allocated: row.allocated,
            shift_credit: row.shift_credit,
            shift_charge: row.shift_charge,
            shift_balance: row.shift_balance,
            cap_excess: row.cap_excess,
            cap_back: row.cap_back,
            levy: row.levy,
            top_up: row.top_up,
            repaid: row.repaid,
            funds: row.funds,
            reserve_levy: row.reserve_levy,
            entitlement: row.entitlement,
            mono_baseline: row.mono_baseline,
            guarantee_baseline: row.guarantee_baseline,
            floor: row.floor,
            carried_forward: row.carried_forward,
            advances: row.advances,
            due: row.due,
        }
    }
}

impl<'a> ShiftLine<'a> {
    pub fn of(name: &'a str, settled: &ShiftOutcome) -> Result<ShiftLine<'a>, Refusal> {
        let volume = &settled.volume;
        let credits = Cents::sum(settled.credits.iter().copied())?;
        let charges = Cents::sum(settled.charges.iter().copied())?;
        Ok(ShiftLine {
            name,
            units: scaled_text(volume.units, Quantity::PLACES),
            shifted_units: scaled_text(volume.shifted_units()?, Quantity::PLACES),
            episodes: volume.episodes,
            credits,
            charges,
            balance: settled.balance,
        })
    }
}

impl<'a> SliceLine<'a> {
    pub fn all(model: &'a Model, outcome: &Outcome) -> Vec<SliceLine<'a>> {
        let slices = model.top_slices.iter().zip(&outcome.top_slices);
        slices
            .map(|(slice, took)| SliceLine {
                name: &slice.name,
                to: slice.to.as_str(),
                amount: took.amount,
                short: took.short,
            })
            .collect()
    }
}

impl<'a> PerformanceLine<'a> {
    pub fn all(dossier: &'a Dossier, outcome: &Outcome) -> Vec<PerformanceLine<'a>> {
        let rows = outcome.performances.iter();
        rows.map(|row| PerformanceLine {
            performance: dossier.reference.performance_code(row.performance),
            claims: row.claims,
            quantity: row.quantity.to_string(),
            revenue: row.revenue,
        })
        .collect()
    }
}

impl<'a> InsurerLine<'a> {
    pub fn all(outcome: &'a Outcome) -> Vec<InsurerLine<'a>> {
        let rows = outcome.insurers.iter();
        rows.map(|row| InsurerLine {
            insurer: &row.code,
            claimed: row.claimed,
            over_ceiling: row.over_ceiling,
            revenue: row.revenue,
            support: row.support,
        })
        .collect()
    }
}

fn warning_line(warning: &Warning) -> WarningLine<'_> {
    WarningLine {
        code: warning.code,
        about: &warning.about,
        message_nl: &warning.message_nl,
        message_en: &warning.message_en,
    }
}
