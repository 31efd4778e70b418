//! Column mapping: the export of somebody else's system becomes a file of a dossier, without a spreadsheet in between.
//!
//! ```toml
//! file = "deliveries.csv"            # what the rows become
//!
//! [export]                           # how the export is written; what is not stated is detected
//! separator = "semicolon"            # comma, semicolon, tab
//! encoding = "windows-1252"          # utf-8, windows-1252
//! decimal = "comma"                  # comma, point
//! header_line = 4                    # titles stand above the header row
//!
//! [[only]]                           # rows that count: this column has one of these values
//! column = "Product"
//! is = ["Kraamzorg"]
//!
//! [[skip]]                           # rows that do not: "" stands for an empty cell
//! column = "Status"
//! is = ["Concept", ""]
//!
//! [column.date]                      # a column of deliveries.csv, and where its values come from
//! from = "Datum/tijd"                # a column of the export,
//! date = "dd-mm-yyyy"                # whose dates have this form; forms of our own need none
//! time = "drop"                      # and may be followed by a time, which is left out
//!
//! [column.delivery_id]
//! text = "VP01-{Jaar}-{Volgnummer}"  # or a text with columns of the export in it
//!
//! [column.bundle]
//! value = "prenatal"                 # or always the same
//!
//! [column.activity]
//! from = "Code"
//! codes = { "11" = "V1101", "12" = "V1102" }
//! otherwise = "V1101"                # for codes that are not in the table; without it they are errors
//!
//! [column.quantity]
//! from = "Minuten"
//! unit = "minutes"                   # minutes and h:mm become hours, cents become euros
//! decimal = "point"                  # where this column differs from the others
//! if_empty = "1"                     # what an empty cell stands for
//! ```
//!
//! Names of columns are compared in capitals or not, cells without the spaces around them. Columns that the mapping does
//! not name are not looked at and never quoted.

mod cell;
mod column;
mod convert;
mod dates;
mod document;
mod origin;
mod told;
mod translation;
mod units;
mod value;

pub use convert::{Converted, convert};
pub use document::read;

use super::columns::Kind;
use super::convention::Convention;
use column::Target;

/// How the exports of one source become a kind of file.
#[derive(Debug)]
pub struct Mapping {
    pub kind: &'static Kind,
    convention: Convention,
    header_line: u64,
    /// The columns of the export that are read, as the mapping calls them.
    sources: Vec<String>,
    filters: Vec<Filter>,
    /// In the order of the columns of the kind.
    targets: Vec<Target>,
}

/// Rows that are left out.
#[derive(Debug)]
struct Filter {
    /// Position in the sources.
    source: usize,
    /// In lower case.
    values: Vec<String>,
    /// Whether rows with one of the values are the ones that stay.
    keeps: bool,
}

impl Mapping {
    /// The columns of the export that a target takes, or its own name where it takes none.
    fn shown(&self, target: &Target) -> String {
        let sources = target.origin.sources();
        let names: Vec<&str> = sources.iter().filter_map(|at| self.sources.get(*at)).map(String::as_str).collect();
        if names.is_empty() {
            return self.kind.columns.get(target.at).map_or("", |column| column.name).to_owned();
        }
        names.join(", ")
    }
}
