//! Reading a dossier: what is refused, where, and in which words.

// Clippy lets tests unwrap, but not the helpers that they share.
#![allow(clippy::unwrap_used)]

#[macro_use]
mod folder;

#[path = "../support/files.rs"]
mod files;

mod bytes;
mod cascades;
mod cells;
mod duplicates;
mod order;
mod personal;
mod references;
mod sentences;
mod whole;
mod workbooks;

#[path = "../support/workbook.rs"]
mod workbook;
