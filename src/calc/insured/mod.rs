//! What an insurer, or the insurers of a concern, paid for in a period of a run (spec 4, "Insurer-facing report"): only
//! its own insured, and no amounts of participants.

mod claims;
mod complex;
mod money;

pub use claims::{PerformanceLine, SeverityLine, StateLine};
pub use complex::{ComplexLine, MonoIndex};
pub use money::{CeilingLine, OverheadLine, SafetyNet};

use super::outcome::Outcome;
use super::reselected::Reselected;
use super::shift_rates::{ShiftRates, shift_rates};
use crate::domain::date::Date;
use crate::domain::dossier::Dossier;
use crate::domain::index::{EpisodeIx, InsurerIx};
use crate::domain::model::Model;
use crate::domain::problem::{ProblemCode, Refusal};
use serde::Serialize;
use std::collections::BTreeSet;

/// Others are compared with only where they have at least so many episodes (spec 4).
pub const FEWEST_EPISODES: usize = 10;

/// The figures of the report.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Insured {
    pub from: Date,
    pub to: Date,
    /// Insurers whose insured they are.
    pub insurers: Vec<String>,
    pub performances: Vec<PerformanceLine>,
    pub complex: Vec<ComplexLine>,
    pub severities: Vec<SeverityLine>,
    pub states: Vec<StateLine>,
    /// Of the year up to the end of the period.
    pub ceilings: Vec<CeilingLine>,
    pub shifts: Vec<ShiftRates>,
    pub mono_index: Vec<MonoIndex>,
    /// Of the whole run.
    pub overhead: Vec<OverheadLine>,
    pub safety_net: SafetyNet,
}

/// What the lines are made of.
struct Ground<'a> {
    dossier: &'a Dossier,
    model: &'a Model,
    outcome: &'a Outcome,
    run: &'a Reselected,
    code: &'a str,
    from: Date,
}

impl Ground<'_> {
    fn is_own(&self, insurer: InsurerIx) -> bool {
        self.dossier.reference.insurers[insurer.at()].goes_by(self.code)
    }

    /// Claims of the run dated in the period, by their position in the selection.
    fn counted(&self, own: bool) -> impl Iterator<Item = usize> + '_ {
        let claims = &self.dossier.claims;
        self.run.selection.claims.iter().enumerate().filter_map(move |(at, claim)| {
            let row = claim.claim.at();
            (claims.date[row] >= self.from && self.is_own(claims.insurer[row]) == own).then_some(at)
        })
    }

    /// The row of a claim of the selection.
    fn row(&self, at: usize) -> usize {
        self.run.selection.claims[at].claim.at()
    }

    fn episodes(&self, claims: impl Iterator<Item = usize>) -> usize {
        claims.map(|at| self.dossier.claims.episode[self.row(at)]).collect::<BTreeSet<EpisodeIx>>().len()
    }
}

/// The figures of an insurer or concern from `from` up to and including the end of the run of `outcome`.
///
/// Refuses `unknown_insurer`, and `invalid_run` for a `from` that is not in the run.
pub fn insured(
    dossier: &Dossier,
    model: &Model,
    outcome: &Outcome,
    code: &str,
    from: Date,
) -> Result<Insured, Refusal> {
    let reference = &dossier.reference;
    if !reference.is_insurer_or_concern(code) {
        return Err(Refusal::new(
            ProblemCode::UnknownInsurer,
            format!("Verzekeraar of concern {code} is niet bekend."),
            format!("There is no insurer or concern {code}."),
        ));
    }
    let spec = &outcome.spec;
    if from.year() != spec.year || from > spec.to {
        return Err(Refusal::new(
            ProblemCode::InvalidRun,
            format!("De begindatum {from} ligt niet in {} tot en met {}.", spec.year, spec.to),
            format!("The first day {from} does not lie in {} up to and including {}.", spec.year, spec.to),
        ));
    }
    let run = &Reselected::of(dossier, model, spec)?;
    let ground = &Ground { dossier, model, outcome, run, code, from };
    let own = reference.insurers.iter().filter(|insurer| insurer.goes_by(code));
    Ok(Insured {
        from,
        to: spec.to,
        insurers: own.map(|insurer| insurer.code.clone()).collect(),
        performances: claims::performances(ground)?,
        complex: complex::complex(ground),
        severities: claims::severities(ground),
        states: claims::states(ground)?,
        ceilings: money::ceilings(ground)?,
        shifts: shift_rates(dossier, model, run, from, |insurer| ground.is_own(insurer)),
        mono_index: complex::mono_index(ground)?,
        overhead: money::overhead(ground),
        safety_net: money::safety_net(ground)?,
    })
}
