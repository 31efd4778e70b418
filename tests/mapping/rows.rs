//! Rows: which are left out, which stand there twice, what they are told with.

use crate::export::{EXPORT, MAPPING, convert, of_last_row, places, replaced};
use verdeelsleutel::domain::problem::{Problem, ProblemCode::*};

#[test]
fn a_file_of_ours_has_every_column_of_its_kind() {
    let text = convert(MAPPING, EXPORT).unwrap().text;
    let expected = "delivery_id,episode_id,date,participant,activity,quantity,bundle,replaces,reason\n\
                    1,T1,2026-03-01,VP01,V1101,1,,,\n\
                    2,T2,2026-03-02,VP02,V1102,1.5,,,\n";
    assert_eq!(text, expected);
}

#[test]
fn every_mistake_of_every_row_is_told_at_once() {
    let export = EXPORT.to_owned() + "3;T3;gisteren;VP01;;veel;Ans\n4;T4;2026-03-04;VP01;V1101\n";
    let expected = [
        (InvalidDate, 4, "Datum", "gisteren"),
        (MissingValue, 4, "Code", ""),
        (InvalidNumber, 4, "Aantal", "veel"),
        (RowTooShort, 5, "", ""),
    ];
    assert_eq!(places(&convert(MAPPING, export).unwrap_err().errors), expected);
}

#[test]
fn rows_are_kept_by_the_value_of_a_column() {
    let filter = "\n[[only]]\ncolumn = \"naam\"\nis = [\" ZOË \", \"Piet\"]\n";
    let converted = convert(&format!("{MAPPING}{filter}"), EXPORT).unwrap();
    assert_eq!((converted.rows_read, converted.rows_written), (2, 1));
    assert_eq!(converted.left_out, [("naam".to_owned(), 1)]);
    assert_eq!(of_last_row(&converted, "delivery_id"), "1");
}

#[test]
fn rows_are_skipped_by_the_value_of_a_column_and_not_checked() {
    let export = EXPORT.to_owned() + "Totaal;;;;;2,5;\n";
    let filter = "\n[[skip]]\ncolumn = \"Traject\"\nis = [\"\"]\n";
    let converted = convert(&format!("{MAPPING}{filter}"), export).unwrap();
    assert_eq!((converted.rows_read, converted.rows_written), (3, 2));
}

#[test]
fn blank_rows_are_no_rows() {
    let converted = convert(MAPPING, format!("{EXPORT};;;;;;\n\n")).unwrap();
    assert_eq!((converted.rows_read, converted.rows_written), (2, 2));
}

#[test]
fn the_same_row_twice_is_left_out_with_a_warning() {
    let last = EXPORT.lines().last().unwrap();
    // The name is not mapped: the rows are the same to us.
    let converted = convert(MAPPING, format!("{EXPORT}{}\n", last.replace("Lien", "Lien B."))).unwrap();
    assert_eq!(converted.rows_written, 2);
    assert_eq!(places(&converted.warnings), [(DuplicateIgnored, 4, "Nr", "2")]);
}

#[test]
fn the_same_id_with_other_content_is_an_error() {
    let errors = convert(MAPPING, format!("{EXPORT}1;T1;2026-03-01;VP01;V1101;2;Zoë\n")).unwrap_err().errors;
    let expected = Problem {
        code: DuplicateConflict,
        file: "export.csv".to_owned(),
        line: 4,
        column: "Nr".to_owned(),
        value: "1".to_owned(),
        message_nl: "'1' staat ook op regel 2, met andere inhoud.".to_owned(),
        message_en: "'1' is on line 2 as well, with other content.".to_owned(),
    };
    assert_eq!(errors, [expected]);
}

#[test]
fn an_id_can_be_made_of_several_columns() {
    let mapping = replaced(MAPPING, "from = \"Nr\"", "text = \"LV-{Traject}/{Nr}\"");
    assert_eq!(of_last_row(&convert(&mapping, EXPORT).unwrap(), "delivery_id"), "LV-T2/2");
    let export = replaced(EXPORT, "\n2;T2;", "\n;T2;");
    assert_eq!(places(&convert(&mapping, export).unwrap_err().errors), [(MissingValue, 3, "Traject, Nr", "")]);
}

#[test]
fn a_column_can_always_be_the_same() {
    let mapping =
        format!("{MAPPING}\n[column.bundle]\nvalue = \"prenatal\"\n\n[column.reden]\ntext = \"code {{Code}}\"\n");
    let converted = convert(&mapping, EXPORT).unwrap();
    assert_eq!(of_last_row(&converted, "bundle"), "prenatal");
    assert_eq!(of_last_row(&converted, "reason"), "code V1102");
}

#[test]
fn a_zero_that_a_spreadsheet_dropped_is_restored_with_a_warning() {
    let mapping = replaced(MAPPING, "from = \"Praktijk\"", "from = \"Praktijk\"\ncodes = { \"0801\" = \"VP01\" }");
    let converted = convert(&mapping, EXPORT.replace("VP01", "0801").replace("VP02", "801")).unwrap();
    assert_eq!(of_last_row(&converted, "participant"), "VP01");
    let warning = Problem {
        code: LeadingZeroRestored,
        file: "export.csv".to_owned(),
        line: 3,
        column: "Praktijk".to_owned(),
        value: "801".to_owned(),
        message_nl: "'801' is gelezen als '0801': de nul vooraan was weggevallen.".to_owned(),
        message_en: "'801' was read as '0801': the zero in front had been dropped.".to_owned(),
    };
    assert_eq!(converted.warnings, [warning]);
}

#[test]
fn the_numbers_of_an_export_say_together_how_they_are_written() {
    let export = EXPORT.to_owned() + "3;T3;2026-03-03;VP01;V1101;1.234;Ans\n";
    assert_eq!(of_last_row(&convert(MAPPING, &export).unwrap(), "quantity"), "1234");
    // A column with a mark of its own says nothing of the others.
    let apart = replaced(MAPPING, "from = \"Aantal\"", "from = \"Aantal\"\ndecimal = \"point\"");
    let errors = convert(&apart, &export).unwrap_err().errors;
    assert_eq!(places(&errors), [(InvalidNumber, 3, "Aantal", "1,5")]);
}

#[test]
fn other_kinds_of_file_are_made_in_the_same_way() {
    let mapping = "file = \"claim_events.csv\"\n\n[column.event_id]\ntext = \"R-{regel}\"\n\n[column.claim_id]\nfrom = \"decl\"\n\n\
        [column.date]\nfrom = \"datum\"\n\n[column.kind]\nfrom = \"uitslag\"\ncodes = { T = \"toegekend\", B = \"paid\" }\n\n\
        [column.amount]\nfrom = \"centen\"\nunit = \"cents\"\n";
    let text =
        convert(mapping, "regel,decl,datum,uitslag,centen\n1,D1,20260401,T,\n2,D1,20260501,B,-8105\n").unwrap().text;
    let expected = "event_id,claim_id,date,kind,amount,reason\n\
                    R-1,D1,2026-04-01,accepted,,\nR-2,D1,2026-05-01,paid,-81.05,\n";
    assert_eq!(text, expected);
    let mapping = "file = \"advances.csv\"\n\n[column.participant]\nfrom = \"wie\"\n\n[column.date]\nfrom = \"dag\"\n\n\
        [column.year]\nvalue = \"2026\"\n\n[column.amount]\nfrom = \"bedrag\"\n";
    // Rows without a key add up, also when they are the same.
    let text = convert(mapping, "wie;dag;bedrag\nVP01;1-2-2026;1.000,50\nVP01;1-2-2026;1.000,50\n").unwrap().text;
    let row = "VP01,2026-02-01,2026,1000.50\n";
    assert_eq!(text, format!("participant,date,year,amount\n{row}{row}"));
}
