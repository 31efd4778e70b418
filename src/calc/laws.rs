//! Laws that every outcome keeps; a run that breaks one gives no result (spec 2.8).

use super::flows::Recipient;
use super::outcome::{Outcome, Totals};
use crate::domain::money::Cents;
use crate::domain::problem::{ProblemCode, Refusal};
use std::collections::BTreeMap;

/// Checks conservation and that flows, participants and totals agree, to the cent. A break is a fault of ours and is
/// refused as `conservation_violated`, naming the law.
pub fn check(outcome: &Outcome, reserve_by_rules: Cents) -> Result<(), Refusal> {
    let totals = &outcome.totals;
    conserves(totals)?;
    let mut flows_to: BTreeMap<Recipient, Cents> = BTreeMap::new();
    for flow in &outcome.flows {
        flows_to.entry(flow.recipient).or_default().add(flow.amount)?;
    }
    let flows_to = |recipient: Recipient| flows_to.get(&recipient).copied().unwrap_or_default();
    for (who, _, row) in &outcome.participants {
        hold(row.entitlement == row.from_parts()?, "an entitlement is the sum of its parts")?;
        hold(
            flows_to(Recipient::Participant(*who)) == row.allocated,
            "flows to a participant are what the rules gave it",
        )?;
    }
    hold(flows_to(Recipient::Reserve) == reserve_by_rules, "flows to the reserve are booked on it")?;
    hold(flows_to(Recipient::Unallocated) == totals.unallocated, "unallocated flows are shown")?;
    let flows = Cents::sum(outcome.flows.iter().map(|flow| flow.amount))?;
    let net = totals.revenue.plus(totals.adjustments)?.minus(totals.top_slices)?;
    hold(flows == net, "flows are the revenue and adjustments that slices left")
}

/// Conservation alone.
pub fn conserves(totals: &Totals) -> Result<(), Refusal> {
    let came_in = Cents::sum([totals.revenue, totals.adjustments, totals.insurer_support])?;
    let went_out = Cents::sum([
        totals.to_organisation,
        totals.funds_held,
        totals.entitlements,
        totals.reserve_change,
        totals.unallocated,
    ])?;
    hold(came_in == went_out, "what came in is what went out")
}

fn hold(holds: bool, law: &str) -> Result<(), Refusal> {
    if holds {
        return Ok(());
    }
    Err(Refusal::new(
        ProblemCode::ConservationViolated,
        format!("De berekening klopt niet met zichzelf en is afgebroken ({law}). Meld dit als fout."),
        format!("The calculation contradicts itself and was stopped ({law}). Please report this as a fault."),
    ))
}
