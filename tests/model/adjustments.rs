//! Income that is no claim (spec 2.7).

use crate::support::{accepted, assert_told, with};
use verdeelsleutel::domain::model::rule::{Rule, Scope};
use verdeelsleutel::domain::problem::ProblemCode::InvalidModel;

/// Entry n has its heading on line 3n+1, its kinds on the next and its rule on the one after.
fn adjusted(entries: &[(&str, &str)]) -> String {
    let entries: Vec<_> =
        entries.iter().map(|(kinds, rule)| format!("[[adjustment]]\nkinds = {kinds}\nrule = {rule}\n")).collect();
    with(&entries.concat())
}

const RESERVE: &str = "{kind = \"reserve\"}";

#[test]
fn kinds_are_named_and_a_star_is_the_rest() {
    let model = accepted(&adjusted(&[("[\"toeslag\", \"bonus\"]", RESERVE), ("[\"*\"]", RESERVE)]));
    assert_eq!(model.adjustments[0].kinds, Some(vec!["toeslag".to_owned(), "bonus".to_owned()]));
    assert_eq!(model.adjustments[1].kinds, None);
    assert_eq!(model.node(model.adjustments[1].root).path, "adjustment[2]");
}

#[test]
fn a_kind_named_in_two_entries_is_refused() {
    let text = adjusted(&[
        ("[\"toeslag\"]", RESERVE),
        ("[\"bonus\", \"toeslag\"]", RESERVE),
        ("[\"toeslag\", \"*\"]", RESERVE),
    ]);
    assert_told(&text, &[(InvalidModel, 8, "adjustment[2].kinds[2]"), (InvalidModel, 11, "adjustment[3].kinds[1]")]);
}

#[test]
fn nothing_comes_after_a_star() {
    let text = adjusted(&[("[\"*\"]", RESERVE), ("[\"toeslag\"]", RESERVE), ("[\"*\"]", RESERVE)]);
    assert_told(&text, &[(InvalidModel, 8, "adjustment[2].kinds"), (InvalidModel, 11, "adjustment[3].kinds")]);
}

#[test]
fn kinds_are_required_and_not_empty() {
    assert_told(&adjusted(&[("[]", RESERVE)]), &[(InvalidModel, 5, "adjustment[1].kinds")]);
    assert_told(&adjusted(&[("[\"\"]", RESERVE)]), &[(InvalidModel, 5, "adjustment[1].kinds[1]")]);
    assert_told(
        &with("[[adjustment]]\n"),
        &[(InvalidModel, 4, "adjustment[1].kinds"), (InvalidModel, 4, "adjustment[1].rule")],
    );
}

#[test]
fn an_adjustment_is_always_divided_over_the_run() {
    let proportional = "{kind = \"proportional\", prices = \"shadow\"}";
    let shares = "{kind = \"discipline_shares\", within = \"shadow\", shares = {hospital = 100}, scope = \"run\"}";
    let model = accepted(&adjusted(&[("[\"a\"]", proportional), ("[\"b\"]", shares)]));
    assert!(matches!(model.node(model.adjustments[0].root).rule, Rule::Proportional { scope: Scope::Run, .. }));
    assert!(matches!(model.node(model.adjustments[1].root).rule, Rule::DisciplineShares { scope: Scope::Run, .. }));
    let within_claim = "{kind = \"proportional\", prices = \"shadow\", scope = \"claim\"}";
    assert_told(&adjusted(&[("[\"a\"]", within_claim)]), &[(InvalidModel, 6, "adjustment[1].rule.scope")]);
}

#[test]
fn fixed_prices_do_not_divide_an_adjustment_not_even_in_a_blend() {
    let fixed = "{kind = \"fixed_prices\", prices = \"shadow\", remainder = {kind = \"reserve\"}}";
    assert_told(&adjusted(&[("[\"a\"]", fixed)]), &[(InvalidModel, 6, "adjustment[1].rule.kind")]);
    let blend = format!(
        "{{kind = \"blend\", parts = [{{name = \"x\", weights = [{{from = 2026-01-01, weight = 1}}], rule = {fixed}}}]}}"
    );
    assert_told(&adjusted(&[("[\"a\"]", &blend)]), &[(InvalidModel, 6, "adjustment[1].rule.parts[1].rule.kind")]);
}

#[test]
fn what_a_correction_brings_in_is_divided_only_by_an_entry_that_names_it() {
    let to = |text: &str| {
        let model = accepted(text);
        model.adjustment("prior_year").map(|entry| model.node(entry.root).path.clone())
    };
    assert_eq!(to(&with("")), None);
    assert_eq!(to(&adjusted(&[("[\"*\"]", RESERVE)])), None);
    assert_eq!(to(&adjusted(&[("[\"prior_year\"]", RESERVE)])), Some("adjustment[1]".to_owned()));
    assert!(accepted(&adjusted(&[("[\"*\"]", RESERVE)])).adjustment("toeslag").is_some());
}
