//! Who uses whom.

use crate::paths::used_paths;
use crate::source::{Source, crates_of, rust_in};
use crate::{EXCEPTIONS, ROOMS, Room};
use std::collections::BTreeSet;

/// Parts of the standard library that reach outside.
const OUTSIDE: [&str; 8] = ["env", "fs", "io", "net", "os", "process", "thread", "time"];

pub fn room(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

fn stands(room: &str) -> bool {
    let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources.join(room).is_dir() || sources.join(format!("{room}.rs")).is_file()
}

#[test]
fn every_folder_and_file_of_src_is_a_room_of_the_table() {
    let known = |name: &str| name == "lib" || room(name).is_some();
    let unknown: BTreeSet<String> =
        rust_in("src").into_iter().map(|source| source.room).filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "no room of the table: {unknown:?}");
}

#[test]
fn rooms_use_only_the_rooms_that_the_table_allows_them() {
    none(&rust_in("src").iter().flat_map(foreign_rooms).collect::<Vec<_>>());
}

#[test]
fn rooms_know_only_the_crates_that_the_table_allows_them() {
    let crates = crates_of("dependencies");
    none(&rust_in("src").iter().flat_map(|source| foreign_crates(source, &crates)).collect::<Vec<_>>());
}

#[test]
fn pure_rooms_do_not_reach_outside() {
    none(&rust_in("src").iter().flat_map(reaching_outside).collect::<Vec<_>>());
}

#[test]
fn every_dependency_is_of_some_room() {
    let of_no_room: Vec<String> = crates_of("dependencies")
        .into_iter()
        .filter(|name| !ROOMS.iter().any(|room| room.crates.contains(&name.as_str())))
        .collect();
    assert!(of_no_room.is_empty(), "no room may know {of_no_room:?}");
}

#[test]
fn the_table_has_no_circle_and_no_unknown_room() {
    for (at, room) in ROOMS.iter().enumerate() {
        for used in room.may_use {
            let below = ROOMS.iter().position(|other| other.name == *used);
            assert!(
                below.is_some_and(|below| below < at),
                "{} uses {used}, which does not stand above it in the table",
                room.name
            );
        }
    }
}

#[test]
fn an_exception_ends_when_its_reason_is_gone() {
    for exception in EXCEPTIONS {
        let Room { name, may_use, .. } = room(exception.room).expect("an exception is of a room");
        assert!(exception.uses.iter().all(|used| !may_use.contains(used) && room(used).is_some()), "{name}");
        assert!(
            !stands(exception.until),
            "{name}: {} stands, so this no longer holds: {}",
            exception.until,
            exception.reason
        );
    }
}

/// Uses of rooms that the table does not have.
pub fn foreign_rooms(source: &Source) -> Vec<String> {
    let own = source.room.as_str();
    let may_use = |other: &str| {
        own == other
            || room(own).is_some_and(|room| room.may_use.contains(&other))
            || EXCEPTIONS.iter().any(|exception| exception.room == own && exception.uses.contains(&other))
    };
    let mut faults = Vec::new();
    for path in used_paths(source) {
        let Some(inner) = path.within_crate() else { continue };
        let fault = match inner.first().map(String::as_str) {
            None | Some("*") => "names the crate whole, which hides whom it uses".to_owned(),
            // Words at the root that are no room, such as the name of another crate.
            Some(other) if room(other).is_none() && path.segments[0] != "crate" => continue,
            Some(other) if may_use(other) => continue,
            Some(other) => format!("{own} may not use {other}: {}", path.segments.join("::")),
        };
        faults.push(format!("{}:{} {fault}", source.path, path.line));
    }
    faults
}

/// Uses of crates that the table does not have.
pub fn foreign_crates(source: &Source, crates: &[String]) -> Vec<String> {
    let allowed = room(&source.room).map(|room| room.crates).unwrap_or_default();
    used_paths(source)
        .into_iter()
        .filter(|path| crates.contains(&path.segments[0]) && !allowed.contains(&path.segments[0].as_str()))
        .map(|path| format!("{}:{} {} may not know {}", source.path, path.line, source.room, path.segments[0]))
        .collect()
}

/// Files, clocks, threads and the like in rooms that are pure.
pub fn reaching_outside(source: &Source) -> Vec<String> {
    if !room(&source.room).is_some_and(|room| room.pure) {
        return Vec::new();
    }
    used_paths(source)
        .into_iter()
        .filter(|path| ["std", "core", "alloc"].contains(&path.segments[0].as_str()))
        .filter(|path| path.segments.get(1).is_some_and(|part| part == "*" || OUTSIDE.contains(&part.as_str())))
        .map(|path| format!("{}:{} {} is pure: {}", source.path, path.line, source.room, path.segments.join("::")))
        .collect()
}

/// All faults at once, or none.
#[track_caller]
pub fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
