//! What a settlement leaves behind, and what a correction of it pays.

use super::House;
use super::decisions::{adopted, approved};
use serde_json::{Value, json};

/// An amount of a document, in cents.
fn cents(value: &Value) -> i64 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

fn settled(house: &House) -> String {
    adopted(house);
    let consent = approved(house, &json!({"year": 2026}));
    let wish = json!({"year": 2026, "kind": "settlement", "consent": consent});
    house.post("controller", "/runs", &wish).is(201).text("id")
}

fn corrected(house: &House, run: &str) -> String {
    let consent = approved(house, &json!({"year": 2026, "corrects": run}));
    let wish = json!({"year": 2026, "kind": "settlement", "consent": consent, "corrects": run});
    house.post("controller", "/runs", &wish).is(201).text("id")
}

fn result(house: &House, run: &str) -> Value {
    house.get("controller", &format!("/runs/{run}/result")).is(200).json()
}

/// What the year after it comes to so far.
fn open_year(house: &House) -> Value {
    let interim = json!({"year": 2027, "model": {"name": "glide"}});
    let run = house.post("controller", "/runs", &interim).is(201).text("id");
    result(house, &run)
}

fn file(house: &House, kind: &str) -> String {
    house.send("controller", "GET", &house.path(&format!("/reference/{kind}")), &[], b"").is(200).body
}

/// The insurer rejects a claim that was paid.
fn reject(house: &House) {
    let line =
        "event_id,claim_id,date,kind,amount,reason\nTE LAAT-1,D26-000900,2027-02-01,rejected,,materiële controle\n";
    house.upload("controller", "claim_events", "", line.as_bytes()).is(201);
}

#[test]
fn what_a_settlement_paid_is_settled_and_its_end_opens_the_next_year() {
    let house = House::open();
    let run = settled(&house);
    let uploads = house.get("controller", "/uploads?kind=settled").is(200).json();
    let lines = uploads["items"].as_array().unwrap();
    let own = lines.iter().find(|line| line["id"] == "settled_2026_1").unwrap();
    assert!(own["rows"].as_i64().unwrap() > 10_000, "{own}");
    let path = house.path("/uploads/settled_2026_1");
    house.send("controller", "DELETE", &path, &[], b"").refused(409, "year_settled");

    let totals = &result(&house, &run)["totals"];
    let closing = cents(&totals["reserve_opening"]) + cents(&totals["reserve_change"]);
    let balances = file(&house, "balances");
    let opening = balances.lines().find(|line| line.starts_with("2027,reserve,,")).unwrap();
    assert_eq!(opening.rsplit(',').next().unwrap().replace('.', "").parse::<i64>().unwrap(), closing);
    assert!(balances.contains("2026,carried_forward,VP04,3412.50"), "the opening of the year itself stays: {balances}");
    let year = house.get("controller", "/years/2026").is(200).json();
    assert_eq!((year["state"].as_str(), year["settlement"].as_str()), (Some("settled"), Some(run.as_str())));
    house.log_holds();
}

#[test]
fn a_correction_pays_the_difference_and_passes_on_the_rest() {
    let house = House::open();
    let first = settled(&house);
    let before = result(&house, &first);
    reject(&house);

    // What two people agreed on is this correction and no other.
    let wish = |consent: &str, corrects: Option<&str>| {
        house.post(
            "controller",
            "/runs",
            &json!({"year": 2026, "kind": "settlement", "consent": consent, "corrects": corrects}),
        )
    };
    let of_the_year = approved(&house, &json!({"year": 2026}));
    wish(&of_the_year, None).refused(409, "year_settled");
    wish(&of_the_year, Some(&first)).refused(422, "consent_required");
    wish(&of_the_year, Some("run_other")).refused(409, "state_conflict");

    // What holds for later years by now is not what the year was settled with.
    let tariffs = file(&house, "shadow-tariffs");
    let path = house.path("/reference/shadow-tariffs");
    let later = format!("{tariffs}\n");
    house.send("controller", "PUT", &path, &[("If-Match", "\"1\"")], later.as_bytes()).is(200);

    let open = open_year(&house);
    let second = corrected(&house, &first);
    let line = house.get("auditor", &format!("/runs/{second}")).is(200).json();
    assert_eq!((line["corrects"].as_str(), line["model"].as_str()), (Some(first.as_str()), Some("glide")));
    let now = result(&house, &second);
    let correction = house.get("controller", &format!("/runs/{second}/correction")).is(200).json();

    // Every cent that the insurer takes back is taken from someone, and nobody else pays.
    let came_in = |result: &Value| {
        let totals = &result["totals"];
        cents(&totals["revenue"]) + cents(&totals["adjustments"]) + cents(&totals["insurer_support"])
    };
    let to_organisation = |result: &Value| {
        let slices = result["top_slices"].as_array().unwrap().iter();
        slices.filter(|slice| slice["to"] == "organisation").map(|slice| cents(&slice["amount"])).sum::<i64>()
    };
    let lost = came_in(&now) - came_in(&before);
    assert!(lost < 0, "a rejected claim takes money back: {lost}");
    let lines = correction["participants"].as_array().unwrap();
    let due: i64 = lines.iter().map(|line| cents(&line["due"])).sum();
    let reserve = cents(&correction["reserve"]["difference"]);
    let unallocated = cents(&correction["unallocated"]["difference"]);
    assert_eq!(due, cents(&correction["due"]));
    assert_eq!(due + reserve + unallocated + to_organisation(&now) - to_organisation(&before), lost);
    for line in lines {
        let of = |result: &Value| {
            let rows = result["participants"].as_array().unwrap();
            cents(&rows.iter().find(|row| row["participant"] == line["participant"]).unwrap()["due"])
        };
        assert_eq!(cents(&line["due"]), of(&now) - of(&before), "{line}");
    }

    // The reserve of the open year.
    assert_ne!(reserve, 0, "a model with a slice for the reserve passes on something");
    let adjustments = file(&house, "adjustments");
    let row = adjustments.lines().find(|line| line.starts_with("prior_year-2026-2,2027-01-01,prior_year,")).unwrap();
    assert_eq!(row.split(',').nth(3).unwrap().replace('.', "").parse::<i64>().unwrap(), reserve);
    let after = open_year(&house);
    let to_reserve = |result: &Value| {
        let flows = result["flows"].as_array().unwrap().iter();
        let of = flows.filter(|flow| flow["participant"] == "@reserve" && flow["insurer"] == "-");
        of.map(|flow| cents(&flow["amount"])).sum::<i64>()
    };
    assert_eq!(cents(&after["totals"]["adjustments"]) - cents(&open["totals"]["adjustments"]), reserve);
    assert_eq!(to_reserve(&after) - to_reserve(&open), reserve);

    // A participant sees its own part on its statement, and nothing of the others.
    let own = lines.iter().find(|line| line["participant"] == "VP01").unwrap();
    let statement = house.get("participant", &format!("/runs/{second}/statements/VP01")).is(200).json();
    assert_eq!(&statement["correction"], own);
    house.get("participant", &format!("/runs/{second}/correction")).refused(403, "forbidden");
    house.get("controller", &format!("/runs/{first}/correction")).refused(404, "not_found");

    // A second correction without changes pays nothing, and only the last settlement can be corrected.
    let again = corrected(&house, &second);
    let correction = house.get("controller", &format!("/runs/{again}/correction")).is(200).json();
    assert_eq!((cents(&correction["due"]), cents(&correction["reserve"]["difference"])), (0, 0));
    let year = house.get("controller", "/years/2026").is(200).json();
    assert_eq!(year["corrections"], json!([second, again]));
    house.log_holds();
}
