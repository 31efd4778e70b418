//! What is a number, alone in its file, and what it is worth.

use crate::given::Files;
use proptest::prelude::*;
use verdeelsleutel::domain::problem::ProblemCode::{self, *};

/// A weight, in millionths, that is the only number of its file.
fn weight(text: &str) -> Result<i64, ProblemCode> {
    let file = format!("fund;participant;year;weight\nkwaliteit;MI01;2026;\"{text}\"\n");
    match Files::with("scores.csv", file).read() {
        Ok((dossier, _)) => Ok(dossier.scores[0].weight.0),
        Err(problems) => Err(problems.errors[0].code),
    }
}

/// An amount, in cents, that is the only number of its file.
fn amount(text: &str) -> Result<i64, ProblemCode> {
    let file = format!("participant;date;year;amount\nMI01;2026-01-01;2026;\"{text}\"\n");
    match Files::with("advances.csv", file).read() {
        Ok((dossier, _)) => Ok(dossier.advances[0].amount.0),
        Err(problems) => Err(problems.errors[0].code),
    }
}

#[test]
fn a_number_with_one_reading_is_read() {
    for (text, millionths) in [
        ("0", 0),
        ("7", 7_000_000),
        ("007", 7_000_000),
        ("1234", 1_234_000_000),
        ("12.5", 12_500_000),
        ("12,5", 12_500_000),
        ("12.50", 12_500_000),
        ("0.125", 125_000),
        ("0,125", 125_000),
        ("00,125", 125_000),
        ("0.000", 0),
        ("1.2345", 1_234_500),
        ("1,234567", 1_234_567),
        ("1234.567", 1_234_567_000),
        ("1234,567", 1_234_567_000),
        ("0001.234", 1_234_000),
        ("1.234.567", 1_234_567_000_000),
        ("1,234,567", 1_234_567_000_000),
        ("1.234,5", 1_234_500_000),
        ("1,234.5", 1_234_500_000),
        ("12.345,678", 12_345_678_000),
        ("12,345.678", 12_345_678_000),
        ("123.456.789,000001", 123_456_789_000_001),
        ("2.1500000000", 2_150_000),
    ] {
        assert_eq!(weight(text), Ok(millionths), "{text}");
    }
}

#[test]
fn spaces_around_a_number_are_none_of_it() {
    for space in [" ", "   ", "\t", "\u{a0}", "\u{202f}", "\n"] {
        for text in ["7,5", "7.5"] {
            assert_eq!(weight(&format!("{space}{text}")), Ok(7_500_000), "{space:?}");
            assert_eq!(weight(&format!("{text}{space}")), Ok(7_500_000), "{space:?}");
        }
        if space != "\t" && space != "\n" {
            assert_eq!(weight(&format!("{space}7{space}")), Ok(7_000_000), "{space:?}");
        }
    }
}

#[test]
fn a_number_with_two_readings_is_refused() {
    for text in ["1.234", "1,234", "12.345", "123,456", "1.000", "999,999", " 1.234 ", "100.000"] {
        assert_eq!(weight(text), Err(AmbiguousNumber), "{text}");
        assert_eq!(amount(&format!("-{}", text.trim())), Err(AmbiguousNumber), "-{text}");
    }
}

#[test]
fn the_sentence_shows_both_readings() {
    let file = "participant;date;year;amount\nMI01;2026-01-01;2026;-12.345\n";
    let files = Files::with("advances.csv", file);
    assert_eq!(
        files.sentence(),
        "'-12.345' kan -12345 zijn of -12,345, en geen ander getal in dit bestand zegt welk van de twee. Geef op of het \
         bestand een decimale komma of een decimale punt heeft."
    );
    assert!(files.told().errors[0].message_en.starts_with("'-12.345' can be -12345 or -12.345, and no other number"));
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "1e3",
        "1E3",
        "1_000",
        "+5",
        "--5",
        "-",
        "- 5",
        "5-",
        "(5)",
        "1,2,3",
        "1.2.3",
        ".5",
        ",5",
        ".500",
        ",500",
        "-.5",
        "-.500",
        "5.",
        "5,",
        "1.234,",
        "1,234.",
        "1..2",
        "1,,2",
        "1.,2",
        "1,.2",
        "1.23.456",
        "12.34,5",
        "1.2345,6",
        "1234.567,8",
        "0.123.456",
        "01.234,5x",
        "1,234.567.8",
        "1.234,567.8",
        "1 234",
        "1 234,50",
        "1'234",
        "1.234.56",
        "5%",
        "5 %",
        "−5",
        "٣",
        "５",
        "½",
        "0x10",
        "NaN",
        "inf",
        "-inf",
        "WAAR",
        "veel",
        "€",
        "EUR 5",
        "1;5",
        "5 EUR",
    ] {
        assert_eq!(weight(text), Err(InvalidNumber), "{text}");
        assert_eq!(amount(text), Err(InvalidNumber), "{text}");
    }
}

#[test]
fn decimals_beyond_those_of_the_field_are_refused_and_zeros_are_none() {
    for text in ["0.1234567", "0,1234567", "1.234,5678901", "0.0000001"] {
        assert_eq!(weight(text), Err(TooManyDecimals), "{text}");
    }
    for text in ["0,005", "12.3456", "1.234,505", "-0.001"] {
        assert_eq!(amount(text), Err(TooManyDecimals), "{text}");
    }
    assert_eq!(amount("1.234,500"), Ok(123_450));
    assert_eq!(amount("12,5000"), Ok(1_250));
}

#[test]
fn numbers_as_large_as_they_can_be_are_exact_and_larger_ones_refused() {
    assert_eq!(amount("92.233.720.368.547.758,07"), Ok(i64::MAX));
    assert_eq!(amount("-92,233,720,368,547,758.07"), Ok(-i64::MAX));
    for text in
        ["92.233.720.368.547.758,08", "92233720368547758.08", "99999999999999999999", "9.999.999.999.999.999.999"]
    {
        assert_eq!(amount(text), Err(InvalidNumber), "{text}");
    }
}

#[test]
fn amounts_may_be_negative_in_both_ways() {
    for (text, cents) in
        [("-12,50", -1_250), ("-12.5", -1_250), ("-1.234,56", -123_456), ("-1,234.56", -123_456), ("-0,01", -1)]
    {
        assert_eq!(amount(text), Ok(cents), "{text}");
    }
    assert_eq!(weight("-1,5"), Err(NegativeQuantity));
}

#[test]
fn an_amount_may_show_the_euro_that_excel_writes() {
    for (text, cents) in [
        ("€ 12,50", 1_250),
        ("€12,50", 1_250),
        (" €  1.234,56 ", 123_456),
        ("€\u{a0}1.234,56", 123_456),
        ("€ -1.234,56", -123_456),
        ("-€ 1.234,56", -123_456),
        ("- € 5", -500),
        ("€ 7", 700),
    ] {
        assert_eq!(amount(text), Ok(cents), "{text}");
    }
    assert_eq!(amount("€ 1.234"), Err(AmbiguousNumber));
    for text in ["€", "€ -", "€ € 5", "-€ -5", "12,50 €", "$ 5", "€ veel", "5€5"] {
        assert_eq!(amount(text), Err(InvalidNumber), "{text}");
    }
    // What is counted has no currency.
    assert_eq!(weight("€ 5"), Err(InvalidNumber));
}

/// A whole number of thousandths as a person may write it.
fn written(thousandths: i64, places: u32, mark: char, with_thousands: bool) -> String {
    let unit = 10i64.pow(3 - places);
    let value = thousandths / unit;
    let (whole, fraction) = (value.abs() / 10i64.pow(places), value.abs() % 10i64.pow(places));
    let mut digits = whole.to_string();
    if with_thousands {
        let other = if mark == ',' { '.' } else { ',' };
        for at in (1..digits.len()).rev().filter(|at| (digits.len() - at) % 3 == 0).collect::<Vec<usize>>() {
            digits.insert(at, other);
        }
    }
    let sign = if value < 0 { "-" } else { "" };
    match places {
        0 => format!("{sign}{digits}"),
        _ => format!("{sign}{digits}{mark}{fraction:0width$}", width = places as usize),
    }
}

proptest! {
    #[test]
    fn no_way_of_writing_a_number_is_ever_read_as_another_one(
        thousandths in -10_000_000_000i64..10_000_000_000,
        small in proptest::bool::ANY,
        places in 0u32..=3,
        comma in proptest::bool::ANY,
        with_thousands in proptest::bool::ANY,
    ) {
        let thousandths = if small { thousandths / 1_000_000 } else { thousandths };
        let meant = thousandths / 10i64.pow(3 - places) * 10i64.pow(3 - places);
        let text = written(thousandths, places, if comma { ',' } else { '.' }, with_thousands);
        match weight(text.trim_start_matches('-')) {
            Ok(millionths) => prop_assert_eq!(millionths, meant.abs() * 1_000, "{}", text),
            Err(code) => prop_assert_eq!(code, AmbiguousNumber, "{}", text),
        }
    }
}
