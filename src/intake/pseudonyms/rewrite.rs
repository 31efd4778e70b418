//! A table with pseudonyms in some of its columns; all other cells as they were.

use super::key::Key;
use super::told;
use crate::domain::problem::{ProblemCode, Problems};
use crate::intake::bsn::{self, Watch};
use crate::intake::cells::Cells;
use crate::intake::convention::Convention;
use crate::intake::encoding::Stored;
use crate::intake::named::{Asked, Named, is_called};
use crate::intake::report::{Report, WHOLE_FILE};
use crate::intake::sentences::{self, Sentence, say};
use csv::{StringRecord, Terminator, Writer, WriterBuilder};
use std::collections::HashSet;

/// What is wanted of a table.
pub struct Wish<'w> {
    /// The columns that are hidden.
    pub columns: &'w [String],
    /// They hold no service numbers but others, given out by whoever has this name.
    pub whose: Option<&'w str>,
    /// Columns that get another name: the one they have, and the new one.
    pub renames: &'w [(String, String)],
    /// The line of the header row, from 1.
    pub header_line: u64,
    pub convention: Convention,
}

/// A table without what was to be hidden.
pub struct Pseudonymised {
    /// In the encoding and with the separator that it had; of a workbook as CSV in UTF-8.
    pub bytes: Vec<u8>,
    pub rows: usize,
    /// Cells that have a pseudonym now, and how many different ones there are.
    pub replaced: usize,
    pub different: usize,
    /// Cells of these columns that were empty, and still are.
    pub empty: usize,
}

/// Hides what is to be hidden in the bytes of a file, or tells why that cannot be. `file` is the name that problems carry.
pub fn pseudonymise(file: &str, bytes: Vec<u8>, key: &Key, wish: &Wish<'_>) -> Result<Pseudonymised, Problems> {
    let mut report = Report::new(file);
    let stored = Stored::of(&bytes, wish.convention.encoding);
    let names: Vec<String> =
        wish.columns.iter().chain(wish.renames.iter().map(|(name, _)| name)).map(String::to_owned).collect();
    let asked = Asked { names: &names, header_line: wish.header_line, convention: wish.convention };
    let Some(named) = Named::read(bytes, asked, &mut report) else { return Err(report.finish()) };
    let header = renamed(&named, wish, &mut report);
    let mut rewriting = Rewriting::new(&named, key, wish, &header);
    named.each(&mut report, |cells, place, report| {
        let wrong = rewriting.row(cells);
        for column in wrong {
            report.error(named.lines().at(place), &column, "", || told::no_service_number(&column));
        }
    });
    rewriting.finish(stored, report)
}

/// The header row with its new names.
fn renamed(named: &Named, wish: &Wish<'_>, report: &mut Report) -> StringRecord {
    let mut names: Vec<String> = named.header.iter().map(str::to_owned).collect();
    for ((_, new), place) in wish.renames.iter().zip(named.places.iter().skip(wish.columns.len())) {
        if names.iter().enumerate().any(|(at, name)| at != *place && is_called(name, new)) {
            report.error(named.line, new, new, || sentences::column_twice(new, new));
        }
        if let Some(name) = names.get_mut(*place) {
            name.clone_from(new);
        }
    }
    StringRecord::from(names)
}

struct Rewriting<'r> {
    named: &'r Named,
    key: &'r Key,
    whose: Option<&'r str>,
    /// Per cell of a row whether it is hidden.
    hidden: Vec<bool>,
    /// Per cell of a row, the numbers in that column that might be service numbers.
    watches: Vec<Watch>,
    /// Columns with the service number of the row they are in.
    telling: Vec<bool>,
    writer: Writer<Vec<u8>>,
    pseudonyms: HashSet<String>,
    rows: usize,
    replaced: usize,
    empty: usize,
}

impl<'r> Rewriting<'r> {
    fn new(named: &'r Named, key: &'r Key, wish: &Wish<'r>, header: &StringRecord) -> Rewriting<'r> {
        let width = named.header.len();
        let chosen = named.places.iter().take(wish.columns.len());
        let mut hidden = vec![false; width];
        chosen.for_each(|place| hidden[*place] = true);
        let mut writer = WriterBuilder::new()
            .delimiter(named.table.separator)
            .terminator(line_end(&named.table.text))
            .flexible(true)
            .from_writer(Vec::new());
        // Writing to memory does not fail.
        let _written = writer.write_record(header);
        Rewriting {
            named,
            key,
            whose: wish.whose,
            hidden,
            watches: (0..width).map(|_| Watch::default()).collect(),
            telling: vec![false; width],
            writer,
            pseudonyms: HashSet::new(),
            rows: 0,
            replaced: 0,
            empty: 0,
        }
    }

    /// Writes a row; gives the columns in which it has no service number where one should be.
    fn row(&mut self, cells: &Cells<'_>) -> Vec<String> {
        self.rows += 1;
        let mut wrong = Vec::new();
        let mut numbers = Vec::new();
        let mut made = StringRecord::new();
        for (at, cell) in cells.iter().enumerate() {
            self.watches[at].observe_any(cell);
            if !self.hidden[at] {
                made.push_field(cell);
                continue;
            }
            let text = cell.trim();
            let pseudonym = match self.whose {
                _ if text.is_empty() => {
                    self.empty += 1;
                    String::new()
                }
                Some(whose) => self.key.of_other(whose, text),
                None => match bsn::service_number(text) {
                    Some(number) => {
                        numbers.push(number);
                        self.key.of_service_number(number)
                    }
                    None => {
                        wrong.push(self.name(at));
                        continue;
                    }
                },
            };
            made.push_field(&pseudonym);
            if !pseudonym.is_empty() {
                self.replaced += 1;
                self.pseudonyms.insert(pseudonym);
            }
        }
        for (at, cell) in cells.iter().enumerate().filter(|(at, _)| !self.hidden[*at]) {
            self.telling[at] |= numbers.iter().any(|number| bsn::mentions(cell, *number));
        }
        let _written = self.writer.write_record(&made);
        wrong
    }

    /// The name of a column. One that is a number itself is no name.
    fn name(&self, at: usize) -> String {
        let name = self.named.header.get(at).unwrap_or_default().trim();
        if name.is_empty() || bsn::has_candidate(name) { (at + 1).to_string() } else { name.to_owned() }
    }

    /// The file, unless something in it would tell what was hidden.
    fn finish(mut self, stored: Stored, mut report: Report) -> Result<Pseudonymised, Problems> {
        let watches = std::mem::take(&mut self.watches);
        for (at, watch) in watches.into_iter().enumerate() {
            let (looks_like_them, name) = (watch.suspects(), self.name(at));
            let sentence: fn(&str) -> Sentence = match (self.hidden[at], self.whose) {
                (true, Some(_)) if looks_like_them => told::service_numbers_as_other,
                (false, _) if looks_like_them || self.telling[at] => told::left_behind,
                _ => continue,
            };
            report.error(WHOLE_FILE, &name, "", || sentence(&name));
        }
        let rows = self.writer.into_inner().unwrap_or_default();
        let above = self.named.table.text.get(..self.named.header_start).unwrap_or_default();
        let text = format!("{above}{}", String::from_utf8_lossy(&rows));
        let stored = if self.named.table.cells.is_some() { Stored::PLAIN } else { stored };
        let bytes = stored.encode(text);
        if bytes.is_none() {
            report.error(self.named.line, "", "", no_such_character);
        }
        let problems = report.finish();
        match bytes {
            Some(bytes) if problems.is_clean() => Ok(Pseudonymised {
                bytes,
                rows: self.rows,
                replaced: self.replaced,
                different: self.pseudonyms.len(),
                empty: self.empty,
            }),
            _ => Err(problems),
        }
    }
}

/// The line end of a text: that of its first line.
fn line_end(text: &str) -> Terminator {
    match text.find(['\r', '\n']).and_then(|at| text.get(at..)) {
        Some(end) if end.starts_with("\r\n") => Terminator::CRLF,
        Some(end) if end.starts_with('\r') => Terminator::Any(b'\r'),
        _ => Terminator::Any(b'\n'),
    }
}

/// Only a new name of a column can have one.
fn no_such_character() -> Sentence {
    say(
        ProblemCode::NotUtf8Or1252,
        "Een nieuwe kolomnaam heeft een teken dat Windows-1252 niet kent.",
        "A new name of a column has a character that Windows-1252 does not have.",
    )
}
