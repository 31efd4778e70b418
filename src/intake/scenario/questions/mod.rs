//! `[[question]]`: every kind of question that a scenario can ask (spec 3).

mod monte_carlo;

use crate::domain::question::{Question, QuestionKind};
use crate::intake::model::read;
use crate::intake::model::section::{Item, Section};

type Reader = fn(&mut Section<'_>) -> Option<QuestionKind>;

const KINDS: &[(&str, Reader)] =
    &[("compare", |_| Some(QuestionKind::Compare)), ("monte_carlo", monte_carlo::monte_carlo)];

/// Reads all of them; one that is broken hides none of the others.
pub fn questions(item: &Item<'_>) -> Option<Vec<Question>> {
    let read: Vec<Option<Question>> = item.list()?.iter().map(question).collect();
    read.into_iter().collect()
}

fn question(block: &Item<'_>) -> Option<Question> {
    let mut section = block.section()?;
    // Of an unknown kind nothing is known, its fields neither.
    let read = section.need("kind", read::choice(KINDS))?;
    let what = read(&mut section);
    section.finish();
    Some(Question { line: block.place.line, what: what? })
}

/// What is asked where nothing is: what changes.
pub fn or_compare(questions: Vec<Question>) -> Vec<Question> {
    if questions.is_empty() { vec![Question { line: 0, what: QuestionKind::Compare }] } else { questions }
}
