//! A scenario: a named list of changes on a dossier, and the years to project (spec 3).
//!
//! A scenario is bound to the reference data of one dossier, as a model is: codes have become positions.

use super::date::Date;
use super::decimal::{Price, Rate};
use super::index::{ActivityIx, DisciplineIx, InsurerIx, ParticipantIx, PerformanceIx};
use super::model::{Model, PerformanceFilter};
use super::question::Question;

/// A scenario document, read.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub name: String,
    /// SHA-256 of the document's bytes, hexadecimal.
    pub sha256: String,
    /// The year whose episodes are repeated; without one the year with the most claims.
    pub base_year: Option<i32>,
    /// Consecutive and ascending: what one ends with, the next opens with.
    pub years: Vec<i32>,
    /// Documents of the models to compare.
    pub models: Vec<NamedModel>,
    /// Applied in this order.
    pub changes: Vec<Change>,
    /// What is asked; at least one.
    pub questions: Vec<Question>,
}

/// A model that a scenario names, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedModel {
    /// The physical line in the document, from 1.
    pub line: u64,
    /// `models/2026.toml`.
    pub path: String,
}

/// One change, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The physical line in the document, from 1.
    pub line: u64,
    pub what: ChangeKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    Volume(VolumeChange),
    IntegralTariff(IntegralTariffChange),
    ShadowTariff(ShadowTariffChange),
    CareShift(CareShift),
    Retariff(Retariff),
    Model(ModelChange),
    Leaving(Leaving),
}

impl ChangeKind {
    /// The word of `kind` in the document.
    pub fn word(&self) -> &'static str {
        match self {
            ChangeKind::Volume(_) => "volume",
            ChangeKind::IntegralTariff(_) => "integral_tariff",
            ChangeKind::ShadowTariff(_) => "shadow_tariff",
            ChangeKind::CareShift(_) => "care_shift",
            ChangeKind::Retariff(_) => "retariff",
            ChangeKind::Model(_) => "model",
            ChangeKind::Leaving(_) => "participant",
        }
    }
}

/// Other fields of the model. What is taken out goes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelChange {
    /// Paths of fields, each a list of keys.
    pub remove: Vec<Vec<String>>,
    /// Fields that are put in the place of the model's, as a TOML document of its own.
    pub set: String,
}

/// More or less care. A filter that is `None` lets everything through; so do insurers that are all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VolumeChange {
    pub performance: Option<PerformanceIx>,
    pub insurers: Option<Vec<InsurerIx>>,
    pub participant: Option<ParticipantIx>,
    pub discipline: Option<DisciplineIx>,
    pub factor: Rate,
    /// From 1 January of this year; always when absent.
    pub from: Option<i32>,
}

/// What a price becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewPrice {
    /// Times this, rounded to the cent.
    Factor(Rate),
    Amount(Price),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegralTariffChange {
    pub insurers: Option<Vec<InsurerIx>>,
    pub performance: Option<PerformanceIx>,
    pub price: NewPrice,
    /// From 1 January of this year; of the first projected year when absent.
    pub from: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShadowTariffChange {
    pub discipline: Option<DisciplineIx>,
    pub activity: Option<ActivityIx>,
    pub price: NewPrice,
    /// From 1 January of this year; of the first projected year when absent.
    pub from: Option<i32>,
}

/// Care that moves from one discipline to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareShift {
    pub what: Moving,
    /// Percentage by the year of the delivery, ascending: that of the latest year on or before it, none before the first.
    pub share: Vec<(i32, Rate)>,
}

impl CareShift {
    /// The percentage that moves of a delivery of this year.
    pub fn share_in(&self, year: i32) -> Rate {
        self.share.iter().rev().find(|(from, _)| *from <= year).map(|(_, share)| *share).unwrap_or_default()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moving {
    /// By the name of a shift of the model.
    Named(String),
    SpelledOut(Movement),
}

/// Which deliveries move, and what they become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    pub from_discipline: DisciplineIx,
    pub from_activity: ActivityIx,
    pub to_discipline: DisciplineIx,
    pub to_activity: ActivityIx,
    pub performances: PerformanceFilter,
    pub starts: Option<Date>,
}

/// Insurers that follow the mono value of care down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retariff {
    pub insurers: Option<Vec<InsurerIx>>,
    pub performance: Option<PerformanceIx>,
    /// From this year; the first projected year when absent.
    pub from: Option<i32>,
    /// Percentage of the fall.
    pub share: Rate,
}

/// A participant that leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    pub participant: ParticipantIx,
    /// From 1 January of this year; of the first projected year when absent.
    pub from: Option<i32>,
    /// Percentages, together exactly 100.
    pub deliveries_to: Vec<(ParticipantIx, Rate)>,
}

/// A model as it is, and as the changes of a scenario leave it.
#[derive(Clone, Debug)]
pub struct ComparedModel {
    pub base: Model,
    pub changed: Model,
    /// Whether the scenario changes it.
    pub is_changed: bool,
}

/// A scenario with the models that it is computed under.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub scenario: Scenario,
    pub models: Vec<ComparedModel>,
}
