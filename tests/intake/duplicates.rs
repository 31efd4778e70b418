//! A key occurs once in a file.

use crate::folder::Folder;
use verdeelsleutel::domain::problem::ProblemCode::*;

#[test]
fn a_second_identical_row_is_left_out_with_a_warning() {
    let folder = Folder::valid().add("claims.csv", "C2,T2,2026-03-02,0101,PRE,Z,1.5");
    folder.warned(DuplicateIgnored, "claims.csv", 5, "claim_id", "C2");
    let claims = folder.dossier().claims;
    assert_eq!((claims.id.len(), claims.quantity.len()), (3, 3));
}

#[test]
fn rows_are_compared_by_what_they_say() {
    let folder = Folder::valid().add("claims.csv", "\"C2\",T2,2026-03-02,101,PRE,Z,1.500");
    let warnings: Vec<_> = folder.warnings().into_iter().map(|problem| problem.code).collect();
    assert_eq!(warnings, [DuplicateIgnored]);
}

#[test]
fn a_second_row_with_other_content_is_a_conflict() {
    let folder = Folder::valid().add("claims.csv", "C2,T2,2026-03-02,0101,PRE,Z,2");
    folder.refused(DuplicateConflict, "claims.csv", 5, "claim_id", "C2");
}

#[test]
fn every_file_with_a_key_knows_it() {
    let cases = [
        ("payees.csv", "COOP,Andere naam,,", "payee", "COOP"),
        ("participants.csv", "MI01,Andere naam,midwifery,,,,,,", "participant", "MI01"),
        ("insurers.csv", "3311,Andere naam,,", "insurer", "3311"),
        ("performances.csv", "PRE,Andere naam,prenatal,case,", "performance", "PRE"),
        ("activities.csv", "V1,Andere naam,midwifery,prenatal,,", "activity", "V1"),
        ("contracts.csv", "3311,2026,,7,", "insurer", "3311"),
        ("claim_events.csv", "E1,C2,2026-04-01,accepted,,", "event_id", "E1"),
        ("deliveries.csv", "D1,T1,2026-02-01,MI01,V1,9,,,", "delivery_id", "D1"),
        ("settled.csv", "D2,2024", "delivery_id", "D2"),
        ("episodes.csv", "T1,,,,,,", "episode_id", "T1"),
        ("adjustments.csv", "A1,2026-04-02,bonus,1,,,", "adjustment_id", "A1"),
        ("reference.csv", "MI01,1,", "participant", "MI01"),
        ("scores.csv", "kwaliteit,MI01,2026,9", "fund", "kwaliteit"),
        ("balances.csv", "2026,carried_forward,MI01,9", "year", "2026"),
    ];
    for (file, row, column, value) in cases {
        let folder = Folder::valid().add(file, row);
        let line = u64::try_from(folder.text(file).lines().count()).unwrap();
        folder.refused(DuplicateConflict, file, line, column, value);
    }
}

#[test]
fn another_part_of_the_key_makes_another_row() {
    let folder = Folder::valid()
        .add("contracts.csv", "3311,2027,,7,\n3311,2026,PRE,7,")
        .add("scores.csv", "kwaliteit,MI01,2027,9\ninnovatie,MI01,2026,9")
        .add("balances.csv", "2027,reserve,,9\n2026,carried_forward,MI02,9");
    let dossier = folder.dossier();
    assert_eq!((dossier.reference.contracts.len(), dossier.scores.len(), dossier.balances.len()), (4, 4, 4));
}

#[test]
fn rows_of_advances_and_other_income_have_no_key_and_add_up() {
    let folder = Folder::valid();
    assert!(folder.warnings().is_empty());
    let dossier = folder.dossier();
    assert_eq!((dossier.advances.len(), dossier.other_income.len()), (2, 2));
}

#[test]
fn a_tariff_that_is_given_twice_overlaps_with_itself() {
    let folder = Folder::valid().add("shadow_tariffs.csv", "CTG,,2026-01-01,,280,");
    folder.refused(TariffOverlap, "shadow_tariffs.csv", 6, "valid_from", "2026-01-01");
}

#[test]
fn a_row_with_an_error_that_is_given_twice_is_told_once() {
    let row = "C9,T2,2026-03-02,0101,XXX,,1";
    let folder = Folder::valid().add("claims.csv", &format!("{row}\n{row}"));
    folder.refused(UnknownPerformance, "claims.csv", 5, "performance", "XXX");
}

#[test]
fn a_discipline_is_listed_once() {
    let again = "\n[[discipline]]\ncode = \"hospital\"\nname = \"Ziekenhuis\"";
    let folder = Folder::valid().add("organisation.toml", again);
    folder.warned(DuplicateIgnored, "organisation.toml", 13, "discipline[3].code", "hospital");
    let other = "\n[[discipline]]\ncode = \"hospital\"\nname = \"Kliniek\"";
    let folder = Folder::valid().add("organisation.toml", other);
    folder.refused(DuplicateConflict, "organisation.toml", 13, "discipline[3].code", "hospital");
}
