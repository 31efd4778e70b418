//! Bytes to text. The only place that knows encodings.

use super::columns::{ALL, Kind};
use super::report::{Report, WHOLE_FILE};
use super::sentences;
use std::io::ErrorKind;
use std::path::Path;

/// What stood at a path.
pub enum Loaded {
    /// Not there, and need not be.
    Absent,
    /// Not readable; the report says why.
    Refused,
    Text(String),
}

/// Where the files of a dossier come from.
pub struct Folder<'p> {
    pub path: &'p Path,
}

impl Folder<'_> {
    /// The text of a CSV file of this kind.
    pub fn table(&self, kind: &Kind, report: &mut Report) -> Loaded {
        self.text(kind.file, kind.must_exist, report)
    }

    /// The text of a file. Whatever keeps us from reading it is a problem of that file, never a failure of ours.
    pub fn text(&self, file: &str, must_exist: bool, report: &mut Report) -> Loaded {
        let bytes = match std::fs::read(self.path.join(file)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => return Loaded::Absent,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                report.error(WHOLE_FILE, "", "", || sentences::missing_file(file));
                return Loaded::Refused;
            }
            Err(error) => {
                report.error(WHOLE_FILE, "", "", || sentences::unreadable_file(file, &error));
                return Loaded::Refused;
            }
        };
        match decode(bytes) {
            Ok(text) => Loaded::Text(text),
            Err(line) => {
                report.error(line, "", "", sentences::not_utf8);
                Loaded::Refused
            }
        }
    }
}

impl Folder<'_> {
    /// CSV files that no dossier has, by name: a misspelt `contract.csv` would otherwise change amounts in silence.
    pub fn strangers(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path) else { return Vec::new() };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let is_stranger = |name: &String| name.ends_with(".csv") && ALL.iter().all(|kind| kind.file != name);
        let mut strangers: Vec<String> = names.filter(is_stranger).collect();
        strangers.sort_unstable();
        strangers
    }
}

/// UTF-8 with or without a byte order mark; the line of the first byte that is not.
pub fn decode(bytes: Vec<u8>) -> Result<String, u64> {
    const MARK: &str = "\u{feff}";
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with(MARK) {
                text.drain(..MARK.len());
            }
            Ok(text)
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            Err(1 + line_ends(error.as_bytes().get(..valid).unwrap_or_default()))
        }
    }
}

/// Line ends in a stretch of bytes.
pub fn line_ends(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum()
}
