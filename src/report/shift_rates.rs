//! Monitoring of care-path shifts (spec 4, `care-path-shifts`), whole, for controller and auditor.
//!
//! Units are volumes of whoever took care over, and at their charge an amount of whoever gave it: for others
//! [`super::view`] judges whether they are shown.

use super::receipt::Head;
use crate::calc::reselected::Reselected;
use crate::calc::shift_rates::{ShiftRates, shift_rates};
use crate::domain::date::Date;
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::problem::Refusal;
use crate::domain::run::RunSpec;
use serde::Serialize;
use utoipa::ToSchema;

/// Every shift of the model by month, of the claims of the run.
#[derive(Serialize, ToSchema)]
pub struct ShiftMonitor<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    pub shifts: Vec<ShiftRates>,
}

impl<'a> ShiftMonitor<'a> {
    /// Refuses what the run itself refuses.
    pub fn new(dossier: &'a Dossier, model: &'a Model, spec: &RunSpec) -> Result<ShiftMonitor<'a>, Refusal> {
        let run = Reselected::of(dossier, model, spec)?;
        // Units of care of before the year count in the month in which they were delivered.
        let shifts = shift_rates(dossier, model, &run, Date::MIN, |_| true);
        Ok(ShiftMonitor { head: Head::new(dossier, model, spec), shifts })
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        super::result::json(self)
    }
}
