//! Simulations that take long: asked for later, watched, and stopped.

use super::House;
use super::simulations::{births, glide, kept};
use super::watch::{NOBODY, QUICK, cancel, ended, event, job};
use crate::house::{Answer, Terms};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use verdeelsleutel::app::jobs::work::Settings;
use verdeelsleutel::web;

fn later(house: &House, wish: &Value) -> Answer {
    let headers = [("Content-Type", "application/json"), ("Prefer", "respond-async")];
    house.send("controller", "POST", &house.path("/simulations"), &headers, wish.to_string().as_bytes())
}

#[test]
fn one_asked_for_later_is_watched_to_its_end_and_is_that_of_a_direct_request() {
    let house = House::at_work(NOBODY);
    let asked = later(&house, &glide(&births("0.92"))).is(202);
    assert_eq!(asked.headers["preference-applied"], "respond-async");
    let id = asked.text("id");
    assert_eq!(asked.text("kind"), "simulation");
    let (_, mut stream) = house.read("auditor", &format!("/jobs/{id}/events"), &[("Accept-Language", "en")]);
    assert_eq!(event(&mut stream).unwrap().data["state"], "waiting");
    let other = house.another(QUICK);
    let last = std::iter::from_fn(|| event(&mut stream)).last().unwrap();
    assert_eq!(last.name, "done");
    let progress = &last.data["progress"];
    assert_eq!((progress["done"].as_i64(), progress["total"].as_i64()), (Some(106), Some(106)), "5 uploads, 100 and 1");
    let path = job(&other, &id)["location"].as_str().unwrap().to_owned();
    let found = house.send("auditor", "GET", &path, &[], b"").is(200).json();
    let direct = kept(&house, &glide(&births("0.92")));
    assert_eq!((&found["result"], &found["result_sha256"]), (&direct["result"], &direct["result_sha256"]));
    assert_eq!(found["by"], "test controller");
    // The log has the hash of the scenario, and not its text.
    let log = house.get("board", "/audit-log?action=job.asked").is(200).body;
    assert!(log.contains(found["scenarios"][0]["sha256"].as_str().unwrap()) && !log.contains("kind = "), "{log}");
    house.log_holds();
}

#[test]
fn one_that_is_large_becomes_a_job_and_is_not_lost() {
    let house = House::at_work(Settings { most_projected: 1000, ..QUICK });
    let asked = house.post("controller", "/simulations", &glide(&births("0.92"))).is(202);
    assert_eq!(ended(&house, &asked.text("id"))["state"], "done");
    assert_eq!(house.get("auditor", "/simulations").json()["items"].as_array().unwrap().len(), 1);
    let mut wish = glide(&births("0.92"));
    wish["keep"] = json!(false);
    house.post("controller", "/simulations", &wish).refused(400, "invalid_request");
}

#[test]
fn what_is_refused_at_once_makes_no_job() {
    let house = House::at_work(NOBODY);
    later(&house, &glide("name = 1")).refused(422, "invalid_scenario");
    later(&house, &json!({"scenario": births("1"), "models": [{"model": "nergens"}]})).refused(404, "not_found");
    assert_eq!(house.get("controller", "/jobs").json()["items"], json!([]));
}

/// Thirty years, of a few scenarios under every model: minutes, of which nothing is waited for.
fn long() -> Value {
    let years: Vec<String> = (2026..2056).map(|year| year.to_string()).collect();
    let scenario = |number: usize| {
        format!(
            "name = \"{number}\"\nyears = [{}]\n[[change]]\nkind = \"volume\"\nfactor = \"1.00{number}\"\n",
            years.join(", ")
        )
    };
    json!({"scenarios": (1..=8).map(scenario).collect::<Vec<_>>()})
}

#[test]
fn one_that_is_cancelled_stops_calculating() {
    let web = web::Settings { workers: 2, jobs: QUICK, ..web::Settings::default() };
    let mut house = House::with(Terms { web, ..Terms::default() });
    let id = later(&house, &long()).is(202).text("id");
    let (_, mut stream) = house.read("auditor", &format!("/jobs/{id}/events"), &[]);
    let is_calculating = |event: &super::watch::Event| event.data["progress"]["step"] == "calculating";
    while !event(&mut stream).is_some_and(|event| is_calculating(&event)) {}
    let began = Instant::now();
    assert_eq!(cancel(&house, &id).is(200).json()["state"], "running");
    assert_eq!(ended(&house, &id)["state"], "cancelled");
    let heard = began.elapsed();
    assert_eq!(house.get("auditor", "/simulations").json()["items"], json!([]));
    // A server that stops waits for the threads that calculate.
    house.stop();
    assert!(heard < Duration::from_secs(10) && began.elapsed() < Duration::from_secs(20), "{heard:?} {:?}", began.elapsed());
}
