//! Single values: how numbers, days, texts and choices may be written.

use crate::support::{accepted, assert_told, refused, ruled, with};
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::decimal::{Price, Rate};
use verdeelsleutel::domain::model::slice::SliceKind;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::ProblemCode::InvalidModel;

fn slice(percentage: &str) -> String {
    with(&format!(
        "[[top_slice]]\nname = \"S\"\nkind = \"percentage\"\nto = \"organisation\"\npercentage = {percentage}\n"
    ))
}

fn priced(price: &str) -> String {
    with(&format!("[[price_table]]\nname = \"points\"\nprices = [{{activity = \"V1\", price = {price}}}]\n"))
}

fn limited(amount: &str) -> String {
    with(&format!("[reserve]\nminimum = {amount}\n"))
}

#[test]
fn a_decimal_is_text_or_a_whole_number() {
    for (written, read) in
        [("\"27.5\"", "27.5"), ("\"0\"", "0"), ("100", "100"), ("\"33.333333\"", "33.333333"), ("\"5.0000000\"", "5")]
    {
        let model = accepted(&slice(written));
        assert_eq!(model.top_slices[0].kind, SliceKind::Percentage(Rate::parse(read).unwrap()), "{written}");
    }
    assert_eq!(accepted(&priced("\"12.3456\"")).price_tables[0].rows[0].price, Price(123_456));
    assert_eq!(accepted(&limited("1_000")).reserve.minimum, Cents(100_000));
}

#[test]
fn a_floating_point_number_is_refused_with_how_to_write_it() {
    for written in ["27.5", "1e2", "nan"] {
        let text = slice(written);
        assert_told(&text, &[(InvalidModel, 8, "top_slice[1].percentage")]);
        let problem = &refused(&text).errors[0];
        assert_eq!(problem.value, written);
        assert!(problem.message_nl.contains("tussen aanhalingstekens"), "{}", problem.message_nl);
        assert!(problem.message_en.contains("as text in quotes"), "{}", problem.message_en);
    }
}

#[test]
fn a_number_has_no_more_decimals_than_its_field_keeps() {
    assert_told(&slice("\"1.0000001\""), &[(InvalidModel, 8, "top_slice[1].percentage")]);
    assert_told(&priced("\"1.00001\""), &[(InvalidModel, 6, "price_table[1].prices[1].price")]);
    assert_told(&limited("\"1.001\""), &[(InvalidModel, 5, "reserve.minimum")]);
}

#[test]
fn what_is_no_number_is_refused() {
    for written in ["\"27,5\"", "\"1.000,50\"", "\"+5\"", "\"\"", "\"vijf\"", "true", "[1]", "2026-01-01", "\".5\""] {
        assert_told(&slice(written), &[(InvalidModel, 8, "top_slice[1].percentage")]);
    }
    assert_told(&priced("\"99999999999999999999\""), &[(InvalidModel, 6, "price_table[1].prices[1].price")]);
    assert_told(&priced("9223372036854775807"), &[(InvalidModel, 6, "price_table[1].prices[1].price")]);
}

#[test]
fn a_percentage_lies_between_0_and_100() {
    for written in ["\"100.000001\"", "\"-0.000001\"", "101"] {
        assert_told(&slice(written), &[(InvalidModel, 8, "top_slice[1].percentage")]);
    }
    let share = format!("interim_share = \"100.5\"\n{}", ruled("{kind = \"reserve\"}"));
    assert_told(&share, &[(InvalidModel, 1, "interim_share")]);
}

#[test]
fn prices_and_amounts_are_not_negative() {
    assert_told(&priced("\"-0.0001\""), &[(InvalidModel, 6, "price_table[1].prices[1].price")]);
    assert_told(&limited("\"-0.01\""), &[(InvalidModel, 5, "reserve.minimum")]);
    for (kind, field) in [("per_claim", "amount"), ("budget", "amount"), ("percentage", "percentage")] {
        let more = format!("[[top_slice]]\nname = \"S\"\nkind = \"{kind}\"\nto = \"organisation\"\n{field} = \"-1\"\n");
        assert_told(&with(&more), &[(InvalidModel, 8, &format!("top_slice[1].{field}"))]);
    }
}

fn valid_from(written: &str) -> String {
    with(&format!(
        "[[price_table]]\nname = \"points\"\nprices = [{{activity = \"V1\", price = 1, valid_from = {written}}}]\n"
    ))
}

#[test]
fn a_day_is_a_toml_date_or_the_same_as_text() {
    for written in ["2026-03-01", "\"2026-03-01\""] {
        let from = accepted(&valid_from(written)).price_tables[0].rows[0].validity.from;
        assert_eq!(Some(from), Date::new(2026, 3, 1));
    }
    for written in ["\"01-03-2026\"", "2026-03-01T10:00:00", "10:00:00", "\"2026-02-30\"", "2026", "\"\"", "0900-01-01"]
    {
        assert_told(&valid_from(written), &[(InvalidModel, 6, "price_table[1].prices[1].valid_from")]);
    }
}

#[test]
fn a_choice_is_one_of_the_words_there_are() {
    let text = with("[reserve]\nshortage = \"Refuse\"\n");
    assert_told(&text, &[(InvalidModel, 5, "reserve.shortage")]);
    let problem = &refused(&text).errors[0];
    assert_eq!(problem.value, "Refuse");
    assert!(problem.message_nl.contains("allocate, refuse"));
}

#[test]
fn names_and_texts_are_not_empty_and_names_have_no_control_characters() {
    for (written, of) in [("\"\"", "name"), ("\"a\\u001fb\"", "name"), ("5", "name")] {
        let text = format!("name = {written}\n[[rule]]\nrule = {{kind = \"reserve\"}}\n");
        assert_told(&text, &[(InvalidModel, 1, of)]);
    }
    assert_told(&with("[reserve]\narticle = \" \"\n"), &[(InvalidModel, 5, "reserve.article")]);
    assert_told(&with("[reserve]\narticle = 7\n"), &[(InvalidModel, 5, "reserve.article")]);
}

#[test]
fn a_field_that_nobody_knows_is_refused_wherever_it_stands() {
    assert_told(&format!("naam = \"x\"\n{}", with("")), &[(InvalidModel, 1, "naam")]);
    assert_told(&with("[reserve]\nmaximun = \"1\"\n"), &[(InvalidModel, 5, "reserve.maximun")]);
    assert_told(&ruled("{kind = \"reserve\", scope = \"run\"}"), &[(InvalidModel, 3, "rule[1].rule.scope")]);
    let entry = with("[[adjustment]]\nkinds = [\"*\"]\nrule = {kind = \"reserve\"}\nfrom = 2026-01-01\n");
    assert_told(&entry, &[(InvalidModel, 7, "adjustment[1].from")]);
    let slice =
        "[[top_slice]]\nname = \"S\"\nkind = \"percentage\"\nto = \"organisation\"\npercentage = 5\namount = 5\n";
    assert_told(&with(slice), &[(InvalidModel, 9, "top_slice[1].amount")]);
}

#[test]
fn an_article_may_stand_anywhere() {
    accepted(
        "name = \"Test\"\narticle = \"preambule\"\n[[rule]]\narticle = \"1\"\n[rule.rule]\narticle = \"2\"\n\
         kind = \"blend\"\nparts = [{name = \"a\", article = \"3\", rule = {kind = \"reserve\", article = \"4\"}, \
         weights = [{from = 2026-01-01, weight = 1, article = \"5\"}]}]\n[[price_table]]\nname = \"p\"\narticle = \"6\"\n\
         prices = [{activity = \"V1\", price = 1, article = \"7\"}]\n",
    );
}

#[test]
fn a_table_where_a_list_belongs_is_told_and_still_read() {
    let single = "name = \"Test\"\n[rule]\nrule = {kind = \"reserv\"}\n";
    assert_told(single, &[(InvalidModel, 2, "rule"), (InvalidModel, 3, "rule.rule.kind")]);
    assert_told(&with("[[guarantee]]\n"), &[(InvalidModel, 4, "guarantee")]);
    assert_told(
        &with("[[top_slice]]\n[top_slice.name]\n").replace("[top_slice.name]", "kind = 1"),
        &[
            (InvalidModel, 4, "top_slice[1].name"),
            (InvalidModel, 4, "top_slice[1].to"),
            (InvalidModel, 5, "top_slice[1].kind"),
        ],
    );
    assert_told(
        "shift = 3\nrule = [1]\nname = \"Test\"\n",
        &[(InvalidModel, 1, "shift"), (InvalidModel, 2, "rule[1]")],
    );
}
