//! Cells of a sheet: numbers, texts, dates, formulas, errors, truths and durations.

use crate::given::{Files, clean};
use crate::sheets::{format, patched, sheet};
use rust_xlsxwriter::{ExcelDateTime, Formula, Worksheet};
use verdeelsleutel::domain::problem::ProblemCode::{self, *};
use verdeelsleutel::intake::convention::{Convention, DecimalMark};

/// The scores with something else for the weight on row 2.
fn weight(put: impl FnOnce(&mut Worksheet)) -> Files {
    Files::with("scores.xlsx", sheet(&clean("scores.csv"), put))
}

/// What is read of such a weight.
fn read(put: impl FnOnce(&mut Worksheet)) -> Result<String, (ProblemCode, String)> {
    match weight(put).read() {
        Ok((dossier, _)) => {
            let of_row = |score: &&verdeelsleutel::domain::dossier::Score| score.weight.to_string() != "0.123456";
            Ok(dossier.scores.iter().find(of_row).unwrap().weight.to_string())
        }
        Err(problems) => Err((problems.errors[0].code, problems.errors[0].value.clone())),
    }
}

#[test]
fn numbers_are_read_as_a_person_typed_them() {
    for (number, expected) in [
        (2.15, "2.15"),
        (1234.0, "1234"),
        (1.234, "1.234"),
        (1234.5678, "1234.5678"),
        (0.1 + 0.2, "0.3"),
        (4.35 * 100.0, "435"),
        (1.1 * 1.1, "1.21"),
        (1e-6, "0.000001"),
        (123_456_789.25, "123456789.25"),
    ] {
        assert_eq!(
            read(|sheet| {
                sheet.write_number(1, 3, number).unwrap();
            }),
            Ok(expected.to_owned()),
            "{number}"
        );
    }
}

#[test]
fn numbers_that_do_not_fit_are_refused() {
    for (number, code, shown) in [
        (-1.5, NegativeQuantity, "-1.5"),
        (100.0 / 3.0, TooManyDecimals, "33.3333333333333"),
        (1e15, InvalidNumber, "1.00000000000000E+15"),
        (1.5e300, InvalidNumber, "1.50000000000000E+300"),
    ] {
        let found = read(|sheet| {
            sheet.write_number(1, 3, number).unwrap();
        });
        assert_eq!(found, Err((code, shown.to_owned())));
    }
}

#[test]
fn numbers_as_texts_are_read_by_what_the_texts_say() {
    let text = |text: &'static str| {
        read(move |sheet| {
            sheet.write_string(1, 3, text).unwrap();
        })
    };
    assert_eq!(text("2,15"), Err((InvalidNumber, "0.123456".to_owned())), "the other text has a point");
    assert_eq!(text("1.234"), Ok("1.234".to_owned()), "the other text has a point");
    // Numbers say nothing about how the texts beside them are written.
    let both = |text: &'static str| {
        read(move |sheet| {
            sheet.write_string(1, 3, text).unwrap();
            sheet.write_number(2, 3, 0.123456).unwrap();
        })
    };
    assert_eq!(both("2,15"), Ok("2.15".to_owned()));
    assert_eq!(both("1.234,5"), Ok("1234.5".to_owned()));
    assert_eq!(both("1.234"), Err((AmbiguousNumber, "1.234".to_owned())));
    assert_eq!(both("1,234"), Err((AmbiguousNumber, "1,234".to_owned())));
}

#[test]
fn what_is_stated_is_said_of_texts_and_not_of_numbers() {
    let files = |decimal| {
        let workbook = sheet(&clean("scores.csv"), |sheet| {
            sheet.write_number(1, 3, 1.234).unwrap();
            sheet.write_string(2, 3, "5,678").unwrap();
        });
        Files::with("scores.xlsx", workbook)
            .stating_of("scores", Convention { decimal: Some(decimal), ..Convention::default() })
    };
    let weights =
        |decimal| files(decimal).dossier().scores.iter().map(|score| score.weight.to_string()).collect::<Vec<String>>();
    assert_eq!(weights(DecimalMark::Comma), ["5.678", "1.234"]);
    assert_eq!(weights(DecimalMark::Point), ["5678", "1.234"]);
}

#[test]
fn a_number_beside_texts_with_a_comma_keeps_its_point() {
    let workbook = sheet("participant,date,year,amount\nMI01,2026-01-01,2026,\"1.234,50\"\n", |sheet| {
        put_row(sheet, 2, ["MI01", "2026-02-01", "2026"]);
        sheet.write_number(2, 3, 1234.5).unwrap();
        put_row(sheet, 3, ["MI01", "2026-03-01", "2026"]);
        sheet.write_string(3, 3, "1.234").unwrap();
    });
    let advances = Files::with("advances.xlsx", workbook).dossier().advances;
    assert_eq!(advances.iter().map(|advance| advance.amount.0).collect::<Vec<i64>>(), [123_450, 123_450, 123_400]);
}

fn put_row(sheet: &mut Worksheet, row: u32, texts: [&str; 3]) {
    for (column, text) in (0..).zip(texts) {
        sheet.write_string(row, column, text).unwrap();
    }
}

#[test]
fn codes_as_numbers_are_read_as_their_digits() {
    let workbook = sheet(&clean("claims.csv"), |sheet| {
        sheet.write_number(1, 3, 3311).unwrap();
        sheet.write_number(2, 3, 101).unwrap();
    });
    Files::with("claims.xlsx", &workbook).warned(&[(3, LeadingZeroRestored, "insurer", "101")]);
    assert_eq!(Files::with("claims.xlsx", workbook).hash(), Files::valid().hash());
}

#[test]
fn a_formula_is_read_as_its_result() {
    let formula = |result: &'static str| Formula::new("=VLOOKUP(A2,Blad2!A:B,2)").set_result(result);
    let read = |result| {
        read(|sheet| {
            sheet.write_formula(1, 3, formula(result)).unwrap();
        })
    };
    assert_eq!(read("2.15"), Ok("2.15".to_owned()));
    assert_eq!(read("veel"), Err((InvalidNumber, "veel".to_owned())));
    let workbook = sheet(&clean("claims.csv"), |sheet| {
        sheet.write_formula(1, 0, Formula::new("=\"C\"&1").set_result("C1")).unwrap();
    });
    Files::with("claims.xlsx", workbook).is_clean();
}

#[test]
fn a_formula_that_nobody_calculated_is_not_read_as_empty() {
    // An amount that may be absent: without a result the ceiling would be none.
    let workbook = sheet(&clean("contracts.csv"), |sheet| {
        sheet.write_formula(1, 3, Formula::new("=1000000*1").set_result("31415")).unwrap();
    });
    let uncalculated = patched(&workbook, "xl/worksheets/sheet1.xml", "<v>31415</v>", "");
    let files = Files::with("contracts.xlsx", uncalculated);
    files.refused(&[(2, MissingValue, "", "")]);
    assert!(files.sentence().starts_with("De formule in kolom D heeft geen uitkomst;"), "{}", files.sentence());
}

#[test]
fn an_error_in_a_cell_is_told_and_never_an_id() {
    let error = |error: &'static str| Formula::new("=VLOOKUP(A2,Blad2!A:B,2)").set_result(error);
    for shown in ["#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"] {
        let workbook = sheet(&clean("claims.csv"), |sheet| {
            sheet.write_formula(1, 1, error(shown)).unwrap();
            sheet.write_formula(2, 6, error(shown)).unwrap();
            sheet.write_formula(3, 2, error(shown)).unwrap();
        });
        Files::with("claims.xlsx", workbook).refused(&[
            (2, MissingValue, "episode_id", shown),
            (3, MissingValue, "quantity", shown),
            (4, MissingValue, "date", shown),
        ]);
    }
}

#[test]
fn a_truth_is_no_number() {
    let found = read(|sheet| {
        sheet.write_boolean(1, 3, true).unwrap();
    });
    assert_eq!(found, Err((InvalidNumber, "true".to_owned())));
}

/// The claims with something else for the date on row 2.
fn dated(put: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    sheet(&clean("claims.csv"), put)
}

#[test]
fn a_day_is_read_however_excel_shows_it() {
    let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
    for shown in
        ["d-m-yyyy", "dd-mm-yy", "d-mmm-yy", "[$-413]d mmmm yyyy;@", "[$-F800]dddd, mmmm dd, yyyy", "m/d/yy", "mmm-yy"]
    {
        let workbook = dated(|sheet| {
            sheet.write_datetime_with_format(1, 2, &day, &format(shown)).unwrap();
        });
        Files::with("claims.xlsx", workbook).is_clean();
    }
}

#[test]
fn days_of_a_workbook_that_counts_from_1904_are_the_days_that_it_shows() {
    let workbook = dated(|sheet| {
        sheet.write_number_with_format(1, 2, 44_620, &format("d-m-yyyy")).unwrap();
    });
    let from_1904 = patched(&workbook, "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ");
    Files::with("claims.xlsx", from_1904).is_clean();
    Files::with("claims.xlsx", workbook)
        .read()
        .map(|(dossier, _)| assert_eq!(dossier.claims.date[0].to_string(), "2022-02-28"))
        .unwrap();
}

#[test]
fn a_day_that_a_workbook_has_as_text_of_its_own_is_a_day() {
    let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
    let workbook = dated(|sheet| {
        sheet.write_datetime_with_format(1, 2, &day, &format("d-m-yyyy")).unwrap();
    });
    let cell = "<c r=\"C2\" s=\"1\"><v>46082</v></c>";
    for (text, is_day) in [("2026-03-01", true), ("2026-03-01T00:00:00", true), ("2026-03-01T14:30:00", false)] {
        let other = format!("<c r=\"C2\" t=\"d\"><v>{text}</v></c>");
        let files = Files::with("claims.xlsx", patched(&workbook, "xl/worksheets/sheet1.xml", cell, &other));
        if is_day { files.is_clean() } else { files.refused(&[(2, InvalidDate, "date", text)]) }
    }
}

#[test]
fn midnight_is_a_day_and_any_other_time_is_not() {
    for (hour, expected) in [(0, None), (14, Some("2026-03-01 14:30:00"))] {
        let moment = ExcelDateTime::from_ymd(2026, 3, 1).unwrap().and_hms(hour, if hour == 0 { 0 } else { 30 }, 0);
        let moment = moment.unwrap();
        let workbook = dated(|sheet| {
            sheet.write_datetime_with_format(1, 2, &moment, &format("d-m-yyyy hh:mm")).unwrap();
        });
        match expected {
            None => Files::with("claims.xlsx", workbook).is_clean(),
            Some(shown) => Files::with("claims.xlsx", workbook).refused(&[(2, InvalidDate, "date", shown)]),
        }
    }
}

#[test]
fn a_day_without_the_look_of_one_is_no_day() {
    let workbook = dated(|sheet| {
        sheet.write_number(1, 2, 46_082).unwrap();
    });
    Files::with("claims.xlsx", workbook).refused(&[(2, InvalidDate, "date", "46082")]);
}

#[test]
fn a_day_is_no_number_and_no_text_for_one() {
    // What Excel makes of `1.5` or `1-3` in a cell.
    let day = ExcelDateTime::from_ymd(2026, 5, 1).unwrap();
    let found = read(|sheet| {
        sheet.write_datetime_with_format(1, 3, &day, &format("d-mmm")).unwrap();
    });
    assert_eq!(found, Err((InvalidNumber, "2026-05-01".to_owned())));
}

#[test]
fn hours_and_minutes_are_not_read_as_days() {
    // 36 hours are stored as 1.5, and 7 and a half as 0.3125.
    for (days, shown) in [(1.5, "36:00"), (0.3125, "7:30"), (-0.3125, "-7:30"), (1.0, "24:00")] {
        let found = read(|sheet| {
            sheet.write_number_with_format(1, 3, days, &format("[h]:mm")).unwrap();
        });
        assert_eq!(found, Err((InvalidNumber, shown.to_owned())));
    }
    let clock = read(|sheet| {
        sheet.write_number_with_format(1, 3, 0.3125, &format("h:mm")).unwrap();
    });
    assert_eq!(clock, Err((InvalidNumber, "1899-12-31 07:30:00".to_owned())));
}

#[test]
fn an_amount_is_read_whatever_its_currency_looks_like() {
    for shown in
        ["[$€-413] #,##0.00", "_ [$€-413] * #,##0.00_ ;_ [$€-413] * -#,##0.00_ ", "#,##0.00;[Red]-#,##0.00", "€ #,##0"]
    {
        let workbook = sheet(&clean("claim_events.csv"), |sheet| {
            sheet.write_number_with_format(2, 4, 1000, &format(shown)).unwrap();
            sheet.write_number_with_format(3, 4, -10, &format(shown)).unwrap();
        });
        Files::with("claim_events.xlsx", workbook).is_clean();
    }
}

#[test]
fn a_long_number_that_excel_has_rounded_is_no_id() {
    let id = |number: f64| {
        sheet(&clean("claims.csv"), |sheet| {
            sheet.write_number(1, 1, number).unwrap();
        })
    };
    let dossier = Files::with("claims.xlsx", id(123_456_789_012_345.0)).dossier();
    assert_eq!(dossier.episode_ids.get(dossier.claims.episode[0].at()), "123456789012345");
    let shown = "1.23456789012346E+15";
    Files::with("claims.xlsx", id(1_234_567_890_123_456.0)).refused(&[(2, InvalidId, "episode_id", shown)]);
}

#[test]
fn a_text_keeps_its_spaces_signs_and_letters() {
    let name = " Praktijk \"De Ooievaar\"; één, twee\t€ 3 ";
    let workbook = sheet(&clean("participants.csv"), |sheet| {
        sheet.write_string(1, 1, name).unwrap();
    });
    let reference = Files::with("participants.xlsx", workbook).dossier().reference;
    let at = reference.find_participant("MI01").unwrap();
    assert_eq!(reference.participants[at.at()].name, name);
}
