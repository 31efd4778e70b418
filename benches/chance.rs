//! What a thousand draws cost, beside the same bootstrap in NumPy.
//!
//! `cargo bench --profile dev --bench chance -- [DOSSIER] [MODEL] [TIMES]`: `monte_carlo` over one year of the example (or
//! another dossier, `target/compare/scale-74` for a country) under a model, by phase; ours and NumPy's in turns, the least of
//! each; and what it costs with half and with twice the draws. NumPy only adds up one amount per participant; ours also
//! does ceilings, slices, pools, shifts, guarantee and reserve of every draw. Its Python is `target/chance/venv`, made of
//! `benches/chance/requirements.txt` if it is not there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement that cannot go on stops")]

use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use verdeelsleutel::domain::question::monte_carlo::MonteCarlo;
use verdeelsleutel::domain::scenario::Prepared;
use verdeelsleutel::intake;
use verdeelsleutel::intake::scenario::{ModelText, prepare, read};
use verdeelsleutel::simulate::monte_carlo::cells::{Cell, Table};
use verdeelsleutel::simulate::monte_carlo::dice::{Dice, LANES, ONE};
use verdeelsleutel::simulate::monte_carlo::draw::Urn;
use verdeelsleutel::simulate::monte_carlo::monte_carlo;
use verdeelsleutel::simulate::projection::Changes;
use verdeelsleutel::simulate::studio::{Studio, Unwatched};

const DRAWS: u32 = 1000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let folder = arguments.first().map_or("fixtures/voorbeeld", String::as_str);
    let model = arguments.get(1).map_or("fixtures/voorbeeld/models/glide.toml", String::as_str);
    let times = arguments.get(2).map_or(3, |times| times.parse().expect("TIMES is a number"));
    let (dossier, _) = intake::dossier::read(Path::new(folder)).expect("the dossier is in order");
    let bytes = std::fs::read(model).expect("the model can be read");
    let scenario = read("bench.toml", b"name = \"bench\"\nyears = [2026]", &dossier.reference).unwrap();
    let texts = [ModelText { file: model, bytes: &bytes }];
    let prepared = prepare("bench.toml", scenario, &texts, &dossier.reference).expect("the model is in order");
    let (rows, participants) = (dossier.deliveries.id.len(), dossier.reference.participants.len());
    println!("{folder}: {rows} deliveries, {participants} participants, {DRAWS} draws of one year, least of {times}");

    let studio = Studio::new(Arc::new(dossier), "0");
    let values = phases(&studio, &prepared);
    let all = |draws: u32| {
        let began = Instant::now();
        monte_carlo(&studio, &prepared, &question(draws), &Unwatched).unwrap_or_else(|_| panic!("it can be drawn"));
        began.elapsed()
    };
    let python = python();
    let (mut ours, mut numpy) = (Duration::MAX, Duration::MAX);
    for _ in 0..times {
        ours = ours.min(all(DRAWS));
        let (took, mean, deviation) = peer(&python, &values.file);
        numpy = numpy.min(took);
        // The same chance, by other dice: within some standard errors of each other.
        assert!((mean / values.mean - 1.0).abs() < 0.01, "means {mean} and {}", values.mean);
        assert!((deviation / values.deviation - 1.0).abs() < 0.2, "spreads {deviation} and {}", values.deviation);
    }
    say("everything, year at hand", ours);
    say("NumPy, one sum a participant", numpy);
    println!("{:34} {:>9.1} ×", "NumPy takes", numpy.as_secs_f64() / ours.as_secs_f64());
    for draws in [DRAWS, 2 * DRAWS, 4 * DRAWS] {
        let took = (0..times).map(|_| all(draws)).min().unwrap_or_default();
        say(&format!("{draws} draws"), took);
    }
}

fn say(what: &str, took: Duration) {
    println!("{what:34} {:>9.1} ms", took.as_secs_f64() * 1000.0);
}

fn question(draws: u32) -> MonteCarlo {
    MonteCarlo { draws, seed: 1, cv_births: None, cv_complex: None, cv_tariff: None }
}

/// What NumPy adds up, and what our own dice make of it.
struct Values {
    file: PathBuf,
    mean: f64,
    deviation: f64,
}

/// The phases one by one; and the mono values of the year as NumPy reads them.
fn phases(studio: &Studio, prepared: &Prepared) -> Values {
    let model = &prepared.models[0].changed;
    let timed = |what: &str, began: Instant| say(what, began.elapsed());
    let began = Instant::now();
    let base = studio.base(None, 2026).expect("there is a year");
    let projected = studio.shelf().project(&base, &Changes::none(), 2026).expect("it can be projected");
    timed("project", began);
    let began = Instant::now();
    let ready = studio.shelf().divide(&projected, model).expect("it can be divided");
    timed("value and divide", began);
    let began = Instant::now();
    let urn = Urn::of(&ready, model, false).expect("it can be gathered");
    timed("gather what episodes add", began);
    println!("{:34} {:>9} numbers in {} cells", "", urn.table.entries(), urn.table.cells.len());

    let question = question(DRAWS);
    let dice = Dice::of(&question, 2026);
    let (mut drawing, mut adding, mut settling) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    let mut totals: Vec<f64> = Vec::new();
    for block in 0..u64::from(DRAWS) / LANES as u64 {
        let began = Instant::now();
        let drawn = dice.multiplicities(block, &dice.shocks(block), &urn.is_complex);
        drawing += began.elapsed();
        let began = Instant::now();
        let sums = urn.table.sums(&drawn);
        adding += began.elapsed();
        let mono = || urn.table.cells.iter().enumerate().filter(|(_, cell)| matches!(cell, Cell::Mono(_)));
        totals.extend((0..LANES).map(|lane| mono().map(|(cell, _)| sums.of(cell, lane) as f64).sum::<f64>()));
        let began = Instant::now();
        let lanes: Vec<usize> = (0..LANES).collect();
        lanes.par_iter().for_each(|lane| {
            urn.draw(&sums, *lane, ONE, &[]).expect("it can be settled");
        });
        settling += began.elapsed();
    }
    say("  dice", drawing);
    say("  sums", adding);
    say("  settlements", settling);
    let count = totals.len() as f64;
    let mean = totals.iter().sum::<f64>() / count;
    let deviation = (totals.iter().map(|total| (total - mean).powi(2)).sum::<f64>() / (count - 1.0)).sqrt();
    Values { file: written(&urn.table), mean, deviation }
}

/// Episode, participant and cents of every mono value, a column after the other.
fn written(table: &Table) -> PathBuf {
    let (mut episodes, mut participants, mut cents) = (Vec::new(), Vec::new(), Vec::new());
    for (at, cell) in table.cells.iter().enumerate() {
        if let Cell::Mono(who) = cell {
            for (episode, value) in table.added(at) {
                episodes.extend(episode.to_le_bytes());
                participants.extend(who.0.to_le_bytes());
                cents.extend(value.to_le_bytes());
            }
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/chance/values.bin");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, [episodes, participants, cents].concat()).expect("there is room");
    file
}

fn python() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/chance/venv");
    let program = folder.join("bin/python");
    if !program.is_file() {
        let done = |command: &mut Command| assert!(command.status().expect("it starts").success(), "{command:?}");
        done(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        let requirements = root.join("benches/chance/requirements.txt");
        done(Command::new(&program).args(["-m", "pip", "install", "--quiet", "-r"]).arg(requirements));
    }
    program
}

/// Seconds, mean and standard deviation that NumPy finds.
fn peer(python: &Path, file: &Path) -> (Duration, f64, f64) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/chance/peer.py");
    let output = Command::new(python).arg(script).arg(file).arg(DRAWS.to_string()).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).unwrap();
    let numbers: Vec<f64> = told.split_whitespace().map(|number| number.parse().unwrap()).collect();
    (Duration::from_secs_f64(numbers[0]), numbers[1], numbers[2])
}
