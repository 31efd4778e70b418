//! Uploads as workbooks.

use crate::files::FILES;
use crate::given::{Igo, places, small_dossier, whole};
use crate::workbook::{Cell, workbook};
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::batch::BatchKind::{self, *};
use verdeelsleutel::domain::problem::ProblemCode::*;

fn sheet(text: &str) -> Vec<u8> {
    let cell = |value| match value {
        "" => Cell::None,
        value => Cell::Text(value),
    };
    let rows: Vec<Vec<Cell<'_>>> = text.lines().map(|line| line.split(',').map(cell).collect()).collect();
    workbook(&rows)
}

#[test]
fn every_kind_may_be_sent_as_a_workbook() {
    let files = small_dossier();
    let mut igo = Igo::new(&files);
    for kind in BatchKind::ALL {
        let (_, text) = FILES.iter().find(|(file, _)| *file == kind.file()).unwrap();
        assert!(igo.accept(kind, sheet(text)).is_empty());
    }
    assert_eq!(input_sha256(&igo.reloaded()), input_sha256(&whole(&files)));
}

#[test]
fn a_mistake_in_a_workbook_is_told_at_its_row() {
    let told = Igo::filled().examine(Settled, sheet("delivery_id,year\nD1,2025\nD9,2025")).unwrap_err();
    assert_eq!(places(&told.errors), [(3, UnknownDelivery, "delivery_id", "D9")]);
    assert_eq!(told.errors[0].file, "settled.xlsx");
}
