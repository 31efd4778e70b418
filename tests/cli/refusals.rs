//! What is refused ends with 3 and says why, for people or as a problem document (RFC 9457).

use crate::copies::{copy_of, repeat_last_row};
use crate::ordered::Ordered;
use crate::program::{EXAMPLE, argument, compute, done, failed, glide, tell, without_hints};
use crate::temp::TempFolder;
use std::fs;

const HELD: &str = "fixtures/golden/held-claims";
const SETTLEMENT: [&str; 2] = ["--kind", "settlement"];

#[test]
fn a_refused_run_says_why_and_names_its_code() {
    let dutch = failed(3, &compute(HELD, "models/model.toml", &SETTLEMENT));
    assert!(
        dutch.starts_with("2 declaraties kunnen niet worden verdeeld") && dutch.contains(" (held_claims)\n"),
        "{dutch}"
    );
    let english = failed(3, &compute(HELD, "models/model.toml", &["--kind", "settlement", "--language", "en"]));
    assert!(english.starts_with("2 claims cannot be distributed") && english.contains(" (held_claims)\n"), "{english}");
}

#[test]
fn as_json_a_refusal_is_a_problem_document() {
    let arguments =
        compute(HELD, "models/model.toml", &["--kind", "settlement", "--format", "json", "--language", "en"]);
    let told = Ordered::parse(&failed(3, &arguments));
    assert_eq!(told.keys(), ["type", "title", "status", "detail", "code", "hint", "errors", "hints"]);
    assert_eq!(told.get("type").text(), "/problems/held_claims");
    assert_eq!(told.get("code").text(), "held_claims");
    assert_eq!(told.get("status"), &Ordered::Whole(422));
    assert_eq!(told.get("title").text(), "Held claims");
    assert!(told.get("hint").text().starts_with("Add the tariffs and prices that are named"));
    assert_eq!(told.get("hints").keys(), ["price_missing", "tariff_missing"]);
    assert!(told.get("detail").text().starts_with("2 claims cannot be distributed"));
    let held: Vec<(&str, &str)> =
        told.get("errors").list().iter().map(|error| (error.get("value").text(), error.get("code").text())).collect();
    assert_eq!(held, [("C2", "tariff_missing"), ("C3", "price_missing")]);
}

#[test]
fn the_code_of_a_refusal_is_the_same_in_every_language_and_its_words_are_not() {
    let told = |language| {
        let more = ["--kind", "settlement", "--format", "json", "--language", language];
        Ordered::parse(&failed(3, &compute(HELD, "models/model.toml", &more)))
    };
    let (dutch, english) = (told("nl"), told("en"));
    assert_eq!(dutch.get("code"), english.get("code"));
    assert_ne!(dutch.get("detail"), english.get("detail"));
    for words in ["title", "hint", "hints"] {
        assert_ne!(dutch.get(words), english.get(words), "{words}");
    }
}

#[test]
fn every_story_that_is_refused_is_refused_with_its_code() {
    for (story, code) in [
        ("shortage-refused", "guarantee_unfunded"),
        ("reserve-below-its-minimum-refused", "reserve_below_minimum"),
        ("reference-missing-for-all", "reference_missing"),
        ("shift-schedule-gap", "schedule_gap"),
        ("shift-two-for-the-same-care", "shift_overlap"),
        ("shift-giver-without-a-price", "price_missing"),
    ] {
        let dossier = format!("fixtures/golden/{story}");
        let more = ["--kind", "settlement", "--basis", "claimed", "--format", "json"];
        let told = failed(3, &compute(&dossier, "models/model.toml", &more));
        assert_eq!(Ordered::parse(&told).get("code").text(), code, "{story}");
    }
}

#[test]
fn a_wrong_model_is_refused_with_every_mistake_and_its_place() {
    let folder = TempFolder::new();
    let file = folder.path.join("fout.toml");
    let text = "name = \"Fout\"\ninterim_share = \"101\"\n\n[[rule]]\nperformances = [\"PRE\", \"PRE\"]\n\
                rule = {kind = \"proportional\", prices = \"punten\"}\n";
    fs::write(&file, text).unwrap();
    let told = Ordered::parse(&failed(3, &compute(HELD, argument(&file), &["--format", "json", "--language", "en"])));
    assert_eq!(told.get("code").text(), "invalid_model");
    let errors = told.get("errors").list();
    for error in errors {
        assert_eq!(error.keys(), ["file", "line", "column", "value", "code", "message"]);
        assert!(error.get("file").text().ends_with("fout.toml") && !error.get("message").text().is_empty());
    }
    let has = |line: i64, column: &str, value: &str, code: &str| {
        errors.iter().any(|error| {
            error.get("line") == &Ordered::Whole(line)
                && ["column", "value", "code"].map(|key| error.get(key).text()) == [column, value, code]
        })
    };
    assert!(has(2, "interim_share", "101", "invalid_model"), "{errors:#?}");
    assert!(has(6, "rule[1].rule.prices", "punten", "unknown_price_table"), "{errors:#?}");
}

#[test]
fn a_run_that_cannot_be_is_refused() {
    for more in [["--to", "2027-01-01"], ["--to", "2025-12-31"]] {
        let told = failed(3, &compute(EXAMPLE, "models/glide.toml", &more));
        assert!(without_hints(&told).ends_with(" (invalid_run)\n"), "{told}");
    }
    assert!(without_hints(&failed(3, &glide(&["--to", "2026-09-30"]))).ends_with(" (invalid_run)\n"));
}

#[test]
fn a_refusal_leaves_the_file_of_an_earlier_result_alone() {
    let folder = TempFolder::new();
    let file = folder.path.join("result.json");
    fs::write(&file, "earlier").unwrap();
    failed(3, &compute(HELD, "models/model.toml", &["--kind", "settlement", "--output", argument(&file)]));
    assert_eq!(fs::read_to_string(&file).unwrap(), "earlier");
}

#[test]
fn warnings_of_the_files_stand_on_standard_error_and_never_within_a_document() {
    let folder = copy_of(HELD);
    repeat_last_row(&folder, "deliveries.csv");
    let dossier = argument(&folder.path);

    let told = tell(&compute(dossier, "models/model.toml", &["--format", "json"]));
    assert_eq!(told.code, Some(0));
    assert!(told.err.starts_with("deliveries.csv:10 delivery_id [duplicate_ignored]"), "{}", told.err);
    assert_eq!(told.err.lines().count(), 1, "{}", told.err);
    assert_eq!(Ordered::parse(&told.out).get("held").list().len(), 2);

    // A refusal as JSON is one document on standard error, and nothing beside it.
    let refused = failed(3, &compute(dossier, "models/model.toml", &["--kind", "settlement", "--format", "json"]));
    assert_eq!(Ordered::parse(&refused).get("code").text(), "held_claims");
    let for_people = failed(3, &compute(dossier, "models/model.toml", &SETTLEMENT));
    assert!(for_people.contains("[duplicate_ignored]") && for_people.contains(" (held_claims)\n"), "{for_people}");
}

#[test]
fn an_explanation_refused_as_json_is_one_document_too() {
    let folder = copy_of(HELD);
    repeat_last_row(&folder, "deliveries.csv");
    let run = ["--year", "2026", "--participant", "VP01", "--format", "json"];
    let explain = [&["explain", argument(&folder.path), "--model", "models/model.toml"][..], &run].concat();

    let told = tell(&explain);
    assert_eq!(told.code, Some(0));
    assert!(told.err.starts_with("deliveries.csv:10 delivery_id [duplicate_ignored]"), "{}", told.err);
    assert_eq!(Ordered::parse(&told.out).get("explanation").get("participant").text(), "VP01");

    let refused = failed(3, &[&explain[..], &SETTLEMENT].concat());
    assert_eq!(Ordered::parse(&refused).get("code").text(), "held_claims");
}

#[test]
fn a_duplicate_row_does_not_change_the_result_but_its_warning() {
    let folder = copy_of(HELD);
    repeat_last_row(&folder, "claims.csv");
    let told = tell(&compute(argument(&folder.path), "models/model.toml", &["--format", "json"]));
    assert_eq!(told.out, done(&compute(HELD, "models/model.toml", &["--format", "json"])));
}
