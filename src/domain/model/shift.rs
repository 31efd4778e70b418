//! Care-path shifts: care that moves from one discipline to another, and the settlement that follows it (spec 2.5).

use super::PerformanceFilter;
use super::schedule::Schedule;
use crate::domain::date::Date;
use crate::domain::decimal::Rate;
use crate::domain::index::{ActivityIx, DisciplineIx};
use crate::domain::money::Cents;

/// Who carries the difference between charges and credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShiftBalance {
    Everyone,
    Reserve,
    FromDiscipline,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    pub name: String,
    pub from_discipline: DisciplineIx,
    pub from_activity: ActivityIx,
    pub to_discipline: DisciplineIx,
    pub to_activity: ActivityIx,
    pub performances: PerformanceFilter,
    pub starts: Date,
    /// Per unit, to the taker.
    pub compensation: Cents,
    /// Per unit, from the giver, by the date of the delivery.
    pub charge: Schedule<Cents>,
    pub balance: ShiftBalance,
    /// Units per 100 episodes that were done before the shift.
    pub baseline_rate: Rate,
    /// For monitoring only.
    pub target_rate: Option<Rate>,
    pub article: Option<String>,
}
