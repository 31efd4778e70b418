//! Simulations: what would be, asked, kept, listed and cited.

use super::House;
use super::decisions::adopted;
use crate::house::{ORG, repository};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::process::Command;

/// Fewer births, or more: the slider of the page.
pub fn births(factor: &str) -> String {
    format!("name = \"geboorten {factor}\"\nyears = [2026, 2027]\n[[change]]\nkind = \"volume\"\nfactor = \"{factor}\"\n")
}

/// Of one practice, which is nobody else's business.
pub const OF_ONE: &str = "name = \"een praktijk groeit\"\nyears = [2026, 2027]\nmodels = [\"glide\"]\n[[change]]\nkind = \"volume\"\n\
     participant = \"VP03\"\nfactor = \"1.2\"\n";

pub fn glide(scenario: &str) -> Value {
    json!({"scenario": scenario, "models": [{"model": "glide", "version": 1}]})
}

pub fn kept(house: &House, wish: &Value) -> Value {
    house.post("controller", "/simulations", wish).is(201).json()
}

fn example(name: &str) -> String {
    fs::read_to_string(repository(&format!("fixtures/voorbeeld/scenarios/{name}.toml"))).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_simulation_is_that_of_the_command_line_and_is_kept_with_all_it_rests_on() {
    let house = House::open();
    let scenario = example("ctg-50");
    let wish = json!({"scenario": scenario, "note": "voor de vergadering van maart"});
    let made = house.post("controller", "/simulations", &wish).is(201);
    let document = made.json();
    let id = document["id"].as_str().unwrap();
    assert_eq!(made.headers["location"], house.path(&format!("/simulations/{id}")));
    assert_eq!(document["name"], "CTG in de eerste lijn, tot 50%");
    assert_eq!(document["note"], "voor de vergadering van maart");
    assert_eq!(document["scenarios"][0]["toml"], scenario);
    assert_eq!(document["scenarios"][0]["sha256"], hex(scenario.as_bytes()));
    assert_eq!((&document["models"][0]["model"], &document["models"][0]["state"]), (&json!("glide"), &json!("draft")));
    assert_eq!(document["models"].as_array().unwrap().len(), 1, "only the model that it names");
    assert_eq!(document["by"], "test controller");
    assert_eq!(document["inputs"]["batches"].as_array().unwrap().len(), 5);

    let result = house.get("auditor", &format!("/simulations/{id}/result")).is(200);
    assert_eq!(document["result_sha256"], hex(result.body.as_bytes()));
    assert_eq!(result.json(), document["result"]);
    let arguments = ["simulate", "fixtures/voorbeeld", "scenarios/ctg-50.toml", "--format", "json"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_verdeelsleutel"));
    let printed = command.args(arguments).current_dir(repository("")).output().unwrap();
    assert_eq!(result.body, String::from_utf8(printed.stdout).unwrap());

    let again = house.get("auditor", &format!("/simulations/{id}")).is(200).json();
    assert_eq!(again, document);
    let path = house.path(&format!("/simulations/{id}"));
    let sheet = house.send("auditor", "GET", &path, &[("Accept", "text/csv")], b"").is(200);
    assert_eq!(sheet.headers["content-type"], "text/csv; charset=utf-8");
    assert!(sheet.body.lines().count() > 500 && sheet.body.contains(",participant,VP03,mono,"));
    house.get("auditor", "/simulations/simulation-0").refused(404, "not_found");
    house.log_holds();
}

#[test]
fn it_never_touches_the_accounts() {
    let house = House::open();
    let before: Vec<String> = ["/runs", "/uploads", "/years/2026", "/reference/integral-tariffs", "/decisions"]
        .iter()
        .map(|path| house.get("auditor", path).is(200).body)
        .collect();
    kept(&house, &glide(&births("0.92")));
    kept(&house, &json!({"scenario": example("praktijk-vertrekt")}));
    let after: Vec<String> = ["/runs", "/uploads", "/years/2026", "/reference/integral-tariffs", "/decisions"]
        .iter()
        .map(|path| house.get("auditor", path).is(200).body)
        .collect();
    assert_eq!(before, after);
}

#[test]
fn several_scenarios_under_several_models_are_laid_side_by_side() {
    let house = House::open();
    adopted(&house);
    let toml = fs::read_to_string(repository("fixtures/voorbeeld/models/glide.toml")).unwrap();
    let other = toml.replace("name = \"", "name = \"anders ");
    house.post("controller", "/models/glide/versions", &json!({"toml": other, "note": "x"})).refused(413, "too_large");
    let wish = json!({
        "scenarios": [births("0.92"), births("1.05")],
        "models": [{"model": "glide", "version": 1}, {"model": "mono"}],
    });
    let document = kept(&house, &wish);
    let cases = document["result"]["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 4);
    assert_eq!(document["name"], "geboorten 0.92; geboorten 1.05");
    let states: Vec<&str> =
        document["models"].as_array().unwrap().iter().map(|model| model["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["adopted", "draft"], "a decision adopted the first");
    // Without models: all of them, in their last version.
    let all = kept(&house, &json!({"scenario": births("0.9")}));
    assert_eq!(all["models"].as_array().unwrap().len(), 4, "{}", all["models"]);
}

#[test]
fn what_is_wrong_with_scenarios_is_told_at_once_with_its_place() {
    let house = House::open();
    let wish = json!({"scenarios": [
        births("0.92"),
        "name = \"x\"\nyears = [2026, 2028]\nmodels = [\"nergens\"]\n",
        "name = \"y\"\nyears = [2026]\n[[change]]\nkind = \"volume\"\nparticipant = \"XX99\"\nfactor = \"veel\"\n",
        "name = \"z\"\nyears = [2026]\nmodels = [\"glide\", \"models/nergens.toml\"]\n",
    ]});
    let told = house.post("controller", "/simulations", &wish).refused(422, "invalid_scenario");
    let errors = told["errors"].as_array().unwrap();
    let of = |file: &str| errors.iter().filter(|error| error["file"] == file).count();
    assert_eq!((of("scenarios/1.toml"), of("scenarios/2.toml"), of("scenarios/3.toml")), (0, 1, 2), "{told}");
    let unknown = errors.iter().find(|error| error["file"] == "scenarios/4.toml").unwrap();
    assert_eq!((unknown["line"].as_u64(), unknown["column"].as_str()), (Some(3), Some("models[2]")));
    assert!(unknown["message"].as_str().unwrap().contains("glide, mono, points, shares"), "{unknown}");

    let refused = |wish: &Value, status, code| house.post("controller", "/simulations", wish).refused(status, code);
    refused(&json!({}), 400, "invalid_request");
    refused(&json!({"scenarios": []}), 400, "invalid_request");
    refused(&json!({"scenario": births("1"), "scenarios": [births("1")]}), 400, "invalid_request");
    refused(&json!({"scenarios": vec!["x"; 21]}), 400, "invalid_request");
    refused(&json!({"scenario": births("1"), "scenari": 1}), 400, "invalid_request");
    refused(&json!({"scenario": births("1"), "name": "n".repeat(201)}), 400, "invalid_request");
    refused(&json!({"scenario": births("1"), "models": [{"model": "nergens"}]}), 404, "not_found");
    refused(&json!({"scenario": births("1"), "models": [{"model": "glide", "version": 9}]}), 404, "not_found");
    let twice = json!({"scenario": births("1"), "models": [{"model": "glide"}, {"model": "glide"}]});
    refused(&twice, 400, "invalid_request");
    refused(&json!({"scenario": "x".repeat(5000)}), 413, "too_large");
    assert_eq!(house.get("auditor", "/simulations").json()["items"], json!([]));
}

#[test]
fn one_that_is_not_kept_is_answered_and_is_in_the_log_alone() {
    let house = House::open();
    let first = kept(&house, &glide(&births("0.92")));
    let mut wish = glide(&births("0.92"));
    wish["keep"] = json!(false);
    let tried = house.post("controller", "/simulations", &wish).is(200);
    assert!(!tried.headers.contains_key("location"));
    let tried = tried.json();
    assert_eq!((&tried["id"], &tried["result"]), (&Value::Null, &first["result"]));
    let items = house.get("controller", "/simulations").json()["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 1);
    assert!(items[0].get("result").is_none() && items[0]["scenarios"][0].get("toml").is_none());
    let log = house.get("board", "/audit-log?action=simulation.tried").is(200).json();
    assert_eq!(log["items"][0]["details"]["result_sha256"], first["result_sha256"]);
    let later = [("Content-Type", "application/json"), ("Prefer", "respond-async")];
    house
        .send("controller", "POST", &house.path("/simulations"), &later, wish.to_string().as_bytes())
        .refused(400, "invalid_request");
    house.log_holds();
}

#[test]
fn asked_again_under_its_key_it_is_computed_once() {
    let house = House::open();
    let wish = glide(&births("0.92"));
    let first = house.post_once("controller", "/simulations", &wish, Some("s1")).is(201);
    let again = house.post_once("controller", "/simulations", &wish, Some("s1")).is(201);
    assert_eq!((&again.body, again.headers["idempotent-replayed"].as_str()), (&first.body, "true"));
    house.post_once("controller", "/simulations", &glide(&births("0.9")), Some("s1")).refused(422, "idempotency_conflict");
    for factor in ["1.01", "1.02"] {
        kept(&house, &glide(&births(factor)));
    }
    let part = house.get("auditor", "/simulations?limit=2").is(200).json();
    let rest = house.get("auditor", &format!("/simulations?limit=2&cursor={}", part["next"].as_str().unwrap())).json();
    let count = |part: &Value| part["items"].as_array().unwrap().len();
    assert_eq!((count(&part), count(&rest), rest["next"].is_null()), (2, 1, true));
    assert_eq!(part["items"][0]["id"], first.json()["id"]);
}

#[test]
fn a_decision_cites_a_simulation_that_is_kept() {
    let house = House::open();
    let made = kept(&house, &glide(&births("0.92")));
    let proposal = |sha256: &str| {
        json!({"model": "glide", "version": 1, "meeting": "2099-03-01", "active_from": "2026-01-01", "simulation_sha256": sha256})
    };
    let told = house.post("controller", "/decisions", &proposal(&"0".repeat(64))).refused(400, "invalid_request");
    assert_eq!(told["errors"][0]["column"], "simulation_sha256");
    let decision = house.post("controller", "/decisions", &proposal(made["result_sha256"].as_str().unwrap())).is(201);
    assert_eq!(decision.json()["simulation"], made["id"]);
    let listed = house.get("discipline", "/decisions").is(200).json();
    assert_eq!(listed["items"][0]["simulation"], made["id"]);
    let plain = house.post("controller", "/decisions", &json!({"model": "glide", "version": 1, "meeting": "2099-03-01", "active_from": "2026-01-01"}));
    assert_eq!(plain.is(201).json()["simulation"], Value::Null);
}

#[test]
fn only_a_controller_asks_and_an_insurer_sees_nothing() {
    let house = House::open();
    let made = kept(&house, &glide(&births("0.92")));
    let id = made["id"].as_str().unwrap();
    for role in ["board", "participant", "discipline", "insurer", "auditor"] {
        house.post(role, "/simulations", &glide(&births("0.92"))).refused(403, "forbidden");
    }
    for path in ["/simulations".to_owned(), format!("/simulations/{id}"), format!("/simulations/{id}/result")] {
        house.get("insurer", &path).refused(403, "forbidden");
    }
    let elsewhere = format!("/api/v1/organisations/elders/simulations/{id}");
    house.send("auditor", "GET", &elsewhere, &[], b"").refused(404, "not_found");
    assert!(house.path("/simulations").contains(ORG));
}

/// The codes of the others, and every amount of theirs that is nobody else's.
#[test]
fn a_simulation_by_role_names_no_other_participant_and_has_no_other_amount() {
    let house = House::open();
    let wish = json!({"scenarios": [births("0.92"), OF_ONE], "models": [{"model": "glide"}, {"model": "mono"}]});
    let whole = kept(&house, &wish);
    let id = whole["id"].as_str().unwrap();
    let years: Vec<&Value> = whole["result"]["cases"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|case| case["years"].as_array().unwrap())
        .collect();
    for role in ["board", "participant", "discipline"] {
        let path = format!("/simulations/{id}");
        let part = house.get(role, &path).is(200).body;
        let sheet = house.send(role, "GET", &house.path(&path), &[("Accept", "text/csv")], b"").is(200).body;
        let result = house.get(role, &format!("{path}/result")).is(200).body;
        for text in [&part, &sheet, &result] {
            assert!(!text.contains("\"toml\"") && !text.contains("standing"), "{role}");
            for row in years.iter().flat_map(|year| year["participants"].as_array().unwrap()) {
                let code = row["participant"].as_str().unwrap();
                if code == "VP01" && role != "discipline" {
                    continue;
                }
                assert!(!text.contains(&format!("\"{code}\"")) && !text.contains(&format!(",{code},")), "{role}: {code}");
                for column in ["entitlement", "mono", "against_mono"] {
                    for side in ["value", "base", "difference"] {
                        let amount = row[column][side].as_str().unwrap();
                        let is_told = amount.len() > 6 && text.contains(&format!("\"{amount}\""));
                        assert!(!is_told, "{role} sees {column} {side} {amount} of {code}");
                    }
                }
            }
        }
        let seen: Value = serde_json::from_str(&part).unwrap();
        assert_eq!((&seen["input_sha256"], &seen["inputs"]), (&Value::Null, &Value::Null));
        let listed = house.get(role, "/simulations").is(200).body;
        assert!(!listed.contains("VP03") && listed.contains(id) && !listed.contains("\"toml\""), "{role}");
        // The first scenario is of everyone: one's own row is there. The other is of one other practice.
        let cases = seen["result"]["cases"].as_array().unwrap();
        let rows = |case: &Value| case["years"][0]["participants"].as_array().unwrap().len();
        let own = usize::from(role != "discipline");
        assert_eq!(cases.iter().map(rows).collect::<Vec<_>>(), [own, own, 0, 0], "{role}");
        assert_eq!(cases[2]["left_out"].as_array().unwrap().is_empty(), role == "discipline", "{role}: {}", cases[2]["left_out"]);
        let shown = |case: &Value| case["years"][0]["disciplines"].to_string().contains("\"entitlement\":{");
        assert!(shown(&cases[0]), "{role}: {}", cases[0]["years"][0]["disciplines"]);
    }
    // Nobody of whom it is, is told of the others' rows; the practice itself sees its own.
    let wish = json!({"holder": "VP03", "role": "participant", "scope": ["VP03"]});
    let token = format!("Bearer {}", house.post("board", "/keys", &wish).is(201).text("token"));
    let path = house.path(&format!("/simulations/{id}"));
    let own = house.send("", "GET", &path, &[("Authorization", &token)], b"").is(200).json();
    assert_eq!(own["result"]["cases"][2]["years"][0]["participants"][0]["participant"], "VP03");
    let log = house.get("board", "/audit-log?action=simulation.read").is(200).json();
    assert_eq!(log["items"].as_array().unwrap().len(), 10);
    house.log_holds();
}
