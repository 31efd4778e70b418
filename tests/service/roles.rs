//! Who may do what, over every operation of the description and every role; the table is committed.
//!
//! `UPDATE_ROLES=1 cargo test --test service roles` writes it anew.

use super::House;
use crate::house::repository;
use serde_json::{Value, json};
use std::fs;
use verdeelsleutel::app::role::Role;
use verdeelsleutel::web::openapi;

const TABLE: &str = "tests/service/roles.md";

/// A path with everything filled in, of our own participant or of another's.
fn filled(path: &str, run: &str, participant: &str) -> String {
    let asked = match path {
        path if path.contains("/reports/") || path.ends_with("/care-path-shifts") => format!("{path}?run={run}"),
        path if path.ends_with("/uploads") => format!("{path}?kind=claims"),
        path => path.to_owned(),
    };
    let insurer = if participant == "VP01" { "3311" } else { "3332" };
    asked
        .replace("{org}", crate::house::ORG)
        .replace("{code}", insurer)
        .replace("{year}", "2026")
        .replace("{month}", "3")
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
fn an_insurer_sees_nothing_of_runs() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "glide"}})).is(201).text("id");
    for path in ["/runs".to_owned(), format!("/runs/{run}"), format!("/runs/{run}/result")] {
        house.get("insurer", &path).refused(403, "forbidden");
    }
}

#[test]
fn a_result_by_role_names_no_other_participant_and_has_no_other_amount() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "glide"}})).is(201).text("id");
    let whole = house.get("auditor", &format!("/runs/{run}/result")).is(200).json();
    let rows = whole["participants"].as_array().unwrap();
    // Amounts that are of one participant and nobody's else.
    let amount = |row: &Value| row["entitlement"].as_str().unwrap().to_owned();
    let others = rows.iter().filter(|row| row["participant"] != "VP01");
    for role in ["board", "participant", "discipline"] {
        let part = house.get(role, &format!("/runs/{run}/result")).is(200).body;
        assert_eq!(part.contains("\"VP01\""), role != "discipline", "{role}");
        for row in others.clone().filter(|row| amount(row) != "0.00") {
            let code = row["participant"].as_str().unwrap();
            assert!(!part.contains(&format!("\"{code}\"")), "{role} sees {code}");
            assert!(!part.contains(&format!("\"{}\"", amount(row))), "{role} sees the amount of {code}");
        }
    }
}

#[test]
fn a_participant_gets_its_own_statement_and_explanation_and_no_other() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "glide"}})).is(201).text("id");
    for what in ["statements", "explain"] {
        let own = house.get("participant", &format!("/runs/{run}/{what}/VP01")).is(200);
        assert!(!own.body.contains("\"VP02\"") && own.body.contains("VP01"), "{what}");
        house.get("participant", &format!("/runs/{run}/{what}/VP02")).refused(403, "forbidden");
        house.get("controller", &format!("/runs/{run}/{what}/VP02")).is(200);
    }
    let path = house.path(&format!("/runs/{run}/statements/VP01"));
    let sheet = house.send("participant", "GET", &path, &[("Accept", "text/csv"), ("Accept-Language", "nl")], b"");
    assert_eq!(sheet.headers["content-type"], "text/csv; charset=utf-8");
    assert!(sheet.body.lines().count() > 10);
}

#[test]
fn an_insurer_gets_its_own_report_without_participants() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "glide"}})).is(201).text("id");
    let own = house.get("insurer", &format!("/reports/insurers/3311?run={run}")).is(200);
    assert!(own.body.contains("3311") && !own.body.contains("VP01"));
    house.get("insurer", &format!("/reports/insurers/3332?run={run}")).refused(403, "forbidden");
    house.get("auditor", &format!("/reports/insurers/0000?run={run}")).refused(404, "not_found");
    house.get("auditor", &format!("/care-path-shifts?run={run}")).is(200);
}

#[test]
fn an_objection_stands_on_the_statement_while_it_is_open() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "glide"}})).is(201).text("id");
    let path = format!("/runs/{run}/objections");
    let of = |who: &str| json!({"participant": who, "about": "CTG in maart", "reason": "er ontbreken er twaalf"});
    house.post("participant", &path, &of("VP02")).refused(403, "forbidden");
    let made = house.post("participant", &path, &of("VP01")).is(201);
    let statement = || house.get("participant", &format!("/runs/{run}/statements/VP01")).is(200).body;
    assert!(statement().contains("er ontbreken er twaalf"));
    let answer = json!({"upheld": false, "answer": "nageteld"});
    house.post("controller", &format!("/objections/{}/answer", made.text("id")), &answer).is(200);
    assert!(!statement().contains("er ontbreken er twaalf"));
    assert_eq!(house.get("auditor", &path).json()["items"][0]["state"], "rejected");
}

#[test]
fn a_month_is_complete_when_its_participant_says_so() {
    let house = House::open();
    let path = |who: &str| house.path(&format!("/years/2026/months/3/complete/{who}"));
    house.send("participant", "PUT", &path("VP02"), &[], b"").refused(403, "forbidden");
    house.send("participant", "PUT", &path("VP01"), &[], b"").is(204);
    let year = house.get("controller", "/years/2026").is(200).json();
    assert_eq!((year["state"].as_str(), year["checklist"]["months"].as_array().unwrap().len()), (Some("open"), 12));
    house.send("participant", "DELETE", &path("VP01"), &[], b"").is(204);
    house.log_holds();
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
