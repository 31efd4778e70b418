//! From the TOML of a mapping to [`Mapping`], or everything that is wrong with it.

use super::column::{self, DECIMALS, Target};
use super::origin::Sources;
use super::told;
use super::{Filter, Mapping};
use crate::domain::problem::Problems;
use crate::intake::columns::{ALL, Kind};
use crate::intake::convention::{Convention, Encoding};
use crate::intake::encoding::decode;
use crate::intake::fields::{self, Place};
use crate::intake::header::column_of;
use crate::intake::report::Report;
use crate::intake::sentences;

/// Reads a mapping from the bytes of its file. `file` is the name that problems carry.
pub fn read(file: &str, bytes: &[u8]) -> Result<Mapping, Problems> {
    let mut report = Report::new(file);
    let mapping = match decode(bytes.to_vec(), Some(Encoding::Utf8)) {
        Ok(text) => document(&text, &mut report),
        Err(fault) => {
            report.error(fault.line, "", "", || sentences::unreadable_text(fault.reason));
            None
        }
    };
    let problems = report.finish();
    match mapping {
        Some(mapping) if problems.is_clean() => Ok(mapping),
        _ => Err(problems),
    }
}

fn document(text: &str, report: &mut Report) -> Option<Mapping> {
    let document = fields::document(text, report)?;
    let root = Place::root(text, &document);
    root.refuse_unknown(&["file", "export", "only", "skip", "column"], report);
    let kind = kind(&root, report);
    let (convention, header_line) = export(&root, report);
    let mut sources = Sources::default();
    let mut filters = self::filters(&root, "only", &mut sources, report);
    filters.extend(self::filters(&root, "skip", &mut sources, report));
    let targets = columns(&root, kind, &mut sources, report);
    Some(Mapping { kind: kind?, convention, header_line, sources: sources.names, filters, targets })
}

/// The kind of file that the rows become.
fn kind(root: &Place<'_>, report: &mut Report) -> Option<&'static Kind> {
    let name = root.required("file", report)?;
    let kind = ALL.iter().find(|kind| kind.file == name);
    if kind.is_none() {
        root.wrong("file", name, report, || fields::no_choice(name, ALL.iter().map(|kind| kind.file)));
    }
    kind
}

/// How the export is written, and the line of its header row.
fn export(root: &Place<'_>, report: &mut Report) -> (Convention, u64) {
    let Some(place) = root.table("export", report) else { return (Convention::default(), 1) };
    place.refuse_unknown(&["encoding", "separator", "decimal", "header_line"], report);
    let encodings = [("utf-8", Encoding::Utf8), ("windows-1252", Encoding::Windows1252)];
    let separators = [("comma", b','), ("semicolon", b';'), ("tab", b'\t')];
    let convention = Convention {
        encoding: place.choice("encoding", &encodings, report),
        separator: place.choice("separator", &separators, report),
        decimal: place.choice("decimal", DECIMALS, report),
    };
    (convention, place.number("header_line", report).unwrap_or(1))
}

fn filters(root: &Place<'_>, key: &str, sources: &mut Sources, report: &mut Report) -> Vec<Filter> {
    let mut filters = Vec::new();
    for place in root.tables(key, report).unwrap_or_default() {
        place.refuse_unknown(&["column", "is"], report);
        let column = place.required("column", report);
        let values = place.texts("is", report).iter().map(|text| text.trim().to_lowercase()).collect();
        if let Some(column) = column {
            filters.push(Filter { source: sources.position(column), values, keeps: key == "only" });
        }
    }
    filters
}

/// The columns, in the order of those of the kind. Without a kind nothing can be said of them.
fn columns(root: &Place<'_>, kind: Option<&'static Kind>, sources: &mut Sources, report: &mut Report) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    let Some(kind) = kind else { return targets };
    let mut named = vec![false; kind.columns.len()];
    if let Some(table) = root.table("column", report) {
        for name in table.keys() {
            let Some((at, column)) = column_of(kind, name).and_then(|at| Some((at, kind.columns.get(at)?))) else {
                table.wrong(name, name, report, || sentences::unknown_column(kind.file, kind, name, 0));
                continue;
            };
            match named.get_mut(at) {
                Some(named) if !*named => *named = true,
                _ => table.wrong(name, name, report, || told::column_twice(column.name)),
            }
            if let Some(place) = table.table(name, report) {
                targets.extend(column::read(&place, at, column, sources, report));
            }
        }
    }
    for (column, _) in kind.columns.iter().zip(&named).filter(|(column, named)| column.required && !**named) {
        report.error(root.line, &format!("column.{}", column.name), "", || told::column_missing(kind, column.name));
    }
    targets.sort_by_key(|target| target.at);
    targets
}
