//! The two sources of `fixtures/mapping`, from export to a dossier that is computed.

use crate::runs::{document, dossier, model, repository};
use crate::temp::TempFolder;
use std::fs;
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::intake::mapping::{self, Converted};

fn converted(source: &str, export: &str) -> Converted {
    let folder = repository("fixtures/mapping").join(source);
    let mapping = mapping::read("mapping.toml", &fs::read(folder.join("mapping.toml")).unwrap()).unwrap();
    mapping::convert(&mapping, export, fs::read(folder.join(export)).unwrap()).unwrap()
}

#[test]
fn the_midwives_export_becomes_the_deliveries_beside_it() {
    let converted = converted("wiegenlijst", "export.csv");
    let expected = fs::read_to_string(repository("fixtures/mapping/wiegenlijst/deliveries.csv")).unwrap();
    assert_eq!(converted.text, expected);
    assert_eq!((converted.rows_read, converted.rows_written), (11, 8));
    assert!(converted.warnings.is_empty());
}

#[test]
fn the_maternity_care_export_becomes_the_deliveries_beside_it() {
    let converted = converted("uurwaak", "export.xlsx");
    let expected = fs::read_to_string(repository("fixtures/mapping/uurwaak/deliveries.csv")).unwrap();
    assert_eq!(converted.text, expected);
    assert_eq!((converted.rows_read, converted.rows_written), (8, 5));
    assert!(converted.warnings.is_empty());
}

#[test]
fn no_client_of_an_export_is_in_the_deliveries() {
    let bytes = fs::read(repository("fixtures/mapping/wiegenlijst/export.csv")).unwrap();
    let export = encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(export.as_bytes());
    let header = reader.headers().unwrap().clone();
    let personal = ["Cliëntnr", "Naam", "Geboortedatum", "BSN"];
    let columns: Vec<usize> = personal.map(|name| header.iter().position(|column| column == name).unwrap()).to_vec();
    let text = converted("wiegenlijst", "export.csv").text;
    for row in reader.records().map(Result::unwrap) {
        for column in &columns {
            assert!(!text.contains(&row[*column]), "{}", &row[*column]);
        }
    }
}

/// The example, with the deliveries of an export added to its own.
#[test]
fn deliveries_of_both_sources_are_added_to_a_dossier_and_computed() {
    let copy = TempFolder::new();
    let example = repository("fixtures/voorbeeld");
    fs::create_dir(copy.path.join("models")).unwrap();
    for entry in fs::read_dir(&example).unwrap().chain(fs::read_dir(example.join("models")).unwrap()) {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, copy.path.join(path.strip_prefix(&example).unwrap())).unwrap();
        }
    }
    let before = dossier(&copy.path);
    let file = copy.path.join("deliveries.csv");
    let mut text = fs::read_to_string(&file).unwrap();
    for (source, export) in [("wiegenlijst", "export.csv"), ("uurwaak", "export.xlsx")] {
        let added = converted(source, export).text;
        let (header, rows) = added.split_once('\n').unwrap();
        assert_eq!(Some(header), text.lines().next(), "{source}");
        text.push_str(rows);
    }
    fs::write(&file, text).unwrap();
    let after = dossier(&copy.path);
    assert_eq!(after.deliveries.id.len(), before.deliveries.id.len() + 13);
    let spec = RunSpec { year: 2026, to: last_day(2026), as_of: None, basis: Basis::Accepted, kind: RunKind::Interim };
    let mono = |dossier| {
        let result = document(dossier, &model(&copy.path, "mono", dossier).unwrap(), &spec).unwrap();
        let rows = result["participants"].as_array().unwrap().clone();
        move |who: &str| rows.iter().find(|row| row["participant"] == who).unwrap()["mono_baseline"].clone()
    };
    let (earlier, later) = (mono(&before), mono(&after));
    for who in ["VP01", "VP02", "KZ01", "KZ02"] {
        assert_ne!(earlier(who), later(who), "{who}");
    }
    assert_eq!(earlier("ZH01"), later("ZH01"));
}
