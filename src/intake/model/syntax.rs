//! From text to TOML. What is no TOML is refused with the line of every fault; nothing of the model is read then,
//! because what stands after a fault cannot be trusted.

use super::context::{Context, Place, Say, say};
use crate::domain::problem::ProblemCode;
use std::collections::BTreeSet;
use toml::de::DeTable;

/// Most parts of one dotted key. Beyond any real model, and needed because every part is a level of nesting, which
/// takes stack when it is read and dropped; the TOML reader itself only limits brackets and braces.
const DEEPEST_KEY: usize = 16;

/// The document, or nothing when faults were reported.
pub(super) fn document<'t>(context: &Context<'_>, text: &'t str) -> Option<DeTable<'t>> {
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

/// Where a key has more parts than any model needs. Points in texts and remarks are no parts of a key.
fn endless_key(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut points) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' => {
                at += string_length(&bytes[at..]);
                continue;
            }
            b'#' => {
                at += bytes[at..].iter().take_while(|byte| **byte != b'\n').count();
                continue;
            }
            b'.' => points += 1,
            b'\n' | b'=' | b',' | b'{' | b'}' | b'[' | b']' => points = 0,
            _ => {}
        }
        if points >= DEEPEST_KEY {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// How many bytes the text between quotation marks takes that begins here; one that is not closed ends with its line.
fn string_length(rest: &[u8]) -> usize {
    let quotes: [&[u8]; 4] = [b"\"\"\"", b"'''", b"\"", b"'"];
    let Some(quote) = quotes.into_iter().find(|quote| rest.starts_with(quote)) else { return 1 };
    let one_line = quote.len() == 1;
    let mut at = quote.len();
    loop {
        match rest.get(at..) {
            None | Some([]) => return rest.len(),
            Some(tail) if tail.starts_with(quote) => return at + quote.len(),
            Some([b'\n', ..]) if one_line => return at,
            Some([b'\\', next, ..]) if quote[0] == b'"' && !(one_line && *next == b'\n') => at += 2,
            Some(_) => at += 1,
        }
    }
}
