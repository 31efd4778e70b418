//! A parameter at a value: a scenario and its models, as if the value had been written in them (spec 3, `sweep`).

use crate::calc::allocate::{Salt, allocate};
use crate::domain::date::{Date, first_day};
use crate::domain::decimal::Rate;
use crate::domain::index::NodeIx;
use crate::domain::model::Model;
use crate::domain::model::guarantee::GuaranteeYear;
use crate::domain::model::rule::{BlendPart, Node, Rule};
use crate::domain::model::schedule::Schedule;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::question::Parameter;
use crate::domain::reference::Reference;
use crate::domain::scenario::{
    CareShift, Change, ChangeKind, IntegralTariffChange, Moving, NewPrice, Prepared, Scenario, ShadowTariffChange,
    VolumeChange,
};

/// The scenario and its models with these values.
///
/// Refuses `invalid_scenario` where a model has nothing that could take the value, or contradicts itself with it.
pub fn at(prepared: &Prepared, values: &[(&Parameter, Rate)], reference: &Reference) -> Result<Prepared, Refusal> {
    let mut varied = prepared.clone();
    for (parameter, value) in values {
        match parameter {
            Parameter::Uptake { what, from } => uptake(&mut varied.scenario, what, *from, *value),
            Parameter::IntegralTariff(about) => {
                let price = NewPrice::Factor(*value);
                add(&mut varied.scenario, ChangeKind::IntegralTariff(IntegralTariffChange { price, ..about.clone() }));
            }
            Parameter::ShadowTariff(about) => {
                let price = NewPrice::Factor(*value);
                add(&mut varied.scenario, ChangeKind::ShadowTariff(ShadowTariffChange { price, ..about.clone() }));
            }
            Parameter::Births(about) => {
                let factor = *value;
                add(&mut varied.scenario, ChangeKind::Volume(VolumeChange { factor, ..about.clone() }));
            }
            Parameter::Floor { .. }
            | Parameter::Cap { .. }
            | Parameter::BlendWeight { .. }
            | Parameter::DisciplineShare { .. } => {
                let years = varied.scenario.years.clone();
                for model in &mut varied.models {
                    of_model(&mut model.changed, parameter, *value, &years, reference)?;
                    model.is_changed = true;
                }
            }
        }
    }
    for model in &varied.models {
        capped_below_its_floor(&model.changed)?;
    }
    Ok(varied)
}

fn add(scenario: &mut Scenario, what: ChangeKind) {
    scenario.changes.push(Change { line: 0, what });
}

/// The value from its year on, in the place of what the scenario itself says of this care.
fn uptake(scenario: &mut Scenario, moving: &Moving, from: Option<i32>, value: Rate) {
    let from = from.or_else(|| scenario.years.first().copied()).unwrap_or_default();
    let own = scenario.changes.iter_mut().find_map(|change| match &mut change.what {
        ChangeKind::CareShift(shift) if shift.what == *moving => Some(shift),
        _ => None,
    });
    match own {
        Some(shift) => {
            shift.share.retain(|(year, _)| *year < from);
            shift.share.push((from, value));
        }
        None => add(scenario, ChangeKind::CareShift(CareShift { what: moving.clone(), share: vec![(from, value)] })),
    }
}

fn of_model(
    model: &mut Model,
    parameter: &Parameter,
    value: Rate,
    years: &[i32],
    reference: &Reference,
) -> Result<(), Refusal> {
    if !parameter.is_in(model, years) {
        return Err(wrong(
            format!("Het model '{}' heeft niets wat deze waarde kan aannemen.", model.name),
            format!("The model '{}' has nothing that can take this value.", model.name),
        ));
    }
    match parameter {
        Parameter::Floor { year } => guaranteed(model, *year, |entry| entry.floor = value),
        Parameter::Cap { year } => guaranteed(model, *year, |entry| entry.cap = Some(value)),
        Parameter::BlendWeight { part, performances, from } => {
            let from = first_day(from.or_else(|| years.first().copied()).unwrap_or_default());
            for node in model.nodes_for(performances) {
                if let Rule::Blend { parts } = &mut node_mut(model, node).rule
                    && parts.iter().any(|known| known.name == *part)
                {
                    blend(parts, part, from, value)?;
                }
            }
        }
        Parameter::DisciplineShare { discipline, performances } => {
            for node in model.nodes_for(performances) {
                let Rule::DisciplineShares { shares, .. } = &mut node_mut(model, node).rule else { continue };
                if shares.len() < 2 {
                    continue;
                }
                let Some(own) = shares.iter().position(|(known, _)| known == discipline) else { continue };
                let code = |at: usize| reference.discipline_code(shares[at].0);
                let weights: Vec<i64> = shares.iter().map(|(_, share)| share.0).collect();
                let new = with_value(&weights, own, value, code)?;
                shares.iter_mut().zip(new).for_each(|((_, share), new)| *share = Rate(new));
            }
        }
        Parameter::Uptake { .. } | Parameter::IntegralTariff(_) | Parameter::ShadowTariff(_) | Parameter::Births(_) => {
        }
    }
    Ok(())
}

fn node_mut(model: &mut Model, node: NodeIx) -> &mut Node {
    &mut model.nodes[node.at()]
}

fn guaranteed(model: &mut Model, year: Option<i32>, set: impl Fn(&mut GuaranteeYear)) {
    let entries = model.guarantee.iter_mut().flat_map(|guarantee| &mut guarantee.years);
    entries.filter(|entry| year.is_none_or(|year| entry.year == year)).for_each(set);
}

/// A part weighs `value` percent from a day on; the others share the rest as they did on each day on which that changes.
fn blend(parts: &mut [BlendPart], name: &str, from: Date, value: Rate) -> Result<(), Refusal> {
    let own = parts.iter().position(|part| part.name == name).unwrap_or_default();
    let mut days: Vec<Date> =
        parts.iter().flat_map(|part| part.weights.entries().iter().map(|(day, _)| *day)).collect();
    days.retain(|day| *day > from);
    days.push(from);
    days.sort_unstable();
    days.dedup();
    let mut schedules: Vec<Vec<(Date, Rate)>> = parts
        .iter()
        .map(|part| part.weights.entries().iter().copied().filter(|(day, _)| *day < from).collect())
        .collect();
    for day in days {
        // A part without a weight yet has none to keep; every day of a claim is refused then as it was.
        let weights: Option<Vec<i64>> = parts.iter().map(|part| part.weights.at(day).map(|weight| weight.0)).collect();
        let Some(weights) = weights else { continue };
        let new = with_value(&weights, own, value, |at| parts[at].name.as_str())?;
        schedules.iter_mut().zip(new).for_each(|(schedule, weight)| schedule.push((day, Rate(weight))));
    }
    parts.iter_mut().zip(schedules).for_each(|(part, schedule)| part.weights = Schedule::new(schedule));
    Ok(())
}

/// Percentages of which one is `value` and the others keep their proportion, together exactly 100.
fn with_value<'k>(
    weights: &[i64],
    own: usize,
    value: Rate,
    key: impl Fn(usize) -> &'k str,
) -> Result<Vec<i64>, Refusal> {
    let rest = Rate::HUNDRED.0 - value.0;
    let others: Vec<i64> = weights.iter().enumerate().map(|(at, weight)| if at == own { 0 } else { *weight }).collect();
    let shares = match allocate(rest, &others, &key, Salt(&["parameter"]))? {
        Some(shares) => shares,
        // The one other part takes it, whatever it weighed.
        None if weights.len() == 2 => (0..2).map(|at| if at == own { 0 } else { rest }).collect(),
        None if rest == 0 => vec![0; weights.len()],
        None => {
            return Err(wrong(
                format!("Naast {} heeft niemand een aandeel waarnaar de rest kan worden verdeeld.", key(own)),
                format!("Beside {} nobody has a share by which the rest could be divided.", key(own)),
            ));
        }
    };
    Ok(shares.into_iter().enumerate().map(|(at, share)| if at == own { value.0 } else { share }).collect())
}

fn capped_below_its_floor(model: &Model) -> Result<(), Refusal> {
    let entries = model.guarantee.iter().flat_map(|guarantee| &guarantee.years);
    match entries.filter_map(|entry| Some((entry, entry.cap?))).find(|(entry, cap)| *cap < entry.floor) {
        None => Ok(()),
        Some((GuaranteeYear { year, floor, .. }, cap)) => Err(wrong(
            format!("In {year} komt het plafond van de garantie ({cap}%) onder de bodem ({floor}%)."),
            format!("In {year} the cap of the guarantee ({cap}%) comes below its floor ({floor}%)."),
        )),
    }
}

fn wrong(nl: String, en: String) -> Refusal {
    Refusal::new(ProblemCode::InvalidScenario, nl, en)
}
