//! The insurer-facing report: figures by hand, sums over the example, and what is not in it.

use crate::attack::settlement;
use crate::runs;
use std::path::PathBuf;
use verdeelsleutel::calc::insured::{CeilingLine, PerformanceLine, StateLine};
use verdeelsleutel::calc::outcome::Outcome;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::date::{Date, first_day};
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::language::Language;
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::ProblemCode;
use verdeelsleutel::domain::run::{Basis, RunSpec};
use verdeelsleutel::report::insurer::InsurerReport;

fn computed(folder: &str, name: &str, basis: Basis) -> (Dossier, Model, Outcome) {
    let folder: PathBuf = runs::repository(folder);
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, name, &dossier).unwrap();
    let spec = RunSpec { basis, ..settlement(2026) };
    let outcome = run(&dossier, &model, &spec, &mut Silent).unwrap();
    (dossier, model, outcome)
}

fn performance(code: &str, tariff: &str, claims: u64, claimed: i64, revenue: i64) -> PerformanceLine {
    PerformanceLine {
        performance: code.to_owned(),
        severity: String::new(),
        tariff: Some(tariff.to_owned()),
        claims,
        quantity: claims.to_string(),
        claimed: Cents(claimed),
        revenue: Cents(revenue),
    }
}

/// The amounts are those of the story's about.md.
#[test]
fn two_ceilings_by_hand() {
    let (dossier, model, outcome) = computed("fixtures/golden/ceilings-in-order", "model", Basis::Claimed);
    let report = |code, from| InsurerReport::new(&dossier, &model, &outcome, code, from).unwrap().figures;
    let concern = report("ALFA", first_day(2026));
    assert_eq!(concern.insurers, ["0101", "3311"]);
    let births = performance("NAT", "1377.90", 2, 275_580, 226_516);
    assert_eq!(concern.performances, [births, performance("PRE", "811.03", 1, 81_103, 73_484)]);
    let ceiling = |contract: &str, performance: Option<&str>, ceiling, claimed, over| CeilingLine {
        contract: contract.to_owned(),
        performance: performance.map(str::to_owned),
        ceiling: Cents(ceiling),
        claimed: Cents(claimed),
        over: Cents(over),
    };
    let of_label = ceiling("3311", Some("NAT"), 250_001, 275_580, 25_579);
    assert_eq!(concern.ceilings, [of_label.clone(), ceiling("ALFA", None, 300_000, 331_104, 31_104)]);
    let waiting = StateLine { state: "claimed", age: "181-", claims: 3, value: Cents(356_683) };
    assert_eq!(concern.states, [waiting]);
    // A label does not see the ceiling of the whole concern, which would tell of the other.
    assert_eq!(report("3311", first_day(2026)).ceilings, [of_label]);
    assert_eq!(report("0101", first_day(2026)).ceilings, []);
    // From May on there is C3 alone; ceilings stay those of the year.
    let later = report("ALFA", Date::new(2026, 5, 1).unwrap());
    assert_eq!(later.performances, [performance("NAT", "1377.90", 1, 137_790, 113_258)]);
    assert_eq!(later.ceilings, concern.ceilings);
    // One other episode is not compared with.
    assert!(concern.complex.iter().all(|line| line.share_of_others.is_none()));
    assert!(concern.mono_index.iter().filter(|line| line.month.is_none()).all(|line| line.index.is_none()));
}

#[test]
fn who_is_unknown_or_looks_outside_the_run_is_refused() {
    let (dossier, model, outcome) = computed("fixtures/golden/ceilings-in-order", "model", Basis::Claimed);
    let code = |insurer, from| InsurerReport::new(&dossier, &model, &outcome, insurer, from).err().unwrap().code;
    assert_eq!(code("9999", first_day(2026)), ProblemCode::UnknownInsurer);
    assert_eq!(code("ALFA", first_day(2025)), ProblemCode::InvalidRun);
}

#[test]
fn reports_of_the_example_add_up_and_name_no_participant() {
    let (dossier, model, outcome) = computed("fixtures/voorbeeld", "glide", Basis::Accepted);
    let mut revenue = Cents::ZERO;
    for row in &dossier.reference.insurers {
        let report = InsurerReport::new(&dossier, &model, &outcome, &row.code, first_day(2026)).unwrap();
        let figures = &report.figures;
        let own = Cents::sum(figures.performances.iter().map(|line| line.revenue)).unwrap();
        let expected = outcome.insurers.iter().find(|known| known.code == row.code).map_or(Cents::ZERO, |r| r.revenue);
        assert_eq!(own, expected, "{}", row.code);
        revenue.add(own).unwrap();
        let text = report.to_json() + &report.to_csv(Language::Nl).unwrap();
        for participant in &dossier.reference.participants {
            assert!(!text.contains(&participant.code) && !text.contains(&participant.name), "{}", participant.code);
        }
        let others = dossier.reference.insurers.iter().filter(|other| other.code != row.code);
        for other in others {
            assert!(!text.contains(&other.name) && !text.contains(&format!("\"{}\"", other.code)), "{}", other.code);
        }
        let header = report.to_csv(Language::En).unwrap();
        assert!(header.starts_with("insurer,section,code,feature,period,number,amount,value\n"));
    }
    assert_eq!(revenue, outcome.totals.revenue);
    let concern = InsurerReport::new(&dossier, &model, &outcome, "WAAL", first_day(2026)).unwrap().figures;
    let prenatal = concern.complex.iter().find(|line| line.bundle == "prenatal" && line.month.is_none()).unwrap();
    assert!(prenatal.complex > 0 && prenatal.complex < prenatal.claims && prenatal.share_of_others.is_some());
    let monthly: u64 =
        concern.complex.iter().filter(|line| line.bundle == "prenatal" && line.month.is_some()).map(|l| l.claims).sum();
    assert_eq!(monthly, prenatal.claims);
    let over: Cents = Cents::sum(concern.ceilings.iter().map(|line| line.over)).unwrap();
    let own = outcome.insurers.iter().filter(|row| concern.insurers.contains(&row.code));
    assert_eq!(over, Cents::sum(own.map(|row| row.over_ceiling)).unwrap());
    assert!(!concern.overhead.is_empty() && !concern.states.is_empty());
    // Another agreed on a severity.
    let other = dossier.reference.insurers.iter().find(|row| row.code == "7095").unwrap();
    let figures = InsurerReport::new(&dossier, &model, &outcome, &other.code, first_day(2026)).unwrap().figures;
    assert!(concern.severities.is_empty() && figures.severities.len() >= 2);
}
