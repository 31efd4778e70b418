//! What is no TOML at all.

use crate::support::{assert_told, refused, with};
use verdeelsleutel::domain::problem::ProblemCode::{InvalidModel, InvalidToml};
use verdeelsleutel::domain::problem::Problems;

#[test]
fn a_slip_in_the_toml_is_told_with_its_line() {
    for (text, line) in [
        ("name = \"Test\nrule = 1\n", 1),
        ("name = \"Test\"\n\n[[rule]\n", 3),
        ("name = \"Test\"\ninterim_share = 27,5\n", 2),
        ("name = \"Test\"\r\nname = \"Test\"\r\n", 2),
        ("name = “Test”\n", 1),
        ("starts = 2026-02-30\n", 1),
    ] {
        assert_told(text, &[(InvalidToml, line, "")]);
    }
}

#[test]
fn every_faulty_line_is_told_and_nothing_is_said_of_the_model() {
    assert_told(
        "a = \n[b]\n[b]\nx = 1.5\ny = z\n",
        &[(InvalidToml, 1, ""), (InvalidToml, 3, ""), (InvalidToml, 5, "")],
    );
    assert_eq!(refused("a = 1\na = 2\n").errors[0].value, "a = 2");
}

#[test]
fn an_empty_document_lacks_its_name_and_rules() {
    assert_told("", &[(InvalidModel, 0, "name"), (InvalidModel, 0, "rule")]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_not_shift_lines() {
    let text = format!("\u{feff}{}", with("[reserve]\nminimum = 0.5\n")).replace('\n', "\r\n");
    assert_told(&text, &[(InvalidModel, 5, "reserve.minimum")]);
}

#[test]
fn a_document_that_nests_without_end_is_refused_in_a_small_stack() {
    let dotted = format!("{}.a = 1\n", "a".repeat(3).replace('a', "a.").repeat(20_000) + "a");
    let braces = format!("a = {}1{}\n", "{b = ".repeat(20_000), "}".repeat(20_000));
    let keys = ["a"; 16].join(".");
    let both = format!("{}z = 1{}\n", format!("{keys} = {{").repeat(80), "}".repeat(80));
    let quoted = format!("{} = 1\n", vec!["\"a b\""; 20_000].join(" . "));
    for text in [dotted, braces, both, quoted] {
        let reader = std::thread::Builder::new().stack_size(1024 * 1024).spawn(move || refused(&text));
        assert!(!reader.unwrap().join().unwrap().is_clean());
    }
    let sentence = "..... art. 5.1. en 5.2. van de overeenkomst. ".repeat(20);
    assert_told(&with(&format!("# {sentence}\nx = \"{sentence}\"\n")), &[(InvalidModel, 5, "rule[1].x")]);
}

#[test]
fn rules_nested_beyond_reason_are_refused() {
    let mut text = "name = \"Test\"\n[[rule]]\n[rule.rule]\nkind = \"fixed_prices\"\nprices = \"shadow\"\n".to_owned();
    let mut heading = "rule.rule".to_owned();
    for _ in 0..12 {
        heading.push_str(".remainder");
        text.push_str(&format!("[{heading}]\nkind = \"fixed_prices\"\nprices = \"shadow\"\n"));
    }
    let (open, close) = ("remainder = {kind = \"fixed_prices\", prices = \"shadow\", ".repeat(30), "}".repeat(30));
    text.push_str(&format!("{open}remainder = {{kind = \"reserve\"}}{close}\n"));
    let problems = refused(&text);
    assert_eq!(problems.errors.len(), 1, "{:#?}", problems.errors);
    assert!(problems.errors[0].message_en.contains("nested"));
}

#[test]
fn beyond_a_thousand_problems_the_rest_is_counted() {
    let Problems { errors, warnings, not_shown } = refused(&with(&"[[top_slice]]\n".repeat(400)));
    assert_eq!((errors.len(), warnings.len(), not_shown), (1000, 0, 200));
    assert!(errors.is_sorted_by_key(|problem| problem.line));
}

#[test]
fn a_long_value_is_cut_where_it_is_repeated() {
    let problems = refused(&with(&format!("[reserve]\nshortage = \"{}\"\n", "é".repeat(500))));
    assert_eq!(problems.errors[0].value.chars().count(), 121);
}
