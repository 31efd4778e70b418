//! A mapping and an export that are in order, to be spoiled by a test.

use verdeelsleutel::domain::problem::{Problem, ProblemCode, Problems};
use verdeelsleutel::intake::mapping::{self, Converted};

/// Every column comes straight from the export.
pub const MAPPING: &str = "file = \"deliveries.csv\"\n\n\
    [column.delivery_id]\nfrom = \"Nr\"\n\n\
    [column.episode_id]\nfrom = \"Traject\"\n\n\
    [column.date]\nfrom = \"Datum\"\n\n\
    [column.participant]\nfrom = \"Praktijk\"\n\n\
    [column.activity]\nfrom = \"Code\"\n\n\
    [column.quantity]\nfrom = \"Aantal\"\n";

pub const EXPORT: &str = "Nr;Traject;Datum;Praktijk;Code;Aantal;Naam\n\
    1;T1;2026-03-01;VP01;V1101;1;Zoë\n\
    2;T2;2026-03-02;VP02;V1102;1,5;Lien\n";

/// A test per cell: what the column of the mapping says, what stands in the export, and what becomes of it.
macro_rules! cells {
    ($($name:ident: $column:literal, $says:literal, $cell:expr => $outcome:expr;)*) => {$(
        #[test]
        fn $name() {
            $crate::export::cell($column, $says, $cell, $outcome);
        }
    )*};
}

/// Adds to what a column says, and puts a cell in the one row of an export.
#[track_caller]
pub fn cell(column: &str, says: &str, cell: &str, outcome: Result<&str, (ProblemCode, &str)>) {
    const COLUMNS: [(&str, &str, &str); 6] = [
        ("delivery_id", "Nr", "1"),
        ("episode_id", "Traject", "T1"),
        ("date", "Datum", "2026-03-01"),
        ("participant", "Praktijk", "VP01"),
        ("activity", "Code", "V1101"),
        ("quantity", "Aantal", "1"),
    ];
    let (_, from, _) = COLUMNS.iter().find(|(name, ..)| *name == column).unwrap();
    let mapping = replaced(MAPPING, &format!("from = \"{from}\"\n"), &format!("from = \"{from}\"\n{says}\n"));
    let header = COLUMNS.map(|(_, from, _)| from).join(";");
    let row = COLUMNS.map(|(name, _, usual)| if name == column { cell } else { usual }).join(";");
    match (outcome, convert(&mapping, format!("{header}\n{row}\n"))) {
        (Ok(expected), Ok(converted)) => assert_eq!(of_last_row(&converted, column), expected),
        (Err((code, value)), Err(problems)) => assert_eq!(places(&problems.errors), [(code, 2, *from, value)]),
        (expected, found) => panic!("{expected:?} but {found:?}"),
    }
}

/// Replaces the only occurrence of a text.
#[track_caller]
pub fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from:?} in {text}");
    text.replace(from, to)
}

#[track_caller]
pub fn convert(mapping: &str, export: impl AsRef<[u8]>) -> Result<Converted, Problems> {
    let mapping = match mapping::read("mapping.toml", mapping.as_bytes()) {
        Ok(mapping) => mapping,
        Err(problems) => panic!("{:#?}", problems.errors),
    };
    mapping::convert(&mapping, "export.csv", export.as_ref().to_vec())
}

/// The problems of a mapping that is refused.
#[track_caller]
pub fn mistakes(mapping: &str) -> Vec<Problem> {
    mapping::read("mapping.toml", mapping.as_bytes()).unwrap_err().errors
}

/// Problems without their file and sentences.
pub fn places(problems: &[Problem]) -> Vec<(ProblemCode, u64, &str, &str)> {
    problems.iter().map(|p| (p.code, p.line, p.column.as_str(), p.value.as_str())).collect()
}

/// A cell of the last row that was written.
pub fn of_last_row(converted: &Converted, column: &str) -> String {
    let mut reader = csv::Reader::from_reader(converted.text.as_bytes());
    let at = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
    reader.records().last().unwrap().unwrap()[at].to_owned()
}
