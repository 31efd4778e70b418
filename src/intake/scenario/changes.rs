//! `[[change]]`: every kind of change that a scenario can make (spec 3).

use super::filters;
use crate::domain::decimal::Rate;
use crate::domain::index::{ActivityIx, DisciplineIx, ParticipantIx};
use crate::domain::problem::ProblemCode;
use crate::domain::scenario::{
    CareShift, Change, ChangeKind, IntegralTariffChange, Leaving, ModelChange, Movement, Moving, Retariff,
    ShadowTariffChange, VolumeChange,
};
use crate::intake::model::codes::{self, Listed};
use crate::intake::model::context::say;
use crate::intake::model::section::{Item, Section};
use crate::intake::model::{read, shares};
use crate::intake::sentences::quoted;
use toml::de::DeValue;

type Reader = fn(&mut Section<'_>) -> Option<ChangeKind>;

const KINDS: &[(&str, Reader)] = &[
    ("volume", volume),
    ("integral_tariff", integral_tariff),
    ("shadow_tariff", shadow_tariff),
    ("care_shift", care_shift),
    ("retariff", retariff),
    ("model", model),
    ("participant", participant),
];

/// Reads one change.
pub fn change(block: &Item<'_>) -> Option<Change> {
    let mut section = block.section()?;
    // Of an unknown kind nothing is known, its fields neither.
    let read = section.need("kind", read::choice(KINDS))?;
    let what = read(&mut section);
    section.finish();
    Some(Change { line: block.place.line, what: what? })
}

fn volume(section: &mut Section<'_>) -> Option<ChangeKind> {
    volume_of(section, |section| section.need("factor", read::rate)).map(ChangeKind::Volume)
}

/// What a volume is of, and times what.
pub fn volume_of(
    section: &mut Section<'_>,
    factor: impl FnOnce(&mut Section<'_>) -> Option<Rate>,
) -> Option<VolumeChange> {
    let performance = filters::one(section, "performance", codes::performance);
    let insurers = filters::insurers(section);
    let participant = filters::one(section, "participant", codes::participant);
    let discipline = filters::one(section, "discipline", codes::discipline);
    let factor = factor(section);
    let from = filters::from(section);
    Some(VolumeChange {
        performance: performance?,
        insurers: insurers?,
        participant: participant?,
        discipline: discipline?,
        factor: factor?,
        from: from?,
    })
}

fn integral_tariff(section: &mut Section<'_>) -> Option<ChangeKind> {
    let insurers = filters::insurers(section);
    let performance = filters::one(section, "performance", codes::performance);
    let price = filters::price(section);
    let from = filters::from(section);
    Some(ChangeKind::IntegralTariff(IntegralTariffChange {
        insurers: insurers?,
        performance: performance?,
        price: price?,
        from: from?,
    }))
}

fn shadow_tariff(section: &mut Section<'_>) -> Option<ChangeKind> {
    let about = care_of(section);
    let price = filters::price(section);
    let from = filters::from(section);
    let (discipline, activity) = about?;
    Some(ChangeKind::ShadowTariff(ShadowTariffChange { discipline, activity, price: price?, from: from? }))
}

/// A discipline and an activity of it, each of them all where it is not named.
pub fn care_of(section: &mut Section<'_>) -> Option<(Option<DisciplineIx>, Option<ActivityIx>)> {
    let discipline = filters::one(section, "discipline", codes::discipline);
    let activity = filters::one(section, "activity", codes::activity);
    if let (Some(Some(discipline)), Some(Some(activity))) = (discipline, activity) {
        let row = &section.context.reference.activities[activity.at()];
        if !row.disciplines.contains(&discipline) {
            mismatch(section, "activity", &row.code);
        }
    }
    discipline.zip(activity)
}

fn care_shift(section: &mut Section<'_>) -> Option<ChangeKind> {
    let what = moving(section);
    let share = section.need("share", filters::shares_by_year);
    Some(ChangeKind::CareShift(CareShift { what: what?, share: share? }))
}

/// By the name of a shift of the model, or spelled out: never half of both.
pub fn moving(section: &mut Section<'_>) -> Option<Moving> {
    if section.has("shift") {
        section.need("shift", read::name).map(|name| Moving::Named(name.text))
    } else {
        movement(section).map(Moving::SpelledOut)
    }
}

fn movement(section: &mut Section<'_>) -> Option<Movement> {
    let from_discipline = section.need("from_discipline", codes::discipline);
    let from_activity = section.need("from_activity", codes::activity);
    let to_discipline = section.need("to_discipline", codes::discipline);
    let to_activity = section.need("to_activity", codes::activity);
    let performances = section.item("performances").map_or_else(Listed::all, |item| codes::performances(&item));
    let starts = section.maybe("starts", read::day);
    for (key, activity, discipline) in
        [("from_activity", from_activity, from_discipline), ("to_activity", to_activity, to_discipline)]
    {
        if let (Some(activity), Some(discipline)) = (activity, discipline) {
            let row = &section.context.reference.activities[activity.at()];
            if !row.disciplines.contains(&discipline) {
                mismatch(section, key, &row.code);
            }
        }
    }
    if let (Some(from), Some(to)) = (from_activity.zip(from_discipline), to_activity.zip(to_discipline))
        && from == to
    {
        section.wrong("to_activity", say("De zorg verschuift naar zichzelf.", "The care moves to itself."));
    }
    Some(Movement {
        from_discipline: from_discipline?,
        from_activity: from_activity?,
        to_discipline: to_discipline?,
        to_activity: to_activity?,
        performances: performances.when_sound()?.into(),
        starts: starts?,
    })
}

/// Reports an activity that a discipline does not deliver.
fn mismatch(section: &Section<'_>, key: &str, activity: &str) {
    section.context.report(
        ProblemCode::DisciplineMismatch,
        &section.place.key(key),
        activity,
        say(
            format!("De activiteit {} is niet van deze discipline.", quoted(activity)),
            format!("The activity {} is not of this discipline.", quoted(activity)),
        ),
    );
}

fn retariff(section: &mut Section<'_>) -> Option<ChangeKind> {
    let insurers = filters::insurers(section);
    let performance = filters::one(section, "performance", codes::performance);
    let from = filters::from(section);
    let share = section.need("share", read::percentage);
    Some(ChangeKind::Retariff(Retariff { insurers: insurers?, performance: performance?, from: from?, share: share? }))
}

fn model(section: &mut Section<'_>) -> Option<ChangeKind> {
    let remove = section.or("remove", Vec::new(), |item| {
        let paths: Vec<Option<Vec<String>>> = item.list()?.iter().map(path).collect();
        paths.into_iter().collect()
    });
    if section.has("remove") && !section.has("set") {
        return Some(ChangeKind::Model(ModelChange { remove: remove?, set: String::new() }));
    }
    let set = section.need("set", |item| {
        let fields = item.by_code()?;
        if fields.is_empty() {
            item.wrong(say("Hier staat nog geen enkel veld.", "There is no field here yet."));
            return None;
        }
        super::merge::text(item.value)
    });
    Some(ChangeKind::Model(ModelChange { remove: remove?, set: set? }))
}

/// A path of keys with points between them: `guarantee.reserve_limit`.
fn path(item: &Item<'_>) -> Option<Vec<String>> {
    let keys: Vec<String> = read::text(item)?.split('.').map(str::to_owned).collect();
    if keys.iter().any(|key| key.trim().is_empty()) {
        item.wrong(say(
            "Hier hoort een veld te staan, zoals guarantee of guarantee.reserve_limit.",
            "A field belongs here, such as guarantee or guarantee.reserve_limit.",
        ));
        return None;
    }
    Some(keys)
}

fn participant(section: &mut Section<'_>) -> Option<ChangeKind> {
    let participant = section.need("participant", codes::participant);
    let from = filters::from(section);
    let deliveries_to = section.need("deliveries_to", |item| {
        if matches!(item.value, DeValue::Table(table) if table.is_empty()) {
            item.wrong(say(
                "Hier hoort te staan wie de zorg overneemt, met aandelen die samen 100 zijn.",
                "Who takes the care over belongs here, with shares that together are 100.",
            ));
            return None;
        }
        let shares = shares::shares(item, codes::find_participant)?;
        if let Some(leaver) = participant {
            shares.iter().for_each(|(taker, _)| can_take_over(item, leaver, *taker));
        }
        Some(shares)
    });
    Some(ChangeKind::Leaving(Leaving { participant: participant?, from: from?, deliveries_to: deliveries_to? }))
}

/// Reports a taker that is the leaver itself, or that does not deliver what it delivers.
fn can_take_over(item: &Item<'_>, leaver: ParticipantIx, taker: ParticipantIx) {
    let reference = item.context.reference;
    let discipline = |who: ParticipantIx| reference.participants[who.at()].discipline;
    let code = reference.participant_code(taker);
    if taker == leaver {
        item.wrong(say(
            format!("{} vertrekt en kan zijn zorg niet zelf overnemen.", quoted(code)),
            format!("{} leaves and cannot take over its own care.", quoted(code)),
        ));
    } else if discipline(taker) != discipline(leaver) {
        item.refuse(
            ProblemCode::DisciplineMismatch,
            say(
                format!("{} is van een andere discipline dan wie vertrekt.", quoted(code)),
                format!("{} is of another discipline than who leaves.", quoted(code)),
            ),
        );
    }
}
