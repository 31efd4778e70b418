//! A result over HTTP is that of the command line, byte for byte, and can be computed again.

use super::House;
use crate::house::{ORG, repository};
use serde_json::json;
use std::process::Command;
use verdeelsleutel::app::{App, Store};
use verdeelsleutel::web;

#[test]
fn a_result_is_that_of_the_command_line_byte_for_byte() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "glide"}})).is(201);
    let over_http = house.get("auditor", &format!("/runs/{}/result", run.text("id"))).is(200);
    let arguments =
        ["compute", "fixtures/voorbeeld", "--model", "models/glide.toml", "--year", "2026", "--format", "json"];
    let printed =
        Command::new(env!("CARGO_BIN_EXE_verdeelsleutel")).args(arguments).current_dir(repository("")).output();
    assert_eq!(over_http.body, String::from_utf8(printed.unwrap().stdout).unwrap());
    assert_eq!(run.headers["location"], house.path(&format!("/runs/{}", run.text("id"))));
}

#[test]
fn a_run_can_be_computed_again_to_the_same_bytes() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "points"}})).is(201);
    let (database, id) = (house.database.clone(), run.text("id"));
    let again = std::thread::spawn(move || {
        web::wait(async move { App::new(Store::open(&database).await.unwrap()).verify_run(ORG, &id).await.unwrap() })
    });
    assert!(again.join().unwrap());
}

#[test]
fn an_explanation_is_that_of_the_command_line() {
    let house = House::open();
    let run = house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "mono"}})).is(201);
    let over_http = house.get("controller", &format!("/runs/{}/explain/VP02", run.text("id"))).is(200);
    let arguments =
        ["explain", "fixtures/voorbeeld", "--model", "models/mono.toml", "--year", "2026", "--format", "json"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_verdeelsleutel"));
    let printed = command.args(arguments).args(["--participant", "VP02"]).current_dir(repository("")).output();
    assert_eq!(over_http.body, String::from_utf8(printed.unwrap().stdout).unwrap());
    house.get("controller", &format!("/runs/{}/explain/XX99", run.text("id"))).refused(404, "not_found");
}

#[test]
fn runs_are_listed_in_parts() {
    let house = House::open();
    for model in ["glide", "mono", "points"] {
        house.post("controller", "/runs", &json!({"year": 2026, "model": {"name": model}})).is(201);
    }
    let first = house.get("auditor", "/runs?limit=2").json();
    let names = |part: &serde_json::Value| {
        part["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| run["model"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&first), ["glide", "mono"]);
    let rest = house.get("auditor", &format!("/runs?limit=2&cursor={}", first["next"].as_str().unwrap())).json();
    assert_eq!((names(&rest), rest["next"].is_null()), (vec!["points".to_owned()], true));
    assert_eq!(names(&house.get("auditor", "/runs?year=2025").json()), Vec::<String>::new());
}
