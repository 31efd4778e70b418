//! Top slices: what is taken before anything is distributed (spec 2.3).

use super::PerformanceFilter;
use crate::domain::decimal::Rate;
use crate::domain::money::Cents;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SliceKind {
    /// round(percentage/100 × rest).
    Percentage(Rate),
    /// A fixed amount of each claim, at most the rest.
    PerClaim(Cents),
    /// An amount per year, in proportion to the days of the run.
    Budget(Cents),
}

/// Who gets a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SliceTarget {
    Organisation,
    Fund(String),
}

impl SliceTarget {
    pub fn as_str(&self) -> &str {
        match self {
            SliceTarget::Organisation => "organisation",
            SliceTarget::Fund(name) => name,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopSlice {
    pub name: String,
    pub kind: SliceKind,
    pub performances: PerformanceFilter,
    pub to: SliceTarget,
    pub article: Option<String>,
}
