//! `set` of a `model` change: which fields of the model's document it replaces (spec 3), and `remove`: which it takes out.
//!
//! Tables are merged field by field. A list of entries that are known by something (a year, a date, a name, an activity,
//! what a rule filters on) is merged entry by entry: an entry that is there is merged, another one is added behind.
//! Every other list is replaced whole. A table of another `kind` is replaced whole too: the fields of a blend mean
//! nothing to a rule that divides by shares.

use crate::intake::model::difference::{are_tables, keyed};
use std::collections::BTreeMap;
use toml::de::DeValue;
use toml::{Table, Value};

/// The table of a value as a document of its own; `None` where it is no table.
pub fn text(value: &DeValue<'_>) -> Option<String> {
    match plain(value)? {
        Value::Table(table) => Some(table.to_string()),
        _ => None,
    }
}

fn plain(value: &DeValue<'_>) -> Option<Value> {
    Some(match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok()?),
        // Refused by whoever reads the model, in the words that it was written in.
        DeValue::Float(number) => Value::Float(number.as_str().parse().ok()?),
        DeValue::Boolean(yes) => Value::Boolean(*yes),
        DeValue::Datetime(day) => Value::Datetime(*day),
        DeValue::Array(list) => {
            Value::Array(list.iter().map(|entry| plain(entry.get_ref())).collect::<Option<Vec<_>>>()?)
        }
        DeValue::Table(table) => {
            let fields = table.iter().map(|(key, value)| Some((key.get_ref().to_string(), plain(value.get_ref())?)));
            Value::Table(fields.collect::<Option<Table>>()?)
        }
    })
}

/// A model's document without the field at a path; nothing where it has none.
pub fn without(model: &str, path: &[String]) -> Option<String> {
    let mut document = model.parse::<Table>().ok()?;
    let (last, above) = path.split_last()?;
    let mut table = &mut document;
    for key in above {
        table = table.get_mut(key)?.as_table_mut()?;
    }
    table.remove(last)?;
    Some(document.to_string())
}

/// A model's document with these fields. Texts that are no TOML change nothing: their readers refuse them.
pub fn merged(model: &str, set: &str) -> String {
    let (Ok(mut document), Ok(set)) = (model.parse::<Table>(), set.parse::<Table>()) else {
        return model.to_owned();
    };
    tables(&mut document, set);
    document.to_string()
}

fn tables(document: &mut Table, set: Table) {
    for (key, value) in set {
        match document.get_mut(&key) {
            Some(known) => values(known, value),
            None => {
                document.insert(key, value);
            }
        }
    }
}

fn values(known: &mut Value, set: Value) {
    match (known, set) {
        (Value::Table(known), Value::Table(set)) if is_of_its_kind(known, &set) => tables(known, set),
        (Value::Array(known), Value::Array(set)) if are_tables(known) && are_tables(&set) => lists(known, set),
        (known, set) => *known = set,
    }
}

fn is_of_its_kind(known: &Table, set: &Table) -> bool {
    set.get("kind").is_none_or(|kind| known.get("kind") == Some(kind))
}

fn lists(known: &mut Vec<Value>, set: Vec<Value>) {
    let keys = |list: &[Value]| -> Vec<String> { keyed(list).into_iter().map(|(key, _)| key).collect() };
    let own = keys(known);
    let both: Vec<Value> = known.iter().chain(&set).cloned().collect();
    let mut of_set = keys(&both);
    // Entries without what the others are known by are those of nobody; their reader says what they lack.
    let of_set = if of_set[..own.len()] == own { of_set.split_off(own.len()) } else { vec![String::new(); set.len()] };
    let places: BTreeMap<String, usize> = own.into_iter().zip(0..).collect();
    for (one, key) in set.into_iter().zip(of_set) {
        // What is known by the same as another gets a number behind it.
        match key.strip_suffix(" (2)").and_then(|twin| places.get(twin)) {
            Some(place) => values(&mut known[*place], one),
            None => known.push(one),
        }
    }
}
