//! The reader that all kinds of tables share: a part of a table to checked rows.

use super::bsn::Watch;
use super::cell::{self, Before, Fault, Numbers, Value};
use super::cells::Cells;
use super::columns::{Cell, Kind};
use super::gather::Gather;
use super::header::Header;
use super::keys::{Entry, Identity};
use super::known::{Known, To};
use super::lines::Lines;
use super::numbers::{Evidence, NumberStyle};
use super::report::Report;
use super::row::Row;
use super::sentences;
use super::sheet::{RowPlace, Sheet};
use super::table::{Refused, Table};

/// Longest row in bytes. A quote that is never closed makes a row of the rest of the file.
pub const LONGEST_ROW: usize = 1 << 16;

/// A row with something in it.
pub struct Filled<'t> {
    pub cells: Cells<'t>,
    pub place: RowPlace,
    pub line: u64,
    /// The byte at which what follows begins.
    pub end: usize,
}

/// The first row from a line on that is not blank, if there is one.
pub fn first_filled(table: &Table, line: u64) -> Result<Option<Filled<'_>>, Refused> {
    let lines = Lines::new(table, table.start, table.line(table.start));
    let mut sheet = Sheet::new(table, table.start..table.text.len(), 0);
    let mut cells = Cells::default();
    while let Some((place, length)) = sheet.next(&mut cells) {
        if length > LONGEST_ROW {
            return Err((lines.at(place), sentences::row_length(0, 0, true)));
        }
        if lines.at(place) >= line && !cells.is_blank() {
            let (line, end) = (lines.at(place), table.past_line_end(place.start + length));
            return Ok(Some(Filled { cells, place, line, end }));
        }
    }
    Ok(None)
}

/// What is done with a row: `take(row, gathered, report)`.
pub type Take<'t, T> = &'t (dyn Fn(&Row<'_>, &mut T, &mut Report) + Sync);

/// A table whose header row was read, or some rows of one.
#[derive(Clone, Copy)]
pub struct Body<'t> {
    pub table: &'t Table,
    pub kind: &'static Kind,
    pub known: &'t Known,
    pub header: &'t Header,
    pub file: &'t str,
    pub style: NumberStyle,
}

/// A part of a body, read.
pub struct Part<T> {
    pub gathered: T,
    pub entry: Entry,
    pub report: Report,
    pub evidence: Evidence,
    /// Of the columns of ids.
    pub watches: Vec<(usize, Watch)>,
}

impl<T: Gather> Part<T> {
    /// With room for so many parts like this one, so that the columns need not move as they grow.
    #[must_use]
    pub fn with_room_for(mut self, parts: usize) -> Part<T> {
        self.gathered.reserve(parts);
        self.entry.reserve(parts);
        self
    }

    /// Adds the part that follows.
    pub fn append(&mut self, later: Part<T>) {
        self.gathered.append(later.gathered);
        self.entry.append(later.entry);
        self.report.append(later.report);
        self.evidence.add(later.evidence);
        for ((_, watch), (_, more)) in self.watches.iter_mut().zip(later.watches) {
            watch.append(more);
        }
    }
}

/// Reads the rows of one part.
pub fn read<T: Gather>(
    body: &Body<'_>,
    mut sheet: Sheet<'_>,
    lines: &Lines<'_>,
    entry: Entry,
    take: Take<'_, T>,
) -> Part<T> {
    let columns = body.kind.columns;
    let part = Part {
        gathered: T::default(),
        entry,
        report: Report::new(body.file),
        evidence: Evidence::default(),
        watches: (0..columns.len()).filter(|at| is_id(columns[*at].cell)).map(|at| (at, Watch::default())).collect(),
    };
    let mut rows = Rows {
        body,
        lines,
        part,
        values: vec![Value::Absent; columns.len()],
        faults: Vec::new(),
        before: Before::default(),
    };
    let mut cells = Cells::default();
    while let Some((place, length)) = sheet.next(&mut cells) {
        rows.row(&sheet, &cells, place, length, take);
    }
    rows.part.gathered.end();
    rows.part
}

/// Whether a column has ids of a care system, where service numbers might be.
pub fn is_id(cell: Cell) -> bool {
    matches!(cell, Cell::Id | Cell::Refer(To::Claim | To::Delivery))
}

struct Rows<'b, T> {
    body: &'b Body<'b>,
    lines: &'b Lines<'b>,
    part: Part<T>,
    /// Of the row at hand.
    values: Vec<Value>,
    /// Of the row at hand, by column.
    faults: Vec<(usize, Fault)>,
    before: Before,
}

impl<T> Rows<'_, T> {
    fn row(&mut self, sheet: &Sheet<'_>, cells: &Cells<'_>, place: RowPlace, length: usize, take: Take<'_, T>) {
        let Body { header, kind, known, .. } = *self.body;
        // A spreadsheet writes rows of separators alone below what was deleted.
        if cells.is_blank() {
            return;
        }
        self.faults.clear();
        for (at, watch) in &mut self.part.watches {
            watch.observe(header.cell(cells, *at));
        }
        if (cells.len() != header.width && !self.may_differ(cells, place, length)) || length > LONGEST_ROW {
            self.wrong_length(cells, place, length);
            return;
        }
        let evidence = &mut self.part.evidence;
        read_cells(self.body, cells, place.row, (evidence, &mut self.before), &mut self.values, &mut self.faults);
        let identity = self.part.entry.enter(kind, &self.values, |at| header.cell(cells, at), place);
        if let Identity::Seen(first) = identity {
            self.again(sheet, cells, place, first);
            return;
        }
        self.tell(cells, place);
        let is_whole = header.complete && self.faults.iter().all(|(_, fault)| fault.is_warning());
        let (lines, values) = (self.lines, self.values.as_slice());
        let row = Row { place, lines, is_whole, known, kind, header, cells, values };
        take(&row, &mut self.part.gathered, &mut self.part.report);
    }

    /// Whether a row with fewer or more cells than the header row says the same as one with as many.
    ///
    /// Excel leaves out the separators of last columns that are empty for a stretch of rows, and writes them for columns
    /// that were emptied. Between commas a cell too many may as well be the decimals of the one before, and a last row
    /// without a line end may have been cut off: these are refused.
    fn may_differ(&self, cells: &Cells<'_>, place: RowPlace, length: usize) -> bool {
        let Body { table, header, kind, .. } = *self.body;
        let is_whole = place.start + length < table.text.len() || table.text.ends_with(['\n', '\r']);
        let has_no_more = || cells.iter().skip(header.width).all(str::is_empty);
        table.separator != b',' && is_whole && has_no_more() && header.needs_at_most(kind, cells.len())
    }

    /// Its key counts as known all the same.
    fn wrong_length(&mut self, cells: &Cells<'_>, place: RowPlace, length: usize) {
        let Body { header, kind, .. } = *self.body;
        let (width, found, line) = (header.width, cells.len(), self.lines.at(place));
        self.part.report.error(line, "", "", || sentences::row_length(width, found, length > LONGEST_ROW));
        self.values.fill(Value::Faulty);
        self.part.entry.enter(kind, &self.values, |at| header.cell(cells, at), place);
    }

    /// A key that was seen: the same row once more is left out, any other is a conflict.
    fn again(&mut self, sheet: &Sheet<'_>, cells: &Cells<'_>, place: RowPlace, before: RowPlace) {
        let Body { header, kind, .. } = *self.body;
        let earlier = sheet.again(before);
        let mut values = vec![Value::Absent; self.values.len()];
        let unseen = (&mut Evidence::default(), &mut Before::default());
        read_cells(self.body, &earlier, before.row, unseen, &mut values, &mut Vec::new());
        let same = |at: usize| match (values[at], self.values[at]) {
            (Value::Text | Value::Faulty | Value::At(u32::MAX), _) => {
                header.cell(&earlier, at) == header.cell(cells, at)
            }
            (one, other) => one == other,
        };
        let is_same = (0..values.len()).all(same);
        let column = kind.key.first().and_then(|at| kind.columns.get(*at)).map_or("", |column| column.name);
        let value = kind.key.first().map_or("", |at| header.cell(cells, *at));
        let key = || {
            let parts: Vec<&str> = kind.key.iter().map(|at| header.cell(cells, *at)).collect();
            parts.join(" / ")
        };
        let (line, first) = (self.lines.at(place), self.lines.at(before));
        if is_same {
            self.part.report.warning(line, column, value, || sentences::duplicate_ignored(first));
            return;
        }
        self.tell(cells, place);
        self.part.report.error(line, column, value, || sentences::duplicate_conflict(&key(), first));
    }

    /// Tells the faults of the row at hand.
    fn tell(&mut self, cells: &Cells<'_>, place: RowPlace) {
        let Body { header, kind, known, .. } = *self.body;
        for (at, fault) in &self.faults {
            let line = self.lines.at(place);
            let column = kind.columns.get(*at).map_or("", |column| column.name);
            let value = header.cell(cells, *at);
            let sentence = || sentences::cell(*fault, header.shown(*at), value, known);
            if fault.is_warning() {
                self.part.report.warning(line, column, value, sentence);
            } else {
                self.part.report.error(line, column, value, sentence);
            }
        }
    }
}

fn read_cells(
    body: &Body<'_>,
    cells: &Cells<'_>,
    row: usize,
    (evidence, before): (&mut Evidence, &mut Before),
    values: &mut [Value],
    faults: &mut Vec<(usize, Fault)>,
) {
    let Body { header, kind, known, table, style, .. } = *body;
    for ((at, column), value) in kind.columns.iter().enumerate().zip(values) {
        let text = header.cell(cells, at);
        *value = Value::Absent;
        if text.is_empty() {
            if column.required && header.has(at) {
                faults.push((at, Fault::Missing));
            }
            continue;
        }
        let is_plain = || header.place(at).is_some_and(|place| table.is_number(row, place));
        let style = if table.cells.is_some() && is_plain() { NumberStyle::Plain } else { style };
        if let Err(fault) = cell::read(column.cell, text, Numbers { style, evidence, before }, known, value) {
            faults.push((at, fault));
        }
    }
}

/// The columns whose values look like service numbers: by our name, and by that in the file.
pub fn suspect_columns<'h>(
    kind: &Kind,
    header: &'h Header,
    watches: Vec<(usize, Watch)>,
) -> Vec<(&'static str, &'h str)> {
    let suspect = watches.into_iter().filter_map(|(at, watch)| watch.suspects().then_some(at));
    suspect.filter_map(|at| Some((kind.columns.get(at)?.name, header.shown(at)))).collect()
}
