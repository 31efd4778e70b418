//! Keys occur once in a file (spec 1, "Keys").

use super::cells::Value;
use super::columns::{Cell, Kind};
use super::interner::Interner;
use super::known::FAULTY;
use super::sheet::RowPlace;
use std::fmt::Write;

/// The keys of a file, in the order of their first rows; those of rows with errors too, so that one mistake does not
/// make everything that refers to the row wrong as well.
#[derive(Debug, Default)]
pub struct Keys {
    pub keys: Interner,
    /// The file could not be read far enough to know its keys.
    pub unreadable: bool,
    places: Vec<RowPlace>,
    composed: String,
}

/// What a row is by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// This kind has no key, or the row lacks a part of it.
    None,
    New(u32),
    Seen(u32),
}

impl Keys {
    /// Of a file that has its key columns, or has not.
    pub fn of_file(readable: bool) -> Keys {
        Keys { unreadable: !readable, ..Keys::default() }
    }

    pub fn unreadable() -> Keys {
        Keys::of_file(false)
    }

    /// Enters the key of a row.
    pub fn enter<'r>(
        &mut self,
        kind: &Kind,
        values: &[Value],
        text: impl Fn(usize) -> &'r str,
        place: RowPlace,
    ) -> Identity {
        let lacking = |at: &usize| kind.columns.get(*at).is_some_and(|column| column.required) && text(*at).is_empty();
        if kind.key.is_empty() || kind.key.iter().any(lacking) {
            return Identity::None;
        }
        let (position, new) = match kind.key {
            [at] if kind.columns.get(*at).is_some_and(|c| matches!(c.cell, Cell::Id | Cell::Code)) => {
                self.keys.intern(text(*at))
            }
            parts => {
                self.composed.clear();
                compose(parts, values, text, &mut self.composed);
                self.keys.intern(&self.composed)
            }
        };
        if new {
            self.places.push(place);
            Identity::New(position)
        } else {
            Identity::Seen(position)
        }
    }

    /// Where the first row of a key begins.
    pub fn place(&self, position: u32) -> Option<RowPlace> {
        self.places.get(position as usize).copied()
    }
}

/// Several cells as one text: by value where there is one, so that `101` read as `0101` is the key `0101`.
pub fn compose<'r>(parts: &[usize], values: &[Value], text: impl Fn(usize) -> &'r str, key: &mut String) {
    for at in parts {
        // Writing to a string does not fail.
        let _written = match values.get(*at) {
            Some(Value::At(position)) if *position != FAULTY => write!(key, "@{position}\u{1f}"),
            Some(Value::Number(number)) => write!(key, "={number}\u{1f}"),
            _ => write!(key, "{}\u{1f}", text(*at)),
        };
    }
}
