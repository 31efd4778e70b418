//! Price tables, top slices and the reserve (spec 2.2, 2.3, 2.7).

use crate::support::{accepted, assert_told, with};
use verdeelsleutel::domain::date::{Date, Validity};
use verdeelsleutel::domain::model::slice::{SliceKind, SliceTarget};
use verdeelsleutel::domain::model::{PerformanceFilter, ReserveShortage};
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::ProblemCode::{
    InvalidModel, UnknownActivity, UnknownParticipant, UnknownPerformance,
};

/// A table whose row n stands on line n+6.
fn table(rows: &[&str]) -> String {
    with(&format!("[[price_table]]\nname = \"points\"\nprices = [\n{}\n]\n", rows.join(",\n")))
}

#[test]
fn a_price_may_be_of_one_participant_and_for_a_time() {
    let model = accepted(&table(&[
        "{activity = \"V1\", price = \"1\", valid_to = 2026-12-31}",
        "{activity = \"V1\", price = \"2\", valid_from = 2027-01-01}",
        "{activity = \"V1\", participant = \"MI01\", price = \"3\"}",
    ]));
    let rows = &model.price_tables[0].rows;
    assert_eq!(rows[0].validity, Validity { from: Date::MIN, to: Date::parse("2026-12-31").unwrap() });
    assert_eq!(rows[1].validity, Validity { from: Date::parse("2027-01-01").unwrap(), to: Date::MAX });
    assert_eq!((rows[1].participant.is_none(), rows[2].participant.is_some()), (true, true));
}

#[test]
fn prices_of_one_activity_and_participant_do_not_overlap() {
    assert_told(
        &table(&[
            "{activity = \"V1\", price = 1, valid_to = 2026-12-31}",
            "{activity = \"V1\", price = \"x\", valid_from = 2026-12-31}",
            "{activity = \"V1\", price = 1, valid_from = 2028-01-01}",
            "{activity = \"CTG1\", price = 1}",
            "{activity = \"CTG1\", participant = \"MI01\", price = 1}",
            "{activity = \"CTG1\", participant = \"MI02\", price = 1}",
            "{activity = \"CTG1\", participant = \"MI01\", price = 1, valid_to = 2020-01-01}",
        ]),
        &[
            (InvalidModel, 8, "price_table[1].prices[2]"),
            (InvalidModel, 8, "price_table[1].prices[2].price"),
            (InvalidModel, 9, "price_table[1].prices[3]"),
            (InvalidModel, 13, "price_table[1].prices[7]"),
        ],
    );
}

#[test]
fn a_price_names_what_exists_and_ends_after_it_begins() {
    assert_told(
        &table(&[
            "{activity = \"V9\", participant = \"XX\", price = 1}",
            "{activity = \"V1\", price = 1, valid_from = 2026-02-01, valid_to = 2026-01-01}",
            "{}",
        ]),
        &[
            (UnknownActivity, 7, "price_table[1].prices[1].activity"),
            (UnknownParticipant, 7, "price_table[1].prices[1].participant"),
            (InvalidModel, 8, "price_table[1].prices[2]"),
            (InvalidModel, 9, "price_table[1].prices[3].activity"),
            (InvalidModel, 9, "price_table[1].prices[3].price"),
        ],
    );
}

#[test]
fn tables_and_slices_have_names_of_their_own() {
    let table = |name: &str| format!("[[price_table]]\nname = \"{name}\"\nprices = []\n");
    let tables = format!("{}{}{}", table("points"), table("shadow"), table("points"));
    assert_told(&with(&tables), &[(InvalidModel, 8, "price_table[2].name"), (InvalidModel, 11, "price_table[3].name")]);
    let slice = "[[top_slice]]\nname = \"S\"\nkind = \"per_claim\"\namount = 1\nto = \"organisation\"\n";
    assert_told(&with(&slice.repeat(2)), &[(InvalidModel, 10, "top_slice[2].name")]);
}

#[test]
fn a_broken_table_does_not_make_its_name_unknown() {
    let text = "name = \"Test\"\n[[rule]]\nrule = {kind = \"proportional\", prices = \"points\"}\n\
                [[price_table]]\nname = \"points\"\nprices = 5\n";
    assert_told(text, &[(InvalidModel, 6, "price_table[1].prices")]);
}

#[test]
fn slices_go_to_the_organisation_or_a_fund() {
    let model = accepted(&with(
        "[[top_slice]]\nname = \"A\"\nkind = \"percentage\"\npercentage = \"1.5\"\nto = \"kwaliteit\"\n\
         [[top_slice]]\nname = \"B\"\nkind = \"per_claim\"\namount = \"2.50\"\nto = \"organisation\"\nperformances = [\"PRE\"]\n",
    ));
    assert_eq!(model.top_slices[0].to, SliceTarget::Fund("kwaliteit".to_owned()));
    assert_eq!(model.top_slices[1].to, SliceTarget::Organisation);
    assert_eq!(model.top_slices[1].kind, SliceKind::PerClaim(Cents(250)));
    assert!(matches!(&model.top_slices[1].performances, PerformanceFilter::These(list) if list.len() == 1));
}

#[test]
fn a_slice_has_its_fields_and_what_its_kind_needs() {
    assert_told(
        &with("[[top_slice]]\n"),
        &[
            (InvalidModel, 4, "top_slice[1].name"),
            (InvalidModel, 4, "top_slice[1].to"),
            (InvalidModel, 4, "top_slice[1].kind"),
        ],
    );
    let head = "[[top_slice]]\nname = \"S\"\nto = \"organisation\"\n";
    for (kind, field) in [("percentage", "percentage"), ("per_claim", "amount"), ("budget", "amount")] {
        let text = with(&format!("{head}kind = \"{kind}\"\n"));
        assert_told(&text, &[(InvalidModel, 4, &format!("top_slice[1].{field}"))]);
    }
    let text = with(&format!("{head}kind = \"fee\"\namount = 1.5\nperformances = [\"X\"]\n"));
    assert_told(
        &text,
        &[
            (InvalidModel, 7, "top_slice[1].kind"),
            (InvalidModel, 8, "top_slice[1].amount"),
            (UnknownPerformance, 9, "top_slice[1].performances[1]"),
        ],
    );
    let text = with(&format!("{head}kind = \"budget\"\namount = 1\nperformances = []\n"));
    assert_told(&text, &[(InvalidModel, 9, "top_slice[1].performances")]);
}

#[test]
fn the_reserve_has_a_maximum_from_its_minimum_up() {
    assert_told(&with("[reserve]\nminimum = \"10.01\"\nmaximum = \"10\"\n"), &[(InvalidModel, 6, "reserve.maximum")]);
    let reserve =
        accepted(&with("[reserve]\nminimum = 10\nmaximum = 10\nshortage = \"refuse\"\narticle = \"8\"\n")).reserve;
    assert_eq!((reserve.minimum, reserve.maximum), (Cents(1000), Some(Cents(1000))));
    assert_eq!((reserve.shortage, reserve.article.as_deref()), (ReserveShortage::Refuse, Some("8")));
}
