//! The example of spec 2.11, field by field.

use crate::support::{accepted, reference};
use verdeelsleutel::domain::date::{Date, Validity};
use verdeelsleutel::domain::decimal::{Price, Rate};
use verdeelsleutel::domain::index::{NodeIx, TableIx};
use verdeelsleutel::domain::model::guarantee::{
    BaselineKind, CorridorRest, FundingSource, GuaranteeLevel, GuaranteeYear, ShortageRule,
};
use verdeelsleutel::domain::model::rule::{Rule, Scope};
use verdeelsleutel::domain::model::shift::ShiftBalance;
use verdeelsleutel::domain::model::slice::{SliceKind, SliceTarget};
use verdeelsleutel::domain::model::{Model, PerformanceFilter, ReserveShortage};
use verdeelsleutel::domain::money::Cents;

const EXAMPLE: &str = include_str!("example.toml");

fn example() -> Model {
    accepted(EXAMPLE)
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn these(codes: &[&str]) -> PerformanceFilter {
    PerformanceFilter::These(codes.iter().map(|code| reference().find_performance(code).unwrap()).collect())
}

#[test]
fn the_head_reserve_and_slices_are_read() {
    let model = example();
    assert_eq!(model.name, "Verdeelmodel 2026");
    assert_eq!(model.interim_share, rate("90"));
    assert_eq!(model.reserve.minimum, Cents::ZERO);
    assert_eq!(model.reserve.maximum, Some(Cents(25_000_000)));
    assert_eq!(model.reserve.shortage, ReserveShortage::Allocate);
    assert_eq!(model.reserve.article, None);
    let [slice] = model.top_slices.as_slice() else { panic!("one slice") };
    assert_eq!(slice.name, "Organisatiekosten");
    assert_eq!(slice.kind, SliceKind::Budget(Cents(18_000_000)));
    assert_eq!(slice.performances, PerformanceFilter::All);
    assert_eq!(slice.to, SliceTarget::Organisation);
    assert_eq!(slice.article.as_deref(), Some("art. 4.1"));
}

#[test]
fn the_hash_is_that_of_the_bytes_of_the_document() {
    let model = accepted("name = \"Test\"\n[[rule]]\nrule = {kind = \"reserve\"}\n");
    // printf 'name = "Test"\n[[rule]]\nrule = {kind = "reserve"}\n' | sha256sum
    assert_eq!(model.sha256, "6fd118183d81350a6e24709393c6e8a0de0d0b3a6e89319143016036608b9f4b");
    assert_ne!(accepted("name = \"Test\"\n[[rule]]\nrule = {kind = \"reserve\"}\n\n").sha256, model.sha256);
}

#[test]
fn the_price_table_holds_from_the_beginning_of_time() {
    let model = example();
    let [table] = model.price_tables.as_slice() else { panic!("one table") };
    assert_eq!(table.name, "points");
    let rows: Vec<_> = table.rows.iter().map(|row| (row.activity, row.participant, row.validity, row.price)).collect();
    let activity = |code| reference().find_activity(code).unwrap();
    assert_eq!(
        rows,
        [
            (activity("CTG1"), None, Validity::ALWAYS, Price(950_000)),
            (activity("CTG2"), None, Validity::ALWAYS, Price(1_400_000))
        ]
    );
    assert_eq!((model.table_name(TableIx(0)), model.table_name(TableIx(1))), ("shadow", "points"));
}

#[test]
fn the_rules_become_trees_with_paths_and_articles() {
    let model = example();
    let [kraam, rest] = model.rules.as_slice() else { panic!("two rules") };
    assert_eq!((&kraam.performances, &kraam.insurers, &kraam.severities), (&these(&["KRAAM"]), &None, &None));
    assert_eq!(kraam.article.as_deref(), Some("art. 5.1"));
    let Rule::FixedPrices { prices, remainder } = model.node(kraam.root).rule else { panic!("fixed prices") };
    assert_eq!(prices, TableIx::SHADOW);
    assert!(matches!(model.node(remainder).rule, Rule::Reserve));

    assert_eq!(rest.performances, PerformanceFilter::All);
    let Rule::Blend { parts } = &model.node(rest.root).rule else { panic!("blend") };
    let [mono, shares] = parts.as_slice() else { panic!("two parts") };
    assert_eq!((mono.name.as_str(), shares.name.as_str()), ("mono", "shares"));
    let glide = |weights: [&str; 3]| -> Vec<(Date, Rate)> {
        ["2026-01-01", "2027-01-01", "2028-01-01"].map(day).into_iter().zip(weights.map(rate)).collect()
    };
    assert_eq!(mono.weights.entries(), glide(["100", "50", "0"]));
    assert_eq!(shares.weights.entries(), glide(["0", "50", "100"]));
    assert!(matches!(model.node(mono.rule).rule, Rule::Proportional { prices: TableIx::SHADOW, scope: Scope::Claim }));
    let Rule::DisciplineShares { shares: divided, within, scope } = &model.node(shares.rule).rule else {
        panic!("discipline shares")
    };
    let discipline = |code| reference().find_discipline(code).unwrap();
    assert_eq!((*within, *scope), (TableIx::SHADOW, Scope::Run));
    assert_eq!(
        divided,
        &[
            (discipline("hospital"), rate("70")),
            (discipline("midwifery"), rate("27.5")),
            (discipline("ultrasound"), rate("2.5"))
        ]
    );

    let places: Vec<_> = model.nodes.iter().map(|node| (node.path.as_str(), node.article.as_deref())).collect();
    assert_eq!(
        places,
        [
            ("rule[1]", Some("art. 5.1")),
            ("rule[1].remainder", Some("art. 5.1")),
            ("rule[2]", Some("art. 5.2")),
            ("rule[2].mono", Some("art. 5.2")),
            ("rule[2].shares", Some("art. 5.2")),
            ("adjustment[1]", None),
        ]
    );
}

#[test]
fn the_adjustment_is_divided_over_the_run() {
    let model = example();
    let [toeslag] = model.adjustments.as_slice() else { panic!("one adjustment") };
    assert_eq!((toeslag.root, toeslag.kinds.clone()), (NodeIx(5), Some(vec!["toeslag".to_owned()])));
    assert!(matches!(model.node(toeslag.root).rule, Rule::Proportional { prices: TableIx::SHADOW, scope: Scope::Run }));
}

#[test]
fn the_shift_is_read() {
    let model = example();
    let [shift] = model.shifts.as_slice() else { panic!("one shift") };
    let reference = reference();
    assert_eq!(shift.name, "CTG in de eerste lijn");
    assert_eq!(reference.discipline_code(shift.from_discipline), "hospital");
    assert_eq!(reference.activity_code(shift.from_activity), "CTG2");
    assert_eq!(reference.discipline_code(shift.to_discipline), "midwifery");
    assert_eq!(reference.activity_code(shift.to_activity), "CTG1");
    assert_eq!(shift.performances, these(&["PRE", "PRE_C"]));
    assert_eq!(shift.starts, day("2026-04-01"));
    assert_eq!(shift.compensation, Cents(9_500));
    assert_eq!(
        shift.charge.entries(),
        [(day("2026-01-01"), Cents(0)), (day("2027-01-01"), Cents(6_000)), (day("2028-01-01"), Cents(14_000))]
    );
    assert_eq!(shift.balance, ShiftBalance::Everyone);
    assert_eq!((shift.baseline_rate, shift.target_rate), (rate("4"), Some(rate("12"))));
    assert_eq!(shift.article.as_deref(), Some("bijlage 3"));
}

#[test]
fn the_guarantee_is_read() {
    let model = example();
    let guarantee = model.guarantee.expect("a guarantee");
    assert_eq!(guarantee.baseline, BaselineKind::Mono);
    assert_eq!(guarantee.level, GuaranteeLevel::Participant);
    assert_eq!(guarantee.disciplines, None);
    assert_eq!(guarantee.funding, [FundingSource::Corridor, FundingSource::Reserve, FundingSource::Gainers]);
    assert_eq!(guarantee.reserve_limit, Some(Cents(2_500_000)));
    assert_eq!((guarantee.haircut, guarantee.index), (rate("100"), rate("1")));
    assert_eq!((guarantee.interim, guarantee.repay_carried), (true, true));
    assert_eq!(guarantee.shortage, ShortageRule::Proportional);
    assert_eq!(guarantee.corridor_rest, CorridorRest::Back);
    assert_eq!(
        guarantee.years,
        [
            GuaranteeYear { year: 2026, floor: rate("100"), cap: Some(rate("103")) },
            GuaranteeYear { year: 2027, floor: rate("97.5"), cap: None },
            GuaranteeYear { year: 2028, floor: rate("95"), cap: None },
        ]
    );
    assert_eq!(guarantee.article.as_deref(), Some("art. 7"));
}
