//! What a comparison says: figures that add up, cost and work apart, and the same bytes every time.

use crate::runs;
use crate::village::{MODEL, asked, prepared, told, village};
use serde_json::Value;
use std::fs;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::language::Language::{En, Nl};
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::question::QuestionKind;
use verdeelsleutel::domain::scenario::Prepared;
use verdeelsleutel::domain::simulation::{Case, Figures, Simulation, YearFigures};
use verdeelsleutel::intake::scenario::{ModelText, prepare, read};
use verdeelsleutel::report::result::json;
use verdeelsleutel::report::simulation::{simulation_csv, simulation_table};

/// Half of the hospital's care to the midwives, in the episode or over all of them.
const SHIFT: &str = "[[change]]\nkind = \"care_shift\"\nfrom_discipline = \"hospital\"\nfrom_activity = \"POLI\"\n\
     to_discipline = \"midwifery\"\nto_activity = \"CTG\"\nshare = [{year = 2027, share = \"50\"}]\n";

fn compared(dossier: &Dossier, prepared: Prepared) -> Simulation {
    asked(dossier, &[prepared])
}

/// Every scenario of the example.
fn example() -> (Dossier, Vec<Prepared>) {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder.join("scenarios")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let of = |path: &std::path::PathBuf| {
        let scenario = read("scenarios/proef.toml", &fs::read(path).unwrap(), &dossier.reference).unwrap();
        let bytes: Vec<(String, Vec<u8>)> = scenario
            .models
            .iter()
            .map(|model| (model.path.clone(), fs::read(folder.join(&model.path)).unwrap()))
            .collect();
        let texts: Vec<ModelText<'_>> = bytes.iter().map(|(file, bytes)| ModelText { file, bytes }).collect();
        prepare("scenarios/proef.toml", scenario, &texts, &dossier.reference).unwrap_or_else(|_| panic!("{path:?}"))
    };
    let compares =
        |one: &Prepared| one.scenario.questions.iter().all(|question| question.what == QuestionKind::Compare);
    let prepared = paths.iter().map(of).filter(compares).collect();
    (dossier, prepared)
}

#[test]
fn cost_hours_and_margin_stand_apart_from_revenue() {
    let dossier = village(&[]);
    let found = compared(&dossier, prepared(&dossier, "2027", SHIFT));
    let year = &found.cases[0].years[0];
    let of = |code: &str| year.participants.iter().find(|row| row.participant == code).unwrap().figures;
    // Z1 keeps 2 of 4 units at 20.00 and 2 hours.
    let hospital = of("Z1");
    let cost = hospital.variable_cost.unwrap();
    assert_eq!((cost.value, cost.base, cost.difference), (Cents(4_000), Cents(8_000), Cents(-4_000)));
    let hours = hospital.hours.unwrap();
    assert_eq!(
        (hours.value.to_string(), hours.base.to_string(), hours.difference.to_string()),
        ("4".into(), "8".into(), "-4".into())
    );
    // V1: one consult (10.00; 1.5) and 1 + 0.25 CTG (12.50; 0.5 each).
    let midwife = of("V1");
    assert_eq!(midwife.variable_cost.unwrap().value, Cents(2_563));
    assert_eq!(midwife.hours.unwrap().value.to_string(), "2.125");
    assert_eq!(midwife.margin.unwrap().value, midwife.entitlement.value.minus(Cents(2_563)).unwrap());
    // What moved is worth 30.00 instead of 50.00 a unit.
    assert_eq!((year.total.figures.mono.base, year.total.figures.mono.value), (Cents(28_000), Cents(24_000)));
}

#[test]
fn without_cost_and_hours_there_are_no_figures_of_them() {
    let activities = "activity,name,discipline,bundle\nCONS,Consult,midwifery,prenatal\nCTG,CTG,midwifery,prenatal\n\
         POLI,Poli,hospital,prenatal\n";
    let dossier = village(&[("activities.csv", activities)]);
    let found = compared(&dossier, prepared(&dossier, "2027", SHIFT));
    let document: Value = serde_json::from_str(&json(&found)).unwrap();
    let total = &document["cases"][0]["years"][0]["total"];
    assert!(total.get("margin").is_none() && total.get("hours").is_none() && total.get("entitlement").is_some());
}

#[test]
fn losers_and_gainers_come_by_what_they_lose_and_gain() {
    let dossier = village(&[]);
    let changes = "[[change]]\nkind = \"shadow_tariff\"\ndiscipline = \"hospital\"\nfactor = \"0.5\"\n";
    let found = compared(&dossier, prepared(&dossier, "2027, 2028", changes));
    let standing = &found.cases[0].years[1].standing;
    assert_eq!(standing.losers_against_base, ["Z1"]);
    assert!(standing.gainers_against_base.is_empty() && standing.losers_against_mono.is_empty());
}

fn adds_up(figures: &Figures) {
    let Figures { entitlement, mono, against_mono, margin, variable_cost, .. } = figures;
    for figure in [entitlement, mono, against_mono, &margin.unwrap(), &variable_cost.unwrap()] {
        assert_eq!(figure.difference, figure.value.minus(figure.base).unwrap());
    }
    assert_eq!(against_mono.value, entitlement.value.minus(mono.value).unwrap());
    assert_eq!(against_mono.base, entitlement.base.minus(mono.base).unwrap());
    assert_eq!(margin.unwrap().value, entitlement.value.minus(variable_cost.unwrap().value).unwrap());
}

fn year_adds_up(year: &YearFigures) {
    let sum = |of: &dyn Fn(&Figures) -> Cents, of_disciplines: bool| {
        let figures: Vec<&Figures> = if of_disciplines {
            year.disciplines.iter().map(|row| &row.figures).collect()
        } else {
            year.participants.iter().map(|row| &row.figures).collect()
        };
        figures.into_iter().for_each(adds_up);
        Cents::sum(year_sum(of, year, of_disciplines)).unwrap()
    };
    let total = &year.total.figures;
    adds_up(total);
    for of_disciplines in [false, true] {
        assert_eq!(sum(&|figures| figures.entitlement.value, of_disciplines), total.entitlement.value);
        assert_eq!(sum(&|figures| figures.against_mono.base, of_disciplines), total.against_mono.base);
        assert_eq!(
            sum(&|figures| figures.margin.unwrap().difference, of_disciplines),
            total.margin.unwrap().difference
        );
    }
    // Where the money of the year came from and went (spec 2.8), on both sides.
    let all = &year.total;
    for side in [false, true] {
        let of =
            |figure: verdeelsleutel::domain::simulation::Figure<Cents>| if side { figure.value } else { figure.base };
        let came = Cents::sum([of(all.revenue), of(all.adjustments), of(all.insurer_support)]).unwrap();
        let went =
            Cents::sum([of(all.organisation), of(total.entitlement), of(year.reserve.change), of(all.unallocated)]);
        assert_eq!(came, went.unwrap());
    }
    let guarantee = &year.guarantee;
    let paid = Cents::sum(
        [guarantee.corridor, guarantee.reserve, guarantee.gainers, guarantee.insurer, guarantee.uncovered]
            .map(|figure| figure.value),
    );
    assert_eq!(paid.unwrap(), guarantee.need.value);
}

fn year_sum<'y>(
    of: &'y dyn Fn(&Figures) -> Cents,
    year: &'y YearFigures,
    of_disciplines: bool,
) -> Box<dyn Iterator<Item = Cents> + 'y> {
    if of_disciplines {
        Box::new(year.disciplines.iter().map(|row| of(&row.figures)))
    } else {
        Box::new(year.participants.iter().map(|row| of(&row.figures)))
    }
}

fn case<'c>(found: &'c Simulation, scenario: &str, model: &str) -> &'c Case {
    let is = |case: &&Case| case.scenario.name.contains(scenario) && case.model.name.contains(model);
    found.cases.iter().find(is).unwrap_or_else(|| panic!("no {scenario} · {model}"))
}

#[test]
fn every_figure_of_every_scenario_of_the_example_adds_up() {
    let (dossier, prepared) = example();
    let found = asked(&dossier, &prepared);
    assert!(found.cases.len() >= 12);
    for case in &found.cases {
        let mut before = None;
        for year in &case.years {
            year_adds_up(year);
            let opening = (year.reserve.opening.value, year.reserve.opening.base);
            assert_eq!(opening, before.unwrap_or((Cents(18_500_000), Cents(18_500_000))), "{}", case.scenario.name);
            before = Some((year.reserve.end.value, year.reserve.end.base));
        }
    }
    // What anyone would expect of them.
    let first = |scenario: &str, model: &str| &case(&found, scenario, model).years[2].total;
    let more = |scenario: &str| first(scenario, "Glijpad").figures.mono.difference.0;
    assert!(more("tot 25%") > more("tot 50%") && more("tot 50%") > more("tot 100%") && more("tot 25%") < 0);
    assert!(first("Herijking", "Glijpad").figures.mono.difference.0 > 0);
    assert!(first("WAAL", "Glijpad").revenue.difference.0 < 0);
    let births = first("geboorten", "Glijpad").revenue;
    // Eight percent, but for RIJN, whose ceiling no longer cuts anything off.
    assert!(births.value.0 * 100 < births.base.0 * 93 && births.value.0 * 100 > births.base.0 * 91, "{births:?}");
    let leaves =
        case(&found, "VP03", "Glijpad").years[2].participants.iter().find(|row| row.participant == "VP03").unwrap();
    assert_eq!(leaves.figures.mono.value, Cents::ZERO);
    let floor = |name: &str| case(&found, name, "Glijpad").years[2].guarantee.need.value;
    assert!(floor("100 / 100 / 100") > floor("100 / 97,5") && floor("100 / 97,5") > floor("98 / 95 / 90"));
}

#[test]
fn the_same_scenarios_give_the_same_bytes_on_one_thread_and_on_two() {
    let (dossier, prepared) = example();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| json(&asked(&dossier, &prepared[..3])))
    };
    let (one, two) = (on(1), on(2));
    assert!(one == two && one == on(1));
}

#[test]
fn the_csv_has_every_figure_of_the_document() {
    let dossier = village(&[]);
    let found = compared(&dossier, prepared(&dossier, "2026, 2027", SHIFT));
    let text = simulation_csv(&found).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    let document: Value = serde_json::from_str(&json(&found)).unwrap();
    let mut seen = 0;
    for year in document["cases"][0]["years"].as_array().unwrap() {
        let number = year["year"].to_string();
        for of in ["participants", "disciplines"] {
            for row in year[of].as_array().unwrap() {
                let of = of.trim_end_matches('s');
                for (name, figure) in row.as_object().unwrap().iter().filter(|(_, figure)| figure.is_object()) {
                    let is = |cells: &&csv::StringRecord| {
                        cells[2] == *"compare"
                            && cells[4] == *number
                            && cells[5] == *of
                            && cells[6] == *row[of].as_str().unwrap()
                            && cells[7] == **name
                    };
                    let cells = rows.iter().find(is).unwrap_or_else(|| panic!("no {name} of {row}"));
                    assert_eq!(
                        [&cells[8], &cells[9], &cells[10]],
                        ["value", "base", "difference"].map(|side| figure[side].as_str().unwrap())
                    );
                    seen += 1;
                }
            }
        }
    }
    assert_eq!(seen, 2 * (4 + 2) * 10);
}

#[test]
fn the_table_says_in_both_languages_who_loses_and_what_was_assumed() {
    let dossier = village(&[]);
    let model = MODEL.replace("name = \"dorp\"", "name = \"dorp twee\"");
    let prepared = told(&dossier, "2027", SHIFT, &[MODEL, &model]).unwrap();
    let found = compared(&dossier, prepared);
    let dutch = simulation_table(&found, Nl).unwrap();
    for part in [
        "proef · dorp\n",
        "De zorg van 2026 herhaald",
        "Erop achteruit t.o.v. nu: Z1 −€ ",
        "Reserve op 31 december",
        "Geld en werk apart, 2027",
        "Aangenomen is:",
        "Het integrale tarief 7095 PRE loopt af op 2026-12-31 en geldt daarna door op 90.",
        "Voorlopige integrale tarieven (1) gelden als afgesproken.",
        "De reserve en wat is doorgeschoven openen in 2027 met de stand waarmee 2026 begon.",
        "1 declaratie houdt het bedrag",
        "Alle gevallen, laatste jaar",
        "proef · dorp twee (2027)",
    ] {
        assert!(dutch.contains(part), "{part} is not in\n{dutch}");
    }
    let english = simulation_table(&found, En).unwrap();
    for part in [
        "The care of 2026 repeated",
        "Lose against now: Z1",
        "Reserve on 31 December",
        "Assumed is:",
        "All cases, last year",
    ] {
        assert!(english.contains(part), "{part} is not in\n{english}");
    }
}
