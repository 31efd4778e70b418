//! Files of several megabytes, which are read in parts: nothing depends on where they were cut.

use crate::given::{Igo, places, small_dossier, whole};
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::batch::BatchKind::*;
use verdeelsleutel::domain::problem::ProblemCode::*;

const ROWS: usize = 90_000;

/// Deliveries of which every hundredth mends the one fifty rows before it.
fn row(at: usize) -> String {
    let replaces = if at % 100 == 99 { format!("L{:06}", at - 50) } else { String::new() };
    format!("L{at:06},T{},2026-02-01,MI01,V1,{},,{replaces},", at % 7_000, at % 5)
}

fn rows(range: impl Iterator<Item = usize>) -> String {
    range.map(row).collect::<Vec<_>>().join("\n")
}

fn line(at: usize) -> u64 {
    u64::try_from(at).unwrap() + 2
}

#[test]
fn rows_that_were_accepted_are_found_in_every_part() {
    let mut igo = Igo::filled();
    let text = Igo::file(Deliveries, &rows(0..ROWS));
    assert!(text.len() > 3 << 20);
    igo.accept(Deliveries, Igo::file(Deliveries, &rows((0..ROWS).filter(|at| at % 3 == 0 || at % 100 == 49))));
    let accepted = igo.dossier.deliveries.id.len() - 4;
    let upload = igo.examine(Deliveries, &text).unwrap();
    assert_eq!(upload.accepted_before.rows, u64::try_from(accepted).unwrap());
    assert_eq!(upload.addition.len(), ROWS - accepted);
    igo.accept(Deliveries, &text);

    let mut files = small_dossier();
    let mut deliveries = String::from_utf8(files["deliveries.csv"].clone()).unwrap();
    deliveries.push_str(&rows(0..ROWS));
    files.insert("deliveries.csv".to_owned(), (deliveries + "\n").into_bytes());
    let hash = input_sha256(&whole(&files));
    assert_eq!(input_sha256(&igo.dossier), hash);
    assert_eq!(input_sha256(&igo.reloaded()), hash);
}

#[test]
fn problems_of_every_part_are_told_at_their_lines() {
    let mut igo = Igo::filled();
    let spread = [5, ROWS / 2, ROWS - 5];
    igo.accept(Deliveries, Igo::file(Deliveries, &rows(spread.into_iter())));
    let mut all: Vec<String> = (0..ROWS).map(row).collect();
    for at in spread {
        all[at] = all[at].replace("2026-02-01", "2026-02-02");
    }
    all[10_049] = "L010049,T1,2026-02-01,MI01,V1,1,,L010099,".to_owned();
    let told = igo.examine(Deliveries, Igo::file(Deliveries, &all.join("\n"))).unwrap_err();
    let ids = spread.map(|at| format!("L{at:06}"));
    let conflict = |at: usize| (line(spread[at]), DuplicateConflict, "delivery_id", ids[at].as_str());
    let cycle = (line(10_049), ReplaceCycle, "replaces", "L010099");
    assert_eq!(places(&told.errors), [conflict(0), cycle, conflict(1), conflict(2)]);
}
