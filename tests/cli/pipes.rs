//! Pipes: no bar in one, no panic when its reader goes away.

use crate::broken;
use crate::program::{argument, compute, glide, program, told};
use crate::temp::TempFolder;
use std::io::{BufRead, BufReader, pipe};
use std::process::Stdio;

const HELD: &str = "fixtures/golden/held-claims";

#[test]
fn in_a_pipe_there_is_no_progress_bar_and_no_colour() {
    for arguments in [
        glide(&[]),
        glide(&["--format", "json"]),
        vec!["demo", "--once"],
        vec!["check", "fixtures/voorbeeld"],
        vec!["convert", "fixtures/mapping/wiegenlijst/mapping.toml", "fixtures/mapping/wiegenlijst/export.csv"],
        compute(HELD, "models/model.toml", &["--kind", "settlement"]),
    ] {
        let told = told(program(&arguments).output().unwrap());
        for (name, text) in [("out", &told.out), ("err", &told.err)] {
            let odd = text.chars().find(|sign| sign.is_control() && *sign != '\n' || "█░⠁⠋⠙".contains(*sign));
            assert_eq!(odd, None, "{arguments:?} on {name}: {text}");
        }
    }
}

#[test]
fn a_reader_that_stops_listening_is_no_mistake() {
    for arguments in [glide(&[]), glide(&["--format", "json"]), vec!["demo", "--once"]] {
        let mut child = program(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        let mut reader = BufReader::with_capacity(16, child.stdout.take().unwrap());
        reader.read_line(&mut first).unwrap();
        drop(reader);
        let told = told(child.wait_with_output().unwrap());
        assert_eq!((told.code, told.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_was_never_there_is_no_mistake() {
    let folder = TempFolder::new();
    broken::write(&folder.path);
    let broken = argument(&folder.path);
    for (code, arguments) in [
        (0, glide(&[])),
        (0, vec!["check", "fixtures/voorbeeld"]),
        (2, vec!["check", "fixtures/nergens"]),
        (3, vec!["check", broken]),
        (3, vec!["check", broken, "--format", "json"]),
        (3, compute(HELD, "models/model.toml", &["--kind", "settlement"])),
        (1, glide(&["--output", broken])),
    ] {
        for deaf in [true, false] {
            let (reader, writer) = pipe().unwrap();
            drop(reader);
            let mut command = program(&arguments);
            let command = if deaf {
                command.stdout(writer).stderr(Stdio::piped())
            } else {
                command.stdout(Stdio::piped()).stderr(writer)
            };
            let told = told(command.spawn().unwrap().wait_with_output().unwrap());
            assert_eq!(told.code, Some(code), "{arguments:?}: {}", told.err);
            assert!(!told.err.contains("panicked"), "{arguments:?}: {}", told.err);
        }
    }
}
