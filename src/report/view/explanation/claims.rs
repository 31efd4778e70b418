//! Claims and the steps of rules in an explanation for its own participant.

use super::{OwnPart, share_text};
use crate::calc::explain::{ClaimLine, ShareLine};
use crate::domain::date::Date;
use crate::domain::money::{Cents, Overflow};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A claim to which the participant delivered.
#[derive(Serialize, ToSchema)]
pub(super) struct OwnClaim<'a> {
    claim_id: &'a str,
    episode_id: &'a str,
    date: Date,
    insurer: &'a str,
    performance: &'a str,
    state: &'static str,
    deliveries: Vec<OwnDelivery<'a>>,
    /// What counts as the participant's of care that shifted to others, per price table.
    as_if_not_shifted: Vec<TableValue<'a>>,
    steps: Vec<OwnStep<'a>>,
    received: Cents,
}

#[derive(Serialize, ToSchema)]
struct OwnDelivery<'a> {
    delivery_id: &'a str,
    date: Date,
    activity: &'a str,
    quantity: &'a str,
    table: &'a str,
    price: Option<&'a str>,
    /// Where only a part of it counts, because it is shifted care: that part, cut to 4 decimals.
    part: Option<String>,
    value: Cents,
}

#[derive(Serialize, ToSchema)]
struct TableValue<'a> {
    table: &'a str,
    value: Cents,
}

/// A step of the rules that gave the participant something.
#[derive(Serialize, ToSchema)]
pub(super) struct OwnStep<'a> {
    kind: &'static str,
    path: &'a str,
    article: Option<&'a str>,
    table: Option<&'a str>,
    part: Option<OwnPart<'a>>,
    /// For fixed prices: the value of its deliveries, and the part of it that the blends before leave.
    value: Option<Cents>,
    factor: Option<&'a str>,
    received: Cents,
}

impl<'a> OwnClaim<'a> {
    pub(super) fn of(claim: &'a ClaimLine, code: &str, own: &BTreeSet<&str>) -> Result<OwnClaim<'a>, Overflow> {
        let mut deliveries = Vec::new();
        let mut as_if_not_shifted: Vec<TableValue<'a>> = Vec::new();
        for line in &claim.deliveries {
            if own.contains(line.delivery_id.as_str()) {
                deliveries.push(OwnDelivery {
                    delivery_id: &line.delivery_id,
                    date: line.date,
                    activity: &line.activity,
                    quantity: &line.quantity,
                    table: &line.table,
                    price: line.price.as_deref(),
                    part: line.part.as_deref().map(share_text),
                    value: line.value,
                });
                continue;
            }
            match as_if_not_shifted.iter_mut().find(|known| known.table == line.table) {
                Some(known) => known.value.add(line.value)?,
                None => as_if_not_shifted.push(TableValue { table: &line.table, value: line.value }),
            }
        }
        Ok(OwnClaim {
            claim_id: &claim.claim_id,
            episode_id: &claim.episode_id,
            date: claim.date,
            insurer: &claim.insurer,
            performance: &claim.performance,
            state: claim.state,
            deliveries,
            as_if_not_shifted,
            steps: claim.steps.iter().filter_map(|step| OwnStep::of(step, code)).collect(),
            received: claim.received,
        })
    }
}

impl<'a> OwnStep<'a> {
    /// Steps that lead on give nothing, and what they divide is not told.
    pub(super) fn of(step: &'a ShareLine, code: &str) -> Option<OwnStep<'a>> {
        let part = step.part.as_ref().filter(|_| step.kind == "share");
        let part = part.and_then(|part| OwnPart::of_own(part, code));
        if step.received.is_zero() && part.is_none() {
            return None;
        }
        Some(OwnStep {
            kind: step.kind,
            path: &step.path,
            article: step.article.as_deref(),
            table: step.table.as_deref(),
            part,
            value: step.value,
            factor: step.factor.as_deref(),
            received: step.received,
        })
    }
}

/// A claim is told of where the participant delivered to it or got something of it.
pub(super) fn claim_is_own(claim: &ClaimLine, own: &BTreeSet<&str>) -> bool {
    let delivered = claim.deliveries.iter().any(|line| own.contains(line.delivery_id.as_str()));
    delivered || !claim.received.is_zero()
}
