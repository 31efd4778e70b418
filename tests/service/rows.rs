//! Claims and deliveries row by row: the rows of the files, each where its events and its claim put it.

use crate::house::{House, repository};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

type Record = BTreeMap<String, String>;

fn read(text: &str) -> Vec<Record> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn file(name: &str) -> Vec<Record> {
    read(&fs::read_to_string(repository(&format!("fixtures/voorbeeld/{name}.csv"))).unwrap())
}

/// All rows of a list, part by part.
fn all(house: &House, role: &str, path: &str, limit: usize) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let mark = if path.contains('?') { '&' } else { '?' };
        let part = house.get(role, &format!("{path}{mark}limit={limit}{cursor}")).is(200).json();
        let list = part["items"].as_array().unwrap();
        assert!(list.len() <= limit);
        items.extend(list.iter().cloned());
        match part["next"].as_str() {
            None => return items,
            Some(next) => cursor = format!("&cursor={next}"),
        }
    }
}

/// What a file says in a column, as an answer says it.
fn same(row: &Record, item: &Value, column: &str) -> bool {
    item[column].as_str().unwrap_or_default() == row[column]
}

#[test]
fn every_claim_is_listed_once_with_what_its_events_say() {
    let house = House::open();
    let items = all(&house, "controller", "/claims", 1000);
    let rows = file("claims");
    assert_eq!(items.len(), rows.len());
    for (row, item) in rows.iter().zip(&items) {
        for column in ["claim_id", "episode_id", "date", "insurer", "performance", "severity", "quantity"] {
            assert!(same(row, item, column), "{row:?} {item}");
        }
    }
    // The state of every claim, from the file of events by hand.
    let mut events = file("claim_events");
    events.sort_by(|a, b| (&a["date"], &a["event_id"]).cmp(&(&b["date"], &b["event_id"])));
    let mut expected: BTreeMap<&str, (&str, bool)> = BTreeMap::new();
    for event in &events {
        let state = expected.entry(&event["claim_id"]).or_insert(("submitted", false));
        match event["kind"].as_str() {
            "paid" => state.1 = true,
            kind => state.0 = kind,
        }
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for item in &items {
        let (answer, paid) = expected.get(item["claim_id"].as_str().unwrap()).copied().unwrap_or(("submitted", false));
        assert_eq!(item["answer"], answer, "{item}");
        assert_eq!(item["paid_amount"].is_string(), paid, "{item}");
        let state = match answer {
            "rejected" | "withdrawn" => answer,
            _ if paid => "paid",
            "accepted" => "accepted",
            _ => "claimed",
        };
        assert_eq!(item["state"], state, "{item}");
        *seen.entry(state.to_owned()).or_default() += 1;
    }
    assert_eq!(items.iter().map(|item| item["events"].as_array().unwrap().len()).sum::<usize>(), events.len());
    assert!(seen.len() >= 4, "{seen:?}");
    for (state, count) in seen {
        assert_eq!(all(&house, "auditor", &format!("/claims?state={state}"), 1000).len(), count, "{state}");
    }
}

#[test]
fn amounts_of_claims_are_those_of_the_run() {
    let house = House::open();
    let wish = serde_json::json!({"year": 2026, "model": {"name": "glide"}});
    let run = house.post("controller", "/runs", &wish).is(201).text("id");
    let result = house.get("auditor", &format!("/runs/{run}/result")).is(200).json();
    let of_year = all(&house, "controller", "/claims?from=2026-01-01&to=2026-12-31", 1000);
    let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    let counted: i64 = of_year.iter().filter_map(|item| item["amount"].as_str()).map(cents).sum();
    assert_eq!(counted, cents(result["totals"]["claimed"].as_str().unwrap()));
}

#[test]
fn claims_are_found_by_period_insurer_performance_age_and_id() {
    let house = House::open();
    let rows = file("claims");
    let in_period = |row: &&Record| ("2026-03-01".."2026-04-01").contains(&row["date"].as_str());
    let found = all(&house, "controller", "/claims?from=2026-03-01&to=2026-03-31", 77);
    assert_eq!(found.len(), rows.iter().filter(in_period).count());
    let of = |code: &str| all(&house, "controller", &format!("/claims?insurer={code}&performance=NAT"), 1000);
    let count = |code: &str| rows.iter().filter(|row| row["insurer"] == code && row["performance"] == "NAT").count();
    assert_eq!(of("3311").len(), count("3311"));
    let concern: Vec<String> =
        file("insurers").iter().filter(|row| row["concern"] == "WAAL").map(|row| row["insurer"].clone()).collect();
    assert!(concern.len() > 1);
    assert_eq!(of("WAAL").len(), concern.iter().map(|code| count(code)).sum::<usize>());
    let one = all(&house, "controller", "/claims?claim_id=D26-000002&on=2025-12-22", 10);
    assert_eq!((one.len(), one[0]["age_days"].as_i64()), (1, Some(30)));
    assert!(all(&house, "controller", "/claims?claim_id=D26-000002&on=2025-12-22&min_age=31", 10).is_empty());
    assert_eq!(
        all(&house, "controller", "/claims?episode_id=T26-00001", 10).len(),
        2.max(one.len()).max(rows.iter().filter(|row| row["episode_id"] == "T26-00001").count())
    );
    // Before the insurer answered, the claim was only sent.
    let before = all(&house, "controller", "/claims?claim_id=D26-000001&as_of=2025-12-20", 10);
    assert_eq!((before[0]["state"].as_str(), before[0]["events"].as_array().unwrap().len()), (Some("claimed"), 0));
    let told = house.get("controller", "/claims?insurer=0000").refused(400, "invalid_request");
    assert_eq!(told["errors"][0]["column"], "insurer");
    house.get("controller", "/claims?from=1-3-2026").refused(400, "invalid_request");
    house.get("controller", "/claims?state=lost").refused(400, "invalid_request");
    house.get("controller", "/claims?cursor=zz").refused(400, "invalid_request");
    for rows in ["claims", "deliveries"] {
        let told = house.get("controller", &format!("/{rows}?min_age=-1")).refused(400, "invalid_request");
        assert_eq!(told["errors"][0]["column"], "min_age");
    }
}

#[test]
fn a_claim_without_a_tariff_is_held_with_the_reason_and_who_can_mend_it() {
    let house = House::open();
    let path = house.path("/reference/integral-tariffs");
    let text = house.send("controller", "GET", &path, &[], b"").is(200).body;
    let without: String =
        text.lines().filter(|line| !line.starts_with("WAAL,NAT,")).map(|line| format!("{line}\n")).collect();
    house.send("controller", "PUT", &path, &[("If-Match", "\"1\"")], without.as_bytes()).is(200);
    let held = all(&house, "controller", "/claims?state=held", 1000);
    assert!(!held.is_empty());
    for item in &held {
        assert_eq!(
            (item["performance"].as_str(), item["held"]["code"].as_str()),
            (Some("NAT"), Some("tariff_missing"))
        );
        assert_eq!((item["held"]["owner"].as_str(), item["amount"].is_null()), (Some("insurer"), true));
        assert!(item["held"]["detail"].as_str().unwrap().starts_with("integraal tarief"), "{item}");
    }
    // The checklist of the year holds the same ones.
    let year = house.get("controller", "/years/2026").is(200).json();
    let months = year["checklist"]["months"].as_array().unwrap();
    let listed: usize = months.iter().map(|month| month["held"].as_array().unwrap().len()).sum();
    assert_eq!(held.iter().filter(|item| item["date"].as_str().unwrap().starts_with("2026")).count(), listed);
    // A participant learns that its delivery waits, and not what others lack.
    let own = all(&house, "participant", "/deliveries?state=held", 1000);
    assert!(!own.is_empty());
    assert!(own.iter().all(|item| item["held"]["code"] == "tariff_missing" && item["held"]["detail"].is_null()));
}

#[test]
fn deliveries_stand_where_their_claims_do() {
    let house = House::open();
    let rows = file("deliveries");
    let items = all(&house, "auditor", "/deliveries?on=2026-12-31", 1000);
    assert_eq!(items.len(), rows.len());
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for (row, item) in rows.iter().zip(&items) {
        for column in ["delivery_id", "episode_id", "date", "participant", "activity", "quantity", "replaces", "reason"]
        {
            assert!(same(row, item, column), "{row:?} {item}");
        }
        let state = item["state"].as_str().unwrap();
        *states.entry(state.to_owned()).or_default() += 1;
        assert_eq!(item["claim_id"].is_string(), ["counted", "held", "outside"].contains(&state), "{item}");
        assert_eq!(item["awaiting_days"].is_i64(), state == "awaiting", "{item}");
    }
    let settled = file("settled");
    // What mends a settled delivery is a correction of that year.
    let is_settled = |id: &str| settled.iter().any(|row| row["delivery_id"] == id);
    let mending = rows.iter().filter(|row| !row["replaces"].is_empty() && is_settled(&row["replaces"])).count();
    assert_eq!(states["settled"], settled.len() + mending);
    let replaced: Vec<&Value> = items.iter().filter(|item| item["replaced_by"].is_string()).collect();
    assert_eq!(replaced.len(), rows.iter().filter(|row| !row["replaces"].is_empty()).count());
    assert!(replaced.iter().all(|item| item["state"] == "not_counted" || item["state"] == "settled"));
    // Those that await are those of the checklist, of the year and before.
    let year = house.get("controller", "/years/2026").is(200).json();
    let count = |lines: &Value| -> u64 {
        lines.as_array().unwrap().iter().map(|line| line["deliveries"].as_u64().unwrap()).sum()
    };
    let months = year["checklist"]["months"].as_array().unwrap();
    let listed: u64 = months.iter().map(|month| count(&month["awaiting"])).sum();
    let listed = listed + count(&year["checklist"]["awaiting_before"]);
    assert!(listed > 0);
    assert_eq!(u64::try_from(states["awaiting"]).unwrap(), listed);
    let old = all(&house, "controller", "/deliveries?state=awaiting&on=2026-12-31&min_age=31", 1000);
    let days = |item: &Value| item["awaiting_days"].as_i64().unwrap();
    let by_hand = items.iter().filter(|item| item["state"] == "awaiting" && days(item) >= 31).count();
    assert!(by_hand > 0 && by_hand < states["awaiting"], "{by_hand}");
    assert_eq!(old.len(), by_hand);
    let of_claim = |item: &&Value| item["insurer"] == "3311" && item["performance"] == "NAT";
    let found = all(&house, "controller", "/deliveries?insurer=3311&performance=NAT", 1000);
    assert_eq!(found.len(), items.iter().filter(of_claim).count());
}

#[test]
fn a_participant_sees_its_own_deliveries_and_no_claims() {
    let house = House::open();
    let items = all(&house, "participant", "/deliveries", 1000);
    assert_eq!(items.len(), file("deliveries").iter().filter(|row| row["participant"] == "VP01").count());
    assert!(items.iter().all(|item| item["participant"] == "VP01"));
    assert_eq!(all(&house, "participant", "/deliveries?participant=VP01", 1000).len(), items.len());
    house.get("participant", "/deliveries?participant=VP02").refused(403, "forbidden");
    house.get("participant", "/deliveries?participant=XX99").refused(403, "forbidden");
    // Another's delivery is not found by its id either, nor by an episode that was shared.
    let other = file("deliveries").into_iter().find(|row| row["participant"] != "VP01").unwrap();
    assert!(all(&house, "participant", &format!("/deliveries?delivery_id={}", other["delivery_id"]), 10).is_empty());
    // Whoever went on after a merger sees what it is paid for: the rows of both.
    let wish = serde_json::json!({"holder": "VP05", "role": "participant", "scope": ["VP05"]});
    let token = format!("Bearer {}", house.post("board", "/keys", &wish).is(201).text("token"));
    let seen = |path: &str| house.send("", "GET", &house.path(path), &[("Authorization", &token)], b"").is(200).json();
    assert!(seen("/deliveries?limit=1000&from=2026-06-01")["items"].to_string().contains("\"VP12\""));
    for role in ["board", "discipline", "insurer"] {
        house.get(role, "/deliveries").refused(403, "forbidden");
    }
    for role in ["board", "participant", "discipline", "insurer"] {
        house.get(role, "/claims").refused(403, "forbidden");
    }
}

#[test]
fn the_same_rows_are_a_file() {
    let house = House::open();
    let csv = |role: &str, path: &str, language: &str| {
        let headers = [("Accept", "text/csv"), ("Accept-Language", language)];
        let answer = house.send(role, "GET", &house.path(path), &headers, b"").is(200);
        assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
        answer.body
    };
    let rows = read(&csv("controller", "/claims", "nl"));
    assert_eq!(rows.len(), file("claims").len());
    let paid = rows.iter().filter(|row| row["stand"] == "betaald").count();
    assert_eq!(paid, all(&house, "controller", "/claims?state=paid", 1000).len());
    let rows = read(&csv("participant", "/deliveries?on=2026-12-31", "en"));
    let items = all(&house, "participant", "/deliveries?on=2026-12-31", 1000);
    assert_eq!(rows.len(), items.len());
    for (row, item) in rows.iter().zip(&items) {
        for column in ["delivery_id", "date", "quantity", "claim_id", "state", "bundle"] {
            assert!(same(row, item, column), "{row:?} {item}");
        }
    }
    assert_eq!(csv("controller", "/claims?claim_id=D26", "en").lines().count(), 1);
    let path = house.path("/claims?insurer=0000");
    house.send("controller", "GET", &path, &[("Accept", "text/csv")], b"").refused(400, "invalid_request");
}

#[test]
fn a_list_is_not_continued_when_what_came_before_is_gone() {
    let house = House::without_rows();
    let lines = fs::read_to_string(repository("fixtures/voorbeeld/claims.csv")).unwrap();
    let lines: Vec<&str> = lines.lines().collect();
    let part = |from: usize, to: usize| format!("{}\n{}\n", lines[0], lines[from..to].join("\n")).into_bytes();
    let first = house.upload("controller", "claims", "", &part(1, 21)).is(201).text("id");
    house.upload("controller", "claims", "", &part(21, 41)).is(201);
    let next = house.get("controller", "/claims?limit=15").is(200).text("next");
    // More rows change nothing of what was seen.
    house.upload("controller", "claims", "", &part(41, 51)).is(201);
    let rest = house.get("controller", &format!("/claims?limit=1000&cursor={next}")).is(200).json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 35);
    house.send("controller", "DELETE", &house.path(&format!("/uploads/{first}")), &[], b"").is(204);
    let told = house.get("controller", &format!("/claims?limit=15&cursor={next}")).refused(400, "invalid_request");
    assert_eq!(told["errors"][0]["column"], "cursor");
    assert_eq!(all(&house, "controller", "/claims", 7).len(), 30);
}

#[test]
fn every_look_at_rows_is_in_the_log_without_the_rows() {
    let house = House::open();
    house.get("controller", "/claims?state=paid&episode_id=T26-00001").is(200);
    house.send("participant", "GET", &house.path("/deliveries"), &[("Accept", "text/csv")], b"").is(200);
    let log = |action: &str| house.get("board", &format!("/audit-log?action={action}")).is(200).json()["items"].clone();
    let claims = log("claims.read");
    assert_eq!(
        (claims[0]["holder"].as_str(), claims[0]["details"]["state"].as_str()),
        (Some("test controller"), Some("paid"))
    );
    assert!(!claims.to_string().contains("T26-00001") && claims[0]["details"]["by_id"] == true);
    assert_eq!(log("deliveries.read")[0]["holder"], "test participant");
    house.log_holds();
}
