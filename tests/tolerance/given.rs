//! The dossier of `tests/intake`, held in memory, with the files that a test has otherwise.

use crate::folder::Folder;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::problem::{Problem, ProblemCode, Problems};
use verdeelsleutel::intake::convention::{Convention, Conventions};
use verdeelsleutel::intake::dossier::read_as;
use verdeelsleutel::intake::source::Source;

/// A problem without its sentences: file, line, code, column, value.
pub type Place = (String, u64, ProblemCode, String, String);

static VALID: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let folder = Folder::valid();
    Folder::files().map(|file| (file.to_owned(), folder.text(file).into_bytes())).collect()
});

/// The text of a file of the dossier, as it is without a problem.
pub fn clean(file: &str) -> String {
    String::from_utf8(VALID[file].clone()).unwrap()
}

/// The dossier, as a test has it.
pub struct Files {
    files: BTreeMap<String, Vec<u8>>,
    conventions: Conventions,
}

impl Files {
    pub fn valid() -> Files {
        Files { files: VALID.clone(), conventions: Conventions::default() }
    }

    /// With this content of a file. A workbook takes the place of the CSV of its name.
    pub fn with(file: &str, bytes: impl AsRef<[u8]>) -> Files {
        Files::valid().and(file, bytes)
    }

    pub fn and(mut self, file: &str, bytes: impl AsRef<[u8]>) -> Files {
        self.files.remove(&file.replace(".xlsx", ".csv"));
        self.beside(file, bytes)
    }

    /// With this file, and nothing in its place.
    pub fn beside(mut self, file: &str, bytes: impl AsRef<[u8]>) -> Files {
        self.files.insert(file.to_owned(), bytes.as_ref().to_owned());
        self
    }

    /// Said of all files.
    pub fn stating(mut self, said: Convention) -> Files {
        self.conventions.general = said;
        self
    }

    /// Said of one file.
    pub fn stating_of(mut self, file: &str, said: Convention) -> Files {
        self.conventions.of_file.insert(file.to_owned(), said);
        self
    }

    pub fn read(&self) -> Result<(Dossier, Vec<Problem>), Problems> {
        read_as(Source::Memory(&self.files), &self.conventions)
    }

    /// Taken, with or without a warning.
    #[track_caller]
    pub fn dossier(&self) -> Dossier {
        match self.read() {
            Ok((dossier, _)) => dossier,
            Err(problems) => panic!("{:#?}", problems.errors),
        }
    }

    /// The hash of all that a calculation sees of it.
    #[track_caller]
    pub fn hash(&self) -> String {
        input_sha256(&self.dossier())
    }

    /// Everything that is told, errors first.
    pub fn told(&self) -> Problems {
        let warned = |(_, warnings)| Problems { warnings, ..Problems::default() };
        self.read().map_or_else(|problems| problems, warned)
    }

    /// Taken without a word, as the dossier without a problem.
    #[track_caller]
    pub fn is_clean(&self) {
        assert_eq!(places(&self.told().warnings), []);
        assert_eq!(self.hash(), Files::valid().hash());
    }

    /// Refused with exactly these errors: line, code, column, value.
    #[track_caller]
    pub fn refused(&self, expected: &[(u64, ProblemCode, &str, &str)]) {
        let found = self.read().err().unwrap_or_default().errors;
        let found: Vec<_> = found.iter().map(|p| (p.line, p.code, p.column.as_str(), p.value.as_str())).collect();
        assert_eq!(found, expected);
    }

    /// Taken with exactly these warnings.
    #[track_caller]
    pub fn warned(&self, expected: &[(u64, ProblemCode, &str, &str)]) {
        let found = self.read().unwrap_or_else(|problems| panic!("{:#?}", problems.errors)).1;
        let found: Vec<_> = found.iter().map(|p| (p.line, p.code, p.column.as_str(), p.value.as_str())).collect();
        assert_eq!(found, expected);
    }

    /// What the only error says in Dutch.
    #[track_caller]
    pub fn sentence(&self) -> String {
        let errors = self.read().err().unwrap_or_default().errors;
        let [problem] = errors.as_slice() else { panic!("{errors:#?}") };
        problem.message_nl.clone()
    }
}

pub fn places(problems: &[Problem]) -> Vec<Place> {
    let place = |p: &Problem| (p.file.clone(), p.line, p.code, p.column.clone(), p.value.clone());
    problems.iter().map(place).collect()
}
