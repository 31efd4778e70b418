//! Two processes on one database, asked the same or the opposite at once: they behave as one.

use crate::house::{Answer, Desk, HouseOn, On, OnPostgres, OnSqlite, repository};
use crate::process::Process;
use serde_json::{Value, json};
use std::fs;
use std::sync::Barrier;
use std::thread;
use verdeelsleutel::store::Backend;

/// Asks two desks at the same moment.
fn at_once<T: Send>(ask: impl Fn(usize, &Desk) -> T + Sync, desks: [&Desk; 2]) -> [T; 2] {
    let begin = Barrier::new(2);
    thread::scope(|scope| {
        let asked = [0, 1].map(|which| {
            let (ask, begin) = (&ask, &begin);
            scope.spawn(move || {
                begin.wait();
                ask(which, desks[which])
            })
        });
        asked.map(|one| one.join().unwrap())
    })
}

fn statuses(answers: &[Answer; 2]) -> [u16; 2] {
    let mut statuses = answers.each_ref().map(|answer| answer.status);
    statuses.sort_unstable();
    statuses
}

fn count(desk: &Desk, path: &str) -> usize {
    desk.get("auditor", path).is(200).json()["items"].as_array().unwrap().len()
}

fn file(name: &str) -> String {
    fs::read_to_string(repository(&format!("fixtures/voorbeeld/{name}.csv"))).unwrap()
}

/// A house with a process beside it, and whether their log holds in the end.
fn two<D: On>(story: impl FnOnce(&Desk, &Desk)) {
    let house = HouseOn::<D>::without_rows();
    let process = Process::start(&house.database, &house.tokens);
    story(&house, &process.desk);
    house.log_holds();
}

fn on(backend: Backend, story: impl FnOnce(&Desk, &Desk)) {
    match backend {
        Backend::Sqlite => two::<OnSqlite>(story),
        Backend::Postgres => two::<OnPostgres>(story),
    }
}

fn run(desk: &Desk) -> Value {
    desk.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "mono"}})).is(201).json()
}

on_both! {
    fn of_two_who_saw_the_same_one_writes(backend: Backend) {
        on(backend, |here, there| {
            let scores = file("scores");
            for revision in 1..=25 {
                let etag = format!("\"{revision}\"");
                let put = |which: usize, desk: &Desk| {
                    let body = format!("{scores}{}", "\n".repeat(which + 1));
                    desk.send("controller", "PUT", &desk.path("/reference/scores"), &[("If-Match", &etag)], body.as_bytes())
                };
                let answers = at_once(put, [here, there]);
                assert_eq!(statuses(&answers), [200, 412], "{answers:?}");
                let [winner, loser] = if answers[0].status == 200 { [0, 1] } else { [1, 0] };
                assert_eq!(answers[winner].json()["revision"].as_i64(), Some(revision + 1));
                answers[loser].refused(412, "precondition_failed");
                // Whoever asks whomever reads what the winner wrote.
                for desk in [here, there] {
                    let shown = desk.get("auditor", "/reference/scores").is(200);
                    assert_eq!(shown.body.len(), scores.len() + winner + 1);
                    assert_eq!(shown.headers["etag"], format!("\"{}\"", revision + 1));
                }
            }
            assert_eq!(count(here, "/reference/scores/revisions?limit=100"), 26);
        });
    }

    fn the_same_key_at_once_has_one_effect_and_one_answer(backend: Backend) {
        on(backend, |here, there| {
            let claims = file("claims");
            let lines: Vec<&str> = claims.lines().collect();
            for round in 0..20 {
                let key = format!("round {round}");
                let body = format!("{}\n{}\n", lines[0], lines[1 + round]);
                let headers = [("Content-Type", "text/csv"), ("Idempotency-Key", key.as_str())];
                let path = here.path("/uploads?kind=claims");
                let upload = |_, desk: &Desk| desk.send("controller", "POST", &path, &headers, body.as_bytes());
                let answers = at_once(upload, [here, there]);
                assert_eq!(statuses(&answers), [201, 201], "{answers:?}");
                assert_eq!(answers[0].body, answers[1].body);
                let replayed = answers.iter().filter(|answer| answer.headers.contains_key("idempotent-replayed"));
                assert_eq!(replayed.count(), 1);
                assert_eq!(count(there, "/uploads?limit=100"), round + 1);
            }
        });
    }

    fn the_same_key_for_two_things_at_once_is_for_one_of_them(backend: Backend) {
        on(backend, |here, there| {
            for round in 0..10 {
                let key = format!("round {round}");
                let propose = |which: usize, desk: &Desk| {
                    let model = ["mono", "glide"][which];
                    let wish = json!({
                        "model": model, "version": 1, "meeting": "2099-03-01", "active_from": "2026-01-01",
                    });
                    desk.post_once("controller", "/decisions", &wish, Some(&key))
                };
                let answers = at_once(propose, [here, there]);
                assert_eq!(statuses(&answers), [201, 422], "{answers:?}");
                let refused = answers.iter().find(|answer| answer.status == 422).unwrap();
                refused.refused(422, "idempotency_conflict");
                assert_eq!(count(here, "/decisions?limit=100"), round + 1);
            }
        });
    }

    fn a_year_is_settled_once_however_often_it_is_asked_at_once(backend: Backend) {
        on(backend, |here, there| {
            let proposal = json!({"model": "mono", "version": 1, "meeting": "2099-03-01", "active_from": "2026-01-01"});
            let decision = here.post("controller", "/decisions", &proposal).is(201).text("id");
            for discipline in ["midwifery", "hospital", "maternity_care", "ultrasound"] {
                let wish = json!({"holder": discipline, "role": "discipline", "scope": [discipline]});
                let token = format!("Bearer {}", here.post("board", "/keys", &wish).is(201).text("token"));
                let body = json!({"discipline": discipline, "answer": "consent"}).to_string();
                let headers = [("Authorization", token.as_str()), ("Content-Type", "application/json")];
                let path = there.path(&format!("/decisions/{decision}/answers"));
                there.send("", "POST", &path, &headers, body.as_bytes()).is(200);
            }
            // A consent for each: what is refused is the second settlement, not a second use of one consent.
            let consents = [0, 1].map(|_| {
                let asked = json!({"kind": "settlement", "subject": "2026", "request": {"year": 2026}});
                let id = here.post("controller", "/consents", &asked).is(201).text("id");
                there.post("board", &format!("/consents/{id}/answer"), &json!({"approve": true})).is(200);
                id
            });
            let settle = |which: usize, desk: &Desk| {
                let wish = json!({"year": 2026, "kind": "settlement", "consent": consents[which]});
                desk.post("controller", "/runs", &wish)
            };
            let answers = at_once(settle, [here, there]);
            let refused = answers.iter().find(|answer| answer.status != 201).unwrap();
            refused.refused(409, "year_settled");
            assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1, "{answers:?}");
            assert_eq!(count(there, "/runs"), 1);
            let consents = here.get("auditor", "/consents").is(200).json();
            let used = consents["items"].as_array().unwrap().iter().filter(|one| one["used_at"].is_string());
            assert_eq!(used.count(), 1);
        });
    }

    fn what_is_done_through_one_holds_for_the_other_at_once(backend: Backend) {
        on(backend, |here, there| {
            for (one, other) in [(here, there), (there, here)].into_iter().cycle().take(10) {
                let made = one.post("board", "/keys", &json!({"holder": "kort", "role": "auditor"})).is(201);
                let token = format!("Bearer {}", made.text("token"));
                let open = |desk: &Desk| desk.send("", "GET", &desk.path("/runs"), &[("Authorization", &token)], b"");
                open(other).is(200);
                open(one).is(200);
                one.send("board", "DELETE", &one.path(&format!("/keys/{}", made.text("id"))), &[], b"").is(204);
                open(other).refused(401, "unauthenticated");
                open(one).refused(401, "unauthenticated");
            }
        });
    }

    fn a_run_rests_on_what_the_other_changed(backend: Backend) {
        on(backend, |here, there| {
            let kind = "/reference/other-income";
            let claims = file("claims");
            let of = |run: &Value| run["inputs"]["documents"]["other_income.csv"].as_str().unwrap().to_owned();
            for (one, other) in [(here, there), (there, here)].into_iter().cycle().take(4) {
                // Both have the dossier at hand now.
                let (first, same) = (run(one), run(other));
                assert_eq!(first["result_sha256"], same["result_sha256"]);
                let shown = one.get("auditor", kind).is(200);
                let changed = format!("{}\n", shown.body);
                let headers = [("If-Match", shown.headers["etag"].as_str())];
                let put = one.send("controller", "PUT", &one.path(kind), &headers, changed.as_bytes()).is(200);
                let after = run(other);
                assert_eq!(of(&after), put.text("sha256"));
                assert_ne!(of(&after), of(&first));
                let count = first["inputs"]["batches"].as_array().unwrap().len();
                let lines: Vec<&str> = claims.lines().collect();
                let rows = format!("{}\n{}\n", lines[0], lines[1 + count..50 + count].join("\n"));
                let upload = one.upload("controller", "claims", "", rows.as_bytes()).is(201).text("id");
                let after = run(other);
                let batches = after["inputs"]["batches"].as_array().unwrap();
                assert_eq!((batches.len(), batches[count]["id"].as_str()), (count + 1, Some(upload.as_str())));
                assert_ne!(after["result_sha256"], first["result_sha256"]);
                if count == 1 {
                    one.send("controller", "DELETE", &one.path(&format!("/uploads/{upload}")), &[], b"").is(204);
                    assert_eq!(run(other)["inputs"]["batches"].as_array().unwrap().len(), count);
                }
            }
        });
    }
}
