//! Files go in whole or not at all, and what goes in gives the result of the whole dossier.

use super::House;
use crate::house::repository;
use serde_json::{Value, json};
use std::fs;

const KINDS: [&str; 5] = ["episodes", "claims", "claim_events", "deliveries", "settled"];

fn file(kind: &str) -> Vec<u8> {
    fs::read(repository(&format!("fixtures/voorbeeld/{kind}.csv"))).unwrap()
}

fn lines(kind: &str) -> Vec<String> {
    String::from_utf8(file(kind)).unwrap().lines().map(str::to_owned).collect()
}

/// The header row and some of the rows.
fn some(kind: &str, from: usize, to: usize) -> Vec<u8> {
    let lines = lines(kind);
    let rows = lines[1..].get(from..to.min(lines.len() - 1)).unwrap();
    format!("{}\n{}\n", lines[0], rows.join("\n")).into_bytes()
}

#[test]
fn the_example_uploaded_file_by_file_gives_the_result_of_the_whole_dossier() {
    let (whole, house) = (House::open(), House::without_rows());
    for kind in KINDS {
        let answer = house.upload("controller", kind, "", &file(kind)).is(201);
        assert_eq!(answer.json()["rows"].as_u64(), Some(u64::try_from(lines(kind).len()).unwrap() - 1), "{kind}");
    }
    let result = |house: &House| {
        let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "glide"}})).is(201);
        house.get("auditor", &format!("/runs/{}/result", run.text("id"))).is(200).body
    };
    assert_eq!(result(&house), result(&whole));
    house.log_holds();
}

#[test]
fn a_file_sent_again_adds_nothing_and_a_changed_row_is_a_conflict() {
    let house = House::without_rows();
    house.upload("controller", "claims", "", &some("claims", 0, 50)).is(201);
    let again = house.upload("controller", "claims", "", &some("claims", 40, 60)).is(201).json();
    assert_eq!((again["rows"].as_u64(), again["warnings"].as_array().unwrap().len()), (Some(10), 10));
    assert_eq!(again["warnings"][0]["code"], "duplicate_ignored");
    let changed = String::from_utf8(some("claims", 0, 3)).unwrap().replace(",1\n", ",2\n");
    let told = house.upload("controller", "claims", "", changed.as_bytes()).refused(422, "duplicate_conflict");
    assert_eq!(told["errors"][0]["line"], 2);
    assert_eq!(house.get("auditor", "/uploads").json()["items"].as_array().unwrap().len(), 2);
}

#[test]
fn a_file_that_is_not_what_its_sender_says_is_refused() {
    let house = House::without_rows();
    let bytes = some("claims", 0, 10);
    let told = house.upload("controller", "claims", "&expected_rows=11&expected_quantity=9.5", &bytes);
    let errors: Vec<Value> = told.refused(422, "control_total")["errors"].as_array().unwrap().clone();
    assert_eq!(
        (errors[0]["column"].as_str(), errors[1]["column"].as_str()),
        (Some("expected_rows"), Some("expected_quantity"))
    );
    house.upload("controller", "claims", "&expected_rows=10", &bytes).is(201);
    house.upload("controller", "claims", "&expected_quantity=tien", &bytes).refused(400, "invalid_request");
}

#[test]
fn a_dry_run_checks_and_keeps_nothing() {
    let house = House::without_rows();
    let answer = house.upload("controller", "claims", "&dry_run=true", &some("claims", 0, 10)).is(200).json();
    assert_eq!((answer["rows"].as_u64(), answer["id"].is_null()), (Some(10), true));
    assert!(house.get("auditor", "/uploads").json()["items"].as_array().unwrap().is_empty());
}

#[test]
fn every_mistake_is_told_and_nothing_is_half_stored() {
    let house = House::without_rows();
    let events = some("claim_events", 0, 30);
    let told = house.upload("controller", "claim_events", "", &events).refused(422, "unknown_claim");
    assert_eq!(told["errors"].as_array().unwrap().len(), 30);
    house.upload("controller", "kranten", "", &events).refused(400, "invalid_request");
    assert!(house.get("auditor", "/uploads").json()["items"].as_array().unwrap().is_empty());
}

#[test]
fn an_upload_is_withdrawn_while_nothing_rests_on_it() {
    let house = House::without_rows();
    let claims = house.upload("controller", "claims", "", &file("claims")).is(201).text("id");
    let events = house.upload("controller", "claim_events", "", &some("claim_events", 0, 5)).is(201).text("id");
    let withdraw = |id: &str| house.send("controller", "DELETE", &house.path(&format!("/uploads/{id}")), &[], b"");
    withdraw(&claims).refused(409, "state_conflict");
    withdraw(&events).is(204);
    withdraw(&claims).is(204);
    assert!(house.get("auditor", &format!("/uploads/{claims}")).json()["withdrawn"].is_string());
    house.upload("controller", "claims", "", &file("claims")).is(201);
    house.log_holds();
}

#[test]
fn a_participant_uploads_its_own_deliveries_and_sees_no_other_uploads() {
    let house = House::without_rows();
    house.upload("controller", "episodes", "", &file("episodes")).is(201);
    let of = |who: &str| {
        let lines = lines("deliveries");
        let own =
            lines[1..].iter().filter(|line| line.split(',').nth(3) == Some(who) && line.split(',').nth(7) == Some(""));
        let rows: Vec<&String> = own.take(20).collect();
        assert_eq!(rows.len(), 20);
        let rows: Vec<&str> = rows.into_iter().map(String::as_str).collect();
        format!("{}\n{}\n", lines[0], rows.join("\n")).into_bytes()
    };
    house.upload("participant", "deliveries", "", &of("VP02")).refused(403, "forbidden");
    house.upload("participant", "claims", "", &file("claims")).refused(403, "forbidden");
    house.upload("participant", "deliveries", "", &of("VP01")).is(201);
    let seen = house.get("participant", "/uploads").json();
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
}

#[test]
fn a_small_file_cannot_lose_what_rows_refer_to() {
    let house = House::open();
    let path = house.path("/reference/performances");
    let text = house.send("controller", "GET", &path, &[], b"").is(200).body;
    let without: String =
        text.lines().filter(|line| !line.starts_with("KRAAM")).map(|line| format!("{line}\n")).collect();
    let answer = house.send("controller", "PUT", &path, &[("If-Match", "\"1\"")], without.as_bytes());
    assert!([409, 422].contains(&answer.status), "{}", answer.body);
}
