//! The nouns: rounding, strict numbers, dates, schedules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

use proptest::prelude::*;
use verdeelsleutel::domain::date::{Date, Validity, days_of_year};
use verdeelsleutel::domain::decimal::{NumberFault, Price, Quantity, Rate, parse_cents, parse_scaled, scaled_text};
use verdeelsleutel::domain::fraction::Fraction;
use verdeelsleutel::domain::model::schedule::Schedule;
use verdeelsleutel::domain::money::{Cents, Overflow, round_ratio};

#[test]
fn halves_are_rounded_away_from_zero() {
    for (numerator, denominator, rounded) in [
        (5, 10, 1),
        (-5, 10, -1),
        (4, 10, 0),
        (-4, 10, 0),
        (15, 10, 2),
        (-15, 10, -2),
        (25, 10, 3),
        (0, 7, 0),
        (1, 3, 0),
    ] {
        assert_eq!(round_ratio(numerator, denominator), Ok(rounded), "{numerator}/{denominator}");
    }
}

proptest! {
    #[test]
    fn rounding_is_the_same_in_64_and_in_128_bits(numerator in any::<i64>(), denominator in 1..i64::MAX) {
        let wide = round_ratio(i128::from(numerator) << 64, i128::from(denominator) << 64).unwrap();
        prop_assert_eq!(round_ratio(i128::from(numerator), i128::from(denominator)).unwrap(), wide);
        let off = wide * i128::from(denominator) - i128::from(numerator);
        prop_assert!(2 * off.abs() <= i128::from(denominator));
    }

    #[test]
    fn what_is_written_is_read_back(scaled in any::<i64>()) {
        prop_assume!(scaled != i64::MIN);
        prop_assert_eq!(Quantity::parse(&Quantity(scaled).to_string()), Ok(Quantity(scaled)));
        prop_assert_eq!(Rate::parse(&Rate(scaled).to_string()), Ok(Rate(scaled)));
        prop_assert_eq!(parse_cents(&Cents(scaled).to_string()), Ok(Cents(scaled)));
    }

    #[test]
    fn a_date_is_read_back_and_dates_keep_their_order(one in -25_567..2_932_896i32, other in -25_567..2_932_896i32) {
        prop_assert_eq!(Date::parse(&Date(one).to_string()), Some(Date(one)));
        prop_assert_eq!(one.cmp(&other), Date(one).to_string().cmp(&Date(other).to_string()));
    }

    #[test]
    fn a_fraction_and_its_complement_are_one(numerator in 0..1_000_000i128, more in 1..1_000_000i128) {
        let part = Fraction::new(numerator, numerator + more);
        let rest = part.complement();
        prop_assert_eq!(part.denominator, rest.denominator);
        prop_assert_eq!(part.numerator + rest.numerator, part.denominator);
    }
}

#[test]
fn only_plain_decimals_are_numbers() {
    for text in ["", "-", ".", ".5", "5.", "+5", "1e3", "1_000", "1,5", " 1", "1 ", "0x1", "٣", "1.2.3", "--1", "NaN"]
    {
        assert_eq!(parse_scaled(text, 4), Err(NumberFault::Malformed), "{text:?}");
    }
    assert_eq!(parse_scaled("1.23456", 4), Err(NumberFault::TooManyDecimals));
    assert_eq!(parse_scaled("1.23450", 4), Ok(12_345), "zeros at the end lose nothing");
    assert_eq!(parse_scaled("922337203685477.5808", 4), Err(NumberFault::TooLarge));
    assert_eq!(Price::parse("95.00"), Ok(Price(950_000)));
    assert_eq!(parse_cents("-0.05"), Ok(Cents(-5)));
}

#[test]
fn amounts_and_decimals_are_written_plainly() {
    assert_eq!(Cents(-5).to_string(), "-0.05");
    assert_eq!(Cents(i64::MIN).to_string(), "-92233720368547758.08");
    assert_eq!(Quantity(12_500).to_string(), "1.25");
    assert_eq!(Quantity(30_000).to_string(), "3");
    assert_eq!(scaled_text(i128::from(i64::MAX) * 4_000_000_000, 4), "3689348814741910322800000");
}

#[test]
fn adding_beyond_64_bits_is_an_overflow_and_never_wraps() {
    assert_eq!(Cents(i64::MAX).plus(Cents(1)), Err(Overflow));
    assert_eq!(Cents(i64::MIN).minus(Cents(1)), Err(Overflow));
    assert_eq!(Cents(i64::MIN).negated(), Err(Overflow));
    assert_eq!(Cents::sum([Cents(i64::MAX), Cents(1), Cents(-1)]), Err(Overflow));
}

#[test]
fn days_that_do_not_exist_are_no_dates() {
    for text in
        ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "20260101", "01-01-2026", "1899-12-31", "2026-04-31"]
    {
        assert_eq!(Date::parse(text), None, "{text}");
    }
    assert_eq!(Date::parse("2028-02-29").unwrap().parts(), (2028, 2, 29));
    assert_eq!(days_of_year(2028, Date::parse("2028-02-29").unwrap()), (60, 366));
}

#[test]
fn both_ends_of_a_validity_count() {
    let day = |text| Date::parse(text).unwrap();
    let first = Validity { from: day("2026-01-01"), to: day("2026-06-30") };
    let second = Validity { from: day("2026-07-01"), to: Date::MAX };
    assert!(first.holds(day("2026-01-01")) && first.holds(day("2026-06-30")) && !first.holds(day("2026-07-01")));
    assert!(!first.overlaps(second) && second.holds(day("2999-12-31")));
    assert!(first.overlaps(Validity { from: day("2026-06-30"), to: day("2026-06-30") }));
}

#[test]
fn a_schedule_has_no_value_before_its_first_entry() {
    let day = |text| Date::parse(text).unwrap();
    let schedule = Schedule::new(vec![(day("2027-01-01"), 50), (day("2026-01-01"), 100)]);
    assert_eq!(schedule.at(day("2025-12-31")), None);
    assert_eq!(schedule.at(day("2026-12-31")), Some(100));
    assert_eq!(schedule.at(day("2027-01-01")), Some(50));
    assert_eq!(schedule.begins(), Some(day("2026-01-01")));
}
