//! Where the files of a dossier come from.

use super::columns::{ALL, Kind};
use super::convention::Encoding;
use super::encoding::decode;
use super::report::{Report, WHOLE_FILE};
use super::sentences;
use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The files of a dossier, by name.
#[derive(Clone, Copy)]
pub enum Source<'p> {
    Folder(&'p Path),
    /// What was sent, not yet kept anywhere.
    Memory(&'p BTreeMap<String, Vec<u8>>),
}

/// What stood at a name.
pub enum Loaded<T> {
    /// Not there, and need not be.
    Absent,
    /// Not readable; the report says why.
    Refused,
    Found(T),
}

/// A large CSV, to be read as it comes.
pub struct Large<'p> {
    pub input: Box<dyn Read + Send + 'p>,
    pub bytes: u64,
}

impl<'p> Source<'p> {
    /// The CSV of this kind, if it is there and larger than so many bytes; what is not is read whole.
    pub fn large(&self, kind: &Kind, than: u64) -> Option<Large<'p>> {
        if self.has(&workbook_of(kind)) {
            return None;
        }
        let (input, bytes): (Box<dyn Read + Send + 'p>, u64) = match self {
            Source::Folder(path) => {
                let file = File::open(path.join(kind.file)).ok()?;
                let bytes = file.metadata().ok().filter(Metadata::is_file)?.len();
                (Box::new(file), bytes)
            }
            Source::Memory(files) => {
                let bytes = files.get(kind.file)?.as_slice();
                (Box::new(bytes), u64::try_from(bytes.len()).ok()?)
            }
        };
        (bytes > than).then_some(Large { input, bytes })
    }

    /// The bytes of the file of this kind: a CSV, or a workbook of the same name. The report is told its name.
    pub fn table(&self, kind: &Kind, report: &mut Report) -> Loaded<Vec<u8>> {
        let workbook = workbook_of(kind);
        if !self.has(&workbook) {
            return self.bytes(kind.file, kind.must_exist, report);
        }
        if self.has(kind.file) {
            report.error(WHOLE_FILE, "", "", || sentences::file_twice(kind.file, &workbook));
            return Loaded::Refused;
        }
        report.rename(&workbook);
        self.bytes(&workbook, true, report)
    }

    /// The text of a file that is no table: TOML, which is UTF-8.
    pub fn text(&self, file: &str, report: &mut Report) -> Loaded<String> {
        let bytes = match self.bytes(file, true, report) {
            Loaded::Found(bytes) => bytes,
            Loaded::Absent => return Loaded::Absent,
            Loaded::Refused => return Loaded::Refused,
        };
        match decode(bytes, Some(Encoding::Utf8)) {
            Ok(text) => Loaded::Found(text),
            Err(fault) => {
                report.error(fault.line, "", "", || sentences::unreadable_text(fault.reason));
                Loaded::Refused
            }
        }
    }

    /// The bytes of a file. Whatever keeps us from reading it is a problem of that file, never a failure of ours.
    fn bytes(&self, file: &str, must_exist: bool, report: &mut Report) -> Loaded<Vec<u8>> {
        match self.load(file) {
            Ok(bytes) => Loaded::Found(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => Loaded::Absent,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                report.error(WHOLE_FILE, "", "", || sentences::missing_file(file));
                Loaded::Refused
            }
            Err(error) => {
                report.error(WHOLE_FILE, "", "", || sentences::unreadable_file(file, &error));
                Loaded::Refused
            }
        }
    }

    fn load(&self, file: &str) -> io::Result<Vec<u8>> {
        match self {
            Source::Folder(path) => std::fs::read(path.join(file)),
            Source::Memory(files) => files.get(file).cloned().ok_or_else(|| ErrorKind::NotFound.into()),
        }
    }

    fn has(&self, file: &str) -> bool {
        match self {
            Source::Folder(path) => path.join(file).exists(),
            Source::Memory(files) => files.contains_key(file),
        }
    }

    /// Tables that no dossier has, by name: a misspelt `contract.csv` would otherwise change amounts in silence.
    pub fn strangers(&self) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Source::Folder(path) => {
                let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
                entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
            }
            Source::Memory(files) => files.keys().cloned().collect(),
        };
        names.retain(|name| is_stranger(name));
        names.sort_unstable();
        names
    }
}

/// The name of a workbook instead of the CSV of this kind.
fn workbook_of(kind: &Kind) -> String {
    format!("{}.xlsx", kind.file.trim_end_matches(".csv"))
}

/// Whether a name is that of a table of a dossier: with an ending or, as a person may say it, without.
pub fn is_table(name: &str) -> bool {
    let stem = name.strip_suffix(".csv").or(name.strip_suffix(".xlsx")).unwrap_or(name);
    ALL.iter().any(|kind| kind.file.strip_suffix(".csv") == Some(stem))
}

fn is_stranger(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let is_one_of = |endings: &[&str]| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
    let looks_like_one =
        is_one_of(&["csv", "xlsx", "xls", "xlsm", "xlsb", "ods"]) || (is_one_of(&["tsv", "txt"]) && is_table(stem));
    // Spreadsheets keep a lock file beside a workbook that is open.
    looks_like_one && !name.starts_with("~$") && !name.starts_with(".~lock") && !is_table(name)
}
