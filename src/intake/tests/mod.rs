//! What must hold for parsers that are private to this room, whatever they are given: a fuzzer calls these functions with
//! inputs that it makes, and a test with those that are kept in `tests/fuzz/corpus`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken promise stops the program")]

#[cfg(test)]
#[path = "../../../tests/support/corpus.rs"]
mod corpus;
pub mod dates;
pub mod numbers;
pub mod parts;
