//! `compute`: a distribution as a table, a result document or CSV.

use super::arguments::{Compute, Format};
use super::failure::{Failure, complain, run_warning_lines};
use super::load::{self, Inputs};
use super::progress::Progress;
use crate::calc;
use crate::calc::receipt::input_sha256;
use crate::calc::trace::Silent;
use crate::domain::language::Language;
use crate::report::board::board_table;
use crate::report::csv::participants_csv;
use crate::report::result::ResultDocument;

pub fn compute(wish: &Compute, language: Language) -> Result<(), Failure> {
    computed(wish, language).map_err(|failure| failure.telling_json(wish.format == Format::Json))
}

fn computed(wish: &Compute, language: Language) -> Result<(), Failure> {
    let progress = Progress::new(2);
    let Inputs { dossier, model, untold } = load::inputs(&wish.run, wish.format == Format::Json, language, &progress)?;
    progress.step(language.pick("verdelen", "distributing"));
    let outcome = calc::run::run(&dossier, &model, &wish.run.spec(), &mut Silent)?;
    let text = match wish.format {
        Format::Table => board_table(&dossier, &model, &outcome, language)?,
        Format::Json => {
            let input = input_sha256(&dossier);
            ResultDocument::new(&dossier, &model, &outcome, &input)?.to_json()
        }
        Format::Csv => participants_csv(&dossier, &outcome).map_err(Failure::unexpected)?,
    };
    progress.done();
    drop(progress);
    complain(&untold);
    // The document has them among its own; beside a table or a CSV they would go unsaid.
    if wish.format != Format::Json {
        complain(&run_warning_lines(&outcome.warnings, language));
    }
    load::write(wish.run.output.as_deref(), &text)
}
