//! From plain numbers to choices. Everything generated is drawn as plain numbers first, so that a failing case shrinks
//! towards zeros; position 0 of every list is therefore its plainest choice.

use proptest::prelude::*;
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::decimal::{Price, Quantity, Rate};
use verdeelsleutel::domain::money::Cents;

/// A row of numbers that become choices.
pub type Draw<const N: usize> = [u16; N];

/// Rows of numbers.
pub fn draws<const N: usize>(rows: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Vec<Draw<N>>> {
    prop::collection::vec(draw::<N>(), rows)
}

/// One row of numbers.
pub fn draw<const N: usize>() -> impl Strategy<Value = Draw<N>> {
    prop::array::uniform::<_, N>(any::<u16>())
}

/// The choice that a number stands for.
pub fn of<T: Copy>(number: u16, choices: &[T]) -> T {
    choices[below(number, choices.len())]
}

/// A position below `end`.
pub fn below(number: u16, end: usize) -> usize {
    usize::from(number) % end
}

/// True once in `times`, and never for zero.
pub fn one_in(number: u16, times: u16) -> bool {
    number % times == times - 1
}

pub fn euro(text: &str) -> Cents {
    Cents(Price::parse(text).unwrap().0 / 100)
}

pub fn price(text: &str) -> Price {
    Price::parse(text).unwrap()
}

pub fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

pub fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

/// Few days, so that many fall together: first and last days, and the days on which tariffs change.
pub fn day(year: i32, number: u16) -> Date {
    let (month, day) = of(
        number,
        &[(3, 1), (7, 1), (2, 14), (1, 1), (4, 1), (6, 30), (8, 15), (10, 1), (11, 30), (12, 31), (5, 5), (9, 9)],
    );
    Date::new(year, month, day).unwrap()
}

/// Mostly the year itself, at times the one after or before.
pub fn year_around(year: i32, number: u16) -> i32 {
    year + of(number, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, -1])
}

/// Amounts as insurers answer and organisations book them.
pub fn signed_amount(number: u16) -> Cents {
    let amounts = ["100.00", "250.00", "250.00", "1234.56", "0.01", "-50.00", "-0.01", "0.00", "999.99", "-333.33"];
    euro(of(number, &amounts))
}

/// Amounts that are never negative.
pub fn amount(number: u16) -> Cents {
    euro(of(number, &["100.00", "0.00", "25.00", "25.00", "0.01", "333.33", "1000.00", "12.34"]))
}
