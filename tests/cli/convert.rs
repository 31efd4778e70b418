//! `convert`: an export to a file of a dossier, or every mistake at its line and nothing written.

use crate::ordered::Ordered;
use crate::program::{argument, done, failed, tell, without_hints};
use crate::temp::TempFolder;
use std::fs;
use std::path::PathBuf;

const MAPPING: &str = "fixtures/mapping/wiegenlijst/mapping.toml";
const EXPORT: &str = "fixtures/mapping/wiegenlijst/export.csv";

fn fixture(path: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The export with a text replaced, in a folder of its own.
fn spoiled(folder: &TempFolder, from: &str, to: &str) -> PathBuf {
    let text: String = fixture(EXPORT).into_iter().map(char::from).collect();
    assert!(text.contains(from), "{from}");
    let bytes: Vec<u8> = text.replace(from, to).chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
    let path = folder.path.join("export.csv");
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn the_file_goes_to_standard_output_and_nothing_else_does() {
    let expected = String::from_utf8(fixture("fixtures/mapping/wiegenlijst/deliveries.csv")).unwrap();
    assert_eq!(done(&["convert", MAPPING, EXPORT]), expected);
}

#[test]
fn a_file_is_written_and_what_became_of_the_rows_is_told() {
    let folder = TempFolder::new();
    let output = folder.path.join("deliveries.csv");
    let arguments = ["convert", MAPPING, EXPORT, "--output", argument(&output)];
    let told = done(&arguments);
    let expected = "Regels gelezen: 11. Geschreven: 8.\n\
                    Weggelaten om de waarde in 'Status': 2.\n\
                    Weggelaten om de waarde in 'Declaratiecode': 1.\n";
    assert_eq!(told, expected);
    assert_eq!(fs::read(&output).unwrap(), fixture("fixtures/mapping/wiegenlijst/deliveries.csv"));
    let told = done(&[&arguments[..], &["--language", "en"]].concat());
    assert!(told.starts_with("Rows read: 11. Written: 8.\nLeft out for the value in 'Status': 2.\n"), "{told}");
    let told = Ordered::parse(&done(&[&arguments[..], &["--format", "json"]].concat()));
    assert_eq!(told.keys(), ["rows_read", "left_out", "rows_written", "warnings"]);
    assert_eq!(told.get("left_out").list()[0].get("rows"), &Ordered::Whole(2));
}

#[test]
fn an_export_with_mistakes_is_refused_whole_and_no_file_is_written() {
    let folder = TempFolder::new();
    let export = spoiled(&folder, "41302;", "41399;");
    let output = folder.path.join("deliveries.csv");
    fs::write(&output, "earlier").unwrap();
    let refused = |language| {
        let told =
            failed(3, &["convert", MAPPING, argument(&export), "--output", argument(&output), "--language", language]);
        without_hints(&told).replace(argument(&export), "export.csv")
    };
    let nl = "De export heeft 1 fout en is niet omgezet. (invalid_choice)\n\
              export.csv:6 Declaratiecode [invalid_choice] '41399' staat niet in de codes van kolom 'activity' in de mapping.\n";
    let en = "The export has 1 error and was not converted. (invalid_choice)\n\
              export.csv:6 Declaratiecode [invalid_choice] '41399' is not among the codes of column 'activity' in the mapping.\n";
    assert_eq!(refused("nl"), nl);
    assert_eq!(refused("en"), en);
    assert_eq!(fs::read_to_string(&output).unwrap(), "earlier");
}

#[test]
fn every_mistake_is_told_at_once_and_no_client_is_quoted() {
    let folder = TempFolder::new();
    let export = spoiled(&folder, "-03-2026 ", "-13-2026 ");
    let told = failed(3, &["convert", MAPPING, argument(&export)]);
    assert!(told.starts_with("De export heeft 8 fouten en is niet omgezet. (invalid_date)\n"), "{told}");
    assert_eq!(without_hints(&told).lines().count(), 9, "{told}");
    for personal in ["Zo", "Peeters", "9999", "1994", "2201"] {
        assert!(!told.contains(personal), "{told}");
    }
}

#[test]
fn a_refusal_as_json_is_a_problem_document() {
    let folder = TempFolder::new();
    let export = spoiled(&folder, "02-03-2026", "30-02-2026");
    let told = failed(3, &["convert", MAPPING, argument(&export), "--format", "json", "--language", "en"]);
    let document = Ordered::parse(&told);
    assert_eq!(document.get("type").text(), "/problems/invalid_date");
    assert_eq!(document.get("detail").text(), "The export has 1 error and was not converted.");
    let error = &document.get("errors").list()[0];
    assert_eq!(error.get("line"), &Ordered::Whole(2));
    let words = ["file", "column", "value", "code", "message"].map(|key| error.get(key).text());
    let message = "'30-02-2026 09:10' is no existing date in the form dd-mm-yyyy.";
    assert_eq!(words, [argument(&export), "Datum/tijd", "30-02-2026 09:10", "invalid_date", message]);
}

#[test]
fn a_mapping_with_mistakes_is_refused_at_its_own_lines() {
    let folder = TempFolder::new();
    let mapping = folder.path.join("mapping.toml");
    fs::write(&mapping, "file = \"settled.csv\"\n\n[column.delivery_id]\nfrom = \"Nr\"\nvorm = \"x\"\n").unwrap();
    let told = failed(3, &["convert", argument(&mapping), EXPORT]).replace(argument(&mapping), "mapping.toml");
    let expected = "De mapping heeft 2 fouten en is niet gebruikt. (invalid_mapping)\n\
                    mapping.toml:1 column.year [missing_column] settled.csv heeft een kolom 'year' nodig; schrijf die als [column.year].\n\
                    mapping.toml:5 column.delivery_id.vorm [unknown_column] 'vorm' is hier niet bekend. Bekend zijn: from, text, value, codes, if_empty.\n";
    assert_eq!(without_hints(&told), expected);
}

#[test]
fn warnings_are_told_beside_the_file() {
    let folder = TempFolder::new();
    let export = spoiled(&folder, "08900490", "8900490");
    let told = tell(&["convert", MAPPING, argument(&export)]);
    assert_eq!(told.code, Some(0));
    assert_eq!(told.out.as_bytes(), fixture("fixtures/mapping/wiegenlijst/deliveries.csv"));
    let lines: Vec<String> = told.err.lines().map(|line| line.replace(argument(&export), "export.csv")).collect();
    let sentence = "'8900490' is gelezen als '08900490': de nul vooraan was weggevallen.";
    assert_eq!(lines, [6, 11].map(|line| format!("export.csv:{line} AGB praktijk [leading_zero_restored] {sentence}")));
}

#[test]
fn files_that_are_not_there_or_would_be_lost_are_wrong_usage() {
    let told = failed(2, &["convert", "nergens.toml", EXPORT]);
    assert!(told.starts_with("Het bestand nergens.toml is niet te lezen: "), "{told}");
    failed(2, &["convert", MAPPING, "nergens.csv"]);
    failed(2, &["convert", MAPPING]);
    let folder = TempFolder::new();
    let export = spoiled(&folder, "Groei-echo", "Groeiecho");
    let same = folder.path.join("..").join(folder.path.file_name().unwrap()).join("export.csv");
    let told = failed(2, &["convert", MAPPING, argument(&export), "--output", argument(&same)]);
    assert!(told.ends_with(" wordt gelezen en kan niet ook het bestand zijn dat wordt geschreven.\n"), "{told}");
    assert!(fs::metadata(&export).unwrap().len() > 1000);
}
