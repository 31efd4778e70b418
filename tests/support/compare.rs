//! Compares a result with the part of it that a story tells.

use serde_json::Value;

/// Every difference, a line each: JSON path, what was expected, what came.
///
/// Objects are compared on the keys that are expected, lists whole and in order.
pub fn differences(expected: &Value, got: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("$", expected, got, &mut found);
    found
}

fn compare(path: &str, expected: &Value, got: &Value, found: &mut Vec<String>) {
    match (expected, got) {
        (Value::Object(wanted), Value::Object(given)) => {
            for (key, value) in wanted {
                let path = format!("{path}.{key}");
                match given.get(key) {
                    Some(there) => compare(&path, value, there, found),
                    None => found.push(format!("{path}: expected {value}, got nothing")),
                }
            }
        }
        (Value::Array(wanted), Value::Array(given)) => {
            for (at, pair) in wanted.iter().zip(given).enumerate() {
                compare(&format!("{path}[{at}]"), pair.0, pair.1, found);
            }
            for (at, missing) in wanted.iter().enumerate().skip(given.len()) {
                found.push(format!("{path}[{at}]: expected {missing}, got nothing"));
            }
            for (at, more) in given.iter().enumerate().skip(wanted.len()) {
                found.push(format!("{path}[{at}]: expected nothing, got {more}"));
            }
        }
        _ if expected == got => {}
        _ => found.push(format!("{path}: expected {expected}, got {got}")),
    }
}
