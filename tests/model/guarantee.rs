//! The guarantee (spec 2.6).

use crate::support::{accepted, assert_told, with};
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::model::guarantee::{BaselineKind, FundingSource};
use verdeelsleutel::domain::problem::ProblemCode::{InvalidModel, UnknownDiscipline};

/// Heading on line 4, then baseline, funding, shortage and years; what is added begins on line 9.
fn guarantee(changes: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("baseline", "\"mono\""),
        ("funding", "[\"corridor\"]"),
        ("shortage", "\"refuse\""),
        ("years", "[{year = 2026, floor = \"100\"}]"),
    ];
    for (field, value) in changes {
        match fields.iter_mut().find(|(known, _)| known == field) {
            Some(known) => known.1 = value,
            None => fields.push((field, value)),
        }
    }
    let lines: Vec<_> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(field, value)| format!("{field} = {value}\n"))
        .collect();
    with(&format!("[guarantee]\n{}", lines.concat()))
}

#[test]
fn baseline_funding_shortage_years_and_floors_are_required() {
    for field in ["baseline", "funding", "shortage", "years"] {
        assert_told(&guarantee(&[(field, "")]), &[(InvalidModel, 4, &format!("guarantee.{field}"))]);
    }
    assert_told(
        &guarantee(&[("years", "[{}]")]),
        &[(InvalidModel, 8, "guarantee.years[1].year"), (InvalidModel, 8, "guarantee.years[1].floor")],
    );
    assert_told(&guarantee(&[("years", "[]")]), &[(InvalidModel, 8, "guarantee.years")]);
}

#[test]
fn the_base_year_needs_its_date() {
    let base_year = ("baseline", "\"mono_base_year\"");
    assert_told(&guarantee(&[base_year]), &[(InvalidModel, 4, "guarantee.base_date")]);
    assert_told(&guarantee(&[base_year, ("base_date", "\"2025\"")]), &[(InvalidModel, 9, "guarantee.base_date")]);
    let model = accepted(&guarantee(&[base_year, ("base_date", "2025-06-01")]));
    let base_date = Date::parse("2025-06-01").unwrap();
    assert_eq!(model.guarantee.unwrap().baseline, BaselineKind::MonoBaseYear { base_date });
    for (word, kind) in [("\"fixed\"", BaselineKind::Fixed), ("\"fixed_per_episode\"", BaselineKind::FixedPerEpisode)] {
        let model = accepted(&guarantee(&[("baseline", word), ("base_date", "2025-06-01")]));
        assert_eq!(model.guarantee.unwrap().baseline, kind);
    }
}

#[test]
fn a_source_pays_once_and_the_corridor_before_the_gainers() {
    let text = guarantee(&[("funding", "[\"gainers\", \"insurer\", \"corridor\", \"insurer\", \"piggy\"]")]);
    assert_told(
        &text,
        &[
            (InvalidModel, 6, "guarantee.funding[3]"),
            (InvalidModel, 6, "guarantee.funding[4]"),
            (InvalidModel, 6, "guarantee.funding[5]"),
        ],
    );
    let model = accepted(&guarantee(&[("funding", "[\"insurer\", \"corridor\", \"gainers\", \"reserve\"]")]));
    let order = [FundingSource::Insurer, FundingSource::Corridor, FundingSource::Gainers, FundingSource::Reserve];
    assert_eq!(model.guarantee.unwrap().funding, order);
}

#[test]
fn a_year_occurs_once_with_its_cap_from_its_floor_up() {
    let years = "[\n{year = 2026, floor = \"95\", cap = \"94.999999\"},\n{year = 2027, floor = 95, cap = 95},\n\
                 {year = 2026, floor = \"-1\", cap = 200.5},\n{year = 26, floor = \"150\"}]";
    assert_told(
        &guarantee(&[("years", years)]),
        &[
            (InvalidModel, 9, "guarantee.years[1].cap"),
            (InvalidModel, 11, "guarantee.years[3].year"),
            (InvalidModel, 11, "guarantee.years[3].floor"),
            (InvalidModel, 11, "guarantee.years[3].cap"),
            (InvalidModel, 12, "guarantee.years[4].year"),
        ],
    );
}

#[test]
fn who_is_covered_exists_and_is_somebody() {
    assert_told(
        &guarantee(&[("disciplines", "[\"hospital\", \"huisarts\"]")]),
        &[(UnknownDiscipline, 9, "guarantee.disciplines[2]")],
    );
    assert_told(&guarantee(&[("disciplines", "[]")]), &[(InvalidModel, 9, "guarantee.disciplines")]);
    let model = accepted(&guarantee(&[("disciplines", "[\"midwifery\", \"hospital\"]")]));
    assert_eq!(model.guarantee.unwrap().disciplines.map(|list| list.len()), Some(2));
}

#[test]
fn the_other_terms_are_checked_too() {
    let text = guarantee(&[
        ("level", "\"everyone\""),
        ("reserve_limit", "\"-1\""),
        ("haircut", "\"100.1\""),
        ("interim", "\"true\""),
        ("corridor_rest", "\"gainers\""),
        ("repay_carried", "1"),
        ("index", "\"-1\""),
        ("unknown", "1"),
    ]);
    assert_told(
        &text,
        &[
            (InvalidModel, 9, "guarantee.level"),
            (InvalidModel, 10, "guarantee.reserve_limit"),
            (InvalidModel, 11, "guarantee.haircut"),
            (InvalidModel, 12, "guarantee.interim"),
            (InvalidModel, 13, "guarantee.corridor_rest"),
            (InvalidModel, 14, "guarantee.repay_carried"),
            (InvalidModel, 15, "guarantee.index"),
            (InvalidModel, 16, "guarantee.unknown"),
        ],
    );
}
