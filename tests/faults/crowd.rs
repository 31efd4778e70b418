//! Many at once, and clients that do not wait for their answer.

use crate::chance::{Chance, number};
use crate::database::connect;
use crate::house::{Desk, HouseOn, On, OnPostgres, OnSqlite, repository};
use sqlx::Executor;
use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use verdeelsleutel::store::Backend;
use verdeelsleutel::web;

fn claims(from: usize, rows: usize) -> Vec<u8> {
    let text = fs::read_to_string(repository("fixtures/voorbeeld/claims.csv")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    format!("{}\n{}\n", lines[0], lines[1 + from..1 + from + rows].join("\n")).into_bytes()
}

fn uploads(desk: &Desk) -> Vec<i64> {
    let listed = desk.get("auditor", "/uploads?limit=200").is(200).json();
    listed["items"].as_array().unwrap().iter().map(|upload| upload["rows"].as_i64().unwrap()).collect()
}

/// While somebody else holds what writers need, however many wait for it, readers are answered.
fn readers_are_answered<D: On>(hold: &str) {
    const WRITERS: usize = 40;
    let house = HouseOn::<D>::without_rows();
    let hold = hold.to_owned();
    web::wait(async {
        let mut holder = connect(&house.database).await;
        holder.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(hold))).await.unwrap();
        let (told, tell) = mpsc::channel();
        let writers: Vec<_> = (0..WRITERS)
            .map(|at| {
                let (desk, told) = (Desk::clone(&house), told.clone());
                thread::spawn(move || {
                    told.send(()).unwrap();
                    desk.upload("controller", "claims", "", &claims(at, 1)).status
                })
            })
            .collect();
        for _ in 0..WRITERS {
            tell.recv().unwrap();
        }
        // For as long as it takes until all of them wait, and longer.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(2) {
            let asked = Instant::now();
            house.get("auditor", "/decisions").is(200);
            house.get("participant", "/runs").is(200);
            assert_eq!(house.send("", "GET", "/health/ready", &[], b"").status, 200);
            assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
        }
        assert!(writers.iter().all(|writer| !writer.is_finished()));
        holder.execute("ROLLBACK").await.unwrap();
        assert!(writers.into_iter().all(|writer| writer.join().unwrap() == 201));
    });
    assert_eq!(uploads(&house), [1; WRITERS]);
    house.log_holds();
}

/// Clients that hang up at any moment: before all was sent, or before the answer came.
fn hang_up<D: On>() {
    const TIMES: usize = 60;
    let house = HouseOn::<D>::without_rows();
    let mut chance = Chance::new(number("VERDEELSLEUTEL_SEED", 20_261_122));
    for at in 0..TIMES {
        let body = claims(at, 1);
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: text/csv\r\n\
             Idempotency-Key: {at}\r\nContent-Length: {}\r\n\r\n",
            house.path("/uploads?kind=claims"),
            house.tokens["controller"],
            body.len(),
        );
        let mut socket = TcpStream::connect(house.address).unwrap();
        socket.write_all(head.as_bytes()).unwrap();
        let sent = if at % 4 == 0 { body.len() / 2 } else { body.len() };
        socket.write_all(&body[..sent]).unwrap();
        thread::sleep(Duration::from_millis(chance.below(25)));
        drop(socket);
        if at % 4 == 0 {
            // What did not arrive as a whole is not there, and its key is free.
            assert_eq!(uploads(&house).len(), at);
        }
        let headers = [("Content-Type", "text/csv"), ("Idempotency-Key", &at.to_string())];
        house.send("controller", "POST", &house.path("/uploads?kind=claims"), &headers, &body).is(201);
        assert_eq!(uploads(&house), vec![1; at + 1]);
    }
    house.log_holds();
}

on_both! {
    fn who_reads_is_answered_however_many_wait_to_write(backend: Backend) {
        match backend {
            Backend::Sqlite => readers_are_answered::<OnSqlite>("BEGIN IMMEDIATE"),
            Backend::Postgres => {
                readers_are_answered::<OnPostgres>("BEGIN; UPDATE organisations SET changes = changes");
            }
        }
    }

    fn a_client_that_hangs_up_has_done_it_once_or_not_at_all(backend: Backend) {
        match backend {
            Backend::Sqlite => hang_up::<OnSqlite>(),
            Backend::Postgres => hang_up::<OnPostgres>(),
        }
    }
}
