//! Keys occur once in a file (spec 1, "Keys").

use super::cell::Value;
use super::columns::{Cell, Kind};
use super::interner::{Ascent, Interner};
use super::known::FAULTY;
use super::sheet::RowPlace;
use crate::domain::text::Texts;
use std::fmt::Write;

/// The keys of a file, in the order of their first rows; those of rows with errors too, so that one mistake does not
/// make everything that refers to the row wrong as well.
#[derive(Debug, Default)]
pub struct Keys {
    pub keys: Interner,
    /// The file could not be read far enough to know its keys.
    pub unreadable: bool,
}

impl Keys {
    pub fn unreadable() -> Keys {
        Keys { unreadable: true, ..Keys::default() }
    }

    /// Per key its position when those of rows that were accepted before come first: theirs, or one after them in the
    /// order of the file.
    pub fn places_after(&self, before: &Interner) -> Vec<u32> {
        let mut next = before.positions();
        let place = |key: &str| {
            before.find(key).unwrap_or_else(|| {
                let place = next;
                next = next.saturating_add(1);
                place
            })
        };
        self.keys.texts().iter().map(place).collect()
    }
}

/// What a row is by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Not seen before, as far as is known while its part of the file is read; or this kind has no key, or the row
    /// lacks a part of it.
    New,
    /// Its key is that of the row that begins here.
    Seen(RowPlace),
}

/// The keys of a file, or of a part of it, while it is read.
#[derive(Debug)]
pub struct Entry {
    entering: Entering,
    composed: String,
}

#[derive(Debug)]
enum Entering {
    /// Of a whole file: a key is looked up as its row is read.
    Now { keys: Interner, places: Vec<RowPlace> },
    /// Of a part: whether a key comes twice is seen when all parts are there.
    Later { texts: Texts, ascent: Ascent },
}

impl Entry {
    /// For a file that is read in one go.
    pub fn of_whole() -> Entry {
        let entering = Entering::Now { keys: Interner::default(), places: Vec::new() };
        Entry { entering, composed: String::new() }
    }

    /// For a part of a file.
    pub fn of_part() -> Entry {
        let entering = Entering::Later { texts: Texts::default(), ascent: Ascent::default() };
        Entry { entering, composed: String::new() }
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
            return Identity::New;
        }
        let key = match kind.key {
            [at] if kind.columns.get(*at).is_some_and(|c| matches!(c.cell, Cell::Id | Cell::Code)) => text(*at),
            parts => {
                self.composed.clear();
                compose(parts, values, text, &mut self.composed);
                &self.composed
            }
        };
        match &mut self.entering {
            Entering::Now { keys, places } => {
                let (position, new) = keys.intern(key);
                if new {
                    places.push(place);
                }
                match places.get(position as usize) {
                    Some(first) if !new => Identity::Seen(*first),
                    _ => Identity::New,
                }
            }
            Entering::Later { texts, ascent } => {
                ascent.observe(texts, key);
                texts.push(key);
                Identity::New
            }
        }
    }

    /// Adds the keys of the part that follows.
    pub fn append(&mut self, later: Entry) {
        if let (Entering::Later { texts, ascent }, Entering::Later { texts: more, ascent: of_more }) =
            (&mut self.entering, later.entering)
        {
            ascent.join(texts, &more, of_more);
            texts.append(&more);
        }
    }

    /// Makes room for so many parts like this one.
    pub fn reserve(&mut self, times: usize) {
        if let Entering::Later { texts, .. } = &mut self.entering {
            texts.reserve(times);
        }
    }

    /// The keys, or `None` when a key came twice without having been told.
    pub fn finish(self) -> Option<Interner> {
        match self.entering {
            Entering::Now { keys, .. } => Some(keys),
            Entering::Later { texts, ascent } => Interner::of_distinct(texts, ascent),
        }
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
