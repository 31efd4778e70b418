//! What a file holds, exactly.

use crate::given::Igo;
use verdeelsleutel::domain::batch::BatchKind::*;
use verdeelsleutel::intake::upload::Volume;

fn volume(code: &str, rows: u64, quantity: i128) -> Volume {
    Volume { code: code.to_owned(), rows, quantity }
}

#[test]
fn claims_are_counted_per_insurer_and_performance() {
    let rows = "C7,T1,2026-03-01,3311,PRE,,1.25\nC8,T1,2026-03-01,0101,PRE,,2\nC9,T1,2026-03-01,3311,KRAAM,,0.0001\n\
                C2,T2,2026-03-02,0101,PRE,Z,1.5";
    let upload = Igo::filled().examine(Claims, Igo::file(Claims, rows)).unwrap();
    assert_eq!((upload.new.rows, upload.new.quantity, upload.new.amount), (3, Some(32_501), None));
    assert_eq!(upload.new.by_insurer, [volume("0101", 1, 20_000), volume("3311", 2, 12_501)]);
    assert_eq!(upload.new.by_performance, [volume("KRAAM", 1, 1), volume("PRE", 2, 32_500)]);
    assert_eq!((upload.accepted_before.rows, upload.accepted_before.quantity), (1, Some(15_000)));
}

#[test]
fn deliveries_are_counted_per_participant() {
    let rows = "D8,T1,2026-02-01,MI01,V1,1,,,\nD9,T1,2026-02-01,MI02,V1,3,,,\nD4,T3,2026-02-05,08012345,V1,1.2345,,,";
    let upload = Igo::filled().examine(Deliveries, Igo::file(Deliveries, rows)).unwrap();
    assert_eq!(upload.new.by_participant, [volume("MI01", 1, 10_000), volume("MI02", 1, 30_000)]);
    assert_eq!(upload.new.quantity, Some(40_000));
    assert_eq!(upload.accepted_before.by_participant, [volume("08012345", 1, 12_345)]);
}

#[test]
fn events_add_up_in_cents() {
    let rows = "E7,C1,2026-05-01,paid,92233720368547758.07,\nE8,C1,2026-05-01,paid,92233720368547758.07,\n\
                E9,C2,2026-05-01,accepted,,\nE3,C1,2026-06-01,paid,-10.00,terug";
    let upload = Igo::filled().examine(ClaimEvents, Igo::file(ClaimEvents, rows)).unwrap();
    assert_eq!((upload.new.rows, upload.new.amount), (3, Some(18_446_744_073_709_551_614)));
    assert_eq!(upload.accepted_before.amount, Some(-1_000));
}
