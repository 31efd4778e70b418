//! Monitoring of shifts: units and rates by month.

use crate::attack::settlement;
use crate::runs;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::shift_rates::RateLine;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::run::{Basis, RunSpec};
use verdeelsleutel::report::shift_rates::ShiftMonitor;

fn line(month: Option<&str>, units: &str, episodes: usize, rate: Option<&str>, on_target: Option<bool>) -> RateLine {
    RateLine {
        month: month.map(str::to_owned),
        units: units.to_owned(),
        episodes,
        rate: rate.map(str::to_owned),
        on_target,
    }
}

/// Four episodes, claimed from March to June; CTGs by the practice in February, March and April: 1, 1 and 0.7.
#[test]
fn a_story_by_hand() {
    let folder = runs::repository("fixtures/golden/shift-with-baseline-rate");
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "model", &dossier).unwrap();
    let spec = RunSpec { basis: Basis::Claimed, ..settlement(2026) };
    let monitor = ShiftMonitor::new(&dossier, &model, &spec).unwrap();
    let [shift] = monitor.shifts.as_slice() else { panic!("one shift") };
    assert_eq!((shift.baseline_rate.as_str(), shift.target_rate.as_deref()), ("12.5", Some("75")));
    // 2.7 × 100 / 4
    assert_eq!(shift.total, line(None, "2.7", 4, Some("67.50"), Some(false)));
    let months = [
        line(Some("2026-02"), "1", 0, None, None),
        line(Some("2026-03"), "1", 1, Some("100.00"), Some(true)),
        line(Some("2026-04"), "0.7", 1, Some("70.00"), Some(false)),
        line(Some("2026-05"), "0", 1, Some("0.00"), Some(false)),
        line(Some("2026-06"), "0", 1, Some("0.00"), Some(false)),
    ];
    assert_eq!(shift.months, months);
    assert!(monitor.to_json().contains("\"baseline_rate\": \"12.5\""));
}

#[test]
fn totals_are_those_of_the_run() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "glide", &dossier).unwrap();
    let outcome = run(&dossier, &model, &settlement(2026), &mut Silent).unwrap();
    let monitor = ShiftMonitor::new(&dossier, &model, &settlement(2026)).unwrap();
    assert_eq!(monitor.shifts.len(), outcome.shifts.len());
    for (shift, settled) in monitor.shifts.iter().zip(&outcome.shifts) {
        assert_eq!(i64::try_from(shift.total.episodes).unwrap(), settled.volume.episodes);
        let units = verdeelsleutel::domain::decimal::scaled_text(settled.volume.units, 4);
        assert_eq!(shift.total.units, units, "{}", shift.name);
    }
}
