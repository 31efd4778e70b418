//! What creates or changes happens once, and never over what somebody else changed.

use super::House;
use crate::house::repository;
use serde_json::{Value, json};
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

const RUN: &str = "/runs";

fn glide() -> Value {
    json!({"year": 2026, "model": {"name": "glide"}})
}

#[test]
fn the_same_request_twice_is_done_once_and_answered_twice() {
    let house = House::open();
    let first = house.post_once("controller", RUN, &glide(), Some("k1")).is(201);
    let again = house.post_once("controller", RUN, &glide(), Some("k1")).is(201);
    assert_eq!((&again.body, &again.headers["location"]), (&first.body, &first.headers["location"]));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert!(!first.headers.contains_key("idempotent-replayed"));
    let other = json!({"year": 2026, "model": {"name": "mono"}});
    house.post_once("controller", RUN, &other, Some("k1")).refused(422, "idempotency_conflict");
    assert_eq!(house.get("auditor", RUN).json()["items"].as_array().unwrap().len(), 1);
    house.log_holds();
}

#[test]
fn the_same_request_eight_times_at_once_is_done_once() {
    let house = House::open();
    let bodies: Vec<String> = thread::scope(|scope| {
        let house = &house;
        let asked: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| house.post_once("controller", RUN, &glide(), Some("k2")).is(201).body))
            .collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    assert_eq!(house.get("auditor", RUN).json()["items"].as_array().unwrap().len(), 1);
    house.log_holds();
}

#[test]
fn a_refused_request_leaves_its_key_free() {
    let house = House::open();
    let wrong = json!({"year": 2026, "model": {"name": "nowhere"}});
    house.post_once("controller", RUN, &wrong, Some("k3")).refused(404, "not_found");
    house.post_once("controller", RUN, &glide(), Some("k3")).is(201);
}

#[test]
fn a_document_is_replaced_by_who_saw_the_last_one() {
    let house = House::open();
    let path = house.path("/reference/shadow-tariffs");
    let shown = house.send("controller", "GET", &path, &[], b"").is(200);
    assert_eq!(shown.body, fs::read_to_string(repository("fixtures/voorbeeld/shadow_tariffs.csv")).unwrap());
    let etag = shown.headers["etag"].clone();
    let put = |etag: &str, body: &str| house.send("controller", "PUT", &path, &[("If-Match", etag)], body.as_bytes());
    let second = put(&etag, &format!("{}\n", shown.body)).is(200);
    assert_eq!((second.headers["etag"].as_str(), second.json()["revision"].as_i64()), ("\"2\"", Some(2)));
    // Rows are those below the header row, however the file came in.
    assert_eq!(second.json()["rows"].as_u64(), u64::try_from(shown.body.lines().count() - 1).ok());
    put(&etag, &shown.body).refused(412, "precondition_failed");
    put("\"2\"", &shown.body).is(200);
    house.send("controller", "PUT", &path, &[], shown.body.as_bytes()).refused(400, "invalid_request");
    let first = house.send("controller", "GET", &format!("{path}?revision=1"), &[], b"").is(200);
    assert_eq!(first.body, shown.body);
    let revisions = house.get("auditor", "/reference/shadow-tariffs/revisions").json();
    assert_eq!(revisions["items"].as_array().unwrap().len(), 3);
    house.log_holds();
}

#[test]
fn a_document_with_mistakes_is_refused_with_all_of_them_and_changes_nothing() {
    let house = House::open();
    let path = house.path("/reference/performances");
    let before = house.send("controller", "GET", &path, &[], b"").is(200);
    let broken = "performance,name,bundle,unit,claimed_by\nPRE,Prenataal,prenatal,hours,igo\n,Zonder,natal,case,igo\n";
    let answer = house.send("controller", "PUT", &path, &[("If-Match", "\"1\"")], broken.as_bytes());
    let told = answer.refused(422, "invalid_dossier");
    let places: Vec<(u64, &str, &str)> = told["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["line"].as_u64().unwrap(), one["column"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    assert_eq!(places, [(2, "unit", "invalid_choice"), (3, "performance", "missing_value")]);
    let after = house.send("controller", "GET", &path, &[], b"").is(200);
    assert_eq!((after.body, after.headers["etag"].clone()), (before.body, before.headers["etag"].clone()));
}

#[test]
fn a_model_gets_versions_and_is_checked_first() {
    let house = House::open();
    let toml = fs::read_to_string(repository("fixtures/voorbeeld/models/mono.toml")).unwrap();
    let path = "/models/mono/versions";
    house.post("controller", path, &json!({"toml": "name = 1"})).refused(422, "invalid_model");
    assert_eq!(house.post("controller", path, &json!({"toml": toml, "dry_run": true})).is(200).json()["version"], 0);
    let published = house.post("controller", path, &json!({"toml": toml, "note": "nog eens"})).is(201);
    assert_eq!(published.json()["version"], 2);
    let shown = house.get("board", "/models/mono/versions/2").is(200).json();
    assert_eq!((shown["toml"].as_str().unwrap(), shown["note"].as_str().unwrap()), (toml.as_str(), "nog eens"));
    house.get("board", "/models/mono/versions/3").refused(404, "not_found");
}

#[test]
fn a_key_opens_until_it_is_withdrawn() {
    let house = House::open();
    let made = house.post("board", "/keys", &json!({"holder": "accountant", "role": "auditor"})).is(201);
    let token = format!("Bearer {}", made.text("token"));
    let path = house.path("/runs");
    house.send("", "GET", &path, &[("Authorization", &token)], b"").is(200);
    // Its use is noted beside the request.
    let is_noted = || {
        let listed = house.get("auditor", "/keys").is(200).json();
        listed["items"].as_array().unwrap().iter().any(|key| key["id"] == made.text("id") && key["last_used"].is_string())
    };
    let begun = Instant::now();
    while !is_noted() {
        assert!(begun.elapsed() < Duration::from_secs(30), "its use is not noted");
        thread::sleep(Duration::from_millis(10));
    }
    let listed = house.get("auditor", "/keys").is(200);
    assert!(!listed.body.contains(&made.text("token")) && listed.body.contains("accountant"));
    house.send("board", "DELETE", &house.path(&format!("/keys/{}", made.text("id"))), &[], b"").is(204);
    house.send("", "GET", &path, &[("Authorization", &token)], b"").refused(401, "unauthenticated");
    house.post("board", "/keys", &json!({"holder": "iemand", "role": "participant"})).refused(400, "invalid_request");
    house.log_holds();
}
