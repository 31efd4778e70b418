//! Where the time of a run goes: reading a dossier from CSV, from stored columns, hashing its inputs, computing a model.
//!
//! `cargo bench --bench engine -- DOSSIER MODEL [TIMES]` prints the least wall time of each phase, and per row.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement that cannot go on stops")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::intake;
use verdeelsleutel::intake::convention::Conventions;
use verdeelsleutel::intake::source::Source;
use verdeelsleutel::tabular::batches::{load, store};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let folder = arguments.first().map_or("fixtures/voorbeeld", String::as_str);
    let model = arguments.get(1).map_or("fixtures/voorbeeld/models/mono.toml", String::as_str);
    let times = arguments.get(2).map_or(3, |times| times.parse().expect("TIMES is a number"));
    let (dossier, _) = intake::dossier::read(Path::new(folder)).expect("the dossier is in order");
    let bytes = std::fs::read(model).expect("the model can be read");
    let parsed = intake::model::read(model, &bytes, &dossier.reference).expect("the model is in order");
    let spec =
        RunSpec { year: 2026, to: last_day(2026), as_of: None, basis: Basis::Accepted, kind: RunKind::Settlement };
    let rows = dossier.claims.id.len() + dossier.events.id.len() + dossier.deliveries.id.len() + dossier.episodes.len();
    let stored = store(&dossier).expect("batches can be made");
    let (reference, _) = intake::dossier::read_without_rows(Source::Folder(Path::new(folder)), &Conventions::default())
        .expect("the dossier is in order");
    println!("{folder}: {rows} rows, least of {times}");
    let phase = |name: &str, work: &mut dyn FnMut()| {
        let mut least = Duration::MAX;
        for _ in 0..times {
            let start = Instant::now();
            work();
            least = least.min(start.elapsed());
        }
        let per_row = least.as_nanos() / u128::try_from(rows.max(1)).unwrap_or(1);
        println!("{name:28} {:>8.1} ms {per_row:>6} ns a row", least.as_secs_f64() * 1000.0);
    };
    phase("read from CSV", &mut || {
        black_box(intake::dossier::read(Path::new(folder)).expect("in order"));
    });
    phase("read from stored columns", &mut || {
        let mut again = reference.clone();
        load(&mut again, stored.clone()).expect("readable");
        black_box(again);
    });
    phase("compute", &mut || {
        black_box(run(&dossier, &parsed, &spec, &mut Silent).expect("computable"));
    });
    phase("hash the inputs", &mut || {
        black_box(input_sha256(&dossier));
    });
}
