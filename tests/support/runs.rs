//! Runs of a dossier folder through the library, as anyone who uses it would do: read, parse, compute, document.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use verdeelsleutel::calc;
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::problem::Refusal;
use verdeelsleutel::domain::run::{Basis, RunSpec};
use verdeelsleutel::intake;
use verdeelsleutel::report::result::ResultDocument;

pub const BASES: [Basis; 3] = [Basis::Claimed, Basis::Accepted, Basis::Paid];

/// A folder of the repository.
pub fn repository(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The dossier of a folder, which has to be in order.
pub fn dossier(folder: &Path) -> Dossier {
    read(folder).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The dossier of a folder, or what is wrong with it.
pub fn read(folder: &Path) -> Result<Dossier, String> {
    match intake::dossier::read(folder) {
        Ok((dossier, _warnings)) => Ok(dossier),
        Err(problems) => Err(format!("{} is refused: {:#?}", folder.display(), problems.errors)),
    }
}

/// The model `models/NAME.toml` of a folder, or why a run with it is refused.
pub fn model(folder: &Path, name: &str, dossier: &Dossier) -> Result<Model, Refusal> {
    let file = format!("models/{name}.toml");
    let path = folder.join(&file);
    let text = fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    intake::model::parse(&file, &text, &dossier.reference).map_err(intake::model::refusal)
}

/// The result document of a run.
pub fn document(dossier: &Dossier, model: &Model, spec: &RunSpec) -> Result<Value, Refusal> {
    let outcome = calc::run::run(dossier, model, spec, &mut Silent)?;
    let input = input_sha256(dossier);
    let text = ResultDocument::new(dossier, model, &outcome, &input)?.to_json();
    Ok(serde_json::from_str(&text).unwrap_or_else(|fault| panic!("the result is no JSON: {fault}\n{text}")))
}
