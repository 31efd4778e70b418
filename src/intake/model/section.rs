//! Values and tables of the document with their places, and the three ways to ask a table for a field.
//!
//! Every field is declared once, where it is read; what nobody asked for is then an unknown field. A reader gives
//! `None` only after it has reported why, so a broken field never hides the ones beside it.

use super::context::{Context, Place, Say, say};
use crate::domain::problem::ProblemCode;
use crate::intake::sentences::quoted;
use toml::de::{DeTable, DeValue};

/// Longest value that is repeated in a problem; the place tells the rest.
const VALUE_SHOWN: usize = 120;

/// A value at its place.
#[derive(Clone)]
pub(in crate::intake) struct Item<'d> {
    pub context: &'d Context<'d>,
    pub value: &'d DeValue<'d>,
    pub place: Place,
}

impl<'d> Item<'d> {
    /// Reports this value under a code of its own.
    pub fn refuse(&self, code: ProblemCode, sentence: Say) {
        self.context.report(code, &self.place, shown(self.value), sentence);
    }

    /// Reports this value under the general code of its document: `invalid_model`, for instance.
    pub fn wrong(&self, sentence: Say) {
        self.refuse(self.context.general, sentence);
    }

    /// The entries of a list. A single table is reported, and still read as the one entry it was meant to be.
    pub fn list(&self) -> Option<Vec<Item<'d>>> {
        match self.value {
            DeValue::Array(entries) => Some(
                (1..)
                    .zip(entries.iter())
                    .map(|(number, entry)| Item {
                        context: self.context,
                        value: entry.get_ref(),
                        place: self.place.entry(number).on(self.context.line_of(&entry.span())),
                    })
                    .collect(),
            ),
            DeValue::Table(_) => {
                self.wrong(say(
                    "Hier hoort een lijst: vierkante haken, of dubbele haken om de kop van het blok ([[…]]).",
                    "A list belongs here: square brackets, or double ones around the heading of the block ([[…]]).",
                ));
                Some(vec![self.clone()])
            }
            _ => {
                self.wrong(say(
                    "Hier hoort een lijst tussen vierkante haken te staan.",
                    "A list between square brackets belongs here.",
                ));
                None
            }
        }
    }

    /// The fields of a table.
    pub fn section(&self) -> Option<Section<'d>> {
        self.table().map(|table| Section::new(self.context, table, self.place.clone()))
    }

    /// A table whose keys are codes, in the order of the document.
    pub fn by_code(&self) -> Option<Vec<(&'d str, Item<'d>)>> {
        let table = self.table()?;
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let place = self.place.key(key.get_ref()).on(self.context.line_of(&key.span()));
                let item = Item { context: self.context, value: value.get_ref(), place };
                (key.span().start, &**key.get_ref(), item)
            })
            .collect();
        entries.sort_by_key(|(at, ..)| *at);
        Some(entries.into_iter().map(|(_, code, item)| (code, item)).collect())
    }

    fn table(&self) -> Option<&'d DeTable<'d>> {
        let DeValue::Table(table) = self.value else {
            self.wrong(say(
                "Hier horen velden met namen te staan, tussen accolades of onder een kop.",
                "Named fields belong here, between braces or under a heading.",
            ));
            return None;
        };
        Some(table)
    }
}

/// A value as a problem repeats it; of lists and tables the place says enough.
fn shown(value: &DeValue<'_>) -> String {
    let text = match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(entries) if entries.is_empty() => "[]".to_owned(),
        DeValue::Array(_) | DeValue::Table(_) => String::new(),
    };
    match text.char_indices().nth(VALUE_SHOWN) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

/// A table of fields, which remembers what it was asked for.
pub(in crate::intake) struct Section<'d> {
    pub context: &'d Context<'d>,
    pub place: Place,
    table: &'d DeTable<'d>,
    asked: Vec<&'static str>,
}

impl<'d> Section<'d> {
    pub fn new(context: &'d Context<'d>, table: &'d DeTable<'d>, place: Place) -> Section<'d> {
        Section { context, place, table, asked: Vec::new() }
    }

    /// Whether a field is there, without asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of a field, if it is there.
    pub fn item(&mut self, key: &'static str) -> Option<Item<'d>> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        let place = self.place.key(key).on(self.context.line_of(&value.span()));
        Some(Item { context: self.context, value: value.get_ref(), place })
    }

    /// A required field.
    pub fn need<T>(&mut self, key: &'static str, read: impl FnOnce(&Item<'d>) -> Option<T>) -> Option<T> {
        match self.item(key) {
            Some(item) => read(&item),
            None => {
                self.lacks(key);
                None
            }
        }
    }

    /// An optional field: `Some(None)` when it is absent, `None` when it is broken.
    pub fn maybe<T>(&mut self, key: &'static str, read: impl FnOnce(&Item<'d>) -> Option<T>) -> Option<Option<T>> {
        match self.item(key) {
            Some(item) => read(&item).map(Some),
            None => Some(None),
        }
    }

    /// A field with a default.
    pub fn or<T>(&mut self, key: &'static str, default: T, read: impl FnOnce(&Item<'d>) -> Option<T>) -> Option<T> {
        match self.item(key) {
            Some(item) => read(&item),
            None => Some(default),
        }
    }

    /// Reports a field that has to be there.
    pub fn lacks(&self, key: &str) {
        self.wrong(
            key,
            say(format!("Het verplichte veld '{key}' ontbreekt."), format!("The required field '{key}' is missing.")),
        );
    }

    /// Reports a field under the general code of its document, at the line of this table.
    pub fn wrong(&self, key: &str, sentence: Say) {
        self.context.report(self.context.general, &self.place.key(key), "", sentence);
    }

    /// Reports every field that nobody asked for: a misspelt field would otherwise quietly mean its default.
    /// `article` may stand anywhere (spec 2.11).
    pub fn finish(mut self) {
        if !self.asked.contains(&"article") {
            let _ = super::read::article(&mut self);
        }
        self.asked.sort_unstable();
        self.asked.dedup();
        for (key, value) in self.table.iter().filter(|(key, _)| !self.asked.contains(&&**key.get_ref())) {
            let place = self.place.key(key.get_ref()).on(self.context.line_of(&key.span()));
            let known = self.asked.join(", ");
            self.context.report(
                self.context.general,
                &place,
                shown(value.get_ref()),
                say(
                    format!("{} is hier geen bekend veld. Bekend zijn: {known}.", quoted(key.get_ref())),
                    format!("{} is not a known field here. Known are: {known}.", quoted(key.get_ref())),
                ),
            );
        }
    }
}
