//! The files of the repository, and those of `src` as tokens.

use proc_macro2::TokenStream;
use std::fs;
use std::path::Path;

/// A file of Rust.
pub struct Source {
    /// From the root of the repository: `src/calc/run.rs`.
    pub path: String,
    /// `calc`; of a file directly in `src` its own name.
    pub room: String,
    /// Where it stands in the crate: `["calc", "run"]`.
    pub module: Vec<String>,
    pub text: String,
    pub tokens: TokenStream,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        let tokens = text.parse().unwrap_or_else(|fault| panic!("{path} is no Rust: {fault}"));
        let inner = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
        let mut module: Vec<String> = inner.split('/').map(str::to_owned).collect();
        let room = module[0].clone();
        if module.last().is_some_and(|last| last == "mod") || module == ["lib"] || module == ["main"] {
            module.pop();
        }
        Source { path: path.to_owned(), room, module, text: text.to_owned(), tokens }
    }

    /// A file in `src` that holds tests and nothing else.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name == "tests.rs" || name.ends_with("_tests.rs") || self.path.contains("/tests/")
    }
}

/// The Rust of a folder.
pub fn rust_in(folder: &str) -> Vec<Source> {
    let found: Vec<Source> = texts_in(folder)
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, text)| Source::new(&path, &text))
        .collect();
    assert!(!found.is_empty(), "no Rust in {folder}");
    found
}

/// Every text of a folder with its path from the root of the repository, whatever its kind. Bytes that are no text,
/// such as a database, are passed over.
pub fn texts_in(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), folder, &mut found);
    found
}

/// What git and cargo keep for themselves is not ours.
const NOT_OURS: [&str; 2] = [".git", "target"];

fn walk(folder: &Path, name: &str, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let own = entry.file_name().to_string_lossy().into_owned();
        let path = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
        if NOT_OURS.contains(&own.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            walk(&entry.path(), &path, found);
        } else if let Ok(text) = String::from_utf8(fs::read(entry.path()).unwrap()) {
            found.push((path, text));
        }
    }
}

/// The names of a section's crates in `Cargo.toml`, as Rust writes them.
pub fn crates_of(section: &str) -> Vec<String> {
    let manifest: toml::Table = include_str!("../../Cargo.toml").parse().expect("Cargo.toml is TOML");
    let table = manifest.get(section).and_then(toml::Value::as_table).expect("the section is there");
    table.keys().map(|name| name.replace('-', "_")).collect()
}
