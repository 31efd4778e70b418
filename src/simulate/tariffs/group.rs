//! Claims that have one neutral tariff: those of a performance, or of a severity of it with tariffs of its own.

use crate::calc::allocate::{Salt, allocate};
use crate::domain::decimal::{Price, Quantity, Rate, parse_cents};
use crate::domain::index::{EpisodeIx, PerformanceIx, SeverityIx};
use crate::domain::money::{Cents, Overflow, product};
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::question::tariffs::Overhead;
use crate::domain::reference::Reference;
use std::collections::BTreeMap;

pub type Key = (PerformanceIx, SeverityIx);

#[derive(Clone, Debug, Default)]
pub struct Group {
    pub claims: u64,
    /// Claimed, at the scale of quantities.
    pub quantity: i128,
    pub mono: Cents,
    pub overhead: Cents,
    /// Mono in cents and claimed quantity of each episode.
    episodes: BTreeMap<EpisodeIx, (i128, i128)>,
}

impl Group {
    pub fn add(&mut self, episode: EpisodeIx, quantity: Quantity, mono: Cents) -> Result<(), Overflow> {
        self.claims += 1;
        self.quantity = self.quantity.checked_add(quantity.wide()).ok_or(Overflow)?;
        self.mono.add(mono)?;
        let of_episode = self.episodes.entry(episode).or_default();
        of_episode.0 += i128::from(mono.0);
        of_episode.1 += quantity.wide();
        Ok(())
    }

    pub fn episodes(&self) -> u64 {
        u64::try_from(self.episodes.len()).unwrap_or(u64::MAX)
    }

    /// (mono + overhead) / quantity, rounded up to the cent. Nothing pays for care of which nothing is claimed.
    pub fn tariff(&self) -> Result<Option<Cents>, Overflow> {
        if self.quantity <= 0 {
            return Ok(None);
        }
        let exact = product(&[i128::from(self.mono.plus(self.overhead)?.0), Quantity::SCALE])?;
        Cents::from_wide(ceiling(exact, self.quantity)).map(Some)
    }

    /// As a price, for the value of a claim; nothing where nothing is claimed.
    pub fn price(&self) -> Result<Price, Overflow> {
        Price::of_cents(self.tariff()?.unwrap_or_default())
    }

    /// Of the ratio Σ mono / Σ quantity, with the episode as sampling unit because the claims of one are not independent:
    /// √(n / (n − 1) · Σ (mono − ratio · quantity)²) / Σ quantity. Statistics: floats, in euro a claimed unit.
    pub fn standard_error(&self) -> Option<Cents> {
        let n = self.episodes.len();
        if n < 2 || self.quantity <= 0 {
            return None;
        }
        let units = |scaled: i128| scaled as f64 / Quantity::SCALE as f64;
        let ratio = self.mono.0 as f64 / units(self.quantity);
        let residual = |(mono, quantity): &(i128, i128)| (*mono as f64 - ratio * units(*quantity)).powi(2);
        let squares: f64 = self.episodes.values().map(residual).sum();
        let error = (squares * n as f64 / (n - 1) as f64).sqrt() / units(self.quantity);
        parse_cents(&format!("{:.2}", error / 100.0)).ok()
    }
}

/// numerator / denominator rounded up; both not negative.
fn ceiling(numerator: i128, denominator: i128) -> i128 {
    numerator / denominator + i128::from(numerator % denominator > 0)
}

/// Gives every group its overhead, in whole cents. A percentage is rounded up, so that the tariffs never fall short of
/// it; an amount is divided by allocate over the groups with claimed units by their mono value (salt `overhead`, keys
/// performance and severity).
///
/// Refuses an amount where no care has any value.
pub fn charge(groups: &mut BTreeMap<Key, Group>, overhead: Overhead, reference: &Reference) -> Result<(), Refusal> {
    match overhead {
        Overhead::None => {}
        Overhead::Percentage(percentage) => {
            for group in groups.values_mut() {
                let exact = product(&[i128::from(group.mono.0), percentage.wide()])?;
                group.overhead = Cents::from_wide(ceiling(exact, Rate::HUNDRED.wide()))?;
            }
        }
        Overhead::Amount(amount) => {
            let mut charged: Vec<(String, &mut Group)> = groups
                .iter_mut()
                .filter(|(_, group)| group.quantity > 0)
                .map(|((performance, severity), group)| {
                    let severity = &reference.severities[severity.at()];
                    (format!("{}\u{1f}{severity}", reference.performance_code(*performance)), group)
                })
                .collect();
            let weights: Vec<i64> = charged.iter().map(|(_, group)| group.mono.0).collect();
            let parts = allocate(amount.0, &weights, |at| charged[at].0.as_str(), Salt(&["overhead"]))?;
            let parts = parts.ok_or_else(|| {
                Refusal::new(
                    ProblemCode::InvalidScenario,
                    "De overhead is niet te verdelen: geen enkele declaratie heeft zorg met een schaduwwaarde.",
                    "The overhead cannot be divided: no claim has care with a shadow value.",
                )
            })?;
            for ((_, group), part) in charged.iter_mut().zip(parts) {
                group.overhead = Cents(part);
            }
        }
    }
    Ok(())
}
