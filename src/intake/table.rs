//! A file as rows of text, whatever it came as: the text of a CSV, or that of the first sheet of a workbook.

use super::columns::Kind;
use super::convention::Convention;
use super::encoding::{decode, line_ends};
use super::header;
use super::sentences::{self, Sentence};
use super::separator::{self, Parted};
use super::workbook;
use crate::domain::text::Texts;

/// A file in memory.
pub struct Table {
    pub text: String,
    /// Byte at which the header row begins, or of a workbook its first row.
    pub start: usize,
    pub separator: u8,
    /// What a workbook knows of its cells and a CSV does not.
    pub cells: Option<Typed>,
}

/// Of every row of a sheet, blank ones included, which cells are numbers. Their text has a decimal point, which says
/// nothing about how the texts beside them write numbers.
#[derive(Debug, Default)]
pub struct Typed {
    /// Per row, the columns whose cells are numbers, in their order.
    pub numbers: Vec<Vec<u16>>,
}

/// Why there is no table: line and sentence.
pub type Refused = (u64, Sentence);

impl Table {
    /// Makes a table of the bytes of a file of this kind.
    pub fn read(bytes: Vec<u8>, kind: &Kind, convention: Convention) -> Result<Table, Refused> {
        Table::with_columns(bytes, 1, |name| header::column_of(kind, name).is_some(), convention)
    }

    /// Makes a table of the bytes of a file whose header row stands on a line, or the first one below it that is not
    /// blank; `is_known` knows the names of its columns. What it came as is seen from its content, never from its name.
    pub fn with_columns(
        bytes: Vec<u8>,
        header_line: u64,
        is_known: impl Fn(&str) -> bool,
        convention: Convention,
    ) -> Result<Table, Refused> {
        if workbook::is_one(&bytes) {
            return workbook::read(bytes, header_line);
        }
        if workbook::is_closed_one(&bytes) {
            return Err((0, sentences::closed_workbook()));
        }
        let unreadable = |fault: super::encoding::Unreadable| (fault.line, sentences::unreadable_text(fault.reason));
        let text = decode(bytes, convention.encoding).map_err(unreadable)?;
        // No column of it can be longer, and no row is without a byte.
        if text.len() > Texts::MOST {
            return Err((0, sentences::file_too_large()));
        }
        let Parted { separator, start } = separator::detect(&text, header_line, is_known, convention.separator);
        Ok(Table { text, start, separator, cells: None })
    }

    /// Whether a cell is a number of a workbook.
    pub fn is_number(&self, row: usize, column: usize) -> bool {
        let numbers = self.cells.as_ref().and_then(|cells| cells.numbers.get(row));
        numbers.is_some_and(|columns| columns.iter().any(|number| usize::from(*number) == column))
    }

    /// A reader of CSV stops between the two bytes of `\r\n`, which are one line end.
    pub fn past_line_end(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let is_between = at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n');
        if is_between { at + 1 } else { at }
    }

    /// The line at a byte where a row begins, from 1.
    pub fn line(&self, start: usize) -> u64 {
        1 + line_ends(self.text.as_bytes().get(..start).unwrap_or_default())
    }
}
