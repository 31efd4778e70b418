//! Who may do what, over every operation of the description and every role; the table is committed.
//!
//! `UPDATE_ROLES=1 cargo test --test service roles` writes it anew.

use crate::house::{House, repository};
use serde_json::{Value, json};
use std::fs;
use verdeelsleutel::app::role::Role;
use verdeelsleutel::web::openapi;

const TABLE: &str = "tests/service/roles.md";

/// A path with everything filled in, of our own participant or of another's.
fn filled(path: &str, run: &str, participant: &str) -> String {
    path.replace("{org}", crate::house::ORG)
        .replace("{id}", run)
        .replace("{participant}", participant)
        .replace("{name}", "glide")
        .replace("{version}", "1")
        .replace("{kind}", "shadow-tariffs")
}

fn operations() -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(&openapi::json()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            if path.starts_with("/api/v1/") {
                found.push((method.to_uppercase(), path.clone()));
            }
        }
    }
    found
}

#[test]
fn the_table_of_operations_and_roles_holds() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "glide"}})).is(201).text("id");
    let mut table = String::from(
        "# Who may do what\n\nEvery operation of the service with a key of every role, asked of a running server. `may`: it is \
         done, or refused for another reason than the role.\n`–`: `forbidden`. Where it depends on the participant, the \
         second word is for another's. Made and compared by `tests/service`.\n\n",
    );
    let roles: Vec<&str> = Role::ALL.into_iter().map(Role::as_str).collect();
    table.push_str(&format!("| operation | {} |\n| --- |{}\n", roles.join(" | "), " --- |".repeat(roles.len())));
    for (method, path) in operations() {
        let mut cells = Vec::new();
        for role in &roles {
            let asked = |participant: &str| {
                let path = filled(&path, &run, participant);
                let answer =
                    house.send(role, &method, &path, &[("Content-Type", "application/json")], b"{\"nothing\":1}");
                assert!(answer.status < 500, "{method} {path} as {role}: {}", answer.body);
                if answer.status == 403 { "–" } else { "may" }
            };
            let (own, other) = (asked("VP01"), asked("VP02"));
            cells.push(if own == other { own.to_owned() } else { format!("{own} / {other}") });
        }
        table.push_str(&format!("| `{method} {path}` | {} |\n", cells.join(" | ")));
    }
    if std::env::var_os("UPDATE_ROLES").is_some() {
        fs::write(repository(TABLE), &table).unwrap();
    }
    assert_eq!(fs::read_to_string(repository(TABLE)).unwrap_or_default(), table);
}

#[test]
fn an_insurer_sees_nothing_of_runs_and_a_participant_no_whole_result() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "glide"}})).is(201).text("id");
    for path in ["/runs".to_owned(), format!("/runs/{run}"), format!("/runs/{run}/result")] {
        house.get("insurer", &path).refused(403, "forbidden");
    }
    for role in ["board", "participant", "discipline"] {
        house.get(role, &format!("/runs/{run}/result")).refused(403, "forbidden");
    }
}

#[test]
fn a_read_of_rows_is_in_the_log_and_the_log_names_who() {
    let house = House::open();
    house.get("auditor", "/reference/shadow-tariffs").is(200);
    let log = house.get("board", "/audit-log?action=reference.read").is(200).json();
    let entry = &log["items"][0];
    assert_eq!(
        (entry["holder"].as_str(), entry["subject"].as_str()),
        (Some("test auditor"), Some("shadow_tariffs.csv"))
    );
}
