//! The database goes away, hangs or is held by others while the service runs, and comes back.

use crate::database::connect;
use crate::house::{Answer, Desk, House, ORG, Terms, fill, repository, wish};
use crate::process::{Process, program};
use crate::server::Server;
use serde_json::json;
use sqlx::Executor;
use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};
use verdeelsleutel::app::import::ImportWish;
use verdeelsleutel::app::{App, Store, StoreFault, StoreSettings};
use verdeelsleutel::web;

/// Whatever waits for nobody is answered within this.
const SOON: Duration = Duration::from_secs(12);

/// How a service without its database answers: soon, when to come back, and nothing of what is inside.
#[track_caller]
fn is_unavailable(answer: &Answer, took: Duration) {
    answer.refused(503, "unavailable");
    assert!(answer.headers["retry-after"].parse::<u32>().unwrap() > 0);
    for inside in ["SELECT", "BEGIN", "socket", "postgres", "sqlite", "onnect"] {
        assert!(!answer.body.contains(inside), "{inside}: {}", answer.body);
    }
    assert!(took < SOON, "{took:?}");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    (work(), begun.elapsed())
}

fn claims(from: usize) -> Vec<u8> {
    let text = std::fs::read_to_string(repository("fixtures/voorbeeld/claims.csv")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    format!("{}\n{}\n", lines[0], lines[1 + from..4 + from].join("\n")).into_bytes()
}

fn uploads(desk: &Desk) -> usize {
    desk.get("auditor", "/uploads").is(200).json()["items"].as_array().unwrap().len()
}

fn health(desk: &Desk, what: &str) -> u16 {
    desk.send("", "GET", &format!("/health/{what}"), &[], b"").status
}

/// A service on a server that can be stopped.
fn served(server: &Server) -> (Process, String) {
    let database = server.database("postgres");
    let address = database.clone();
    let tokens: BTreeMap<&'static str, String> = thread::spawn(move || {
        web::wait(async move {
            let app = App::new(Store::open(&address).await.unwrap());
            fill(&app, ImportWish { without_rows: true, ..wish(&repository("fixtures/voorbeeld")) }).await
        })
    })
    .join()
    .unwrap();
    (Process::start(&database, &tokens), database)
}

/// Waits until the service says that it is ready.
fn back(desk: &Desk) {
    let begun = Instant::now();
    while health(desk, "ready") != 200 {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not come back");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_server_that_stops_crashes_or_hangs_is_told_and_the_service_works_again_when_it_is_back() {
    let Some(mut server) = Server::own() else { return };
    let (process, database) = served(&server);
    let desk = &process.desk;
    desk.upload("controller", "claims", "", &claims(0)).is(201);
    for (round, (how, undo)) in (1..).zip([("stop", "begin"), ("crash", "begin"), ("freeze", "thaw")]) {
        server.tell(how);
        let patience = Duration::from_millis(300);
        let settings = StoreSettings { patience, ..StoreSettings::default() };
        let (opened, took) = timed(|| web::wait(Store::open_with(&database, settings)));
        assert!(matches!(opened, Err(StoreFault::Unavailable(_))), "{opened:?}");
        assert!(took < SOON, "{took:?}");
        let run = json!({"year": 2026, "model": {"name": "mono"}});
        let asked: [&(dyn Fn() -> Answer + Sync); 4] = [
            &|| desk.get("auditor", "/uploads"),
            &|| desk.get("board", "/reference/shadow-tariffs"),
            &|| desk.upload("controller", "claims", "", &claims(10 * round)),
            &|| desk.post("controller", "/runs", &run),
        ];
        thread::scope(|scope| {
            for ask in asked {
                scope.spawn(move || {
                    let (answer, took) = timed(ask);
                    is_unavailable(&answer, took);
                });
            }
        });
        let ((live, ready), took) = timed(|| (health(desk, "live"), health(desk, "ready")));
        assert_eq!((live, ready), (200, 503));
        assert!(took < SOON, "{took:?}");
        server.tell(undo);
        back(desk);
        assert_eq!(uploads(desk), round);
        desk.upload("controller", "claims", "", &claims(10 * round)).is(201);
    }
    desk.post("controller", "/runs", &json!({"year": 2026, "model": {"name": "mono"}})).is(201);
    program(&["audit", "verify", "--organisation", ORG, "--database-url", &database]);
}

#[test]
fn a_file_that_others_hold_is_told_and_works_again_when_it_is_free() {
    let patience = Duration::from_millis(300);
    let house = House::with(Terms {
        without_rows: true,
        store: StoreSettings { patience, ..StoreSettings::default() },
        ..Terms::default()
    });
    house.upload("controller", "claims", "", &claims(0)).is(201);
    web::wait(async {
        let mut holder = connect(&house.database).await;
        holder.execute("BEGIN IMMEDIATE").await.unwrap();
        // Twice: who was refused leaves nothing behind that is in the way.
        for _ in 0..2 {
            let (upload, took) = timed(|| house.upload("controller", "claims", "", &claims(10)));
            is_unavailable(&upload, took);
        }
        // Who only reads does not wait for who writes; who reads rows does, because that is put in the log.
        assert_eq!(uploads(&house), 1);
        house.get("board", "/decisions").is(200);
        let (rows, took) = timed(|| house.get("auditor", "/reference/shadow-tariffs"));
        is_unavailable(&rows, took);
        assert_eq!((health(&house, "live"), health(&house, "ready")), (200, 200));
        holder.execute("ROLLBACK").await.unwrap();
    });
    house.upload("controller", "claims", "", &claims(10)).is(201);
    assert_eq!(uploads(&house), 2);
    house.log_holds();
}
