//! Workbooks of a test's own, as small as a spreadsheet can be.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A cell of a sheet.
#[derive(Clone, Copy)]
pub enum Cell<'t> {
    Text(&'t str),
    Number(&'t str),
    /// Nothing in it but a colour.
    Coloured,
    None,
}

/// The bytes of a workbook with one sheet of these rows.
pub fn workbook(rows: &[Vec<Cell<'_>>]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
                .to_owned(),
        ),
        ("_rels/.rels", relationship(PACKAGE, &format!("{OFFICE}/officeDocument"), "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
                 <sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relationship(PACKAGE, &format!("{OFFICE}/worksheet"), "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet(MAIN, rows)),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn relationship(package: &str, kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

fn sheet(main: &str, rows: &[Vec<Cell<'_>>]) -> String {
    let mut text = format!("<worksheet xmlns=\"{main}\"><sheetData>");
    for (row, cells) in (1..).zip(rows) {
        text.push_str(&format!("<row r=\"{row}\">"));
        for (column, cell) in ('A'..='Z').zip(cells) {
            text.push_str(&match cell {
                Cell::Text(value) => {
                    format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{value}</t></is></c>")
                }
                Cell::Number(value) => format!("<c r=\"{column}{row}\"><v>{value}</v></c>"),
                Cell::Coloured => format!("<c r=\"{column}{row}\" s=\"0\"/>"),
                Cell::None => String::new(),
            });
        }
        text.push_str("</row>");
    }
    text + "</sheetData></worksheet>"
}
