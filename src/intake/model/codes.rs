//! Codes become positions in the reference data: participants, disciplines, activities, and the lists that filters are.

use super::context::say;
use super::read;
use super::section::Item;
use crate::domain::index::{ActivityIx, DisciplineIx, InsurerIx, ParticipantIx, PerformanceIx};
use crate::domain::model::PerformanceFilter;
use crate::domain::problem::ProblemCode;
use crate::intake::sentences::quoted;
use toml::de::DeValue;

/// Most codes a problem lists as the known ones; longer lists help nobody.
const KNOWN_SHOWN: usize = 12;

/// Reports a code that the dossier does not have, with those it has when they are few.
fn unknown<'c>(
    item: &Item<'_>,
    code: ProblemCode,
    given: &str,
    (nl, en): (&str, &str),
    known: impl ExactSizeIterator<Item = &'c str>,
) {
    let listed = (1..=KNOWN_SHOWN).contains(&known.len()).then(|| known.collect::<Vec<_>>().join(", "));
    let (tail_nl, tail_en) = match listed {
        Some(codes) => (format!(" Bekend zijn: {codes}."), format!(" Known are: {codes}.")),
        None => Default::default(),
    };
    let quoted = quoted(given);
    // In shares the code is the key, so it is given here and not taken from the item.
    item.context.report(
        code,
        &item.place,
        given,
        say(
            format!("Het dossier kent geen {nl} {quoted}.{tail_nl}"),
            format!("The dossier has no {en} {quoted}.{tail_en}"),
        ),
    );
}

/// Codes are given by value or, in shares, as the key; so the code comes apart from the item that is blamed.
pub(in crate::intake) fn find_discipline(item: &Item<'_>, code: &str) -> Option<DisciplineIx> {
    let reference = item.context.reference;
    let found = reference.find_discipline(code);
    if found.is_none() {
        let known = reference.disciplines.iter().map(|row| row.code.as_str());
        unknown(item, ProblemCode::UnknownDiscipline, code, ("discipline", "discipline"), known);
    }
    found
}

pub(in crate::intake) fn find_participant(item: &Item<'_>, code: &str) -> Option<ParticipantIx> {
    let reference = item.context.reference;
    let found = reference.find_participant(code);
    if found.is_none() {
        let known = reference.participants.iter().map(|row| row.code.as_str());
        unknown(item, ProblemCode::UnknownParticipant, code, ("deelnemer", "participant"), known);
    }
    found
}

pub(in crate::intake) fn find_performance(item: &Item<'_>, code: &str) -> Option<PerformanceIx> {
    let reference = item.context.reference;
    let found = reference.find_performance(code);
    if found.is_none() {
        let known = reference.performances.iter().map(|row| row.code.as_str());
        unknown(item, ProblemCode::UnknownPerformance, code, ("prestatie", "performance"), known);
    }
    found
}

pub(in crate::intake) fn discipline(item: &Item<'_>) -> Option<DisciplineIx> {
    find_discipline(item, read::text(item)?)
}

/// A code of one performance.
pub(in crate::intake) fn performance(item: &Item<'_>) -> Option<PerformanceIx> {
    find_performance(item, read::text(item)?)
}

pub(in crate::intake) fn participant(item: &Item<'_>) -> Option<ParticipantIx> {
    find_participant(item, read::text(item)?)
}

pub(in crate::intake) fn activity(item: &Item<'_>) -> Option<ActivityIx> {
    let code = read::text(item)?;
    let reference = item.context.reference;
    let found = reference.find_activity(code);
    if found.is_none() {
        let known = reference.activities.iter().map(|row| row.code.as_str());
        unknown(item, ProblemCode::UnknownActivity, code, ("activiteit", "activity"), known);
    }
    found
}

/// What a filter names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Filter<T> {
    /// Absent, or with `"*"`.
    All,
    These(Vec<T>),
}

impl<T: PartialEq> Filter<T> {
    /// Whether everything this one lets through, `wider` lets through too. `All` is wider than any list, even one of
    /// every code known now: codes are data, and tomorrow's dossier may have one more.
    pub fn within(&self, wider: &Filter<T>) -> bool {
        match (self, wider) {
            (_, Filter::All) => true,
            (Filter::All, Filter::These(_)) => false,
            (Filter::These(narrow), Filter::These(wide)) => narrow.iter().all(|entry| wide.contains(entry)),
        }
    }

    /// Whether something passes both.
    pub fn meets(&self, other: &Filter<T>) -> bool {
        match (self, other) {
            (Filter::These(one), Filter::These(two)) => one.iter().any(|entry| two.contains(entry)),
            _ => true,
        }
    }

    pub fn names(&self, entry: &T) -> bool {
        match self {
            Filter::All => true,
            Filter::These(list) => list.contains(entry),
        }
    }
}

impl From<Filter<PerformanceIx>> for PerformanceFilter {
    fn from(filter: Filter<PerformanceIx>) -> PerformanceFilter {
        match filter {
            Filter::All => PerformanceFilter::All,
            Filter::These(list) => PerformanceFilter::These(list),
        }
    }
}

/// A filter as far as it could be read: what it does name still takes part in the checks over the whole, so that one
/// wrong code does not hide what is wrong elsewhere.
#[derive(Clone, Debug)]
pub(in crate::intake) struct Listed<T> {
    /// `None` when there is nothing usable in it.
    pub named: Option<Filter<T>>,
    /// Whether every entry could be read.
    pub sound: bool,
}

impl<T> Listed<T> {
    /// No filter given.
    pub fn all() -> Listed<T> {
        Listed { named: Some(Filter::All), sound: true }
    }

    /// The filter, if all of it could be read.
    pub fn when_sound(self) -> Option<Filter<T>> {
        self.named.filter(|_| self.sound)
    }
}

/// Reads a filter list; `spell` turns one entry into what it names. An empty list is refused: it reads like "all" and
/// would mean "nothing" (spec 2.11).
pub(in crate::intake) fn listed<T: PartialEq>(
    item: &Item<'_>,
    spell: impl Fn(&Item<'_>) -> Option<Vec<T>>,
) -> Listed<T> {
    let Some(entries) = item.list() else {
        return Listed { named: None, sound: false };
    };
    if entries.is_empty() {
        item.wrong(say(
            "Deze lijst is leeg. Laat het veld weg om alles te bedoelen, of schrijf [\"*\"].",
            "This list is empty. Leave the field out to mean everything, or write [\"*\"].",
        ));
        return Listed { named: None, sound: false };
    }
    let mut listed = Listed { named: Some(Filter::These(Vec::new())), sound: true };
    for entry in entries {
        if matches!(entry.value, DeValue::String(text) if text == "*") {
            listed.named = Some(Filter::All);
            continue;
        }
        match (spell(&entry), &mut listed.named) {
            (None, _) => listed.sound = false,
            (Some(spelled), Some(Filter::These(list))) => {
                spelled.into_iter().for_each(|one| {
                    if !list.contains(&one) {
                        list.push(one)
                    }
                });
            }
            _ => {}
        }
    }
    listed
}

/// `performances` of a rule, slice or shift.
pub(in crate::intake) fn performances(item: &Item<'_>) -> Listed<PerformanceIx> {
    listed(item, |entry| find_performance(entry, read::text(entry)?).map(|found| vec![found]))
}

/// `insurers`: codes of insurers or of concerns; a concern is spelled out into its insurers (spec 2.4).
pub(in crate::intake) fn insurers(item: &Item<'_>) -> Listed<InsurerIx> {
    listed(item, insurer)
}

/// The code of an insurer, or of a concern spelled out into its insurers.
pub(in crate::intake) fn insurer(item: &Item<'_>) -> Option<Vec<InsurerIx>> {
    let code = read::text(item)?;
    let reference = item.context.reference;
    let meant: Vec<InsurerIx> =
        (0..).zip(&reference.insurers).filter(|(_, row)| row.goes_by(code)).map(|(at, _)| InsurerIx(at)).collect();
    if meant.is_empty() {
        let known = reference.insurers.iter().map(|row| row.code.as_str());
        unknown(item, ProblemCode::UnknownInsurer, code, ("verzekeraar of concern", "insurer or concern"), known);
        return None;
    }
    Some(meant)
}

/// `severities` as texts; `""` is "no severity". They are bound later: one that the dossier does not have is no
/// mistake, it only matches nothing yet.
pub(in crate::intake) fn severities(item: &Item<'_>) -> Listed<String> {
    listed(item, |entry| match entry.value {
        DeValue::String(severity) => Some(vec![severity.to_string()]),
        _ => read::text(entry).map(|_| Vec::new()),
    })
}
