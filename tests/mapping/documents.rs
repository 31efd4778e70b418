//! The mapping itself: every mistake at once, each at its line.

use crate::export::{EXPORT, MAPPING, convert, mistakes, places, replaced};
use verdeelsleutel::domain::problem::{Problem, ProblemCode::*};
use verdeelsleutel::intake::mapping;

/// The mapping with something more in the table of a column, and what is wrong with it.
macro_rules! wrong {
    ($($name:ident: $from:literal + $says:literal, $code:ident at $line:literal $column:literal $value:literal;)*) => {$(
        #[test]
        fn $name() {
            let from = concat!("from = \"", $from, "\"\n");
            let errors = mistakes(&replaced(MAPPING, from, &format!("{from}{}\n", $says)));
            assert_eq!(places(&errors), [($code, $line, $column, $value)]);
        }
    )*};
}

wrong! {
    an_unknown_key_is_refused:
        "Datum" + "vorm = \"d-m-yyyy\"", UnknownColumn at 11 "column.date.vorm" "vorm";
    a_key_of_dates_is_refused_elsewhere:
        "Aantal" + "date = \"d-m-yyyy\"", UnknownColumn at 20 "column.quantity.date" "date";
    a_key_of_numbers_is_refused_elsewhere:
        "Datum" + "unit = \"minutes\"", UnknownColumn at 11 "column.date.unit" "unit";
    codes_are_ours_already_and_have_no_form:
        "Datum" + "codes = { \"x\" = \"2026-01-01\" }\ntime = \"drop\"", UnknownColumn at 12 "column.date.time" "time";
    a_default_is_of_codes:
        "Code" + "otherwise = \"V1101\"", UnknownColumn at 17 "column.activity.otherwise" "otherwise";
    a_form_of_dates_has_a_day_a_month_and_a_year:
        "Datum" + "date = \"dd-mm\"", InvalidDate at 11 "column.date.date" "dd-mm";
    a_form_of_dates_has_four_digits_for_the_year:
        "Datum" + "date = \"dd-mm-yy\"", InvalidDate at 11 "column.date.date" "dd-mm-yy";
    a_form_of_dates_has_nothing_twice:
        "Datum" + "date = \"dd-mm-yyyy dd\"", InvalidDate at 11 "column.date.date" "dd-mm-yyyy dd";
    a_form_of_dates_is_clear:
        "Datum" + "date = \"dmyyyy\"", InvalidDate at 11 "column.date.date" "dmyyyy";
    a_form_of_dates_has_no_times:
        "Datum" + "date = \"dd-mm-yyyy hh:mm\"", InvalidDate at 11 "column.date.date" "dd-mm-yyyy hh:mm";
    a_time_is_dropped_or_not_there:
        "Datum" + "time = \"keep\"", InvalidChoice at 11 "column.date.time" "keep";
    a_unit_has_a_name:
        "Aantal" + "unit = \"days\"", InvalidChoice at 20 "column.quantity.unit" "days";
    a_quantity_is_not_in_cents:
        "Aantal" + "unit = \"cents\"", InvalidChoice at 20 "column.quantity.unit" "cents";
    a_decimal_mark_is_one_of_two:
        "Aantal" + "decimal = \",\"", InvalidChoice at 20 "column.quantity.decimal" ",";
    what_stands_for_an_empty_cell_is_a_value_of_ours:
        "Aantal" + "if_empty = \"1,5\"", InvalidNumber at 20 "column.quantity.if_empty" "1,5";
    what_a_code_stands_for_is_a_value_of_ours:
        "Datum" + "codes = { \"x\" = \"gisteren\" }", InvalidDate at 11 "column.date.codes.x" "gisteren";
    a_code_of_a_required_column_stands_for_something:
        "Code" + "codes = { \"x\" = \"\" }", MissingValue at 17 "column.activity.codes.x" "";
    codes_are_texts:
        "Code" + "codes = { \"x\" = 1101 }", InvalidToml at 17 "column.activity.codes.x" "";
    codes_are_a_table:
        "Code" + "codes = [\"x\"]", InvalidToml at 17 "column.activity.codes" "";
    a_code_is_there_once:
        "Code" + "codes = { \"x\" = \"V1101\", \"x \" = \"V1102\" }", DuplicateConflict at 17 "column.activity.codes.x " "x ";
    an_empty_cell_is_no_code:
        "Code" + "codes = { \"\" = \"V1101\" }", MissingValue at 17 "column.activity.codes." "";
    a_column_has_one_origin:
        "Code" + "value = \"V1101\"", DuplicateConflict at 15 "column.activity" "";
}

/// The mapping with something else in the place of a text, and what is wrong with it.
#[track_caller]
fn wrong(from: &str, to: &str, expected: &[(verdeelsleutel::domain::problem::ProblemCode, u64, &str, &str)]) {
    assert_eq!(places(&mistakes(&replaced(MAPPING, from, to))), expected);
}

#[test]
fn a_column_has_some_origin() {
    wrong("from = \"Code\"", "", &[(MissingValue, 15, "column.activity", "")]);
}

#[test]
fn a_text_has_columns_in_it_and_its_braces_match() {
    for text in ["VP01", "VP01-{}", "VP01-{Nr", "VP01-Nr}", "{Nr}-}", "{N{r}}"] {
        let says = format!("text = \"{text}\"");
        wrong("from = \"Nr\"", &says, &[(InvalidToml, 4, "column.delivery_id.text", text)]);
    }
}

#[test]
fn what_is_always_the_same_is_a_value_of_ours() {
    wrong("from = \"Aantal\"", "value = \"-1\"", &[(NegativeQuantity, 19, "column.quantity.value", "-1")]);
}

#[test]
fn the_kind_of_file_is_one_of_a_dossier() {
    wrong("deliveries.csv", "leveringen.csv", &[(InvalidChoice, 1, "file", "leveringen.csv")]);
    wrong("file = \"deliveries.csv\"", "", &[(MissingValue, 1, "file", "")]);
}

#[test]
fn a_column_is_one_of_the_kind_and_required_ones_are_there() {
    let expected = [(MissingColumn, 1, "column.quantity", ""), (UnknownColumn, 18, "column.quantiy", "quantiy")];
    wrong("[column.quantity]", "[column.quantiy]", &expected);
}

#[test]
fn a_column_may_have_its_dutch_name_but_not_both() {
    let dutch = replaced(MAPPING, "[column.quantity]", "[column.aantal]");
    assert!(convert(&dutch, EXPORT).is_ok());
    let both = format!("{MAPPING}\n[column.aantal]\nvalue = \"1\"\n");
    assert_eq!(places(&mistakes(&both)), [(DuplicateConflict, 21, "column.aantal", "aantal")]);
}

#[test]
fn filters_have_a_column_and_values() {
    let errors = mistakes(&format!("{MAPPING}\n[[only]]\nis = [\"J\"]\n\n[[skip]]\ncolumn = \"Naam\"\nis = []\n"));
    let expected = [(MissingValue, 21, "only[1].column", ""), (MissingValue, 26, "skip[1].is", "")];
    assert_eq!(places(&errors), expected);
    let errors = mistakes(&format!("{MAPPING}\n[skip]\ncolumn = \"Naam\"\n"));
    assert_eq!(places(&errors), [(InvalidToml, 21, "skip", "")]);
    let errors = mistakes(&format!("{MAPPING}\n[[skip]]\ncolumn = \"Naam\"\nis = [1, \"J\"]\n"));
    assert_eq!(places(&errors), [(InvalidToml, 23, "skip[1].is[1]", "")]);
}

#[test]
fn how_an_export_is_written_is_said_in_words_that_are_known() {
    let export =
        "[export]\nencoding = \"latin1\"\nseparator = \";\"\ndecimal = \"komma\"\nheader_line = 0\nkleur = \"rood\"\n";
    let expected = [
        (InvalidChoice, 22, "export.encoding", "latin1"),
        (InvalidChoice, 23, "export.separator", ";"),
        (InvalidChoice, 24, "export.decimal", "komma"),
        (InvalidToml, 25, "export.header_line", ""),
        (UnknownColumn, 26, "export.kleur", "kleur"),
    ];
    assert_eq!(places(&mistakes(&format!("{MAPPING}\n{export}"))), expected);
}

#[test]
fn what_is_no_toml_is_refused_at_its_line() {
    let errors = mistakes("file = \"deliveries.csv\"\n[column.date\n");
    assert_eq!(places(&errors), [(InvalidToml, 2, "", "")]);
    let deep = mistakes(&format!("a{} = 1\n", ".a".repeat(100)));
    assert_eq!(places(&deep), [(InvalidToml, 1, "", "")]);
    let errors = mapping::read("mapping.toml", b"file = \"\xe9\"\n").unwrap_err().errors;
    assert_eq!(places(&errors), [(NotUtf8Or1252, 1, "", "")]);
}

#[test]
fn a_mistake_is_told_in_both_languages() {
    let errors = mistakes(&replaced(MAPPING, "[column.quantity]\nfrom = \"Aantal\"\n", ""));
    let expected = Problem {
        code: MissingColumn,
        file: "mapping.toml".to_owned(),
        line: 1,
        column: "column.quantity".to_owned(),
        value: String::new(),
        message_nl: "deliveries.csv heeft een kolom 'quantity' nodig; schrijf die als [column.quantity].".to_owned(),
        message_en: "deliveries.csv needs a column 'quantity'; write it as [column.quantity].".to_owned(),
    };
    assert_eq!(errors, [expected]);
}

/// The example between the fences of a text, without what stands before each of its lines.
fn example(file: &str, before: &str) -> String {
    let text = std::fs::read_to_string(crate::runs::repository(file)).unwrap();
    let lines: Vec<&str> = text.lines().map(|line| line.strip_prefix(before).unwrap_or(line).trim()).collect();
    let from = lines.iter().position(|line| *line == "```toml").unwrap() + 1;
    let length = lines[from..].iter().position(|line| *line == "```").unwrap();
    lines[from..from + length].join("\n")
}

#[test]
fn the_examples_of_the_documentation_lack_columns_and_have_no_other_mistake() {
    for text in [example("README.md", ""), example("src/intake/mapping/mod.rs", "//!")] {
        let errors = mistakes(&text);
        assert!(errors.len() == 2 && errors.iter().all(|error| error.code == MissingColumn), "{errors:#?}");
    }
}
