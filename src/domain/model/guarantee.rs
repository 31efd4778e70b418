//! The guarantee (garantieregeling): what keeps a participant near its mono income in the first years (spec 2.6).

use crate::domain::date::Date;
use crate::domain::decimal::Rate;
use crate::domain::index::DisciplineIx;
use crate::domain::money::Cents;

/// What income is guaranteed against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselineKind {
    /// Shadow value of its own deliveries in the run.
    Mono,
    /// The same at the tariffs of a base date.
    MonoBaseYear { base_date: Date },
    /// Income of the reference year.
    Fixed,
    /// Income of the reference year per episode then, times episodes now.
    FixedPerEpisode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuaranteeLevel {
    Participant,
    Discipline,
}

/// Where the money for shortfalls comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FundingSource {
    /// What was above the cap.
    Corridor,
    /// The IGO's reserve.
    Reserve,
    /// A levy on what others gained.
    Gainers,
    /// Support agreed in the contracts.
    Insurer,
}

impl FundingSource {
    pub fn as_str(self) -> &'static str {
        match self {
            FundingSource::Corridor => "corridor",
            FundingSource::Reserve => "reserve",
            FundingSource::Gainers => "gainers",
            FundingSource::Insurer => "insurer",
        }
    }
}

/// How a shortage of funding falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShortageRule {
    Proportional,
    EqualAwards,
    EqualLosses,
    Refuse,
}

/// Where corridor money goes that nobody needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorridorRest {
    Back,
    Reserve,
}

/// Floor and cap of one year, as percentages of the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuaranteeYear {
    pub year: i32,
    pub floor: Rate,
    pub cap: Option<Rate>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarantee {
    pub baseline: BaselineKind,
    pub level: GuaranteeLevel,
    /// `None` covers all disciplines.
    pub disciplines: Option<Vec<DisciplineIx>>,
    pub funding: Vec<FundingSource>,
    pub reserve_limit: Option<Cents>,
    /// Percentage of a gain that may be levied.
    pub haircut: Rate,
    /// Whether interim runs have the guarantee.
    pub interim: bool,
    pub shortage: ShortageRule,
    pub corridor_rest: CorridorRest,
    pub repay_carried: bool,
    /// What reference amounts and base tariffs are multiplied by.
    pub index: Rate,
    pub years: Vec<GuaranteeYear>,
    pub article: Option<String>,
}

impl Guarantee {
    /// Floor and cap of a year, if it has any.
    pub fn year(&self, year: i32) -> Option<&GuaranteeYear> {
        self.years.iter().find(|entry| entry.year == year)
    }

    pub fn covers(&self, discipline: DisciplineIx) -> bool {
        self.disciplines.as_ref().is_none_or(|list| list.contains(&discipline))
    }
}
