//! How fast the service answers, and what it holds.
//!
//! `cargo bench --profile dev --bench service -- [--seconds S] [DOSSIER]`: requests a second and the 99th percentile of the main reads over
//! the example, beside a bare actix handler in a process of its own that gives the same bytes, in turns with it; and a run of
//! the example from the store. With a large DOSSIER (`cargo run --example generate-voorbeeld -- DOSSIER --scale 74` makes a
//! national year) also the upload of a file of 100 MB with the memory held meanwhile, and a run of all of it from the store.
//!
//! The load is of eight connections that each send the next request when the answer is there. They share the machine with
//! what they ask, alike for both: the bare handler's number is also what the load itself can do at most.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement that cannot go on stops")]

#[path = "service/bare.rs"]
mod bare;
#[path = "service/load.rs"]
mod load;
#[path = "service/process.rs"]
mod process;
#[path = "service/year.rs"]
mod year;

use load::{Told, load};
use process::Process;
use std::path::Path;
use std::time::Duration;

/// The organisation of the example, and of what its generator makes.
pub const ORGANISATION: &str = "igo-rivierenland";

const CONNECTIONS: usize = 8;
const TURNS: usize = 3;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (mut seconds, mut large) = (2.0, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--bare" => return bare::serve(&arguments.next().unwrap(), &arguments.next().unwrap()),
            "--seconds" => seconds = arguments.next().and_then(|text| text.parse().ok()).expect("--seconds S"),
            _ => large = Some(argument),
        }
    }
    let example = year::service(Path::new("fixtures/voorbeeld"), false);
    let run = year::run(&example, "the example");
    reads(&example, &run, Duration::from_secs_f64(seconds));
    drop(example);
    if let Some(folder) = large {
        year::large(Path::new(&folder));
    }
}

fn reads(service: &Process, run: &str, lasting: Duration) {
    let reads = [
        ("organisation", String::new(), "application/json"),
        ("runs", "/runs".to_owned(), "application/json"),
        ("reference document", "/reference/shadow-tariffs".to_owned(), "text/csv"),
        ("result", format!("/runs/{run}/result"), "application/json"),
        ("statement", format!("/runs/{run}/statements/VP07"), "application/json"),
        ("explanation", format!("/runs/{run}/explain/VP07"), "application/json"),
        ("insurer report", format!("/reports/insurers/3311?run={run}"), "application/json"),
    ];
    println!("\n{CONNECTIONS} connections, median of {TURNS} turns of {lasting:?}; p99 in ms");
    println!(
        "{:20} {:>8} {:>10} {:>9} {:>10} {:>9} {:>8}",
        "read", "bytes", "requests/s", "p99", "bare/s", "p99", "bare is"
    );
    for (name, path, kind) in reads {
        let path = format!("/api/v1/organisations/{ORGANISATION}{path}");
        let body = service.get(&path);
        let bare = Process::bare(&body, kind);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            ours.push(load(service.address, &service.request(&path), body.len(), CONNECTIONS, lasting));
            theirs.push(load(bare.address, &bare.request("/"), body.len(), CONNECTIONS, lasting));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        println!(
            "{name:20} {:>8} {:>10.0} {:>9.2} {:>10.0} {:>9.2} {:>7.1}×",
            body.len(),
            ours.per_second,
            ours.p99.as_secs_f64() * 1000.0,
            theirs.per_second,
            theirs.p99.as_secs_f64() * 1000.0,
            theirs.per_second / ours.per_second
        );
    }
}

fn median(mut turns: Vec<Told>) -> Told {
    turns.sort_by(|one, other| one.per_second.total_cmp(&other.per_second));
    turns.swap_remove(turns.len() / 2)
}
