//! An organisation as a service keeps it: its small files, and the batches that were accepted.

use crate::files::FILES;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::batch::BatchKind;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::problem::{Problem, ProblemCode, Problems};
use verdeelsleutel::intake::convention::Conventions;
use verdeelsleutel::intake::dossier::{read_as, read_without_rows};
use verdeelsleutel::intake::source::Source;
use verdeelsleutel::intake::upload::{Upload, examine};
use verdeelsleutel::tabular::batches::{Batch, load, store_addition};

pub type Files = BTreeMap<String, Vec<u8>>;

/// The dossier with every kind of file in it.
pub fn small_dossier() -> Files {
    FILES.iter().map(|(file, text)| ((*file).to_owned(), text.as_bytes().to_vec())).collect()
}

/// The tables of a folder.
pub fn files_of(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.is_file());
    files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}

/// Read at once.
pub fn whole(files: &Files) -> Dossier {
    read_as(Source::Memory(files), &Conventions::default()).unwrap_or_else(|told| panic!("{:#?}", told.errors)).0
}

pub struct Igo {
    pub small: Files,
    pub dossier: Dossier,
    pub batches: Vec<Batch>,
}

impl Igo {
    /// Nothing was accepted yet.
    pub fn new(files: &Files) -> Igo {
        let is_large = |file: &str| BatchKind::ALL.iter().any(|kind| kind.file() == file);
        let mut small = files.clone();
        small.retain(|file, _| !is_large(file));
        let dossier = without_rows(&small);
        Igo { small, dossier, batches: Vec::new() }
    }

    /// Everything of the small dossier was accepted.
    pub fn filled() -> Igo {
        let files = small_dossier();
        let mut igo = Igo::new(&files);
        for kind in BatchKind::ALL {
            igo.accept(kind, &files[&kind.file()]);
        }
        igo
    }

    pub fn examine(&self, kind: BatchKind, bytes: impl AsRef<[u8]>) -> Result<Upload, Problems> {
        examine(kind, bytes.as_ref().to_vec(), &Conventions::default(), &self.dossier)
    }

    /// Sends a file that is in order; its warnings.
    #[track_caller]
    pub fn accept(&mut self, kind: BatchKind, bytes: impl AsRef<[u8]>) -> Vec<Problem> {
        let upload = self.examine(kind, bytes).unwrap_or_else(|told| panic!("{:#?}", told.errors));
        self.batches.push(store_addition(&self.dossier, &upload.addition).unwrap());
        self.dossier.add(upload.addition);
        upload.warnings
    }

    /// A file of these rows below the header row of the small dossier.
    pub fn file(kind: BatchKind, rows: &str) -> String {
        let (_, text) = FILES.iter().find(|(file, _)| *file == kind.file()).unwrap();
        format!("{}\n{rows}\n", text.lines().next().unwrap())
    }

    /// There are exactly these errors: line, code, column, value.
    #[track_caller]
    pub fn refuses(&self, kind: BatchKind, rows: &str, expected: &[(u64, ProblemCode, &str, &str)]) -> Problems {
        let before = input_sha256(&self.dossier);
        let told = self.examine(kind, Igo::file(kind, rows)).err().unwrap_or_default();
        assert_eq!(places(&told.errors), expected, "{:#?}", told.errors);
        assert_eq!(input_sha256(&self.dossier), before);
        told
    }

    /// As a service would have it after a new start.
    pub fn reloaded(&self) -> Dossier {
        let mut dossier = without_rows(&self.small);
        load(&mut dossier, self.batches.clone()).unwrap();
        dossier
    }
}

fn without_rows(small: &Files) -> Dossier {
    read_without_rows(Source::Memory(small), &Conventions::default()).unwrap().0
}

pub fn places(problems: &[Problem]) -> Vec<(u64, ProblemCode, &str, &str)> {
    problems.iter().map(|told| (told.line, told.code, told.column.as_str(), told.value.as_str())).collect()
}
