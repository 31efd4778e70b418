//! What came to a participant other than through a claim of its own: pools, adjustments, shifts, funds and the reserve.

use super::Ground;
use super::claims::{ShareLine, fraction_text, part_of_quantity, share_lines, table_name};
use super::part::{Part, WeightUnit, key_name, part_of};
use crate::calc::trace::{Division, Key, Place, ReserveStep, Source, Step};
use crate::domain::date::Date;
use crate::domain::decimal::{Quantity, scaled_text};
use crate::domain::money::{Cents, Overflow};
use serde::Serialize;
use std::collections::BTreeMap;

/// A pool the participant has a weight in.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ExplainedPool))]
pub struct PoolLine {
    pub path: String,
    pub article: Option<String>,
    pub table: Option<String>,
    /// `*` is all.
    pub discipline: String,
    pub performance: String,
    pub insurer: String,
    /// How many amounts of claims came together here.
    pub amounts: u64,
    /// The weights are those of all performances, because this one had none.
    pub widened: bool,
    pub part: Part,
}

/// An adjustment with its way to the participant.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ExplainedAdjustment))]
pub struct AdjustmentLine {
    pub adjustment_id: String,
    pub date: Date,
    pub kind: String,
    pub amount: Cents,
    pub article: Option<String>,
    pub steps: Vec<ShareLine>,
    pub pools: Vec<PoolLine>,
    pub received: Cents,
}

/// A shift in which the participant has a part.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ExplainedShift))]
pub struct ShiftLine {
    pub name: String,
    pub article: Option<String>,
    pub units: String,
    pub episodes: i64,
    /// f, exact.
    pub part: String,
    /// Its own units, delivered or given away.
    pub own: Vec<UnitLine>,
    /// Per unit taken over.
    pub compensation: Cents,
    pub credit: Cents,
    pub charge: Cents,
    pub balance: Cents,
    pub balance_part: Option<Part>,
}

/// Units of a shift that the participant took over or gave away, added up per price.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct UnitLine {
    /// `taker` or `giver`.
    pub role: &'static str,
    /// Units times the shifted part, cut to 4 decimals.
    pub shifted: String,
    pub quantity: String,
}

/// A named division with the participant's part.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ExplainedDivision))]
pub struct DivisionLine {
    pub name: String,
    pub part: Part,
}

/// The participant's part of a division.
pub fn mine(ground: &Ground<'_>, division: &Division, unit: WeightUnit) -> Option<Part> {
    let names = |key| key_name(ground.dossier, ground.model, None, key);
    part_of(division, Key::Participant(ground.about.who()), unit, names)
}

fn pool_line(ground: &Ground<'_>, step: &Step, of_adjustment: Option<usize>) -> Option<PoolLine> {
    let Step::Divided { place: Place::Pool { key, adjustment, widened }, division } = step else { return None };
    if *adjustment != of_adjustment {
        return None;
    }
    let reference = &ground.dossier.reference;
    let node = ground.model.node(key.node);
    Some(PoolLine {
        path: node.path.clone(),
        article: node.article.clone(),
        table: table_name(ground, key.node),
        discipline: key.discipline.map_or("*", |discipline| reference.discipline_code(discipline)).to_owned(),
        performance: key.performance.map_or("-", |performance| reference.performance_code(performance)).to_owned(),
        insurer: key.insurer.map_or("-", |insurer| reference.insurer_code(insurer)).to_owned(),
        amounts: ground.about.inflows.get(key).copied().unwrap_or(1),
        widened: *widened,
        part: mine(ground, division, WeightUnit::Euro)?,
    })
}

/// Pools of claims, in the order of rule, discipline, performance and insurer.
pub fn pools(ground: &Ground<'_>) -> Vec<PoolLine> {
    ground.about.steps.iter().filter_map(|step| pool_line(ground, step, None)).collect()
}

/// Adjustments that the run counts, by date and id.
pub fn adjustments(ground: &Ground<'_>) -> Result<Vec<AdjustmentLine>, Overflow> {
    let mut lines: BTreeMap<usize, AdjustmentLine> = BTreeMap::new();
    let spec = &ground.outcome.spec;
    let rows = ground.dossier.adjustments.iter().enumerate();
    for (at, row) in rows.filter(|(_, row)| crate::calc::distribute::counts(row, spec)) {
        let entry = ground.model.adjustment(&row.kind);
        lines.insert(
            at,
            AdjustmentLine {
                adjustment_id: row.id.clone(),
                date: row.date,
                kind: row.kind.clone(),
                amount: row.amount,
                article: entry.and_then(|entry| entry.article.clone()),
                steps: Vec::new(),
                pools: Vec::new(),
                received: Cents::ZERO,
            },
        );
    }
    for step in &ground.about.steps {
        if let Step::Divided { place: Place::Pool { adjustment: Some(at), .. }, .. } = step
            && let Some(line) = lines.get_mut(at)
            && let Some(pool) = pool_line(ground, step, Some(*at))
        {
            line.received.add(pool.part.result)?;
            line.pools.push(pool);
        } else if let Some((Source::Adjustment(at), shares)) = share_lines(ground, step)
            && let Some(line) = lines.get_mut(&at)
        {
            for share in shares {
                line.received.add(share.received)?;
                line.steps.push(share);
            }
        }
    }
    let mut lines: Vec<AdjustmentLine> = lines.into_values().collect();
    lines.sort_by(|a, b| (a.date, &a.adjustment_id).cmp(&(b.date, &b.adjustment_id)));
    Ok(lines)
}

/// Shifts in which the participant delivered, gave away, or carries a part of the balance.
pub fn shifts(ground: &Ground<'_>) -> Result<Vec<ShiftLine>, Overflow> {
    let who = ground.about.who().at();
    let mut lines = Vec::new();
    for (at, (shift, outcome)) in ground.model.shifts.iter().zip(&ground.outcome.shifts).enumerate() {
        let balance_part = ground.about.steps.iter().find_map(|step| match step {
            Step::Divided { place: Place::ShiftBalance(of), division } if *of == at => {
                mine(ground, division, WeightUnit::Euro)
            }
            _ => None,
        });
        let (credit, charge, balance) = (outcome.credits[who], outcome.charges[who], outcome.balances[who]);
        let own = [("taker", outcome.taken[who]), ("giver", outcome.given[who])]
            .into_iter()
            .filter(|(_, quantity)| *quantity != 0)
            .map(|(role, quantity)| {
                Ok(UnitLine {
                    role,
                    shifted: part_of_quantity(quantity, outcome.volume.part)?,
                    quantity: scaled_text(quantity, Quantity::PLACES),
                })
            })
            .collect::<Result<Vec<UnitLine>, Overflow>>()?;
        if own.is_empty() && balance.is_zero() {
            continue;
        }
        lines.push(ShiftLine {
            name: shift.name.clone(),
            article: shift.article.clone(),
            units: scaled_text(outcome.volume.units, Quantity::PLACES),
            episodes: outcome.volume.episodes,
            part: fraction_text(outcome.volume.part),
            own,
            compensation: shift.compensation,
            credit,
            charge,
            balance,
            balance_part: balance_part.filter(|part| !part.amount.is_zero()),
        });
    }
    Ok(lines)
}

/// Funds divided in a settlement.
pub fn funds(ground: &Ground<'_>) -> Vec<DivisionLine> {
    let names = ground.model.funds();
    let divided = ground.about.steps.iter().filter_map(|step| match step {
        Step::Divided { place: Place::Fund(at), division } => Some((*at, division)),
        _ => None,
    });
    divided
        .filter_map(|(at, division)| {
            let part = mine(ground, division, WeightUnit::Share)?;
            let name = (*names.get(at)?).to_owned();
            (!part.result.is_zero()).then_some(DivisionLine { name, part })
        })
        .collect()
}

/// What the limits of the reserve took or gave.
pub fn reserve(ground: &Ground<'_>) -> Vec<DivisionLine> {
    let divided = ground.about.steps.iter().filter_map(|step| match step {
        Step::Divided { place: Place::Reserve(of), division } => Some((of, division)),
        _ => None,
    });
    divided
        .filter_map(|(of, division)| {
            let name = match of {
                ReserveStep::Minimum => "minimum",
                ReserveStep::Carried => "carried",
                ReserveStep::Maximum => "maximum",
            };
            let part = mine(ground, division, WeightUnit::Euro)?;
            (!part.result.is_zero()).then(|| DivisionLine { name: name.to_owned(), part })
        })
        .collect()
}
