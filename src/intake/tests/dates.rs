//! Dates against a calendar made by hand, because ours is taken from a library.

use crate::domain::date::Date;
use crate::intake::dates;

/// A text is the day that the calendar has for it, or none.
pub fn promise(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let expected = day(&text);
    let found = dates::read(&text);
    assert_eq!(found.map(Date::parts), expected, "{text:?}");
    if let (Some(date), Some((year, month, day))) = (found, expected) {
        assert_eq!(i64::from(date.0), days_since_1970(year, month, day), "{text:?}");
        assert_eq!(dates::read(&date.to_string()), Some(date), "{text:?}");
    }
}

/// Year, month and day of a text in one of the three forms.
fn day(text: &str) -> Option<(i32, u32, u32)> {
    let text: Vec<char> = text.trim().chars().collect();
    let form: String = text.iter().map(|sign| if sign.is_ascii_digit() { '9' } else { *sign }).collect();
    let numbers = |year: &[char], month: &[char], day: &[char]| {
        let number = |digits: &[char]| digits.iter().collect::<String>().parse::<u32>().unwrap();
        (i32::try_from(number(year)).unwrap(), number(month), number(day))
    };
    let (year, month, day) = match form.as_str() {
        "9999-99-99" => numbers(&text[..4], &text[5..7], &text[8..]),
        "99999999" => numbers(&text[..4], &text[4..6], &text[6..]),
        "9-9-9999" => numbers(&text[4..], &text[2..3], &text[..1]),
        "99-9-9999" => numbers(&text[5..], &text[3..4], &text[..2]),
        "9-99-9999" => numbers(&text[5..], &text[2..4], &text[..1]),
        "99-99-9999" => numbers(&text[6..], &text[3..5], &text[..2]),
        _ => return None,
    };
    let exists = year >= 1900 && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    exists.then_some((year, month, day))
}

fn days_in(year: i32, month: u32) -> u32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counted year by year and month by month.
fn days_since_1970(year: i32, month: u32, day: u32) -> i64 {
    let of_year = |year: i32| -> i64 { (1..=12).map(|month| i64::from(days_in(year, month))).sum() };
    let years: i64 = (1970..year).map(of_year).sum::<i64>() - (year..1970).map(of_year).sum::<i64>();
    let months: i64 = (1..month).map(|month| i64::from(days_in(year, month))).sum();
    years + months + i64::from(day) - 1
}

#[test]
fn every_input_that_is_kept() {
    super::corpus::each("dates", promise);
}
