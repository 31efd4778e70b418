//! The rows of an export to the rows of a file of ours, or everything that is wrong with them.

use super::value::{self, Cells, Numbers, Read};
use super::{Filter, Mapping};
use crate::domain::problem::{Problem, Problems};
use crate::intake::bsn::Watch;
use crate::intake::known::Known;
use crate::intake::named::{Asked, Named};
use crate::intake::numbers::{Evidence, NumberStyle};
use crate::intake::report::{Report, hide_numbers};
use crate::intake::rows::is_id;
use crate::intake::sentences;
use csv::StringRecord;
use std::collections::HashMap;

/// A file of ours, made of an export.
#[derive(Debug)]
pub struct Converted {
    /// UTF-8, a comma, a decimal point, every column of the kind.
    pub text: String,
    pub rows_read: usize,
    /// Per filter of the mapping its column, and the rows that it left out.
    pub left_out: Vec<(String, usize)>,
    pub rows_written: usize,
    pub warnings: Vec<Problem>,
}

/// Converts the bytes of an export. `file` is the name that problems carry; they stand at its lines and columns.
pub fn convert(mapping: &Mapping, file: &str, bytes: Vec<u8>) -> Result<Converted, Problems> {
    let mut report = Report::new(file);
    let Mapping { sources, header_line, convention, .. } = mapping;
    let asked = Asked { names: sources, header_line: *header_line, convention: *convention };
    let Some(named) = Named::read(bytes, asked, &mut report) else { return Err(report.finish()) };
    let style = convention.decimal.map_or(NumberStyle::Open, NumberStyle::Mark);
    let mut pass = Pass::over(mapping, &named, file, style);
    // As in a file of our own: what the numbers say together decides how each of them is read.
    if style == NumberStyle::Open
        && let Some(mark) = pass.evidence.verdict()
    {
        pass = Pass::over(mapping, &named, file, NumberStyle::Mark(mark));
    }
    pass.finish()
}

/// One reading of all rows.
struct Pass<'e> {
    mapping: &'e Mapping,
    style: NumberStyle,
    known: Known,
    report: Report,
    evidence: Evidence,
    /// Per source, the numbers that might be service numbers.
    watches: Vec<Watch>,
    /// By key: the line where it stands first and its row, if that one is whole.
    keys: HashMap<String, (u64, Option<usize>)>,
    rows: Vec<StringRecord>,
    read: usize,
    /// Per filter.
    left_out: Vec<usize>,
}

impl<'e> Pass<'e> {
    fn over(mapping: &'e Mapping, named: &'e Named, file: &str, style: NumberStyle) -> Pass<'e> {
        let mut pass = Pass {
            mapping,
            style,
            known: Known::open(),
            report: Report::new(file),
            evidence: Evidence::default(),
            watches: mapping.sources.iter().map(|_| Watch::default()).collect(),
            keys: HashMap::new(),
            rows: Vec::new(),
            read: 0,
            left_out: vec![0; mapping.filters.len()],
        };
        let mut of_rows = Report::new(file);
        let lines = named.lines();
        named.each(&mut of_rows, |cells, place, report| {
            pass.row(Cells { named, cells, place }, lines.at(place), report);
        });
        pass.report = of_rows;
        pass
    }

    fn row(&mut self, row: Cells<'_>, line: u64, report: &mut Report) {
        self.read += 1;
        for (source, watch) in self.watches.iter_mut().enumerate() {
            watch.observe_any(row.of(source));
        }
        let leaves_out =
            |filter: &Filter| filter.values.contains(&row.of(filter.source).to_lowercase()) != filter.keeps;
        if let Some(at) = self.mapping.filters.iter().position(leaves_out) {
            self.left_out[at] += 1;
            return;
        }
        let mut made = vec![String::new(); self.mapping.kind.columns.len()];
        let mut is_whole = true;
        for target in &self.mapping.targets {
            let numbers = Numbers { style: self.style, evidence: &mut self.evidence };
            let Read { value, text, warning } = value::read(self.mapping, target, row, numbers, &self.known);
            if let Some(sentence) = warning {
                report.warning(line, &self.mapping.shown(target), &text, || sentence);
            }
            match value {
                Ok(value) => made[target.at] = value,
                Err(sentence) => {
                    is_whole = false;
                    report.error(line, &self.mapping.shown(target), &text, || sentence);
                }
            }
        }
        self.enter(&made, is_whole, line, report);
    }

    /// A key that was seen: the same row once more is left out, any other is a conflict (spec 1, "Keys").
    fn enter(&mut self, made: &[String], is_whole: bool, line: u64, report: &mut Report) {
        let kind = self.mapping.kind;
        let parts: Vec<&str> = kind.key.iter().map(|at| made[*at].as_str()).collect();
        let row = is_whole.then_some(self.rows.len());
        // Without a whole key, rows cannot be told from each other; that has been told, or the kind has none.
        let lacks = |(at, part): (&usize, &&str)| part.is_empty() && kind.columns[*at].required;
        if !parts.is_empty() && !kind.key.iter().zip(&parts).any(lacks) {
            let key = parts.join("\u{1f}");
            let (column, shown) = (self.shown_key(), parts.join(" / "));
            match self.keys.get(&key) {
                None => {
                    self.keys.insert(key, (line, row));
                }
                Some((first, Some(earlier))) if is_whole && self.rows[*earlier] == *made => {
                    report.warning(line, &column, parts[0], || sentences::duplicate_ignored(*first));
                    return;
                }
                // Of a row with errors it is not known what it would have been.
                Some((_, None)) => {}
                Some((first, Some(_))) => {
                    report.error(line, &column, parts[0], || sentences::duplicate_conflict(&shown, *first));
                }
            }
        }
        if is_whole {
            self.rows.push(StringRecord::from(made.to_vec()));
        }
    }

    /// The columns of the export that the first column of the key takes.
    fn shown_key(&self) -> String {
        let first = self.mapping.kind.key.first();
        let target = self.mapping.targets.iter().find(|target| Some(&target.at) == first);
        target.map(|target| self.mapping.shown(target)).unwrap_or_default()
    }

    fn finish(mut self) -> Result<Converted, Problems> {
        let mapping = self.mapping;
        let suspects: Vec<bool> = self.watches.into_iter().map(Watch::suspects).collect();
        let is_suspect = |source: &usize| suspects.get(*source).is_some_and(|suspect| *suspect);
        // In an id they would be in our file; in any other column they only must not be quoted.
        let mut personal: Vec<usize> = mapping
            .targets
            .iter()
            .filter(|target| mapping.kind.columns.get(target.at).is_some_and(|column| is_id(column.cell)))
            .flat_map(|target| target.origin.sources())
            .filter(is_suspect)
            .collect();
        personal.sort_unstable();
        personal.dedup();
        if !personal.is_empty() {
            let name = |source: &usize| mapping.sources[*source].as_str();
            let names: Vec<_> = personal.iter().map(|source| (name(source), name(source))).collect();
            self.report.refuse_as_personal(&names);
        }
        let mut problems = self.report.finish();
        if suspects.contains(&true) {
            hide_numbers(&mut problems);
        }
        if !problems.is_clean() {
            return Err(problems);
        }
        let columns = mapping.filters.iter().map(|filter| mapping.sources[filter.source].clone());
        Ok(Converted {
            text: text(mapping, &self.rows),
            rows_read: self.read,
            left_out: columns.zip(self.left_out).collect(),
            rows_written: self.rows.len(),
            warnings: problems.warnings,
        })
    }
}

fn text(mapping: &Mapping, rows: &[StringRecord]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every row has the cells of the header.
    let _written = writer.write_record(mapping.kind.columns.iter().map(|column| column.name));
    for row in rows {
        let _written = writer.write_record(row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}
