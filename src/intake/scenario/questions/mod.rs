//! `[[question]]`: every kind of question that a scenario can ask (spec 3).

pub mod calibrate;
mod monte_carlo;
mod parameter;
mod tariffs;
mod variance;
mod vary;

use crate::domain::question::{Question, QuestionKind};
use crate::intake::model::context::{Place, say};
use crate::intake::model::read;
use crate::intake::model::section::{Item, Section};

type Reader = fn(&mut Section<'_>) -> Option<QuestionKind>;

const KINDS: &[(&str, Reader)] = &[
    ("compare", |_| Some(QuestionKind::Compare)),
    ("sweep", vary::sweep),
    ("break_even", vary::break_even),
    ("monte_carlo", monte_carlo::monte_carlo),
    ("tariffs", tariffs::tariffs),
    ("calibrate", calibrate::calibrate),
    ("variance", variance::variance),
];

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

/// Reports years that a question names and that are not projected.
pub fn within(document: &Section<'_>, asked: &[Question], years: &[i32]) {
    for (number, question) in (1..).zip(asked) {
        for (field, year) in question.what.years().into_iter().filter(|(_, year)| !years.contains(year)) {
            document.context.report(
                document.context.general,
                &Place { line: question.line, path: format!("question[{number}].{field}") },
                year.to_string(),
                say(
                    format!("Het scenario rekent {year} niet door; voeg het jaar toe aan years."),
                    format!("The scenario does not project {year}; add the year to years."),
                ),
            );
        }
    }
}

/// What is asked where nothing is: what changes.
pub fn or_compare(questions: Vec<Question>) -> Vec<Question> {
    if questions.is_empty() { vec![Question { line: 0, what: QuestionKind::Compare }] } else { questions }
}
