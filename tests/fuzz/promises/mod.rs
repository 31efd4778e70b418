//! What must hold whatever the bytes: one function for each target of the fuzzer. `tests/fuzz_corpus.rs` calls the same
//! functions with every input that is kept; the parsers that are private have theirs in `src/intake/tests/`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken promise stops the program")]

mod allocate;
#[path = "../../support/files.rs"]
mod files;
mod model;
#[path = "../../laws/naive.rs"]
#[allow(dead_code, reason = "shared with the laws, which need all of it")]
mod naive;
mod reader;
mod run;
mod scenario;
mod sections;
mod told;
mod workbook;

pub use allocate::allocate;
pub use model::model;
pub use reader::reader;
pub use run::run;
pub use scenario::scenario;
pub use workbook::workbook;
