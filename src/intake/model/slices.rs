//! Top slices: what is taken before anything is distributed (spec 2.3).

use super::codes::{self, Listed};
use super::read::{self, Names};
use super::section::{Item, Section};
use crate::domain::model::slice::{SliceKind, SliceTarget, TopSlice};

/// Fields and amount of a slice differ by its kind.
#[derive(Clone, Copy)]
enum Kind {
    Percentage,
    PerClaim,
    Budget,
}

const KINDS: &[(&str, Kind)] =
    &[("percentage", Kind::Percentage), ("per_claim", Kind::PerClaim), ("budget", Kind::Budget)];

/// Reads every `[[top_slice]]`, in the model's order: each takes from what those before it left.
pub(super) fn slices(document: &mut Section<'_>) -> Option<Vec<TopSlice>> {
    let mut names = Names::default();
    let blocks = document.item("top_slice").map_or(Some(Vec::new()), |item| item.list())?;
    let slices: Vec<_> = blocks.iter().map(|block| slice(block, &mut names)).collect();
    slices.into_iter().collect()
}

fn slice(block: &Item<'_>, names: &mut Names) -> Option<TopSlice> {
    let mut section = block.section()?;
    let name = section.need("name", read::name);
    names.claim(section.context, name.as_ref());
    let performances = section.item("performances").map_or_else(Listed::all, |item| codes::performances(&item));
    let to = section.need("to", read::name);
    let article = read::article(&mut section);
    let told = section.need("kind", read::choice(KINDS));
    // With an unreadable kind the number is still looked at, and the other fields are left alone.
    let kind = match told {
        Some(Kind::Percentage) => section.need("percentage", read::percentage).map(SliceKind::Percentage),
        Some(Kind::PerClaim) => section.need("amount", read::amount).map(SliceKind::PerClaim),
        Some(Kind::Budget) => section.need("amount", read::amount).map(SliceKind::Budget),
        None => {
            let _ = (section.maybe("percentage", read::percentage), section.maybe("amount", read::amount));
            None
        }
    };
    section.finish();
    Some(TopSlice {
        name: name?.text,
        kind: kind?,
        performances: performances.when_sound()?.into(),
        to: to.map(|to| match to.text.as_str() {
            "organisation" => SliceTarget::Organisation,
            _ => SliceTarget::Fund(to.text),
        })?,
        article: article?,
    })
}
