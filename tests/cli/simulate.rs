//! `simulate`: scenarios as a table for a board, as JSON and as CSV.

use crate::copies::copy_of;
use crate::program::{EXAMPLE, argument, done, failed};
use serde_json::Value;
use std::fs;

const CTG: &str = "scenarios/ctg-50.toml";

#[test]
fn a_board_reads_a_table_in_its_own_language() {
    let dutch = done(&["simulate", EXAMPLE, CTG]);
    assert!(dutch.starts_with("CTG in de eerste lijn, tot 50% · Glijpad 2026-2028 met garantie\n"), "{dutch}");
    for part in
        ["ZH01 Ziekenhuis Rivierenoever", "Erop achteruit t.o.v. nu: ZH01", "Reserve op 31 december", "Aangenomen is:"]
    {
        assert!(dutch.contains(part), "{part}");
    }
    let english = done(&["simulate", EXAMPLE, CTG, "--language", "en"]);
    assert!(english.contains("Lose against now: ZH01") && english.contains("Reserve on 31 December"), "{english}");
}

#[test]
fn the_document_is_complete_and_the_same_every_time() {
    let text = done(&["simulate", EXAMPLE, CTG, "--format", "json"]);
    let document: Value = serde_json::from_str(&text).unwrap();
    let case = &document["cases"][0];
    assert_eq!(document["organisation"], "igo-rivierenland");
    assert_eq!(document["input_sha256"].as_str().unwrap().len(), 64);
    assert_eq!(case["base_year"], 2026);
    let years: Vec<i64> = case["years"].as_array().unwrap().iter().map(|year| year["year"].as_i64().unwrap()).collect();
    assert_eq!(years, [2026, 2027, 2028]);
    assert_eq!(case["years"][2]["participants"].as_array().unwrap().len(), 18);
    assert_eq!(text, done(&["simulate", EXAMPLE, CTG, "--format", "json"]));
}

#[test]
fn several_scenarios_and_models_come_beside_each_other() {
    let folder = copy_of(EXAMPLE);
    let output = folder.path.join("uit.csv");
    let arguments = [
        "simulate",
        EXAMPLE,
        CTG,
        "scenarios/minder-geboorten.toml",
        "--model",
        "models/glide.toml",
        "--model",
        "models/mono.toml",
    ];
    let table = done(&arguments);
    assert!(table.contains("Alle gevallen, laatste jaar") && table.contains("8% minder geboorten · "), "{table}");
    assert_eq!(done(&[&arguments[..], &["--format", "csv", "--output", argument(&output)]].concat()), "");
    let rows = fs::read_to_string(output).unwrap();
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let cases: std::collections::BTreeSet<(String, String)> =
        reader.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    assert_eq!(cases.len(), 4);
}

#[test]
fn what_is_wrong_with_scenarios_is_told_of_all_of_them() {
    let folder = copy_of(EXAMPLE);
    let write = |name: &str, text: &str| fs::write(folder.path.join("scenarios").join(name), text).unwrap();
    write("een.toml", "name = \"een\"\nyears = [2026, 2028]\n");
    write(
        "twee.toml",
        "name = \"twee\"\nyears = [2026]\nmodels = [\"models/mono.toml\"]\n[[change]]\nkind = \"care_shift\"\nshift = \"Echo\"\nshare = [{year = 2026, share = \"5\"}]\n",
    );
    let dossier = argument(&folder.path);
    let told = failed(3, &["simulate", dossier, "scenarios/een.toml", "scenarios/twee.toml"]);
    assert!(told.contains("scenarios/een.toml:2 years[2] [invalid_scenario]"), "{told}");
    assert!(told.contains("scenarios/twee.toml:4 change[1].shift [unknown_shift]"), "{told}");
    // `check` tells the same, beside everything else.
    let checked = failed(3, &["check", dossier]);
    assert!(checked.contains("scenarios/een.toml:2 years[2] [invalid_scenario]"), "{checked}");
    assert!(checked.contains("scenarios/twee.toml:4 change[1].shift [unknown_shift]"), "{checked}");
    let document = failed(3, &["simulate", dossier, "scenarios/een.toml", "--format", "json"]);
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["code"], "invalid_scenario");
}

#[test]
fn what_a_run_refuses_is_told_with_its_year_and_model() {
    let folder = copy_of(EXAMPLE);
    let scenario = "name = \"x\"\nyears = [2026, 2027]\n[[change]]\nkind = \"model\"\nset = {guarantee = {shortage = \"refuse\", \
         funding = [\"reserve\"], reserve_limit = \"0\", years = [{year = 2027, floor = \"120\", cap = \"130\"}]}}\n";
    fs::write(folder.path.join("scenarios/x.toml"), scenario).unwrap();
    let told = failed(3, &["simulate", argument(&folder.path), "scenarios/x.toml", "--model", "models/glide.toml"]);
    assert!(told.contains("Glijpad 2026-2028 met garantie: ") && told.contains("(guarantee_unfunded)"), "{told}");
}

#[test]
fn files_that_are_not_there_are_wrong_usage() {
    let told = failed(2, &["simulate", EXAMPLE, "scenarios/weg.toml"]);
    assert!(told.contains("scenarios/weg.toml is niet te lezen"), "{told}");
    let told = failed(2, &["simulate", EXAMPLE, CTG, "--model", "models/weg.toml", "--language", "en"]);
    assert!(told.contains("models/weg.toml cannot be read"), "{told}");
    failed(2, &["simulate", EXAMPLE]);
}
