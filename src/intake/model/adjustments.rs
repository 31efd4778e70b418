//! `[[adjustment]]` entries: how income that is no claim is divided (spec 2.7).

use super::context::say;
use super::read;
use super::section::{Item, Section};
use super::trees::{Above, Of, Trees};
use crate::domain::model::rule::AdjustmentEntry;
use crate::intake::sentences::quoted;
use toml::de::DeValue;

/// Kinds given so far, with their lines; `rest` is the line of the entry with `"*"`.
#[derive(Default)]
struct Given {
    kinds: Vec<(String, u64)>,
    rest: Option<u64>,
}

/// Reads every `[[adjustment]]`.
pub(super) fn adjustments(document: &mut Section<'_>, trees: &mut Trees<'_>) -> Option<Vec<AdjustmentEntry>> {
    let blocks = document.item("adjustment").map_or(Some(Vec::new()), |item| item.list())?;
    let mut given = Given::default();
    let mut entries = Vec::new();
    for (number, block) in (1..).zip(&blocks) {
        entries.push(entry(block, number, trees, &mut given));
    }
    entries.into_iter().collect()
}

fn entry(block: &Item<'_>, number: usize, trees: &mut Trees<'_>, given: &mut Given) -> Option<AdjustmentEntry> {
    let mut section = block.section()?;
    let kinds = section.need("kinds", |item| kinds(item, given));
    let article = read::article(&mut section);
    let above = Above {
        path: format!("adjustment[{number}]"),
        article: article.clone().flatten(),
        of: Of::Adjustments,
        depth: 0,
    };
    let root = section.need("rule", |item| trees.grow(item, &above));
    section.finish();
    Some(AdjustmentEntry { kinds: kinds?, root: root?, article: article? })
}

/// The kinds of one entry: `None` for all. One kind in two entries would have two rules, of which one is never used.
fn kinds(item: &Item<'_>, given: &mut Given) -> Option<Option<Vec<String>>> {
    let list = item.list()?;
    if list.is_empty() {
        item.wrong(say(
            "Deze lijst is leeg. Noem de soorten, of schrijf [\"*\"] voor alle overige.",
            "This list is empty. Name the kinds, or write [\"*\"] for all others.",
        ));
        return None;
    }
    if let Some(line) = given.rest {
        item.wrong(say(
            format!("Op regel {line} staan met \"*\" al alle overige soorten; wat daarna komt geldt nooit."),
            format!("Line {line} already has all other kinds with \"*\"; what comes after it never applies."),
        ));
    }
    let mut own: Vec<String> = Vec::new();
    let (mut all, mut sound) = (false, true);
    for entry in &list {
        if matches!(entry.value, DeValue::String(text) if text == "*") {
            all = true;
            continue;
        }
        let Some(kind) = read::text(entry) else {
            sound = false;
            continue;
        };
        if let Some((_, line)) = given.kinds.iter().find(|(known, _)| known == kind) {
            let kind = quoted(kind);
            entry.wrong(say(
                format!("De soort {kind} heeft al een regel, op regel {line}."),
                format!("The kind {kind} already has a rule, on line {line}."),
            ));
        }
        if !own.iter().any(|known| known == kind) {
            own.push(kind.to_owned());
        }
    }
    given.kinds.extend(own.iter().map(|kind| (kind.clone(), item.place.line)));
    if all {
        given.rest = given.rest.or(Some(item.place.line));
    }
    sound.then_some((!all).then_some(own))
}
