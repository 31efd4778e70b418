//! One cell to a value. The only place that knows how numbers and dates are written.

use super::columns::Cell;
use super::known::{Found, Known, To};
use crate::domain::date::Date;
use crate::domain::decimal::{NumberFault, parse_scaled};
use crate::domain::problem::ProblemCode;

/// How a file writes its numbers and dates. For now one way: decimal point, ISO dates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Convention;

impl Convention {
    fn number(self, text: &str, places: u32) -> Result<i64, NumberFault> {
        parse_scaled(text, places)
    }

    fn date(self, text: &str) -> Option<Date> {
        Date::parse(text)
    }
}

/// What a cell holds. Texts stay in the row itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Empty, or its column is not in the file.
    Absent,
    /// Has an error.
    Faulty,
    Text,
    Date(Date),
    /// A scaled number; a year.
    Number(i64),
    /// Position in the words of a choice.
    Choice(usize),
    /// Position of the code that it refers to.
    At(u32),
}

/// What can be wrong with one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Missing,
    Date,
    Year,
    Number,
    NumberTooLarge,
    /// More decimals than so many.
    Decimals(u32),
    /// Below zero, with the code that the field has for it.
    Negative(ProblemCode),
    /// Not a word of the list.
    Choice(&'static [&'static str]),
    IdTooLong,
    IdControl,
    Unknown(To),
    /// A warning, not an error: the value is what it was taken as.
    ZeroRestored(To),
}

impl Fault {
    pub fn is_warning(self) -> bool {
        matches!(self, Fault::ZeroRestored(_))
    }
}

/// Longest id, in characters (spec 1).
const LONGEST_ID: usize = 64;

/// The value of a cell that is not empty, and what is wrong with it.
pub fn read(cell: Cell, text: &str, convention: Convention, known: &Known) -> (Value, Option<Fault>) {
    let result = match cell {
        Cell::Text => Ok(Value::Text),
        Cell::Id | Cell::Code => id(text),
        Cell::Date => convention.date(text).map(Value::Date).ok_or(Fault::Date),
        Cell::Year => year(text),
        Cell::Count => number(convention, text, 0, Some(ProblemCode::NegativeQuantity)),
        Cell::Amount => number(convention, text, 2, None),
        Cell::Limit => number(convention, text, 2, Some(ProblemCode::NegativeAmount)),
        Cell::Tariff => number(convention, text, 2, Some(ProblemCode::NegativeAmount)).and_then(price),
        Cell::Cost => number(convention, text, 4, Some(ProblemCode::NegativeAmount)),
        Cell::Quantity => number(convention, text, 4, Some(ProblemCode::NegativeQuantity)),
        Cell::Weight => number(convention, text, 6, Some(ProblemCode::NegativeQuantity)),
        Cell::Choice(words) => choice(text, words),
        Cell::Refer(to) => match known.find(to, text) {
            Found::At(at) => Ok(Value::At(at)),
            Found::Restored(at, _) => return (Value::At(at), Some(Fault::ZeroRestored(to))),
            Found::Unknown => Err(Fault::Unknown(to)),
        },
    };
    match result {
        Ok(value) => (value, None),
        Err(fault) => (Value::Faulty, Some(fault)),
    }
}

fn id(text: &str) -> Result<Value, Fault> {
    // Nearly every id is plain ASCII, and there are millions of them.
    let has_control = if text.is_ascii() {
        text.bytes().any(|byte| byte.is_ascii_control())
    } else {
        text.chars().any(char::is_control)
    };
    if has_control {
        return Err(Fault::IdControl);
    }
    if text.len() > LONGEST_ID && text.chars().count() > LONGEST_ID {
        return Err(Fault::IdTooLong);
    }
    Ok(Value::Text)
}

/// Whether a code outside CSV keeps to the same rules.
pub fn id_fault(text: &str) -> Option<Fault> {
    id(text).err()
}

fn year(text: &str) -> Result<Value, Fault> {
    let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = text.parse::<i32>().ok().filter(|year| four_digits && Date::new(*year, 1, 1).is_some());
    year.map(|year| Value::Number(i64::from(year))).ok_or(Fault::Year)
}

fn number(convention: Convention, text: &str, places: u32, negative: Option<ProblemCode>) -> Result<Value, Fault> {
    let scaled = convention.number(text, places).map_err(|fault| match fault {
        NumberFault::Malformed => Fault::Number,
        NumberFault::TooManyDecimals => Fault::Decimals(places),
        NumberFault::TooLarge => Fault::NumberTooLarge,
    })?;
    match negative {
        Some(code) if scaled < 0 => Err(Fault::Negative(code)),
        _ => Ok(Value::Number(scaled)),
    }
}

/// A tariff is written in cents and kept as a price of 4 decimals.
fn price(cents: Value) -> Result<Value, Fault> {
    match cents {
        Value::Number(cents) => cents.checked_mul(100).map(Value::Number).ok_or(Fault::NumberTooLarge),
        other => Ok(other),
    }
}

fn choice(text: &str, words: &'static [&'static str]) -> Result<Value, Fault> {
    words.iter().position(|word| *word == text).map(Value::Choice).ok_or(Fault::Choice(words))
}
