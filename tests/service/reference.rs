//! Reference data row by row: what the files say, in one form however they write it.

use crate::house::{Answer, House};
use serde_json::{Value, json};

fn rows(house: &House, role: &str, path: &str) -> Answer {
    house.send(role, "GET", &house.path(&format!("/reference/{path}")), &[("Accept", "application/json")], b"")
}

fn items(house: &House, path: &str) -> Vec<Value> {
    rows(house, "controller", path).is(200).json()["items"].as_array().unwrap().clone()
}

#[test]
fn every_kind_is_listed_with_the_columns_of_its_file() {
    let house = House::open();
    let kinds = house.get("controller", "/reference").is(200).json();
    for kind in kinds["items"].as_array().unwrap() {
        let file = kind["kind"].as_str().unwrap();
        let name = match file {
            "organisation.toml" => "disciplines".to_owned(),
            "reference.csv" => "reference-income".to_owned(),
            file => file.trim_end_matches(".csv").replace('_', "-"),
        };
        let listed = items(&house, &format!("{name}?limit=1000"));
        if file == "organisation.toml" {
            assert_eq!(listed.iter().map(|row| row["code"].as_str().unwrap()).collect::<Vec<_>>().len(), 4);
            continue;
        }
        let text = house.get("controller", &format!("/reference/{name}")).is(200).body;
        let records: Vec<std::collections::BTreeMap<String, String>> =
            csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
        assert_eq!(listed.len(), records.len(), "{file}");
        for (row, record) in listed.iter().zip(&records) {
            for (column, cell) in record {
                let shown = match &row[column] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    Value::Number(number) => number.to_string(),
                    Value::Array(texts) => {
                        texts.iter().map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join("|")
                    }
                    other => panic!("{other}"),
                };
                assert_eq!(decimal(&shown), decimal(cell), "{file} {column}");
            }
        }
    }
}

/// A decimal without zeros at its end.
fn decimal(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

#[test]
fn rows_are_of_a_day_of_a_key_and_come_in_parts() {
    let house = House::open();
    let on = |day: &str| items(&house, &format!("integral-tariffs?limit=1000&key=WAAL&on={day}"));
    let tariff = |day: &str| on(day).iter().find(|row| row["performance"] == "PRE").unwrap()["tariff"].clone();
    assert_eq!((tariff("2025-06-01"), tariff("2026-06-01")), (json!("1098.00"), json!("1134.50")));
    assert!(on("2024-12-31").is_empty());
    let gone = items(&house, "participants?on=2026-12-31&limit=1000");
    assert!(gone.iter().all(|row| row["participant"] != "VP12"));
    assert_eq!(items(&house, "participants?key=VP12")[0]["merged_on"], "2026-10-01");
    assert_eq!(items(&house, "balances?limit=1")[0]["year"], json!(2026));
    let whole = items(&house, "shadow-tariffs?limit=1000");
    let (mut parts, mut cursor) = (Vec::new(), String::new());
    loop {
        let part = rows(&house, "controller", &format!("shadow-tariffs?limit=13{cursor}")).is(200).json();
        parts.extend(part["items"].as_array().unwrap().clone());
        let Some(next) = part["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(parts, whole);
    rows(&house, "controller", "payees?on=2026-01-01").refused(400, "invalid_request");
    rows(&house, "controller", "integral-tariffs?on=gisteren").refused(400, "invalid_request");
    // Of the file too, though that is always whole.
    house.get("controller", "/reference/integral-tariffs?on=").refused(400, "invalid_request");
    house.get("controller", "/reference/integral-tariffs?limit=0").refused(400, "invalid_request");
    rows(&house, "controller", "kranten").refused(404, "not_found");
    rows(&house, "participant", "payees").refused(403, "forbidden");
    rows(&house, "participant", "activities").is(200);
    rows(&house, "auditor", "payees?revision=7").refused(404, "not_found");
}

#[test]
fn a_file_as_dutch_excel_writes_it_is_listed_in_one_form() {
    let house = House::open();
    let path = house.path("/reference/other-income");
    let file = "deelnemer;jaar;bedrag;soort\r\nVP01;2026;1.234,50;eigen\r\n8900490;2026;-3,10;\r\n";
    let etag = house.get("controller", "/reference/other-income").is(200).headers["etag"].clone();
    let answer = house.send("controller", "PUT", &path, &[("If-Match", &etag)], file.as_bytes());
    // An AGB code is no code of a participant.
    answer.refused(422, "unknown_participant");
    let file = file.replace("8900490", "VP02");
    house.send("controller", "PUT", &path, &[("If-Match", &etag)], file.as_bytes()).is(200);
    let answer = rows(&house, "controller", "other-income").is(200);
    assert_eq!(answer.headers["etag"], "\"2\"");
    assert_eq!(
        answer.json()["items"],
        json!([
            {"participant": "VP01", "year": 2026, "amount": "1234.50", "kind": "eigen"},
            {"participant": "VP02", "year": 2026, "amount": "-3.10", "kind": null},
        ])
    );
    // The revision before is still there, and a list of it is not continued with the new one.
    let before = rows(&house, "controller", "other-income?revision=1&limit=1").is(200).json();
    let next = before["next"].as_str().unwrap();
    rows(&house, "controller", &format!("other-income?cursor={next}")).refused(400, "invalid_request");
    rows(&house, "controller", &format!("other-income?revision=1&cursor={next}")).is(200);
}

#[test]
fn a_look_at_rows_of_amounts_is_in_the_log() {
    let house = House::open();
    rows(&house, "auditor", "balances").is(200);
    let log = house.get("board", "/audit-log?action=reference.read").is(200).json();
    assert_eq!(
        (log["items"][0]["subject"].as_str(), log["items"][0]["details"]["rows"].as_u64()),
        (Some("balances.csv"), Some(3))
    );
}
