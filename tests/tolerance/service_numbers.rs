//! Citizen service numbers are found in whatever a file comes as, and are shown nowhere.

use crate::folder::Folder;
use crate::given::{Files, clean};
use crate::program::{argument, tell};
use crate::sheets::sheet;
use verdeelsleutel::domain::problem::ProblemCode::BsnSuspected;

/// Made-up numbers that pass the eleven-test; the last one has eight digits and passes when padded.
const PASSING: [&str; 4] = ["111222333", "123456782", "100000009", "12345672"];

/// Rows with a service number in each column that has ids of care systems.
const ROWS: [(&str, &str, &str); 11] = [
    ("claims.csv", "@,T1,2026-03-01,3311,PRE,,1", "claim_id"),
    ("claims.csv", "X@,@,2026-03-01,3311,PRE,,1", "episode_id"),
    ("claim_events.csv", "@,C1,2026-04-01,accepted,,", "event_id"),
    ("claim_events.csv", "X@,@,2026-04-01,accepted,,", "claim_id"),
    ("deliveries.csv", "@,T1,2026-02-01,MI01,V1,1,,,", "delivery_id"),
    ("deliveries.csv", "X@,@,2026-02-01,MI01,V1,1,,,", "episode_id"),
    ("deliveries.csv", "X@,T1,2026-02-01,MI01,V1,1,,@,", "replaces"),
    ("settled.csv", "@,2025", "delivery_id"),
    ("episodes.csv", "@,,,,,,", "episode_id"),
    ("adjustments.csv", "@,2026-04-02,bonus,1,,,", "adjustment_id"),
    ("adjustments.csv", "@,2026-04-02,bonus,1,3311,XXX,", "adjustment_id"),
];

fn with_numbers(file: &str, row: &str) -> String {
    clean(file) + &PASSING.iter().map(|number| row.replace('@', number) + "\n").collect::<String>()
}

#[test]
fn every_column_with_ids_of_care_systems_is_watched_in_a_csv() {
    for (file, row, column) in ROWS {
        Files::with(file, with_numbers(file, row)).refused(&[(0, BsnSuspected, column, "")]);
    }
}

#[test]
fn every_column_with_ids_of_care_systems_is_watched_in_a_workbook_of_texts() {
    for (file, row, column) in ROWS {
        let workbook = sheet(&with_numbers(file, row), |_| ());
        Files::with(&file.replace(".csv", ".xlsx"), workbook).refused(&[(0, BsnSuspected, column, "")]);
    }
}

#[test]
fn every_column_with_ids_of_care_systems_is_watched_in_a_workbook_of_numbers() {
    for (file, row, column) in ROWS {
        let text = with_numbers(file, row);
        let at = text.lines().next().unwrap().split(',').position(|name| name == column).unwrap();
        let last = u32::try_from(text.lines().count()).unwrap();
        let workbook = sheet(&text, |sheet| {
            for (row, number) in (last - 4..).zip(PASSING) {
                sheet.write_number(row, u16::try_from(at).unwrap(), number.parse::<f64>().unwrap()).unwrap();
            }
        });
        Files::with(&file.replace(".csv", ".xlsx"), workbook).refused(&[(0, BsnSuspected, column, "")]);
    }
}

#[test]
fn spaces_around_a_service_number_do_not_hide_it() {
    for (file, row, column) in ROWS {
        for space in [" ", "\u{a0}"] {
            let text = with_numbers(file, &row.replacen(",@", &format!(",{space}@"), 1).replace("X,", "X"));
            let text = if row.starts_with('@') { text.replace("\n1", &format!("\n{space}1")) } else { text };
            let found = Files::with(file, text).told().errors;
            assert_eq!((found[0].code, found[0].column.as_str()), (BsnSuspected, column), "{row}");
        }
    }
}

#[test]
fn dutch_headers_semicolons_and_windows_1252_do_not_hide_them() {
    let text = with_numbers("claims.csv", "X@,@,1-3-2026,3311,PRE,,1").replace("episode_id", "Traject_ID");
    let text = text.replace(',', ";").replace('\n', "\r\n").replace("C1;", "Cé1;");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let events = clean("claim_events.csv").replace("C1", "Cé1");
    let files = Files::with("claims.csv", bytes).and("claim_events.csv", events);
    files.refused(&[(0, BsnSuspected, "episode_id", "")]);
}

#[test]
fn numbers_among_many_other_ids_are_found_and_a_few_by_chance_are_not() {
    let others: String = (0..500).map(|n| format!("Y{n},P-{n},2026-03-01,3311,PRE,,1\n")).collect();
    Files::with("claims.csv", with_numbers("claims.csv", "X@,@,2026-03-01,3311,PRE,,1") + &others).refused(&[(
        0,
        BsnSuspected,
        "episode_id",
        "",
    )]);
    // Of numbers that are no service numbers one in eleven passes.
    let numbered: String = (0..500).map(|n| format!("Y{n},{},2026-03-01,3311,PRE,,1\n", 200_000_000 + n)).collect();
    assert!(Files::with("claims.csv", clean("claims.csv") + &numbered).read().is_ok());
}

/// What the program tells of a folder, on both streams, in both languages and forms.
fn everything_told(folder: &Folder) -> String {
    let path = argument(&folder.path);
    let mut told = String::new();
    for language in ["nl", "en"] {
        for more in [vec!["check", path], vec!["check", path, "--format", "json"]] {
            let run = tell(&[&more[..], &["--language", language]].concat());
            assert_eq!(run.code, Some(3));
            told += &(run.out + &run.err);
        }
        let run = tell(&["compute", path, "--model", "models/m.toml", "--year", "2026", "--language", language]);
        assert_eq!(run.code, Some(3));
        told += &(run.out + &run.err);
    }
    told
}

#[test]
fn no_stream_shows_a_service_number_in_any_form() {
    for (file, row, column) in ROWS {
        let text = with_numbers(file, row);
        // With every other mistake that would quote the cell: a broken row, a conflict, a wrong date beside it.
        let spoiled = PASSING.map(|number| {
            let row = row.replace('@', number);
            format!("{}\n{row},te,veel\n{number}\n", row.replace("2026-0", "gisteren-").replace(",1", ",veel"))
        });
        let workbook = sheet(&text, |_| ());
        let as_workbook = Folder::valid().without(file).write(&file.replace(".csv", ".xlsx"), workbook);
        for folder in [Folder::valid().write(file, text + &spoiled.concat()), as_workbook] {
            let told = everything_told(&folder);
            assert!(told.contains("bsn_suspected") && told.contains(column), "{told}");
            for number in PASSING {
                assert!(!told.contains(number), "{file} {row}: {told}");
            }
        }
    }
}

#[test]
fn a_file_that_refers_to_a_suspected_one_shows_none_of_its_ids() {
    let claims = with_numbers("claims.csv", "@,T1,2026-03-01,3311,PRE,,1");
    let events = clean("claim_events.csv")
        + "E9,111222333,gisteren,accepted,,\nE10,987654321,2026-04-01,goed,,\nE11, 100000009 ,gisteren,accepted,,\n";
    let deliveries = with_numbers("deliveries.csv", "@,T1,2026-02-01,MI01,V1,1,,,");
    let settled = "delivery_id,year\n111222333,25\n123456782,2025\n123456782,2026\n";
    let folder = Folder::valid().write("claims.csv", claims).write("claim_events.csv", events);
    let folder = folder.write("deliveries.csv", deliveries).write("settled.csv", settled);
    let told = everything_told(&folder);
    for number in PASSING.iter().chain(&["987654321"]) {
        assert!(!told.contains(number), "{told}");
    }
}
