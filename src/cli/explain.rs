//! `explain`: opens the amount of one participant, down to each claim.

use super::arguments::{Explain, ExplainFormat};
use super::failure::{Failure, complain, run_warning_lines};
use super::load::{self, Inputs};
use super::progress::Progress;
use crate::calc;
use crate::calc::receipt::input_sha256;
use crate::domain::language::Language;
use crate::report::explain::{explanation_json, explanation_text};

pub fn explain(wish: &Explain, language: Language) -> Result<(), Failure> {
    explained(wish, language).map_err(|failure| failure.telling_json(wish.format == ExplainFormat::Json))
}

fn explained(wish: &Explain, language: Language) -> Result<(), Failure> {
    let progress = Progress::new(2);
    let Inputs { dossier, model, untold } =
        load::inputs(&wish.run, wish.format == ExplainFormat::Json, language, &progress)?;
    let spec = wish.run.spec();
    progress.step(language.pick("verdelen en uitleggen", "distributing and explaining"));
    let (outcome, explanation) = calc::explain::explain(&dossier, &model, &spec, &wish.participant)?;
    let text = match wish.format {
        ExplainFormat::Text => explanation_text(&dossier, &model, &spec, &explanation, language),
        ExplainFormat::Json => {
            let input = input_sha256(&dossier);
            explanation_json(&dossier, &model, &spec, &explanation, &input)
        }
    };
    progress.done();
    drop(progress);
    complain(&untold);
    if wish.format != ExplainFormat::Json {
        complain(&run_warning_lines(&outcome.warnings, language));
    }
    load::write(wish.run.output.as_deref(), &text)
}
