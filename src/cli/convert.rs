//! `convert`: the export of another system to a file of a dossier.

use super::arguments::{Convert, ExplainFormat};
use super::failure::{Failure, complain, problem_lines};
use super::load;
use super::progress::Progress;
use crate::domain::language::Language;
use crate::domain::problem::{Problem, ProblemCode, Refused};
use crate::intake::mapping::{self, Converted};
use crate::report::result::json;
use serde::Serialize;

const MAPPING: Refused =
    Refused { code: ProblemCode::InvalidMapping, nl: ("De mapping", "gebruikt"), en: ("The mapping", "used") };
pub const EXPORT: Refused =
    Refused { code: ProblemCode::InvalidExport, nl: ("De export", "omgezet"), en: ("The export", "converted") };

/// What became of the rows.
#[derive(Serialize)]
struct Done<'a> {
    rows_read: usize,
    left_out: Vec<LeftOut<'a>>,
    rows_written: usize,
    warnings: &'a [Problem],
}

#[derive(Serialize)]
struct LeftOut<'a> {
    column: &'a str,
    rows: usize,
}

pub fn convert(wish: &Convert, language: Language) -> Result<(), Failure> {
    converted(wish, language).map_err(|failure| failure.telling_json(wish.format == ExplainFormat::Json))
}

fn converted(wish: &Convert, language: Language) -> Result<(), Failure> {
    let output = wish.output.as_deref();
    load::not_over(output, &[&wish.mapping, &wish.export], language)?;
    let mapping = load::named_file(&wish.mapping, language)?;
    let mapping = mapping::read(&wish.mapping.display().to_string(), &mapping)
        .map_err(|problems| Failure::problems_of(&MAPPING, problems))?;
    let export = load::named_file(&wish.export, language)?;
    let progress = Progress::new(1);
    progress.step(language.pick("export omzetten", "converting the export"));
    let converted = mapping::convert(&mapping, &wish.export.display().to_string(), export)
        .map_err(|problems| Failure::problems_of(&EXPORT, problems))?;
    progress.done();
    drop(progress);
    let told = output.is_some() && wish.format == ExplainFormat::Json;
    if !told {
        complain(&problem_lines(&converted.warnings, 0, language));
    }
    load::write(output, &converted.text)?;
    if output.is_none() {
        return Ok(());
    }
    load::write(None, if told { document(&converted) } else { summary(&converted, language) })
}

fn document(converted: &Converted) -> String {
    let left_out = converted.left_out.iter().map(|(column, rows)| LeftOut { column, rows: *rows }).collect();
    let Converted { rows_read, rows_written, warnings, .. } = converted;
    json(&Done { rows_read: *rows_read, left_out, rows_written: *rows_written, warnings })
}

/// Rows in, left out and written: what is left out by a filter that means something else would not be seen otherwise.
fn summary(converted: &Converted, language: Language) -> String {
    let Converted { rows_read, rows_written, left_out, .. } = converted;
    let mut text = match language {
        Language::Nl => format!("Regels gelezen: {rows_read}. Geschreven: {rows_written}.\n"),
        Language::En => format!("Rows read: {rows_read}. Written: {rows_written}.\n"),
    };
    for (column, rows) in left_out {
        text.push_str(&match language {
            Language::Nl => format!("Weggelaten om de waarde in '{column}': {rows}.\n"),
            Language::En => format!("Left out for the value in '{column}': {rows}.\n"),
        });
    }
    text
}
