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

use super::columns::Kind;
use super::convention::{Convention, Conventions, DecimalMark};
use super::encoding::line_ends;
use super::gather::Gather;
use super::header::{Header, column_of};
use super::interner::Interner;
use super::keys::{Entry, Keys};
use super::known::Known;
use super::lines::Lines;
use super::numbers::NumberStyle;
use super::parts;
use super::report::{Report, WHOLE_FILE};
use super::rows::{self, Body, Part, Take};
use super::sentences;
use super::sheet::Sheet;
use super::source::{Loaded, Source};
use super::stretches::{Stretch, Stretches};
use super::table::Table;
use crate::domain::text::Texts;
use rayon::prelude::*;
use std::ops::Range;

/// Bytes of a part: small enough that what a thread keeps of one stays in its cache, large enough to be worth the cut.
const PART: usize = 1 << 19;

/// Parts that are read before they are put together, so that those of a large file are never all there beside the whole.
const PARTS_AT_ONCE: usize = 8;

/// Bytes from which a CSV is read in stretches.
const LARGE: u64 = 1 << 20;

/// Bytes of which no column can have more than fits.
const MOST_BYTES: u64 = Texts::MOST as u64;

/// A file, read.
pub struct Reading<T> {
    pub gathered: T,
    pub keys: Keys,
    /// Open for what can only be said when other files are known.
    pub report: Report,
}

/// What all readings of one file have in common.
struct Wish<'w, T> {
    source: Source<'w>,
    kind: &'static Kind,
    known: &'w Known,
    convention: Convention,
    take: Take<'w, T>,
}

/// Reads the file of a kind, if it is there.
pub fn read<T: Gather>(
    source: Source<'_>,
    kind: &'static Kind,
    known: &Known,
    conventions: &Conventions,
    take: Take<'_, T>,
) -> Reading<T> {
    let wish = Wish { source, kind, known, convention: conventions.for_file(kind.file), take };
    wish.in_stretches().unwrap_or_else(|| wish.whole(conventions))
}

impl<T: Gather> Wish<'_, T> {
    /// Reads a large CSV without ever having all of it in memory. `None` when it is small, or unusual: then it is read
    /// whole, and told what it is.
    fn in_stretches(&self) -> Option<Reading<T>> {
        let (mut part, mut keys, mut header) = self.by_stretches(self.style())?;
        if let Some(mark) = self.verdict(&part) {
            // What was read under no style in particular is let go first: it may be all the memory there is.
            drop((part, keys));
            (part, keys, header) = self.by_stretches(NumberStyle::Mark(mark))?;
        }
        Some(self.reading(part, keys, &header, Report::new(self.kind.file)))
    }

    fn by_stretches(&self, style: NumberStyle) -> Option<(Part<T>, Interner, Header)> {
        let &Wish { source, kind, known, convention, take } = self;
        let large = source.large(kind, LARGE).filter(|large| large.bytes <= MOST_BYTES)?;
        let parts = usize::try_from(large.bytes).ok()? / PART + 1;
        let is_known = |name: &str| column_of(kind, name).is_some();
        let (mut stretches, start) = Stretches::begin(large, PART, is_known, convention).ok()?;
        let mut some = stretches.next_some(PARTS_AT_ONCE).ok()?;
        let first = some.first_mut()?;
        first.table.start = start;
        let mut report = Report::new(kind.file);
        let (header, below) = read_header(&first.table, kind, &mut report)?;
        if !report.is_silent() {
            return None;
        }
        let mut whole = Gathered::new(parts);
        let read = |stretch: &Stretch| {
            let (table, line) = (&stretch.table, stretch.line);
            let body = Body { table, kind, known, header: &header, file: kind.file, style };
            let start = if line == 1 { below.start } else { 0 };
            let lines = Lines::new(table, 0, line);
            rows::read(&body, Sheet::new(table, start..table.text.len(), 0), &lines, Entry::of_part(), take)
        };
        while !some.is_empty() {
            let parts = || some.par_iter().map(read).collect::<Vec<Part<T>>>();
            let (parts, next) = rayon::join(parts, || stretches.next_some(PARTS_AT_ONCE));
            whole.append(parts);
            stretches.reuse(std::mem::replace(&mut some, next.ok()?));
        }
        let (part, keys) = whole.finish()?;
        Some((part, keys, header))
    }

    /// Reads a file that is in memory as a whole.
    fn whole(&self, conventions: &Conventions) -> Reading<T> {
        let &Wish { source, kind, known, take, .. } = self;
        let mut report = Report::new(kind.file);
        let nothing = |keys, report| Reading { gathered: T::default(), keys, report };
        let bytes = match source.table(kind, &mut report) {
            Loaded::Absent => return nothing(Keys::default(), report),
            Loaded::Refused => return nothing(Keys::unreadable(), report),
            Loaded::Found(bytes) => bytes,
        };
        // Of a workbook, by its own name.
        let wish = Wish { convention: conventions.for_file(report.file()), ..*self };
        let table = match Table::read(bytes, kind, wish.convention) {
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
        let body = Body { table: &table, kind, known, header: &header, file: &file, style: wish.style() };
        let (mut part, mut keys) = read_body(&body, first, take);
        if let Some(mark) = wish.verdict(&part) {
            drop((part, keys));
            (part, keys) = read_body(&Body { style: NumberStyle::Mark(mark), ..body }, first, take);
        }
        wish.reading(part, keys, &header, report)
    }

    /// How numbers are read at first.
    fn style(&self) -> NumberStyle {
        self.convention.decimal.map_or(NumberStyle::Open, NumberStyle::Mark)
    }

    /// The mark by which all numbers must be read once more.
    fn verdict(&self, part: &Part<T>) -> Option<DecimalMark> {
        if self.style() == NumberStyle::Open { part.evidence.verdict() } else { None }
    }

    fn reading(&self, part: Part<T>, keys: Interner, header: &Header, mut report: Report) -> Reading<T> {
        report.append(part.report);
        let suspect = rows::suspect_columns(self.kind, header, part.watches);
        if !suspect.is_empty() {
            report.refuse_as_personal(&suspect);
        }
        Reading { gathered: part.gathered, keys: Keys { keys, unreadable: !header.keyed }, report }
    }
}

/// The parts of a file, put together in their order.
struct Gathered<T> {
    whole: Option<Part<T>>,
    /// About so many will come, all of one size.
    parts: usize,
}

impl<T: Gather> Gathered<T> {
    fn new(parts: usize) -> Gathered<T> {
        Gathered { whole: None, parts }
    }

    fn append(&mut self, parts: Vec<Part<T>>) {
        for part in parts {
            match &mut self.whole {
                Some(whole) => whole.append(part),
                None => self.whole = Some(part.with_room_for(self.parts)),
            }
        }
    }

    /// The whole and its keys; `None` when a key came twice, or there was nothing.
    fn finish(self) -> Option<(Part<T>, Interner)> {
        let mut whole = self.whole?;
        let entry = std::mem::replace(&mut whole.entry, Entry::of_part());
        entry.finish().map(|keys| (whole, keys))
    }
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
    let first = match rows::first_filled(table, 1) {
        Ok(Some(first)) => first,
        Ok(None) => {
            report.error(WHOLE_FILE, "", "", sentences::empty_file);
            return None;
        }
        Err((line, sentence)) => {
            report.error(line, "", "", || sentence);
            return None;
        }
    };
    let mut cells = first.cells;
    if table.separator != b',' {
        // Columns that Excel still writes after they were emptied; see `rows`.
        cells.drop_empty_end();
    }
    let header = Header::read(kind, &cells, first.line, report);
    Some((header, Below { start: first.end, rows: first.place.row + 1 }))
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
        let mut whole = Gathered::new(placed.len());
        for some in placed.chunks(PARTS_AT_ONCE) {
            whole.append(some.par_iter().map(read).collect());
        }
        if let Some(found) = whole.finish() {
            return found;
        }
    }
    let lines = Lines::new(table, whole.start, table.line(whole.start));
    let mut part = rows::read(body, Sheet::new(table, whole, below.rows), &lines, Entry::of_whole(), take);
    let entry = std::mem::replace(&mut part.entry, Entry::of_part());
    (part, entry.finish().unwrap_or_default())
}
