//! Our contender from stored columns (`benches/compare`): what a service does that keeps its batches and computes a run.
//!
//! `stored store FOLDER TARGET` keeps a dossier as batches, with its small files beside them; `stored compute TARGET MODEL
//! YEAR` reads these, computes an interim run and prints its participants as CSV, and on standard error how long it took
//! from opening the files to the amounts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement that cannot go on stops")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::batch::BatchKind;
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::intake;
use verdeelsleutel::intake::convention::Conventions;
use verdeelsleutel::intake::source::Source;
use verdeelsleutel::report::csv::participants_csv;
use verdeelsleutel::tabular::batches::{Batch, load, store};

/// As in our program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
        let is_kept_as_batch = BatchKind::ALL.iter().any(|kind| entry.file_name() == *kind.file());
        if !is_kept_as_batch && entry.path().is_file() {
            fs::copy(entry.path(), target.join(entry.file_name())).expect("a file can be copied");
        }
    }
    for batch in batches {
        fs::write(place(target, batch.kind), batch.columns).expect("a batch can be written");
    }
}

fn place(target: &Path, kind: BatchKind) -> PathBuf {
    target.join(format!("{}.batch", kind.word()))
}

fn compute(target: &Path, model: &str, year: i32) {
    let start = Instant::now();
    let source = Source::Folder(target);
    let (mut dossier, _) =
        intake::dossier::read_without_rows(source, &Conventions::default()).expect("the dossier is in order");
    let batch = |kind| Batch { kind, columns: fs::read(place(target, kind)).expect("a batch") };
    load(&mut dossier, BatchKind::ALL.map(batch).into()).expect("the batches are of this dossier");
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
