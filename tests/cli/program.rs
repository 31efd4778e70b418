//! Runs the program and takes what it tells.

use std::path::Path;
use std::process::{Command, Output, Stdio};

pub const EXAMPLE: &str = "fixtures/voorbeeld";

/// How a run of the program ended.
pub struct Told {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The program, beside the fixtures; both streams are pipes.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verdeelsleutel"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command
}

pub fn tell(arguments: &[&str]) -> Told {
    told(program(arguments).output().expect("the program starts"))
}

pub fn told(output: Output) -> Told {
    let text = |bytes| String::from_utf8(bytes).expect("the program tells UTF-8");
    Told { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// What it tells when all is well: nothing on standard error.
#[track_caller]
pub fn done(arguments: &[&str]) -> String {
    let Told { code, out, err } = tell(arguments);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
    out
}

/// What it tells on standard error when it ends with this code: nothing on standard output.
#[track_caller]
pub fn failed(code: i32, arguments: &[&str]) -> String {
    let told = tell(arguments);
    assert_eq!((told.code, told.out.as_str()), (Some(code), ""), "{arguments:?}: {}", told.err);
    assert!(!told.err.contains("panicked") && !told.err.contains("RUST_BACKTRACE"), "{}", told.err);
    assert!(told.err.ends_with('\n'), "{arguments:?}: {}", told.err);
    told.err
}

/// The lines of what is wrong, without what to do about it below them.
pub fn without_hints(told: &str) -> &str {
    told.find("\n\n").map_or(told, |end| &told[..=end])
}

/// `compute` of a dossier with a model and year, and more.
pub fn compute<'a>(dossier: &'a str, model: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["compute", dossier, "--model", model, "--year", "2026"], more].concat()
}

/// A settlement of the example under its glide path, and more.
pub fn glide<'a>(more: &[&'a str]) -> Vec<&'a str> {
    compute(EXAMPLE, "models/glide.toml", &[&["--kind", "settlement"], more].concat())
}

/// A path as an argument.
pub fn argument(path: &Path) -> &str {
    path.to_str().expect("a path of a test is text")
}
