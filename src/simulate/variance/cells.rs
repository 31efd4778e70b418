//! What participants got per insurer and performance, and how the step from one such table to another is told apart in
//! volume, price and mix.

use super::{Parts, Side, Steps, of_claims};
use crate::calc::flows::Recipient;
use crate::calc::standing::{ClaimStanding, standings};
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::problem::Refusal;
use crate::domain::run::RunSpec;
use std::collections::{BTreeMap, BTreeSet};

/// An insurer and a performance, by code.
type Place = (String, String);

/// What claims of an insurer and performance brought in and gave.
#[derive(Clone, Debug, Default)]
struct Cell {
    /// Claimed, at the scale of quantities.
    quantity: i128,
    /// After ceilings and slices: what the rules divided, the reserve's part too.
    net: Cents,
    participants: BTreeMap<String, Cents>,
}

/// A whole run, its claims only.
#[derive(Debug, Default)]
pub struct Cells {
    /// Episodes with a claim in the run.
    episodes: i128,
    cells: BTreeMap<Place, Cell>,
    /// Whether claims were left out for want of a tariff or price.
    pub lacks_claims: bool,
}

impl Cells {
    pub fn of(side: Side<'_>, spec: &RunSpec) -> Result<Cells, Refusal> {
        let (dossier, reference) = (side.dossier, &side.dossier.reference);
        let outcome = of_claims(side, spec)?;
        let mut found = Cells { lacks_claims: !outcome.held.is_empty(), ..Cells::default() };
        let place = |insurer: &str, performance: &str| (insurer.to_owned(), performance.to_owned());
        for flow in &outcome.flows {
            let [insurer, performance, recipient] = flow.codes(reference);
            let cell = found.cells.entry(place(insurer, performance)).or_default();
            cell.net.add(flow.amount)?;
            if let Recipient::Participant(_) = flow.recipient {
                cell.participants.entry(recipient.to_owned()).or_default().add(flow.amount)?;
            }
        }
        // Adjustments of an insurer and performance went to the reserve: they are no claims.
        let counted = |adjustment: &&crate::domain::dossier::Adjustment| {
            adjustment.date.year() == spec.year && adjustment.date <= spec.to
        };
        for adjustment in dossier.adjustments.iter().filter(counted) {
            let insurer = adjustment.insurer.map_or("-", |insurer| reference.insurer_code(insurer));
            let performance = adjustment.performance.map_or("-", |performance| reference.performance_code(performance));
            found.cells.entry(place(insurer, performance)).or_default().net.sub(adjustment.amount)?;
        }
        let mut episodes = BTreeSet::new();
        let claims = &dossier.claims;
        for (at, standing) in standings(dossier, &outcome)?.claims.iter().enumerate() {
            if let ClaimStanding::Counted(_) = standing {
                episodes.insert(claims.episode[at].at());
                let insurer = reference.insurer_code(claims.insurer[at]);
                let performance = reference.performance_code(claims.performance[at]);
                let cell = found.cells.entry(place(insurer, performance)).or_default();
                cell.quantity = cell.quantity.checked_add(claims.quantity[at].wide()).ok_or(Overflow)?;
            }
        }
        found.episodes = i128::try_from(episodes.len()).map_err(|_| Overflow)?;
        Ok(found)
    }

    /// What the rules gave a participant of claims.
    pub fn of_participant(&self, code: &str) -> Result<Cents, Overflow> {
        Cents::sum(self.cells.values().filter_map(|cell| cell.participants.get(code).copied()))
    }

    /// The change of every participant to another table, as one part.
    pub fn each(
        &self,
        other: &Cells,
        parts: &mut BTreeMap<String, Parts>,
        book: impl Fn(&mut Parts, Cents) -> Result<(), Overflow>,
    ) -> Result<(), Overflow> {
        for (cells, is_other) in [(self, false), (other, true)] {
            for (code, amount) in cells.cells.values().flat_map(|cell| &cell.participants) {
                let change = if is_other { *amount } else { amount.negated()? };
                book(parts.entry(code.clone()).or_default(), change)?;
            }
        }
        Ok(())
    }
}

/// The change from one table to another as volume, mix and price. With flow f, quantity q and net n of an insurer and
/// performance, e episodes, and ′ for the other table, in whole cents at every station:
/// f → e′/e · f (volume) → q′/q · f (mix of performances) → n′/n · f (price) → f′ (mix of who delivered).
///
/// Projected years repeat the same episodes, and what is more or less care is claimed in other quantities: there the second
/// step is volume too. Their tariffs are the same here, so that the third is what ceilings and slices leave of a unit; who is
/// paid by the piece does not notice that, and it is never more than what really changed.
pub fn care(from: &Cells, to: &Cells, steps: Steps, parts: &mut BTreeMap<String, Parts>) -> Result<(), Overflow> {
    let nothing = Cell::default();
    let places: BTreeSet<&Place> = from.cells.keys().chain(to.cells.keys()).collect();
    for place in places {
        let (old, new) = (from.cells.get(place).unwrap_or(&nothing), to.cells.get(place).unwrap_or(&nothing));
        let codes: BTreeSet<&String> = old.participants.keys().chain(new.participants.keys()).collect();
        for code in codes {
            let amount = |cell: &Cell| cell.participants.get(code).copied().unwrap_or_default();
            let (start, end) = (amount(old), amount(new));
            let grown = scaled(start, to.episodes, from.episodes)?.unwrap_or(end);
            let composed = scaled(start, new.quantity, old.quantity)?;
            let priced = scaled(start, new.net.0.into(), old.net.0.into())?;
            let parts = parts.entry(code.clone()).or_default();
            parts.volume.add(grown.minus(start)?)?;
            // What was not there before, or brought in nothing, has no price to compare with: all of it is mix.
            let (composed, priced) = match (composed, priced) {
                (Some(composed), Some(priced)) if !start.is_zero() => (composed, priced),
                _ => (grown, grown),
            };
            let more = composed.minus(grown)?;
            match steps {
                Steps::Runs => parts.mix.add(more)?,
                Steps::Projected { .. } => parts.volume.add(more)?,
            }
            let (price, rest) = (priced.minus(composed)?, end.minus(composed)?);
            let price = match steps {
                Steps::Runs => price,
                Steps::Projected { .. } => Cents(price.0.clamp(rest.0.min(0), rest.0.max(0))),
            };
            parts.price.add(price)?;
            parts.mix.add(rest.minus(price)?)?;
        }
    }
    Ok(())
}

/// round(amount × numerator / denominator); `None` over nothing.
fn scaled(amount: Cents, numerator: i128, denominator: i128) -> Result<Option<Cents>, Overflow> {
    if denominator == 0 {
        return Ok(None);
    }
    // round_ratio wants a positive denominator; a net that is negative (reclaims) turns both signs.
    let sign = denominator.signum();
    let wide = round_ratio(product(&[amount.0.into(), numerator, sign])?, denominator.abs())?;
    Cents::from_wide(wide).map(Some)
}
