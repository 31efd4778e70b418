//! `fixtures/invalid/places.toml`: where each file goes, and where its mistake is told.

use crate::copies::copy_of;
use crate::runs::repository;
use crate::temp::TempFolder;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use verdeelsleutel::domain::problem::ProblemCode;

pub const FOLDER: &str = "fixtures/invalid";

/// An entry; its head explains each of them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Place {
    file: Option<String>,
    absent: Option<String>,
    line: u64,
    column: String,
    pub run: Option<String>,
    told: Option<String>,
    pub refusal: bool,
}

/// By code.
pub fn places() -> BTreeMap<String, Place> {
    let text = fs::read_to_string(repository(FOLDER).join("places.toml")).unwrap();
    toml::from_str(&text).unwrap_or_else(|fault| panic!("places.toml: {fault}"))
}

/// The entry of a code.
#[track_caller]
pub fn place_of(code: ProblemCode) -> Place {
    places().remove(code.as_str()).unwrap_or_else(|| panic!("places.toml has no [{code}]"))
}

impl Place {
    /// What the fixture takes the place of in the dossier.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// What is taken out of the dossier.
    pub fn absent(&self) -> Option<&str> {
        self.absent.as_deref()
    }

    /// The name of the file that shows a code, in the folder of all of them.
    pub fn fixture(&self, code: ProblemCode) -> Option<String> {
        let (_, ending) = self.file()?.rsplit_once('.')?;
        Some(format!("{code}.{ending}"))
    }

    /// File, line and column at which it is told. What only a run finds is of no file, unless the entry says so.
    pub fn told(&self) -> (String, u64, String) {
        let of_files = if self.run.is_some() { None } else { self.file().or(self.absent()) };
        let file = self.told.as_deref().or(of_files).unwrap_or_default();
        (file.to_owned(), self.line, self.column.clone())
    }

    /// The dossier with the fixture in its place.
    pub fn dossier(&self, code: ProblemCode) -> TempFolder {
        let folder = copy_of(&format!("{FOLDER}/dossier"));
        if let (Some(file), Some(fixture)) = (self.file(), self.fixture(code)) {
            fs::copy(path_of(&fixture), folder.path.join(file)).unwrap_or_else(|fault| panic!("{fixture}: {fault}"));
        }
        if let Some(absent) = self.absent() {
            fs::remove_file(folder.path.join(absent)).unwrap_or_else(|fault| panic!("{absent}: {fault}"));
        }
        folder
    }
}

/// A file of the folder.
pub fn path_of(name: &str) -> PathBuf {
    repository(FOLDER).join(name)
}
