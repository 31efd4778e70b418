//! The page of the example says what its scenarios do: the last year under the glide path, against no change.

use crate::runs;
use crate::village::asked;
use crate::village::with_models;
use std::fs;
use verdeelsleutel::domain::language::Language::Nl;
use verdeelsleutel::domain::money::{Cents, round_ratio};
use verdeelsleutel::domain::simulation::{Found, YearFigures};
use verdeelsleutel::intake::scenario::read;
use verdeelsleutel::report::table::amount;

/// Whole euros with their sign: `−€ 51.047`, and a dash for nothing.
fn euros(cents: Cents) -> String {
    let whole = round_ratio(i128::from(cents.0), 100).unwrap();
    let digits = whole.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    match whole.signum() {
        0 => "–".to_owned(),
        1 => format!("+€ {grouped}"),
        _ => format!("−€ {grouped}"),
    }
}

fn row(name: &str, year: &YearFigures) -> String {
    let of = |code: &str| {
        let row = year.disciplines.iter().find(|row| row.discipline == code).unwrap();
        row.figures.entitlement.difference
    };
    let total = &year.total;
    let figures = [
        total.revenue.difference,
        total.figures.mono.difference,
        total.figures.variable_cost.unwrap().difference,
        of("hospital"),
        of("midwifery"),
        of("maternity_care"),
        year.guarantee.need.difference,
        year.reserve.end.difference,
    ];
    format!("| `{name}` | {} |\n", figures.map(euros).join(" | "))
}

#[test]
fn the_page_of_the_example_says_what_its_scenarios_do() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let page = fs::read_to_string(folder.join("README.md")).unwrap();
    let glide = fs::read_to_string(folder.join("models/glide.toml")).unwrap();
    let mut names: Vec<String> = fs::read_dir(folder.join("scenarios"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let of = |name: &String| {
        let bytes = fs::read(folder.join("scenarios").join(name)).unwrap();
        let scenario = read(name, &bytes, &dossier.reference).unwrap();
        assert!(page.contains(&format!("| `{name}` |")), "the page should tell of {name}");
        let prepared = with_models(&dossier, scenario, &[&glide]).unwrap_or_else(|_| panic!("{name}"));
        // Those that ask something else are told by themselves.
        let found = asked(&dossier, &[prepared]);
        found.cases.first().map(|case| row(name, case.years.last().unwrap()))
    };
    let rows: String = names.iter().filter_map(of).collect();
    assert!(page.contains(&rows), "the page should have:\n{rows}");
}

/// What the README shows of a scenario is one, with every question in it.
#[test]
fn the_scenario_of_the_readme_can_be_asked() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let readme = fs::read_to_string(runs::repository("README.md")).unwrap();
    let (_, section) = readme.split_once("\n## A scenario\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let blocks = section.split("```toml\n").skip(1).map(|block| block.split_once("```").unwrap().0);
    let scenario = read("README.md", blocks.collect::<String>().as_bytes(), &dossier.reference)
        .unwrap_or_else(|problems| panic!("{:#?}", problems.errors));
    assert_eq!((scenario.changes.len(), scenario.questions.len() >= 2), (2, true));
    let glide = fs::read_to_string(folder.join("models/glide.toml")).unwrap();
    with_models(&dossier, scenario, &[&glide]).unwrap_or_else(|problems| panic!("{:#?}", problems.errors));
}

/// A scenario of the example under the models that it names itself.
fn answers(name: &str) -> Vec<Found> {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let bytes = fs::read(folder.join("scenarios").join(name)).unwrap();
    let scenario = read(name, &bytes, &dossier.reference).unwrap();
    let models: Vec<String> =
        scenario.models.iter().map(|model| fs::read_to_string(folder.join(&model.path)).unwrap()).collect();
    let models: Vec<&str> = models.iter().map(String::as_str).collect();
    let prepared = with_models(&dossier, scenario, &models).unwrap_or_else(|_| panic!("{name}"));
    asked(&dossier, &[prepared]).answers.into_iter().map(|answer| answer.found).collect()
}

#[test]
fn the_page_of_the_example_says_what_its_questions_find() {
    let page = fs::read_to_string(runs::repository("fixtures/voorbeeld/README.md")).unwrap();
    let line = |name: &str| page.lines().find(|line| line.starts_with(&format!("| `{name}` |"))).unwrap();
    let name = "kostendekkende-tarieven.toml";
    let Found::Tariffs(tariffs) = &answers(name)[0] else { panic!() };
    let year = &tariffs.years[1];
    let of = |code: &str| {
        let row = year.performances.iter().find(|row| row.performance == code && row.severity.is_empty()).unwrap();
        let [tariff, error] = [row.tariff, row.standard_error].map(|cents| amount(cents.unwrap(), Nl));
        format!("€ {tariff} ± {error}")
    };
    let gain = euros(year.total.held_beside.difference).replace('+', "");
    for part in [format!("prenataal {},", of("PRE")), format!("nataal complex {};", of("NAT_C")), gain] {
        assert!(line(name).contains(&part), "{part}");
    }
    let name = "waarom-anders.toml";
    let Found::Variance(variance) = &answers(name)[1] else { panic!() };
    let hospital = variance.models[0].disciplines.iter().find(|row| row.code == "hospital").unwrap();
    for cents in [hospital.difference, hospital.price, hospital.shifts] {
        assert!(line(name).contains(&euros(cents)), "{}", euros(cents));
    }
    // The first is that of the model, which `calibrate` shows share by share.
    let found = answers("ijking.toml");
    assert!(matches!(&found[..], [Found::Calibrate(one), Found::Calibrate(other)]
        if one.shares_of == "discipline" && other.shares_of == "participant"));
}
