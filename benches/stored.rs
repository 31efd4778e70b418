//! Our contender from stored columns (`benches/compare`): what a service does that keeps its batches and computes a run.
//!
//! `stored store FOLDER TARGET` keeps a dossier as batches, with its small files beside them; `stored compute TARGET MODEL
//! YEAR` reads these, computes an interim run and prints its participants as CSV, and on standard error how long it took
//! from opening the files to the amounts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement that cannot go on stops")]

use std::fs;
use std::path::Path;
use std::time::Instant;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::intake;
use verdeelsleutel::report::csv::participants_csv;
use verdeelsleutel::tabular::batches::{Batches, load, store};

/// As in our program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Kept as batches; of the files themselves only the header row stays.
const LARGE: [&str; 4] = ["claims.csv", "claim_events.csv", "deliveries.csv", "settled.csv"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["store", folder, target] => keep(Path::new(folder), Path::new(target)),
        ["compute", target, model, year] => compute(Path::new(target), model, year.parse().expect("YEAR is a number")),
        _ => panic!("store FOLDER TARGET | compute TARGET MODEL YEAR"),
    }
}

fn keep(folder: &Path, target: &Path) {
    let (dossier, _) = intake::dossier::read(folder).expect("the dossier is in order");
    let batches = store(&dossier).expect("batches can be made");
    fs::create_dir_all(target).expect("a folder can be made");
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        let mut bytes = fs::read(entry.path()).expect("a file");
        if LARGE.iter().any(|large| entry.file_name() == *large) {
            bytes.truncate(bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1));
        }
        fs::write(target.join(entry.file_name()), bytes).expect("a file can be written");
    }
    for (name, blob) in LARGE.iter().zip([batches.claims, batches.claim_events, batches.deliveries, batches.settled]) {
        fs::write(target.join(format!("{name}.batch")), blob).expect("a batch can be written");
    }
}

fn compute(target: &Path, model: &str, year: i32) {
    let start = Instant::now();
    let (mut dossier, _) = intake::dossier::read(target).expect("the dossier is in order");
    let blob = |at: usize| fs::read(target.join(format!("{}.batch", LARGE[at]))).expect("a batch");
    let batches = Batches { claims: blob(0), claim_events: blob(1), deliveries: blob(2), settled: blob(3) };
    load(&mut dossier, vec![batches]).expect("the batches are of this dossier");
    let bytes = fs::read(model).expect("the model can be read");
    let model = intake::model::read(model, &bytes, &dossier.reference).expect("the model is in order");
    let (basis, kind) = (Basis::Accepted, RunKind::Interim);
    let spec = RunSpec { year, to: last_day(year), as_of: None, basis, kind };
    let outcome = run(&dossier, &model, &spec, &mut Silent).expect("computable");
    let amounts = participants_csv(&dossier, &outcome).expect("amounts can be written");
    let took = start.elapsed();
    print!("{amounts}");
    eprintln!("seconds: {:.4}", took.as_secs_f64());
}
