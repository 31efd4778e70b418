//! Zeros in front that a spreadsheet dropped (spec 1).

use crate::given::{Files, clean};
use crate::sheets::sheet;
use verdeelsleutel::domain::problem::ProblemCode::*;

/// Insurers of which `101` is one, and `33` none or two.
const INSURERS: &str = "insurer,name,concern,kind\n3311,Zilveren Kruis,,insurer\n0101,Univé,COOPVGZ,\n\
                        9999,Zelf betaald,,self_pay\n0033,Een,0007,\n00033,Ander,,\n0100,Derde,,\n";

fn claims(insurer: &str) -> Files {
    Files::with("insurers.csv", INSURERS).and("claims.csv", clean("claims.csv").replace("3311", insurer))
}

#[test]
fn an_insurer_is_known_without_its_zeros() {
    for text in ["101", "00101", "000101"] {
        match text {
            "101" => claims(text).warned(&[(2, LeadingZeroRestored, "insurer", "101")]),
            // More zeros than there should be are no zeros that were dropped.
            _ => claims(text).refused(&[(2, UnknownInsurer, "insurer", text)]),
        }
    }
    let dossier = claims("101").dossier();
    assert_eq!(dossier.claims.insurer[0], dossier.claims.insurer[1]);
}

#[test]
fn an_insurer_that_may_be_two_is_unknown() {
    claims("33").refused(&[(2, UnknownInsurer, "insurer", "33")]);
    // Not even the one that has fewer zeros in front.
    claims("0033").warned(&[]);
}

#[test]
fn only_zeros_in_front_and_only_digits_count() {
    for text in ["01", "10", "11", "331", "1O1", "1.01", "101,0", " 101", "-101", "٣٣", "1 01"] {
        let file = clean("claims.csv").replace("3311", &format!("\"{text}\""));
        let files = Files::with("insurers.csv", INSURERS).and("claims.csv", file);
        files.refused(&[(2, UnknownInsurer, "insurer", text)]);
    }
}

#[test]
fn a_concern_is_known_without_its_zeros_where_a_concern_may_stand() {
    let tariffs = clean("integral_tariffs.csv").replace("COOPVGZ", "7");
    Files::with("insurers.csv", INSURERS)
        .and("integral_tariffs.csv", tariffs)
        .and("contracts.csv", "insurer,year\n7,2026\n101,2026\n")
        .read()
        .map(|(dossier, warnings)| {
            assert_eq!(dossier.reference.integral_tariffs[0].insurer, "0007");
            assert_eq!(
                dossier.reference.contracts.iter().map(|c| c.insurer.as_str()).collect::<Vec<_>>(),
                ["0007", "0101"]
            );
            let told: Vec<&str> = warnings.iter().map(|warning| warning.message_nl.as_str()).collect();
            assert_eq!(
                told,
                [
                    "'7' is gelezen als verzekeraar of concern '0007': de nul vooraan was weggevallen.",
                    "'7' is gelezen als verzekeraar of concern '0007': de nul vooraan was weggevallen.",
                    "'101' is gelezen als verzekeraar of concern '0101': de nul vooraan was weggevallen.",
                ]
            );
        })
        .unwrap();
    // A claim is of an insurer.
    claims("7").refused(&[(2, UnknownInsurer, "insurer", "7")]);
}

#[test]
fn a_participant_and_a_payee_by_their_agb_code_are_known_without_their_zero() {
    let deliveries = clean("deliveries.csv").replace("08012345", "8012345");
    let participants = clean("participants.csv").replace(",08012345,08000001,", ",08012345,8000001,");
    let files = Files::with("deliveries.csv", deliveries).and("participants.csv", participants);
    files.warned(&[(5, LeadingZeroRestored, "payee", "8000001"), (5, LeadingZeroRestored, "participant", "8012345")]);
    assert_eq!(files.hash(), Files::valid().hash());
    let told = files.told().warnings;
    assert_eq!(told[0].message_nl, "'8000001' is gelezen als betaaladres '08000001': de nul vooraan was weggevallen.");
    assert_eq!(told[1].message_nl, "'8012345' is gelezen als deelnemer '08012345': de nul vooraan was weggevallen.");
}

#[test]
fn an_agb_code_is_known_in_every_column_that_names_a_participant() {
    for (file, row) in [
        ("shadow_tariffs.csv", "V1,@,2027-01-01,,1,"),
        ("episodes.csv", "T20,,,,,,@"),
        ("reference.csv", "@,1,"),
        ("other_income.csv", "@,2026,1,"),
        ("scores.csv", "kwaliteit,@,2026,1"),
        ("balances.csv", "2026,carried_forward,@,1"),
        ("advances.csv", "@,2026-01-01,2026,1"),
    ] {
        let with = |code: &str| Files::with(file, clean(file) + &row.replace('@', code) + "\n");
        let told = with("8012345").told();
        assert_eq!((told.errors.len(), told.warnings.len()), (0, 1), "{file}: {told:#?}");
        assert_eq!(told.warnings[0].code, LeadingZeroRestored);
        assert_eq!(with("8012345").hash(), with("08012345").hash(), "{file}");
    }
}

#[test]
fn the_successor_of_a_participant_is_known_without_its_zero() {
    let merged =
        clean("participants.csv").replace("midwifery,,,2026-01-01,2026-12-31,,", "midwifery,,,,,8012345,2027-01-01");
    let with = |text: &str| Files::with("participants.csv", text);
    with(&merged).warned(&[(3, LeadingZeroRestored, "merged_into", "8012345")]);
    assert_eq!(with(&merged).hash(), with(&merged.replace(",8012345,", ",08012345,")).hash());
}

#[test]
fn an_agb_code_has_eight_digits() {
    for code in ["012345", "12345", "0008012345", "801234"] {
        let deliveries = clean("deliveries.csv").replace("08012345", code);
        Files::with("deliveries.csv", deliveries).refused(&[(5, UnknownParticipant, "participant", code)]);
    }
}

#[test]
fn numbers_of_a_sheet_are_codes_that_lost_their_zeros() {
    let deliveries = sheet(&clean("deliveries.csv"), |sheet| {
        sheet.write_number(4, 3, 8_012_345).unwrap();
    });
    let claims = sheet(&clean("claims.csv"), |sheet| {
        sheet.write_number(2, 3, 101).unwrap();
        sheet.write_number(3, 3, 101).unwrap();
    });
    let files = Files::with("deliveries.xlsx", deliveries).and("claims.xlsx", claims);
    files.warned(&[
        (3, LeadingZeroRestored, "insurer", "101"),
        (4, LeadingZeroRestored, "insurer", "101"),
        (5, LeadingZeroRestored, "participant", "8012345"),
    ]);
    assert_eq!(files.hash(), Files::valid().hash());
}

#[test]
fn a_row_is_the_same_with_and_without_the_zero() {
    let contracts = "insurer,year,performance,ceiling,support_limit\n0101,2026,,5,\n101,2026,,5,\n";
    let told = Files::with("contracts.csv", contracts).told();
    let codes: Vec<_> = told.warnings.iter().map(|warning| (warning.line, warning.code)).collect();
    assert_eq!((told.errors.len(), codes), (0, vec![(3, DuplicateIgnored)]));
    let conflict = contracts.replace("101,2026,,5,\n101,2026,,5", "101,2026,,5,\n101,2026,,6");
    let told = Files::with("contracts.csv", conflict).told();
    assert_eq!((told.errors[0].line, told.errors[0].code), (3, DuplicateConflict));
}
