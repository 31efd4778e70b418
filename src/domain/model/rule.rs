//! The rule tree of spec 2.4: what happens to an amount of a claim.

use super::PerformanceFilter;
use super::schedule::Schedule;
use crate::domain::decimal::Rate;
use crate::domain::index::{DisciplineIx, InsurerIx, NodeIx, ParticipantIx, PerformanceIx, SeverityIx, TableIx};

/// Where a division is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Within the claim.
    Claim,
    /// In a pool over the whole run.
    Run,
}

/// A part of a blend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlendPart {
    pub name: String,
    pub weights: Schedule<Rate>,
    pub rule: NodeIx,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// By each participant's value of the deliveries.
    Proportional { prices: TableIx, scope: Scope },
    /// Fixed percentages per discipline, then by value within each.
    DisciplineShares { shares: Vec<(DisciplineIx, Rate)>, within: TableIx, scope: Scope },
    /// Fixed percentages per participant.
    ParticipantShares { shares: Vec<(ParticipantIx, Rate)> },
    /// Everyone the value of its deliveries; what is left goes through `remainder`.
    FixedPrices { prices: TableIx, remainder: NodeIx },
    /// Parts by weights that change by date.
    Blend { parts: Vec<BlendPart> },
    /// To the reserve.
    Reserve,
}

impl Rule {
    /// The price table this rule divides or pays by, if it does.
    pub fn table(&self) -> Option<TableIx> {
        match self {
            Rule::Proportional { prices: table, .. }
            | Rule::DisciplineShares { within: table, .. }
            | Rule::FixedPrices { prices: table, .. } => Some(*table),
            Rule::ParticipantShares { .. } | Rule::Blend { .. } | Rule::Reserve => None,
        }
    }

    /// The nodes below it.
    pub fn children(&self) -> Vec<NodeIx> {
        match self {
            Rule::FixedPrices { remainder, .. } => vec![*remainder],
            Rule::Blend { parts } => parts.iter().map(|part| part.rule).collect(),
            Rule::Proportional { .. }
            | Rule::DisciplineShares { .. }
            | Rule::ParticipantShares { .. }
            | Rule::Reserve => Vec::new(),
        }
    }
}

/// A rule at its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub rule: Rule,
    /// Where it stands in the document: `rule[2].mono`.
    pub path: String,
    /// The clause of the agreement, its own or that of the nearest node above.
    pub article: Option<String>,
}

/// A `[[rule]]`: filters and the tree for what they match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleEntry {
    pub performances: PerformanceFilter,
    /// The insurers meant, concerns spelled out; `None` is all.
    pub insurers: Option<Vec<InsurerIx>>,
    /// `None` is all; the empty severity is one of them.
    pub severities: Option<Vec<SeverityIx>>,
    pub root: NodeIx,
    pub article: Option<String>,
}

impl RuleEntry {
    pub fn matches(&self, insurer: InsurerIx, performance: PerformanceIx, severity: SeverityIx) -> bool {
        self.performances.matches(performance)
            && self.insurers.as_ref().is_none_or(|list| list.contains(&insurer))
            && self.severities.as_ref().is_none_or(|list| list.contains(&severity))
    }
}

/// An `[[adjustment]]`: how income of some kinds that is no claim is divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdjustmentEntry {
    /// `None` is all kinds.
    pub kinds: Option<Vec<String>>,
    pub root: NodeIx,
    pub article: Option<String>,
}

impl AdjustmentEntry {
    pub fn matches(&self, kind: &str) -> bool {
        self.kinds.as_ref().is_none_or(|list| list.iter().any(|known| known == kind))
    }
}
