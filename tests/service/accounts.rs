//! Where money goes is changed by two people.

use crate::house::{Answer, House};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const OLD: &str = "NL14VRBD0900007000";
const NEW: &str = "NL91ABNA0417164300";

fn file(house: &House, kind: &str) -> (String, String) {
    let answer = house.get("controller", &format!("/reference/{kind}")).is(200);
    (answer.body.clone(), answer.headers["etag"].clone())
}

fn put(house: &House, kind: &str, consent: Option<&str>, etag: &str, text: &str) -> Answer {
    let consent = consent.map(|id| format!("?consent={id}")).unwrap_or_default();
    let path = house.path(&format!("/reference/{kind}{consent}"));
    house.send("controller", "PUT", &path, &[("If-Match", etag), ("Accept-Language", "nl")], text.as_bytes())
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the refusal asks consent for.
fn request(file: &str, text: &str, told: &Value) -> Value {
    let changes: Vec<&Value> = told["errors"].as_array().unwrap().iter().map(|error| &error["value"]).collect();
    json!({"file": file, "sha256": sha256(text), "changes": changes})
}

fn ask(house: &House, file: &str, request: &Value) -> Answer {
    house.post("controller", "/consents", &json!({"kind": "iban", "subject": file, "request": request}))
}

fn approve(house: &House, id: &str) {
    house.post("board", &format!("/consents/{id}/answer"), &json!({"approve": true})).is(200);
}

#[test]
fn an_iban_changes_with_consent_for_exactly_that_once() {
    let house = House::open();
    let (text, etag) = file(&house, "payees");
    let changed = text.replace(OLD, NEW);
    let told = put(&house, "payees", None, &etag, &changed).refused(422, "consent_required");
    assert_eq!(told["errors"].as_array().unwrap().len(), 1);
    assert_eq!(told["errors"][0]["value"], "COOP: NL··VRBD······7000 → NL··ABNA······4300");
    assert!(told["detail"].as_str().unwrap().contains(&sha256(&changed)));
    let wish = request("payees.csv", &changed, &told);
    let id = ask(&house, "payees.csv", &wish).is(201).text("id");
    // Asked for is not given.
    put(&house, "payees", Some(&id), &etag, &changed).refused(422, "consent_required");
    house.post("controller", &format!("/consents/{id}/answer"), &json!({"approve": true})).refused(403, "forbidden");
    approve(&house, &id);
    // Another account, or anything else in the file, is another thing.
    let other = text.replace(OLD, "NL20INGB0001234567");
    put(&house, "payees", Some(&id), &etag, &other).refused(422, "consent_required");
    let more = format!("{changed}\n");
    put(&house, "payees", Some(&id), &etag, &more).refused(422, "consent_required");
    put(&house, "payees", Some(&id), "\"7\"", &changed).refused(412, "precondition_failed");
    put(&house, "payees", Some(&id), &etag, &changed).is(200);
    // Back again is a change again, and the consent is used up.
    let (_, etag) = file(&house, "payees");
    put(&house, "payees", Some(&id), &etag, &text).refused(422, "consent_required");
    put(&house, "payees", None, &etag, &changed).is(200);
    let log = house.get("board", "/audit-log?limit=1000").is(200).body;
    assert!(log.contains("COOP: NL··VRBD") && !log.contains(NEW) && !log.contains(OLD));
    assert!(!house.get("board", "/consents").is(200).body.contains(NEW));
    house.log_holds();
}

#[test]
fn a_payee_that_is_added_and_a_participant_that_is_paid_elsewhere_are_such_changes() {
    let house = House::open();
    let (text, etag) = file(&house, "payees");
    let added = format!("{text}NIEUW,Nieuwe rekening,nl91 abna 0417 1643 00,\n");
    let told = put(&house, "payees", None, &etag, &added).refused(422, "consent_required");
    assert_eq!(told["errors"][0]["value"], "NIEUW: - → NL··ABNA······4300");
    // One without an account diverts nothing yet; a name, spaces in an IBAN and the order of rows are no change.
    put(&house, "payees", None, &etag, &format!("{text}NIEUW,Nieuwe rekening,,\n")).is(200);
    let (text, etag) = file(&house, "payees");
    let spaced = text.replace(OLD, "NL14 VRBD 0900 0070 00").replace("Rivierenoever U.A.", "Rivierenoever");
    put(&house, "payees", None, &etag, &spaced).is(200);
    let (_, etag) = file(&house, "payees");
    put(&house, "payees", None, &etag, &text.replace(OLD, "")).refused(422, "consent_required");

    let (text, etag) = file(&house, "participants");
    let row = text.lines().find(|line| line.starts_with("VP02,")).unwrap();
    let moved = text.replace(row, &row.replace(",COOP,", ",VP10,"));
    let told = put(&house, "participants", None, &etag, &moved).refused(422, "consent_required");
    assert!(told["errors"][0]["value"].as_str().unwrap().starts_with("VP02: NL··VRBD······7000 → NL··VRBD"));
    let loose = text.replace(row, &row.replace(",COOP,", ",,"));
    put(&house, "participants", None, &etag, &loose).refused(422, "consent_required");
    let id = ask(&house, "participants.csv", &request("participants.csv", &moved, &told)).is(201).text("id");
    approve(&house, &id);
    put(&house, "participants", Some(&id), &etag, &moved).is(200);
    let (text, etag) = file(&house, "participants");
    put(&house, "participants", None, &etag, &text.replace("Lingerode", "Lingerode en omstreken")).is(200);
    house.log_holds();
}

#[test]
fn a_request_with_a_whole_account_in_it_is_not_written_down() {
    let house = House::open();
    let hash = "a".repeat(64);
    for request in [
        json!({"file": "payees.csv", "sha256": hash, "changes": [format!("COOP: {OLD} → {NEW}")]}),
        json!({"file": "payees.csv", "sha256": hash, "changes": []}),
        json!({"file": "payees.csv", "sha256": "?", "changes": ["COOP: - → NL··ABNA······4300"]}),
        json!({"file": "claims.csv", "sha256": hash, "changes": ["COOP: - → NL··ABNA······4300"]}),
        json!({"file": "payees.csv", "sha256": hash, "changes": ["COOP: - → NL··ABNA······4300"], "note": OLD}),
        json!(OLD),
    ] {
        let told = ask(&house, "payees.csv", &request).refused(400, "invalid_request");
        assert!(!told.to_string().contains(OLD));
    }
    let unknown = json!({"kind": "lunch", "subject": "x", "request": {}});
    house.post("controller", "/consents", &unknown).refused(400, "invalid_request");
    assert!(house.get("board", "/consents").json()["items"].as_array().unwrap().is_empty());
}
