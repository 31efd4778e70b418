//! Blends and their weights (spec 2.4, 2.11).

use crate::support::{accepted, assert_told, refused, ruled};
use verdeelsleutel::domain::model::rule::Rule;
use verdeelsleutel::domain::problem::ProblemCode::{InvalidModel, ScheduleGap, UnknownPriceTable};

/// A blend of parts that go to the reserve, part n on line n+3.
fn blend(parts: &[(&str, &str)]) -> String {
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, weights)| {
            format!("{{name = \"{name}\", weights = [{weights}], rule = {{kind = \"reserve\"}}}},\n")
        })
        .collect();
    ruled(&format!("{{kind = \"blend\", parts = [\n{}]}}", parts.concat()))
}

fn weight(from: &str, weight: &str) -> String {
    format!("{{from = {from}, weight = \"{weight}\"}}")
}

#[test]
fn parts_that_do_not_begin_on_the_same_day_leave_a_gap() {
    let (early, late) = (weight("2026-01-01", "1"), weight("2026-02-01", "1"));
    let text = blend(&[("a", &late), ("b", &early), ("c", &late)]);
    assert_told(
        &text,
        &[(ScheduleGap, 4, "rule[1].rule.parts[1].weights"), (ScheduleGap, 6, "rule[1].rule.parts[3].weights")],
    );
    assert_eq!(refused(&text).errors[0].value, "2026-02-01");
}

#[test]
fn at_every_date_some_part_has_weight() {
    let a = format!("{}, {}", weight("2026-01-01", "1"), weight("2027-01-01", "0"));
    let b = format!("{}, {}", weight("2026-01-01", "0"), weight("2028-01-01", "5"));
    let text = blend(&[("a", &a), ("b", &b)]);
    assert_told(&text, &[(InvalidModel, 3, "rule[1].rule.parts")]);
    assert!(refused(&text).errors[0].message_nl.contains("2027-01-01"));
    let never = blend(&[("a", &weight("2026-01-01", "0"))]);
    assert_told(&never, &[(InvalidModel, 3, "rule[1].rule.parts")]);
}

#[test]
fn a_weight_that_cannot_be_read_is_the_only_thing_said_of_the_weights() {
    let text = blend(&[("a", &weight("2026-01-01", "0")), ("b", &weight("2026-01-01", "x"))]);
    assert_told(&text, &[(InvalidModel, 5, "rule[1].rule.parts[2].weights[1].weight")]);
}

#[test]
fn a_weight_is_not_negative() {
    let text = blend(&[("a", &weight("2026-01-01", "2")), ("b", &weight("2026-01-01", "-1"))]);
    assert_told(&text, &[(InvalidModel, 5, "rule[1].rule.parts[2].weights[1].weight")]);
}

#[test]
fn a_schedule_has_one_value_for_a_date_and_any_order() {
    let twice = format!("{}, {}", weight("2026-01-01", "1"), weight("\"2026-01-01\"", "2"));
    assert_told(&blend(&[("a", &twice)]), &[(InvalidModel, 4, "rule[1].rule.parts[1].weights[2].from")]);
    let backwards = format!("{}, {}", weight("2027-01-01", "2"), weight("2026-01-01", "1"));
    let model = accepted(&blend(&[("a", &backwards)]));
    let Rule::Blend { parts } = &model.nodes[0].rule else { panic!("blend") };
    assert!(parts[0].weights.entries().is_sorted());
}

#[test]
fn a_blend_has_parts_and_a_part_has_its_fields() {
    assert_told(&ruled("{kind = \"blend\", parts = []}"), &[(InvalidModel, 3, "rule[1].rule.parts")]);
    assert_told(
        &ruled("{kind = \"blend\", parts = [{}, 5]}"),
        &[
            (InvalidModel, 3, "rule[1].rule.parts[1].name"),
            (InvalidModel, 3, "rule[1].rule.parts[1].weights"),
            (InvalidModel, 3, "rule[1].rule.parts[1].rule"),
            (InvalidModel, 3, "rule[1].rule.parts[2]"),
        ],
    );
    assert_told(&blend(&[("a", "")]), &[(InvalidModel, 4, "rule[1].rule.parts[1].weights")]);
    assert_told(
        &blend(&[("a", "{}")]),
        &[
            (InvalidModel, 4, "rule[1].rule.parts[1].weights[1].from"),
            (InvalidModel, 4, "rule[1].rule.parts[1].weights[1].weight"),
        ],
    );
}

#[test]
fn a_name_occurs_once_in_a_blend_but_again_in_another() {
    let one = weight("2026-01-01", "1");
    assert_told(&blend(&[("a", &one), ("b", &one), ("a", &one)]), &[(InvalidModel, 6, "rule[1].rule.parts[3].name")]);
    let inner =
        format!("{{kind = \"blend\", parts = [{{name = \"a\", weights = [{one}], rule = {{kind = \"reserve\"}}}}]}}");
    let model = accepted(&ruled(&format!(
        "{{kind = \"blend\", parts = [{{name = \"a\", article = \"3\", weights = [{one}], rule = {inner}}}]}}"
    )));
    let places: Vec<_> = model.nodes.iter().map(|node| (node.path.as_str(), node.article.as_deref())).collect();
    assert_eq!(places, [("rule[1]", None), ("rule[1].a", Some("3")), ("rule[1].a.a", Some("3"))]);
}

#[test]
fn what_hangs_under_a_broken_part_is_still_looked_at() {
    let text = ruled(
        "{kind = \"blend\", parts = [{name = 1, weights = 2, rule = {kind = \"proportional\", prices = \"x\"}}]}",
    );
    assert_told(
        &text,
        &[
            (InvalidModel, 3, "rule[1].rule.parts[1].name"),
            (InvalidModel, 3, "rule[1].rule.parts[1].weights"),
            (UnknownPriceTable, 3, "rule[1].rule.parts[1].rule.prices"),
        ],
    );
}
