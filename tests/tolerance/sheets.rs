//! Workbooks, made cell by cell.

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The cells of a CSV as texts, from the first row and column of a sheet.
pub fn texts(csv: &str) -> Workbook {
    let mut workbook = Workbook::new();
    put_texts(workbook.add_worksheet(), 0, csv);
    workbook
}

/// Puts the cells of a CSV in a sheet, as texts, with its first row on the row `top`, from 0.
pub fn put_texts(sheet: &mut Worksheet, top: u32, csv: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
    for (row, cells) in (top..).zip(reader.records()) {
        for (column, cell) in (0..).zip(&cells.unwrap()).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
}

/// The texts of a CSV, with what a test puts in the first sheet in place of some of them.
pub fn sheet(csv: &str, change: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = texts(csv);
    change(workbook.worksheet_from_index(0).unwrap());
    bytes(workbook)
}

pub fn bytes(mut workbook: Workbook) -> Vec<u8> {
    workbook.save_to_buffer().unwrap()
}

/// How Excel shows a day, or whatever this is the format of.
pub fn format(shown: &str) -> Format {
    Format::new().set_num_format(shown)
}

/// A workbook in whose part, such as `xl/workbook.xml`, a text was replaced by another: what no writer of ours writes.
pub fn patched(workbook: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert!(names.iter().any(|name| name == part), "{names:?}");
    for name in names {
        let mut content = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut content).unwrap();
        if name == part {
            assert_eq!(content.matches(from).count(), 1, "{content}");
            content = content.replace(from, to);
        }
        writer.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
