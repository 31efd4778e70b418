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
    pub before: &'e mut Before,
}

/// What the rows before had: files are mostly in the order of their dates and of what they refer to, and repeat them.
#[derive(Debug, Default)]
pub struct Before {
    text: String,
    day: Option<Date>,
    /// Where the id is that was referred to last.
    place: u32,
}

impl Before {
    #[inline]
    fn day(&mut self, text: &str) -> Option<Date> {
        if self.text != text {
            self.day = dates::read(text);
            self.text.clear();
            self.text.push_str(text);
        }
        self.day
    }
}

/// Reads a cell that is not empty into `value`, which is faulty when something is wrong; a warning leaves it as it was
/// taken. (Written in place: a value that is handed back is written in pieces and read as a whole, for which a processor
/// waits longer than for all else here.)
#[inline]
pub fn read(cell: Cell, text: &str, numbers: Numbers<'_>, known: &Known, value: &mut Value) -> Result<(), Fault> {
    *value = Value::Faulty;
    if spoiled::is_error(text) {
        return Err(Fault::NoResult);
    }
    let Numbers { style, evidence, before } = numbers;
    let mut number = |places, negative| number(style, evidence, text, places, negative);
    match cell {
        Cell::Text => *value = Value::Text,
        Cell::Id | Cell::Code => {
            id(text)?;
            *value = Value::Text;
        }
        Cell::Date => *value = Value::Date(before.day(text).ok_or(Fault::Date)?),
        Cell::Year => *value = Value::Number(year(text)?),
        Cell::Count => *value = Value::Number(number(0, Some(ProblemCode::NegativeQuantity))?),
        Cell::Quantity => *value = Value::Number(number(4, Some(ProblemCode::NegativeQuantity))?),
        Cell::Weight => *value = Value::Number(number(6, Some(ProblemCode::NegativeQuantity))?),
        Cell::Amount | Cell::Limit | Cell::Tariff | Cell::Cost => {
            *value = Value::Number(euros(cell, style, evidence, text)?);
        }
        Cell::Choice(words) => *value = Value::Choice(choice(text, words)?),
        Cell::Refer(to) => match known.find_near(to, text, &mut before.place) {
            Found::At(at) => *value = Value::At(at),
            Found::Restored(at, _) => {
                *value = Value::At(at);
                return Err(Fault::ZeroRestored(to));
            }
            Found::Unknown => return Err(Fault::Unknown(to)),
        },
    }
    Ok(())
}

/// An amount or a price, scaled as its column has it; the sign of the euro may stand before it.
fn euros(cell: Cell, style: NumberStyle, evidence: &mut Evidence, text: &str) -> Result<i64, Fault> {
    let bare = numbers::without_euro(text);
    let text = bare.as_deref().unwrap_or(text);
    let mut number = |places, negative| number(style, evidence, text, places, negative);
    let negative = Some(ProblemCode::NegativeAmount);
    match cell {
        Cell::Limit => number(2, negative),
        // A tariff is written in cents and kept as a price of 4 decimals.
        Cell::Tariff => number(2, negative)?.checked_mul(100).ok_or(Fault::NumberTooLarge),
        Cell::Cost => number(4, negative),
        _ => number(2, None),
    }
}

#[inline]
fn id(text: &str) -> Result<(), Fault> {
    // Nearly every id is plain ASCII, and there are millions of them.
    let is_plain = text.len() <= LONGEST_ID && text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain && !spoiled::is_rounded(text) {
        return Ok(());
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
    Ok(())
}

/// Whether a code outside CSV keeps to the same rules.
pub fn id_fault(text: &str) -> Option<Fault> {
    id(text).err()
}

fn year(text: &str) -> Result<i64, Fault> {
    let text = text.trim();
    let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = text.parse::<i32>().ok().filter(|year| four_digits && Date::new(*year, 1, 1).is_some());
    year.map(i64::from).ok_or(Fault::Year)
}

fn number(
    style: NumberStyle,
    evidence: &mut Evidence,
    text: &str,
    places: u32,
    negative: Option<ProblemCode>,
) -> Result<i64, Fault> {
    let scaled = numbers::read(text, places, style, evidence).map_err(|fault| Fault::of_number(fault, places))?;
    match negative {
        Some(code) if scaled < 0 => Err(Fault::Negative(code)),
        _ => Ok(scaled),
    }
}

fn choice(text: &str, words: &'static [&'static str]) -> Result<usize, Fault> {
    let of_word = |text: &str| words.iter().position(|word| *word == text);
    let written_otherwise = || {
        let text = text.trim().to_lowercase();
        let dutch = DUTCH_WORDS.iter().find(|(dutch, _)| *dutch == text).map(|(_, english)| *english);
        of_word(&text).or_else(|| of_word(dutch?))
    };
    of_word(text).or_else(written_otherwise).ok_or(Fault::Choice(words))
}
