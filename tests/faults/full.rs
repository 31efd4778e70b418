//! No room on disk: what does not fit is refused whole, what fits goes in.
//!
//! A real full disk needs a file system of its own; here the file may not grow beyond a size, which the system refuses in
//! the same place, and SQLite is told to keep to a number of pages, which it tells as a full disk. PostgreSQL is left out:
//! its files can only be limited for the whole server, which then stops at a full log as at a crash (see `gone`).

use crate::database::Database;
use crate::house::{Answer, Desk, House, ORG, Terms, fill, repository, wish};
use crate::process::{Process, program};
use std::fs;
use std::process::Command;
use std::thread;
use verdeelsleutel::app::import::ImportWish;
use verdeelsleutel::app::{App, Store, StoreSettings};
use verdeelsleutel::store::Backend;
use verdeelsleutel::web;

/// The first rows of a file.
fn some(kind: &str, rows: usize) -> Vec<u8> {
    let text = fs::read_to_string(repository(&format!("fixtures/voorbeeld/{kind}.csv"))).unwrap();
    text.split_inclusive('\n').take(rows + 1).collect::<String>().into_bytes()
}

#[track_caller]
fn is_full(answer: &Answer, word: &str) {
    answer.refused(503, "unavailable");
    assert!(answer.body.contains(word), "{}", answer.body);
    assert!(answer.headers.contains_key("retry-after"));
}

/// More rows than there is room for.
fn large() -> Vec<u8> {
    let mut text = "claim_id,episode_id,date,insurer,performance,severity,quantity\n".to_owned();
    for row in 0..120_000 {
        text.push_str(&format!("a-claim-with-a-long-name-{row:06},T26-00001,2026-03-01,7095,PRE,,1\n"));
    }
    text.into_bytes()
}

/// A large file that does not fit is refused, whatever came before it stays, and small things still go in.
fn large_is_refused_and_small_goes_in(desk: &Desk, times: usize, word: &str) {
    desk.upload("controller", "episodes", "", &some("episodes", 20)).is(201);
    let before = desk.get("auditor", "/uploads").is(200).body;
    let large = large();
    for _ in 0..times {
        is_full(&desk.upload("controller", "claims", "", &large), word);
    }
    assert_eq!(desk.get("auditor", "/uploads").is(200).body, before);
    for rows in 1..20 {
        desk.upload("controller", "claims", "", &some("claims", rows)).is(201);
    }
    desk.get("auditor", "/reference/shadow-tariffs").is(200);
}

#[test]
fn a_full_disk_is_told_and_keeps_nothing_half() {
    let probe = House::without_rows();
    let pages = web::wait(async {
        use sqlx::Row;
        let mut connection = crate::database::connect(&probe.database).await;
        sqlx::query("PRAGMA page_count").fetch_one(&mut connection).await.unwrap().get::<i64, _>(0)
    });
    let most = u32::try_from(pages).unwrap() + 120;
    let house = House::with(Terms {
        without_rows: true,
        store: StoreSettings { most_pages: Some(most), ..StoreSettings::default() },
        ..Terms::default()
    });
    large_is_refused_and_small_goes_in(&house, 4, "vol");
    house.log_holds();
}

#[test]
fn a_file_that_may_not_grow_is_told_and_keeps_nothing_half() {
    let database = Database::new(Backend::Sqlite).unwrap();
    let address = database.address.clone();
    let tokens = thread::spawn(move || {
        web::wait(async move {
            let app = App::new(Store::open(&address).await.unwrap());
            let wish = ImportWish { without_rows: true, ..wish(&repository("fixtures/voorbeeld")) };
            let tokens = fill(&app, wish).await;
            app.store.close().await;
            tokens
        })
    })
    .join()
    .unwrap();
    // In blocks of 512 bytes: more than the write-ahead log grows to before it begins anew. The signal is set aside, so that a write that goes too far fails, as on a full disk.
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 9600; trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_verdeelsleutel")]);
    let process = Process::start_as(limited, &database.address, &tokens);
    large_is_refused_and_small_goes_in(&process.desk, 2, "opslag");
    drop(process);
    let verify = ["audit", "verify", "--organisation", ORG, "--database-url", &database.address];
    program(&verify);
    // With room again, all of it goes in.
    let process = Process::start(&database.address, &tokens);
    process.desk.upload("controller", "claims", "", &large()).is(201);
    drop(process);
    program(&verify);
}
