//! What a correction of a settled year pays: the difference with the settlement before it (spec 4, "Storage").
//!
//! Both are read from the result documents that are kept, so that nothing is computed a second time.

use crate::domain::decimal::scaled;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{ProblemCode, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// An amount before and after, in euro.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Change {
    pub before: Cents,
    pub now: Cents,
    pub difference: Cents,
}

/// What changed for one participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CorrectedLine {
    pub participant: String,
    pub discipline: String,
    pub entitlement: Change,
    pub advances: Change,
    /// Balance at the end of the year; the difference enters the opening of the first open year.
    pub carried_forward: Change,
    /// To be paid now, or when negative to be paid back: the difference between what is due now and what was due before.
    pub due: Cents,
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Correction {
    /// Everyone of one of the two runs, by code.
    pub participants: Vec<CorrectedLine>,
    /// At the end of the year; the difference enters the first open year as an adjustment `prior_year`.
    pub reserve: Change,
    /// Of the organisation: what slices gave it.
    pub revenue: Change,
    pub unallocated: Change,
    pub due: Cents,
}

/// What a correction needs of a result document.
#[derive(Debug, Deserialize)]
pub struct SettledResult {
    totals: SettledTotals,
    participants: Vec<SettledParticipant>,
}

#[derive(Debug, Deserialize)]
struct SettledTotals {
    revenue: Amount,
    reserve_opening: Amount,
    reserve_change: Amount,
    unallocated: Amount,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct SettledParticipant {
    participant: String,
    discipline: String,
    entitlement: Amount,
    advances: Amount,
    carried_forward: Amount,
    due: Amount,
}

/// An amount as documents have it: `-1234.50`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(try_from = "String")]
struct Amount(Cents);

impl TryFrom<String> for Amount {
    type Error = String;

    fn try_from(text: String) -> Result<Amount, String> {
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        scaled(whole, fraction, 2).map(|cents| Amount(Cents(cents))).map_err(|_| format!("no amount: {text}"))
    }
}

impl SettledResult {
    /// Of a result document. Errors: `internal` when it is none, which only happens when what is kept was damaged.
    pub fn parse(document: &[u8]) -> Result<SettledResult, Refusal> {
        serde_json::from_slice(document).map_err(|fault| {
            Refusal::new(
                ProblemCode::Internal,
                format!("Een bewaarde uitkomst kan niet worden gelezen: {fault}."),
                format!("A result that is kept cannot be read: {fault}."),
            )
        })
    }
}

impl Change {
    fn of(before: Amount, now: Amount) -> Result<Change, Overflow> {
        Ok(Change { before: before.0, now: now.0, difference: now.0.minus(before.0)? })
    }
}

impl Correction {
    /// The difference between two settlements of one year.
    pub fn between(before: &SettledResult, now: &SettledResult) -> Result<Correction, Overflow> {
        let by_code = |result: &SettledResult| -> BTreeMap<String, SettledParticipant> {
            result.participants.iter().map(|row| (row.participant.clone(), row.clone())).collect()
        };
        let (mut then, mut lines) = (by_code(before), Vec::new());
        for (code, row) in by_code(now) {
            lines.push(CorrectedLine::between(then.remove(&code).unwrap_or_default(), row)?);
        }
        // Who was merged into another since: what it got is taken back, and its successor gets it.
        for (_, row) in then {
            let gone = SettledParticipant {
                participant: row.participant.clone(),
                discipline: row.discipline.clone(),
                ..SettledParticipant::default()
            };
            lines.push(CorrectedLine::between(row, gone)?);
        }
        lines.sort_by(|a, b| a.participant.cmp(&b.participant));
        let closing = |totals: &SettledTotals| totals.reserve_opening.0.plus(totals.reserve_change.0).map(Amount);
        Ok(Correction {
            reserve: Change::of(closing(&before.totals)?, closing(&now.totals)?)?,
            revenue: Change::of(before.totals.revenue, now.totals.revenue)?,
            unallocated: Change::of(before.totals.unallocated, now.totals.unallocated)?,
            due: Cents::sum(lines.iter().map(|line| line.due))?,
            participants: lines,
        })
    }

    pub fn of(&self, participant: &str) -> Option<&CorrectedLine> {
        self.participants.iter().find(|line| line.participant == participant)
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        super::result::json(self)
    }
}

impl CorrectedLine {
    fn between(before: SettledParticipant, now: SettledParticipant) -> Result<CorrectedLine, Overflow> {
        Ok(CorrectedLine {
            entitlement: Change::of(before.entitlement, now.entitlement)?,
            advances: Change::of(before.advances, now.advances)?,
            carried_forward: Change::of(before.carried_forward, now.carried_forward)?,
            due: now.due.0.minus(before.due.0)?,
            participant: now.participant,
            discipline: now.discipline,
        })
    }
}
