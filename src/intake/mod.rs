//! From bytes to validated rows (spec 1): a file is taken whole or not at all, and every problem is told at once.
//!
//! ```text
//! source    bytes → text            which encoding
//! sheet     text → cells            which separator; the physical line of each row
//! cells     cell → value            which decimal mark and date form; the check that belongs to the cell alone
//! columns   the one table of every kind of file: its columns, which must be there, what their cells hold
//! rows      cells → checked row     columns by name, keys and duplicates, suspected service numbers
//! kinds     row → noun              what concerns several cells, several rows or several files
//! ```
//!
//! A new convention (a separator, a decimal comma, a Dutch column name) is added in exactly one of these.

pub mod dossier;
pub mod model;

mod bsn;
mod cells;
mod columns;
mod header;
mod interner;
mod keys;
mod kinds;
mod known;

mod organisation;
mod report;
mod row;
mod rows;
mod sentences;
mod sheet;
mod source;
