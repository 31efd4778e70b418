//! Where problems are gathered, each with its place: a model is refused with everything that is wrong with it, not
//! with the first thing (spec 2.11, `invalid_model`: "with every problem and its place").

use crate::domain::problem::{Problem, ProblemCode, Problems};
use crate::domain::reference::Reference;
use std::cell::RefCell;
use std::ops::Range;

/// One sentence in both languages.
#[derive(Clone, Debug)]
pub(in crate::intake) struct Say {
    pub nl: String,
    pub en: String,
}

/// A sentence in Dutch and in English.
pub(in crate::intake) fn say(nl: impl Into<String>, en: impl Into<String>) -> Say {
    Say { nl: nl.into(), en: en.into() }
}

/// A spot in the document: the physical line, and the path of keys that leads there.
#[derive(Clone, Debug)]
pub(in crate::intake) struct Place {
    /// From 1; 0 is the document as a whole.
    pub line: u64,
    /// `rule[2].rule.parts[1]`, counting from 1. Empty for the document.
    pub path: String,
}

impl Place {
    /// The document as a whole.
    pub fn document() -> Place {
        Place { line: 0, path: String::new() }
    }

    /// The same line, one key deeper.
    pub fn key(&self, key: &str) -> Place {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Place { line: self.line, path }
    }

    /// One entry of a list, counting from 1.
    pub fn entry(&self, number: usize) -> Place {
        Place { line: self.line, path: format!("{}[{number}]", self.path) }
    }

    /// The same path, on the line where the text really stands.
    pub fn on(self, line: u64) -> Place {
        Place { line, ..self }
    }
}

/// What every reader needs: the codes to bind to, the lines of the text, and the problems found so far.
pub(in crate::intake) struct Context<'a> {
    pub reference: &'a Reference,
    /// The code of what has none of its own: of a model, or of another document that is read with the same readers.
    pub general: ProblemCode,
    file: &'a str,
    /// Byte offset at which each line after the first begins.
    line_starts: Vec<usize>,
    /// A cell, so that readers can be handed around while all of them report to one list.
    found: RefCell<Vec<Problem>>,
}

impl<'a> Context<'a> {
    pub fn new(file: &'a str, text: &str, reference: &'a Reference) -> Context<'a> {
        let line_starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1).collect();
        Context { reference, general: ProblemCode::InvalidModel, file, line_starts, found: RefCell::default() }
    }

    /// The physical line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> u64 {
        let before = self.line_starts.partition_point(|start| *start <= offset);
        u64::try_from(before).map_or(u64::MAX, |lines| lines + 1)
    }

    /// The line on which a span begins.
    pub fn line_of(&self, span: &Range<usize>) -> u64 {
        self.line(span.start)
    }

    pub fn report(&self, code: ProblemCode, place: &Place, value: impl Into<String>, sentence: Say) {
        self.found.borrow_mut().push(Problem {
            code,
            file: self.file.to_owned(),
            line: place.line,
            column: place.path.clone(),
            value: value.into(),
            message_nl: sentence.nl,
            message_en: sentence.en,
        });
    }

    /// Everything found, in the order of the document; beyond [`Problems::SHOWN`] only counted (spec 1).
    pub fn into_problems(self) -> Problems {
        let mut errors = self.found.into_inner();
        errors.sort_by_key(|problem| problem.line);
        let beyond = errors.len().saturating_sub(Problems::SHOWN);
        errors.truncate(Problems::SHOWN);
        Problems { errors, warnings: Vec::new(), not_shown: u64::try_from(beyond).unwrap_or(u64::MAX) }
    }
}
