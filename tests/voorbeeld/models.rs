//! The four models of the example, in every kind of run, and what its README says of them.

use crate::laws::{broken_laws, cents, rows};
use crate::runs::{BASES, document, dossier, model, repository};
use serde_json::Value;
use std::fs;
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};

const EXAMPLE: &str = "fixtures/voorbeeld";
const MODELS: [&str; 4] = ["glide", "mono", "points", "shares"];
const QUARTERS: [(u32, u32); 4] = [(3, 31), (6, 30), (9, 30), (12, 31)];

fn settlement(basis: Basis) -> RunSpec {
    RunSpec { year: 2026, to: Date::new(2026, 12, 31).unwrap(), as_of: None, basis, kind: RunKind::Settlement }
}

fn interims() -> impl Iterator<Item = RunSpec> {
    QUARTERS.into_iter().flat_map(|(month, day)| {
        let to = Date::new(2026, month, day).unwrap();
        BASES.into_iter().map(move |basis| RunSpec { year: 2026, to, as_of: None, basis, kind: RunKind::Interim })
    })
}

/// The results of a model in these runs; none may be refused.
fn results(name: &str, specs: impl IntoIterator<Item = RunSpec>) -> Vec<(String, Value)> {
    let folder = repository(EXAMPLE);
    let dossier = dossier(&folder);
    let model = model(&folder, name, &dossier).unwrap_or_else(|refusal| panic!("{name}: {refusal:#?}"));
    let result = |spec: RunSpec| {
        let run = format!("{name} {} {} up to {}", spec.kind.as_str(), spec.basis.as_str(), spec.to);
        let document = document(&dossier, &model, &spec).unwrap_or_else(|refusal| panic!("{run}: {refusal:#?}"));
        (run, document)
    };
    specs.into_iter().map(result).collect()
}

fn accepted(name: &str) -> Value {
    results(name, [settlement(Basis::Accepted)]).remove(0).1
}

#[test]
fn every_model_in_the_folder_is_looked_at_here() {
    let mut names: Vec<String> = fs::read_dir(repository(EXAMPLE).join("models"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, MODELS);
}

#[test]
fn every_model_settles_on_every_basis() {
    for name in MODELS {
        for (run, document) in results(name, BASES.map(settlement)) {
            assert_eq!(broken_laws(&document), [""; 0], "{run}");
            assert!(rows(&document, "held").is_empty(), "{run}");
            assert_eq!(rows(&document, "warnings"), [Value::Null; 0], "{run}");
            assert_eq!(document["totals"]["unallocated"], "0.00", "{run}");
        }
    }
}

#[test]
fn every_model_computes_an_interim_run_of_every_quarter_on_every_basis() {
    for name in MODELS {
        let mut before = 0;
        for (run, document) in results(name, interims()) {
            assert_eq!(broken_laws(&document), [""; 0], "{run}");
            if document["run"]["basis"] == "claimed" {
                let revenue = cents(&document["totals"]["revenue"]);
                assert!(revenue > before, "{run}: a longer run has more revenue");
                before = revenue;
            }
        }
    }
}

#[test]
fn revenue_lies_a_few_percent_above_the_mono_baseline() {
    for name in MODELS {
        let totals = &accepted(name)["totals"];
        let (revenue, mono) = (cents(&totals["revenue"]), cents(&totals["mono_baseline"]));
        let per_mille = (revenue - mono) * 1000 / mono;
        assert!((10..=40).contains(&per_mille), "{name}: {per_mille} per mille");
        assert!((11_500_000..=12_500_000).contains(&(revenue / 100)), "{name}: {revenue} cents");
    }
}

#[test]
fn under_mono_everybody_is_entitled_to_its_mono_baseline_to_the_cent() {
    let specs = BASES.map(settlement).into_iter().chain(interims());
    for (run, document) in results("mono", specs) {
        for row in rows(&document, "participants") {
            assert_eq!(row["entitlement"], row["mono_baseline"], "{run}: {}", row["participant"]);
        }
    }
}

#[test]
fn the_other_models_give_somebody_more_and_somebody_less() {
    for name in ["points", "shares"] {
        let document = accepted(name);
        let differences: Vec<i64> = rows(&document, "participants")
            .iter()
            .map(|row| cents(&row["entitlement"]) - cents(&row["mono_baseline"]))
            .collect();
        assert!(differences.iter().any(|cents| *cents > 0) && differences.iter().any(|cents| *cents < 0), "{name}");
    }
}

#[test]
fn the_guarantee_of_the_glide_path_is_called_and_paid() {
    let document = accepted("glide");
    let guarantee = &document["guarantee"];
    for key in ["need", "corridor", "reserve", "gainers"] {
        assert!(cents(&guarantee[key]) > 0, "{key}");
    }
    assert_eq!(guarantee["uncovered"], "0.00");
    let topped_up = |row: &&Value| cents(&row["top_up"]) > 0;
    let helped: Vec<&Value> =
        rows(&document, "participants").iter().filter(topped_up).map(|row| &row["participant"]).collect();
    assert!(helped.contains(&&Value::from("VP07")) && helped.contains(&&Value::from("ZH01")), "{helped:?}");
}

#[test]
fn with_its_other_income_and_the_guarantee_nobody_ends_below_its_floor() {
    let dossier = dossier(&repository(EXAMPLE));
    let document = accepted("glide");
    for row in rows(&document, "participants") {
        let amount = |key: &str| cents(&row[key]);
        let who = dossier.reference.find_participant(row["participant"].as_str().unwrap()).unwrap();
        let others = dossier.other_income.iter().filter(|other| other.participant == who && other.year == 2026);
        let other: i64 = others.map(|other| other.amount.0).sum();
        let ends =
            amount("allocated") + other - amount("cap_excess") + amount("cap_back") - amount("levy") + amount("top_up");
        assert!(amount("floor") > 0 && ends >= amount("floor"), "{}: {ends}", row["participant"]);
        if amount("top_up") > 0 {
            assert_eq!(ends, amount("floor"), "{}: topped up to its floor and no further", row["participant"]);
        }
    }
}

#[test]
fn care_shifts_under_the_glide_path_and_the_settlement_follows_it() {
    let document = accepted("glide");
    let [shift] = rows(&document, "shifts") else { panic!("one shift") };
    assert!(cents(&shift["credits"]) > 0);
    assert_eq!(shift["charges"], "0.00", "in the first year the hospital keeps its income");
    assert_ne!(shift["shifted_units"], shift["units"], "the pilot is not counted");
}

#[test]
fn the_readme_tells_what_the_models_cost() {
    let readme = fs::read_to_string(repository(EXAMPLE).join("README.md")).unwrap();
    let reserve = euros(&accepted("mono")["totals"]["reserve_change"]);
    let need = euros(&accepted("glide")["guarantee"]["need"]);
    assert!(readme.contains(&format!("reserve + € {reserve}")), "reserve {reserve}");
    assert!(readme.contains(&format!("de garantie kost € {need}")), "need {need}");
}

/// Whole euros as the README writes them: `143.568`.
fn euros(amount: &Value) -> String {
    let euros = (cents(amount) + 50) / 100;
    format!("{}.{:03}", euros / 1000, euros % 1000)
}
