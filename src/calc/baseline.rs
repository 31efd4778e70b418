//! What a guarantee is measured against: B_j (spec 2.6).

use super::prices::{PriceBook, value, value_of_part};
use super::stage::Stage;
use super::warning::Warning;
use crate::domain::date::{Date, days_of_year};
use crate::domain::decimal::{Price, Quantity, Rate};
use crate::domain::fraction::Fraction;
use crate::domain::index::{ActivityIx, EpisodeIx, ParticipantIx, TableIx};
use crate::domain::model::guarantee::{BaselineKind, Guarantee};
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::problem::{ProblemCode, Refusal};
use std::collections::BTreeSet;

/// Baselines of everyone who is covered.
#[derive(Clone, Debug, Default)]
pub struct Baselines {
    /// B_j per participant; `None`: not covered.
    pub amounts: Vec<Option<Cents>>,
    pub warnings: Vec<Warning>,
}

/// What a kind of baseline is made of, per participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// What its care is worth.
    Values(Vec<Cents>),
    /// Distinct episodes.
    Episodes(Vec<i64>),
    /// Nothing of this run.
    Nothing,
}

/// Computes baselines from the stage of a run.
pub struct Base<'a> {
    pub stage: &'a Stage<'a>,
}

impl Base<'_> {
    /// B_j of the covered. Refuses `reference_missing` where a fixed kind has no reference row at all.
    pub fn baselines(&self, guarantee: &Guarantee) -> Result<Baselines, Refusal> {
        let (measured, warnings) = match guarantee.baseline {
            BaselineKind::Mono => (self.mono()?, Vec::new()),
            BaselineKind::MonoBaseYear { base_date } => self.mono_base_year(base_date, guarantee.index)?,
            BaselineKind::Fixed => (Measured::Nothing, Vec::new()),
            BaselineKind::FixedPerEpisode => (self.episodes_now()?, Vec::new()),
        };
        let mut baselines = self.of(guarantee, measured)?;
        baselines.warnings.extend(warnings);
        Ok(baselines)
    }

    /// B_j of the covered, of what they are made of. Refuses `reference_missing`.
    pub fn of(&self, guarantee: &Guarantee, measured: Measured) -> Result<Baselines, Refusal> {
        let mut baselines = match measured {
            Measured::Values(amounts) => {
                Baselines { amounts: amounts.into_iter().map(Some).collect(), warnings: Vec::new() }
            }
            Measured::Episodes(now) => self.fixed(guarantee, &now)?,
            Measured::Nothing => self.fixed(guarantee, &[])?,
        };
        for (at, baseline) in baselines.amounts.iter_mut().enumerate() {
            let who = ParticipantIx::of(at);
            if !self.stage.members.lives(who) || !guarantee.covers(self.stage.members.discipline(who)) {
                *baseline = None;
            }
        }
        Ok(baselines)
    }

    fn mono(&self) -> Result<Measured, Overflow> {
        let mut amounts = vec![Cents::ZERO; self.stage.members.count()];
        for claim in 0..self.stage.selection.claims.len() {
            let values = self.stage.values.of(claim, TableIx::SHADOW);
            for (who, value) in self.stage.values.participants(claim).iter().zip(values) {
                amounts[who.at()].add(Cents(value))?;
            }
        }
        Ok(Measured::Values(amounts))
    }

    fn mono_base_year(&self, base_date: Date, index: Rate) -> Result<(Measured, Vec<Warning>), Overflow> {
        let mut amounts = vec![Cents::ZERO; self.stage.members.count()];
        let mut without: BTreeSet<ActivityIx> = BTreeSet::new();
        self.each_of_base_year(base_date, index, |_, activity, who, amount, fell_back| {
            if fell_back {
                without.insert(activity);
            }
            amounts[who.at()].add(amount)
        })?;
        let warnings = without.into_iter().map(|activity| {
            let code = self.stage.dossier.reference.activity_code(activity);
            Warning {
                code: ProblemCode::NoBasePrice,
                about: code.to_owned(),
                message_nl: format!(
                    "Activiteit {code} had op {base_date} geen tarief; de prijs van de dag zelf telt, zonder index."
                ),
                message_en: format!(
                    "Activity {code} had no tariff on {base_date}; the price of its own day counts, without index."
                ),
            }
        });
        Ok((Measured::Values(amounts), warnings.collect()))
    }

    /// What each delivery of the selection (or part of a shifted one) is worth at the tariffs of `base_date`: its position,
    /// its activity, whose it is, the amount, and whether it fell back on the price of its own day.
    pub fn each_of_base_year(
        &self,
        base_date: Date,
        index: Rate,
        mut take: impl FnMut(usize, ActivityIx, ParticipantIx, Cents, bool) -> Result<(), Overflow>,
    ) -> Result<(), Overflow> {
        let base = BasePrices { prices: self.stage.prices, base_date, index };
        for delivery in 0..self.stage.selection.deliveries.len() {
            let row = self.stage.selection.deliveries[delivery].at();
            let rows = &self.stage.dossier.deliveries;
            let (activity, quantity, day) = (rows.activity[row], rows.quantity[row], rows.date[row]);
            let shifted = self.stage.care.unit(delivery).filter(|unit| !self.stage.care.part(unit).is_zero());
            let mut parts: Vec<(ParticipantIx, ActivityIx, Fraction)> = Vec::with_capacity(2);
            match shifted {
                None => parts.push((self.stage.selection.participant[delivery], activity, Fraction::ONE)),
                Some(unit) => {
                    parts.push((unit.taker, activity, self.stage.care.part(unit).complement()));
                    parts.push((unit.giver, self.stage.care.given_activity(unit), self.stage.care.part(unit)));
                }
            }
            for (who, activity, part) in parts {
                let (amount, fell_back) = base.value(who, activity, part, quantity, day)?;
                take(delivery, activity, who, amount, fell_back)?;
            }
        }
        Ok(())
    }

    /// `now`: distinct episodes of each participant, for the kind that asks for them.
    fn fixed(&self, guarantee: &Guarantee, now: &[i64]) -> Result<Baselines, Refusal> {
        if self.stage.dossier.reference_income.is_empty() {
            return Err(Refusal::new(
                ProblemCode::ReferenceMissing,
                "De garantie rust op inkomen van een referentiejaar, maar reference.csv heeft geen rijen.",
                "The guarantee rests on income of a reference year, but reference.csv has no rows.",
            ));
        }
        let per_episode = guarantee.baseline == BaselineKind::FixedPerEpisode;
        let mut reference: Vec<Option<(Cents, i64)>> = vec![None; self.stage.members.count()];
        for row in &self.stage.dossier.reference_income {
            let known = reference[self.stage.members.successor(row.participant).at()].get_or_insert((Cents::ZERO, 0));
            known.0.add(row.amount)?;
            known.1 = known.1.checked_add(row.episodes.unwrap_or(0)).ok_or(Overflow)?;
        }
        let (days, of_year) = days_of_year(self.stage.spec.year, self.stage.spec.to);
        let mut baselines = Baselines::default();
        for (at, reference) in reference.into_iter().enumerate() {
            let usable = reference.filter(|(_, episodes)| !per_episode || *episodes > 0);
            let Some((amount, episodes)) = usable else {
                baselines.amounts.push(None);
                let who = ParticipantIx::of(at);
                if self.stage.members.lives(who) && guarantee.covers(self.stage.members.discipline(who)) {
                    baselines.warnings.push(reference_missing(self.stage.dossier.reference.participant_code(who)));
                }
                continue;
            };
            let indexed = product(&[i128::from(amount.0), guarantee.index.wide()])?;
            let (times, over) = if per_episode { (now[at], episodes) } else { (days, of_year) };
            let exact = product(&[indexed, i128::from(times)])?;
            let baseline = round_ratio(exact, product(&[Rate::SCALE, i128::from(over)])?)?;
            baselines.amounts.push(Some(Cents::from_wide(baseline)?));
        }
        Ok(baselines)
    }

    /// Distinct episodes in which each participant has positive shadow value as delivered in the run.
    fn episodes_now(&self) -> Result<Measured, Overflow> {
        let mut seen: Vec<(ParticipantIx, EpisodeIx)> = Vec::new();
        for delivery in 0..self.stage.selection.deliveries.len() {
            if self.stage.selection.value(delivery, TableIx::SHADOW).is_positive() {
                let row = self.stage.selection.deliveries[delivery].at();
                seen.push((self.stage.selection.participant[delivery], self.stage.dossier.deliveries.episode[row]));
            }
        }
        seen.sort_unstable();
        seen.dedup();
        let mut counts = vec![0; self.stage.members.count()];
        seen.into_iter().for_each(|(who, _)| counts[who.at()] += 1);
        Ok(Measured::Episodes(counts))
    }
}

fn reference_missing(code: &str) -> Warning {
    Warning {
        code: ProblemCode::ReferenceMissing,
        about: code.to_owned(),
        message_nl: format!("Deelnemer {code} heeft geen bruikbaar referentie-inkomen en valt buiten de garantie."),
        message_en: format!("Participant {code} has no usable reference income and is not covered by the guarantee."),
    }
}

struct BasePrices<'a> {
    prices: &'a PriceBook,
    base_date: Date,
    index: Rate,
}

impl BasePrices<'_> {
    /// round(part × quantity × tariff at the base date × index); without a tariff then, at the day's own price without
    /// index, and `true`.
    fn value(
        &self,
        who: ParticipantIx,
        activity: ActivityIx,
        part: Fraction,
        quantity: Quantity,
        day: Date,
    ) -> Result<(Cents, bool), Overflow> {
        let at = |day| self.prices.price(TableIx::SHADOW, activity, who, day);
        if let Some(price) = at(self.base_date) {
            let exact = product(&[part.numerator, quantity.wide(), price.wide(), self.index.wide()])?;
            let scale = product(&[part.denominator, Quantity::SCALE, Price::SCALE, Rate::SCALE])? / 100;
            return Ok((Cents::from_wide(round_ratio(exact, scale)?)?, false));
        }
        let price = at(day).unwrap_or_default();
        let amount =
            if part == Fraction::ONE { value(quantity, price)? } else { value_of_part(part, quantity, price)? };
        Ok((amount, true))
    }
}
