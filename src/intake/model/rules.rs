//! `[[rule]]` entries: what they are about, and whether together they are about everything (spec 2.4).

use super::codes::{self, Filter, Listed};
use super::context::{Context, Place, say};
use super::read;
use super::section::{Item, Section};
use super::trees::{Above, Of, Trees};
use crate::domain::index::{InsurerIx, PerformanceIx, SeverityIx};
use crate::domain::model::rule::RuleEntry;
use crate::domain::problem::ProblemCode;

/// What an entry is about, as far as it could be read.
struct Reach {
    place: Place,
    performances: Listed<PerformanceIx>,
    insurers: Listed<InsurerIx>,
    /// As texts: which severities the dossier has may change with every claim, and the checks should not with it.
    severities: Listed<String>,
}

/// Reads every `[[rule]]`.
pub(super) fn rules(document: &mut Section<'_>, trees: &mut Trees<'_>) -> Option<Vec<RuleEntry>> {
    document.need("rule", |item| {
        let blocks = item.list()?;
        if blocks.is_empty() {
            item.wrong(say("Een model heeft ten minste één regel.", "A model has at least one rule."));
            return None;
        }
        let mut reaches = Vec::new();
        let mut entries = Vec::new();
        for (number, block) in (1..).zip(&blocks) {
            entries.push(entry(block, number, trees, &mut reaches));
        }
        // An entry that is no table at all may have been about anything.
        if reaches.len() == blocks.len() {
            report_unreached(item.context, &item.place, &reaches);
        }
        report_never(item.context, &reaches);
        entries.into_iter().collect()
    })
}

fn entry(block: &Item<'_>, number: usize, trees: &mut Trees<'_>, reaches: &mut Vec<Reach>) -> Option<RuleEntry> {
    let mut section = block.section()?;
    let performances = section.item("performances").map_or_else(Listed::all, |item| codes::performances(&item));
    let insurers = section.item("insurers").map_or_else(Listed::all, |item| codes::insurers(&item));
    let severities = section.item("severities").map_or_else(Listed::all, |item| codes::severities(&item));
    reaches.push(Reach {
        place: block.place.clone(),
        performances: performances.clone(),
        insurers: insurers.clone(),
        severities: severities.clone(),
    });
    let article = read::article(&mut section);
    let above = Above { path: format!("rule[{number}]"), article: article.clone().flatten(), of: Of::Claims, depth: 0 };
    let root = section.need("rule", |item| trees.grow(item, &above));
    let reference = section.context.reference;
    section.finish();
    Some(RuleEntry {
        performances: performances.when_sound()?.into(),
        insurers: match insurers.when_sound()? {
            Filter::All => None,
            Filter::These(list) => Some(list),
        },
        severities: match severities.when_sound()? {
            Filter::All => None,
            Filter::These(list) => {
                Some(list.iter().filter_map(|text| reference.find_severity(text)).collect::<Vec<SeverityIx>>())
            }
        },
        root: root?,
        article: article?,
    })
}

/// A performance that no entry names would refuse every run with a claim of it. Those the participants claim
/// themselves never come before the rules.
fn report_unreached(context: &Context<'_>, place: &Place, reaches: &[Reach]) {
    let Some(named) = reaches.iter().map(|reach| reach.performances.named.as_ref()).collect::<Option<Vec<_>>>() else {
        return;
    };
    for (at, performance) in (0..).zip(&context.reference.performances) {
        if performance.claimed_by_participant || named.iter().any(|filter| filter.names(&PerformanceIx(at))) {
            continue;
        }
        let code = performance.code.as_str();
        context.report(
            ProblemCode::InvalidModel,
            place,
            code,
            say(
                format!("Voor de prestatie '{code}' is er geen regel; declaraties ervan kunnen niet worden verdeeld."),
                format!("There is no rule for the performance '{code}'; claims of it cannot be distributed."),
            ),
        );
    }
}

/// The first entry that matches a claim applies, so one that lies within an earlier one never does.
fn report_never(context: &Context<'_>, reaches: &[Reach]) {
    for (number, reach) in reaches.iter().enumerate() {
        let Some(earlier) = reaches.iter().take(number).find(|earlier| reach.lies_within(earlier)) else { continue };
        context.report(
            ProblemCode::InvalidModel,
            &reach.place,
            "",
            say(
                format!(
                    "Deze regel kan nooit gelden: alles waar hij over gaat valt al onder die op regel {}.",
                    earlier.place.line
                ),
                format!(
                    "This rule can never apply: all it is about already falls under the one on line {}.",
                    earlier.place.line
                ),
            ),
        );
    }
}

impl Reach {
    /// Only said of entries that could be read whole.
    fn lies_within(&self, wider: &Reach) -> bool {
        within(&self.performances, &wider.performances)
            && within(&self.insurers, &wider.insurers)
            && within(&self.severities, &wider.severities)
    }
}

fn within<T: PartialEq>(narrow: &Listed<T>, wide: &Listed<T>) -> bool {
    narrow.sound && wide.sound && matches!((&narrow.named, &wide.named), (Some(one), Some(two)) if one.within(two))
}
