//! A settlement needs an adopted model, the inputs that were decided on, and two people.

use super::House;
use serde_json::{Value, json};

const DISCIPLINES: [&str; 4] = ["midwifery", "hospital", "maternity_care", "ultrasound"];

fn proposal() -> Value {
    json!({"model": "glide", "version": 1, "meeting": "2099-03-01", "active_from": "2026-01-01"})
}

/// A key for each discipline, made by the board; what each of them answers.
fn answer(house: &House, decision: &str, discipline: &str, body: &Value) -> crate::house::Answer {
    let wish = json!({"holder": format!("d {discipline}"), "role": "discipline", "scope": [discipline]});
    let token = format!("Bearer {}", house.post("board", "/keys", &wish).is(201).text("token"));
    let headers = [("Authorization", token.as_str()), ("Content-Type", "application/json")];
    let path = house.path(&format!("/decisions/{decision}/answers"));
    house.send("", "POST", &path, &headers, body.to_string().as_bytes())
}

/// The id of a consent to a settlement that the board gave.
pub fn approved(house: &House, request: &Value) -> String {
    let asked = json!({"kind": "settlement", "subject": "2026", "request": request});
    let id = house.post("controller", "/consents", &asked).is(201).text("id");
    house.post("board", &format!("/consents/{id}/answer"), &json!({"approve": true})).is(200);
    id
}

fn consent(discipline: &str) -> Value {
    json!({"discipline": discipline, "answer": "consent"})
}

/// A model for 2026, by decision.
pub fn adopted(house: &House) -> String {
    let id = house.post("controller", "/decisions", &proposal()).is(201).text("id");
    for (at, discipline) in DISCIPLINES.iter().enumerate() {
        let state = answer(house, &id, discipline, &consent(discipline)).is(200).text("state");
        assert_eq!(state, if at == 3 { "adopted" } else { "proposed" });
    }
    id
}

#[test]
fn a_proposal_needs_notice_and_the_consent_of_every_discipline() {
    let house = House::open();
    let soon = json!({"model": "glide", "version": 1, "meeting": "2020-01-01", "active_from": "2026-01-01"});
    house.post("controller", "/decisions", &soon).refused(422, "notice_too_short");
    let unknown = json!({"model": "glide", "version": 9, "meeting": "2099-03-01", "active_from": "2026-01-01"});
    house.post("controller", "/decisions", &unknown).refused(404, "not_found");
    let id = adopted(&house);
    answer(&house, &id, "hospital", &consent("hospital")).refused(409, "state_conflict");
    assert_eq!(
        house.get("participant", &format!("/decisions/{id}")).is(200).json()["answers"].as_array().unwrap().len(),
        4
    );
    house.log_holds();
}

#[test]
fn an_objection_with_an_argument_returns_a_proposal() {
    let house = House::open();
    let id = house.post("controller", "/decisions", &proposal()).is(201).text("id");
    let without = json!({"discipline": "hospital", "answer": "objection"});
    answer(&house, &id, "hospital", &without).refused(400, "invalid_request");
    let of_another = json!({"discipline": "hospital", "answer": "consent"});
    answer(&house, &id, "midwifery", &of_another).refused(403, "forbidden");
    let with = json!({"discipline": "hospital", "answer": "objection", "argument": "te snel"});
    assert_eq!(answer(&house, &id, "hospital", &with).is(200).text("state"), "returned");
}

#[test]
fn a_settlement_needs_a_decision_its_inputs_and_two_people_and_happens_once() {
    let house = House::open();
    let settlement = |consent: Option<&str>| {
        house.post("controller", "/runs", &json!({"year": 2026, "kind": "settlement", "consent": consent}))
    };
    settlement(None).refused(422, "no_active_model");
    adopted(&house);
    settlement(None).refused(422, "consent_required");
    let asked = json!({"kind": "settlement", "subject": "2026", "request": {"year": 2026}});
    let id = house.post("controller", "/consents", &asked).is(201).text("id");
    settlement(Some(&id)).refused(422, "consent_required");
    let answer = format!("/consents/{id}/answer");
    house.post("controller", &answer, &json!({"approve": true})).refused(403, "forbidden");
    house.post("board", &answer, &json!({"approve": true})).is(200);

    // Another year is another thing than what was consented to.
    let path = house.path("/reference/shadow-tariffs");
    let tariffs = house.send("controller", "GET", &path, &[], b"").is(200).body;
    house.send("controller", "PUT", &path, &[("If-Match", "\"1\"")], format!("{tariffs}\n").as_bytes()).is(200);
    settlement(Some(&id)).refused(422, "inputs_not_adopted");
    house.send("controller", "PUT", &path, &[("If-Match", "\"2\"")], tariffs.as_bytes()).is(200);

    let run = settlement(Some(&id)).is(201).json();
    assert_eq!((run["kind"].as_str(), run["model"].as_str()), (Some("settlement"), Some("glide")));
    settlement(Some(&id)).refused(409, "year_settled");
    house.log_holds();
}

#[test]
fn who_asks_for_consent_cannot_give_it_even_with_another_key() {
    let house = House::open();
    let wish = json!({"holder": "test controller", "role": "board"});
    let token = format!("Bearer {}", house.post("board", "/keys", &wish).is(201).text("token"));
    let asked = json!({"kind": "settlement", "subject": "2026", "request": {"year": 2026}});
    let id = house.post("controller", "/consents", &asked).is(201).text("id");
    let headers = [("Authorization", token.as_str()), ("Content-Type", "application/json")];
    let answer =
        house.send("", "POST", &house.path(&format!("/consents/{id}/answer")), &headers, b"{\"approve\":true}");
    answer.refused(422, "consent_required");
}
