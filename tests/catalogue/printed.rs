//! What the program really prints of a dossier, on a terminal.

use crate::places::Place;
use crate::program::{Told, argument, tell, without_hints};
use std::path::Path;
use verdeelsleutel::domain::language::Language;

/// Everything that is told of the files, or of the run where the place asks for one.
pub fn by_the_program(folder: &Path, place: &Place, language: Language) -> Told {
    let dossier = argument(folder);
    let Some(run) = &place.run else { return checked(dossier, language) };
    let words: Vec<&str> = run.split_whitespace().collect();
    let [year, to, basis, kind] = words[..] else { panic!("no run: {run}") };
    let of_run = ["--year", year, "--to", to, "--basis", basis, "--kind", kind];
    let compute = ["compute", dossier, "--model", "models/model.toml", "--language", language.pick("nl", "en")];
    tell(&[&compute[..], &of_run].concat())
}

pub fn checked(dossier: &str, language: Language) -> Told {
    tell(&["check", dossier, "--language", language.pick("nl", "en")])
}

/// The lines about what is wrong: those before the hints.
pub fn head(told: &Told) -> &str {
    // Warnings of files that are taken stand above what `check` says of them.
    without_hints(if told.err.is_empty() { &told.out } else { &told.err })
}
