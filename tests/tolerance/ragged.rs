//! Cells that Excel leaves out at the end of a row, or writes where there is nothing.

use crate::given::{Files, clean};
use verdeelsleutel::domain::problem::ProblemCode::*;

/// A table of ours with semicolons and CRLF, as Dutch Excel has it.
fn dutch(csv: &str) -> String {
    csv.replace(',', ";").replace('\n', "\r\n")
}

#[test]
fn separators_of_empty_last_columns_may_be_left_out() {
    // Excel looks at rows by sixteen, and leaves out the columns behind the last one that is filled in them.
    let cut = |separator: char| {
        let text = dutch(&clean("deliveries.csv")).replace(';', &separator.to_string());
        text.lines().map(|line| line.trim_end_matches(separator).to_owned() + "\r\n").collect::<String>()
    };
    assert!(cut(';').contains(";MI01;V1;1\r\n"));
    Files::with("deliveries.csv", cut(';')).is_clean();
    Files::with("deliveries.csv", cut('\t')).is_clean();
}

#[test]
fn a_row_without_a_required_cell_is_too_short() {
    let text = dutch(&clean("deliveries.csv")) + "D9;T1;2026-02-01;MI01;V1\r\n";
    Files::with("deliveries.csv", text).refused(&[(6, RowTooShort, "", "")]);
}

#[test]
fn the_last_row_of_a_file_that_was_cut_off_is_too_short() {
    // It may have been 12, or a row that another one replaces.
    let text = dutch(&clean("deliveries.csv")) + "D9;T1;2026-02-01;MI01;V1;1";
    Files::with("deliveries.csv", &text).refused(&[(6, RowTooShort, "", "")]);
    let whole = text + ";;;";
    assert_eq!(Files::with("deliveries.csv", whole).dossier().deliveries.id.len(), 5);
}

#[test]
fn a_short_row_is_the_same_as_the_whole_one() {
    let text = dutch(&clean("deliveries.csv")) + "D1;T1;2026-02-01;MI01;V1;1\r\n";
    Files::with("deliveries.csv", text).warned(&[(6, DuplicateIgnored, "delivery_id", "D1")]);
    let text = dutch(&clean("deliveries.csv")) + "D2;T2;2026-02-02;HO01;H1;0.5\r\n";
    Files::with("deliveries.csv", text).refused(&[(6, DuplicateConflict, "delivery_id", "D2")]);
}

#[test]
fn columns_that_were_emptied_are_no_columns() {
    // Excel writes all columns that were ever used, with nothing in them.
    for separator in [";", "\t"] {
        let text = dutch(&clean("scores.csv")).replace(';', separator);
        let wide: String = text.lines().map(|line| format!("{line}{}\r\n", separator.repeat(3))).collect();
        Files::with("scores.csv", wide).is_clean();
    }
    // Where it writes them in some rows only.
    let text = dutch(&clean("scores.csv")).replace("2.15\r\n", "2.15;;;\r\n");
    Files::with("scores.csv", text).is_clean();
}

#[test]
fn what_stands_in_a_column_without_a_name_is_refused() {
    let text = dutch(&clean("scores.csv")).replace("weight", "weight;").replace("2.15", "2.15;let op");
    Files::with("scores.csv", text).refused(&[(2, RowTooLong, "", "")]);
    let text = dutch("fund,participant,,year,weight\nkwaliteit,MI01,,2026,1\n");
    Files::with("scores.csv", text).refused(&[(1, UnknownColumn, "", "")]);
}

#[test]
fn between_commas_no_cell_is_too_many_or_too_few() {
    // `1000,50,` may be an amount with an empty reason, and `1000,50` one with a reason of 50.
    let text = clean("claim_events.csv").replace("1000.00,", "1000,50,");
    Files::with("claim_events.csv", text).refused(&[(3, RowTooLong, "", "")]);
    let text = clean("claim_events.csv").replace("accepted,,", "accepted");
    Files::with("claim_events.csv", text).refused(&[(2, RowTooShort, "", "")]);
    let files = Files::with("scores.csv", clean("scores.csv").replace("weight", "weight,"));
    let errors = files.told().errors;
    assert_eq!((errors[0].line, errors[0].code), (1, UnknownColumn));
    assert!(errors[0].message_nl.starts_with("Kolom 5 heeft geen naam in de kopregel."), "{}", errors[0].message_nl);
}

#[test]
fn rows_of_separators_alone_are_no_rows() {
    for separator in [",", ";", "\t"] {
        let text = clean("scores.csv").replace(',', separator).replace('\n', "\r\n");
        let blank = separator.repeat(3) + "\r\n";
        let text = format!("{blank}{blank}{}{blank}\r\n{}\r\n{blank}", text, separator.repeat(7));
        Files::with("scores.csv", text).is_clean();
    }
}

#[test]
fn rows_of_separators_alone_are_counted() {
    let text = ";;;\r\n".to_owned() + &dutch(&clean("scores.csv")).replace("HO01", "XX");
    let text = text.replace("2.15\r\n", "2.15\r\n;;;\r\n\r\n;;;\r\n");
    Files::with("scores.csv", text).refused(&[(7, UnknownParticipant, "participant", "XX")]);
}
