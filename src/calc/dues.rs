//! What is due after advances, per participant and per payee (spec 2.9).

use super::members::Members;
use super::outcome::ParticipantOutcome;
use crate::domain::decimal::Rate;
use crate::domain::dossier::Dossier;
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::run::{RunKind, RunSpec};
use std::collections::BTreeMap;

/// Fills in advances and dues, and sums the dues by payee.
pub fn settle(
    dossier: &Dossier,
    members: &Members,
    spec: &RunSpec,
    interim_share: Rate,
    rows: &mut [ParticipantOutcome],
) -> Result<Vec<(String, Cents)>, Overflow> {
    for advance in dossier.advances.iter().filter(|advance| advance.year == spec.year) {
        rows[members.successor(advance.participant).at()].advances.add(advance.amount)?;
    }
    let mut payees: BTreeMap<&str, Cents> = BTreeMap::new();
    for who in members.living() {
        let row = &mut rows[who.at()];
        let owed = match spec.kind {
            RunKind::Settlement => row.entitlement,
            RunKind::Interim => {
                let exact = product(&[i128::from(row.entitlement.or_zero().0), interim_share.wide()])?;
                Cents::from_wide(round_ratio(exact, 100 * Rate::SCALE)?)?
            }
        };
        row.due = owed.minus(row.advances)?;
        let participant = &dossier.reference.participants[who.at()];
        let payee = participant.payee.map_or(participant.code.as_str(), |payee| dossier.reference.payee_code(payee));
        payees.entry(payee).or_default().add(row.due)?;
    }
    Ok(payees.into_iter().map(|(payee, due)| (payee.to_owned(), due)).collect())
}
