//! How a file looks, and what it does not tell about who made it.

use crate::MOST_LINES;
use crate::imports::none;
use crate::source::{rust_in, texts_in};

#[test]
fn every_file_of_src_begins_with_what_it_is_for() {
    let faults: Vec<String> = rust_in("src")
        .iter()
        .filter(|source| !begins_with_a_purpose(&source.text))
        .map(|source| format!("{} does not begin with a //! comment", source.path))
        .collect();
    none(&faults);
}

pub fn begins_with_a_purpose(text: &str) -> bool {
    text.lines().next().and_then(|line| line.strip_prefix("//!")).is_some_and(|words| words.trim().len() > 3)
}

#[test]
fn no_file_has_grown_too_long_to_read() {
    let faults: Vec<String> = ["src", "tests", "fixtures"]
        .iter()
        .flat_map(|folder| rust_in(folder))
        .map(|source| (source.text.lines().count(), source.path))
        // One table of texts and no code; two of them would be two places to look for a code.
        .filter(|(lines, path)| *lines > MOST_LINES && path != "src/domain/catalogue/table.rs")
        .map(|(lines, path)| format!("{path} has {lines} lines; the most is {MOST_LINES}"))
        .collect();
    none(&faults);
}

#[test]
fn no_file_tells_of_the_machine_it_was_made_on() {
    let faults: Vec<String> = texts_in("")
        .iter()
        .flat_map(|(path, text)| text.lines().enumerate().map(move |(at, line)| (path, at + 1, line)))
        .filter_map(|(path, line, text)| Some(format!("{path}:{line} names {}", of_a_machine(text)?)))
        .collect();
    none(&faults);
}

/// A folder of someone's machine: a path from the root, not a part of a longer one or of an address.
pub fn of_a_machine(line: &str) -> Option<String> {
    let folders = ["home", "root", "tmp", "work", "mnt", "Users"];
    let needles = folders.iter().map(|folder| format!("/{folder}/"));
    let windows = folders.iter().map(|folder| format!(":\\{folder}\\"));
    needles
        .map(|needle| (needle, true))
        .chain(windows.map(|needle| (needle, false)))
        .find(|(needle, from_root)| {
            line.match_indices(needle.as_str()).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                !from_root || !before.is_some_and(|sign| sign.is_alphanumeric() || "._-~*})".contains(sign))
            })
        })
        .map(|(needle, _)| needle)
}
