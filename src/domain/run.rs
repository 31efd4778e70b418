//! What is asked of a run: year, moment, basis and kind (spec 2.2).

use super::date::{Date, last_day};
use super::problem::{ProblemCode, Refusal};

/// Which claims count, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    Claimed,
    Accepted,
    Paid,
}

/// An interim run replaces the one before; a settlement closes the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    Interim,
    Settlement,
}

impl Basis {
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Claimed => "claimed",
            Basis::Accepted => "accepted",
            Basis::Paid => "paid",
        }
    }
}

impl RunKind {
    pub fn as_str(self) -> &'static str {
        match self {
            RunKind::Interim => "interim",
            RunKind::Settlement => "settlement",
        }
    }
}

/// One care year, from 1 January up to and including `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSpec {
    pub year: i32,
    pub to: Date,
    /// Claim events up to and including this day; all when absent.
    pub as_of: Option<Date>,
    pub basis: Basis,
    pub kind: RunKind,
}

impl RunSpec {
    /// Refuses `invalid_run`: a `to` outside the year, a settlement that does not end on 31 December.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.to.year() != self.year {
            return Err(Refusal::new(
                ProblemCode::InvalidRun,
                format!("De einddatum {} ligt buiten het jaar {}.", self.to, self.year),
                format!("The end date {} lies outside the year {}.", self.to, self.year),
            ));
        }
        if self.kind == RunKind::Settlement && self.to != last_day(self.year) {
            return Err(Refusal::new(
                ProblemCode::InvalidRun,
                format!("Een eindafrekening loopt tot en met 31 december, niet tot {}.", self.to),
                format!("A settlement ends on 31 December, not on {}.", self.to),
            ));
        }
        Ok(())
    }
}
