//! Exports as they are written: encodings, separators, titles above the header row, workbooks.

use crate::export::{EXPORT, MAPPING, convert, places, replaced};
use crate::workbook::{Cell, workbook};
use verdeelsleutel::domain::problem::ProblemCode::*;

const WITH_NAME: &str = "\n[column.reason]\nfrom = \"Naam\"\n";

#[test]
fn separators_and_encodings_are_detected() {
    let mapping = format!("{MAPPING}{WITH_NAME}");
    let plain = convert(&mapping, EXPORT).unwrap().text;
    assert!(plain.contains("Zoë"));
    assert_eq!(convert(&mapping, EXPORT.replace(';', "\t")).unwrap().text, plain);
    assert_eq!(convert(&mapping, format!("\u{feff}{EXPORT}").replace('\n', "\r\n")).unwrap().text, plain);
    assert_eq!(convert(&mapping, format!("sep=;\n{EXPORT}")).unwrap().text, plain);
    let bytes: Vec<u8> = EXPORT.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
    assert_eq!(convert(&mapping, bytes).unwrap().text, plain);
}

#[test]
fn what_the_mapping_says_of_the_export_is_followed() {
    let said = |line: &str| format!("{MAPPING}{WITH_NAME}\n[export]\n{line}\n");
    let misread = convert(&said("encoding = \"windows-1252\""), EXPORT).unwrap().text;
    assert!(misread.contains("ZoÃ«"), "{misread}");
    let errors = convert(&said("separator = \"comma\""), EXPORT).unwrap_err().errors;
    assert!(errors.iter().all(|error| error.code == MissingColumn) && errors.len() == 7, "{errors:?}");
    let errors = convert(&said("decimal = \"point\""), EXPORT).unwrap_err().errors;
    assert_eq!(places(&errors), [(InvalidNumber, 3, "Aantal", "1,5")]);
}

#[test]
fn titles_may_stand_above_the_header_row() {
    let mapping = format!("{MAPPING}\n[export]\nheader_line = 4\n");
    let titles = "Verrichtingen, alle\n\"Periode; maart\"\n\n";
    let converted = convert(&mapping, format!("{titles}{EXPORT}")).unwrap();
    assert_eq!(converted.text, convert(MAPPING, EXPORT).unwrap().text);
    let broken = format!("{titles}{}", replaced(EXPORT, "1,5", "x"));
    assert_eq!(places(&convert(&mapping, broken).unwrap_err().errors), [(InvalidNumber, 6, "Aantal", "x")]);
}

#[test]
fn an_export_without_a_header_row_is_told_as_such() {
    assert_eq!(places(&convert(MAPPING, "").unwrap_err().errors), [(EmptyFile, 0, "", "")]);
    let mapping = format!("{MAPPING}\n[export]\nheader_line = 9\n");
    let errors = convert(&mapping, EXPORT).unwrap_err().errors;
    assert_eq!(places(&errors), [(EmptyFile, 0, "", "")]);
    let sentence = "Dit bestand heeft op regel 9 en daaronder geen kopregel met kolomnamen.";
    assert_eq!(errors[0].message_nl, sentence);
}

#[test]
fn columns_are_found_in_capitals_or_not_and_only_once() {
    let shouted = EXPORT.replace("Nr;Traject", " NR ;TRAJECT");
    assert_eq!(convert(MAPPING, shouted).unwrap().text, convert(MAPPING, EXPORT).unwrap().text);
    // Exactly the name comes first.
    let two = EXPORT.replace(";Naam", ";NR");
    assert_eq!(convert(MAPPING, two).unwrap().text, convert(MAPPING, EXPORT).unwrap().text);
    let twice = EXPORT.replace(";Naam", ";Nr");
    assert_eq!(places(&convert(MAPPING, twice).unwrap_err().errors), [(DuplicateConflict, 1, "Nr", "Nr")]);
    let absent = EXPORT.replace("Datum", "Dag").replace("Aantal", "Aant.");
    let expected = [(MissingColumn, 1, "Datum", ""), (MissingColumn, 1, "Aantal", "")];
    assert_eq!(places(&convert(MAPPING, absent).unwrap_err().errors), expected);
}

/// The export as a workbook, below two rows of titles.
fn sheet() -> Vec<Vec<Cell<'static>>> {
    let row = |cells: [&'static str; 6]| cells.map(Cell::Text).to_vec();
    let mut first = row(["1", "T1", "2026-03-01", "VP01", "11", "1"]);
    (first[4], first[5]) = (Cell::Number("11"), Cell::Number("0.30000000000000004"));
    let header = row(["Nr", "Traject", "Datum", "Praktijk", "Code", "Aantal"]);
    let mut last = row(["2", "T2", "02/03/2026", "VP02", "12", "1,5"]);
    // A remark that nobody wrote in, and a column with a colour to the right of the table.
    let header = [header, vec![Cell::Text("Opmerking")]].concat();
    last.extend([Cell::None, Cell::Coloured]);
    vec![vec![Cell::Text("Verrichtingen")], Vec::new(), header, first, last]
}

const OF_SHEET: &str = "\n[export]\nheader_line = 3\n";

#[test]
fn a_workbook_is_an_export_too() {
    let mapping = replaced(MAPPING, "from = \"Datum\"", "from = \"Datum\"\ndate = \"dd/mm/yyyy\"");
    let mapping = replaced(&mapping, "from = \"Code\"", "from = \"Code\"\ncodes = { \"11\" = \"A\", \"12\" = \"B\" }");
    let converted = convert(&format!("{mapping}{OF_SHEET}"), workbook(&sheet())).unwrap();
    let expected = "1,T1,2026-03-01,VP01,A,0.3,,,\n2,T2,2026-03-02,VP02,B,1.5,,,\n";
    assert_eq!(converted.text.split_once('\n').unwrap().1, expected);
}

#[test]
fn mistakes_in_a_workbook_stand_at_its_rows() {
    let errors = convert(&format!("{MAPPING}{OF_SHEET}"), workbook(&sheet())).unwrap_err().errors;
    assert_eq!(places(&errors), [(InvalidDate, 5, "Datum", "02/03/2026")]);
}
