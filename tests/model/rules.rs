//! Filters and rule trees (spec 2.4).

use crate::support::{accepted, assert_told, reference, refused, ruled};
use verdeelsleutel::domain::index::{InsurerIx, SeverityIx};
use verdeelsleutel::domain::model::PerformanceFilter;
use verdeelsleutel::domain::model::rule::Rule;
use verdeelsleutel::domain::problem::ProblemCode::{
    InvalidModel, UnknownDiscipline, UnknownInsurer, UnknownParticipant, UnknownPerformance, UnknownPriceTable,
};

/// A model of entries that each go to the reserve; entry n has its heading on line 3n−1 and its filter on 3n.
fn filtered(filters: &[&str]) -> String {
    let entries: String =
        filters.iter().map(|filter| format!("[[rule]]\n{filter}\nrule = {{kind = \"reserve\"}}\n")).collect();
    format!("name = \"Test\"\n{entries}")
}

#[test]
fn an_insurer_filter_spells_out_concerns() {
    let model = accepted(&filtered(&["insurers = [\"VGZC\", \"0102\"]", "insurers = [\"3311\"]", ""]));
    assert_eq!(model.rules[0].insurers, Some(vec![InsurerIx(0), InsurerIx(1)]));
    assert_eq!(model.rules[1].insurers, Some(vec![InsurerIx(2)]));
    assert_eq!(model.rules[2].insurers, None);
}

#[test]
fn a_star_means_everything_like_an_absent_filter() {
    let all = "performances = [\"PRE\", \"*\"]\ninsurers = [\"*\"]\nseverities = [\"*\"]";
    let model = accepted(&filtered(&[all]));
    assert_eq!(model.rules[0].performances, PerformanceFilter::All);
    assert_eq!((&model.rules[0].insurers, &model.rules[0].severities), (&None, &None));
}

#[test]
fn severities_have_a_word_for_none_and_forget_those_the_dossier_does_not_have() {
    let model = accepted(&filtered(&["severities = [\"\", \"Z\", \"Q\"]", "severities = [\"Q2\"]", ""]));
    assert_eq!(model.rules[0].severities, Some(vec![SeverityIx::NO_SEVERITY, SeverityIx(1)]));
    assert_eq!(model.rules[1].severities, Some(vec![]), "still a filter, that matches nothing");
    assert!(!model.rules[1].matches(InsurerIx(0), reference().find_performance("PRE").unwrap(), SeverityIx(0)));
}

#[test]
fn an_empty_filter_list_is_refused() {
    for field in ["performances", "insurers", "severities"] {
        let text = filtered(&[&format!("{field} = []"), ""]);
        assert_told(&text, &[(InvalidModel, 3, &format!("rule[1].{field}"))]);
        assert_eq!(refused(&text).errors[0].value, "[]");
    }
}

#[test]
fn unknown_codes_in_filters_are_told_one_by_one() {
    assert_told(
        &filtered(&["performances = [\n\"PRE\",\n\"PRX\",\n\"NAX\"]", ""]),
        &[(UnknownPerformance, 5, "rule[1].performances[2]"), (UnknownPerformance, 6, "rule[1].performances[3]")],
    );
    assert_told(
        &filtered(&["insurers = [\"101\", \"VGZC\", \"XX\"]", ""]),
        &[(UnknownInsurer, 3, "rule[1].insurers[1]"), (UnknownInsurer, 3, "rule[1].insurers[3]")],
    );
    assert_told(&filtered(&["insurers = [101]", ""]), &[(InvalidModel, 3, "rule[1].insurers[1]")]);
    assert_told(&filtered(&["severities = [1, \"Z\"]", ""]), &[(InvalidModel, 3, "rule[1].severities[1]")]);
}

#[test]
fn a_performance_without_any_rule_is_told_unless_its_participants_claim_it() {
    let text = filtered(&["performances = [\"PRE\", \"PRE_C\"]"]);
    assert_told(&text, &[(InvalidModel, 2, "rule"), (InvalidModel, 2, "rule")]);
    let values: Vec<_> = refused(&text).errors.into_iter().map(|problem| problem.value).collect();
    assert_eq!(values, ["KRAAM", "NAT"], "ZELF is claimed by its participants");
    accepted(&filtered(&[
        "performances = [\"PRE\", \"PRE_C\", \"KRAAM\"]\nseverities = [\"Z\"]",
        "performances = [\"NAT\"]",
    ]));
}

#[test]
fn a_wrong_code_does_not_hide_a_performance_without_rule() {
    assert_told(
        &filtered(&["performances = [\"PRE\", \"PRE_C\", \"NAX\", \"KRAAM\"]"]),
        &[(InvalidModel, 2, "rule"), (UnknownPerformance, 3, "rule[1].performances[3]")],
    );
}

#[test]
fn an_entry_within_one_earlier_entry_can_never_match() {
    for (earlier, later) in [
        ("", ""),
        ("", "performances = [\"PRE\"]"),
        ("", "severities = [\"Q\"]"),
        ("insurers = [\"VGZC\"]", "insurers = [\"0101\"]\nperformances = [\"PRE\"]"),
        ("severities = [\"Q\", \"\"]", "severities = [\"Q\"]"),
        ("performances = [\"PRE\", \"NAT\"]", "performances = [\"NAT\"]\nseverities = [\"Z\"]"),
    ] {
        let text = filtered(&[earlier, later, "performances = [\"*\"]\nseverities = [\"*\"]"]);
        let lines = 5 + earlier.lines().count().saturating_sub(1);
        let problem = &refused(&text).errors[0];
        assert_eq!(
            (problem.code, problem.line, problem.column.as_str()),
            (InvalidModel, u64::try_from(lines).unwrap(), "rule[2]")
        );
        assert!(problem.message_en.contains("never apply"));
    }
}

#[test]
fn an_entry_that_adds_anything_to_earlier_ones_can_match() {
    for (earlier, later) in [
        ("performances = [\"PRE\"]", ""),
        ("insurers = [\"0101\"]", "insurers = [\"VGZC\"]"),
        ("severities = [\"Z\"]", "severities = [\"\"]"),
        ("severities = [\"Z\"]\nperformances = [\"PRE\"]", "performances = [\"PRE\"]"),
        // Every insurer there is today, but not every one that may come.
        ("insurers = [\"0101\", \"0102\", \"3311\"]", "insurers = [\"*\"]\nperformances = [\"PRE\"]"),
    ] {
        let last = if later.is_empty() { "performances = [\"PRE\"]\nseverities = [\"Q\"]" } else { "" };
        let entries = if later.is_empty() { vec![earlier, later] } else { vec![earlier, later, last] };
        accepted(&filtered(&entries));
    }
}

#[test]
fn a_model_without_rules_is_refused() {
    assert_told("name = \"Test\"\nrule = []\n", &[(InvalidModel, 2, "rule")]);
    assert_told("name = \"Test\"\n", &[(InvalidModel, 0, "rule")]);
    assert_told("name = \"Test\"\n[[rule]]\narticle = \"1\"\n", &[(InvalidModel, 2, "rule[1].rule")]);
}

#[test]
fn shares_add_up_to_exactly_100_and_say_what_they_add_up_to() {
    for (shares, sum) in [
        ("hospital = \"70\", midwifery = \"29.999999\"", "99.999999"),
        ("hospital = \"70\", midwifery = \"30.1\"", "100.1"),
        ("", "0"),
    ] {
        let text = ruled(&format!("{{kind = \"discipline_shares\", within = \"shadow\", shares = {{{shares}}}}}"));
        assert_told(&text, &[(InvalidModel, 3, "rule[1].rule.shares")]);
        let problem = &refused(&text).errors[0];
        assert_eq!(problem.value, sum);
        assert!(problem.message_nl.contains(sum) && problem.message_en.contains(sum));
    }
    let model = accepted(&ruled("{kind = \"participant_shares\", shares = {MI02 = \"0\", HO01 = 100}}"));
    let Rule::ParticipantShares { shares } = &model.nodes[0].rule else { panic!("participant shares") };
    let codes: Vec<_> = shares.iter().map(|(who, _)| reference().participant_code(*who).to_owned()).collect();
    assert_eq!(codes, ["HO01", "MI02"], "in the order of codes");
}

#[test]
fn unknown_names_in_shares_are_told_beside_a_wrong_sum() {
    let shares =
        "[[rule]]\n[rule.rule]\nkind = \"participant_shares\"\n[rule.rule.shares]\nHO01 = \"40\"\nXX = \"50\"\n";
    assert_told(
        &format!("name = \"Test\"\n{shares}"),
        &[(InvalidModel, 5, "rule[1].rule.shares"), (UnknownParticipant, 7, "rule[1].rule.shares.XX")],
    );
    let text = ruled("{kind = \"discipline_shares\", within = \"shadow\", shares = {hospitaal = \"100\"}}");
    assert_told(&text, &[(UnknownDiscipline, 3, "rule[1].rule.shares.hospitaal")]);
    assert_eq!(refused(&text).errors[0].value, "hospitaal");
    assert!(refused(&text).errors[0].message_nl.contains("hospital, maternity_care, midwifery, ultrasound"));
    let text = ruled("{kind = \"participant_shares\", shares = {HO01 = \"-10\", MI01 = \"110\"}}");
    assert_told(&text, &[(InvalidModel, 3, "rule[1].rule.shares.HO01"), (InvalidModel, 3, "rule[1].rule.shares.MI01")]);
}

#[test]
fn a_price_table_has_to_exist() {
    for (rule, path) in [
        ("{kind = \"proportional\", prices = \"punten\"}", "rule[1].rule.prices"),
        ("{kind = \"discipline_shares\", shares = {hospital = 100}, within = \"punten\"}", "rule[1].rule.within"),
        ("{kind = \"fixed_prices\", prices = \"punten\", remainder = {kind = \"reserve\"}}", "rule[1].rule.prices"),
    ] {
        assert_told(&ruled(rule), &[(UnknownPriceTable, 3, path)]);
    }
}

#[test]
fn every_kind_of_rule_needs_its_fields() {
    for (rule, missing) in [
        ("{}", vec!["kind"]),
        ("{kind = \"proportional\"}", vec!["prices"]),
        ("{kind = \"discipline_shares\"}", vec!["shares", "within"]),
        ("{kind = \"participant_shares\"}", vec!["shares"]),
        ("{kind = \"fixed_prices\"}", vec!["prices", "remainder"]),
        ("{kind = \"blend\"}", vec!["parts"]),
    ] {
        let paths: Vec<_> = missing.iter().map(|field| format!("rule[1].rule.{field}")).collect();
        let expected: Vec<_> = paths.iter().map(|path| (InvalidModel, 3, path.as_str())).collect();
        assert_told(&ruled(rule), &expected);
    }
}

#[test]
fn under_a_misspelt_kind_the_rest_is_still_looked_at() {
    assert_told(
        &ruled("{kind = \"fixed_price\", prices = \"x\", remainder = {kind = \"reserve\", a = 1}}"),
        &[
            (InvalidModel, 3, "rule[1].rule.kind"),
            (UnknownPriceTable, 3, "rule[1].rule.prices"),
            (InvalidModel, 3, "rule[1].rule.remainder.a"),
        ],
    );
}
