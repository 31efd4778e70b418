//! Citizen service numbers are refused and quoted nowhere.

use crate::folder::Folder;
use verdeelsleutel::domain::problem::ProblemCode::*;

/// Made-up numbers of nine digits that pass the eleven-test, and one of eight that passes when padded.
const PASSING: [&str; 4] = ["111222333", "123456782", "100000009", "12345672"];
/// Made-up numbers of nine digits that do not.
const FAILING: [&str; 8] =
    ["123456789", "111111111", "222222223", "333333334", "444444445", "555555556", "666666667", "777777778"];

fn with_episodes(ids: &[&str]) -> Folder {
    let row = |(n, id): (usize, &&str)| format!("N{n},{id},2026-03-01,3311,PRE,,1\n");
    let rows: String = ids.iter().enumerate().map(row).collect();
    Folder::valid().add("claims.csv", rows.trim_end())
}

#[test]
fn three_numbers_that_pass_refuse_the_file() {
    with_episodes(&PASSING[..3]).refused(BsnSuspected, "claims.csv", 0, "episode_id", "");
    with_episodes(&PASSING[1..]).refused(BsnSuspected, "claims.csv", 0, "episode_id", "");
}

#[test]
fn two_numbers_that_pass_are_chance() {
    assert!(with_episodes(&PASSING[..2]).read().is_ok());
}

#[test]
fn the_same_number_again_is_the_same_number() {
    let (first, second) = (PASSING[0], PASSING[1]);
    assert!(with_episodes(&[first, second, first, second, first]).read().is_ok());
}

#[test]
fn exactly_thirty_percent_is_chance_and_more_is_not() {
    let ten: Vec<&str> = PASSING[..3].iter().chain(&FAILING[..7]).copied().collect();
    assert!(with_episodes(&ten).read().is_ok());
    let nine: Vec<&str> = PASSING[..3].iter().chain(&FAILING[..6]).copied().collect();
    with_episodes(&nine).refused(BsnSuspected, "claims.csv", 0, "episode_id", "");
}

#[test]
fn nothing_but_zeros_does_not_pass() {
    assert!(with_episodes(&[PASSING[0], PASSING[1], "000000000"]).read().is_ok());
}

#[test]
fn values_of_other_lengths_do_not_count() {
    let others = ["T00001", "1", "1234567890", "2026-1234", "12345678a"];
    let ids: Vec<&str> = PASSING[..3].iter().chain(&others).copied().collect();
    with_episodes(&ids).refused(BsnSuspected, "claims.csv", 0, "episode_id", "");
}

#[test]
fn a_suspected_file_gets_no_other_problem_and_no_problem_quotes_it() {
    let folder = with_episodes(&PASSING);
    let folder = folder
        .add("claims.csv", "111222333,111222333,gisteren,3311,PRE,,1\n111222333,123456782,x,3311,PRE,,1")
        .add("claim_events.csv", "E9,100000009,2026-04-01,accepted,,");
    let problems = folder.read().unwrap_err();
    let of_claims: Vec<_> = problems.errors.iter().filter(|problem| problem.file == "claims.csv").collect();
    assert_eq!(of_claims.len(), 1);
    assert_eq!(of_claims[0].code, BsnSuspected);
    assert!(problems.errors.iter().any(|problem| problem.code == UnknownClaim));
    let told = format!("{problems:?}");
    for number in PASSING {
        assert!(!told.contains(number), "{told}");
    }
}

#[test]
fn every_column_with_ids_of_care_systems_is_watched() {
    for (file, row, column) in [
        ("claims.csv", "@,T1,2026-03-01,3311,PRE,,1", "claim_id"),
        ("claim_events.csv", "@,C1,2026-04-01,accepted,,", "event_id"),
        ("deliveries.csv", "@,T1,2026-02-01,MI01,V1,1,,,", "delivery_id"),
        ("deliveries.csv", "R@,@,2026-02-01,MI01,V1,1,,,", "episode_id"),
        ("episodes.csv", "@,,,,,,", "episode_id"),
        ("adjustments.csv", "@,2026-04-02,bonus,1,,,", "adjustment_id"),
    ] {
        let rows: Vec<String> = PASSING.iter().map(|number| row.replace('@', number)).collect();
        Folder::valid().add(file, &rows.join("\n")).refused(BsnSuspected, file, 0, column, "");
    }
}

#[test]
fn a_file_without_a_header_row_has_no_service_number_quoted_as_a_column() {
    let errors = Folder::valid().write("episodes.csv", "111222333,,,,,,\n").errors();
    assert_eq!((errors[0].code, errors[0].column.as_str()), (UnknownColumn, ""));
    assert!(!format!("{errors:?}").contains("111222333"));
}

#[test]
fn a_first_row_that_is_not_parted_as_it_was_said_to_be_is_not_quoted_with_its_service_number() {
    let errors = Folder::valid().write("episodes.csv", "111222333|2026-01-01|||||\n").errors();
    assert_eq!((errors[0].code, errors[0].column.as_str()), (UnknownColumn, ""));
    assert!(!format!("{errors:?}").contains("111222333"));
}

#[test]
fn a_service_number_is_not_quoted_from_another_file_where_spaces_are_around_it() {
    let folder = with_episodes(&PASSING).add("claim_events.csv", "E9,\" 100000009\",2026-04-01,accepted,,");
    let problems = folder.read().unwrap_err();
    assert!(problems.errors.iter().any(|problem| problem.code == UnknownClaim));
    assert!(!format!("{problems:?}").contains("100000009"));
}
