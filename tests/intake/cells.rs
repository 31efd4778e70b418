//! What is wrong with one cell, or with one row by itself.

use crate::folder::Folder;
use verdeelsleutel::domain::problem::ProblemCode::{self, *};

refused! {
    a_required_cell_must_be_filled:
        "claims.csv", "C1,T1,2026-03-01" => "C1,T1,", MissingValue at 2 "date" "";
    an_id_must_be_filled:
        "claims.csv", "C3,T2" => ",T2", MissingValue at 4 "claim_id" "";
    a_day_must_exist:
        "claims.csv", "2026-03-02" => "2026-02-30", InvalidDate at 3 "date" "2026-02-30";
    a_day_must_have_a_known_form:
        "deliveries.csv", "D2,T2,2026-02-02" => "D2,T2,02/02/2026", InvalidDate at 3 "date" "02/02/2026";
    a_quantity_must_be_a_number:
        "claims.csv", "Z,1.5" => "Z,1e3", InvalidNumber at 3 "quantity" "1e3";
    a_number_must_fit:
        "claims.csv", "Z,1.5" => "Z,99999999999999999999", InvalidNumber at 3 "quantity" "99999999999999999999";
    a_year_must_have_four_digits:
        "settled.csv", "2025" => "25", InvalidNumber at 2 "year" "25";
    a_quantity_has_at_most_four_decimals:
        "deliveries.csv", "1.2345" => "1.23456", TooManyDecimals at 5 "quantity" "1.23456";
    a_tariff_has_at_most_two_decimals:
        "integral_tariffs.csv", "1010.50" => "1010.505", TooManyDecimals at 3 "tariff" "1010.505";
    an_amount_has_at_most_two_decimals:
        "claim_events.csv", "-10.00" => "-10.001", TooManyDecimals at 4 "amount" "-10.001";
    a_weight_has_at_most_six_decimals:
        "scores.csv", "0.123456" => "0.1234567", TooManyDecimals at 3 "weight" "0.1234567";
    a_variable_cost_has_at_most_four_decimals:
        "activities.csv", "210.1234" => "210.12345", TooManyDecimals at 3 "variable_cost" "210.12345";
    children_are_counted_whole:
        "episodes.csv", ",1,MI01" => ",1.5,MI01", TooManyDecimals at 2 "children" "1.5";
    a_claimed_quantity_is_not_negative:
        "claims.csv", "Z,1.5" => "Z,-1.5", NegativeQuantity at 3 "quantity" "-1.5";
    a_delivered_quantity_is_not_negative:
        "deliveries.csv", "H1,0.5" => "H1,-0.5", NegativeQuantity at 3 "quantity" "-0.5";
    a_weight_is_not_negative:
        "scores.csv", "2.15" => "-2.15", NegativeQuantity at 2 "weight" "-2.15";
    an_integral_tariff_is_not_negative:
        "integral_tariffs.csv", "1010.50" => "-1010.50", NegativeAmount at 3 "tariff" "-1010.50";
    a_shadow_tariff_is_not_negative:
        "shadow_tariffs.csv", "510.00" => "-0.01", NegativeAmount at 3 "tariff" "-0.01";
    a_ceiling_is_not_negative:
        "contracts.csv", "50000" => "-1", NegativeAmount at 3 "ceiling" "-1";
    a_support_limit_is_not_negative:
        "contracts.csv", ",5000\n" => ",-5000\n", NegativeAmount at 2 "support_limit" "-5000";
    an_event_has_one_of_four_kinds:
        "claim_events.csv", "accepted" => "goedgekeurd", InvalidChoice at 2 "kind" "goedgekeurd";
    an_insurer_pays_or_is_the_client:
        "insurers.csv", "self_pay" => "zelf", InvalidChoice at 4 "kind" "zelf";
    a_performance_is_counted_in_cases_or_hours:
        "performances.csv", "PRE,Prenataal,prenatal,case" => "PRE,Prenataal,prenatal,dag",
        InvalidChoice at 2 "unit" "dag";
    a_performance_is_claimed_by_one_of_two:
        "performances.csv", "case,igo" => "case,arts", InvalidChoice at 2 "claimed_by" "arts";
    a_tariff_is_agreed_or_provisional:
        "integral_tariffs.csv", "provisional" => "misschien", InvalidChoice at 3 "status" "misschien";
    a_balance_is_of_one_of_two_accounts:
        "balances.csv", "reserve" => "potje", InvalidChoice at 2 "account" "potje";
    an_activity_belongs_to_a_known_bundle:
        "activities.csv", "hospital,natal" => "hospital,bevalling", UnknownBundle at 3 "bundle" "bevalling";
    a_delivery_is_in_a_known_bundle:
        "deliveries.csv", "0.5,natal" => "0.5,bevalling", UnknownBundle at 3 "bundle" "bevalling";
    a_tariff_does_not_end_before_it_begins:
        "integral_tariffs.csv", "2026-06-30" => "2025-12-31", InvalidValidity at 2 "valid_to" "2025-12-31";
    a_shadow_tariff_does_not_end_before_it_begins:
        "shadow_tariffs.csv", "2026-12-31" => "2025-12-31", InvalidValidity at 3 "valid_to" "2025-12-31";
    a_participant_does_not_stop_before_it_starts:
        "participants.csv", "2026-12-31" => "2025-12-31", InvalidValidity at 3 "active_to" "2025-12-31";
    an_episode_does_not_end_before_it_starts:
        "episodes.csv", "2026-05-01,," => "2026-05-01,2025-07-31,", InvalidValidity at 2 "end" "2025-07-31";
    a_payment_has_an_amount:
        "claim_events.csv", "paid,1000.00" => "paid,", AmountMissing at 3 "amount" "";
    what_is_carried_forward_is_of_a_participant:
        "balances.csv", "MI01" => "", MissingValue at 3 "participant" "";
    the_reserve_is_of_no_participant:
        "balances.csv", "reserve," => "reserve,MI02", InvalidChoice at 2 "participant" "MI02";
    an_id_has_no_invisible_characters:
        "claims.csv", "C3,T2" => "C3\t,T2", InvalidId at 4 "claim_id" "C3\t";
    a_code_has_no_invisible_characters:
        "payees.csv", "Zorggroep,,08000001" => "Zorggroep,,08000001\nX\u{85},Extra,,", InvalidId at 4 "payee" "X\u{85}";
}

#[test]
fn an_id_has_at_most_sixty_four_characters() {
    let (longest, longer) = ("é".repeat(64), "é".repeat(65));
    let folder = Folder::valid().replace("claims.csv", "C3,T2", &format!("{longest},T2"));
    assert_eq!(folder.dossier().claims.id.get(2), longest);
    folder.replace("claims.csv", &longest, &longer).refused(InvalidId, "claims.csv", 4, "claim_id", &longer);
}

#[test]
fn a_payment_whose_amount_is_no_number_is_not_told_to_lack_it() {
    let folder = Folder::valid().replace("claim_events.csv", "paid,1000.00", "paid,duizend");
    folder.refused(InvalidNumber, "claim_events.csv", 3, "amount", "duizend");
}

#[test]
fn amounts_of_events_adjustments_balances_and_advances_may_be_negative() {
    let folder = Folder::valid().add("advances.csv", "MI01,2026-03-01,2026,-5.00");
    let folder = folder.add("other_income.csv", "MI02,2026,-3.00,").add("reference.csv", "MI02,-1,");
    assert!(folder.read().is_ok());
}

#[test]
fn several_things_wrong_in_one_row_are_told_in_the_order_of_the_columns() {
    let folder = Folder::valid().add("claims.csv", "C9,,1 maart,4444,XXX,,-1");
    let found: Vec<(ProblemCode, String)> = folder.errors().into_iter().map(|p| (p.code, p.column)).collect();
    let expected = [
        (MissingValue, "episode_id"),
        (InvalidDate, "date"),
        (UnknownInsurer, "insurer"),
        (UnknownPerformance, "performance"),
        (NegativeQuantity, "quantity"),
    ];
    assert_eq!(found, expected.map(|(code, column)| (code, column.to_owned())));
}
