//! Long work: asked for, watched, cancelled, and done once by whichever process.

use super::decisions::{adopted, approved};
use super::House;
use super::watch::{Event, NOBODY, Process, QUICK, cancel, ended, event, glide, job, later, queued, runs, watched};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};
use verdeelsleutel::app::jobs::work::Settings;

#[test]
fn a_run_asked_for_later_is_watched_to_its_end_and_is_that_of_a_direct_request() {
    let house = House::at_work(NOBODY);
    let asked = later(&house, &glide(), Some("k1")).is(202);
    assert_eq!(asked.headers["preference-applied"], "respond-async");
    let id = asked.text("id");
    assert_eq!(asked.headers["location"], house.path(&format!("/jobs/{id}")));
    assert_eq!((asked.text("state").as_str(), asked.text("kind").as_str()), ("waiting", "run"));
    assert_eq!(asked.json()["request"]["model"]["name"], "glide");

    // What was told is there before the rest is.
    let (_, mut stream) = house.read("auditor", &format!("/jobs/{id}/events"), &[("Accept-Language", "en")]);
    let first = event(&mut stream).unwrap();
    assert_eq!((first.name.as_str(), first.id.as_str()), ("progress", "0-waiting-0"));
    assert_eq!(first.data["progress"]["words"], "Waiting for its turn");
    let other = house.another(QUICK);
    let mut events = vec![first];
    events.extend(std::iter::from_fn(|| event(&mut stream)));
    let last = events.last().unwrap();
    assert_eq!((last.name.as_str(), last.data["state"].as_str()), ("done", Some("done")));
    let ids: BTreeSet<&str> = events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids.len(), events.len(), "every event is told once: {events:?}");
    let done = |event: &Event| event.data["progress"]["done"].as_i64().unwrap();
    assert!(events.windows(2).all(|two| done(&two[0]) <= done(&two[1])), "{events:?}");
    let uploads = house.get("auditor", "/uploads").is(200).json()["items"].as_array().unwrap().len();
    assert_eq!(last.data["progress"]["total"].as_i64(), i64::try_from(uploads + 2).ok());

    // Whoever read the end is told not to come again; whoever did not is told the end.
    let again = |last: &str| house.read("auditor", &format!("/jobs/{id}/events"), &[("Last-Event-ID", last)]);
    assert_eq!(again(&last.id).0, 204);
    assert_eq!(event(&mut again("1-running-1").1).unwrap().id, last.id);

    let end = job(&other, &id);
    assert_eq!((end["problem"].clone(), end["attempt"].as_i64()), (Value::Null, Some(1)));
    assert_eq!(end["by"], "test controller");
    let path = end["location"].as_str().unwrap();
    let run = house.send("auditor", "GET", path, &[], b"").is(200).json();
    assert_eq!(run["by"], "test controller");
    let direct = house.post("controller", "/runs", &glide()).is(201).text("id");
    let result = |id: &str| house.get("auditor", &format!("/runs/{id}/result")).is(200).body;
    assert_eq!(result(run["id"].as_str().unwrap()), result(&direct));

    // Asked once more under its key, it is the same job, and the run is not computed again.
    let same = later(&house, &glide(), Some("k1")).is(202);
    assert_eq!((same.body, same.headers["idempotent-replayed"].as_str()), (asked.body, "true"));
    assert_eq!(runs(&house).len(), 2);
    house.log_holds();
}

#[test]
fn a_run_with_more_rows_than_is_set_becomes_a_job_by_itself() {
    let house = House::at_work(Settings { most_rows: 1000, ..QUICK });
    let asked = house.post("controller", "/runs", &glide()).is(202);
    assert!(!asked.headers.contains_key("preference-applied"));
    assert_eq!(ended(&house, &asked.text("id"))["state"], "done");
    let listed = house.get("controller", "/jobs?state=done").is(200).json();
    assert_eq!(listed["items"][0]["id"], asked.json()["id"]);
    assert_eq!(house.get("controller", "/jobs?state=failed").is(200).json()["items"], json!([]));
    house.get("controller", "/jobs?state=lost").refused(400, "invalid_request");
}

#[test]
fn what_is_refused_at_once_makes_no_job() {
    let house = House::at_work(NOBODY);
    let wish = |wish: Value| later(&house, &wish, None);
    wish(json!({"year": 2026, "model": {"name": "nowhere"}})).refused(404, "not_found");
    wish(json!({"year": 2026})).refused(400, "invalid_request");
    wish(json!({"year": 2026, "kind": "settlement"})).refused(422, "no_active_model");
    adopted(&house);
    wish(json!({"year": 2026, "kind": "settlement"})).refused(422, "consent_required");
    for role in ["board", "participant", "auditor"] {
        let headers = [("Content-Type", "application/json"), ("Prefer", "respond-async")];
        let path = house.path("/runs");
        house.send(role, "POST", &path, &headers, glide().to_string().as_bytes()).refused(403, "forbidden");
    }
    assert_eq!(house.get("controller", "/jobs").is(200).json()["items"], json!([]));
    house.get("controller", "/jobs/job-0").refused(404, "not_found");
    house.get("controller", "/jobs/job-0/events").refused(404, "not_found");
    cancel(&house, "job-0").refused(404, "not_found");
    for role in ["board", "participant", "discipline", "insurer"] {
        house.get(role, "/jobs").refused(403, "forbidden");
    }
}

#[test]
fn a_job_that_waits_is_cancelled_and_never_done() {
    let house = House::at_work(NOBODY);
    let (first, second) = (queued(&house, &glide()), queued(&house, &glide()));
    let answer = cancel(&house, &first).is(200).json();
    assert_eq!(answer["state"], "cancelled");
    assert_eq!(cancel(&house, &first).is(200).json(), answer, "asked again it is the same");
    let other = house.another(QUICK);
    assert_eq!(ended(&other, &second)["state"], "done");
    let events = watched(&house, &first);
    assert_eq!((events.len(), events[0].name.as_str()), (1, "cancelled"));
    cancel(&house, &second).refused(409, "state_conflict");
    assert_eq!(runs(&house).len(), 1);
    house.log_holds();
}

#[test]
fn a_job_that_runs_is_cancelled_at_its_next_step_and_keeps_nothing() {
    for step in [&["taken"], &["writing"]] {
        let house = House::at_work(NOBODY);
        let process = Process::holds_at(&house, step, QUICK);
        let id = queued(&house, &glide());
        process.wait();
        let asked = cancel(&house, &id).is(200).json();
        assert_eq!(asked["state"], "running");
        assert!(asked["cancel_asked"].is_string(), "{asked}");
        process.let_go();
        assert_eq!(ended(&house, &id)["state"], "cancelled", "{step:?}");
        assert_eq!(process.stop().last().map(String::as_str), Some("cancelled"));
        assert!(runs(&house).is_empty());
        house.log_holds();
    }
}

#[test]
fn a_job_that_is_refused_has_the_problem_that_a_direct_request_gets() {
    let house = House::at_work(NOBODY);
    adopted(&house);
    let consent = approved(&house, &json!({"year": 2026}));
    let wish = json!({"year": 2026, "kind": "settlement", "consent": consent});
    let (first, second) = (queued(&house, &wish), queued(&house, &wish));
    let other = house.another(QUICK);
    assert_eq!(ended(&other, &first)["state"], "done");
    let end = ended(&other, &second);
    assert_eq!((end["state"].as_str(), end["location"].clone()), (Some("failed"), Value::Null));
    for language in ["nl", "en"] {
        let of = |method: &str, path: &str, body: &str| {
            let headers = [("Content-Type", "application/json"), ("Accept-Language", language)];
            house.send("controller", method, &house.path(path), &headers, body.as_bytes())
        };
        let direct = of("POST", "/runs", &wish.to_string()).refused(409, "year_settled");
        assert_eq!(of("GET", &format!("/jobs/{second}"), "").is(200).json()["problem"], direct);
    }
    assert_eq!(runs(&house).len(), 1);
    house.log_holds();
}

/// The insurer rejects a claim that was paid; the id of the upload.
fn rejected(house: &House, number: usize) -> String {
    let line = format!("LAAT-{number},D26-00090{number},2027-02-01,rejected,,controle\n");
    let file = format!("event_id,claim_id,date,kind,amount,reason\n{line}");
    house.upload("controller", "claim_events", "", file.as_bytes()).is(201).text("id")
}

/// The uploads that a run rests on.
fn batches(run: &Value) -> Vec<String> {
    let batches = run["inputs"]["batches"].as_array().unwrap().iter();
    batches.map(|batch| batch["id"].as_str().unwrap().to_owned()).collect()
}

/// Asked directly: what was accepted before it is in it, and what came later is not.
#[test]
fn a_settlement_and_uploads_at_once_are_in_some_order() {
    let house = House::at_work(NOBODY);
    adopted(&house);
    let consent = approved(&house, &json!({"year": 2026}));
    let wish = json!({"year": 2026, "kind": "settlement", "consent": consent});
    thread::scope(|scope| {
        scope.spawn(|| (1..=6).for_each(|number| drop(rejected(&house, number))));
        house.post("controller", "/runs", &wish).is(201);
    });
    let uploads = house.get("auditor", "/uploads").is(200).json()["items"].as_array().unwrap().clone();
    let ids: Vec<String> = uploads.iter().map(|upload| upload["id"].as_str().unwrap().to_owned()).collect();
    let before = ids.iter().position(|id| id == "settled_2026_1").unwrap();
    assert_eq!(batches(&runs(&house)[0]), ids[..before]);
    house.log_holds();
}

#[test]
fn a_queue_that_is_full_is_told() {
    let house = House::at_work(NOBODY);
    let ids: Vec<String> = (0..100).map(|_| queued(&house, &glide())).collect();
    let answer = later(&house, &glide(), None);
    answer.refused(429, "too_many_requests");
    assert!(answer.headers.contains_key("retry-after"));
    cancel(&house, &ids[50]).is(200);
    queued(&house, &glide());
}

#[test]
fn a_settlement_rests_on_what_holds_when_it_is_written() {
    let house = House::at_work(NOBODY);
    adopted(&house);
    let consent = approved(&house, &json!({"year": 2026}));
    let process = Process::holds_at(&house, &["writing"], QUICK);
    let id = queued(&house, &json!({"year": 2026, "kind": "settlement", "consent": consent}));
    // Every time when it was calculated, and before it is written, the insurer rejects a claim. The third time nobody else
    // can come in between any more.
    let mut uploads = Vec::new();
    for number in 1..=3 {
        process.wait();
        uploads.push(rejected(&house, number));
        process.let_go();
    }
    assert_eq!(ended(&house, &id)["state"], "done");
    let run = &runs(&house)[0];
    let rests_on = batches(run);
    assert!(uploads.iter().all(|upload| rests_on.contains(upload)), "{run}");
    let round = ["reading", "calculating", "writing"];
    assert_eq!(process.stop(), [&["taken"][..], &round, &round, &round, &["done"]].concat());
    house.log_holds();
}

#[test]
fn two_servers_on_one_database_do_every_job_once() {
    let two = Settings { at_once: 2, ..QUICK };
    let house = House::at_work(two);
    let other = house.another(two);
    let ids: Vec<String> = thread::scope(|scope| {
        let asked = [&house, &other]
            .map(|house| scope.spawn(move || (0..5).map(|_| queued(house, &glide())).collect::<Vec<_>>()));
        asked.into_iter().flat_map(|one| one.join().unwrap()).collect()
    });
    let made: BTreeSet<String> = ids
        .iter()
        .map(|id| {
            let end = ended(&other, id);
            assert_eq!((end["state"].as_str(), end["attempt"].as_i64()), (Some("done"), Some(1)), "{end}");
            end["location"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!((made.len(), runs(&house).len()), (ids.len(), ids.len()));
    house.log_holds();
}

#[test]
fn the_job_of_a_process_that_died_is_taken_by_another_and_counts_once() {
    let house = House::at_work(NOBODY);
    let brief = Settings { lease: Duration::from_millis(300), ..QUICK };
    let process = Process::holds_at(&house, &["taken", "lost"], brief);
    let id = queued(&house, &glide());
    process.wait();
    let other = house.another(QUICK);
    let end = ended(&other, &id);
    assert_eq!((end["state"].as_str(), end["attempt"].as_i64()), (Some("done"), Some(2)));
    // It only seemed dead: what it still does does not count.
    process.let_go();
    process.wait();
    assert_eq!(process.stop().last().map(String::as_str), Some("lost"));
    assert_eq!(runs(&house).len(), 1);
    house.log_holds();
}

#[test]
fn a_process_that_stops_in_order_gives_its_job_back() {
    let house = House::at_work(NOBODY);
    let process = Process::holds_at(&house, &["taken"], QUICK);
    let id = queued(&house, &glide());
    process.wait();
    assert_eq!(process.stop(), ["taken", "given back"]);
    let waiting = job(&house, &id);
    assert_eq!((waiting["state"].as_str(), waiting["attempt"].as_i64()), (Some("waiting"), Some(1)));
    let other = house.another(QUICK);
    let end = ended(&other, &id);
    assert_eq!((end["state"].as_str(), end["attempt"].as_i64()), (Some("done"), Some(2)));
    assert_eq!(runs(&house).len(), 1);
}

#[test]
fn a_server_that_stops_waits_for_nobody_who_watches() {
    let mut house = House::at_work(NOBODY);
    let id = queued(&house, &glide());
    let (_, mut stream) = house.read("auditor", &format!("/jobs/{id}/events"), &[]);
    assert_eq!(event(&mut stream).unwrap().name, "progress");
    let began = Instant::now();
    house.stop();
    assert!(event(&mut stream).is_none(), "the stream ends without an end of the job");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}
