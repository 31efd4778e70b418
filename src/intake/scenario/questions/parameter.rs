//! What varies in a question: a parameter with what it is about, and the values that it takes.

use crate::domain::decimal::Rate;
use crate::domain::model::PerformanceFilter;
use crate::domain::question::{Axis, Parameter};
use crate::domain::scenario::{IntegralTariffChange, Moving, NewPrice, ShadowTariffChange};
use crate::intake::model::codes::{self, Listed};
use crate::intake::model::context::say;
use crate::intake::model::read;
use crate::intake::model::section::{Item, Section};
use crate::intake::scenario::{changes, filters};

type Reader = fn(&mut Section<'_>) -> Option<Parameter>;

const KINDS: &[(&str, Reader)] = &[
    ("uptake", uptake),
    ("floor", |section| Some(Parameter::Floor { year: section.maybe("year", read::year)? })),
    ("cap", |section| Some(Parameter::Cap { year: section.maybe("year", read::year)? })),
    ("blend_weight", blend_weight),
    ("discipline_share", discipline_share),
    ("integral_tariff", integral_tariff),
    ("shadow_tariff", shadow_tariff),
    ("births", births),
];

/// Most values of one parameter: beyond it nobody sees the difference between two of them.
const MOST_VALUES: i64 = 1_000;

/// A parameter with its values: `values`, or `lowest`, `highest` and `step`.
pub fn axis(item: &Item<'_>) -> Option<Axis> {
    let mut section = item.section()?;
    let parameter = parameter(&mut section);
    let values = values(&mut section, parameter.as_ref());
    section.finish();
    Some(Axis { parameter: parameter?, values: values? })
}

/// A parameter without values of its own.
pub fn alone(item: &Item<'_>) -> Option<Parameter> {
    let mut section = item.section()?;
    let parameter = parameter(&mut section);
    // Of an unknown kind nothing is known, its fields neither.
    if parameter.is_some() {
        section.finish();
    }
    parameter
}

fn parameter(section: &mut Section<'_>) -> Option<Parameter> {
    section.need("kind", read::choice(KINDS)).and_then(|read| read(section))
}

/// One value: a percentage of which there are no more than 100, except that nobody is held to 100% of an income; or a
/// factor.
pub fn value(item: &Item<'_>, parameter: Option<&Parameter>) -> Option<Rate> {
    match parameter {
        Some(Parameter::Uptake { .. } | Parameter::BlendWeight { .. } | Parameter::DisciplineShare { .. }) => {
            read::percentage(item)
        }
        _ => read::rate(item),
    }
}

fn values(section: &mut Section<'_>, parameter: Option<&Parameter>) -> Option<Vec<Rate>> {
    if section.has("values") {
        return section.need("values", |item| listed(item, parameter));
    }
    let lowest = section.need("lowest", |item| value(item, parameter));
    let highest = section.need("highest", |item| value(item, parameter));
    let step = section.need("step", step);
    let (lowest, highest, step) = (lowest?, highest?, step?);
    if highest < lowest {
        section.wrong("highest", say("highest ligt onder lowest.", "highest lies below lowest."));
        return None;
    }
    if (highest.0 - lowest.0) / step.0 >= MOST_VALUES {
        section.wrong("step", too_many());
        return None;
    }
    // The highest value is one of them, also where the steps do not end on it.
    let mut values: Vec<Rate> = (0..).map(|at| Rate(lowest.0 + at * step.0)).take_while(|at| *at < highest).collect();
    values.push(highest);
    Some(values)
}

fn listed(item: &Item<'_>, parameter: Option<&Parameter>) -> Option<Vec<Rate>> {
    let list = item.list()?;
    if list.is_empty() || i64::try_from(list.len()).is_ok_and(|count| count > MOST_VALUES) {
        item.wrong(too_many());
        return None;
    }
    let mut values =
        list.iter().map(|entry| value(entry, parameter)).collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()?;
    values.sort_unstable();
    if let Some(twice) = values.windows(2).find(|pair| pair[0] == pair[1]) {
        item.wrong(say(
            format!("De waarde {} staat er twee keer.", twice[0]),
            format!("The value {} is there twice.", twice[0]),
        ));
        return None;
    }
    Some(values)
}

fn too_many() -> crate::intake::model::context::Say {
    say(format!("Hier horen 1 tot {MOST_VALUES} waarden."), format!("Between 1 and {MOST_VALUES} values belong here."))
}

/// A distance between values: more than nothing.
pub fn step(item: &Item<'_>) -> Option<Rate> {
    let step = read::rate(item)?;
    if step == Rate::default() {
        item.wrong(say("Deze stap moet groter zijn dan 0.", "This step has to be larger than 0."));
        return None;
    }
    Some(step)
}

/// By the name of a shift of a model, or spelled out, as in a change.
fn uptake(section: &mut Section<'_>) -> Option<Parameter> {
    let what: Option<Moving> = changes::moving(section);
    let from = filters::from(section);
    Some(Parameter::Uptake { what: what?, from: from? })
}

fn performances(section: &mut Section<'_>) -> Option<PerformanceFilter> {
    let listed = section.item("performances").map_or_else(Listed::all, |item| codes::performances(&item));
    listed.when_sound().map(Into::into)
}

fn blend_weight(section: &mut Section<'_>) -> Option<Parameter> {
    let part = section.need("part", read::name);
    let performances = performances(section);
    let from = filters::from(section);
    Some(Parameter::BlendWeight { part: part?.text, performances: performances?, from: from? })
}

fn discipline_share(section: &mut Section<'_>) -> Option<Parameter> {
    let discipline = section.need("discipline", codes::discipline);
    let performances = performances(section);
    Some(Parameter::DisciplineShare { discipline: discipline?, performances: performances? })
}

/// A factor that changes nothing: the values come in its place.
const ONE: Rate = Rate(1_000_000);

fn integral_tariff(section: &mut Section<'_>) -> Option<Parameter> {
    let insurers = filters::insurers(section);
    let performance = filters::one(section, "performance", codes::performance);
    let from = filters::from(section);
    let (insurers, performance, from) = (insurers?, performance?, from?);
    Some(Parameter::IntegralTariff(IntegralTariffChange { insurers, performance, price: NewPrice::Factor(ONE), from }))
}

fn shadow_tariff(section: &mut Section<'_>) -> Option<Parameter> {
    let about = changes::care_of(section);
    let from = filters::from(section);
    let (discipline, activity) = about?;
    Some(Parameter::ShadowTariff(ShadowTariffChange {
        discipline,
        activity,
        price: NewPrice::Factor(ONE),
        from: from?,
    }))
}

fn births(section: &mut Section<'_>) -> Option<Parameter> {
    let about = changes::volume_of(section, |_| Some(ONE));
    Some(Parameter::Births(about?))
}
