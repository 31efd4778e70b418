//! What to do about it: told once per code, below what is wrong.

use crate::broken;
use crate::copies::{copy_of, repeat_last_row};
use crate::ordered::Ordered;
use crate::program::{argument, compute, done, failed, tell, without_hints};
use crate::temp::TempFolder;
use std::collections::BTreeSet;

/// The codes of the lines `  code (title): hint`, in their order.
fn hinted(told: &str) -> Vec<&str> {
    let below = told.split_once("\n\n").unwrap_or_default().1;
    below.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(" (")).map(|(code, _)| code).collect()
}

#[test]
fn every_code_has_its_hint_once_however_many_lines_have_it() {
    let folder = TempFolder::new();
    broken::write(&folder.path);
    let told = failed(3, &["check", argument(&folder.path), "--language", "en"]);
    assert!(told.contains("\n\nWhat to do:\n  invalid_dossier (Dossier with errors): "), "{told}");
    let hints = hinted(&told);
    let codes: BTreeSet<&str> = broken::FILES.iter().flat_map(|file| file.mistakes).map(|(_, _, code)| *code).collect();
    assert_eq!(hints.iter().copied().skip(1).collect::<BTreeSet<_>>(), codes);
    assert_eq!(hints.len(), codes.len() + 1);
    // In the order of the lines above them.
    assert_eq!(hints[1..4], ["missing_value", "merge_date_missing", "unknown_payee"]);
}

#[test]
fn a_refusal_for_one_reason_has_one_hint() {
    let arguments = compute("fixtures/golden/shortage-refused", "models/model.toml", &["--kind", "settlement"]);
    let told = failed(3, &[&arguments[..], &["--basis", "claimed"]].concat());
    assert_eq!(hinted(&told), ["guarantee_unfunded"]);
    assert_eq!(without_hints(&told).lines().count(), 1);
}

#[test]
fn as_json_the_document_has_the_hint_of_its_code_and_those_of_its_errors_by_code() {
    let folder = TempFolder::new();
    broken::write(&folder.path);
    let told = Ordered::parse(&failed(3, &["check", argument(&folder.path), "--format", "json", "--language", "en"]));
    assert_eq!(told.get("title").text(), "Dossier with errors");
    assert!(told.get("hint").text().starts_with("Mend the lines"));
    for error in told.get("errors").list() {
        let code = error.get("code").text();
        assert!(told.get("hints").get(code).text().ends_with('.'), "{code}");
    }
}

#[test]
fn warnings_that_check_tells_have_their_hints_too() {
    let folder = copy_of("fixtures/golden/proportional-within-claim");
    repeat_last_row(&folder, "deliveries.csv");
    let told = done(&["check", argument(&folder.path)]);
    assert!(told.contains("\n\nWat te doen:\n  duplicate_ignored (Dubbele regel overgeslagen): "), "{told}");
    assert!(told.contains("\n\nIn orde: "), "{told}");
}

#[test]
fn the_warnings_of_a_run_stand_beside_its_table_and_within_its_document() {
    let run = ["--kind", "settlement", "--basis", "claimed"];
    let arguments = compute("fixtures/golden/reference-missing-for-one", "models/model.toml", &run);
    let told = tell(&arguments);
    assert_eq!(told.code, Some(0));
    assert!(told.err.starts_with("[reference_missing] Deelnemer ZH01 "), "{}", told.err);
    assert_eq!(hinted(&told.err), ["reference_missing"]);
    let document = Ordered::parse(&done(&[&arguments[..], &["--format", "json"]].concat()));
    assert_eq!(document.get("warnings").list()[0].get("code").text(), "reference_missing");
}
