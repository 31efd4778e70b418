//! The explanation of one participant's amount: the way from what is due down to each claim, made of the steps of the
//! run itself. Its sums equal the result; an explanation whose sums do not is withheld.

mod claims;
mod guarantee;
mod part;
mod recorder;
mod settlement;

pub use claims::{ClaimLine, DeliveryLine, ShareLine, TakenLine};
pub use guarantee::{DisciplineTest, GuaranteeLine};
pub use part::{Part, RoundingCent, WeightUnit, decimal_text, part_of, price_text};
pub use recorder::About;
pub use settlement::{AdjustmentLine, DivisionLine, PoolLine, ShiftLine, UnitLine};

use super::outcome::{Outcome, ParticipantOutcome};
use super::prices::PriceBook;
use super::run::run;
use crate::domain::decimal::Rate;
use crate::domain::dossier::Dossier;
use crate::domain::index::ParticipantIx;
use crate::domain::model::Model;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::run::{RunKind, RunSpec};
use serde::Serialize;

/// One step from what the rules gave to what is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct AccountLine {
    /// Field name of spec 2.10.
    pub field: &'static str,
    /// As it counts: what is taken is negative.
    pub amount: Cents,
    pub article: Option<String>,
}

/// Everything about one participant's amount.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Explanation {
    pub participant: String,
    pub name: String,
    pub discipline: String,
    /// From `allocated` to `entitlement`.
    pub account: Vec<AccountLine>,
    pub entitlement: Cents,
    /// Percentage of a positive entitlement that an interim run pays; 100 in a settlement.
    pub paid_share: String,
    pub advances: Cents,
    pub due: Cents,
    pub mono_baseline: Cents,
    pub carried_forward: Cents,
    /// Parts of `allocated`.
    pub from_claims: Cents,
    pub from_pools: Cents,
    pub from_adjustments: Cents,
    pub claims: Vec<ClaimLine>,
    pub pools: Vec<PoolLine>,
    pub adjustments: Vec<AdjustmentLine>,
    pub shifts: Vec<ShiftLine>,
    pub guarantee: Option<GuaranteeLine>,
    pub funds: Vec<DivisionLine>,
    pub reserve: Vec<DivisionLine>,
}

/// What explanations are built from.
pub(super) struct Ground<'a> {
    pub dossier: &'a Dossier,
    pub model: &'a Model,
    pub prices: &'a PriceBook,
    pub outcome: &'a Outcome,
    pub about: &'a About,
    pub row: &'a ParticipantOutcome,
}

/// Computes the run and explains the amount of one participant in the same pass. Refuses `unknown_participant`, also for
/// one that has merged into another by that year.
pub fn explain(
    dossier: &Dossier,
    model: &Model,
    spec: &RunSpec,
    participant: &str,
) -> Result<(Outcome, Explanation), Refusal> {
    let unknown = || {
        Refusal::new(
            ProblemCode::UnknownParticipant,
            format!("Deelnemer {participant} doet in dit jaar niet (meer) onder die code mee."),
            format!("Participant {participant} does not take part under that code in this year."),
        )
    };
    let who: ParticipantIx = dossier.reference.find_participant(participant).ok_or_else(unknown)?;
    let mut about = About::new(who);
    let outcome = run(dossier, model, spec, &mut about)?;
    about.finish();
    let row = outcome.participant(who).ok_or_else(unknown)?;
    let prices = &PriceBook::new(&dossier.reference, model);
    let explanation = Explanation::build(&Ground { dossier, model, prices, outcome: &outcome, about: &about, row })?;
    Ok((outcome, explanation))
}

impl Explanation {
    fn build(ground: &Ground<'_>) -> Result<Explanation, Refusal> {
        let (row, reference) = (ground.row, &ground.dossier.reference);
        let participant = &reference.participants[ground.about.who().at()];
        let mut explanation = Explanation {
            participant: participant.code.clone(),
            name: participant.name.clone(),
            discipline: reference.discipline_code(participant.discipline).to_owned(),
            account: account(ground)?,
            entitlement: row.entitlement,
            paid_share: match ground.outcome.spec.kind {
                RunKind::Settlement => Rate::HUNDRED.to_string(),
                RunKind::Interim => ground.model.interim_share.to_string(),
            },
            advances: row.advances,
            due: row.due,
            mono_baseline: row.mono_baseline,
            carried_forward: row.carried_forward,
            from_claims: Cents::ZERO,
            from_pools: Cents::ZERO,
            from_adjustments: Cents::ZERO,
            claims: claims::lines(ground)?,
            pools: settlement::pools(ground),
            adjustments: settlement::adjustments(ground)?,
            shifts: settlement::shifts(ground)?,
            guarantee: guarantee::line(ground)?,
            funds: settlement::funds(ground),
            reserve: settlement::reserve(ground),
        };
        explanation.from_claims = Cents::sum(explanation.claims.iter().map(|line| line.received))?;
        explanation.from_pools = Cents::sum(explanation.pools.iter().map(|line| line.part.result))?;
        explanation.from_adjustments = Cents::sum(explanation.adjustments.iter().map(|line| line.received))?;
        explanation.check(row)?;
        Ok(explanation)
    }

    /// The sums of an explanation are those of the result, or it is a fault of ours.
    fn check(&self, row: &ParticipantOutcome) -> Result<(), Refusal> {
        let allocated = Cents::sum([self.from_claims, self.from_pools, self.from_adjustments])?;
        let account = Cents::sum(self.account.iter().map(|line| line.amount))?;
        if allocated == row.allocated && account == row.entitlement {
            return Ok(());
        }
        Err(Refusal::new(
            ProblemCode::ExplanationViolated,
            "De uitleg telt niet op tot het resultaat en wordt niet gegeven. Meld dit als fout.",
            "The explanation does not add up to the result and is withheld. Please report this as a fault.",
        ))
    }
}

fn account(ground: &Ground<'_>) -> Result<Vec<AccountLine>, Overflow> {
    let (row, model) = (ground.row, ground.model);
    let guarantee = model.guarantee.as_ref().and_then(|terms| terms.article.clone());
    let reserve = model.reserve.article.clone();
    let shift = model.shifts.iter().find_map(|shift| shift.article.clone());
    let lines = [
        ("allocated", row.allocated, None),
        ("shift_credit", row.shift_credit, shift.clone()),
        ("shift_charge", row.shift_charge.negated()?, shift.clone()),
        ("shift_balance", row.shift_balance, shift),
        ("cap_excess", row.cap_excess.negated()?, guarantee.clone()),
        ("cap_back", row.cap_back, guarantee.clone()),
        ("levy", row.levy.negated()?, guarantee.clone()),
        ("top_up", row.top_up, guarantee.clone()),
        ("repaid", row.repaid, guarantee),
        ("funds", row.funds, None),
        ("reserve_levy", row.reserve_levy.negated()?, reserve),
    ];
    let kept = lines.into_iter().filter(|(field, amount, _)| *field == "allocated" || !amount.is_zero());
    Ok(kept.map(|(field, amount, article)| AccountLine { field, amount, article }).collect())
}
