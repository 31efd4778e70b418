//! The description of the service is the one that is committed, and says of every operation what a client needs.
//!
//! `UPDATE_OPENAPI=1 cargo test --test service document` writes it anew.

use crate::house::{House, repository};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use verdeelsleutel::web::openapi;

const FILE: &str = "openapi/verdeelsleutel.json";

#[test]
fn the_committed_document_is_that_of_the_code() {
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(repository(FILE), openapi::json()).unwrap();
    }
    assert_eq!(fs::read_to_string(repository(FILE)).unwrap_or_default(), openapi::json());
}

#[test]
fn the_service_serves_it_and_a_page_to_browse_it() {
    let house = House::open();
    let served: Value = house.send("", "GET", "/api/openapi.json", &[], b"").is(200).json();
    let ours: Value = serde_json::from_str(&openapi::json()).unwrap();
    assert_eq!(served, ours);
    assert!(house.send("", "GET", "/api/", &[], b"").is(200).body.contains("swagger-ui"));
}

#[test]
fn every_operation_has_an_id_a_summary_its_errors_and_its_security() {
    let document: Value = serde_json::from_str(&openapi::json()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let what = format!("{method} {path}");
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{what}: id twice");
            assert!(operation["summary"].as_str().is_some_and(|text| text.ends_with('.')), "{what}: summary");
            let responses = operation["responses"].as_object().unwrap();
            if path.starts_with("/api/v1") {
                for status in ["400", "401", "403", "404", "429", "503"] {
                    assert!(responses.contains_key(status), "{what}: {status}");
                }
                if method != "get" {
                    assert!(responses.contains_key("422") && responses.contains_key("413"), "{what}: 422");
                }
            } else {
                assert_eq!(operation["security"], serde_json::json!([{}]), "{what}: needs no key");
            }
        }
    }
    assert!(document["security"].as_array().is_some_and(|all| all.len() == 1));
}

/// Every schema that something refers to.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| references(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn nothing_refers_to_a_schema_that_is_not_there() {
    let document: Value = serde_json::from_str(&openapi::json()).unwrap();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 10, "{found:?}");
    let lost: Vec<&String> = found.iter().filter(|one| document.pointer(&one[1..]).is_none()).collect();
    assert!(lost.is_empty(), "{lost:?}");
}
