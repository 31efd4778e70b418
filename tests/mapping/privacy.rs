//! What of an export is quoted, and what never is.

use crate::export::{EXPORT, MAPPING, convert, places, replaced};
use verdeelsleutel::domain::problem::ProblemCode::*;
use verdeelsleutel::domain::problem::Problems;

/// Made-up numbers that pass the eleven-test.
const NUMBERS: [&str; 3] = ["111222333", "123456782", "100000009"];

fn with(row: impl Fn(&str) -> String) -> String {
    let rows: String = NUMBERS.into_iter().map(row).collect();
    format!("{}\n{rows}", EXPORT.lines().next().unwrap())
}

#[track_caller]
fn quotes_no_number(problems: &Problems) {
    let told = format!("{problems:?}");
    for number in NUMBERS {
        assert!(!told.contains(number), "{told}");
    }
}

#[test]
fn columns_that_are_not_mapped_are_quoted_nowhere() {
    let export = with(|number| format!("N{};T1;gisteren;VP01;V1101;x;{number}\n", &number[..4]));
    let problems = convert(MAPPING, export).unwrap_err();
    assert_eq!(problems.errors.len(), 6);
    quotes_no_number(&problems);
    let headless = EXPORT.split_once('\n').unwrap().1;
    let problems = convert(MAPPING, headless).unwrap_err();
    assert!(problems.errors.iter().all(|error| error.code == MissingColumn));
    assert!(!format!("{problems:?}").contains("Zo"), "{problems:?}");
}

#[test]
fn service_numbers_as_ids_refuse_the_export_and_nothing_else_is_said() {
    for (mapping, column) in [
        (replaced(MAPPING, "from = \"Traject\"", "from = \"Naam\""), "Naam"),
        (replaced(MAPPING, "from = \"Nr\"", "text = \"VP01-{Naam}\""), "Naam"),
    ] {
        let export = with(|number| format!("N{};T1;gisteren;VP01;V1101;1;{number}\n", &number[..4]));
        let problems = convert(&mapping, export).unwrap_err();
        assert_eq!(places(&problems.errors), [(BsnSuspected, 0, column, "")]);
        quotes_no_number(&problems);
    }
}

#[test]
fn service_numbers_are_recognised_in_groups() {
    let grouped = |number: &str| format!("{}.{}.{}", &number[..4], &number[4..6], &number[6..]);
    let export = with(|number| format!("N{};{};2026-03-01;VP01;V1101;1;\n", &number[..4], grouped(number)));
    assert_eq!(places(&convert(MAPPING, export).unwrap_err().errors), [(BsnSuspected, 0, "Traject", "")]);
}

#[test]
fn service_numbers_in_another_column_are_not_quoted_from_there() {
    let export = with(|number| format!("N{};T1;{number};VP01;V1101;1;\n", &number[..4]));
    let problems = convert(MAPPING, export).unwrap_err();
    assert_eq!(places(&problems.errors), [2, 3, 4].map(|line| (InvalidDate, line, "Datum", "")));
    quotes_no_number(&problems);
}

#[test]
fn a_few_numbers_that_happen_to_pass_are_ids_like_any_other() {
    let export = EXPORT.replace("T1", NUMBERS[0]).replace("T2", NUMBERS[1]);
    assert!(convert(MAPPING, export).is_ok());
}
