//! What a viewer may see of a run (spec 4, "Roles"): other participants' figures are competition law's business.
//!
//! The controller and the auditor see everything. Who answers for participants sees their rows whole, and of the others
//! only sums per discipline. Board members see besides how far the others are from mono, in bands and under pseudonyms,
//! and the money of the whole run where that gives nobody away. Who answers for a discipline sees sums only.
//!
//! What is withheld, and against whom that holds:
//! - a sum over fewer than 3 payees, or one in which a payee has more than 80% of the absolute amounts. Both are asked
//!   of what is left after the viewer's own is taken off, because anyone can subtract. Payees with nothing in a sum do
//!   not count, and the participants of a cooperative count as one payee;
//! - every amount that follows from shown ones by adding and subtracting: differences between columns (who alone has a
//!   guarantee is what allocated and entitlement differ by), and what a grand total leaves for the disciplines that are
//!   not shown. Rather than a second discipline the grand total is withheld, because sums per discipline are promised;
//! - with the grand total everything it follows from by conservation (2.8) or from the model, which everyone knows:
//!   revenue, slices, performances, insurers. These are withheld too where one performance or insurer pays mainly one
//!   payee, as a rule with fixed shares for one makes it do;
//! - units, charges and credits of shifts, whose prices the model tells, unless both sides are many;
//! - flows, payees, held claims, warnings, and the hash of the inputs, against which guesses could be tried.
//!
//! Not covered: viewers who put their figures together, what someone knows from elsewhere, several runs of slightly
//! different inputs laid side by side, and that a sum of zeros tells of each that it has nothing.

pub mod document;
pub mod explanation;
pub mod pseudonym;
pub mod simulation;
pub mod withhold;

use crate::domain::index::{DisciplineIx, ParticipantIx};

/// Who looks. Insurers do not: they have their own report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Controller and auditor: everything.
    Full,
    /// A board member, with the participants that it answers for.
    Board { own: Vec<ParticipantIx> },
    /// Someone of one or more participants.
    Participant { own: Vec<ParticipantIx> },
    /// Who answers for a discipline: sums, nobody's rows.
    Discipline { own: DisciplineIx },
}

impl Viewer {
    /// Whether rows, statements and explanations of a participant are the viewer's to see.
    pub fn may_open(&self, participant: ParticipantIx) -> bool {
        match self {
            Viewer::Full => true,
            Viewer::Board { own } | Viewer::Participant { own } => own.contains(&participant),
            Viewer::Discipline { .. } => false,
        }
    }
}
