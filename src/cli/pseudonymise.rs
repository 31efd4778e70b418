//! `pseudonymise`: a column of service numbers to pseudonyms, where the file is made.

use super::arguments::{ExplainFormat, Pseudonymise};
use super::failure::Failure;
use super::progress::Progress;
use super::{key_file, load};
use crate::domain::language::Language;
use crate::domain::problem::{ProblemCode, Refused};
use crate::intake::pseudonyms::{self, Key, Pseudonymised, Wish};
use crate::report::result::json;
use serde::Serialize;
use std::path::Path;

const TABLE: Refused = Refused {
    code: ProblemCode::InvalidExport,
    nl: ("De tabel", "gepseudonimiseerd"),
    en: ("The table", "pseudonymised"),
};

/// What became of the cells. The fingerprint tells whether another practice has the same key.
#[derive(Serialize)]
struct Done {
    rows: usize,
    replaced: usize,
    different: usize,
    empty: usize,
    key_fingerprint: String,
}

pub fn pseudonymise(wish: &Pseudonymise, language: Language) -> Result<(), Failure> {
    pseudonymised(wish, language).map_err(|failure| failure.telling_json(wish.format == ExplainFormat::Json))
}

fn pseudonymised(wish: &Pseudonymise, language: Language) -> Result<(), Failure> {
    if let Some(path) = &wish.new_key {
        key_file::make(path, language)?;
        return load::write(None, made(path, language));
    }
    // Whoever gives none of the two is told so before we come here.
    let (Some(file), Some(key_path)) = (&wish.file, &wish.key_file) else { return Ok(()) };
    let output = wish.output.as_deref();
    load::not_over(output, &[file, key_path], language)?;
    let key = key_file::read(key_path, language)?;
    let bytes = load::named_file(file, language)?;
    let progress = Progress::new(1);
    progress.step(language.pick("pseudonimiseren", "pseudonymising"));
    let wanted = Wish {
        columns: &wish.column,
        whose: wish.any.as_deref(),
        renames: &wish.rename,
        header_line: wish.table.header_line,
        convention: wish.table.convention(),
    };
    let done = pseudonyms::pseudonymise(&file.display().to_string(), bytes, &key, &wanted)
        .map_err(|problems| Failure::problems_of(&TABLE, problems))?;
    progress.done();
    drop(progress);
    load::write(output, &done.bytes)?;
    match (output, wish.format) {
        (None, _) => Ok(()),
        (Some(_), ExplainFormat::Text) => load::write(None, summary(&done, &key, language)),
        (Some(_), ExplainFormat::Json) => {
            let Pseudonymised { rows, replaced, different, empty, .. } = done;
            load::write(None, json(&Done { rows, replaced, different, empty, key_fingerprint: key.fingerprint() }))
        }
    }
}

fn summary(done: &Pseudonymised, key: &Key, language: Language) -> String {
    let Pseudonymised { rows, replaced, different, empty, .. } = done;
    let fingerprint = key.fingerprint();
    match language {
        Language::Nl => format!(
            "Regels: {rows}. Vervangen waarden: {replaced}, waarvan verschillend: {different}. Leeg gebleven: {empty}.\n\
             Kenmerk van de sleutel: {fingerprint}. Een praktijk met hetzelfde kenmerk maakt dezelfde pseudoniemen.\n"
        ),
        Language::En => format!(
            "Rows: {rows}. Values replaced: {replaced}, of which different: {different}. Left empty: {empty}.\n\
             Fingerprint of the key: {fingerprint}. A practice with the same one makes the same pseudonyms.\n"
        ),
    }
}

fn made(path: &Path, language: Language) -> String {
    let path = path.display();
    match language {
        Language::Nl => format!(
            "Sleutel geschreven naar {path}. Wie hem heeft kan elk pseudoniem narekenen: deel hem langs een veilige weg met de\n\
             praktijken die dezelfde pseudoniemen moeten maken, en geef hem nooit aan de IGO.\n"
        ),
        Language::En => format!(
            "Key written to {path}. Whoever has it can recompute every pseudonym: share it along a safe way with the practices\n\
             that must make the same pseudonyms, and never give it to the birth-care organisation.\n"
        ),
    }
}
