//! `demo`: the example IGO under each of its models, as its board would see it.

use super::arguments::Demo;
use super::conventions::ReadingArguments;
use super::failure::{Failure, complain, run_warning_lines};
use super::load;
use super::progress::Progress;
use crate::calc;
use crate::calc::trace::Silent;
use crate::domain::date::last_day;
use crate::domain::language::Language;
use crate::domain::run::{Basis, RunKind, RunSpec};
use crate::report::board::board_table;
use crate::report::compare::comparison;
use std::path::PathBuf;

/// The year of the example.
const YEAR: i32 = 2026;

pub fn demo(wish: &Demo, language: Language) -> Result<(), Failure> {
    let folder = wish.dossier.clone().unwrap_or_else(example);
    let models = load::model_paths(&folder);
    let progress = Progress::new(1 + u64::try_from(models.len()).unwrap_or(0));
    let (dossier, warnings) = load::dossier(&folder, &ReadingArguments::default(), language, &progress)?;
    complain(&warnings);
    let spec =
        RunSpec { year: YEAR, to: last_day(YEAR), as_of: None, basis: Basis::Accepted, kind: RunKind::Settlement };
    let mut results = Vec::new();
    let mut text = String::new();
    for path in models {
        progress.step(path.display().to_string());
        let model = load::model(&folder, &path, &dossier, language)?;
        let outcome = calc::run::run(&dossier, &model, &spec, &mut Silent)?;
        complain(&run_warning_lines(&outcome.warnings, language));
        text.push_str(&board_table(&dossier, &model, &outcome, language)?);
        text.push('\n');
        results.push((model, outcome));
        progress.done();
    }
    text.push_str(&comparison(&dossier, &results, language)?);
    drop(progress);
    load::write(None, &text)
}

/// The example beside us, else in the folder this program was built from.
fn example() -> PathBuf {
    let near = PathBuf::from("fixtures/voorbeeld");
    if near.is_dir() { near } else { PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/voorbeeld") }
}
