//! From bytes to validated rows (spec 1): a file is taken whole or not at all, and every problem is told at once.
//!
//! ```text
//! source      where the files are            a folder, or what was sent
//! table       bytes → text                   encoding, or the first sheet of a workbook; separator
//! parts       text → parts                   each with whole rows, to be read apart
//! sheet       part → cells of each row       quoting; the place of each row
//! numbers, dates  cell → value               decimal mark and thousands, forms of dates
//! cell        cell → value                   the check that belongs to the cell alone; what a spreadsheet spoiled
//! columns     the one table of every kind of file: its columns, which must be there, what their cells hold
//! rows        cells → checked row            columns by name, keys and duplicates, suspected service numbers
//! reading     file → rows                    what only the whole file can tell
//! kinds       row → noun                     what concerns several cells, several rows or several files
//! dossier     files → a dossier              in an order in which what is referred to comes first
//! listed      one small file → its rows      to be shown, beside the codes that are known
//! upload      one file → its new rows        beside a dossier whose rows were accepted before
//!
//! fields      TOML → its fields              each with its line
//! named       table → rows                   of somebody else's making, by the names of its columns
//! mapping     such rows → a file of ours     column mapping, translations, units
//! pseudonyms  such rows → the same           without service numbers
//! ```
//!
//! What may be said in advance of how a file is written stands in `convention`; all of it is detected otherwise.

pub mod convention;
pub mod dossier;
pub mod listed;
pub mod mapping;
pub mod model;
pub mod pseudonyms;
pub mod scenario;
pub mod settings;
pub mod source;
pub mod upload;

mod bsn;
mod cell;
mod cells;
mod columns;
mod dates;
mod encoding;
mod fields;
mod gather;
mod header;
mod interner;
mod keys;
mod kinds;
mod known;
mod lines;
mod named;
mod nesting;
mod numbers;
mod organisation;
mod parts;
mod reading;
mod report;
mod row;
mod rows;
mod sentences;
mod separator;
mod sheet;
mod spoiled;
mod stretches;
mod table;
mod workbook;

/// Not there in a build for use.
#[cfg(any(test, fuzzing))]
pub mod tests;
