//! The specification (specificatie) of one participant in a run: what it gets per performance and month, what it
//! delivered, every step from there to what is due, and what is disputed, held or awaiting.
//!
//! There is nothing of others in it. It is made of the run's own explanation, so that its lines add up to the result.

mod lines;
mod sheet;

pub use lines::{AmountLine, DeliveredLine, HeldLine, Objection, OpenDelivery};

use super::correction::CorrectedLine;
use super::receipt::Head;
use crate::calc::explain::{AccountLine, Explanation};
use crate::calc::outcome::Outcome;
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::domain::model::Model;
use crate::domain::money::Cents;
use crate::domain::problem::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

/// A statement. Amounts in euro, quantities with at most 4 decimals.
#[derive(Serialize, ToSchema)]
pub struct Statement<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    participant: &'a str,
    name: &'a str,
    discipline: &'a str,
    /// Whoever is paid for it.
    payee: &'a str,
    /// Per performance and month; they add up to the `allocated` of the account.
    pub amounts: Vec<AmountLine<'a>>,
    /// Per activity, of claims in the run.
    pub delivered: Vec<DeliveredLine<'a>>,
    /// From `allocated` to `entitlement`; what is taken is negative.
    pub account: &'a [AccountLine],
    entitlement: Cents,
    /// Percentage of a positive entitlement that an interim run pays; 100 in a settlement.
    paid_share: &'a str,
    advances: Cents,
    due: Cents,
    mono_baseline: Cents,
    carried_forward: Cents,
    /// Of the correction of a settled year: what was settled before, and the difference, which is what is due now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<&'a CorrectedLine>,
    /// Open ones, as given.
    objections: &'a [Objection],
    /// Own deliveries of claims that are held.
    pub held: Vec<HeldLine<'a>>,
    /// Own deliveries without a claim.
    pub awaiting: Vec<OpenDelivery<'a>>,
    /// Own deliveries with a claim that is not in the run: of another period, or without the answer that the basis asks.
    pub outside: u64,
}

impl<'a> Statement<'a> {
    /// The statement of the participant that `explanation` is about, of the run of `outcome`.
    pub fn new(
        dossier: &'a Dossier,
        model: &'a Model,
        outcome: &Outcome,
        explanation: &'a Explanation,
        objections: &'a [Objection],
    ) -> Result<Statement<'a>, Refusal> {
        let reference = &dossier.reference;
        let who = reference.find_participant(&explanation.participant);
        let payee = who.and_then(|who| reference.participants[who.at()].payee);
        let open = lines::Own::of(dossier, model, outcome, &explanation.participant)?;
        Ok(Statement {
            head: Head::new(dossier, model, &outcome.spec),
            participant: &explanation.participant,
            name: &explanation.name,
            discipline: &explanation.discipline,
            payee: payee.map_or(&explanation.participant, |payee| reference.payee_code(payee)),
            amounts: lines::amounts(dossier, explanation)?,
            delivered: open.delivered,
            account: &explanation.account,
            entitlement: explanation.entitlement,
            paid_share: &explanation.paid_share,
            advances: explanation.advances,
            due: explanation.due,
            mono_baseline: explanation.mono_baseline,
            carried_forward: explanation.carried_forward,
            correction: None,
            objections,
            held: open.held,
            awaiting: open.awaiting,
            outside: open.outside,
        })
    }

    /// The same with what the settlement before it gave.
    #[must_use]
    pub fn corrected(self, correction: Option<&'a CorrectedLine>) -> Statement<'a> {
        Statement { correction, ..self }
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        super::result::json(self)
    }

    /// A line per amount, activity, step and open delivery: UTF-8, comma, decimal point, a header in the language.
    pub fn to_csv(&self, language: Language) -> Result<String, csv::Error> {
        sheet::csv(self, language)
    }
}
