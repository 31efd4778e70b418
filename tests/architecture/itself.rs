//! The checks themselves: each finds what it is for. A check that finds nothing would pass every house.

use crate::codes;
use crate::files::{begins_with_a_purpose, of_a_machine};
use crate::imports::{foreign_crates, foreign_rooms, reaching_outside};
use crate::source::Source;
use crate::tokens;

fn calc(text: &str) -> Source {
    Source::new("src/calc/pools.rs", text)
}

#[test]
fn a_foreign_room_is_found_however_it_is_reached() {
    for text in [
        "use crate::report::result;",
        "use crate::{domain::money, report};",
        "use crate::{domain::{self, money}, report::{result}};",
        "use super::super::report::result as other;",
        "pub use self::super::super::report;",
        "fn f() { crate::report::result::json(&1); }",
        "fn f() { println!(\"{}\", crate::report::result::json(&1)); }",
        "macro_rules! m { () => { $crate::report::result::json(&1) } }",
        "mod inner { use super::super::super::report; }",
        "fn f(x: &crate::report::table::Lines) {}",
        "use crate::*;",
        "use super::super::*;",
    ] {
        assert_eq!(foreign_rooms(&calc(text)).len(), 1, "{text}");
    }
    assert_eq!(foreign_rooms(&Source::new("src/main.rs", "fn main() { verdeelsleutel::calc::run() }")).len(), 1);
}

#[test]
fn rooms_that_the_table_allows_are_no_fault() {
    for text in [
        "use crate::domain::money::Cents;",
        "use super::{allocate, run};",
        "use super::super::domain::money;",
        "use crate::calc::run;",
        "pub(crate) fn f() { Vec::<u8>::new(); }",
        "//! See [`crate::report`].",
    ] {
        assert!(foreign_rooms(&calc(text)).is_empty(), "{text}");
    }
    assert!(foreign_rooms(&Source::new("src/main.rs", "fn main() { verdeelsleutel::cli::main() }")).is_empty());
}

#[test]
fn a_fault_is_told_with_its_file_and_line() {
    let faults = foreign_rooms(&calc("\n\nuse crate::report::result;"));
    assert_eq!(faults, ["src/calc/pools.rs:3 calc may not use report: crate::report::result"]);
}

#[test]
fn a_foreign_crate_is_found_however_it_is_named() {
    let crates = ["polars".to_owned(), "sha2".to_owned()];
    for text in
        ["use polars::prelude::*;", "use polars as p;", "fn f() { polars::df![]; }", "#[derive(polars::X)] struct S;"]
    {
        assert_eq!(foreign_crates(&calc(text), &crates).len(), 1, "{text}");
    }
    for text in ["use sha2::Digest;", "use crate::domain::polars::x;", "// polars::prelude"] {
        assert!(foreign_crates(&calc(text), &crates).is_empty(), "{text}");
    }
}

#[test]
fn reaching_outside_is_found_in_pure_rooms_only() {
    for text in
        ["use std::fs;", "use std::{collections::BTreeMap, time::Instant};", "fn f() { std::thread::yield_now() }"]
    {
        assert_eq!(reaching_outside(&calc(text)).len(), 1, "{text}");
        assert!(reaching_outside(&Source::new("src/cli/load.rs", text)).is_empty(), "{text}");
    }
    assert!(reaching_outside(&calc("use std::collections::BTreeMap; const V: &str = env!(\"X\");")).is_empty());
}

#[test]
fn each_habit_is_found_where_it_stands_and_nowhere_else() {
    type Check = fn(&Source) -> Vec<String>;
    let cases: [(Check, &[&str], &[&str]); 11] = [
        (
            tokens::floats,
            &["const A: f64 = 1;", "fn f() { g(1.5); }", "m!(2e3);", "const A: X = 1f32;", "fn f() { 0..1.5 }"],
            &["const A: u8 = 0xf3;", "const A: &str = \"1.5\";", "fn f() { t.0.1; }", "/// 1.5 f64\nfn f() {}"],
        ),
        (
            tokens::panics,
            &["fn f() { x.unwrap(); }", "m!(x.expect(\"\"));", "fn f() { panic!() }", "fn f() { todo!() }"],
            &["fn f() { x.unwrap_or(1); }", "fn expect() {}", "fn f() { std::panic::catch_unwind(g); }"],
        ),
        (
            tokens::unexplained_permissions,
            &["#[allow(dead_code)] fn f() {}", "#![allow(dead_code)]", "macro_rules! m { () => { #[expect(x)] } }"],
            &["#[allow(dead_code, reason = \"r\")] fn f() {}", "#[derive(Debug)] struct S;"],
        ),
        (tokens::tests_in_the_tail, &["mod t { #[test] fn f() {} }"], &["#[cfg(test)] mod tests;"]),
        (tokens::ignored_tests, &["#[test] #[ignore] fn f() {}", "#[ignore = \"x\"] fn f() {}"], &["fn ignore() {}"]),
        (tokens::waiting, &["async fn f() {}", "fn f() { x.await; }"], &["fn asynchronous() {}"]),
        (tokens::impurities, &["use std::collections::HashMap;", "fn f(x: Instant) {}"], &["use x::BTreeMap;"]),
        (tokens::printing, &["fn f() { println!(\"\"); }"], &["fn f() { writeln!(t, \"\"); }"]),
        (tokens::sql, &["const Q: &str = \" SELECT 1\";"], &["const Q: &str = \"selected\";"]),
        (
            codes::codes_as_texts,
            &["fn f() { g(\"held_claims\"); }", "m!(\"invalid_run\");"],
            &["fn f() { g(\"held claims\"); }", "/// held_claims\nfn f() {}"],
        ),
        (
            codes::codes_without_a_type,
            &["struct S { pub code: &'static str, n: u8 }", "fn f(code: Option<&'static str>) {}"],
            &[
                "struct S { code: &'a str }",
                "struct S { code: ProblemCode, text: &'static str }",
                "fn f() { code::g(\"\") }",
            ],
        ),
    ];
    for (at, (check, wrong, right)) in cases.into_iter().enumerate() {
        for text in wrong {
            assert_eq!(check(&calc(text)).len(), 1, "check {at}: {text}");
        }
        for text in right {
            assert!(check(&calc(text)).is_empty(), "check {at}: {text}");
        }
    }
}

#[test]
fn a_path_of_a_machine_is_found_and_a_path_of_ours_is_not() {
    for folder in ["home", "root", "tmp", "work"] {
        assert!(of_a_machine(&format!("see /{folder}/me/x")).is_some());
        assert!(of_a_machine(&format!("file:///{folder}/me")).is_some());
        assert!(of_a_machine(&format!("https://example.org/{folder}/x")).is_none());
        assert!(of_a_machine(&format!("../{folder}/x")).is_none());
    }
    assert!(of_a_machine("C:\\Users\\me").is_some() && of_a_machine("src/calc/run.rs").is_none());
}

#[test]
fn a_purpose_is_a_sentence_on_the_first_line() {
    assert!(begins_with_a_purpose("//! Divides amounts.\n"));
    assert!(
        !begins_with_a_purpose("use x;\n//! Late.") && !begins_with_a_purpose("//!\n") && !begins_with_a_purpose("")
    );
}
