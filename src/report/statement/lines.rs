//! The lines of a statement.

use crate::calc::explain::{Explanation, PoolLine};
use crate::calc::members::Members;
use crate::calc::outcome::Outcome;
use crate::calc::prices::{PriceBook, value};
use crate::calc::standing::{DeliveryStanding, standings};
use crate::domain::date::Date;
use crate::domain::decimal::{Quantity, scaled_text};
use crate::domain::dossier::Dossier;
use crate::domain::index::TableIx;
use crate::domain::model::Model;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::ProblemCode;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What came to the participant of a performance.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = StatementAmount)]
pub struct AmountLine<'a> {
    /// `claims`, `pools` or `adjustments`.
    pub from: &'static str,
    /// Code of the performance; `-` for an adjustment of none.
    pub performance: &'a str,
    /// `2026-03`: the month of the claim or adjustment; absent for pools, which are divided over the whole run.
    pub month: Option<String>,
    pub amount: Cents,
}

/// An activity as delivered.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = StatementDelivered)]
pub struct DeliveredLine<'a> {
    pub activity: &'a str,
    pub name: &'a str,
    pub deliveries: u64,
    pub quantity: String,
    /// Shadow value.
    pub mono_value: Cents,
}

/// Something that is disputed and not decided yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = StatementObjection)]
pub struct Objection {
    /// What it is about, as the participant named it.
    pub about: String,
    pub reason: String,
    pub made_on: Date,
}

/// Own deliveries of a held claim. What is missing may be of another, so that only the code is told.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = StatementHeld)]
pub struct HeldLine<'a> {
    pub claim_id: &'a str,
    pub performance: &'a str,
    pub code: ProblemCode,
    pub deliveries: u64,
    /// Shadow value of them; no price counts as nothing.
    pub mono_value: Cents,
}

/// An own delivery that awaits a claim.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = StatementOpenDelivery)]
pub struct OpenDelivery<'a> {
    pub delivery_id: &'a str,
    pub episode_id: &'a str,
    pub date: Date,
    pub activity: &'a str,
    pub quantity: String,
    /// Shadow value; no price counts as nothing.
    pub mono_value: Cents,
}

/// `2026-03`
pub fn month_text(day: Date) -> String {
    let (year, month, _) = day.parts();
    format!("{year:04}-{month:02}")
}

/// Per source, performance and month, without those that come to nothing.
pub fn amounts<'a>(dossier: &'a Dossier, explanation: &'a Explanation) -> Result<Vec<AmountLine<'a>>, Overflow> {
    let mut sums: BTreeMap<(&'static str, &str, Option<String>), Cents> = BTreeMap::new();
    let mut book = |from, performance, month, amount| sums.entry((from, performance, month)).or_default().add(amount);
    for claim in &explanation.claims {
        book("claims", claim.performance.as_str(), Some(month_text(claim.date)), claim.received)?;
    }
    for PoolLine { performance, part, .. } in &explanation.pools {
        book("pools", performance.as_str(), None, part.result)?;
    }
    for line in &explanation.adjustments {
        let row = dossier.adjustments.iter().find(|row| row.id == line.adjustment_id);
        let performance = row.and_then(|row| row.performance);
        let code = performance.map_or("-", |performance| dossier.reference.performance_code(performance));
        book("adjustments", code, Some(month_text(line.date)), line.received)?;
    }
    let kept = sums.into_iter().filter(|(_, amount)| !amount.is_zero());
    Ok(kept.map(|((from, performance, month), amount)| AmountLine { from, performance, month, amount }).collect())
}

/// The participant's own deliveries.
pub struct Own<'a> {
    pub delivered: Vec<DeliveredLine<'a>>,
    pub held: Vec<HeldLine<'a>>,
    pub awaiting: Vec<OpenDelivery<'a>>,
    pub outside: u64,
}

impl<'a> Own<'a> {
    pub fn of(dossier: &'a Dossier, model: &Model, outcome: &Outcome, participant: &str) -> Result<Own<'a>, Overflow> {
        let (reference, rows) = (&dossier.reference, &dossier.deliveries);
        let members = Members::of_year(reference, outcome.spec.year);
        let prices = PriceBook::new(reference, model);
        let who = reference.find_participant(participant);
        let standings = standings(dossier, outcome)?;
        let mut delivered: BTreeMap<usize, (u64, i128, Cents)> = BTreeMap::new();
        let mut held: BTreeMap<usize, (u64, Cents)> = BTreeMap::new();
        let (mut awaiting, mut outside) = (Vec::new(), 0);
        for (at, standing) in standings.deliveries.iter().enumerate() {
            if Some(members.successor(rows.participant[at])) != who {
                continue;
            }
            let price = who.and_then(|who| prices.price(TableIx::SHADOW, rows.activity[at], who, rows.date[at]));
            let mono = price.map_or(Ok(Cents::ZERO), |price| value(rows.quantity[at], price))?;
            match standing {
                DeliveryStanding::Counted(_) => {
                    let (count, quantity, sum) = delivered.entry(rows.activity[at].at()).or_default();
                    *count += 1;
                    *quantity += rows.quantity[at].wide();
                    sum.add(mono)?;
                }
                DeliveryStanding::Held(claim) => {
                    let (count, sum) = held.entry(claim.at()).or_default();
                    *count += 1;
                    sum.add(mono)?;
                }
                DeliveryStanding::Awaiting => awaiting.push(OpenDelivery {
                    delivery_id: rows.id.get(at),
                    episode_id: dossier.episode_ids.get(rows.episode[at].at()),
                    date: rows.date[at],
                    activity: reference.activity_code(rows.activity[at]),
                    quantity: rows.quantity[at].to_string(),
                    mono_value: mono,
                }),
                DeliveryStanding::Outside(_) => outside += 1,
                DeliveryStanding::Settled(_) | DeliveryStanding::Nowhere => {}
            }
        }
        awaiting.sort_by_key(|line| (line.date, line.delivery_id));
        let delivered = delivered.into_iter().map(|(activity, (deliveries, quantity, mono_value))| DeliveredLine {
            activity: &reference.activities[activity].code,
            name: &reference.activities[activity].name,
            deliveries,
            quantity: scaled_text(quantity, Quantity::PLACES),
            mono_value,
        });
        let reasons: BTreeMap<usize, ProblemCode> =
            outcome.held.iter().map(|held| (held.claim.at(), held.code)).collect();
        let mut held: Vec<HeldLine<'a>> = held
            .into_iter()
            .map(|(claim, (deliveries, mono_value))| HeldLine {
                claim_id: dossier.claims.id.get(claim),
                performance: reference.performance_code(dossier.claims.performance[claim]),
                code: reasons.get(&claim).copied().unwrap_or(ProblemCode::TariffMissing),
                deliveries,
                mono_value,
            })
            .collect();
        held.sort_by_key(|line| line.claim_id);
        Ok(Own { delivered: delivered.collect(), held, awaiting, outside })
    }
}
