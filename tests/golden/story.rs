//! A story: a dossier folder with a model, one or more runs, and what each must give.

use crate::runs::{BASES, repository};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::run::{RunKind, RunSpec};

pub const KINDS: [RunKind; 2] = [RunKind::Interim, RunKind::Settlement];

pub struct Story {
    pub name: String,
    pub folder: PathBuf,
    pub runs: Vec<StoryRun>,
}

pub struct StoryRun {
    /// The line of `run.txt`.
    pub line: String,
    pub spec: RunSpec,
    pub expected: Value,
}

/// The stories calculated by hand.
pub fn stories() -> Vec<Story> {
    stories_in("fixtures/golden")
}

/// The vectors of an independent implementation.
pub fn vectors() -> Vec<Story> {
    stories_in("tests/vectors")
}

/// A folder that is not a whole story stops the test, with all of those: nothing is passed over.
fn stories_in(folder: &str) -> Vec<Story> {
    let (whole, broken): (Vec<_>, Vec<_>) =
        folders_in(&repository(folder)).into_iter().map(Story::read).partition(Result::is_ok);
    let faults: Vec<String> = broken.into_iter().filter_map(Result::err).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    whole.into_iter().filter_map(Result::ok).collect()
}

impl Story {
    fn read(folder: PathBuf) -> Result<Story, String> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = |file: &str| {
            fs::read_to_string(folder.join(file)).map_err(|fault| format!("story {name}, {file}: {fault}"))
        };
        let lines: Vec<String> = text("run.txt")?.lines().map(str::to_owned).collect();
        let mut files: Vec<String> = match lines.len() {
            0 => return Err(format!("story {name} has no run")),
            1 => vec!["expected.json".to_owned()],
            many => (1..=many).map(|at| format!("expected-{at}.json")).collect(),
        };
        let mut runs = Vec::new();
        for (line, file) in lines.iter().zip(&files) {
            let spec = run_line(line).ok_or_else(|| format!("story {name}: no run: {line}"))?;
            let expected =
                serde_json::from_str(&text(file)?).map_err(|fault| format!("story {name}, {file}: {fault}"))?;
            runs.push(StoryRun { line: line.clone(), spec, expected });
        }
        let entries = fs::read_dir(&folder).map_err(|fault| format!("story {name}: {fault}"))?;
        let mut present: Vec<String> = entries
            .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
            .filter(|file| file.starts_with("expected"))
            .collect();
        present.sort();
        files.sort();
        if present != files {
            return Err(format!("story {name}: {present:?} instead of {files:?}, one for each line of run.txt"));
        }
        Ok(Story { name, folder, runs })
    }
}

/// The folders in a folder, by name.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "{} has no folders", folder.display());
    folders
}

/// `YEAR TO BASIS KIND [AS_OF]`, as a line of `run.txt` has it.
pub fn run_line(line: &str) -> Option<RunSpec> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (year, to, basis, kind, as_of) = match words[..] {
        [year, to, basis, kind] => (year, to, basis, kind, None),
        [year, to, basis, kind, as_of] => (year, to, basis, kind, Some(Date::parse(as_of)?)),
        _ => return None,
    };
    Some(RunSpec {
        year: year.parse().ok()?,
        to: Date::parse(to)?,
        as_of,
        basis: BASES.into_iter().find(|known| known.as_str() == basis)?,
        kind: KINDS.into_iter().find(|known| known.as_str() == kind)?,
    })
}
