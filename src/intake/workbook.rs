//! The first sheet of an `.xlsx` workbook, as the text of a CSV with one row per row of the sheet.
//!
//! Numbers of a workbook are binary; the text of one is the shortest that gives it back, and at most the 15 digits that
//! spreadsheets keep and show, so that what a controller typed is what is read. No amount is calculated with them.
//!
//! A sheet holds no cells that are empty, but for those that were given a colour or a border. They are left out, and
//! every row is filled up to the width of the header row.

use super::sentences;
use super::table::{Refused, Table, Typed};
use calamine::{DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::{Cursor, Read};

/// Rows that a sheet can have; a file that claims more was not made by a spreadsheet.
const MOST_ROWS: u32 = 1 << 20;
/// Columns that are looked at. Our widest kind of file has 9.
const MOST_COLUMNS: u32 = 256;
/// What has more digits before the mark was rounded by the spreadsheet itself.
const MOST_EXACT: f64 = 1e15;
/// Bytes of a workbook and of its text. A few kilobytes can unpack into more than any memory has.
const MOST_TEXT: usize = 1 << 30;
/// Bytes that a byte of a workbook may unpack into, beyond those that always fit.
const MOST_TIMES: usize = 100;
const ALWAYS_FITS: usize = 1 << 24;

/// Whether these are the bytes of a workbook (a zip archive), whatever the file is called.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether these are the bytes of a workbook of before 2007, or of one with a password.
pub fn is_closed_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// The first sheet that a person sees, whose header row is the first that is not blank from a row on.
pub fn read(bytes: Vec<u8>, header_row: u64) -> Result<Table, Refused> {
    let unreadable = || (0, sentences::unreadable_workbook());
    if !unpacks_to_reasonable_size(&bytes) {
        return Err(unreadable());
    }
    let mut workbook: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_: XlsxError| unreadable())?;
    let is_seen = |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let first = workbook.sheets_metadata().iter().find(is_seen).ok_or_else(unreadable)?.name.clone();
    let mut cells = workbook.worksheet_cells_reader(&first).map_err(|_| unreadable())?;
    let mut sheet = Rows { header_row, ..Rows::default() };
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| unreadable())? {
        let (row, column) = cell.pos;
        match (cell.value, cell.formula) {
            // Read as empty, an amount that nobody calculated yet would count as none.
            (DataRef::Empty, Some(_)) => {
                return Err((u64::from(row) + 1, sentences::formula_without_result(&column_name(column))));
            }
            (value, _) => {
                let (text, is_number) = shown(&value);
                if !text.is_empty() && !sheet.put(row, column, &text, is_number) {
                    return Err(unreadable());
                }
            }
        }
    }
    sheet.end_row();
    Ok(Table { text: sheet.text, start: 0, separator: b',', cells: Some(sheet.typed) })
}

/// The archive says how large its parts will be.
fn unpacks_to_reasonable_size(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    // Sheets are repetitive, but not as much as a file that was made to fill a memory.
    let most = bytes.len().saturating_mul(MOST_TIMES).saturating_add(ALWAYS_FITS).min(MOST_TEXT);
    let mut size: usize = 0;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index_raw(at) else { return false };
        size = size.saturating_add(usize::try_from(part.size()).unwrap_or(usize::MAX));
    }
    size <= most && (0..archive.len()).all(|at| has_the_strings_it_claims(&mut archive, at))
}

/// Bytes within which the part of shared strings says how many it has.
const HEAD: u64 = 1 << 20;

/// Whether a part, if it is the one of shared strings, has room for as many as it claims: the reader makes room for them
/// before it looks for the first.
fn has_the_strings_it_claims(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, at: usize) -> bool {
    let Ok(part) = archive.by_index(at) else { return true };
    let is_it = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
    if !is_it {
        return true;
    }
    let (size, mut head) = (part.size(), Vec::new());
    // What cannot be unpacked is told by the reader.
    let Ok(_) = part.take(HEAD).read_to_end(&mut head) else { return true };
    let head = String::from_utf8_lossy(&head);
    let Some((_, sst)) = head.split_once("sst") else { return size <= HEAD };
    let Some((attributes, _)) = sst.split_once('>') else { return false };
    let numbers = attributes.split("uniqueCount").skip(1).map(|rest| {
        let digits = rest.trim_start_matches(|sign: char| !sign.is_ascii_digit());
        let end = digits.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(digits.len());
        digits.get(..end).unwrap_or_default()
    });
    // Each takes a few bytes at least.
    numbers.into_iter().all(|digits| digits.is_empty() || digits.parse::<u64>().is_ok_and(|claimed| claimed <= size))
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
                self.filled = 0;
                for _blank in open.map_or(0, |open| open + 1)..row {
                    self.typed.numbers.push(Vec::new());
                    self.end_row();
                }
                self.typed.numbers.push(Vec::new());
                self.row = Some(row);
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

    /// Puts a text in a cell; `false` when there is no such cell.
    fn put(&mut self, row: u32, column: u32, text: &str, is_number: bool) -> bool {
        if !self.go_to(row, column) {
            return false;
        }
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
        true
    }
}

/// The text of a cell, and whether it is a number.
fn shown(value: &DataRef<'_>) -> (String, bool) {
    match value {
        DataRef::Int(number) => (number.to_string(), true),
        DataRef::Float(number) => (number_text(*number), true),
        DataRef::DateTimeIso(text) => (text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(), false),
        DataRef::String(text) | DataRef::DurationIso(text) => (text.clone(), false),
        DataRef::SharedString(text) => ((*text).to_owned(), false),
        DataRef::Bool(truth) => (truth.to_string(), false),
        DataRef::DateTime(moment) => (moment_text(moment), false),
        DataRef::Error(error) => (error.to_string(), false),
        DataRef::Empty => (String::new(), false),
    }
}

/// A number in at most 15 digits: `0.1 + 0.2` is stored as 0.30000000000000004 and shown as 0.3. A larger one is shown as
/// spreadsheets show it, which is neither a number nor an id for us.
fn number_text(number: f64) -> String {
    if number.abs() >= MOST_EXACT {
        return format!("{number:.14E}").replace('E', "E+");
    }
    let shortest = number.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    if digits <= 15 {
        return shortest;
    }
    format!("{number:.14e}").parse::<f64>().map_or(shortest, |rounded| rounded.to_string())
}

/// A day as `2026-03-01`; with the time where there is one, which then is no date for us. A duration is stored in days
/// and shown in hours, so that it is no number: `36:00` would be read as 1.5.
fn moment_text(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        let (hours, minutes) = hours_and_minutes(moment.as_f64());
        return format!("{hours}:{minutes:02}");
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}

/// Of a number of days.
fn hours_and_minutes(days: f64) -> (f64, f64) {
    let minutes = (days * 24.0 * 60.0).round();
    ((minutes / 60.0).trunc(), (minutes % 60.0).abs())
}

/// The letters above a column: `A`, `AB`.
fn column_name(column: u32) -> String {
    let letter = |at: u32| char::from_u32(u32::from('A') + at % 26).unwrap_or('?');
    if column < 26 { letter(column).to_string() } else { column_name(column / 26 - 1) + &letter(column).to_string() }
}
