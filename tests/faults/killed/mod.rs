//! The program is killed at any moment while several clients upload, compute, decide and change.
//!
//! `VERDEELSLEUTEL_KILLS` sets how often per database, `VERDEELSLEUTEL_SEED` when.

mod clients;
mod found;

use crate::chance::{Chance, number};
use crate::database::Database;
use crate::house::{ORG, fill, repository, wish};
use crate::process::{Process, program};
use clients::Client;
use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use verdeelsleutel::app::import::ImportWish;
use verdeelsleutel::app::{App, Store};
use verdeelsleutel::store::Backend;
use verdeelsleutel::web;

/// Kills of one database, before it is left for a new one: what was kept has to be read again after each.
const OF_ONE: u64 = 25;
/// Milliseconds within which a process is killed: mostly from its first acknowledgement, however slow the machine is, and
/// one in so many from its start.
const LIFE: u64 = 500;
const FROM_THE_START: u64 = 5;

/// What the clients did in one database.
#[derive(Default)]
struct Tally {
    acknowledged: usize,
    /// Sent, and not answered when the process was killed.
    cut_off: usize,
    /// Of those, done all the same.
    done_unsaid: usize,
}

/// A database with the small files of the example and its models, and the token of every role and discipline.
fn begin(database: &Database) -> BTreeMap<&'static str, String> {
    let address = database.address.clone();
    let filled = thread::spawn(move || {
        web::wait(async move {
            let app = App::new(Store::open(&address).await.unwrap());
            fill(&app, ImportWish { without_rows: true, ..wish(&repository("fixtures/voorbeeld")) }).await
        })
    });
    let mut tokens = filled.join().unwrap();
    let process = Process::start(&database.address, &tokens);
    for discipline in clients::DISCIPLINES {
        let wish = serde_json::json!({"holder": discipline, "role": "discipline", "scope": [discipline]});
        tokens.insert(discipline, process.desk.post("board", "/keys", &wish).is(201).text("token"));
    }
    let episodes = std::fs::read(repository("fixtures/voorbeeld/episodes.csv")).unwrap();
    process.desk.upload("controller", "episodes", "", &episodes).is(201);
    tokens
}

fn kill_some(backend: Backend, kills: u64, chance: &mut Chance) -> Tally {
    let database = Database::new(backend).unwrap();
    let tokens = begin(&database);
    let mut clients = clients::all(chance.below(1 << 30));
    let mut tally = Tally::default();
    let mut looked = found::Looked::default();
    for kill in 0..=kills {
        let mut process = Process::start(&database.address, &tokens);
        let desk = process.desk.clone();
        let is_last = kill == kills;
        let after = Duration::from_millis(chance.below(LIFE));
        let is_from_the_start = chance.below(FROM_THE_START) == 0;
        let (told, tell) = mpsc::channel();
        thread::scope(|scope| {
            for client in &mut clients {
                let (desk, told) = (&desk, told.clone());
                // The last time only what was cut off is sent again.
                scope.spawn(move || if is_last { client.finish(desk) } else { client.work(desk, &told) });
            }
            if !is_last {
                let first = if is_from_the_start { Ok(()) } else { tell.recv_timeout(Duration::from_secs(60)) };
                thread::sleep(after);
                // In any case, because that is what the clients go on until.
                process.kill();
                first.expect("something is acknowledged");
            }
        });
        process.kill();
        let panics: Vec<String> =
            process.told.lock().unwrap().iter().filter(|line| !line.starts_with('{')).cloned().collect();
        assert!(panics.is_empty(), "{panics:?}");
        tally.cut_off += clients.iter().filter_map(Client::cut_off).count();
        tally.done_unsaid += looked.check(&database.address, &clients);
    }
    tally.acknowledged = clients.iter().map(|client| client.answered.len()).sum();
    let verified = program(&["audit", "verify", "--organisation", ORG, "--database-url", &database.address]);
    assert!(!verified.is_empty());
    let runs: Vec<String> = clients.iter().flat_map(Client::runs).collect();
    for run in runs.iter().rev().step_by(runs.len().div_ceil(4).max(1)) {
        program(&["verify", run, "--organisation", ORG, "--database-url", &database.address]);
    }
    tally
}

on_both! {
    fn everything_acknowledged_is_there_once_and_nothing_half(backend: Backend) {
        let (kills, seed) = (number("VERDEELSLEUTEL_KILLS", 12), number("VERDEELSLEUTEL_SEED", 20_261_122));
        let mut chance = Chance::new(seed);
        let mut all = Tally::default();
        let mut left = kills;
        while left > 0 {
            let tally = kill_some(backend, left.min(OF_ONE), &mut chance);
            left -= left.min(OF_ONE);
            all.acknowledged += tally.acknowledged;
            all.cut_off += tally.cut_off;
            all.done_unsaid += tally.done_unsaid;
        }
        let Tally { acknowledged, cut_off, done_unsaid } = all;
        eprintln!(
            "{backend:?}: {kills} kills (seed {seed}), {acknowledged} acknowledged, {cut_off} cut off, \
             {done_unsaid} of them done all the same"
        );
        let least = usize::try_from(kills).unwrap();
        assert!(acknowledged > least && cut_off > least / 2, "too little happened to say anything");
    }
}
