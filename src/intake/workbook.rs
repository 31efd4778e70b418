//! The first sheet of an `.xlsx` workbook, as the text of a CSV with one row per row of the sheet.
//!
//! Numbers of a workbook are binary; the text of one is the shortest that gives it back, and at most the 15 digits that
//! spreadsheets keep and show, so that what a controller typed is what is read. No amount is calculated with them.

use super::sentences;
use super::table::{Refused, Table, Typed};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use std::io::Cursor;

/// Rows that a sheet can have; a file that claims more was not made by a spreadsheet.
const MOST_ROWS: u32 = 1 << 20;
/// Columns that are looked at. Our widest kind of file has 9.
const MOST_COLUMNS: u32 = 256;
/// Bytes of a workbook and of its text. A few kilobytes can unpack into more than any memory has.
const MOST_TEXT: usize = 1 << 30;

/// Whether these are the bytes of a workbook (a zip archive), whatever the file is called.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The first sheet, whose header row is the first that is not blank from a row on.
pub fn read(bytes: Vec<u8>, header_row: u64) -> Result<Table, Refused> {
    let unreadable = || (0, sentences::unreadable_workbook());
    if !unpacks_to_reasonable_size(&bytes) {
        return Err(unreadable());
    }
    let mut workbook: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_: XlsxError| unreadable())?;
    let first = workbook.sheet_names().into_iter().next().ok_or_else(unreadable)?;
    let mut cells = workbook.worksheet_cells_reader(&first).map_err(|_| unreadable())?;
    let mut sheet = Rows { header_row, ..Rows::default() };
    while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
        let (text, is_number) = shown(cell.get_value());
        // A spreadsheet keeps cells that only have a colour, also to the right of the table.
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        if !sheet.go_to(row, column) {
            return Err(unreadable());
        }
        sheet.put(&text, is_number, column);
    }
    sheet.end_row();
    Ok(Table { text: sheet.text, start: 0, separator: b',', cells: Some(sheet.typed) })
}

/// The archive says how large its parts will be.
fn unpacks_to_reasonable_size(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut size: usize = 0;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index_raw(at) else { return false };
        size = size.saturating_add(usize::try_from(part.size()).unwrap_or(usize::MAX));
    }
    size <= MOST_TEXT
}

/// The rows read so far; the last of them is still open.
#[derive(Default)]
struct Rows {
    text: String,
    typed: Typed,
    /// Position of the open row, if there is one.
    row: Option<u32>,
    /// Cells in it so far.
    filled: u32,
    /// From 1.
    header_row: u64,
    /// Cells in the header row, and so in every row below it: a sheet does not keep the empty ones at the end of a row.
    width: u32,
}

impl Rows {
    /// Goes on to a cell; `false` when it lies before the last one or beyond what a sheet has.
    fn go_to(&mut self, row: u32, column: u32) -> bool {
        if row >= MOST_ROWS || column >= MOST_COLUMNS || self.text.len() > MOST_TEXT {
            return false;
        }
        match self.row {
            Some(open) if row < open || (row == open && column < self.filled) => return false,
            Some(open) if row == open => {}
            open => {
                if open.is_some() {
                    self.end_row();
                }
                // Blank rows count, so that the number of a row is the one that the spreadsheet shows.
                for _blank in open.map_or(0, |open| open + 1)..row {
                    self.typed.numbers.push(Vec::new());
                    self.end_row();
                }
                self.typed.numbers.push(Vec::new());
                (self.row, self.filled) = (Some(row), 0);
            }
        }
        while self.filled < column {
            self.separate();
            self.filled += 1;
        }
        self.separate();
        self.filled += 1;
        true
    }

    fn separate(&mut self) {
        if self.filled > 0 {
            self.text.push(',');
        }
    }

    fn end_row(&mut self) {
        if self.filled > 0 {
            if self.width == 0 && self.row.is_some_and(|row| u64::from(row) + 1 >= self.header_row) {
                self.width = self.filled;
            }
            (self.filled..self.width).for_each(|_| self.text.push(','));
            self.filled = 0;
        }
        // A quoted nothing, because a reader of CSV passes over a line that is empty.
        if self.text.is_empty() || self.text.ends_with('\n') {
            self.text.push_str("\"\"");
        }
        self.text.push('\n');
    }

    fn put(&mut self, text: &str, is_number: bool, column: u32) {
        if is_number && let (Some(row), Ok(column)) = (self.typed.numbers.last_mut(), u16::try_from(column)) {
            row.push(column);
        }
        self.text.push('"');
        for part in text.split_inclusive('"') {
            self.text.push_str(part);
            if part.ends_with('"') {
                self.text.push('"');
            }
        }
        self.text.push('"');
    }
}

/// The text of a cell, and whether it is a number.
fn shown(value: &DataRef<'_>) -> (String, bool) {
    match value {
        DataRef::Int(number) => (number.to_string(), true),
        DataRef::Float(number) => (number_text(*number), true),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), false),
        DataRef::SharedString(text) => ((*text).to_owned(), false),
        DataRef::Bool(truth) => (truth.to_string(), false),
        DataRef::DateTime(moment) => (moment_text(moment), false),
        DataRef::Error(error) => (error.to_string(), false),
        DataRef::Empty => (String::new(), false),
    }
}

/// A number in at most 15 digits: `0.1 + 0.2` is stored as 0.30000000000000004 and shown as 0.3.
fn number_text(number: f64) -> String {
    let shortest = number.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    if digits <= 15 {
        return shortest;
    }
    format!("{number:.14e}").parse::<f64>().map_or(shortest, |rounded| rounded.to_string())
}

/// A day as `2026-03-01`; with the time where there is one, which then is no date for us.
fn moment_text(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return number_text(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}
