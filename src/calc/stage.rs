//! What the steps of a run share once its claims and their values are known.

use super::members::Members;
use super::plan::Plan;
use super::prices::PriceBook;
use super::selection::Selection;
use super::units::ShiftedCare;
use super::values::ClaimValues;
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::run::RunSpec;

/// A run whose claims are selected and valued; nothing is divided yet.
pub struct Stage<'a> {
    pub dossier: &'a Dossier,
    pub model: &'a Model,
    pub spec: &'a RunSpec,
    pub members: &'a Members,
    pub plan: &'a Plan,
    pub prices: &'a PriceBook,
    pub selection: &'a Selection,
    pub care: &'a ShiftedCare,
    pub values: &'a ClaimValues,
}
