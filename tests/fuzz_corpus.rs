//! Every input that the fuzzer starts from, once, without a fuzzer. See `tests/fuzz/README.md`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "fuzz/promises/mod.rs"]
mod promises;

#[test]
fn a_dossier_is_read_or_told_about() {
    corpus::each("reader", promises::reader);
}

#[test]
fn a_workbook_is_read_or_told_about() {
    corpus::each("workbook", promises::workbook);
}

#[test]
fn a_model_is_read_or_told_about() {
    corpus::each("model", promises::model);
}

#[test]
fn a_scenario_is_read_or_told_about() {
    corpus::each("scenario", promises::scenario);
}

#[test]
fn a_division_is_that_of_the_spec() {
    corpus::each("allocate", promises::allocate);
}

#[test]
fn a_run_keeps_every_law_or_is_refused() {
    corpus::each("run", promises::run);
}
