//! `[guarantee]`: what is guaranteed, to whom, and who pays for it (spec 2.6).

use super::codes;
use super::context::say;
use super::read;
use super::section::{Item, Section};
use crate::domain::decimal::Rate;
use crate::domain::index::DisciplineIx;
use crate::domain::model::guarantee::{
    BaselineKind, CorridorRest, FundingSource, Guarantee, GuaranteeLevel, GuaranteeYear, ShortageRule,
};

/// `None` is the kind that needs a base date.
const BASELINES: &[(&str, Option<BaselineKind>)] = &[
    ("mono", Some(BaselineKind::Mono)),
    ("mono_base_year", None),
    ("fixed", Some(BaselineKind::Fixed)),
    ("fixed_per_episode", Some(BaselineKind::FixedPerEpisode)),
];
const LEVELS: &[(&str, GuaranteeLevel)] =
    &[("participant", GuaranteeLevel::Participant), ("discipline", GuaranteeLevel::Discipline)];
const SOURCES: &[(&str, FundingSource)] = &[
    ("corridor", FundingSource::Corridor),
    ("reserve", FundingSource::Reserve),
    ("gainers", FundingSource::Gainers),
    ("insurer", FundingSource::Insurer),
];
const SHORTAGES: &[(&str, ShortageRule)] = &[
    ("proportional", ShortageRule::Proportional),
    ("equal_awards", ShortageRule::EqualAwards),
    ("equal_losses", ShortageRule::EqualLosses),
    ("refuse", ShortageRule::Refuse),
];
const RESTS: &[(&str, CorridorRest)] = &[("back", CorridorRest::Back), ("reserve", CorridorRest::Reserve)];

/// An index of 1: nothing changes.
const NO_INDEX: Rate = Rate(1_000_000);

/// Reads `[guarantee]`; `Some(None)` when the model has none.
pub(super) fn guarantee(document: &mut Section<'_>) -> Option<Option<Guarantee>> {
    document.maybe("guarantee", |item| {
        let mut section = item.section()?;
        let baseline = section.need("baseline", read::choice(BASELINES));
        let base_date = section.maybe("base_date", read::day);
        if baseline == Some(None) && base_date == Some(None) {
            section.lacks("base_date");
        }
        let level = section.or("level", GuaranteeLevel::Participant, read::choice(LEVELS));
        let disciplines = section.maybe("disciplines", disciplines);
        let funding = section.need("funding", funding);
        let reserve_limit = section.maybe("reserve_limit", read::amount);
        let haircut = section.or("haircut", Rate::HUNDRED, read::percentage);
        let interim = section.or("interim", true, read::yes_no);
        let shortage = section.need("shortage", read::choice(SHORTAGES));
        let corridor_rest = section.or("corridor_rest", CorridorRest::Back, read::choice(RESTS));
        let repay_carried = section.or("repay_carried", false, read::yes_no);
        let index = section.or("index", NO_INDEX, read::rate);
        let years = section.need("years", years);
        let article = read::article(&mut section);
        section.finish();
        Some(Guarantee {
            baseline: match baseline? {
                Some(kind) => kind,
                None => BaselineKind::MonoBaseYear { base_date: base_date?? },
            },
            level: level?,
            disciplines: disciplines?,
            funding: funding?,
            reserve_limit: reserve_limit?,
            haircut: haircut?,
            interim: interim?,
            shortage: shortage?,
            corridor_rest: corridor_rest?,
            repay_carried: repay_carried?,
            index: index?,
            years: years?,
            article: article?,
        })
    })
}

/// Who is covered. An empty list would cover nobody while it reads like "no restriction".
fn disciplines(item: &Item<'_>) -> Option<Vec<DisciplineIx>> {
    let list = item.list()?;
    if list.is_empty() {
        item.wrong(say(
            "Deze lijst is leeg. Laat het veld weg om iedereen onder de garantie te brengen.",
            "This list is empty. Leave the field out to cover everyone.",
        ));
        return None;
    }
    let found: Vec<_> = list.iter().map(codes::discipline).collect();
    let mut found = found.into_iter().collect::<Option<Vec<_>>>()?;
    found.sort_unstable();
    found.dedup();
    Some(found)
}

/// Sources in the order they pay. The corridor cannot come after the gainers: what they gained is what the corridor
/// left them.
fn funding(item: &Item<'_>) -> Option<Vec<FundingSource>> {
    let mut sources: Vec<FundingSource> = Vec::new();
    let mut sound = true;
    for entry in item.list()? {
        let Some(source) = read::choice(SOURCES)(&entry) else {
            sound = false;
            continue;
        };
        if sources.contains(&source) {
            entry.wrong(say(
                format!("'{}' staat twee keer in deze volgorde.", source.as_str()),
                format!("'{}' occurs twice in this order.", source.as_str()),
            ));
        } else if source == FundingSource::Corridor && sources.contains(&FundingSource::Gainers) {
            entry.wrong(say(
                "De corridor kan niet na de winnaars komen.",
                "The corridor cannot come after the gainers.",
            ));
        }
        sources.push(source);
    }
    sound.then_some(sources)
}

fn years(item: &Item<'_>) -> Option<Vec<GuaranteeYear>> {
    let list = item.list()?;
    if list.is_empty() {
        item.wrong(say(
            "Hier hoort ten minste één jaar met zijn ondergrens te staan.",
            "At least one year with its floor belongs here.",
        ));
        return None;
    }
    let mut seen: Vec<(i32, u64)> = Vec::new();
    let years: Vec<_> = list.iter().map(|entry| year(entry, &mut seen)).collect();
    years.into_iter().collect()
}

/// Floor and cap may lie above 100: they are percentages of a baseline, not parts of a whole.
fn year(entry: &Item<'_>, seen: &mut Vec<(i32, u64)>) -> Option<GuaranteeYear> {
    let mut section = entry.section()?;
    let year = section.need("year", |item| {
        let year = read::year(item)?;
        if let Some((_, line)) = seen.iter().find(|(earlier, _)| *earlier == year) {
            item.wrong(say(
                format!("Het jaar {year} staat er al, op regel {line}."),
                format!("The year {year} is already there, on line {line}."),
            ));
        } else {
            seen.push((year, item.place.line));
        }
        Some(year)
    });
    let floor = section.need("floor", read::rate);
    let cap = section.maybe("cap", |item| {
        let cap = read::rate(item)?;
        if let Some(floor) = floor.filter(|floor| cap < *floor) {
            item.wrong(say(
                format!("De bovengrens {cap} ligt onder de ondergrens {floor}."),
                format!("The cap {cap} lies below the floor {floor}."),
            ));
        }
        Some(cap)
    });
    section.finish();
    Some(GuaranteeYear { year: year?, floor: floor?, cap: cap? })
}
