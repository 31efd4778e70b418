//! `retariff`: insurers that follow the mono value of care down (spec 3).
//!
//! The fall is what a unit of a performance was worth at shadow tariffs in the year before, with the changes that stand
//! before this one, against what it was worth in that year without any. It is pooled over the insurers that the change
//! names, so that a small one does not follow its own chance.

use super::base::Base;
use super::prices::{self, Selected};
use super::year::ProjectedYear;
use super::{Changes, projected};
use crate::domain::date::first_day;
use crate::domain::decimal::{Price, Quantity, Rate};
use crate::domain::index::{InsurerIx, PerformanceIx};
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::problem::Refusal;
use crate::domain::scenario::Retariff;
use crate::domain::simulation::assume;

/// A cent as a price, which has 4 decimals.
const CENT: i64 = 100;

/// Lowers the tariffs of the year by a share of the fall of the year before, not below zero. In the base year there is no
/// year before to have fallen in.
pub fn apply(
    at: &mut ProjectedYear,
    change: &Retariff,
    base: &Base,
    changes: &Changes,
    place: usize,
) -> Result<(), Refusal> {
    let before = at.year - 1;
    if before < base.year {
        return Ok(());
    }
    let was = Worth::of(&projected(base, &Changes::none(), 0, before, false)?, change)?;
    let is = Worth::of(&projected(base, changes, place, before, false)?, change)?;
    for performance in (0..at.dossier.reference.performances.len()).map(PerformanceIx::of) {
        if change.performance.is_some_and(|one| one != performance) {
            continue;
        }
        let fall = fall(was.of_performance(performance), is.of_performance(performance), change.share)?;
        if fall > 0 {
            let selected = Selected { insurers: change.insurers.as_deref(), performance: Some(performance) };
            let lower = |price: Price| Ok(Price((price.0 - fall).max(0)));
            prices::reprice_integral(&mut at.dossier.reference, &selected, first_day(at.year), lower)?;
            let (year, code) = (at.year, at.dossier.reference.performance_code(performance).to_owned());
            let (fall, share) = (Cents(fall / CENT), change.share);
            at.assume(assume(
                format!("{year}: het integrale tarief {code} is {fall} lager, {share}% van de daling van {before}."),
                format!("{year}: the integral tariff {code} is {fall} lower, {share}% of the fall of {before}."),
            ));
        }
    }
    Ok(())
}

/// By performance: shadow value in cents, and claimed quantity.
struct Worth(Vec<(i128, i128)>);

impl Worth {
    fn of(year: &ProjectedYear, change: &Retariff) -> Result<Worth, Overflow> {
        let claims = &year.dossier.claims;
        let mut sums = vec![(0, 0); year.dossier.reference.performances.len()];
        let counts = |insurer: InsurerIx| change.insurers.as_ref().is_none_or(|some| some.contains(&insurer));
        for claim in (0..claims.id.len()).filter(|claim| claims.date[*claim].year() == year.year) {
            if counts(claims.insurer[claim]) {
                sums[claims.performance[claim].at()].1 += claims.quantity[claim].wide();
            }
        }
        for (row, (_, worth)) in year.mono()?.into_iter().enumerate() {
            if let Some(claim) = year.claim_in_run(row).filter(|claim| counts(claims.insurer[claim.at()])) {
                sums[claims.performance[claim.at()].at()].0 += i128::from(worth.0);
            }
        }
        Ok(Worth(sums))
    }

    fn of_performance(&self, performance: PerformanceIx) -> (i128, i128) {
        self.0[performance.at()]
    }
}

/// The share of the fall per unit, as a price of whole cents; 0 where there is none.
fn fall(was: (i128, i128), is: (i128, i128), share: Rate) -> Result<i64, Overflow> {
    let ((was, of), (is, now)) = (was, is);
    if of == 0 || now == 0 {
        return Ok(0);
    }
    // was/of − is/now, times the share.
    let exact = product(&[was, now])?.checked_sub(product(&[is, of])?).ok_or(Overflow)?;
    if exact <= 0 {
        return Ok(0);
    }
    let (numerator, denominator) =
        (product(&[exact, Quantity::SCALE, share.wide()])?, product(&[of, now, Rate::HUNDRED.wide()])?);
    let cents = round_ratio(numerator, denominator)?;
    i64::try_from(product(&[cents, i128::from(CENT)])?).map_err(|_| Overflow)
}
