//! Reads one file: finds it, finds out how it is written, and reads it in parts, on as many threads as there are.
//!
//! A part knows nothing of the others. What can only be seen with the others beside it is decided when all are there, and
//! then the file is read once more, knowing it:
//!
//! - how the file writes its numbers, when a number could be read in two ways ([`Evidence::verdict`]);
//! - that a key comes twice: then in one go, so that every row can be held against the first one of its key.
//!
//! So the usual file is read once and in parts; only one with such a row costs more, and none is read differently
//! because of how it was cut.
//!
//! [`Evidence::verdict`]: super::numbers::Evidence::verdict

use super::cells::Cells;
use super::columns::Kind;
use super::convention::Conventions;
use super::encoding::line_ends;
use super::gather::Gather;
use super::header::Header;
use super::interner::Interner;
use super::keys::{Entry, Keys};
use super::known::Known;
use super::lines::Lines;
use super::numbers::NumberStyle;
use super::parts;
use super::report::{Report, WHOLE_FILE};
use super::rows::{self, Body, LONGEST_ROW, Part, Take};
use super::sentences;
use super::sheet::Sheet;
use super::source::{Loaded, Source};
use super::table::Table;
use rayon::prelude::*;
use std::ops::Range;

/// Bytes of a part: small enough that what a thread keeps of one stays in its cache, large enough to be worth the cut.
const PART: usize = 1 << 20;

/// Parts that are read before they are put together.
const PARTS_AT_ONCE: usize = 16;

/// A file, read.
pub struct Reading<T> {
    pub gathered: T,
    pub keys: Keys,
    /// Open for what can only be said when other files are known.
    pub report: Report,
}

/// Reads the file of a kind, if it is there.
pub fn read<T: Gather>(
    source: Source<'_>,
    kind: &'static Kind,
    known: &Known,
    conventions: &Conventions,
    take: Take<'_, T>,
) -> Reading<T> {
    let mut report = Report::new(kind.file);
    let nothing = |keys, report| Reading { gathered: T::default(), keys, report };
    let bytes = match source.table(kind, &mut report) {
        Loaded::Absent => return nothing(Keys::default(), report),
        Loaded::Refused => return nothing(Keys::unreadable(), report),
        Loaded::Found(bytes) => bytes,
    };
    let convention = conventions.for_file(report.file());
    let table = match Table::read(bytes, kind, convention) {
        Ok(table) => table,
        Err((line, sentence)) => {
            report.error(line, "", "", || sentence);
            return nothing(Keys::unreadable(), report);
        }
    };
    let Some((header, first)) = read_header(&table, kind, &mut report) else {
        return nothing(Keys::unreadable(), report);
    };
    if header.is_none() {
        // A title above the header row, or no header row: of the rows there is nothing to say.
        return nothing(Keys::unreadable(), report);
    }
    let file = report.file().to_owned();
    let style = convention.decimal.map_or(NumberStyle::Open, NumberStyle::Mark);
    let body = Body { table: &table, kind, known, header: &header, file: &file, style };
    let (mut part, mut keys) = read_body(&body, first, take);
    if style == NumberStyle::Open
        && let Some(mark) = part.evidence.verdict()
    {
        // What was read under no style in particular is let go first: it may be all the memory there is.
        drop((part, keys));
        (part, keys) = read_body(&Body { style: NumberStyle::Mark(mark), ..body }, first, take);
    }
    report.append(part.report);
    let suspect = rows::suspect_columns(kind.columns, part.watches);
    if !suspect.is_empty() {
        report.refuse_as_personal(&suspect);
    }
    Reading { gathered: part.gathered, keys: Keys { keys, unreadable: !header.keyed }, report }
}

/// Where the rows below the header row begin.
#[derive(Clone, Copy)]
struct Below {
    start: usize,
    /// Rows above it, of a workbook.
    rows: usize,
}

/// The header row: the first that is not blank.
fn read_header(table: &Table, kind: &Kind, report: &mut Report) -> Option<(Header, Below)> {
    let mut sheet = Sheet::new(table, table.start..table.text.len(), 0);
    let mut cells = Cells::default();
    while let Some((place, length)) = sheet.next(&mut cells) {
        if length > LONGEST_ROW {
            report.error(table.line(place.start), "", "", || sentences::row_length(0, 0, true));
            return None;
        }
        if cells.is_blank() {
            continue;
        }
        let line = Lines::new(table, table.start, table.line(table.start)).at(place);
        if table.separator != b',' {
            // Columns that Excel still writes after they were emptied; see `rows`.
            cells.drop_empty_end();
        }
        let header = Header::read(kind, &cells, line, report);
        let start = table.past_line_end(place.start + length);
        return Some((header, Below { start, rows: place.row + 1 }));
    }
    report.error(WHOLE_FILE, "", "", sentences::empty_file);
    None
}

/// Reads all rows below the header row, each in its own way; the keys.
fn read_body<T: Gather>(body: &Body<'_>, below: Below, take: Take<'_, T>) -> (Part<T>, Interner) {
    let table = body.table;
    let whole = below.start..table.text.len();
    // The rows of a workbook are numbered from its first one.
    let parts = if table.cells.is_some() { Vec::new() } else { parts::cut(table, whole.start, PART) };
    if parts.len() > 1 {
        let lines: Vec<u64> = parts.par_iter().map(|part| line_ends(&table.text.as_bytes()[part.clone()])).collect();
        let mut next = table.line(whole.start);
        let placed: Vec<(Range<usize>, u64)> = parts
            .into_iter()
            .zip(lines)
            .map(|(part, lines)| {
                let line = next;
                next += lines;
                (part, line)
            })
            .collect();
        let read = |(part, line): &(Range<usize>, u64)| {
            let lines = Lines::new(table, part.start, *line);
            rows::read(body, Sheet::new(table, part.clone(), 0), &lines, Entry::of_part(), take)
        };
        // A few parts at a time, so that the parts of a large file are never all there beside the whole.
        let mut whole: Option<Part<T>> = None;
        for some in placed.chunks(PARTS_AT_ONCE) {
            for part in some.par_iter().map(read).collect::<Vec<Part<T>>>() {
                match &mut whole {
                    Some(whole) => whole.append(part),
                    None => whole = Some(part.with_room_for(placed.len())),
                }
            }
        }
        if let Some(mut first) = whole {
            let entry = std::mem::replace(&mut first.entry, Entry::of_part());
            if let Some(keys) = entry.finish() {
                return (first, keys);
            }
        }
    }
    let lines = Lines::new(table, whole.start, table.line(whole.start));
    let mut part = rows::read(body, Sheet::new(table, whole, below.rows), &lines, Entry::of_whole(), take);
    let entry = std::mem::replace(&mut part.entry, Entry::of_part());
    (part, entry.finish().unwrap_or_default())
}
