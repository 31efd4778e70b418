//! A dossier on the table, with what was made of it: whoever changes one thing and asks again redoes only what the change
//! touches (spec 3, "Speed").
//!
//! ```text
//! Base       the year whose care is repeated            the dossier
//! Projected  a year under changes of care and prices    base, changes
//! Valued     what is in its run and what it is worth    + price tables, shifts and filters of a model
//! Divided    what the rules give                        + its rules and slices
//! ```
//!
//! Guarantee, reserve and what a year opens with come after these, and are computed every time.

use super::kept::Kept;
use super::projection::base::Base;
use super::projection::year::ProjectedYear;
use super::projection::{Changes, project};
use super::work::{Work, without_cost, work};
use crate::calc::divided::{Divided, same_division};
use crate::calc::outcome::Outcome;
use crate::calc::run;
use crate::calc::trace::Silent;
use crate::calc::valued::{Valued, same_values};
use crate::domain::date::last_day;
use crate::domain::dossier::{Balance, Dossier};
use crate::domain::model::Model;
use crate::domain::problem::Refusal;
use crate::domain::run::{Basis, RunKind, RunSpec};
use crate::domain::simulation::Assumption;
use std::sync::Arc;

/// Deliveries of projected years, valued years and divided years that are kept, of each: some ten years of a large
/// organisation.
const ROOM: usize = 600_000;

/// How a projected year is computed: as a settlement on what was claimed.
pub fn settlement(year: i32) -> RunSpec {
    RunSpec { year, to: last_day(year), as_of: None, basis: Basis::Claimed, kind: RunKind::Settlement }
}

/// Who looks on while something long is computed.
pub trait Watch: Send + Sync {
    /// So much of so much is done. `false` stops it.
    fn goes_on(&self, done: u64, of: u64) -> bool;
}

/// Nobody looks on.
pub struct Unwatched;

impl Watch for Unwatched {
    fn goes_on(&self, _: u64, _: u64) -> bool {
        true
    }
}

/// Looks on for the whole, while one of its equal parts is computed.
pub struct PartOf<'a> {
    pub whole: &'a dyn Watch,
    /// Parts before this one.
    pub at: u64,
    pub of: u64,
}

impl Watch for PartOf<'_> {
    fn goes_on(&self, done: u64, of: u64) -> bool {
        // In thousandths of a part.
        let within = done.min(of).saturating_mul(1000).checked_div(of).unwrap_or_default();
        self.whole.goes_on(self.at.saturating_mul(1000).saturating_add(within), self.of.saturating_mul(1000))
    }
}

/// A dossier with what was made of it.
pub struct Studio {
    pub dossier: Arc<Dossier>,
    /// SHA-256 of the dossier, see [`crate::calc::receipt`].
    pub input_sha256: String,
    bases: Kept<(Option<i32>, i32), Base>,
    shelf: Shelf,
}

impl Studio {
    pub fn new(dossier: Arc<Dossier>, input_sha256: &str) -> Studio {
        Studio {
            dossier,
            input_sha256: input_sha256.to_owned(),
            bases: Kept::new(ROOM),
            shelf: Shelf::with_room_for(ROOM),
        }
    }

    /// See [`Base::of`].
    pub fn base(&self, year: Option<i32>, last: i32) -> Result<Arc<Base>, Refusal> {
        let asked = (year, last);
        self.bases.get(
            |key| *key == asked,
            || {
                let base = Base::of(&self.dossier, year, last)?;
                Ok((asked, base.dossier.deliveries.id.len(), base))
            },
        )
    }

    /// Where is kept what may be asked for again.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Room for so many projected years of this dossier, where they are kept at all.
    pub fn room_for_years(&self, years: usize) -> usize {
        if self.is_small() { self.dossier.deliveries.id.len().saturating_mul(2).saturating_mul(years) } else { 0 }
    }

    /// Whether years are small enough to be computed beside each other, and kept.
    pub fn is_small(&self) -> bool {
        self.dossier.deliveries.id.len() <= ROOM / 3
    }
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    Refused(Refusal),
    /// Whoever looks on wanted it stopped.
    Stopped,
}

impl<E: Into<Refusal>> From<E> for Unanswered {
    fn from(why: E) -> Unanswered {
        Unanswered::Refused(why.into())
    }
}

/// Tells who looks on how far it is, and hears whether it is still wanted.
pub fn tell(watch: &dyn Watch, done: u64, of: u64) -> Result<(), Unanswered> {
    if watch.goes_on(done, of) { Ok(()) } else { Err(Unanswered::Stopped) }
}

/// A projected year with the work that its care is.
pub struct Projected {
    pub year: ProjectedYear,
    pub work: Vec<Work>,
    /// Care whose real cost or hours nobody has said.
    pub without_cost: Vec<Assumption>,
}

/// A projected year, divided under a model: all but what it opens with.
#[derive(Clone)]
pub struct Ready {
    pub projected: Arc<Projected>,
    pub valued: Arc<Valued>,
    pub divided: Arc<Divided>,
}

impl Ready {
    /// The outcome of the year under the model, or another one that only differs in what comes after the rules.
    pub fn settle(&self, model: &Model, opening: &[Balance]) -> Result<Outcome, Refusal> {
        let year = &self.projected.year;
        let made = (&*self.valued, &*self.divided);
        run::settle(&year.dossier, model, &settlement(year.year), made, opening, &mut Silent)
    }
}

struct YearKey {
    base: Arc<Base>,
    changes: Changes,
    year: i32,
}

struct ModelKey {
    projected: Arc<Projected>,
    model: Model,
}

/// Years as they were made, the last ones of them.
pub struct Shelf {
    years: Kept<YearKey, Projected>,
    valued: Kept<ModelKey, Valued>,
    divided: Kept<ModelKey, Divided>,
}

impl Shelf {
    /// For so many deliveries; whatever the room, the last year stays, for the models that share it.
    pub fn with_room_for(room: usize) -> Shelf {
        Shelf { years: Kept::new(room), valued: Kept::new(room), divided: Kept::new(room) }
    }

    /// See [`project`].
    pub fn project(&self, base: &Arc<Base>, changes: &Changes, year: i32) -> Result<Arc<Projected>, Refusal> {
        self.years.get(
            |key| key.year == year && Arc::ptr_eq(&key.base, base) && key.changes == *changes,
            || {
                let projected = project(base, changes, year)?;
                let work = work(&projected)?;
                let rows = projected.dossier.deliveries.id.len();
                let key = YearKey { base: Arc::clone(base), changes: changes.clone(), year };
                let without_cost = without_cost(&projected);
                Ok((key, rows, Projected { year: projected, work, without_cost }))
            },
        )
    }

    /// A year divided under a model.
    ///
    /// Refuses what the run refuses.
    pub fn divide(&self, projected: &Arc<Projected>, model: &Model) -> Result<Ready, Refusal> {
        let year = &projected.year;
        let (dossier, spec) = (&year.dossier, settlement(year.year));
        let rows = dossier.deliveries.id.len();
        let is_alike = |key: &ModelKey| {
            Arc::ptr_eq(&key.projected, projected) && same_values(&dossier.reference, &key.model, model)
        };
        let key = || ModelKey { projected: Arc::clone(projected), model: model.clone() };
        let valued = self.valued.get(is_alike, || {
            let valued = Valued::of(dossier, model, &spec, &mut Silent)?;
            Ok::<_, Refusal>((key(), rows, valued))
        })?;
        let divided = self.divided.get(
            |key| is_alike(key) && same_division(&key.model, model),
            || {
                let divided = Divided::of(&valued.stage(dossier, model, &spec), &mut Silent)?;
                Ok::<_, Refusal>((key(), rows, divided))
            },
        )?;
        Ok(Ready { projected: Arc::clone(projected), valued, divided })
    }
}
