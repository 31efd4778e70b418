//! What is asked of a run.

use crate::app::decisions::day;
use crate::app::fault::Fault;
use crate::domain::date::{Date, last_day};
use crate::domain::run::{Basis, RunKind, RunSpec};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is asked of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunWish {
    #[schema(minimum = 1900, maximum = 9999, example = 2026)]
    pub year: i32,
    /// Last day of the care that counts, within the year (ISO 8601); none is 31 December. A settlement takes no other.
    #[schema(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2026-12-31")]
    #[serde(default)]
    pub to: Option<String>,
    /// Last day of the events that count (ISO 8601); none is all of them.
    #[schema(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2027-01-31")]
    #[serde(default)]
    pub as_of: Option<String>,
    #[serde(default)]
    pub basis: BasisWord,
    #[serde(default)]
    pub kind: KindWord,
    /// Needed for an interim run; a settlement uses the model that a decision adopted.
    #[serde(default)]
    pub model: Option<ModelName>,
    /// Of a settlement: the id of the consent of a second person.
    #[serde(default)]
    pub consent: Option<String>,
    /// Of a settlement of a year that was settled: the id of its last settlement, which this one corrects. The year is
    /// computed again with the model, prices and openings that settled it; the difference is due.
    #[serde(default)]
    pub corrects: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelName {
    #[schema(example = "glide")]
    pub name: String,
    /// None is the last one.
    #[schema(minimum = 1, example = 1)]
    #[serde(default)]
    pub version: Option<i64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BasisWord {
    Claimed,
    #[default]
    Accepted,
    Paid,
}

impl From<BasisWord> for Basis {
    fn from(word: BasisWord) -> Basis {
        match word {
            BasisWord::Claimed => Basis::Claimed,
            BasisWord::Accepted => Basis::Accepted,
            BasisWord::Paid => Basis::Paid,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KindWord {
    #[default]
    Interim,
    Settlement,
}

impl RunWish {
    pub fn spec(&self) -> Result<RunSpec, Fault> {
        if Date::new(self.year, 1, 1).is_none() {
            return Err(Fault::field(
                "year",
                &self.year.to_string(),
                "Geef een jaar van 1900 tot en met 9999.",
                "Give a year from 1900 up to and including 9999.",
            ));
        }
        let spec = RunSpec {
            year: self.year,
            to: self.to.as_deref().map_or(Ok(last_day(self.year)), |text| day("to", text))?,
            as_of: self.as_of.as_deref().map(|text| day("as_of", text)).transpose()?,
            basis: self.basis.into(),
            kind: match self.kind {
                KindWord::Interim => RunKind::Interim,
                KindWord::Settlement => RunKind::Settlement,
            },
        };
        spec.check()?;
        Ok(spec)
    }
}
