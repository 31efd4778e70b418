//! From text to TOML. What is no TOML is refused with the line of every fault; nothing of the model is read then,
//! because what stands after a fault cannot be trusted.

use super::context::{Context, Place, Say, say};
use crate::domain::problem::ProblemCode;
use crate::intake::nesting::endless_key;
use std::collections::BTreeSet;
use toml::de::DeTable;

/// The document, or nothing when faults were reported.
pub(in crate::intake) fn document<'t>(context: &Context<'_>, text: &'t str) -> Option<DeTable<'t>> {
    if let Some(offset) = endless_key(text) {
        fault(context, text, offset, say("Deze sleutel heeft te veel punten.", "This key has too many points."));
        return None;
    }
    let (document, faults) = DeTable::parse_recoverable(text);
    let mut told = BTreeSet::new();
    for error in &faults {
        let offset = error.span().map_or(0, |span| span.start);
        let line = context.line(offset);
        // One slip often trips the reader several times on the line where it was made.
        if told.insert(line) {
            fault(context, text, offset, sentence(error.message()));
        }
    }
    faults.is_empty().then(|| document.into_inner())
}

/// The reader's own words are English and for programmers; the slips that people make most are told in ours.
fn sentence(message: &str) -> Say {
    let starts = |with: &str| message.starts_with(with);
    if starts("duplicate key") {
        say("Dit veld of blok staat er twee keer.", "This field or block occurs twice.")
    } else if starts("invalid date") || starts("invalid datetime") {
        say("Deze datum bestaat niet; schrijf hem als 2026-01-31.", "There is no such date; write it as 2026-01-31.")
    } else if starts("string values must be quoted") {
        say(
            "Tekst hoort tussen rechte aanhalingstekens (\") te staan.",
            "Text belongs between straight quotation marks (\").",
        )
    } else {
        say(
            "Dit is geen geldige TOML. Kijk of op deze regel of die ervoor een aanhalingsteken, haakje, komma of \
             is-teken ontbreekt of te veel is.",
            format!("This is not valid TOML: {message}."),
        )
    }
}

fn fault(context: &Context<'_>, text: &str, offset: usize, sentence: Say) {
    let place = Place::document().on(context.line(offset));
    let before = text.get(..offset).map_or(0, |head| head.rfind('\n').map_or(0, |at| at + 1));
    let value: String =
        text.get(before..).and_then(|tail| tail.lines().next()).unwrap_or("").chars().take(120).collect();
    context.report(ProblemCode::InvalidToml, &place, value.trim(), sentence);
}
