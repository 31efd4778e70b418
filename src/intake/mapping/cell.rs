//! A value as a file of ours has it: checked as its reader would, and written in one way.

use crate::domain::decimal::{Price, Quantity, Rate};
use crate::domain::money::Cents;
use crate::intake::cell::{self, Before, Fault, Numbers, Value};
use crate::intake::columns::{Cell, Column};
use crate::intake::known::Known;
use crate::intake::numbers::{Evidence, NumberStyle};

/// A value that is written as ours: a decimal point, no thousands.
pub fn ours(column: &Column, text: &str, known: &Known) -> Result<String, Fault> {
    read(column, text, NumberStyle::Plain, &mut Evidence::default(), known)
}

/// A value whose numbers are written in a style.
pub fn read(
    column: &Column,
    text: &str,
    style: NumberStyle,
    evidence: &mut Evidence,
    known: &Known,
) -> Result<String, Fault> {
    if text.is_empty() {
        return if column.required { Err(Fault::Missing) } else { Ok(String::new()) };
    }
    if let (Cell::Refer(_), Some(fault)) = (column.cell, cell::id_fault(text)) {
        return Err(fault);
    }
    let numbers = Numbers { style, evidence, before: &mut Before::default() };
    let mut value = Value::Absent;
    match cell::read(column.cell, text, numbers, known, &mut value) {
        Err(fault) if !fault.is_warning() => Err(fault),
        _ => Ok(written(column.cell, text, value)),
    }
}

/// Whether the cells of a column are numbers, which have a decimal mark.
pub fn is_number(cell: Cell) -> bool {
    is_money(cell) || matches!(cell, Cell::Count | Cell::Cost | Cell::Quantity | Cell::Weight)
}

/// Whether they are euros and cents.
pub fn is_money(cell: Cell) -> bool {
    matches!(cell, Cell::Amount | Cell::Limit | Cell::Tariff)
}

/// A value as text, in the one way in which we write it.
pub fn written(cell: Cell, text: &str, value: Value) -> String {
    match (cell, value) {
        (_, Value::Date(date)) => date.to_string(),
        (Cell::Count, Value::Number(number)) => number.to_string(),
        (Cell::Amount | Cell::Limit, Value::Number(cents)) => Cents(cents).to_string(),
        // A tariff is kept as a price of 4 decimals, of which it uses 2.
        (Cell::Tariff, Value::Number(price)) => Cents(price / 100).to_string(),
        (Cell::Cost, Value::Number(price)) => Price(price).to_string(),
        (Cell::Quantity, Value::Number(quantity)) => Quantity(quantity).to_string(),
        (Cell::Weight, Value::Number(weight)) => Rate(weight).to_string(),
        (Cell::Choice(words), Value::Choice(word)) => words.get(word).map_or(text, |word| word).to_owned(),
        _ => text.to_owned(),
    }
}
