//! The page of the example says what its scenarios do: the last year under the glide path, against no change.

use crate::runs;
use crate::village::asked;
use crate::village::with_models;
use std::fs;
use verdeelsleutel::domain::money::{Cents, round_ratio};
use verdeelsleutel::domain::question::QuestionKind;
use verdeelsleutel::domain::simulation::YearFigures;
use verdeelsleutel::intake::scenario::read;

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
        // Other questions have tables of their own.
        let compares = scenario.questions.iter().any(|question| question.what == QuestionKind::Compare);
        compares.then(|| {
            let prepared = with_models(&dossier, scenario, &[&glide]).unwrap_or_else(|_| panic!("{name}"));
            row(name, asked(&dossier, &[prepared]).cases[0].years.last().unwrap())
        })
    };
    let rows: String = names.iter().filter_map(of).collect();
    assert!(page.contains(&rows), "the page should have:\n{rows}");
}
