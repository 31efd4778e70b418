//! Numbers in another unit than ours, converted exactly or not at all.

use super::cell;
use crate::domain::decimal::Quantity;
use crate::domain::money::Cents;
use crate::domain::problem::ProblemCode;
use crate::intake::cell::Fault as CellFault;
use crate::intake::columns::Cell;
use crate::intake::numbers::{self, Evidence, NumberStyle};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Minutes, which become hours.
    Minutes,
    /// Hours and minutes as `3:45`, which become hours.
    HoursAndMinutes,
    /// Whole cents, which become euros.
    Cents,
}

/// The units that a column of ours can be converted from, by the word for them.
pub fn of(cell: Cell) -> &'static [(&'static str, Unit)] {
    match cell {
        Cell::Quantity => &[("minutes", Unit::Minutes), ("h:mm", Unit::HoursAndMinutes)],
        cell if cell::is_money(cell) => &[("cents", Unit::Cents)],
        _ => &[],
    }
}

/// What is wrong with a number in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Cell(CellFault),
    Hours(HoursFault),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursFault {
    /// Hours in more than 4 decimals.
    NotExact,
    NoHoursAndMinutes,
}

impl Unit {
    /// The number of a cell in our unit, as we write it.
    pub fn read(self, text: &str, cell: Cell, style: NumberStyle, evidence: &mut Evidence) -> Result<String, Fault> {
        let number = |places, evidence| {
            numbers::read(text, places, style, evidence)
                .map_err(|fault| Fault::Cell(CellFault::of_number(fault, places)))
        };
        match self {
            Unit::Minutes => hours(i128::from(number(Quantity::PLACES, evidence)?)),
            Unit::HoursAndMinutes => {
                hours(minutes(text).ok_or(Fault::Hours(HoursFault::NoHoursAndMinutes))? * Quantity::SCALE)
            }
            Unit::Cents => {
                let cents = number(0, evidence)?;
                if cents < 0 && cell != Cell::Amount {
                    return Err(Fault::Cell(CellFault::Negative(ProblemCode::NegativeAmount)));
                }
                Ok(Cents(cents).to_string())
            }
        }
    }
}

/// Minutes, scaled as a quantity, in hours.
fn hours(minutes: i128) -> Result<String, Fault> {
    if minutes < 0 {
        return Err(Fault::Cell(CellFault::Negative(ProblemCode::NegativeQuantity)));
    }
    if minutes % 60 != 0 {
        return Err(Fault::Hours(HoursFault::NotExact));
    }
    let hours = i64::try_from(minutes / 60).map_err(|_| Fault::Cell(CellFault::NumberTooLarge))?;
    Ok(Quantity(hours).to_string())
}

/// The minutes of `3:45`.
fn minutes(text: &str) -> Option<i128> {
    let (hours, minutes) = text.split_once(':')?;
    let is_digits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(hours, 6) || minutes.len() != 2 || !is_digits(minutes, 2) {
        return None;
    }
    let minutes: i128 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    Some(hours.parse::<i128>().ok()? * 60 + minutes)
}
