//! Why two runs differ, and what two versions of a model say differently.

use crate::house::House;
use serde_json::{Value, json};

fn cents(value: &Value) -> i64 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

const CAUSES: [&str; 7] = ["volume", "price", "mix", "model", "shifts", "guarantee", "corrections"];

fn run(house: &House, wish: &Value) -> String {
    house.post("controller", "/runs", wish).is(201).text("id")
}

#[test]
fn the_difference_between_two_runs_is_told_by_cause_and_everyone_sees_their_own() {
    let house = House::open();
    let glide = run(&house, &json!({"year": 2026, "model": {"name": "glide"}}));
    let shares = run(&house, &json!({"year": 2026, "to": "2026-09-30", "model": {"name": "shares"}}));
    let path = format!("/runs/{glide}/difference?with={shares}");
    let found = house.get("controller", &path).is(200).json();
    assert_eq!((found["before"]["id"].as_str(), found["after"]["id"].as_str()), (Some(&*shares), Some(&*glide)));
    let lines = found["participants"].as_array().unwrap();
    assert_eq!(lines.len(), 18, "{found}");
    for line in lines.iter().chain(found["disciplines"].as_array().unwrap()).chain([&found["all"]]) {
        let parts: i64 = CAUSES.iter().map(|cause| cents(&line[cause])).sum();
        assert_eq!(parts, cents(&line["difference"]), "{line}");
        assert_eq!(parts, cents(&line["after"]) - cents(&line["before"]), "{line}");
    }
    let entitlements = |run: &str| {
        let result = house.get("controller", &format!("/runs/{run}/result")).is(200).json();
        cents(&result["totals"]["entitlements"])
    };
    assert_eq!(cents(&found["all"]["difference"]), entitlements(&glide) - entitlements(&shares));

    let own = house.get("participant", &path).is(200).json();
    assert_eq!(own["participants"], json!([lines.iter().find(|line| line["code"] == "VP01").unwrap()]));
    assert_eq!((&own["disciplines"], &own["all"]), (&json!([]), &Value::Null));
    house.get("discipline", &path).refused(403, "forbidden");
    house.get("insurer", &path).refused(403, "forbidden");
    house.get("controller", &format!("/runs/{glide}/difference?with=run_other")).refused(404, "not_found");
    house.get("controller", &format!("/runs/{glide}/difference")).refused(400, "invalid_request");
    house.log_holds();
}

#[test]
fn a_new_version_of_a_model_says_in_words_what_it_changes() {
    let house = House::without_rows();
    let text = |floor: &str| {
        format!(
            "name = \"klein\"\n[[rule]]\nrule = {{kind = \"proportional\", prices = \"shadow\"}}\n[guarantee]\n\
             baseline = \"mono\"\nfunding = [\"reserve\"]\nshortage = \"proportional\"\n\
             years = [{{year = 2026, floor = \"100\"}}, {{year = 2027, floor = \"{floor}\"}}]\n"
        )
    };
    for floor in ["97.5", "96"] {
        let wish = json!({"toml": text(floor), "note": "vloer"});
        house.post("controller", "/models/klein/versions", &wish).is(201);
    }
    let path = "/models/klein/versions/2/difference?with=1";
    let found = house.get("discipline", path).is(200).json();
    let items = found["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{found}");
    assert_eq!(items[0]["path"], "guarantee.years[2027].floor");
    assert_eq!(items[0]["message_nl"], "Garantie › jaar › 2027 › vloer in procenten: was 97,5, wordt 96.");
    assert_eq!(items[0]["message_en"], "Guarantee › year › 2027 › floor in percent: was 97.5, becomes 96.");
    let other = house.get("controller", "/models/glide/versions/1/difference?with=1&model=shares").is(200).json();
    assert!(other["items"].as_array().unwrap().len() > 3, "{other}");
    house.get("controller", "/models/klein/versions/2/difference?with=9").refused(404, "not_found");
    house.get("insurer", path).refused(403, "forbidden");
}
