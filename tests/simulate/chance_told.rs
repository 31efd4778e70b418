//! `monte_carlo` for people: how it is asked, what a board reads, and what is said when it cannot be drawn.

use crate::chance::{BY_VALUE, QUESTION, drawn, of, prepared, two_kinds, village_asked, year};
use crate::runs;
use crate::small;
use crate::village::{self, asked, with_models};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use verdeelsleutel::domain::decimal::Rate;
use verdeelsleutel::domain::language::Language::{En, Nl};
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::ProblemCode;
use verdeelsleutel::domain::question::QuestionKind;
use verdeelsleutel::domain::question::monte_carlo::MonteCarlo;
use verdeelsleutel::domain::simulation::Found;
use verdeelsleutel::domain::simulation::monte_carlo::Spread;
use verdeelsleutel::intake::scenario::read;
use verdeelsleutel::report::simulation::{simulation_csv, simulation_table};
use verdeelsleutel::report::table::number;
use verdeelsleutel::simulate::ask::ask;
use verdeelsleutel::simulate::studio::{Studio, Unanswered, Unwatched, Watch};

struct Impatient(AtomicU64);

impl Watch for Impatient {
    fn goes_on(&self, done: u64, of: u64) -> bool {
        assert!(done <= of);
        self.0.fetch_add(1, Ordering::SeqCst) < 5
    }
}

#[test]
fn whoever_looks_on_can_stop_it() {
    let dossier = Arc::new(two_kinds());
    let prepared = prepared(&dossier, "2026", "draws = 100000\n", BY_VALUE);
    let watch = Impatient(AtomicU64::new(0));
    let stopped = ask(&Studio::new(dossier, "0"), &[prepared], &watch);
    assert_eq!(stopped.map(|_| ()), Err(Unanswered::Stopped));
    assert_eq!(watch.0.load(Ordering::SeqCst), 6);
}

#[test]
fn a_draw_that_is_refused_says_which() {
    let dossier = two_kinds();
    let model = format!("{BY_VALUE}[reserve]\nminimum = \"1.00\"\nshortage = \"refuse\"\n");
    // The year itself opens with enough; in a draw that has to pay from it there is too little.
    let guarantee = "[guarantee]\nbaseline = \"mono\"\nfunding = []\nshortage = \"refuse\"\nyears = [{year = 2026, floor = \"110\"}]\n";
    let refused = |model: &str| {
        let prepared = prepared(&dossier, "2026", "", model);
        match ask(&Studio::new(Arc::new(dossier.clone()), "0"), &[prepared], &Unwatched) {
            Err(Unanswered::Refused(refusal)) => refusal,
            other => panic!("{:?}", other.map(|_| ())),
        }
    };
    assert_eq!(refused(&model).code, ProblemCode::ReserveBelowMinimum);
    // The hospital has 50.00 for care of 40.00, and is never below; the midwife neither: nothing is refused.
    let found = drawn(&dossier, "2026", "", &format!("{BY_VALUE}{}", guarantee.replace("[]", "[\"reserve\"]")));
    assert_eq!(year(&found, 0).guarantee.called, "0.0000");
    let below = "[[rule]]\nrule = {kind = \"participant_shares\", shares = {V1 = \"82\", Z1 = \"18\"}}\n\
         [guarantee]\nbaseline = \"mono\"\nfunding = [\"reserve\"]\nshortage = \"refuse\"\nyears = [{year = 2026, floor = \"100\"}]\n";
    let refusal = refused(below);
    assert_eq!(refusal.code, ProblemCode::GuaranteeUnfunded);
    assert!(refusal.detail_nl.starts_with("2026, proef: trekking "), "{}", refusal.detail_nl);
    assert!(refusal.detail_en.starts_with("2026, proef: draw "), "{}", refusal.detail_en);
}

#[test]
fn more_than_fits_is_refused_before_it_is_begun() {
    let mut participants = "participant,name,discipline\nV1,Praktijk,midwifery\nZ1,Ziekenhuis,hospital\n".to_owned();
    (2..=700).for_each(|at| participants.push_str(&format!("V{at},Praktijk,midwifery\n")));
    let [claims, deliveries] = small::care(&[("2026-03-01", &["V1"])]);
    let dossier = small::dossier([claims, deliveries, ("participants.csv", participants)]);
    let prepared = prepared(&dossier, "2026", "draws = 100000\n", BY_VALUE);
    let refused = ask(&Studio::new(Arc::new(dossier), "0"), &[prepared], &Unwatched).map(|_| ());
    let Err(Unanswered::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, ProblemCode::InvalidScenario);
    assert!(
        refusal.detail_nl.contains("met 701 deelnemers is geen ruimte; hoogstens 91298 passen"),
        "{}",
        refusal.detail_nl
    );
}

#[test]
fn the_question_is_read_with_everything_that_is_wrong_with_it() {
    let dossier = village::village(&[]);
    let read = |question: &str| village::told(&dossier, "2027", &format!("{QUESTION}{question}"), &[village::MODEL]);
    let asked = |question: &str| match &read(question).unwrap().scenario.questions[0].what {
        QuestionKind::MonteCarlo(asked) => asked.clone(),
        other => panic!("{other:?}"),
    };
    let none = MonteCarlo { draws: 1000, seed: 1, cv_births: None, cv_complex: None, cv_tariff: None };
    assert_eq!(asked(""), none);
    let cv = "draws = 100000\nseed = 0\ncv_births = \"0.05\"\ncv_complex = \"0\"\ncv_tariff = \"0.5\"\n";
    let (births, complex, tariff) = (Some(Rate(50_000)), Some(Rate(0)), Some(Rate(500_000)));
    assert_eq!(
        asked(cv),
        MonteCarlo { draws: 100_000, seed: 0, cv_births: births, cv_complex: complex, cv_tariff: tariff }
    );
    assert!(asked("cv_births = \"0\"\n").is_chance_only());
    let wrong = "draws = 999\nseed = -1\ncv_births = 0.05\ncv_complex = \"0.6\"\ncv_tariff = \"-0.1\"\nzaad = 2\n";
    let problems = read(wrong).unwrap_err().errors;
    let places: Vec<&str> = problems.iter().map(|problem| problem.column.as_str()).collect();
    assert_eq!(
        places,
        [
            "question[1].draws",
            "question[1].seed",
            "question[1].cv_births",
            "question[1].cv_complex",
            "question[1].cv_tariff",
            "question[1].zaad"
        ]
    );
    assert!(problems.iter().all(|problem| problem.message_nl != problem.message_en && problem.line > 2));
    assert_eq!(read("draws = 100001\n").unwrap_err().errors.len(), 1);
}

#[test]
fn a_board_reads_it_and_a_spreadsheet_too() {
    let found = village_asked(1);
    let dutch = simulation_table(&found, Nl).unwrap();
    for part in [
        "De zorg van 2026 herhaald.",
        "elk jaar 1.000 keer opnieuw getrokken",
        "variatiecoëfficiënt 0,1: geboorten.",
        "V1 Een",
        "onder vloer",
        "Reserve op 31 december",
        "Kans dat de garantie wordt aangesproken:",
        "Aangenomen is:",
    ] {
        assert!(dutch.contains(part), "{part}\n{dutch}");
    }
    let english = simulation_table(&found, En).unwrap();
    assert!(
        english.contains("drawn 1,000 times") && english.contains("below floor") && english.contains("Assumed is:")
    );
    let dossier = village::village(&[]);
    let only = asked(&dossier, &[village::prepared(&dossier, "2027", QUESTION)]);
    assert!(simulation_table(&only, Nl).unwrap().contains("Alleen toeval"));
    assert!(simulation_table(&only, En).unwrap().contains("Chance only"));

    let text = simulation_csv(&found).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(header[2..9], ["question", "at", "year", "of", "code", "figure", "value"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    let Found::MonteCarlo(found) = &found.answers[0].found else { panic!("another answer") };
    let expected = &of(year(found, 2), "Z1").entitlement;
    for (name, cents) in [
        ("expected", expected.expected),
        ("mean", expected.mean),
        ("sd", expected.sd),
        ("p5", expected.p5),
        ("p25", expected.p25),
        ("p50", expected.p50),
        ("p75", expected.p75),
        ("p95", expected.p95),
    ] {
        let name = format!("entitlement_{name}");
        let row = rows.iter().find(|row| &row[4] == "2028" && &row[6] == "Z1" && row[7] == *name).unwrap();
        assert_eq!(row[8], cents.to_string(), "{name}");
    }
    let called = rows.iter().find(|row| &row[4] == "2027" && &row[7] == "called").unwrap();
    assert_eq!(called[8], year(found, 1).guarantee.called);
}

/// The page of the example says what chance does to it.
#[test]
fn the_page_of_the_example_says_what_chance_does() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let page = fs::read_to_string(folder.join("README.md")).unwrap();
    let glide = fs::read_to_string(folder.join("models/glide.toml")).unwrap();
    let bytes = fs::read(folder.join("scenarios/kans.toml")).unwrap();
    let scenario = read("scenarios/kans.toml", &bytes, &dossier.reference).unwrap();
    let found = asked(&dossier, &[with_models(&dossier, scenario, &[&glide]).unwrap()]);
    let Found::MonteCarlo(found) = &found.answers[0].found else { panic!("another answer") };
    let whole = |cents: Cents| number(&((cents.0 + 50) / 100).to_string(), Nl);
    let percent = |chance: &str| format!("{}%", (chance.parse::<f64>().unwrap() * 100.0).round());
    for year in &found.models[0].years {
        let spread = |spread: &Spread| format!("€ {} – € {}", whole(spread.p5), whole(spread.p95));
        let of = |code: &str| {
            let row = year.participants.iter().find(|row| row.code == code).unwrap();
            format!("{} | {}", spread(&row.entitlement), percent(&row.below_mono))
        };
        let (need, reserve) = (spread(&year.guarantee.need), spread(&year.reserve));
        let row = format!("| {} | {} | {} | {need} | {reserve} |\n", year.year, of("ZH01"), of("VP07"));
        assert!(page.contains(&row), "README.md of the example lacks\n{row}");
        // Chance evens out: the mean is near the year without it.
        let total = &year.total.entitlement;
        assert!((total.mean.0 - total.expected.0).abs() < total.sd.0 / 8, "{total:?}");
    }
}
