//! Each claim that concerns a participant: its worth, what was taken from it, the rule path, and what came of it.

use super::Ground;
use super::part::{Part, WeightUnit, key_name, part_at, part_of, price_text, trimmed_decimal_text};
use crate::calc::ceilings::ceilings_of;
use crate::calc::claims::Worth;
use crate::calc::trace::{Key, Place, Source, Step};
use crate::domain::date::Date;
use crate::domain::decimal::Quantity;
use crate::domain::fraction::Fraction;
use crate::domain::index::{ActivityIx, ClaimIx, DeliveryIx, NodeIx, TableIx};
use crate::domain::model::rule::Rule;
use crate::domain::money::{Cents, Overflow, product};
use serde::Serialize;
use std::collections::BTreeMap;

/// A claim.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ExplainedClaim))]
pub struct ClaimLine {
    pub claim_id: String,
    pub episode_id: String,
    pub date: Date,
    pub insurer: String,
    pub performance: String,
    pub severity: String,
    pub quantity: String,
    /// Where it stands: `accepted`, …
    pub state: &'static str,
    /// The tariff, where its worth is quantity × tariff; absent where an accepted or paid amount counts.
    pub tariff: Option<String>,
    pub worth: Cents,
    pub taken: Vec<TakenLine>,
    /// What the rules divide.
    pub net: Cents,
    /// What of this claim counts as the participant's.
    pub deliveries: Vec<DeliveryLine>,
    pub steps: Vec<ShareLine>,
    /// What the participant gets of this claim at once; what goes through pools is there.
    pub received: Cents,
}

/// What a ceiling or slice took from a claim.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = TakenFromClaim))]
pub struct TakenLine {
    /// `ceiling` or `slice`.
    pub what: &'static str,
    pub name: String,
    pub article: Option<String>,
    pub amount: Cents,
    /// The division it was a part of, for ceilings and budgets.
    pub part: Option<Part>,
    /// What it was taken from, for percentages and fees.
    pub rest: Option<Cents>,
}

/// A delivery under a price table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ExplainedDelivery))]
pub struct DeliveryLine {
    pub delivery_id: String,
    pub date: Date,
    pub activity: String,
    pub quantity: String,
    pub table: String,
    pub price: Option<String>,
    /// Where only a part of a shifted delivery counts: that part, exact.
    pub part: Option<String>,
    pub value: Cents,
}

/// One step of the rule tree.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ExplainedStep))]
pub struct ShareLine {
    /// `blend`, `discipline`, `share`, `fixed_price`, `pooled` or `reserve`.
    pub kind: &'static str,
    /// Where the rule stands in the model.
    pub path: String,
    pub article: Option<String>,
    /// What comes into this step.
    pub amount: Cents,
    /// The price table that weighs, if one does.
    pub table: Option<String>,
    pub part: Option<Part>,
    /// For fixed prices: value × part.
    pub value: Option<Cents>,
    pub factor: Option<String>,
    /// Code of the discipline whose pool it goes to, or `*`.
    pub pool: Option<String>,
    /// What the participant gets by this step; zero for steps that lead on.
    pub received: Cents,
}

/// Lines of all claims that concern the participant, by date and id.
pub fn lines(ground: &Ground<'_>) -> Result<Vec<ClaimLine>, Overflow> {
    let mut by_claim: BTreeMap<ClaimIx, ClaimLine> =
        ground.about.claims().map(|claim| (claim, blank(ground, claim))).collect();
    for step in &ground.about.steps {
        match step {
            Step::Entered { claim, worth, state } => {
                let Some(line) = by_claim.get_mut(claim) else { continue };
                line.state = state.status.as_str();
                if let Worth::ByTariff { tariff, .. } = worth {
                    line.tariff = Some(price_text(tariff.price));
                }
                if let Worth::ByTariff { amount, .. } | Worth::ByEvent(amount) = worth {
                    (line.worth, line.net) = (*amount, *amount);
                }
            }
            Step::Valued { claim, delivery, table, activity, part, value, .. } => {
                let Some(line) = by_claim.get_mut(claim) else { continue };
                line.deliveries.push(delivery_line(ground, *delivery, *table, *activity, *part, *value));
            }
            Step::Taken { claim, slice, rest, taken } => {
                let Some(line) = by_claim.get_mut(claim) else { continue };
                line.net.sub(*taken)?;
                line.taken.push(TakenLine { rest: Some(*rest), ..slice_taken(ground, *slice, *taken) });
            }
            Step::Divided { place: place @ (Place::Ceiling(_) | Place::Slice(_)), division } => {
                for (at, key) in division.keys.iter().enumerate() {
                    let Key::Claim(claim) = key else { continue };
                    let Some(line) = by_claim.get_mut(claim) else { continue };
                    let names = |key| key_name(ground.dossier, ground.model, None, key);
                    let part = part_at(division, at, WeightUnit::Euro, names);
                    let Some(part) = part.filter(|part| !part.result.is_zero()) else { continue };
                    line.net.sub(part.result)?;
                    let taken = match place {
                        Place::Slice(slice) => slice_taken(ground, *slice, part.result),
                        _ => ceiling_taken(ground, place, part.result),
                    };
                    line.taken.push(TakenLine { part: Some(part), ..taken });
                }
            }
            _ => {
                if let Some((Source::Claim(claim), lines)) = share_lines(ground, step) {
                    let Some(line) = by_claim.get_mut(&claim) else { continue };
                    for share in lines {
                        line.received.add(share.received)?;
                        line.steps.push(share);
                    }
                }
            }
        }
    }
    let mut lines: Vec<ClaimLine> = by_claim.into_values().collect();
    lines.iter_mut().for_each(|line| line.deliveries.sort_by(|a, b| delivery_order(a).cmp(&delivery_order(b))));
    lines.sort_by(|a, b| (a.date, &a.claim_id).cmp(&(b.date, &b.claim_id)));
    Ok(lines)
}

fn delivery_order(line: &DeliveryLine) -> (Date, &str, &str) {
    (line.date, &line.delivery_id, &line.table)
}

fn blank(ground: &Ground<'_>, claim: ClaimIx) -> ClaimLine {
    let (dossier, at) = (ground.dossier, claim.at());
    let (reference, claims) = (&dossier.reference, &dossier.claims);
    ClaimLine {
        claim_id: claims.id.get(at).to_owned(),
        episode_id: dossier.episode_ids.get(claims.episode[at].at()).to_owned(),
        date: claims.date[at],
        insurer: reference.insurer_code(claims.insurer[at]).to_owned(),
        performance: reference.performance_code(claims.performance[at]).to_owned(),
        severity: reference.severities[claims.severity[at].at()].clone(),
        quantity: claims.quantity[at].to_string(),
        state: "",
        tariff: None,
        worth: Cents::ZERO,
        taken: Vec::new(),
        net: Cents::ZERO,
        deliveries: Vec::new(),
        steps: Vec::new(),
        received: Cents::ZERO,
    }
}

fn delivery_line(
    ground: &Ground<'_>,
    delivery: DeliveryIx,
    table: TableIx,
    activity: ActivityIx,
    part: Fraction,
    value: Cents,
) -> DeliveryLine {
    let (rows, at) = (&ground.dossier.deliveries, delivery.at());
    DeliveryLine {
        delivery_id: rows.id.get(at).to_owned(),
        date: rows.date[at],
        activity: ground.dossier.reference.activity_code(activity).to_owned(),
        quantity: rows.quantity[at].to_string(),
        table: ground.model.table_name(table).to_owned(),
        price: ground.prices.price(table, activity, ground.about.who(), rows.date[at]).map(price_text),
        part: (part != Fraction::ONE).then(|| fraction_text(part)),
        value,
    }
}

/// `22/27`
pub fn fraction_text(part: Fraction) -> String {
    format!("{}/{}", part.numerator, part.denominator)
}

fn slice_taken(ground: &Ground<'_>, slice: usize, amount: Cents) -> TakenLine {
    let slice = &ground.model.top_slices[slice];
    let article = slice.article.clone();
    TakenLine { what: "slice", name: slice.name.clone(), article, amount, part: None, rest: None }
}

fn ceiling_taken(ground: &Ground<'_>, place: &Place, amount: Cents) -> TakenLine {
    let reference = &ground.dossier.reference;
    let contract = match place {
        Place::Ceiling(at) => ceilings_of(ground.dossier, ground.outcome.spec.year).get(*at).copied(),
        _ => None,
    };
    let name = contract.map_or_else(String::new, |contract| {
        let performance = contract.performance.map_or("", |performance| reference.performance_code(performance));
        format!("{} {performance}", contract.insurer).trim_end().to_owned()
    });
    TakenLine { what: "ceiling", name, article: None, amount, part: None, rest: None }
}

/// The lines that one step of the rules makes, and what they are of. Also used for adjustments.
pub fn share_lines(ground: &Ground<'_>, step: &Step) -> Option<(Source, Vec<ShareLine>)> {
    let me = Key::Participant(ground.about.who());
    match step {
        Step::Divided { place: Place::Rule { source, node, .. }, division } => {
            let names = |key| key_name(ground.dossier, ground.model, Some(*node), key);
            let unit = weight_unit(&ground.model.node(*node).rule, division.keys.first().copied());
            let kind = match division.keys.first() {
                Some(Key::Part(_)) => "blend",
                Some(Key::Discipline(_)) => "discipline",
                _ => "share",
            };
            let shown = division.keys.iter().filter(|key| match key {
                Key::Discipline(discipline) => {
                    *discipline == ground.dossier.reference.participants[ground.about.who().at()].discipline
                }
                Key::Participant(_) => **key == me,
                _ => true,
            });
            let lines = shown.filter_map(|key| {
                let part = part_of(division, *key, unit, names)?;
                let received = if *key == me { part.result } else { Cents::ZERO };
                let table = matches!(key, Key::Participant(_)).then(|| table_name(ground, *node)).flatten();
                Some(ShareLine { part: Some(part), table, received, ..line(ground, kind, *node, division.amount) })
            });
            Some((*source, lines.collect()))
        }
        Step::Paid { claim, node, participant, value, part, amount } => {
            let mine = Key::Participant(*participant) == me;
            let paid = ShareLine {
                table: table_name(ground, *node),
                value: Some(*value),
                factor: (*part != Fraction::ONE).then(|| fraction_text(*part)),
                received: *amount,
                ..line(ground, "fixed_price", *node, *amount)
            };
            Some((Source::Claim(*claim), if mine { vec![paid] } else { Vec::new() }))
        }
        Step::Pooled { source, key, amount } => {
            let mine = key.discipline.is_none_or(|discipline| {
                discipline == ground.dossier.reference.participants[ground.about.who().at()].discipline
            });
            let code = key.discipline.map_or("*", |discipline| ground.dossier.reference.discipline_code(discipline));
            let pooled = ShareLine {
                pool: Some(code.to_owned()),
                table: table_name(ground, key.node),
                ..line(ground, "pooled", key.node, *amount)
            };
            let shown = mine && !amount.is_zero() && matches!(source, Source::Claim(_));
            Some((*source, if shown { vec![pooled] } else { Vec::new() }))
        }
        Step::Reserved { source, node, amount } if !amount.is_zero() => {
            Some((*source, vec![line(ground, "reserve", *node, *amount)]))
        }
        _ => None,
    }
}

fn line(ground: &Ground<'_>, kind: &'static str, node: NodeIx, amount: Cents) -> ShareLine {
    let node = ground.model.node(node);
    ShareLine {
        kind,
        path: node.path.clone(),
        article: node.article.clone(),
        amount,
        table: None,
        part: None,
        value: None,
        factor: None,
        pool: None,
        received: Cents::ZERO,
    }
}

/// The table a node divides or pays by.
pub fn table_name(ground: &Ground<'_>, node: NodeIx) -> Option<String> {
    ground.model.node(node).rule.table().map(|table| ground.model.table_name(table).to_owned())
}

fn weight_unit(rule: &Rule, first: Option<Key>) -> WeightUnit {
    match (rule, first) {
        (Rule::ParticipantShares { .. }, _) | (_, Some(Key::Discipline(_) | Key::Part(_))) => WeightUnit::Share,
        _ => WeightUnit::Euro,
    }
}

/// A quantity times a part, for reading.
pub fn part_of_quantity(quantity: i128, part: Fraction) -> Result<String, Overflow> {
    let scale = product(&[Quantity::SCALE, part.denominator])?;
    Ok(trimmed_decimal_text(product(&[quantity, part.numerator])?, scale, 4, 0))
}
