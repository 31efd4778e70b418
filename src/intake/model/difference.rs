//! What two documents of a model say differently (spec 4, "Resources": difference between two versions).
//!
//! Documents are compared by what they say: the order of fields and of lists that have keys, spaces, comments and zeros
//! behind the last decimal make no difference. The order of rules does, because the first that matches applies.

use crate::domain::model::difference::{Changed, Step, Told};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// What a list of tables is known by: the first of these fields that all of its tables have. Rules and adjustments are
/// known by what they filter on.
const KEYS: [&str; 4] = ["year", "from", "name", "activity"];
const FILTERS: [&str; 4] = ["performances", "insurers", "severities", "kinds"];

/// What is not the same in two documents that are in order. A text that is no TOML says nothing.
pub fn difference(before: &str, after: &str) -> Vec<Changed> {
    let read = |text: &str| text.parse::<Table>().unwrap_or_default();
    let mut found = Vec::new();
    tables(&read(before), &read(after), &mut Vec::new(), &mut found);
    found
}

fn tables(before: &Table, after: &Table, path: &mut Vec<Step>, found: &mut Vec<Changed>) {
    // In the order of the newer document, and then what is gone.
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    for key in after.keys().chain(gone) {
        path.push(Step::Field(key.clone()));
        values(before.get(key), after.get(key), path, found);
        path.pop();
    }
}

fn values(before: Option<&Value>, after: Option<&Value>, path: &mut Vec<Step>, found: &mut Vec<Changed>) {
    match (before, after) {
        (Some(Value::Table(before)), Some(Value::Table(after))) => tables(before, after, path, found),
        (Some(Value::Array(before)), Some(Value::Array(after))) if are_tables(before) && are_tables(after) => {
            lists(before, after, path, found);
        }
        _ => {
            let (before, after) = (before.map(told), after.map(told));
            if before != after {
                found.push(Changed { path: path.clone(), before, after });
            }
        }
    }
}

pub(in crate::intake) fn are_tables(list: &[Value]) -> bool {
    !list.is_empty() && list.iter().all(Value::is_table)
}

fn lists(before: &[Value], after: &[Value], path: &mut Vec<Step>, found: &mut Vec<Changed>) {
    let (old, new) = (keyed(before), keyed(after));
    let of = |list: &[(String, &Value)], key: &str| {
        list.iter().find(|(known, _)| known == key).map(|(_, value)| (*value).clone())
    };
    let gone = old.iter().filter(|(key, _)| of(&new, key).is_none());
    for (key, _) in new.iter().chain(gone) {
        path.push(Step::One(key.clone()));
        values(of(&old, key).as_ref(), of(&new, key).as_ref(), path, found);
        path.pop();
    }
    let is_ordered =
        matches!(path.last(), Some(Step::Field(field)) if field == "rule" || field == "top_slice" || field == "shift");
    let common = |list: &[(String, &Value)], other: &[(String, &Value)]| -> Vec<Told> {
        list.iter().filter(|(key, _)| of(other, key).is_some()).map(|(key, _)| Told::Text(key.clone())).collect()
    };
    let (was, is) = (common(&old, &new), common(&new, &old));
    if is_ordered && was != is {
        path.push(Step::Field("order".to_owned()));
        found.push(Changed { path: path.clone(), before: Some(Told::List(was)), after: Some(Told::List(is)) });
        path.pop();
    }
}

/// The tables of a list with what each is known by; of several with the same key the later ones are numbered.
pub(in crate::intake) fn keyed(list: &[Value]) -> Vec<(String, &Value)> {
    let has = |field: &str| list.iter().all(|value| value.get(field).is_some());
    let field = KEYS.into_iter().find(|field| has(field));
    let mut seen = BTreeSet::new();
    list.iter()
        .map(|value| {
            let key = match field {
                Some("activity") => [value.get("activity"), value.get("participant")]
                    .into_iter()
                    .flatten()
                    .map(plain)
                    .collect::<Vec<_>>()
                    .join(" "),
                Some(field) => value.get(field).map(plain).unwrap_or_default(),
                None => {
                    let filters = FILTERS.into_iter().filter_map(|field| value.get(field)).map(plain);
                    filters.collect::<Vec<_>>().join("; ")
                }
            };
            let key = if key.is_empty() { "*".to_owned() } else { key };
            let numbered = (2..).map(|number| format!("{key} ({number})"));
            let free = std::iter::once(key.clone()).chain(numbered).find(|key| !seen.contains(key)).unwrap_or_default();
            seen.insert(free.clone());
            (free, value)
        })
        .collect()
}

/// A value in one line.
fn plain(value: &Value) -> String {
    match told(value) {
        Told::Text(text) => text,
        Told::List(list) => {
            let texts =
                list.iter().filter_map(|one| if let Told::Text(text) = one { Some(text.as_str()) } else { None });
            texts.collect::<Vec<_>>().join(", ")
        }
        Told::Fields(_) => String::new(),
    }
}

fn told(value: &Value) -> Told {
    match value {
        Value::String(text) => Told::Text(without_zeros(text)),
        Value::Array(list) => Told::List(list.iter().map(told).collect()),
        Value::Table(table) => Told::Fields(table.iter().map(|(key, value)| (key.clone(), told(value))).collect()),
        Value::Integer(number) => Told::Text(number.to_string()),
        Value::Boolean(yes) => Told::Text(yes.to_string()),
        Value::Datetime(day) => Told::Text(day.to_string()),
        Value::Float(number) => Told::Text(number.to_string()),
    }
}

/// `97.50` says what `97.5` says.
fn without_zeros(text: &str) -> String {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) if is_number(whole.trim_start_matches('-')) && is_number(fraction) => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
        }
        _ => text.to_owned(),
    }
}
