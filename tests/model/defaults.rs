//! What a field means that is not there.

use crate::support::{accepted, ruled, with};
use verdeelsleutel::domain::decimal::Rate;
use verdeelsleutel::domain::model::guarantee::{CorridorRest, GuaranteeLevel};
use verdeelsleutel::domain::model::rule::{Rule, Scope};
use verdeelsleutel::domain::model::{PerformanceFilter, ReserveShortage};
use verdeelsleutel::domain::money::Cents;

#[test]
fn the_smallest_model_pays_all_of_an_interim_run_and_has_an_unlimited_reserve() {
    let model = accepted(&with(""));
    assert_eq!(model.interim_share, Rate::HUNDRED);
    assert_eq!((model.reserve.minimum, model.reserve.maximum), (Cents::ZERO, None));
    assert_eq!(model.reserve.shortage, ReserveShortage::Allocate);
    assert!(model.price_tables.is_empty() && model.top_slices.is_empty() && model.adjustments.is_empty());
    assert!(model.shifts.is_empty() && model.guarantee.is_none());
    let rule = &model.rules[0];
    assert_eq!(rule.performances, PerformanceFilter::All);
    assert_eq!((&rule.insurers, &rule.severities, &rule.article), (&None, &None, &None));
}

#[test]
fn an_empty_reserve_is_the_same_as_none() {
    let reserve = accepted(&with("[reserve]\n")).reserve;
    assert_eq!((reserve.minimum, reserve.maximum), (Cents::ZERO, None));
    assert_eq!(reserve.shortage, ReserveShortage::Allocate);
}

#[test]
fn the_scope_of_a_rule_follows_its_kind() {
    let scope = |more: &str| {
        let proportional = accepted(&ruled(&format!("{{kind = \"proportional\", prices = \"shadow\"{more}}}")));
        let shares = accepted(&ruled(&format!(
            "{{kind = \"discipline_shares\", within = \"shadow\", shares = {{hospital = 100}}{more}}}"
        )));
        match (&proportional.nodes[0].rule, &shares.nodes[0].rule) {
            (Rule::Proportional { scope: one, .. }, Rule::DisciplineShares { scope: two, .. }) => (*one, *two),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(scope(""), (Scope::Claim, Scope::Run));
    assert_eq!(scope(", scope = \"run\""), (Scope::Run, Scope::Run));
    assert_eq!(scope(", scope = \"claim\""), (Scope::Claim, Scope::Claim));
}

#[test]
fn a_guarantee_is_per_participant_full_and_gives_the_corridor_back() {
    let guarantee = accepted(&with(
        "[guarantee]\nbaseline = \"mono\"\nfunding = [\"reserve\"]\nshortage = \"refuse\"\n\
         years = [{year = 2026, floor = 100}]\n",
    ))
    .guarantee
    .unwrap();
    assert_eq!(guarantee.level, GuaranteeLevel::Participant);
    assert_eq!((guarantee.disciplines, guarantee.reserve_limit), (None, None));
    assert_eq!((guarantee.haircut, guarantee.index), (Rate::HUNDRED, Rate::parse("1").unwrap()));
    assert_eq!((guarantee.interim, guarantee.repay_carried), (true, false));
    assert_eq!(guarantee.corridor_rest, CorridorRest::Back);
}

#[test]
fn a_shift_without_filter_is_about_all_performances() {
    let model = accepted(&with(
        "[[shift]]\nname = \"S\"\nfrom_discipline = \"hospital\"\nfrom_activity = \"CTG2\"\nto_discipline = \"midwifery\"\n\
         to_activity = \"CTG1\"\nstarts = 2026-01-01\ncompensation = 1\ncharge = [{from = 2026-01-01, amount = 1}]\n\
         balance = \"reserve\"\nbaseline_rate = 0\n",
    ));
    assert_eq!(model.shifts[0].performances, PerformanceFilter::All);
    assert_eq!((model.shifts[0].target_rate, &model.shifts[0].article), (None, &None));
}
