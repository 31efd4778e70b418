//! Files of a dossier: the others are in order or, after a first `-`, not there, which is read ten times as fast.

use super::sections::{Files, sections};
use super::told::{no_service_number_quoted, well_told};
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::problem::Problems;
use verdeelsleutel::intake::dossier::examine;
use verdeelsleutel::intake::source::Source;

/// There is a dossier or it is told why not, at places that are there, without a service number; the same once more.
pub fn reader(data: &[u8]) {
    let mut files = if data.starts_with(b"-") { Files::default() } else { Files::valid() };
    sections(data).for_each(|section| files.put(&section));
    let (problems, sha256) = read(&files);
    assert_eq!(problems.is_clean(), sha256.is_some());
    well_told(&problems, &files.files);
    no_service_number_quoted(&problems, &files.files);
    assert_eq!(read(&files), (problems, sha256));
}

/// What is told of a dossier, and what it is known by.
pub fn read(files: &Files) -> (Problems, Option<String>) {
    let examined = examine(Source::Memory(&files.files), &files.conventions);
    let sha256 = examined.dossier().map(input_sha256);
    (examined.problems, sha256)
}
