//! A workbook: its bytes, or the texts that are packed in it, so that a change is not lost in a broken archive.

use super::reader::read;
use super::sections::{Files, sections};
use super::told::well_told;
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// A small workbook; a section puts its text in the place of one of these.
const PARTS: [(&str, &str); 6] = [
    ("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"),
    ("xl/sharedStrings.xml", "<sst/>"),
    (
        "xl/styles.xml",
        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>",
    ),
    ("xl/workbook.xml", "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
    (
        "_rels/.rels",
        "<Relationships><Relationship Type=\"/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
    ),
];

/// It is read or refused, and nothing else happens; the same once more.
pub fn workbook(data: &[u8]) {
    let bytes = if data.starts_with(b"PK\x03\x04") { data.to_vec() } else { packed(data) };
    let mut files = Files::default();
    files.files.insert("scores.xlsx".to_owned(), bytes);
    let found = read(&files);
    well_told(&found.0, &files.files);
    assert_eq!(read(&files), found);
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut parts = PARTS.map(|(name, text)| (name, text.as_bytes()));
    for section in sections(data) {
        parts[section.kind % PARTS.len()].1 = section.bytes;
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
