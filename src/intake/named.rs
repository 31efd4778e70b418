//! A table that somebody else made: its columns are asked for by the names that its maker gave them, and nothing is said
//! of the others, because a first row that is no header row has the data of people.

use super::cells::Cells;
use super::convention::Convention;
use super::lines::Lines;
use super::report::{Report, WHOLE_FILE};
use super::rows::{self, LONGEST_ROW};
use super::sentences::{self, say};
use super::sheet::{RowPlace, Sheet};
use super::table::Table;
use crate::domain::problem::ProblemCode;
use csv::StringRecord;

/// What is known of such a table in advance.
#[derive(Clone, Copy)]
pub struct Asked<'n> {
    /// The columns that are asked for.
    pub names: &'n [String],
    /// The line of the header row, from 1: above it there may be titles.
    pub header_line: u64,
    pub convention: Convention,
}

/// A table whose header row was read.
pub struct Named {
    pub table: Table,
    /// The header row as it stands there.
    pub header: StringRecord,
    pub line: u64,
    /// Byte at which it begins.
    pub header_start: usize,
    /// Per name asked for, which cell of a row it is.
    pub places: Vec<usize>,
    /// Where the rows below the header row begin.
    start: usize,
    rows: usize,
}

/// Whether a name in a header row is this one, in capitals or not.
pub fn is_called(found: &str, name: &str) -> bool {
    found == name || found.trim().to_lowercase() == name.trim().to_lowercase()
}

impl Named {
    /// Reads the header row of a file. `None` when the report says why not.
    pub fn read(bytes: Vec<u8>, asked: Asked<'_>, report: &mut Report) -> Option<Named> {
        let is_known = |name: &str| asked.names.iter().any(|asked| is_called(name, asked));
        let table = match Table::with_columns(bytes, asked.header_line, is_known, asked.convention) {
            Ok(table) => table,
            Err((line, sentence)) => {
                report.error(line, "", "", || sentence);
                return None;
            }
        };
        let (header, place, line, start) = match rows::first_filled(&table, asked.header_line) {
            Ok(Some(first)) => (first.cells.iter().collect(), first.place, first.line, first.end),
            Ok(None) => {
                report.error(WHOLE_FILE, "", "", || no_header(asked.header_line));
                return None;
            }
            Err((line, sentence)) => {
                report.error(line, "", "", || sentence);
                return None;
            }
        };
        let places: Vec<_> = asked.names.iter().map(|name| find(&header, name, line, report)).collect();
        let places = places.into_iter().collect::<Option<Vec<usize>>>()?;
        Some(Named { header_start: place.start, rows: place.row + 1, table, header, line, places, start })
    }

    /// The rows below the header row.
    pub fn sheet(&self) -> Sheet<'_> {
        Sheet::new(&self.table, self.start..self.table.text.len(), self.rows)
    }

    pub fn lines(&self) -> Lines<'_> {
        lines(&self.table)
    }

    /// Takes each row that is not blank and is as long as the header row; those of another length are told.
    pub fn each(&self, report: &mut Report, mut take: impl FnMut(&Cells<'_>, RowPlace, &mut Report)) {
        let (mut sheet, lines, width) = (self.sheet(), self.lines(), self.header.len());
        let mut cells = Cells::default();
        while let Some((place, length)) = sheet.next(&mut cells) {
            if cells.is_blank() {
                continue;
            }
            if cells.len() != width || length > LONGEST_ROW {
                let (found, line) = (cells.len(), lines.at(place));
                report.error(line, "", "", || sentences::row_length(width, found, length > LONGEST_ROW));
                continue;
            }
            take(&cells, place, report);
        }
    }
}

fn lines(table: &Table) -> Lines<'_> {
    Lines::new(table, table.start, table.line(table.start))
}

/// The cell of a column: the one of exactly this name, else the one of this name in other capitals.
fn find(header: &StringRecord, name: &str, line: u64, report: &mut Report) -> Option<usize> {
    let of = |is_it: &dyn Fn(&str) -> bool| -> Vec<usize> {
        header.iter().enumerate().filter(|(_, found)| is_it(found)).map(|(at, _)| at).collect()
    };
    let exactly = of(&|found| found == name);
    let found = if exactly.is_empty() { of(&|found| is_called(found, name)) } else { exactly };
    match found.as_slice() {
        [at] => Some(*at),
        [] => {
            report.error(line, name, "", || sentences::missing_column(name));
            None
        }
        _ => {
            report.error(line, name, name, || sentences::column_twice(name, name));
            None
        }
    }
}

fn no_header(line: u64) -> sentences::Sentence {
    if line == 1 {
        return sentences::empty_file();
    }
    say(
        ProblemCode::EmptyFile,
        format!("Dit bestand heeft op regel {line} en daaronder geen kopregel met kolomnamen."),
        format!("This file has no header row with column names on line {line} or below."),
    )
}
