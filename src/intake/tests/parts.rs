//! A text that is read in parts against the same text read in one go, and against the `csv` library.

use crate::intake::cells::Cells;
use crate::intake::encoding::line_ends;
use crate::intake::lines::Lines;
use crate::intake::parts::cut;
use crate::intake::separator::SEPARATORS;
use crate::intake::sheet::{RowPlace, Sheet};
use crate::intake::stretches::{Stretch, Stretches};
use crate::intake::table::Table;
use csv::ReaderBuilder;
use std::ops::Range;

/// A row: where it begins, on which line, how long it is, its cells, and its cells once more from where it begins.
type Row = (usize, u64, usize, Vec<String>, Vec<String>);

/// One byte for the separator and one for the size of a part, then the text. As `reading` does it: the header row, and
/// the rows below it in parts.
pub fn promise(data: &[u8]) {
    let Some(([sign, size], bytes)) = data.split_first_chunk::<2>() else { return };
    let separator = SEPARATORS[usize::from(*sign) % SEPARATORS.len()];
    let text = String::from_utf8_lossy(bytes).into_owned();
    let table = Table { text, start: 0, separator, cells: None };
    let all = rows(&table, 0..table.text.len(), 1);
    let cells: Vec<Vec<String>> = all.iter().map(|row| row.3.clone()).collect();
    assert_eq!(cells, by_the_library(&table));
    let Some(((start, _, length, ..), below)) = all.split_first() else { return };
    let start = table.past_line_end(start + length);

    let parts = cut(&table, start, usize::from(*size));
    let joined = parts.iter().try_fold(start, |end, part| (part.start == end && part.end > end).then_some(part.end));
    assert_eq!(joined, Some(table.text.len().max(start)), "parts are the whole: {parts:?}");
    let mut line = table.line(start);
    let mut found = Vec::new();
    for part in parts {
        found.extend(rows(&table, part.clone(), line));
        line += line_ends(&table.text.as_bytes()[part]);
    }
    assert_eq!(found, below);
    assert_eq!(in_stretches(&table, usize::from(*size)), all);
}

/// The rows of a file that never stands in memory as a whole.
fn in_stretches(table: &Table, size: usize) -> Vec<Row> {
    let input = Box::new(table.text.as_bytes());
    let mut stretches = Stretches::new(input, size, table.separator);
    let (mut found, mut text) = (Vec::new(), String::new());
    while let Some(Stretch { table: own, line }) = stretches.next().unwrap() {
        let before = text.len();
        let rows = rows(&own, 0..own.text.len(), line);
        found.extend(rows.into_iter().map(|row| (before + row.0, row.1, row.2, row.3, row.4)));
        text.push_str(&own.text);
        stretches.reuse(vec![Stretch { table: own, line }]);
    }
    assert_eq!(text, table.text, "stretches are the whole");
    found
}

/// The cells as the library reads them. A blank line before the text keeps it from taking off a byte order mark.
fn by_the_library(table: &Table) -> Vec<Vec<String>> {
    let text = format!("\n{}", table.text);
    let mut builder = ReaderBuilder::new();
    let mut reader = builder.has_headers(false).flexible(true).delimiter(table.separator).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn rows(table: &Table, part: Range<usize>, line: u64) -> Vec<Row> {
    let lines = Lines::new(table, part.start, line);
    let line_of = |start: usize| line + table.line(start) - table.line(part.start);
    let mut sheet = Sheet::new(table, part.clone(), 0);
    let mut cells = Cells::default();
    let mut rows = Vec::new();
    while let Some((place, length)) = sheet.next(&mut cells) {
        assert_eq!(lines.at(place), line_of(place.start));
        let texts = |cells: &Cells<'_>| cells.iter().map(str::to_owned).collect::<Vec<String>>();
        let (found, again) = (texts(&cells), texts(&sheet.again(RowPlace { row: 0, ..place })));
        assert_eq!(again, found, "a row that is read again");
        rows.push((place.start, lines.at(place), length, found, again));
    }
    rows
}

#[test]
fn every_input_that_is_kept() {
    super::corpus::each("parts", promise);
}
