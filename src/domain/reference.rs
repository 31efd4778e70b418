//! Who and what a dossier is about: the organisation, its participants, insurers, performances and activities.
//!
//! Every list is sorted by code (byte by byte); positions of [`super::index`] point into them.

use super::date::{Date, Validity};
use super::decimal::{Price, Quantity};
use super::index::{ActivityIx, BundleIx, DisciplineIx, InsurerIx, ParticipantIx, PayeeIx, PerformanceIx, SeverityIx};
use super::money::Cents;

#[derive(Clone, Debug, Default)]
pub struct Organisation {
    pub code: String,
    pub name: String,
    /// `EUR`.
    pub currency: String,
}

#[derive(Clone, Debug)]
pub struct Discipline {
    pub code: String,
    pub name: String,
}

#[derive(Clone, Debug)]
pub struct Participant {
    pub code: String,
    pub name: String,
    pub discipline: DisciplineIx,
    pub agb: String,
    pub payee: Option<PayeeIx>,
    pub active: Validity,
    pub merger: Option<Merger>,
}

/// From the year of `on` this participant is read as `into` (spec 1).
#[derive(Clone, Copy, Debug)]
pub struct Merger {
    pub into: ParticipantIx,
    pub on: Date,
}

#[derive(Clone, Debug)]
pub struct Payee {
    pub code: String,
    pub name: String,
    pub iban: String,
    pub agb: String,
}

#[derive(Clone, Debug)]
pub struct Insurer {
    pub code: String,
    pub name: String,
    /// Empty for none.
    pub concern: String,
    pub self_pay: bool,
}

impl Insurer {
    /// Whether a code of a contract, tariff or filter means this insurer: its own, or its concern's.
    pub fn goes_by(&self, code: &str) -> bool {
        self.code == code || (!self.concern.is_empty() && self.concern == code)
    }
}

/// The bundles every dossier knows: the performances of one phase that exclude each other for an episode.
///
/// `performances.csv` may name others, for care that participants claim themselves, for instance.
pub const BUNDLES: [&str; 4] = ["maternity_hours", "natal", "postnatal", "prenatal"];

/// What a performance is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Case,
    Hour,
}

#[derive(Clone, Debug)]
pub struct Performance {
    pub code: String,
    pub name: String,
    pub bundle: BundleIx,
    pub unit: Unit,
    /// `claimed_by = participant`: monitored, never claimed by the IGO.
    pub claimed_by_participant: bool,
}

impl Performance {
    /// Whether it is care that is called complex: `complex` in its name, or a code that ends in `_C` (spec 1).
    pub fn is_complex(&self) -> bool {
        self.name.to_lowercase().contains("complex") || self.code.ends_with("_C")
    }
}

#[derive(Clone, Debug)]
pub struct Activity {
    pub code: String,
    pub name: String,
    pub disciplines: Vec<DisciplineIx>,
    pub bundle: BundleIx,
    /// Real cost per unit, for simulations; no part of a distribution.
    pub variable_cost: Option<Price>,
    /// Hours of work per unit, for simulations.
    pub hours: Option<Quantity>,
}

/// A price agreed with an insurer or a concern for a performance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegralTariff {
    /// Code of an insurer or of a concern.
    pub insurer: String,
    pub performance: PerformanceIx,
    pub severity: SeverityIx,
    pub validity: Validity,
    pub tariff: Price,
    pub provisional: bool,
    pub source: String,
}

/// The mono-disciplinary price of an activity, of one participant or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShadowTariff {
    pub activity: ActivityIx,
    pub participant: Option<ParticipantIx>,
    pub validity: Validity,
    pub tariff: Price,
    pub source: String,
}

#[derive(Clone, Debug)]
pub struct Contract {
    /// Code of an insurer or of a concern.
    pub insurer: String,
    pub year: i32,
    pub performance: Option<PerformanceIx>,
    pub ceiling: Option<Cents>,
    pub support_limit: Option<Cents>,
}

/// All reference data of a dossier.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    pub organisation: Organisation,
    pub disciplines: Vec<Discipline>,
    pub participants: Vec<Participant>,
    pub payees: Vec<Payee>,
    pub insurers: Vec<Insurer>,
    pub performances: Vec<Performance>,
    pub activities: Vec<Activity>,
    /// Bundles of the performances and [`BUNDLES`], sorted.
    pub bundles: Vec<String>,
    /// Severities that occur in tariffs and claims, sorted; the first is always the empty one.
    pub severities: Vec<String>,
    pub integral_tariffs: Vec<IntegralTariff>,
    pub shadow_tariffs: Vec<ShadowTariff>,
    pub contracts: Vec<Contract>,
}

macro_rules! lookups {
    ($($(#[$doc:meta])* $find:ident, $code:ident, $list:ident, $ix:ident);* $(;)?) => {
        impl Reference {$(
            /// Position of a code.
            pub fn $find(&self, code: &str) -> Option<$ix> {
                self.$list.binary_search_by(|row| row.code.as_str().cmp(code)).ok().map($ix::of)
            }

            /// Code at a position.
            pub fn $code(&self, at: $ix) -> &str {
                &self.$list[at.at()].code
            }
        )*}
    };
}

lookups! {
    find_discipline, discipline_code, disciplines, DisciplineIx;
    find_participant, participant_code, participants, ParticipantIx;
    find_payee, payee_code, payees, PayeeIx;
    find_insurer, insurer_code, insurers, InsurerIx;
    find_performance, performance_code, performances, PerformanceIx;
    find_activity, activity_code, activities, ActivityIx;
}

impl Reference {
    /// Puts the integral tariffs in the order of what they are of, and then of time.
    pub fn sort_tariffs(&mut self) {
        self.integral_tariffs.sort_by(|a, b| {
            (&a.insurer, a.performance, a.severity, a.validity.from).cmp(&(
                &b.insurer,
                b.performance,
                b.severity,
                b.validity.from,
            ))
        });
    }

    /// Position of a severity; the empty text is [`SeverityIx::NO_SEVERITY`].
    pub fn find_severity(&self, severity: &str) -> Option<SeverityIx> {
        self.severities.binary_search_by(|known| known.as_str().cmp(severity)).ok().map(SeverityIx::of)
    }

    /// Position of a bundle.
    pub fn find_bundle(&self, bundle: &str) -> Option<BundleIx> {
        self.bundles.binary_search_by(|known| known.as_str().cmp(bundle)).ok().map(BundleIx::of)
    }

    /// Whether a code is that of an insurer or of a concern.
    pub fn is_insurer_or_concern(&self, code: &str) -> bool {
        self.insurers.iter().any(|insurer| insurer.goes_by(code))
    }
}
