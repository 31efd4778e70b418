//! The distribution model (verdeelmodel): the versioned document that says how revenue is distributed (spec 2.11).
//!
//! A model is bound to the reference data of one dossier: codes have become positions.

pub mod difference;
pub mod guarantee;
pub mod rule;
pub mod schedule;
pub mod shift;
pub mod slice;

use super::date::Validity;
use super::decimal::{Price, Rate};
use super::index::{ActivityIx, NodeIx, ParticipantIx, PerformanceIx, TableIx};
use super::money::Cents;
use guarantee::Guarantee;
use rule::{AdjustmentEntry, Node, RuleEntry};
use shift::Shift;
use slice::{SliceTarget, TopSlice};

/// Kind of an adjustment that brings in what the correction of a settled year changed in the reserve (spec 4, "Storage"). It
/// goes to the reserve unless a model names it.
pub const PRIOR_YEAR: &str = "prior_year";

/// Which performances a slice or shift is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PerformanceFilter {
    All,
    These(Vec<PerformanceIx>),
}

impl PerformanceFilter {
    /// Whether both let something through.
    pub fn meets(&self, other: &PerformanceFilter) -> bool {
        match (self, other) {
            (PerformanceFilter::These(one), PerformanceFilter::These(two)) => {
                one.iter().any(|performance| two.contains(performance))
            }
            _ => true,
        }
    }

    pub fn matches(&self, performance: PerformanceIx) -> bool {
        match self {
            PerformanceFilter::All => true,
            PerformanceFilter::These(list) => list.contains(&performance),
        }
    }
}

/// A price of the model's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceRow {
    pub activity: ActivityIx,
    pub participant: Option<ParticipantIx>,
    pub validity: Validity,
    pub price: Price,
}

/// A table of prices beside `shadow`: activity points, for instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceTable {
    pub name: String,
    pub rows: Vec<PriceRow>,
}

/// What to do when the reserve ends below its minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReserveShortage {
    /// Taken from everyone's entitlement.
    Allocate,
    /// No result: `reserve_below_minimum`.
    Refuse,
}

/// The IGO's own buffer (egalisatiereserve), spec 2.7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReserveTerms {
    pub minimum: Cents,
    pub maximum: Option<Cents>,
    pub shortage: ReserveShortage,
    pub article: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub name: String,
    /// SHA-256 of the document's bytes, hexadecimal.
    pub sha256: String,
    /// Percentage of the entitlement that an interim run pays.
    pub interim_share: Rate,
    pub reserve: ReserveTerms,
    /// The model's own tables; table 0 is `shadow`, so `TableIx(n)` is `price_tables[n − 1]`.
    pub price_tables: Vec<PriceTable>,
    pub top_slices: Vec<TopSlice>,
    pub rules: Vec<RuleEntry>,
    pub adjustments: Vec<AdjustmentEntry>,
    /// The nodes of all rule trees.
    pub nodes: Vec<Node>,
    pub shifts: Vec<Shift>,
    pub guarantee: Option<Guarantee>,
}

impl Model {
    /// One without rules and tables: for who only asks which tariffs there are.
    pub fn blank() -> Model {
        Model {
            name: String::new(),
            sha256: String::new(),
            interim_share: Rate::default(),
            reserve: ReserveTerms {
                minimum: Cents::ZERO,
                maximum: None,
                shortage: ReserveShortage::Allocate,
                article: None,
            },
            price_tables: Vec::new(),
            top_slices: Vec::new(),
            rules: Vec::new(),
            adjustments: Vec::new(),
            nodes: Vec::new(),
            shifts: Vec::new(),
            guarantee: None,
        }
    }

    pub fn node(&self, at: NodeIx) -> &Node {
        &self.nodes[at.at()]
    }

    /// The nodes of the trees of rules for some of these performances, those of adjustments left out.
    pub fn nodes_for(&self, performances: &PerformanceFilter) -> Vec<NodeIx> {
        let mut nodes = Vec::new();
        let mut ahead: Vec<NodeIx> =
            self.rules.iter().filter(|entry| entry.performances.meets(performances)).map(|entry| entry.root).collect();
        while let Some(node) = ahead.pop() {
            nodes.push(node);
            ahead.extend(self.node(node).rule.children());
        }
        nodes.sort_unstable();
        nodes
    }

    /// How an adjustment of a kind is divided. What a correction of a settled year brings in ([`PRIOR_YEAR`]) is not one of
    /// "all other kinds", which are income of the year: where no entry names it, it goes to the reserve.
    pub fn adjustment(&self, kind: &str) -> Option<&AdjustmentEntry> {
        let mut entries = self.adjustments.iter().filter(|entry| entry.kinds.is_some() || kind != PRIOR_YEAR);
        entries.find(|entry| entry.matches(kind))
    }

    /// The funds that slices fill, in the order in which they are first named.
    pub fn funds(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for slice in &self.top_slices {
            if let SliceTarget::Fund(name) = &slice.to
                && !names.contains(&name.as_str())
            {
                names.push(name);
            }
        }
        names
    }

    /// Name of a price table.
    pub fn table_name(&self, table: TableIx) -> &str {
        match table.at().checked_sub(1) {
            None => "shadow",
            Some(own) => &self.price_tables[own].name,
        }
    }

    /// Number of price tables, `shadow` included.
    pub fn table_count(&self) -> usize {
        self.price_tables.len() + 1
    }
}
