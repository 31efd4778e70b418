//! `integral_tariff` and `shadow_tariff`: prices that change from a day on (spec 3).

use super::spelled::{spell_out_concerns, spell_out_disciplines};
use crate::domain::date::{Date, Validity};
use crate::domain::decimal::{Price, Rate};
use crate::domain::index::{InsurerIx, PerformanceIx};
use crate::domain::money::{Overflow, product, round_ratio};
use crate::domain::reference::{IntegralTariff, Reference, ShadowTariff};
use crate::domain::scenario::{IntegralTariffChange, NewPrice, ShadowTariffChange};

/// Which integral tariffs.
pub struct Selected<'a> {
    pub insurers: Option<&'a [InsurerIx]>,
    pub performance: Option<PerformanceIx>,
}

pub fn integral(reference: &mut Reference, change: &IntegralTariffChange, from: Date) -> Result<(), Overflow> {
    let selected = Selected { insurers: change.insurers.as_deref(), performance: change.performance };
    reprice_integral(reference, &selected, from, |price| new_price(price, change.price))
}

/// Changes what insurers pay from a day on. A tariff of a concern that only some of whose insurers are meant is first
/// spelled out for each of them.
pub fn reprice_integral(
    reference: &mut Reference,
    selected: &Selected<'_>,
    from: Date,
    price: impl Fn(Price) -> Result<Price, Overflow>,
) -> Result<(), Overflow> {
    let of = |performance| selected.performance.is_none_or(|one| one == performance);
    if let Some(some) = selected.insurers {
        spell_out_concerns(reference, some, of);
    }
    let insurers = &reference.insurers;
    let is_one = |at: usize, some: &[InsurerIx]| some.contains(&InsurerIx::of(at));
    // Of a concern those that are not meant have rows of their own by now.
    let is_meant = |code: &str| {
        selected.insurers.is_none_or(|some| match insurers.iter().position(|row| row.code == code) {
            Some(own) => is_one(own, some),
            None => (0..insurers.len()).any(|at| insurers[at].goes_by(code) && is_one(at, some)),
        })
    };
    let meant: Vec<bool> =
        reference.integral_tariffs.iter().map(|row| of(row.performance) && is_meant(&row.insurer)).collect();
    let rows = std::mem::take(&mut reference.integral_tariffs);
    for (row, meant) in rows.into_iter().zip(meant) {
        let (before, after) = if meant { cut(row.validity, from) } else { (Some(row.validity), None) };
        if let Some(validity) = before {
            reference.integral_tariffs.push(IntegralTariff { validity, ..row.clone() });
        }
        if let Some(validity) = after {
            let tariff = price(row.tariff)?;
            reference.integral_tariffs.push(IntegralTariff { validity, tariff, ..row });
        }
    }
    reference.sort_tariffs();
    Ok(())
}

/// Changes what care is worth from a day on. The tariff of an activity that other disciplines deliver too is first spelled
/// out for the participants of each.
pub fn shadow(reference: &mut Reference, change: &ShadowTariffChange, from: Date) -> Result<(), Overflow> {
    let of = |activity| change.activity.is_none_or(|one| one == activity);
    if let Some(discipline) = change.discipline {
        spell_out_disciplines(reference, discipline, of);
    }
    let Reference { activities, participants, .. } = &*reference;
    let meant: Vec<bool> = reference
        .shadow_tariffs
        .iter()
        .map(|row| {
            let of_discipline = change.discipline.is_none_or(|discipline| match row.participant {
                Some(who) => participants[who.at()].discipline == discipline,
                None => activities[row.activity.at()].disciplines == [discipline],
            });
            of(row.activity) && of_discipline
        })
        .collect();
    let rows = std::mem::take(&mut reference.shadow_tariffs);
    for (row, meant) in rows.into_iter().zip(meant) {
        let (before, after) = if meant { cut(row.validity, from) } else { (Some(row.validity), None) };
        if let Some(validity) = before {
            reference.shadow_tariffs.push(ShadowTariff { validity, ..row.clone() });
        }
        if let Some(validity) = after {
            let tariff = new_price(row.tariff, change.price)?;
            reference.shadow_tariffs.push(ShadowTariff { validity, tariff, ..row });
        }
    }
    reference.shadow_tariffs.sort_by_key(|row| (row.activity, row.participant, row.validity.from));
    Ok(())
}

/// A validity up to a day, and from it on.
fn cut(validity: Validity, from: Date) -> (Option<Validity>, Option<Validity>) {
    if validity.to < from {
        (Some(validity), None)
    } else if validity.from >= from {
        (None, Some(validity))
    } else {
        (Some(Validity { to: from.plus_days(-1), ..validity }), Some(Validity { from, ..validity }))
    }
}

/// A tariff has whole cents (spec 1), also after a change.
fn new_price(price: Price, new: NewPrice) -> Result<Price, Overflow> {
    const CENT: i128 = Price::SCALE / 100;
    match new {
        NewPrice::Amount(price) => Ok(price),
        NewPrice::Factor(factor) => {
            let cents = round_ratio(product(&[price.wide(), factor.wide()])?, Rate::SCALE * CENT)?;
            i64::try_from(product(&[cents, CENT])?).map(Price).map_err(|_| Overflow)
        }
    }
}
