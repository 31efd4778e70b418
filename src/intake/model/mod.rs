//! From the text of a distribution model to [`Model`], bound to the reference data of a dossier (spec 2.11).
//!
//! A model is taken whole or not at all, and refused with everything that is wrong with it: every reader reports what
//! it finds and goes on, and only when nobody had anything to report is there a model.

mod adjustments;
pub(in crate::intake) mod codes;
pub(in crate::intake) mod context;
pub mod difference;
mod guarantee;
mod prices;
pub(in crate::intake) mod read;
mod reserve;
mod rules;
mod schedules;
pub(in crate::intake) mod section;
pub(in crate::intake) mod shares;
mod shifts;
mod slices;
pub(in crate::intake) mod syntax;
mod trees;

use crate::domain::decimal::Rate;
use crate::domain::model::Model;
use crate::domain::problem::{Problem, ProblemCode, Problems, Refusal};
use crate::domain::reference::Reference;
use crate::intake::convention::Encoding;
use crate::intake::encoding::decode;
use crate::intake::sentences;
use context::{Context, Place, say};
use section::Section;
use sha2::{Digest, Sha256};

/// Reads a model. `file` is the name that problems carry: `models/2026.toml`.
pub fn parse(file: &str, text: &str, reference: &Reference) -> Result<Model, Problems> {
    let context = Context::new(file, text, reference);
    let model = syntax::document(&context, text)
        .and_then(|table| model(Section::new(&context, &table, Place::document()), text));
    let mut problems = context.into_problems();
    match model {
        Some(model) if problems.is_clean() => Ok(model),
        _ => {
            if problems.is_clean() {
                problems.errors.push(unexplained(file));
            }
            Err(problems)
        }
    }
}

/// Reads a model from the bytes of its file: UTF-8, with or without a byte order mark.
pub fn read(file: &str, bytes: &[u8], reference: &Reference) -> Result<Model, Problems> {
    parse(file, &text_of(file, bytes)?, reference)
}

/// The text of a document that is UTF-8, with or without a byte order mark.
pub(in crate::intake) fn text_of(file: &str, bytes: &[u8]) -> Result<String, Problems> {
    decode(bytes.to_vec(), Some(Encoding::Utf8)).map_err(|fault| {
        let sentence = sentences::unreadable_text(fault.reason);
        let problem = Problem {
            code: sentence.code,
            file: file.to_owned(),
            line: fault.line,
            column: String::new(),
            value: String::new(),
            message_nl: sentence.nl,
            message_en: sentence.en,
        };
        Problems { errors: vec![problem], ..Problems::default() }
    })
}

/// Why a model cannot be computed with. The code is the problems' own when the spec names it as a refusal and all of
/// them share it, else `invalid_model` (spec 2.11).
pub fn refusal(problems: Problems) -> Refusal {
    const OWN: [ProblemCode; 3] = [ProblemCode::ShiftOverlap, ProblemCode::UnknownPriceTable, ProblemCode::ScheduleGap];
    let shared = problems.shared_code().filter(|code| OWN.contains(code));
    let code = shared.unwrap_or(ProblemCode::InvalidModel);
    let count = problems.count();
    let (many_nl, many_en) = match count {
        1 => ("Het model heeft 1 fout".to_owned(), "The model has 1 problem".to_owned()),
        _ => (
            format!("Het model heeft {count} fouten, als eerste"),
            format!("The model has {count} problems, the first"),
        ),
    };
    let (nl, en) = match problems.errors.first() {
        Some(first) => (
            format!("{many_nl} op regel {}: {}", first.line, first.message_nl),
            format!("{many_en} on line {}: {}", first.line, first.message_en),
        ),
        None => (format!("{many_nl}."), format!("{many_en}.")),
    };
    Refusal { problems: problems.errors, ..Refusal::new(code, nl, en) }
}

/// Reads the whole document. Price tables come first, because rules refer to them; everything else is read whatever
/// the others gave.
fn model(mut document: Section<'_>, text: &str) -> Option<Model> {
    let name = document.need("name", read::name);
    let interim_share = document.or("interim_share", Rate::HUNDRED, read::percentage);
    let reserve = reserve::reserve(&mut document);
    let (tables, price_tables) = prices::tables(&mut document);
    let top_slices = slices::slices(&mut document);
    let mut trees = trees::Trees::new(&tables);
    let rules = rules::rules(&mut document, &mut trees);
    let adjustments = adjustments::adjustments(&mut document, &mut trees);
    let nodes = trees.into_nodes();
    let shifts = shifts::shifts(&mut document);
    let guarantee = guarantee::guarantee(&mut document);
    document.finish();
    Some(Model {
        name: name?.text,
        sha256: sha256(text),
        interim_share: interim_share?,
        reserve: reserve?,
        price_tables: price_tables?,
        top_slices: top_slices?,
        rules: rules?,
        adjustments: adjustments?,
        nodes: nodes?,
        shifts: shifts?,
        guarantee: guarantee?,
    })
}

/// SHA-256 of the text's bytes, hexadecimal.
pub(in crate::intake) fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Readers report whatever they refuse; should one ever forget, the model is still refused and never half applied.
fn unexplained(file: &str) -> Problem {
    let sentence = say("Het model kon niet worden gelezen.", "The model could not be read.");
    Problem {
        code: ProblemCode::InvalidModel,
        file: file.to_owned(),
        line: 0,
        column: String::new(),
        value: String::new(),
        message_nl: sentence.nl,
        message_en: sentence.en,
    }
}
