//! `check`: every mistake of every file at once, each with its place.

use crate::broken;
use crate::copies::{copy_of, repeat_last_row};
use crate::ordered::Ordered;
use crate::program::{EXAMPLE, argument, done, failed, without_hints};
use crate::temp::TempFolder;
use std::fs;

#[test]
fn the_example_is_in_order() {
    let text = done(&["check", EXAMPLE]);
    let first =
        "In orde: 8426 declaraties, 16752 retourregels, 28709 leveringen, 19 deelnemers, 4 modellen, 12 scenario's.\n";
    assert!(text.starts_with(first), "{text}");
    let english = done(&["check", EXAMPLE, "--language", "en"]);
    let first =
        "In order: 8426 claims, 16752 claim events, 28709 deliveries, 19 participants, 4 models, 12 scenarios.\n";
    assert!(english.starts_with(first), "{english}");
}

#[test]
fn what_is_in_the_files_is_counted_to_hold_against_control_totals() {
    let text = done(&["check", EXAMPLE]);
    let row = |code: &str| {
        let line = text.lines().find(|line| line.trim_start().starts_with(code)).unwrap_or_default();
        line.split_whitespace().skip(1).map(str::to_owned).collect::<Vec<String>>()
    };
    assert_eq!(row("KRAAM"), ["1190", "42.911,75"]);
    assert_eq!(row("3311"), ["2373", "14.148,75"]);
    assert_eq!(row("KZ01"), ["6678", "25.937"]);
    let document = Ordered::parse(&done(&["check", EXAMPLE, "--format", "json"]));
    let performances = document.get("volumes").get("claims_by_performance").list();
    assert_eq!(performances[0].get("code").text(), "KRAAM");
    assert_eq!(performances[0].get("quantity").text(), "42911.75");
}

#[test]
fn models_are_checked_too_where_the_files_have_mistakes_and_nothing_follows_from_another_mistake() {
    let folder = TempFolder::new();
    broken::write(&folder.path);
    fs::create_dir_all(folder.path.join("models")).unwrap();
    // 'VP03' has a row with an error: the model may name it. 'XX99' has none, and 90 is not 100.
    let model =
        "name = \"M\"\n[[rule]]\nrule = {kind = \"participant_shares\", shares = {VP03 = \"60\", XX99 = \"30\"}}\n";
    fs::write(folder.path.join("models/model.toml"), model).unwrap();
    let told = failed(3, &["check", argument(&folder.path)]);
    let of_model: Vec<&str> = told.lines().filter(|line| line.starts_with("models/model.toml:3 ")).collect();
    assert_eq!(of_model.len(), 2, "{told}");
    assert!(of_model.iter().any(|line| line.contains("[unknown_participant]") && line.contains("XX99")), "{told}");
    assert!(of_model.iter().any(|line| line.contains("[invalid_model]") && line.contains("90")), "{told}");
    assert!(told.contains("deliveries.csv:3 participant [unknown_participant]"), "{told}");
}

#[test]
fn every_mistake_of_every_file_is_told_at_once_with_its_file_line_and_column() {
    let folder = TempFolder::new();
    broken::write(&folder.path);
    let told = failed(3, &["check", argument(&folder.path)]);
    let mut places: Vec<&str> = without_hints(&told)
        .lines()
        .filter_map(|line| line.split_once(']'))
        .map(|(place, _)| place.trim_end())
        .collect();
    let mut expected: Vec<String> = Vec::new();
    for file in broken::FILES {
        for (line, column, code) in file.mistakes {
            let place = if *line == 0 { file.file.to_owned() } else { format!("{}:{line}", file.file) };
            let column = if column.is_empty() { String::new() } else { format!(" {column}") };
            expected.push(format!("{place}{column} [{code}"));
        }
    }
    places.sort_unstable();
    expected.sort_unstable();
    assert_eq!(places, expected, "\n{told}");
    let count = format!("Het dossier heeft {} fouten en is niet gelezen. (invalid_dossier)\n", expected.len());
    assert!(told.starts_with(&count), "{told}");
}

#[test]
fn as_json_every_mistake_has_its_file_line_column_value_code_and_message() {
    let folder = TempFolder::new();
    broken::write(&folder.path);
    let told = Ordered::parse(&failed(3, &["check", argument(&folder.path), "--format", "json", "--language", "en"]));
    assert_eq!(told.get("code").text(), "invalid_dossier");
    let errors = told.get("errors").list();
    assert_eq!(errors.len(), broken::FILES.iter().map(|file| file.mistakes.len()).sum::<usize>());
    for error in errors {
        assert_eq!(error.keys(), ["file", "line", "column", "value", "code", "message"]);
        assert!(error.get("message").text().ends_with('.'), "{error:?}");
    }
    let wrong = errors.iter().find(|error| error.get("code").text() == "unknown_participant").unwrap();
    let words = ["file", "column", "value"].map(|key| wrong.get(key).text());
    assert_eq!(words, ["deliveries.csv", "participant", "VP99"]);
    assert_eq!(wrong.get("line"), &Ordered::Whole(3));
}

#[test]
fn the_same_mistakes_keep_compute_from_computing() {
    let folder = TempFolder::new();
    broken::write(&folder.path);
    let dossier = argument(&folder.path);
    let told = failed(3, &["compute", dossier, "--model", "models/model.toml", "--year", "2026"]);
    assert_eq!(told, failed(3, &["check", dossier]));
}

#[test]
fn a_wrong_model_is_told_with_its_line_and_the_path_within_it() {
    let folder = copy_of("fixtures/golden/proportional-within-claim");
    let file = folder.path.join("models/tweede.toml");
    fs::write(&file, "name = \"Tweede\"\n\n[[rule]]\nrule = {kind = \"participant_shares\", shares = {XX99 = 90}}\n")
        .unwrap();
    let told = failed(3, &["check", argument(&folder.path)]);
    let mut lines = without_hints(&told).lines().skip(1);
    assert!(lines.all(|line| line.starts_with("models/tweede.toml:4 rule[1].rule.shares")), "{told}");
    assert!(told.contains("XX99"), "{told}");
}

#[test]
fn a_model_that_is_no_utf8_is_refused_at_its_line() {
    let folder = copy_of("fixtures/golden/proportional-within-claim");
    fs::write(folder.path.join("models/tweede.toml"), b"name = \"M\"\n# caf\xe9\n").unwrap();
    let told = failed(3, &["check", argument(&folder.path)]);
    assert!(told.lines().nth(1).unwrap().starts_with("models/tweede.toml:2 [not_utf8_or_1252]"), "{told}");
    let dossier = argument(&folder.path);
    let told = failed(3, &["compute", dossier, "--model", "models/tweede.toml", "--year", "2026"]);
    assert!(told.contains("(invalid_model)") && told.contains("[not_utf8_or_1252]"), "{told}");
}

#[test]
fn what_is_only_odd_is_told_and_accepted() {
    let folder = copy_of("fixtures/golden/proportional-within-claim");
    let line = repeat_last_row(&folder, "deliveries.csv");
    let told = done(&["check", argument(&folder.path), "--language", "en"]);
    assert!(told.starts_with(&format!("deliveries.csv:{line} delivery_id [duplicate_ignored] ")), "{told}");
    assert!(told.contains("\nIn order: "), "{told}");
    let document = Ordered::parse(&done(&["check", argument(&folder.path), "--format", "json"]));
    assert_eq!((document.get("errors").list().len(), document.get("warnings").list().len()), (0, 1));
}

#[test]
fn beyond_a_thousand_mistakes_of_a_file_they_are_counted() {
    let folder = copy_of("fixtures/golden/proportional-within-claim");
    let file = folder.path.join("deliveries.csv");
    let mut text = fs::read_to_string(&file).unwrap();
    let header: Vec<String> = text.lines().next().unwrap().split(',').map(str::to_owned).collect();
    for serial in 0..1005 {
        let cell = |column: &String| match column.as_str() {
            "delivery_id" => format!("Z{serial}"),
            "date" => "gisteren".to_owned(),
            "quantity" => "1".to_owned(),
            "episode_id" => "T1".to_owned(),
            "participant" => "VP01".to_owned(),
            "activity" => "CONS".to_owned(),
            _ => String::new(),
        };
        text.push_str(&header.iter().map(cell).collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    fs::write(&file, text).unwrap();
    let told = failed(3, &["check", argument(&folder.path), "--language", "en"]);
    assert_eq!(told.matches("[invalid_date]").count(), 1000);
    assert!(told.starts_with("The dossier has 1005 errors"), "{}", told.lines().next().unwrap());
    assert!(without_hints(&told).ends_with("… and 5 more errors.\n"), "{told}");
}
