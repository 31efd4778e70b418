//! One mistake gives one problem, not one for everything that refers to it.

use crate::folder::{Folder, places};
use verdeelsleutel::domain::problem::ProblemCode::*;

#[test]
fn a_code_whose_own_row_has_an_error_counts_as_known() {
    let cases = [
        ("participants.csv", "MI01,Praktijk De Ooievaar,midwifery", "MI01,,midwifery", 2, "name"),
        ("payees.csv", "COOP,Coöperatie", "COOP,", 2, "name"),
        ("insurers.csv", "0101,Univé", "0101,", 3, "name"),
        ("performances.csv", "PRE,Prenataal", "PRE,", 2, "name"),
        ("activities.csv", "V1,Prenatale zorg", "V1,", 2, "name"),
        ("claims.csv", "C1,T1,2026-03-01", "C1,T1,", 2, "date"),
        ("deliveries.csv", "D2,T2,2026-02-02", "D2,T2,", 3, "date"),
        ("organisation.toml", "name = \"Ziekenhuis\"", "name = \"\"", 10, "discipline[2].name"),
    ];
    for (file, from, to, line, column) in cases {
        Folder::valid().replace(file, from, to).refused(MissingValue, file, line, column, "");
    }
}

#[test]
fn a_code_in_a_row_of_the_wrong_length_counts_as_known() {
    let folder = Folder::valid().replace("insurers.csv", "3311,Zilveren Kruis,,", "3311,Zilveren Kruis,,,,");
    folder.refused(RowTooLong, "insurers.csv", 2, "", "");
}

#[test]
fn a_concern_in_a_row_with_an_error_counts_as_known() {
    let folder = Folder::valid().replace("insurers.csv", "COOPVGZ,", "COOPVGZ,huh");
    folder.refused(InvalidChoice, "insurers.csv", 3, "kind", "huh");
}

#[test]
fn nothing_is_said_to_be_unknown_when_the_file_that_would_know_is_not_readable() {
    for (file, text) in [
        ("participants.csv", &b"participant,name,discipline\nMI01,\x81,midwifery\n"[..]),
        ("payees.csv", b""),
        ("insurers.csv", b""),
        ("performances.csv", b""),
        ("activities.csv", b""),
        ("claims.csv", b""),
        ("deliveries.csv", b""),
        ("organisation.toml", b"code = "),
    ] {
        let errors = Folder::valid().write(file, text).errors();
        let files: Vec<&str> = errors.iter().map(|problem| problem.file.as_str()).collect();
        assert_eq!(files, [file], "{errors:?}");
    }
}

#[test]
fn nothing_is_said_to_be_unknown_when_the_column_of_the_codes_is_missing() {
    let folder = Folder::valid();
    let text = folder.text("insurers.csv").replace("insurer,name", "uzovi_code,name");
    let errors = folder.write("insurers.csv", text).errors();
    let expected = [
        (UnknownColumn, "insurers.csv", 1, "uzovi_code", "uzovi_code"),
        (MissingColumn, "insurers.csv", 1, "insurer", ""),
    ];
    assert_eq!(places(&errors), expected);
}

#[test]
fn overlaps_are_found_also_among_rows_that_refer_to_faulty_codes() {
    let folder = Folder::valid()
        .replace("performances.csv", "NAT,Nataal", "NAT,")
        .add("integral_tariffs.csv", "3311,NAT,,2026-01-01,,1,,\n3311,NAT,,2026-02-01,,1,,");
    let expected = [
        (MissingValue, "performances.csv", 3, "name", ""),
        (TariffOverlap, "integral_tariffs.csv", 6, "valid_from", "2026-02-01"),
    ];
    assert_eq!(places(&folder.errors()), expected);
}
