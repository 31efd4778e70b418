//! Texts that are written by the test that compares them.

use std::fs;
use std::path::Path;

/// Holds a text of the repository to what was made now; with `UPDATE_CATALOGUE` it is written first.
#[track_caller]
pub fn holds(path: &Path, made: &str) {
    if std::env::var_os("UPDATE_CATALOGUE").is_some() {
        fs::write(path, made).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(there == made, "{} is not what would be written now; see the head of tests/catalogue", path.display());
}
