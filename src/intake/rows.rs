//! The reader that all kinds of CSV share: text to checked rows.

use super::bsn::Watch;
use super::cells::{self, Convention, Fault, Value};
use super::columns::{Cell, Kind};
use super::header::Header;
use super::keys::{Identity, Keys};
use super::known::{Known, To};
use super::report::{Report, WHOLE_FILE};
use super::row::Row;
use super::sentences;
use super::sheet::{RowPlace, Sheet};
use super::source::{Folder, Loaded};
use csv::StringRecord;

/// Longest row in bytes. A quote that is never closed makes a row of the rest of the file.
const LONGEST_ROW: usize = 1 << 16;

/// What is done with the rows of a file.
pub type Take<'t> = &'t mut dyn FnMut(&Row<'_>, &mut Report);

/// Reads a file of this kind, if it is there.
pub fn read(folder: &Folder<'_>, kind: &'static Kind, known: &Known, report: &mut Report, take: Take<'_>) -> Keys {
    match folder.table(kind, report) {
        Loaded::Absent => Keys::default(),
        Loaded::Refused => Keys::unreadable(),
        Loaded::Text(text) => read_text(&text, kind, known, report, take),
    }
}

fn read_text(text: &str, kind: &'static Kind, known: &Known, report: &mut Report, take: Take<'_>) -> Keys {
    let mut sheet = Sheet::new(text, b',');
    let mut cells = StringRecord::new();
    let place = match sheet.next(&mut cells) {
        Ok(Some((place, length))) if length > LONGEST_ROW => {
            report.error(place.line, "", "", || sentences::row_length(0, 0, true));
            return Keys::unreadable();
        }
        Ok(Some((place, _))) => place,
        Ok(None) => {
            report.error(WHOLE_FILE, "", "", sentences::empty_file);
            return Keys::unreadable();
        }
        Err(_) => return unreadable(report),
    };
    let header = Header::read(kind, &cells, place.line, report);
    let mut reader = Rows {
        kind,
        known,
        header: &header,
        convention: Convention,
        values: vec![Value::Absent; kind.columns.len()],
        faults: Vec::new(),
        watches: kind.columns.iter().map(|column| is_id(column.cell).then(Watch::default)).collect(),
        keys: Keys::of_file(header.keyed),
    };
    let mut rows: u32 = 0;
    loop {
        match sheet.next(&mut cells) {
            Ok(None) => break,
            Ok(Some((place, length))) => reader.row(&sheet, &cells, place, length, report, take),
            Err(_) => return unreadable(report),
        }
        // Positions are 32 bits; the last one stands for "none".
        rows += 1;
        if rows == u32::MAX {
            report.error(WHOLE_FILE, "", "", sentences::too_many_rows);
            break;
        }
    }
    reader.refuse_service_numbers(report);
    reader.keys
}

/// Cannot happen to a text that is UTF-8; were it to, then the file may not count as read to its end.
fn unreadable(report: &mut Report) -> Keys {
    report.error(WHOLE_FILE, "", "", sentences::not_utf8);
    Keys::unreadable()
}

/// Whether a column has ids of a care system, where service numbers might be.
fn is_id(cell: Cell) -> bool {
    matches!(cell, Cell::Id | Cell::Refer(To::Claim | To::Delivery))
}

struct Rows<'k> {
    kind: &'static Kind,
    known: &'k Known,
    header: &'k Header,
    convention: Convention,
    /// Of the row at hand.
    values: Vec<Value>,
    /// Of the row at hand, by column.
    faults: Vec<(usize, Fault)>,
    watches: Vec<Option<Watch>>,
    keys: Keys,
}

impl Rows<'_> {
    fn row(
        &mut self,
        sheet: &Sheet<'_>,
        cells: &StringRecord,
        place: RowPlace,
        length: usize,
        report: &mut Report,
        take: Take<'_>,
    ) {
        let header = self.header;
        self.faults.clear();
        for (at, watch) in self.watches.iter_mut().enumerate() {
            if let Some(watch) = watch {
                watch.observe(header.cell(cells, at));
            }
        }
        if cells.len() != header.width || length > LONGEST_ROW {
            let width = header.width;
            report.error(place.line, "", "", || sentences::row_length(width, cells.len(), length > LONGEST_ROW));
            self.values.fill(Value::Faulty);
            self.keys.enter(self.kind, &self.values, |at| header.cell(cells, at), place);
            return;
        }
        read_cells(self.kind, header, cells, self.convention, self.known, &mut self.values, &mut self.faults);
        let identity = self.keys.enter(self.kind, &self.values, |at| header.cell(cells, at), place);
        if let Identity::Seen(first) = identity {
            self.again(sheet, cells, place, first, report);
            return;
        }
        self.tell(cells, place.line, report);
        let position = if let Identity::New(position) = identity { position } else { u32::MAX };
        let is_whole = header.complete && self.faults.iter().all(|(_, fault)| fault.is_warning());
        let (line, known, values) = (place.line, self.known, self.values.as_slice());
        take(&Row { line, position, is_whole, known, kind: self.kind, header, cells, values }, report);
    }

    /// A key that was seen: the same row once more is left out, any other is a conflict.
    fn again(&mut self, sheet: &Sheet<'_>, cells: &StringRecord, place: RowPlace, first: u32, report: &mut Report) {
        let Some(before) = self.keys.place(first) else { return };
        let earlier = sheet.again(before);
        let mut values = vec![Value::Absent; self.values.len()];
        read_cells(self.kind, self.header, &earlier, self.convention, self.known, &mut values, &mut Vec::new());
        let same = |at: usize| match (values[at], self.values[at]) {
            (Value::Text | Value::Faulty | Value::At(u32::MAX), _) => {
                self.header.cell(&earlier, at) == self.header.cell(cells, at)
            }
            (one, other) => one == other,
        };
        let is_same = earlier.len() == cells.len() && (0..values.len()).all(same);
        let column = self.kind.key.first().and_then(|at| self.kind.columns.get(*at)).map_or("", |column| column.name);
        let value = self.kind.key.first().map_or("", |at| self.header.cell(cells, *at));
        let key = || {
            let parts: Vec<&str> = self.kind.key.iter().map(|at| self.header.cell(cells, *at)).collect();
            parts.join(" / ")
        };
        if is_same {
            report.warning(place.line, column, value, || sentences::duplicate_ignored(before.line));
            return;
        }
        self.tell(cells, place.line, report);
        report.error(place.line, column, value, || sentences::duplicate_conflict(&key(), before.line));
    }

    /// Tells the faults of the row at hand.
    fn tell(&self, cells: &StringRecord, line: u64, report: &mut Report) {
        for (at, fault) in &self.faults {
            let column = self.kind.columns.get(*at).map_or("", |column| column.name);
            let value = self.header.cell(cells, *at);
            let sentence = || sentences::cell(*fault, column, value, self.known);
            if fault.is_warning() {
                report.warning(line, column, value, sentence);
            } else {
                report.error(line, column, value, sentence);
            }
        }
    }

    fn refuse_service_numbers(&self, report: &mut Report) {
        let suspect = self.kind.columns.iter().zip(&self.watches);
        let suspect = suspect.filter(|(_, watch)| watch.as_ref().is_some_and(Watch::suspects));
        let columns: Vec<&'static str> = suspect.map(|(column, _)| column.name).collect();
        if !columns.is_empty() {
            report.refuse_as_personal(&columns);
        }
    }
}

fn read_cells(
    kind: &Kind,
    header: &Header,
    cells: &StringRecord,
    convention: Convention,
    known: &Known,
    values: &mut [Value],
    faults: &mut Vec<(usize, Fault)>,
) {
    for ((at, column), value) in kind.columns.iter().enumerate().zip(values) {
        let text = header.cell(cells, at);
        *value = Value::Absent;
        if text.is_empty() {
            if column.required && header.has(at) {
                faults.push((at, Fault::Missing));
            }
            continue;
        }
        let (read, fault) = cells::read(column.cell, text, convention, known);
        *value = read;
        faults.extend(fault.map(|fault| (at, fault)));
    }
}
