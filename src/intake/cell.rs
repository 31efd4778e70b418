//! One cell to a value.

use super::columns::{Cell, DUTCH_WORDS};
use super::convention::DecimalMark;
use super::dates;
use super::known::{Found, Known, To};
use super::numbers::{self, Evidence, NumberStyle};
use super::spoiled;
use crate::domain::date::Date;
use crate::domain::decimal::NumberFault;
use crate::domain::problem::ProblemCode;

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
    /// It can be read in two ways.
    NumberAmbiguous,
    /// It has this decimal mark, and the file the other.
    OtherMark(DecimalMark),
    /// More decimals than so many.
    Decimals(u32),
    /// Below zero, with the code that the field has for it.
    Negative(ProblemCode),
    /// Not a word of the list.
    Choice(&'static [&'static str]),
    IdTooLong,
    IdControl,
    /// A long number, of which a spreadsheet has kept some digits.
    IdRounded,
    /// What a spreadsheet shows for a formula without a result.
    NoResult,
    Unknown(To),
    /// A warning, not an error: the value is what it was taken as.
    ZeroRestored(To),
}

impl Fault {
    pub fn is_warning(self) -> bool {
        matches!(self, Fault::ZeroRestored(_))
    }

    /// What is wrong with a number that is kept in so many decimals.
    pub fn of_number(fault: numbers::Fault, places: u32) -> Fault {
        match fault {
            numbers::Fault::Ambiguous => Fault::NumberAmbiguous,
            numbers::Fault::Mark(mark) => Fault::OtherMark(mark),
            numbers::Fault::Number(NumberFault::Malformed) => Fault::Number,
            numbers::Fault::Number(NumberFault::TooManyDecimals) => Fault::Decimals(places),
            numbers::Fault::Number(NumberFault::TooLarge) => Fault::NumberTooLarge,
        }
    }
}

/// Longest id, in characters (spec 1).
const LONGEST_ID: usize = 64;

/// How numbers are read, and what they turn out to say about it.
pub struct Numbers<'e> {
    pub style: NumberStyle,
    pub evidence: &'e mut Evidence,
    pub days: &'e mut LastDay,
}

/// The date that was read last: files are mostly in the order of their dates, and repeat them.
#[derive(Debug, Default)]
pub struct LastDay {
    text: String,
    day: Option<Date>,
}

impl LastDay {
    #[inline]
    fn read(&mut self, text: &str) -> Option<Date> {
        if self.text != text {
            self.day = dates::read(text);
            self.text.clear();
            self.text.push_str(text);
        }
        self.day
    }
}

/// The value of a cell that is not empty, and what is wrong with it.
pub fn read(cell: Cell, text: &str, numbers: Numbers<'_>, known: &Known) -> (Value, Option<Fault>) {
    if spoiled::is_error(text) {
        return (Value::Faulty, Some(Fault::NoResult));
    }
    let Numbers { style, evidence, days } = numbers;
    let in_euro = matches!(cell, Cell::Amount | Cell::Limit | Cell::Tariff | Cell::Cost);
    let bare = if in_euro { numbers::without_euro(text) } else { None };
    let bare = bare.as_deref().unwrap_or(text);
    let mut number = |places, negative| number(style, evidence, bare, places, negative);
    let result = match cell {
        Cell::Text => Ok(Value::Text),
        Cell::Id | Cell::Code => id(text),
        Cell::Date => days.read(text).map(Value::Date).ok_or(Fault::Date),
        Cell::Year => year(text),
        Cell::Count => number(0, Some(ProblemCode::NegativeQuantity)),
        Cell::Amount => number(2, None),
        Cell::Limit => number(2, Some(ProblemCode::NegativeAmount)),
        Cell::Tariff => number(2, Some(ProblemCode::NegativeAmount)).and_then(price),
        Cell::Cost => number(4, Some(ProblemCode::NegativeAmount)),
        Cell::Quantity => number(4, Some(ProblemCode::NegativeQuantity)),
        Cell::Weight => number(6, Some(ProblemCode::NegativeQuantity)),
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

#[inline]
fn id(text: &str) -> Result<Value, Fault> {
    // Nearly every id is plain ASCII, and there are millions of them.
    let is_plain = text.len() <= LONGEST_ID && text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain && !spoiled::is_rounded(text) {
        return Ok(Value::Text);
    }
    let has_control = text.chars().any(char::is_control);
    if has_control {
        return Err(Fault::IdControl);
    }
    if spoiled::is_rounded(text) {
        return Err(Fault::IdRounded);
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
    let text = text.trim();
    let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = text.parse::<i32>().ok().filter(|year| four_digits && Date::new(*year, 1, 1).is_some());
    year.map(|year| Value::Number(i64::from(year))).ok_or(Fault::Year)
}

fn number(
    style: NumberStyle,
    evidence: &mut Evidence,
    text: &str,
    places: u32,
    negative: Option<ProblemCode>,
) -> Result<Value, Fault> {
    let scaled = numbers::read(text, places, style, evidence).map_err(|fault| Fault::of_number(fault, places))?;
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
    let of_word = |text: &str| words.iter().position(|word| *word == text);
    let written_otherwise = || {
        let text = text.trim().to_lowercase();
        let dutch = DUTCH_WORDS.iter().find(|(dutch, _)| *dutch == text).map(|(_, english)| *english);
        of_word(&text).or_else(|| of_word(dutch?))
    };
    of_word(text).or_else(written_otherwise).map(Value::Choice).ok_or(Fault::Choice(words))
}
