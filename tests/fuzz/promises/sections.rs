//! An input of several files, which a person can read and a fuzzer can change: each file begins with a mark, a sign for
//! its name and a sign for how it is said to be written.

use super::files::FILES;
use std::collections::BTreeMap;
use verdeelsleutel::intake::convention::{Convention, Conventions, DecimalMark, Encoding};

const MARK: u8 = 0x1e;

pub struct Section<'d> {
    /// From 0 for `a`: the files of a dossier, and what comes after them.
    pub kind: usize,
    /// From 0 for `0`.
    pub how: usize,
    pub bytes: &'d [u8],
}

/// The files of an input. What stands before the first mark is of no file.
pub fn sections(data: &[u8]) -> impl Iterator<Item = Section<'_>> {
    data.split(|byte| *byte == MARK).skip(1).filter_map(|section| {
        let [kind, how, bytes @ ..] = section else { return None };
        let from = |byte: &u8, first: u8| usize::from(byte.wrapping_sub(first));
        Some(Section { kind: from(kind, b'a'), how: from(how, b'0'), bytes })
    })
}

/// The files of a dossier and how they are said to be written.
#[derive(Default)]
pub struct Files {
    pub files: BTreeMap<String, Vec<u8>>,
    pub conventions: Conventions,
}

/// Those that no dossier can do without, and the one that they refer to: to read all would take twice the time.
const NEEDED: [&str; 10] = [
    "organisation.toml",
    "payees.csv",
    "participants.csv",
    "insurers.csv",
    "performances.csv",
    "activities.csv",
    "integral_tariffs.csv",
    "shadow_tariffs.csv",
    "claims.csv",
    "deliveries.csv",
];

impl Files {
    /// Files in order.
    pub fn valid() -> Files {
        let needed = FILES.iter().filter(|(name, _)| NEEDED.contains(name));
        let files = needed.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        Files { files, conventions: Conventions::default() }
    }

    /// Puts a section in the place of the file of its kind.
    pub fn put(&mut self, section: &Section<'_>) {
        let (name, _) = FILES[section.kind % FILES.len()];
        self.files.insert(name.to_owned(), section.bytes.to_vec());
        self.conventions.of_file.insert(name.to_owned(), convention(section.how));
    }
}

/// `0` says nothing, and every other sign something.
fn convention(how: usize) -> Convention {
    Convention {
        decimal: [None, Some(DecimalMark::Comma), Some(DecimalMark::Point)][how % 3],
        separator: [None, Some(b';'), Some(b','), Some(b'\t')][how / 3 % 4],
        encoding: [None, Some(Encoding::Utf8), Some(Encoding::Windows1252)][how / 12 % 3],
    }
}
