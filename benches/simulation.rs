//! How long a board waits: the answer to a slider, beside the same question asked of a dossier that was just opened; and
//! a sweep of 100 points, beside 100 such questions.
//!
//! `cargo bench --profile dev --bench simulation -- [DOSSIER] [MODEL]` prints the median of several answers, and the ratio.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement that cannot go on stops")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::reference::Reference;
use verdeelsleutel::domain::scenario::Prepared;
use verdeelsleutel::intake;
use verdeelsleutel::intake::scenario::{ModelText, prepare, read};
use verdeelsleutel::simulate::ask::ask;
use verdeelsleutel::simulate::studio::{Studio, Unwatched};

/// A slider: its name, and the change that it makes at a value.
type Slider = (&'static str, fn(usize) -> String);

const SLIDERS: [Slider; 7] = [
    ("floor of the guarantee", |at| {
        let floor = 90 + at % 10;
        format!("kind = \"model\"\nset = {{guarantee = {{years = [{{year = 2028, floor = \"{floor}\"}}]}}}}")
    }),
    ("integral tariffs", |at| format!("kind = \"integral_tariff\"\nfrom = 2027\nfactor = \"1.0{:02}\"", at + 1)),
    ("shadow tariffs", |at| {
        format!("kind = \"shadow_tariff\"\ndiscipline = \"midwifery\"\nfrom = 2027\nfactor = \"1.1{:02}\"", at + 1)
    }),
    ("uptake of a shift", |at| {
        format!(
            "kind = \"care_shift\"\nshift = \"CTG in de eerste lijn\"\nshare = [{{year = 2026, share = \"{}\"}}]",
            at + 1
        )
    }),
    ("births", |at| format!("kind = \"volume\"\nfactor = \"0.9{:02}\"", at + 1)),
    ("insurers that follow", |at| format!("kind = \"retariff\"\nfrom = 2027\nshare = \"{}\"", at + 1)),
    ("a practice that leaves", |at| {
        format!(
            "kind = \"participant\"\nparticipant = \"VP03\"\nfrom = 2027\ndeliveries_to = {{VP01 = \"{}\", VP02 = \"{}\"}}",
            99 - at,
            at + 1
        )
    }),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let folder = arguments.first().map_or("fixtures/voorbeeld", String::as_str);
    let model = arguments.get(1).map_or("fixtures/voorbeeld/models/glide.toml", String::as_str);
    let (dossier, _) = intake::dossier::read(Path::new(folder)).expect("the dossier is in order");
    let model = std::fs::read(model).expect("the model can be read");
    let rows = dossier.deliveries.id.len();
    let times = if rows < 200_000 { 15 } else { 3 };
    println!("{folder}: {rows} deliveries; three years with and without the change; median of {times}\n");
    let dossier = Arc::new(dossier);
    println!("{:26} {:>10} {:>12} {:>7}", "slider", "kept", "just opened", "ratio");
    for (name, change) in SLIDERS {
        let asked: Vec<Prepared> =
            (0..times).map(|at| prepared(&dossier.reference, &model, &format!("[[change]]\n{}", change(at)))).collect();
        let studio = Studio::new(Arc::clone(&dossier), "");
        // Another value of the slider was on the table before.
        answer(&studio, &prepared(&dossier.reference, &model, &format!("[[change]]\n{}", change(98))));
        let kept = median(asked.iter().map(|one| timed(|| answer(&studio, one))));
        let opened = median(asked.iter().map(|one| timed(|| answer(&Studio::new(Arc::clone(&dossier), ""), one))));
        println!(
            "{name:26} {:>7.1} ms {:>9.1} ms {:>6.1}×",
            millis(kept),
            millis(opened),
            opened.as_secs_f64() / kept.as_secs_f64()
        );
    }
    sweep_beside(&dossier, &model, "uptake", "kind = \"uptake\", shift = \"CTG in de eerste lijn\"", |at| {
        format!("kind = \"care_shift\"\nshift = \"CTG in de eerste lijn\"\nshare = [{{year = 2026, share = \"{at}\"}}]")
    });
    sweep_beside(&dossier, &model, "floor", "kind = \"floor\", year = 2028", |at| {
        format!("kind = \"model\"\nset = {{guarantee = {{years = [{{year = 2028, floor = \"{at}\"}}]}}}}")
    });
}

/// 100 points of a sweep, beside one question for each of a dossier that was just opened (timed on a tenth of them).
fn sweep_beside(dossier: &Arc<Dossier>, model: &[u8], name: &str, parameter: &str, change: fn(usize) -> String) {
    let question =
        format!("[[question]]\nkind = \"sweep\"\nparameters = [{{{parameter}, lowest = 0, highest = 99, step = 1}}]");
    let swept = prepared(&dossier.reference, model, &question);
    let whole = timed(|| answer(&Studio::new(Arc::clone(dossier), ""), &swept));
    let apart: Duration = (0..100)
        .step_by(10)
        .map(|at| prepared(&dossier.reference, model, &format!("[[change]]\n{}", change(at))))
        .map(|one| timed(|| answer(&Studio::new(Arc::clone(dossier), ""), &one)))
        .sum();
    let apart = apart * 10;
    println!(
        "\nsweep of 100 points, {name}: {:.0} ms; asked one by one {:.0} ms: {:.1}×",
        millis(whole),
        millis(apart),
        apart.as_secs_f64() / whole.as_secs_f64()
    );
}

fn prepared(reference: &Reference, model: &[u8], rest: &str) -> Prepared {
    let text = format!("name = \"schuif\"\nyears = [2026, 2027, 2028]\n{rest}\n");
    let scenario = read("schuif.toml", text.as_bytes(), reference).unwrap_or_else(|found| panic!("{rest}\n{found:#?}"));
    let texts = [ModelText { file: "model.toml", bytes: model }];
    prepare("schuif.toml", scenario, &texts, reference).unwrap_or_else(|found| panic!("{rest}\n{found:#?}"))
}

fn answer(studio: &Studio, prepared: &Prepared) {
    black_box(ask(studio, std::slice::from_ref(prepared), &Unwatched).expect("answered"));
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
