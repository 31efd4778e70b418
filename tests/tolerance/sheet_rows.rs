//! Rows of a sheet: blank ones, short ones, coloured ones, and the numbers by which they are told.

use crate::given::{Files, clean};
use crate::sheets::{bytes, format, patched, put_texts, sheet};
use rust_xlsxwriter::{Format, Formula, Workbook};
use verdeelsleutel::domain::problem::ProblemCode::*;

#[test]
fn blank_rows_are_passed_over_and_counted() {
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet();
    // Nothing on rows 1 and 2, the header row on 3, a blank row between the others.
    put_texts(worksheet, 2, "fund,participant,year,weight\nkwaliteit,MI01,2026,2.15\n");
    put_texts(worksheet, 5, "kwaliteit,HO01,2026,0.123456\n");
    Files::with("scores.xlsx", bytes(workbook)).is_clean();

    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet();
    put_texts(worksheet, 2, "fund,participant,year,weight\nkwaliteit,MI01,2026,2.15\n");
    put_texts(worksheet, 9, "kwaliteit,HO01,2026,veel\n");
    Files::with("scores.xlsx", bytes(workbook)).refused(&[(10, InvalidNumber, "weight", "veel")]);
}

#[test]
fn a_problem_of_the_header_row_has_its_row_number() {
    let mut workbook = Workbook::new();
    put_texts(workbook.add_worksheet(), 3, "fund,participant,year,weight,kleur\n");
    Files::with("scores.xlsx", bytes(workbook)).refused(&[(4, UnknownColumn, "kleur", "kleur")]);
}

#[test]
fn empty_cells_at_the_end_of_a_row_need_not_be_there() {
    // Of the last two rows a sheet holds one cell: it has no cells that are empty.
    let rows = clean("episodes.csv") + "T10\nT11,,,,,,\n";
    let dossier = Files::with("episodes.xlsx", sheet(&rows, |_| ())).dossier();
    assert_eq!(dossier.episodes.len(), 4);
}

#[test]
fn a_required_cell_that_is_not_there_is_missing() {
    let workbook = sheet(&clean("scores.csv"), |sheet| {
        sheet.write_string(3, 0, "kwaliteit").unwrap();
        sheet.write_string(3, 1, "MI02").unwrap();
    });
    Files::with("scores.xlsx", workbook).refused(&[(4, MissingValue, "year", ""), (4, MissingValue, "weight", "")]);
}

#[test]
fn cells_that_only_have_a_colour_are_no_cells() {
    let yellow = Format::new().set_background_color("yellow");
    let workbook = sheet(&clean("scores.csv"), |sheet| {
        for (row, column) in [(0, 4), (0, 300), (1, 4), (2, 16_000), (7, 0), (7, 1), (1_048_575, 0)] {
            sheet.write_blank(row, column, &yellow).unwrap();
        }
    });
    Files::with("scores.xlsx", workbook).is_clean();
}

#[test]
fn texts_without_a_character_are_no_cells() {
    for (row, column) in [(0, 4), (1, 4), (3, 0)] {
        let workbook = sheet(&clean("scores.csv"), |sheet| {
            sheet.write_formula(row, column, Formula::new("=\"\"").set_result("niets")).unwrap();
        });
        let workbook = patched(&workbook, "xl/worksheets/sheet1.xml", "<v>niets</v>", "<v></v>");
        Files::with("scores.xlsx", workbook).is_clean();
    }
}

#[test]
fn a_cell_beside_the_table_is_refused() {
    let workbook = sheet(&clean("scores.csv"), |sheet| {
        sheet.write_string(2, 5, "nog navragen").unwrap();
    });
    Files::with("scores.xlsx", workbook).refused(&[(3, RowTooLong, "", "")]);
}

#[test]
fn a_column_without_a_name_is_refused_by_its_place() {
    let workbook = sheet("fund,,participant,year,weight\nkwaliteit,x,MI01,2026,1\n", |_| ());
    let files = Files::with("scores.xlsx", workbook);
    files.refused(&[(1, UnknownColumn, "", "")]);
    assert!(files.sentence().starts_with("Kolom 2 heeft geen naam in de kopregel."), "{}", files.sentence());
}

#[test]
fn a_row_below_a_cell_of_several_lines_keeps_its_number() {
    let rows = clean("claim_events.csv");
    let workbook = sheet(&rows, |sheet| {
        sheet.write_string(1, 5, "eerste regel\ntweede; \"regel\", met van alles\r\nderde").unwrap();
        sheet.write_string_with_format(4, 0, "E4", &format("@")).unwrap();
    });
    let files = Files::with("claim_events.xlsx", workbook);
    files.refused(&[(5, MissingValue, "claim_id", ""), (5, MissingValue, "date", ""), (5, MissingValue, "kind", "")]);
    let workbook = sheet(&rows, |sheet| {
        sheet.write_string(1, 5, "eerste regel\ntweede; \"regel\", met van alles").unwrap();
    });
    let reasons = Files::with("claim_events.xlsx", workbook).dossier().events.reason;
    assert_eq!(reasons.get(0), "eerste regel\ntweede; \"regel\", met van alles");
}

#[test]
fn the_same_row_twice_is_told_by_row_numbers() {
    let rows = clean("scores.csv") + ",,,\nkwaliteit,MI01,2026,2.15\nkwaliteit,HO01,2026,1\n";
    let files = Files::with("scores.xlsx", sheet(&rows, |_| ()));
    let told = files.told();
    assert_eq!(told.errors[0].message_nl, "'kwaliteit / HO01 / 2026' staat ook op regel 3, met andere inhoud.");
    assert_eq!((told.errors[0].line, told.warnings[0].line), (6, 5));
    assert_eq!(told.warnings[0].message_nl, "Deze regel is gelijk aan regel 2 en is overgeslagen.");
}
