//! The example as a controller's Excel saves it: the same result, byte for byte.

use crate::copies::copy_of;
use crate::kinds::{NAMES, in_dutch};
use crate::program::{EXAMPLE, argument, compute, done};
use crate::temp::TempFolder;
use csv::{QuoteStyle, Terminator, WriterBuilder};
use std::fs;
use std::path::{Path, PathBuf};

/// The runs whose whole documents are compared; a document has the hash of the inputs.
pub const RUNS: [(&str, &[&str]); 2] = [
    ("models/glide.toml", &["--kind", "settlement", "--format", "json"]),
    ("models/glide.toml", &["--kind", "interim", "--to", "2026-09-30", "--basis", "paid", "--format", "json"]),
];

/// The tables of a dossier.
pub fn tables(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut tables: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|kind| kind == "csv")).collect();
    tables.sort();
    assert_eq!(tables.len(), 19, "the example has every kind of file");
    tables
}

/// Every run gives what it gives of the example as it stands.
#[track_caller]
pub fn gives_the_same_bytes(folder: &TempFolder) {
    for (model, run) in RUNS {
        let (clean, other) = (compute(EXAMPLE, model, run), compute(argument(&folder.path), model, run));
        let (clean, other) = (done(&clean), done(&other));
        assert!(clean.contains("\"input_sha256\"") && clean.len() > 10_000);
        let differing = clean.lines().zip(other.lines()).find(|(clean, other)| clean != other);
        assert!(clean == other, "{model} {run:?}: {differing:?}");
    }
}

/// The bytes of a table as "CSV (gescheiden door lijstscheidingsteken)" of Dutch Excel.
fn saved_by_excel(csv: &Path, quotes: QuoteStyle) -> Vec<u8> {
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).quote_style(quotes).from_writer(Vec::new());
    for row in in_dutch(csv) {
        writer.write_record(row.iter().map(|cell| &cell.text)).unwrap();
    }
    let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let (bytes, _, has_other_characters) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!has_other_characters);
    bytes.into_owned()
}

fn example_saved_by_excel(quotes: QuoteStyle) -> TempFolder {
    let folder = copy_of(EXAMPLE);
    for table in tables(&folder.path) {
        fs::write(&table, saved_by_excel(&table, quotes)).unwrap();
    }
    folder
}

#[test]
fn the_example_saved_by_dutch_excel_gives_the_same_bytes() {
    let folder = example_saved_by_excel(QuoteStyle::Necessary);
    let bytes = |file: &str| fs::read(folder.path.join(file)).unwrap();
    let has = |file: &str, part: &[u8]| bytes(file).windows(part.len()).any(|window| window == part);
    // It is as it is meant to be: decimal commas, thousands points, Dutch dates, names and words, Windows-1252, CRLF.
    assert!(has("advances.csv", b";25-1-2026;2026;385.350,00\r\n"));
    assert!(has("claim_events.csv", b";betaald;1.082,50;\r\n"));
    assert!(has("payees.csv", b"Co\xf6peratie"));
    assert!(bytes("integral_tariffs.csv").starts_with(b"verzekeraar;prestatie;zorgzwaarte;geldig_van;geldig_tot;"));
    gives_the_same_bytes(&folder);
}

#[test]
fn the_example_with_every_cell_quoted_gives_the_same_bytes() {
    let folder = example_saved_by_excel(QuoteStyle::Always);
    let advances = fs::read(folder.path.join("advances.csv")).unwrap();
    assert!(advances.starts_with(b"\"deelnemer\";\"datum\";\"jaar\";\"bedrag\"\r\n\"ZH01\";\"25-1-2026\";"));
    gives_the_same_bytes(&folder);
}

#[test]
fn the_example_has_a_column_for_nearly_every_dutch_name() {
    let headers: String = tables(Path::new(EXAMPLE))
        .iter()
        .map(|table| fs::read_to_string(table).unwrap().lines().next().unwrap().to_owned() + ",")
        .collect();
    let absent = NAMES.iter().filter(|(_, english)| !headers.split(',').any(|name| name == *english));
    assert_eq!(absent.count(), 0);
}
