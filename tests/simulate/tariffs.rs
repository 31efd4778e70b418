//! Budget-neutral tariffs: by hand, as a law over every dossier of the golden vectors, and as the engine computes them.

use crate::runs;
use crate::village::{MODEL, asked, told, village};
use std::fs;
use std::sync::Arc;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::date::{Validity, last_day};
use verdeelsleutel::domain::decimal::{Price, Quantity};
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::language::Language::{En, Nl};
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::ProblemCode;
use verdeelsleutel::domain::reference::IntegralTariff;
use verdeelsleutel::domain::scenario::Prepared;
use verdeelsleutel::domain::simulation::Found;
use verdeelsleutel::domain::simulation::tariffs::{InsurerTariffs, TariffYear, TariffsFound};
use verdeelsleutel::report::simulation::{simulation_csv, simulation_table};
use verdeelsleutel::simulate::ask::ask;
use verdeelsleutel::simulate::projection::Changes;
use verdeelsleutel::simulate::projection::base::Base;
use verdeelsleutel::simulate::studio::{Shelf, Studio, Unanswered, Unwatched, settlement};

fn question(fields: &str) -> String {
    format!("[[question]]\nkind = \"tariffs\"\n{fields}\n")
}

fn found(dossier: &Dossier, prepared: Prepared) -> TariffsFound {
    let mut simulation = asked(dossier, &[prepared]);
    assert!(simulation.cases.is_empty() && simulation.answers.len() == 1);
    match simulation.answers.remove(0).found {
        Found::Tariffs(found) => found,
        other => panic!("{other:?}"),
    }
}

fn of_village(years: &str, text: &str) -> TariffsFound {
    let dossier = village(&[]);
    found(&dossier, told(&dossier, years, text, &[MODEL]).unwrap_or_else(|found| panic!("{:#?}", found.errors)))
}

fn insurer<'f>(year: &'f TariffYear, code: &str) -> &'f InsurerTariffs {
    year.insurers.iter().find(|row| row.insurer == code).unwrap()
}

/// Three claims whose care is worth 140.00, 90.00 and 50.00.
#[test]
fn a_tariff_is_mono_by_claimed_unit_rounded_up() {
    let found = of_village("2027", &question(""));
    let year = &found.years[0];
    let row = &year.performances[0];
    assert_eq!((row.claims, row.episodes, row.quantity.as_str(), row.unit.as_str()), (3, 3, "3", "case"));
    assert_eq!((row.mono, row.overhead), (Cents(28_000), Cents(0)));
    // 280.00 / 3 = 93.33⅓; residuals 46.67, −3.33 and −43.33: √(3/2 · 4066.67) / 3.
    assert_eq!((row.tariff, row.standard_error), (Some(Cents(9_334)), Some(Cents(2_603))));
    assert_eq!((row.revenue, year.total.rounding), (Cents(28_002), Cents(2)));
    // What holds: 100.00, 100.00 (also where 95.00 was accepted) and 90.00, continued.
    let list = &row.held_beside;
    assert_eq!((list.claims, list.without_tariff, list.average), (3, 0, Some(Cents(9_667))));
    assert_eq!((list.revenue, list.neutral, list.difference), (Cents(29_000), Cents(28_002), Cents(998)));
    assert_eq!(found.list, "agreed");
}

#[test]
fn every_insurer_has_its_own_case_mix() {
    let found = of_village("2027", &question(""));
    let year = &found.years[0];
    let first = insurer(year, "3311");
    assert_eq!((first.mono, first.revenue, first.difference), (Cents(14_000), Cents(9_334), Cents(-4_666)));
    let indices = ["3311", "3312", "7095"].map(|code| insurer(year, code).index.clone().unwrap());
    assert_eq!(indices, ["150.0", "96.4", "53.6"]);
    assert_eq!(Cents::sum(year.insurers.iter().map(|row| row.expected)), Ok(Cents(28_000)));
    assert_eq!(insurer(year, "7095").held_beside.difference, Cents(9_000 - 9_334));
}

#[test]
fn overhead_is_a_percentage_of_mono_or_an_amount_a_year() {
    let tariff = |overhead: &str| {
        let found = of_village("2027, 2028", &question(&format!("overhead = {overhead}")));
        let rows = found.years.iter().map(|year| &year.performances[0]);
        rows.map(|row| (row.overhead.0, row.tariff.unwrap().0)).collect::<Vec<_>>()
    };
    assert_eq!(tariff("{percentage = \"2.5\"}"), [(700, 9_567); 2]);
    // The smallest part of a cent is a whole one.
    assert_eq!(tariff("{percentage = \"0.000012\"}"), [(1, 9_334); 2]);
    assert_eq!(tariff("{amount = \"10.00\"}"), [(1_000, 9_667); 2]);
}

#[test]
fn the_changes_of_the_scenario_count() {
    let text = "[[change]]\nkind = \"shadow_tariff\"\nactivity = \"POLI\"\namount = \"80.00\"\nfrom = 2028\n\
         [[change]]\nkind = \"integral_tariff\"\nfactor = \"1.1\"\nfrom = 2028\n";
    let found = of_village("2027, 2028", &format!("{text}{}", question("")));
    let of = |year: usize| &found.years[year].performances[0];
    assert_eq!(
        (of(0).mono, of(0).tariff, of(0).held_beside.revenue),
        (Cents(28_000), Some(Cents(9_334)), Cents(29_000))
    );
    // 4 units at 80.00 instead of 50.00: 400.00 / 3.
    assert_eq!(
        (of(1).mono, of(1).tariff, of(1).held_beside.revenue),
        (Cents(40_000), Some(Cents(13_334)), Cents(31_900))
    );
}

#[test]
fn a_proposed_list_is_held_beside_the_neutral_one() {
    let rows = "proposed = [{performance = \"PRE\", tariff = \"92.00\"}, \
         {performance = \"PRE\", insurer = \"WAAL\", tariff = \"95.00\"}, \
         {performance = \"PRE\", insurer = \"3312\", tariff = \"99.00\"}]";
    let found = of_village("2027", &question(rows));
    assert_eq!(found.list, "proposed");
    let year = &found.years[0];
    let gains = ["3311", "3312", "7095"].map(|code| insurer(year, code).held_beside.revenue.0);
    assert_eq!(gains, [9_500, 9_900, 9_200], "its own goes before that of its concern, and that before the one of all");
    assert_eq!(year.total.held_beside.difference, Cents(28_600 - 28_002));
    // What is not named keeps the tariff that holds.
    let found =
        of_village("2027", &question("proposed = [{performance = \"PRE\", insurer = \"7095\", tariff = \"50.00\"}]"));
    assert_eq!(found.years[0].total.held_beside.revenue, Cents(25_000));
}

/// C0 has a severity with a tariff of its own, C2 one without; C3 has no care.
const SEVERE: [(&str, &str); 3] = [
    (
        "claims.csv",
        "claim_id,episode_id,date,insurer,performance,severity,quantity\nC0,T0,2026-03-01,3311,PRE,Z1,1\n\
         C1,T1,2026-04-01,3312,PRE,,1\nC2,T2,2026-02-28,7095,PRE,Z9,1\nC3,T3,2026-02-28,7095,PRE,,1\n",
    ),
    (
        "integral_tariffs.csv",
        "insurer,performance,severity,valid_from,tariff\nWAAL,PRE,,2026-01-01,100.00\nWAAL,PRE,Z1,2026-01-01,150.00\n\
         7095,PRE,,2026-01-01,90.00\n",
    ),
    ("claim_events.csv", "event_id,claim_id,date,kind,amount\nR1,C2,2026-05-01,accepted,95.00\n"),
];

#[test]
fn a_severity_has_a_tariff_of_its_own_where_one_is_agreed() {
    let dossier = village(&SEVERE);
    let read = |fields: &str| told(&dossier, "2026", &question(fields), &[MODEL]).unwrap();
    let year = &found(&dossier, read("")).years[0];
    let rows: Vec<(&str, u64, i64)> =
        year.performances.iter().map(|row| (row.severity.as_str(), row.claims, row.tariff.unwrap().0)).collect();
    // 90.00 + 50.00 + nothing, by three; and 140.00.
    assert_eq!(rows, [("", 3, 4_667), ("Z1", 1, 14_000)]);
    // No list has a tariff for Z9: that claim stands on neither side.
    assert_eq!(year.performances[0].held_beside.without_tariff, 1);
    assert_eq!(year.performances[0].held_beside.difference, Cents(10_000 + 9_000 - 2 * 4_667));
    assert_eq!(year.performances[1].held_beside.difference, Cents(1_000));
    // A proposal for a severity gives it a tariff of its own.
    let year =
        &found(&dossier, read("proposed = [{performance = \"PRE\", severity = \"Z9\", tariff = \"60.00\"}]")).years[0];
    let severities: Vec<&str> = year.performances.iter().map(|row| row.severity.as_str()).collect();
    assert_eq!((severities, year.total.held_beside.without_tariff), (vec!["", "Z1", "Z9"], 0));
    assert_eq!(year.performances[0].standard_error, Some(Cents(4_500)));
    assert_eq!(year.performances[1].standard_error, None, "one episode tells nothing of chance");
}

/// C0 was rejected and claimed again, C2 was rejected and not: its care waits, and nobody's tariff pays for it.
#[test]
fn claims_that_are_void_are_nobodys_and_their_care_goes_to_who_covers_it() {
    let dossier = village(&[
        (
            "claims.csv",
            "claim_id,episode_id,date,insurer,performance,quantity\nC0,T0,2026-03-01,3311,PRE,1\n\
             C1,T1,2026-04-01,3312,PRE,1\nC2,T2,2026-02-28,7095,PRE,1\nC3,T0,2026-03-01,7095,PRE,1\n",
        ),
        (
            "claim_events.csv",
            "event_id,claim_id,date,kind,amount\nR0,C0,2026-05-01,rejected,\nR2,C2,2026-05-01,rejected,\n",
        ),
    ]);
    let year = &found(&dossier, told(&dossier, "2026", &question(""), &[MODEL]).unwrap()).years[0];
    let row = &year.performances[0];
    assert_eq!((row.claims, row.mono, row.tariff), (2, Cents(23_000), Some(Cents(11_500))));
    assert_eq!((insurer(year, "7095").mono, year.insurers.len()), (Cents(14_000), 2));
}

#[test]
fn an_organisation_without_any_tariff_can_ask() {
    let dossier = village(&[
        ("integral_tariffs.csv", "insurer,performance,valid_from,tariff\n"),
        ("claim_events.csv", "event_id,claim_id,date,kind,amount\n"),
    ]);
    let year = &found(&dossier, told(&dossier, "2026", &question(""), &[MODEL]).unwrap()).years[0];
    assert_eq!(year.performances[0].tariff, Some(Cents(9_334)));
    assert_eq!((year.total.held_beside.claims, year.total.held_beside.without_tariff), (0, 3));
    assert_eq!(year.performances[0].held_beside.average, None);
}

fn refused(dossier: &Dossier, text: &str) -> ProblemCode {
    let prepared = told(dossier, "2026", text, &[MODEL]).unwrap();
    match ask(&Studio::new(Arc::new(dossier.clone()), "0"), &[prepared], &Unwatched) {
        Err(Unanswered::Refused(refusal)) => {
            assert!(refusal.detail_nl.ends_with('.') && refusal.detail_en.ends_with('.'), "{refusal:?}");
            refusal.code
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn care_without_a_price_and_overhead_without_care_are_refused() {
    let without = "activity,valid_from,tariff\nCONS,2025-01-01,40.00\nCTG,2025-01-01,30.00\n";
    assert_eq!(refused(&village(&[("shadow_tariffs.csv", without)]), &question("")), ProblemCode::PriceMissing);
    let free = "activity,valid_from,tariff\nCONS,2025-01-01,0.00\nPOLI,2025-01-01,0.00\nCTG,2025-01-01,0.00\n";
    let dossier = village(&[("shadow_tariffs.csv", free)]);
    assert_eq!(refused(&dossier, &question("overhead = {amount = \"1.00\"}")), ProblemCode::InvalidScenario);
    // Nothing is claimed, and nothing has to be brought in.
    let none = "[[change]]\nkind = \"volume\"\nfactor = \"0\"\n";
    let dossier = village(&[]);
    let prepared = told(&dossier, "2026", &format!("{none}{}", question("")), &[MODEL]).unwrap();
    assert_eq!(found(&dossier, prepared).years[0].performances[0].tariff, None);
}

/// Whatever the dossier: the tariffs cover mono and overhead, and are not a cent a unit too high.
#[test]
fn at_the_neutral_tariffs_revenue_covers_mono_and_overhead_and_hardly_more() {
    let mut seen = (0, 0);
    let mut folders: Vec<_> =
        fs::read_dir(runs::repository("tests/vectors")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("run.txt").is_file());
    folders.sort();
    for folder in &folders {
        let Ok(dossier) = runs::read(folder) else { continue };
        let Ok(base) = Base::of(&dossier, None, 2100) else { continue };
        let model = fs::read_dir(folder.join("models")).unwrap().next().unwrap().unwrap().path();
        let model = fs::read_to_string(model).unwrap();
        let years = format!("{}, {}", base.year, base.year + 1);
        for overhead in ["", "overhead = {percentage = \"7.3\"}", "overhead = {amount = \"12345.67\"}"] {
            let Ok(prepared) = told(&dossier, &years, &question(overhead), &[&model]) else { continue };
            let studio = Studio::new(Arc::new(dossier.clone()), "0");
            let Ok(simulation) = ask(&studio, &[prepared], &Unwatched) else { continue };
            let Found::Tariffs(found) = &simulation.answers[0].found else { panic!() };
            for year in &found.years {
                seen.0 += 1;
                seen.1 += holds(year, &base.dossier);
                if overhead.contains("amount") {
                    assert_eq!(year.total.overhead, Cents(1_234_567));
                }
            }
        }
    }
    assert!(seen.0 > 200 && seen.1 > 200, "{seen:?}");
}

/// The laws of one year; in how many performances no claim is rounded, because all of them are of whole units.
fn holds(year: &TariffYear, base: &Dossier) -> usize {
    let mut whole = 0;
    for row in &year.performances {
        let quantity = Quantity::parse(&row.quantity).unwrap().wide();
        let Some(tariff) = row.tariff else {
            assert_eq!(quantity, 0);
            continue;
        };
        let (exact, due) = (i128::from(tariff.0) * quantity, i128::from(row.mono.0 + row.overhead.0) * Quantity::SCALE);
        assert!(exact >= due && exact - due < quantity, "{row:?}");
        // Each claim is rounded to the cent, as a claim is.
        let rounded = i128::from(row.revenue.0) * Quantity::SCALE - exact;
        assert!(rounded.abs() * 2 <= i128::from(row.claims) * Quantity::SCALE, "{row:?}");
        let performance = base.reference.find_performance(&row.performance).unwrap();
        let claims = base.claims.performance.iter().zip(&base.claims.quantity);
        if claims.filter(|(of, _)| **of == performance).all(|(_, units)| units.wide() % Quantity::SCALE == 0) {
            let surplus = i128::from(row.revenue.0 - row.mono.0 - row.overhead.0);
            assert!(surplus >= 0 && surplus * Quantity::SCALE < quantity, "{row:?}");
            whole += 1;
        }
    }
    let total = &year.total;
    assert_eq!(total.rounding, Cents(total.revenue.0 - total.mono.0 - total.overhead.0));
    let sum = |of: fn(&InsurerTariffs) -> Cents| Cents::sum(year.insurers.iter().map(of)).unwrap();
    assert_eq!(sum(|row| row.mono), total.mono);
    assert_eq!(sum(|row| row.revenue), total.revenue);
    assert_eq!(sum(|row| row.held_beside.difference), total.held_beside.difference);
    if year.performances.iter().all(|row| row.tariff.is_some()) {
        assert_eq!(sum(|row| row.expected), total.mono);
    }
    let rows = || year.performances.iter();
    assert_eq!(Cents::sum(rows().map(|row| row.mono)), Ok(total.mono));
    assert_eq!(Cents::sum(rows().map(|row| row.revenue)), Ok(total.revenue));
    assert_eq!(Cents::sum(rows().map(|row| row.held_beside.difference)), Ok(total.held_beside.difference));
    whole
}

/// The example, its tariffs replaced by the neutral ones in every way they can be: the engine brings in what was said, on
/// care that is worth what was said.
#[test]
fn a_run_at_the_neutral_tariffs_brings_in_what_was_said() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let glide = fs::read_to_string(folder.join("models/glide.toml")).unwrap();
    let text = fs::read_to_string(folder.join("scenarios/kostendekkende-tarieven.toml")).unwrap();
    let (_, text) = text.split_once("[[change]]").unwrap();
    let prepared = told(&dossier, "2026, 2027", &format!("[[change]]{text}"), &[&glide]).unwrap();
    let base = Arc::new(Base::of(&dossier, None, 2027).unwrap());
    let changes = Changes::of(&prepared.scenario, std::iter::once(&prepared.models[0].changed)).unwrap();
    let found = found(&dossier, prepared);
    for year in &found.years {
        let projected = Shelf::with_room_for(0).project(&base, &changes, year.year).unwrap();
        let mut dossier = projected.year.dossier.clone();
        dossier.events = Default::default();
        dossier.reference.contracts.clear();
        dossier.reference.integral_tariffs.clear();
        for row in &year.performances {
            for insurer in dossier.reference.insurers.clone() {
                dossier.reference.integral_tariffs.push(IntegralTariff {
                    insurer: insurer.code,
                    performance: dossier.reference.find_performance(&row.performance).unwrap(),
                    severity: dossier.reference.find_severity(&row.severity).unwrap(),
                    validity: Validity::ALWAYS,
                    tariff: Price(row.tariff.unwrap().0 * 100),
                    provisional: false,
                    source: String::new(),
                });
            }
        }
        dossier.reference.sort_tariffs();
        let model = runs::model(&folder, "mono", &dossier).unwrap();
        assert_eq!(settlement(year.year).to, last_day(year.year));
        let outcome = run(&dossier, &model, &settlement(year.year), &mut Silent).unwrap();
        assert_eq!(outcome.totals.mono_baseline, year.total.mono);
        assert_eq!(outcome.totals.revenue, year.total.revenue);
        let of_engine: Vec<(&str, Cents)> =
            outcome.insurers.iter().map(|row| (row.code.as_str(), row.revenue)).collect();
        let said: Vec<(&str, Cents)> = year.insurers.iter().map(|row| (row.insurer.as_str(), row.revenue)).collect();
        assert_eq!(of_engine, said);
        for row in &outcome.performances {
            let code = dossier.reference.performance_code(row.performance);
            let own = || year.performances.iter().filter(|own| own.performance == code);
            assert_eq!(own().map(|own| own.claims).sum::<u64>(), row.claims);
            assert_eq!(Cents::sum(own().map(|own| own.revenue)), Ok(row.revenue));
        }
    }
}

#[test]
fn the_table_and_the_csv_say_it_in_words() {
    let dossier = village(&[]);
    let read = |fields: &str| told(&dossier, "2027", &question(fields), &[MODEL]).unwrap();
    let simulation = asked(&dossier, &[read("overhead = {percentage = \"2.5\"}")]);
    let dutch = simulation_table(&simulation, Nl).unwrap();
    for part in
        ["proef · kostendekkende integrale tarieven", "2,5% van mono", "95,67", "26,03", "150,0", "Aangenomen is:"]
    {
        assert!(dutch.contains(part), "{part} is not in\n{dutch}");
    }
    assert!(!dutch.contains("houdt het bedrag"), "no claim keeps its amount here:\n{dutch}");
    let english =
        simulation_table(&asked(&dossier, &[read("proposed = [{performance = \"PRE\", tariff = \"92\"}]")]), En)
            .unwrap();
    for part in
        ["budget-neutral integral tariffs", "gain or loss", "proposed", "accepted amounts and ceilings play no part"]
    {
        assert!(english.contains(part), "{part} is not in\n{english}");
    }
    let csv = simulation_csv(&simulation).unwrap();
    assert!(csv.contains("proef,,tariffs,,2027,performance,PRE,tariff,95.67,,\n"), "{csv}");
    assert!(csv.contains("proef,,tariffs,,2027,insurer,3311,index,150.0,,\n"), "{csv}");
    assert!(csv.contains("proef,,tariffs,,2027,total,,list_difference,2.99,,\n"), "{csv}");
}
