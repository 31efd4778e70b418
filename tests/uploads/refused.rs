//! What is refused beside what was accepted, at its line.

use crate::given::Igo;
use verdeelsleutel::domain::batch::BatchKind::*;
use verdeelsleutel::domain::problem::ProblemCode::*;

#[test]
fn all_mistakes_of_a_file_are_told_at_once() {
    let rows = "C9,T1,2026-03-01,3312,PRE,,1\nC10,T1,2026-13-01,3311,NAD,,-1\nC11,T1,2026-03-01,3311,ECHO,,1";
    let expected = [
        (2, UnknownInsurer, "insurer", "3312"),
        (3, InvalidDate, "date", "2026-13-01"),
        (3, UnknownPerformance, "performance", "NAD"),
        (3, NegativeQuantity, "quantity", "-1"),
        (4, ClaimedByParticipant, "performance", "ECHO"),
    ];
    Igo::filled().refuses(Claims, rows, &expected);
}

#[test]
fn an_event_is_of_an_accepted_claim() {
    let igo = Igo::filled();
    let rows = "E8,C1,2026-07-01,accepted,,\nE9,C9,2026-07-01,accepted,,";
    let told = igo.refuses(ClaimEvents, rows, &[(3, UnknownClaim, "claim_id", "C9")]);
    assert_eq!(told.errors[0].message_en, "Claim 'C9' was not accepted earlier; send the claims first.");
}

#[test]
fn a_settled_delivery_was_accepted() {
    Igo::filled().refuses(Settled, "D1,2025\nD9,2025", &[(3, UnknownDelivery, "delivery_id", "D9")]);
}

#[test]
fn a_correction_mends_a_delivery_of_the_file_or_an_accepted_one() {
    let rows = "D5,T1,2026-02-01,MI01,V1,1,,D6,\nD6,T1,2026-02-01,MI01,V1,1,,D4,\nD7,T1,2026-02-01,MI01,V1,1,,D99,";
    let told = Igo::filled().refuses(Deliveries, rows, &[(4, UnknownDelivery, "replaces", "D99")]);
    let sentence = "Levering 'D99' staat niet in dit bestand en is niet eerder aangenomen.";
    assert_eq!(told.errors[0].message_nl, sentence);
}

#[test]
fn corrections_of_a_file_do_not_lead_back() {
    let rows = "D5,T1,2026-02-01,MI01,V1,1,,D6,\nD6,T1,2026-02-01,MI01,V1,1,,D5,\nD7,T1,2026-02-01,MI01,V1,1,,D3,";
    Igo::filled().refuses(Deliveries, rows, &[(2, ReplaceCycle, "replaces", "D6")]);
}

#[test]
fn who_delivers_is_of_the_discipline_and_takes_part() {
    let rows = "D8,T1,2026-02-01,MI01,H1,1,,,\nD9,T1,2025-12-31,MI02,V1,1,,,";
    let expected = [(2, DisciplineMismatch, "activity", "H1"), (3, InactiveParticipant, "participant", "MI02")];
    Igo::filled().refuses(Deliveries, rows, &expected);
}

#[test]
fn an_accepted_key_with_other_content_is_a_conflict_in_every_kind() {
    let igo = Igo::filled();
    let cases = [
        (Claims, "C1,T1,2026-03-01,3311,PRE,,2", "claim_id", "C1"),
        (Claims, "C2,T2,2026-03-02,0101,PRE,,1.5", "claim_id", "C2"),
        (Claims, "C1,T2,2026-03-01,3311,PRE,,1", "claim_id", "C1"),
        (Claims, "C1,T1,2026-03-01,0101,PRE,,1", "claim_id", "C1"),
        (ClaimEvents, "E2,C1,2026-05-01,paid,1000.01,", "event_id", "E2"),
        (ClaimEvents, "E1,C1,2026-04-01,accepted,0,", "event_id", "E1"),
        (ClaimEvents, "E1,C1,2026-04-01,rejected,,", "event_id", "E1"),
        (ClaimEvents, "E3,C1,2026-06-01,paid,-10.00,", "event_id", "E3"),
        (ClaimEvents, "E1,C2,2026-04-01,accepted,,", "event_id", "E1"),
        (Deliveries, "D1,T1,2026-02-01,MI01,V1,1,natal,,", "delivery_id", "D1"),
        (Deliveries, "D3,T1,2026-02-01,MI01,CTG,2,prenatal,,verkeerde code", "delivery_id", "D3"),
        (Deliveries, "D3,T1,2026-02-01,MI01,CTG,2,prenatal,D4,verkeerde code", "delivery_id", "D3"),
        (Deliveries, "D4,T3,2026-02-05,08012345,V1,1.2344,,,", "delivery_id", "D4"),
        (Settled, "D2,2024", "delivery_id", "D2"),
        (Episodes, "T1,2025-08-01,2026-05-01,,,2,MI01", "episode_id", "T1"),
        (Episodes, "T1,2025-08-01,2026-05-01,,,1,", "episode_id", "T1"),
        (Episodes, "T9,,,,verhuisd,,", "episode_id", "T9"),
    ];
    for (kind, row, column, value) in cases {
        let told = igo.refuses(kind, row, &[(2, DuplicateConflict, column, value)]);
        assert_eq!(told.errors[0].message_nl, format!("'{value}' is eerder aangenomen, met andere inhoud."));
    }
}

#[test]
fn an_accepted_row_with_a_mistake_is_told_for_its_mistake() {
    let igo = Igo::filled();
    igo.refuses(Claims, "C1,T1,2026-03-32,3311,PRE,,1", &[(2, InvalidDate, "date", "2026-03-32")]);
    let expected = [(2, InvalidDate, "date", "2026-03-32"), (2, DuplicateConflict, "claim_id", "C1")];
    igo.refuses(Claims, "C1,T1,2026-03-32,3311,PRE,,7", &expected);
}

#[test]
fn a_number_with_two_readings_is_refused() {
    let expected = [(2, AmbiguousNumber, "amount", "1.234")];
    Igo::filled().refuses(ClaimEvents, "E9,C1,2026-05-01,paid,1.234,", &expected);
}

#[test]
fn ids_that_look_like_service_numbers_are_refused_and_not_quoted() {
    let rows = "C7,111222333,2026-03-01,3311,PRE,,1\nC8,123456782,2026-03-01,3311,PRE,,1\n\
                C9,000000012,2026-03-01,3311,PRE,,1";
    let told = Igo::filled().refuses(Claims, rows, &[(0, BsnSuspected, "episode_id", "")]);
    assert!(!format!("{told:?}").contains("111222333"));
}

#[test]
fn a_file_of_another_kind_is_refused_by_its_columns() {
    let igo = Igo::filled();
    let told = igo.examine(Settled, Igo::file(Claims, "C9,T1,2026-03-01,3311,PRE,,1")).unwrap_err();
    assert!(told.errors.iter().any(|told| told.code == UnknownColumn && told.file == "settled.csv"));
    assert_eq!(igo.examine(Claims, "").unwrap_err().errors[0].code, EmptyFile);
}
