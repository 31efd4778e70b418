//! Files of a dossier as workbooks.

use crate::folder::Folder;
use crate::workbook::{Cell, workbook};
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::problem::ProblemCode::*;

/// A file of the dossier as a sheet: numbers as numbers, empty cells not there.
fn sheet(text: &str) -> Vec<Vec<Cell<'_>>> {
    let cell = |value| match value {
        "" => Cell::None,
        value if value.parse::<f64>().is_ok() => Cell::Number(value),
        value => Cell::Text(value),
    };
    text.lines().map(|line| line.split(',').map(cell).collect()).collect()
}

#[test]
fn rows_of_a_sheet_may_end_in_empty_cells() {
    let folder = Folder::valid();
    let (plain, text) = (input_sha256(&folder.dossier()), folder.text("deliveries.csv"));
    let folder = folder.without("deliveries.csv").write("deliveries.xlsx", workbook(&sheet(&text)));
    assert_eq!(input_sha256(&folder.dossier()), plain);
}

#[test]
fn a_colour_to_the_right_of_a_table_is_no_cell() {
    let folder = Folder::valid();
    let (plain, text) = (input_sha256(&folder.dossier()), folder.text("scores.csv"));
    let mut rows = sheet(&text);
    rows[1].extend([Cell::Coloured, Cell::Coloured]);
    let folder = folder.without("scores.csv").write("scores.xlsx", workbook(&rows));
    assert_eq!(input_sha256(&folder.dossier()), plain);
}

#[test]
fn a_row_of_a_sheet_with_more_cells_than_the_header_is_too_long() {
    let folder = Folder::valid();
    let text = folder.text("scores.csv");
    let mut rows = sheet(&text);
    rows[2].push(Cell::Text("let op"));
    let folder = folder.without("scores.csv").write("scores.xlsx", workbook(&rows));
    folder.refused(RowTooLong, "scores.xlsx", 3, "", "");
}
