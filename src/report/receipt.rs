//! The head of every document: what was computed, and everything needed to compute it again (spec 2.10).

use crate::calc::receipt::ENGINE_VERSION;
use crate::domain::date::Date;
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::run::RunSpec;
use serde::Serialize;
use utoipa::ToSchema;

/// The first fields of a document, in their order.
#[derive(Serialize, ToSchema)]
pub struct Receipt<'a> {
    organisation: &'a str,
    model: ModelName<'a>,
    input_sha256: &'a str,
    engine_version: &'static str,
    run: RunLine,
}

/// The head of a document for who may not see all inputs: without their hash, against which guesses could be tried.
#[derive(Serialize, ToSchema)]
pub struct Head<'a> {
    organisation: &'a str,
    model: ModelName<'a>,
    engine_version: &'static str,
    run: RunLine,
}

impl<'a> Head<'a> {
    pub fn new(dossier: &'a Dossier, model: &'a Model, spec: &RunSpec) -> Head<'a> {
        Head {
            organisation: &dossier.reference.organisation.code,
            model: ModelName { name: &model.name, sha256: &model.sha256 },
            engine_version: ENGINE_VERSION,
            run: RunLine::of(spec),
        }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = ReceiptModel)]
struct ModelName<'a> {
    name: &'a str,
    sha256: &'a str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ReceiptRun)]
struct RunLine {
    year: i32,
    to: Date,
    as_of: Option<Date>,
    basis: &'static str,
    kind: &'static str,
}

impl<'a> Receipt<'a> {
    /// `input_sha256` is [`crate::calc::receipt::input_sha256`] of the dossier.
    pub fn new(dossier: &'a Dossier, model: &'a Model, spec: &RunSpec, input_sha256: &'a str) -> Receipt<'a> {
        Receipt {
            organisation: &dossier.reference.organisation.code,
            model: ModelName { name: &model.name, sha256: &model.sha256 },
            input_sha256,
            engine_version: ENGINE_VERSION,
            run: RunLine::of(spec),
        }
    }
}

impl RunLine {
    fn of(spec: &RunSpec) -> RunLine {
        RunLine {
            year: spec.year,
            to: spec.to,
            as_of: spec.as_of,
            basis: spec.basis.as_str(),
            kind: spec.kind.as_str(),
        }
    }
}
