//! One part of one division, with everything needed to check it by hand: weight, total weight, exact fraction, and why
//! the rounding cent fell where it fell (spec 2.1).

use crate::calc::allocate::Salt;
use crate::calc::trace::{Division, Key};
use crate::domain::decimal::{Price, Rate};
use crate::domain::dossier::Dossier;
use crate::domain::index::NodeIx;
use crate::domain::model::Model;
use crate::domain::model::rule::Rule;
use crate::domain::money::Cents;
use serde::Serialize;
use std::cmp::Ordering;

/// What a weight is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WeightUnit {
    /// Euros of value or money.
    Euro,
    /// Percentages, weights of a schedule, scores.
    Share,
}

/// A part of a division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Part {
    /// Code of the participant or discipline, or name of the part of a blend.
    pub key: String,
    /// What was divided.
    pub amount: Cents,
    pub weight: String,
    pub total_weight: String,
    pub unit: WeightUnit,
    /// weight/total in lowest terms.
    pub fraction: String,
    /// amount × weight / total in euro, cut to 6 decimals.
    pub exact: String,
    /// The whole cents of that.
    pub whole: Cents,
    pub cent: Option<RoundingCent>,
    /// What it came to.
    pub result: Cents,
}

/// Whether a part got one of the cents left over, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct RoundingCent {
    pub given: bool,
    /// How many cents were left over to give.
    pub left_over: u64,
    /// Place of this remainder among all, largest first, from 1.
    pub rank: u64,
    /// Remainder as a part of a cent, cut to 6 decimals.
    pub remainder: String,
    /// fnv1a64(salt ␟ key) in hexadecimal, where equal remainders had to be told apart to give the last cent.
    pub tie_hash: Option<String>,
}

/// The code or name of a key.
pub fn key_name(dossier: &Dossier, model: &Model, node: Option<NodeIx>, key: Key) -> String {
    match key {
        Key::Participant(who) => dossier.reference.participant_code(who).to_owned(),
        Key::Discipline(discipline) => dossier.reference.discipline_code(discipline).to_owned(),
        Key::Claim(claim) => dossier.claims.id.get(claim.at()).to_owned(),
        Key::Contract(at) => at.to_string(),
        Key::Part(part) => match node.map(|node| &model.node(node).rule) {
            Some(Rule::Blend { parts }) => parts[part].name.clone(),
            _ => part.to_string(),
        },
    }
}

/// The part of `key` in a division; `None` where it has none. `names` gives the code of each key of the division.
pub fn part_of(division: &Division, key: Key, unit: WeightUnit, names: impl Fn(Key) -> String) -> Option<Part> {
    let at = division.keys.iter().position(|known| *known == key)?;
    part_at(division, at, unit, names)
}

/// The part at a position of a division.
pub fn part_at(division: &Division, at: usize, unit: WeightUnit, names: impl Fn(Key) -> String) -> Option<Part> {
    let key = *division.keys.get(at)?;
    let total: i128 = division.weights.iter().map(|weight| i128::from(*weight)).sum();
    let (weight, share) = (i128::from(*division.weights.get(at)?), *division.shares.get(at)?);
    let size = i128::from(division.amount.0.unsigned_abs());
    let sign = if division.amount.0 < 0 { -1 } else { 1 };
    let (whole, remainder) = if total == 0 { (0, 0) } else { (size * weight / total, size * weight % total) };
    Some(Part {
        key: names(key),
        amount: division.amount,
        weight: weight_text(weight, unit),
        total_weight: weight_text(total, unit),
        unit,
        fraction: lowest_terms(weight, total),
        exact: trimmed_decimal_text(sign * size * weight, total.max(1) * 100, 6, 2),
        whole: Cents::from_wide(sign * whole).unwrap_or_default(),
        cent: rounding_cent(division, at, total, remainder, &names),
        result: Cents(share),
    })
}

fn rounding_cent(
    division: &Division,
    at: usize,
    total: i128,
    remainder: i128,
    names: impl Fn(Key) -> String,
) -> Option<RoundingCent> {
    if remainder == 0 {
        return None;
    }
    let size = i128::from(division.amount.0.unsigned_abs());
    let remainder_of = |weight: &i64| size * i128::from(*weight) % total;
    let left_over = division.weights.iter().map(remainder_of).sum::<i128>() / total;
    let salt: Vec<&str> = division.salt.iter().map(String::as_str).collect();
    let order = |position: usize| {
        let name = names(division.keys[position]);
        (Salt(&salt).hash(&name), name)
    };
    // Only equal remainders need their hashes.
    let mut rank = 1;
    let mut equals = Vec::new();
    for (position, weight) in division.weights.iter().enumerate().filter(|(position, _)| *position != at) {
        match remainder_of(weight).cmp(&remainder) {
            Ordering::Greater => rank += 1,
            Ordering::Equal => equals.push(position),
            Ordering::Less => {}
        }
    }
    let left_over = u64::try_from(left_over).unwrap_or(0);
    // A group of equal remainders that the border cuts in two is put in order by hash; others need no order.
    let last_of_group = rank + u64::try_from(equals.len()).unwrap_or(0);
    let cut_in_two = rank <= left_over && left_over < last_of_group;
    let mine = order(at);
    rank += equals.iter().map(|position| u64::from(order(*position) < mine)).sum::<u64>();
    Some(RoundingCent {
        given: rank <= left_over,
        left_over,
        rank,
        remainder: trimmed_decimal_text(remainder, total, 6, 1),
        tie_hash: cut_in_two.then(|| format!("{:016x}", mine.0)),
    })
}

fn weight_text(weight: i128, unit: WeightUnit) -> String {
    match (unit, i64::try_from(weight)) {
        (WeightUnit::Euro, Ok(cents)) => Cents(cents).to_string(),
        (WeightUnit::Share, Ok(share)) => Rate(share).to_string(),
        // Beyond 64 bits only a sum of weights can be; shown unscaled.
        _ => weight.to_string(),
    }
}

fn lowest_terms(weight: i128, total: i128) -> String {
    let reduced = crate::domain::fraction::Fraction::new(weight, total.max(1));
    format!("{}/{}", reduced.numerator, reduced.denominator)
}

/// numerator/denominator with `places` decimals, cut, for reading only.
pub fn decimal_text(numerator: i128, denominator: i128, places: u32) -> String {
    let sign = if numerator < 0 { "-" } else { "" };
    let (size, by) = (numerator.unsigned_abs(), denominator.unsigned_abs().max(1));
    let mut rest = size % by;
    let mut decimals = String::new();
    for _ in 0..places {
        rest *= 10;
        decimals.push_str(&(rest / by).to_string());
        rest %= by;
    }
    format!("{sign}{}.{decimals}", size / by)
}

/// The same without zeros at the end, but with at least `least` decimals.
pub fn trimmed_decimal_text(numerator: i128, denominator: i128, places: u32, least: usize) -> String {
    let mut text = decimal_text(numerator, denominator, places);
    let keep = text.find('.').map_or(0, |point| point + 1 + least);
    while text.len() > keep && text.ends_with('0') {
        text.pop();
    }
    if text.ends_with('.') {
        text.pop();
    }
    text
}

/// A price without more decimals than it needs, but at least two.
pub fn price_text(price: Price) -> String {
    let cents = price.0 % 100 == 0;
    if cents { Cents(price.0 / 100).to_string() } else { price.to_string() }
}
