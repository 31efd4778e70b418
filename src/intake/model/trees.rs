//! The rule tree (spec 2.4): what happens to an amount of a claim, or of an adjustment (spec 2.7).

use super::codes;
use super::context::say;
use super::prices::Tables;
use super::read::{self, Names};
use super::schedules::{self, Weights};
use super::section::{Item, Section};
use super::shares;
use crate::domain::index::NodeIx;
use crate::domain::model::rule::{BlendPart, Node, Rule, Scope};

/// Deepest nesting of rules: beyond any agreement, and within what the calculation can safely walk.
const DEEPEST: usize = 32;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Proportional,
    DisciplineShares,
    ParticipantShares,
    FixedPrices,
    Blend,
    Reserve,
}

const KINDS: &[(&str, Kind)] = &[
    ("proportional", Kind::Proportional),
    ("discipline_shares", Kind::DisciplineShares),
    ("participant_shares", Kind::ParticipantShares),
    ("fixed_prices", Kind::FixedPrices),
    ("blend", Kind::Blend),
    ("reserve", Kind::Reserve),
];

/// Adjustments are amounts in a pool of their own: there are no deliveries of theirs to pay by the piece.
const ADJUSTMENT_KINDS: &[(&str, Kind)] = &[KINDS[0], KINDS[1], KINDS[2], KINDS[4], KINDS[5]];

const SCOPES: &[(&str, Scope)] = &[("claim", Scope::Claim), ("run", Scope::Run)];

/// What a tree divides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Claims,
    Adjustments,
}

/// What a node gets from what stands above it.
#[derive(Clone)]
pub(super) struct Above {
    /// The node's path: `rule[2]`, then the names of parts, `remainder`.
    pub path: String,
    pub article: Option<String>,
    pub of: Of,
    pub depth: usize,
}

impl Above {
    fn below(&self, step: &str, article: Option<String>) -> Above {
        Above {
            path: format!("{}.{step}", self.path),
            article: article.or_else(|| self.article.clone()),
            of: self.of,
            depth: self.depth + 1,
        }
    }
}

/// Grows the trees of a model into one list of nodes, each root before what hangs under it.
pub(super) struct Trees<'t> {
    tables: &'t Tables,
    nodes: Vec<Option<Node>>,
}

impl<'t> Trees<'t> {
    pub fn new(tables: &'t Tables) -> Trees<'t> {
        Trees { tables, nodes: Vec::new() }
    }

    /// All nodes, if each of them could be read.
    pub fn into_nodes(self) -> Option<Vec<Node>> {
        self.nodes.into_iter().collect()
    }

    /// Reads a rule and all that hangs under it.
    pub fn grow(&mut self, item: &Item<'_>, above: &Above) -> Option<NodeIx> {
        if above.depth >= DEEPEST {
            item.wrong(say(
                format!("Regels zijn hier meer dan {DEEPEST} lagen diep genest."),
                format!("Rules are nested more than {DEEPEST} levels deep here."),
            ));
            return None;
        }
        let mut section = item.section()?;
        let at = self.nodes.len();
        self.nodes.push(None);
        let article = read::article(&mut section);
        let mut here = above.clone();
        if let Some(Some(own)) = &article {
            here.article = Some(own.clone());
        }
        let kinds = if here.of == Of::Claims { KINDS } else { ADJUSTMENT_KINDS };
        let told = section.need("kind", read::choice(kinds));
        let rule = told.or_else(|| guess(&section)).and_then(|kind| self.rule(kind, &mut section, &here));
        // Which fields belong here is only known with the kind.
        if told.is_some() {
            section.finish();
        }
        let _ = (told?, article?);
        let node = Node { rule: rule?, path: here.path, article: here.article };
        if let Some(kept) = self.nodes.get_mut(at) {
            *kept = Some(node);
        }
        Some(NodeIx::of(at))
    }

    fn rule(&mut self, kind: Kind, section: &mut Section<'_>, here: &Above) -> Option<Rule> {
        match kind {
            Kind::Reserve => Some(Rule::Reserve),
            Kind::Proportional => {
                let prices = section.need("prices", |item| self.tables.find(item));
                let scope = scope(section, Scope::Claim, here.of);
                Some(Rule::Proportional { prices: prices?, scope: scope? })
            }
            Kind::DisciplineShares => {
                let shares = section.need("shares", |item| shares::shares(item, codes::find_discipline));
                let within = section.need("within", |item| self.tables.find(item));
                let scope = scope(section, Scope::Run, here.of);
                Some(Rule::DisciplineShares { shares: shares?, within: within?, scope: scope? })
            }
            Kind::ParticipantShares => {
                let shares = section.need("shares", |item| shares::shares(item, codes::find_participant));
                Some(Rule::ParticipantShares { shares: shares? })
            }
            Kind::FixedPrices => {
                let prices = section.need("prices", |item| self.tables.find(item));
                let remainder = section.need("remainder", |item| self.grow(item, &here.below("remainder", None)));
                Some(Rule::FixedPrices { prices: prices?, remainder: remainder? })
            }
            Kind::Blend => section.need("parts", |item| self.blend(item, here)),
        }
    }

    fn blend(&mut self, item: &Item<'_>, here: &Above) -> Option<Rule> {
        let list = item.list()?;
        if list.is_empty() {
            item.wrong(say("Een menging heeft ten minste één deel.", "A blend has at least one part."));
            return None;
        }
        let mut names = Names::default();
        let mut weights = Vec::new();
        let mut parts = Vec::new();
        for (number, entry) in (1..).zip(&list) {
            parts.push(self.part(entry, number, here, &mut names, &mut weights));
        }
        schedules::check_weights(item.context, &item.place, &weights);
        parts.into_iter().collect::<Option<Vec<_>>>().map(|parts| Rule::Blend { parts })
    }

    fn part(
        &mut self,
        entry: &Item<'_>,
        number: usize,
        here: &Above,
        names: &mut Names,
        weights: &mut Vec<Weights>,
    ) -> Option<BlendPart> {
        let unread = |place| Weights { place, schedule: None };
        let Some(mut section) = entry.section() else {
            weights.push(unread(entry.place.clone()));
            return None;
        };
        let name = section.need("name", read::name);
        names.claim(section.context, name.as_ref());
        let article = read::article(&mut section);
        let mut read = unread(section.place.key("weights"));
        read.schedule = section.need("weights", |item| {
            read.place = item.place.clone();
            schedules::schedule(item, "weight", read::rate)
        });
        let schedule = read.schedule.clone();
        weights.push(read);
        let step = name.as_ref().map_or_else(|| format!("parts[{number}]"), |name| name.text.clone());
        let below = here.below(&step, article.clone().flatten());
        let rule = section.need("rule", |item| self.grow(item, &below));
        section.finish();
        let _ = article?;
        Some(BlendPart { name: name?.text, weights: schedule?, rule: rule? })
    }
}

/// The kind a rule probably is, from its fields, when it does not say so readably: what hangs under it is then looked
/// at all the same.
fn guess(section: &Section<'_>) -> Option<Kind> {
    let by_field = [
        ("parts", Kind::Blend),
        ("remainder", Kind::FixedPrices),
        ("within", Kind::DisciplineShares),
        ("prices", Kind::Proportional),
    ];
    by_field.into_iter().find(|(field, _)| section.has(field)).map(|(_, kind)| kind)
}

/// `scope`, by default that of the kind. An adjustment has no claim to divide within: always the run (spec 2.7).
fn scope(section: &mut Section<'_>, default: Scope, of: Of) -> Option<Scope> {
    let told = section.maybe("scope", |item| {
        let scope = read::choice(SCOPES)(item)?;
        if of == Of::Adjustments && scope == Scope::Claim {
            item.wrong(say(
                "Een toeslag hoort niet bij één declaratie: hier kan alleen \"run\" staan.",
                "An adjustment does not belong to one claim: only \"run\" can stand here.",
            ));
            return None;
        }
        Some(scope)
    })?;
    Some(told.unwrap_or(if of == Of::Adjustments { Scope::Run } else { default }))
}
