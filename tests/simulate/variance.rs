//! Why two runs differ: stories by hand, and that the parts always sum to the difference.

use crate::runs;
use crate::small::{care, dossier, model, read};
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::date::{Date, last_day};
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::simulate::variance::{Parts, Side, Variance, VarianceLine, variance};

fn year(year: i32) -> RunSpec {
    RunSpec { year, to: last_day(year), as_of: None, basis: Basis::Claimed, kind: RunKind::Interim }
}

fn of<'v>(variance: &'v Variance, code: &str) -> &'v VarianceLine {
    variance.participants.iter().find(|line| line.code == code).unwrap()
}

fn told(before: (&Dossier, &Model, &RunSpec), after: (&Dossier, &Model, &RunSpec)) -> Variance {
    let side = |(dossier, model, spec)| Side { dossier, model, spec };
    variance(side(before), side(after), Ok(before.1)).unwrap()
}

#[test]
fn more_care_at_a_higher_price_delivered_by_others() {
    // 2026: 2 claims of 100.00, all V1. 2027: 3 claims of 110.00; one half of each is Z1's.
    let both: &[&str] = &["V1", "Z1"];
    let rows = care(&[
        ("2026-03-01", &["V1"]),
        ("2026-04-01", &["V1"]),
        ("2027-03-01", both),
        ("2027-04-01", both),
        ("2027-05-01", both),
    ]);
    let tariffs = "insurer,performance,valid_from,valid_to,tariff\n3311,PRE,2026-01-01,2026-12-31,100.00\n\
         3311,PRE,2027-01-01,,110.00\n";
    let dossier = dossier(rows.into_iter().chain([("integral_tariffs.csv", tariffs.to_owned())]));
    let model = model(&dossier, "");
    let found = told((&dossier, &model, &year(2026)), (&dossier, &model, &year(2027)));
    // 200.00 × 3/2 = 300.00; no other composition; × 110/100 = 330.00; half of it to Z1.
    let midwife = of(&found, "V1");
    assert_eq!((midwife.before, midwife.after), (Cents(20_000), Cents(16_500)));
    let parts = Parts { volume: Cents(10_000), price: Cents(3_000), mix: Cents(-16_500), ..Parts::default() };
    assert_eq!(midwife.parts, parts);
    assert_eq!(of(&found, "Z1").parts, Parts { mix: Cents(16_500), ..Parts::default() });
    assert_eq!(
        found.all.as_ref().unwrap().parts,
        Parts { volume: Cents(10_000), price: Cents(3_000), ..Parts::default() }
    );
    assert!(found.model_within_mix.is_none());
}

#[test]
fn in_one_year_what_changed_of_the_old_period_is_a_correction_and_the_new_period_is_volume() {
    let rows: [(&str, &[&str]); 3] = [("2026-03-01", &["V1"]), ("2026-04-01", &["V1"]), ("2026-09-01", &["V1"])];
    let then = dossier(care(&rows));
    // The insurer rejects the first claim; an adjustment of 30.00 comes in.
    let events = "event_id,claim_id,date,kind\nR1,C0,2026-08-01,rejected\n";
    let adjustments = "adjustment_id,date,kind,amount\nA1,2026-08-01,bonus,30.00\n";
    let more = [("claim_events.csv", events.to_owned()), ("adjustments.csv", adjustments.to_owned())];
    let now = dossier(care(&rows).into_iter().chain(more));
    let text = "[[adjustment]]\nkinds = [\"bonus\"]\nrule = {kind = \"proportional\", prices = \"shadow\"}\n";
    let (old, new) = (model(&then, text), model(&now, text));
    let half = RunSpec { to: Date::new(2026, 6, 30).unwrap(), ..year(2026) };
    let found = told((&then, &old, &half), (&now, &new, &year(2026)));
    // Then 2 claims; now 1 of the same period (−100.00), the bonus (+30.00), and 1 episode after it: 100.00 × 2/1.
    let parts = Parts { corrections: Cents(-7_000), volume: Cents(10_000), ..Parts::default() };
    assert_eq!(of(&found, "V1").parts, parts);
}

#[test]
fn the_same_rows_by_another_model_differ_by_the_model_its_shifts_and_its_guarantee() {
    let rows = dossier(care(&[("2026-03-01", &["V1", "Z1"]), ("2026-04-01", &["V1", "Z1"])]));
    let even = model(&rows, "");
    let shares = read(
        &rows,
        "name = \"klein\"\n[[rule]]\nrule = {kind = \"discipline_shares\", within = \"shadow\", \
         shares = {midwifery = \"70\", hospital = \"30\"}}\n",
    );
    let found = told((&rows, &even, &year(2026)), (&rows, &shares, &year(2026)));
    assert_eq!(of(&found, "V1").parts, Parts { model: Cents(4_000), ..Parts::default() });
    assert_eq!(of(&found, "Z1").parts, Parts { model: Cents(-4_000), ..Parts::default() });
    assert_eq!(found.all.as_ref().unwrap().parts, Parts::default());
}

/// Between every two runs of the example, whatever differs: the parts sum to the difference, for everyone and for all.
#[test]
fn the_parts_sum_to_the_difference_between_any_two_runs_of_the_example() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let specs = [
        RunSpec { to: Date::new(2026, 6, 30).unwrap(), basis: Basis::Accepted, ..year(2026) },
        RunSpec { kind: RunKind::Settlement, basis: Basis::Accepted, ..year(2026) },
        RunSpec { as_of: Date::new(2026, 10, 15), basis: Basis::Paid, ..year(2026) },
        year(2027),
    ];
    let models: Vec<Model> =
        ["glide", "mono", "points", "shares"].map(|name| runs::model(&folder, name, &dossier).unwrap()).into();
    let sides: Vec<(&Model, &RunSpec)> =
        models.iter().flat_map(|model| specs.iter().map(move |spec| (model, spec))).collect();
    let mut causes = Parts::default();
    for (model, spec) in &sides {
        // Every third, so that each kind of difference comes by in seconds.
        for (other, other_spec) in sides.iter().step_by(3) {
            let found = told((&dossier, model, spec), (&dossier, other, other_spec));
            let all = found.all.as_ref().unwrap();
            let before = run(&dossier, model, spec, &mut Silent).unwrap().totals.entitlements;
            let after = run(&dossier, other, other_spec, &mut Silent).unwrap().totals.entitlements;
            assert_eq!((all.before, all.after), (before, after));
            for line in found.participants.iter().chain(&found.disciplines).chain([all]) {
                let Parts { volume, price, mix, model, shifts, guarantee, corrections } = line.parts;
                let parts = [volume, price, mix, model, shifts, guarantee, corrections];
                assert_eq!(Cents::sum(parts).unwrap(), line.after.minus(line.before).unwrap(), "{line:?}");
                causes.volume.0 |= volume.0;
                causes.price.0 |= price.0;
                causes.mix.0 |= mix.0;
                causes.model.0 |= model.0;
                causes.shifts.0 |= shifts.0;
                causes.guarantee.0 |= guarantee.0;
                causes.corrections.0 |= corrections.0;
            }
        }
    }
    let Parts { volume, price, mix, model, shifts, guarantee, corrections } = causes;
    let seen = [volume, price, mix, model, shifts, guarantee, corrections];
    assert!(seen.iter().all(|cause| !cause.is_zero()), "every cause occurs: {causes:?}");
}

#[test]
fn a_run_does_not_differ_from_itself() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "glide", &dossier).unwrap();
    let spec = year(2026);
    let found = told((&dossier, &model, &spec), (&dossier, &model, &spec));
    assert!(found.participants.iter().all(|line| line.parts == Parts::default()), "{found:#?}");
}
