//! The tariffs that the neutral ones are held beside: those that hold, with a proposed list before them.

use crate::calc::tariffs::TariffBook;
use crate::domain::decimal::{Price, Quantity};
use crate::domain::dossier::Dossier;
use crate::domain::index::{InsurerIx, PerformanceIx, SeverityIx};
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::question::tariffs::ProposedTariff;
use crate::domain::reference::Reference;
use crate::domain::simulation::tariffs::ListFigures;

pub struct List<'a> {
    reference: &'a Reference,
    agreed: TariffBook,
    proposed: &'a [ProposedTariff],
}

impl<'a> List<'a> {
    pub fn new(reference: &'a Reference, proposed: &'a [ProposedTariff]) -> List<'a> {
        List { reference, agreed: TariffBook::new(reference), proposed }
    }

    /// The tariff of a claim: the proposed one for its insurer, else for its concern, else for all; else the agreed one.
    /// The severity matches exactly.
    pub fn tariff(&self, dossier: &Dossier, claim: usize) -> Option<Price> {
        let claims = &dossier.claims;
        let of = (claims.insurer[claim], claims.performance[claim], claims.severity[claim]);
        let agreed = || self.agreed.at(of.0, of.1, of.2, claims.date[claim]).map(|tariff| tariff.price);
        self.proposed(of).or_else(agreed)
    }

    fn proposed(&self, (insurer, performance, severity): (InsurerIx, PerformanceIx, SeverityIx)) -> Option<Price> {
        let insurer = &self.reference.insurers[insurer.at()];
        let rows = self.proposed.iter().filter(|row| (row.performance, row.severity) == (performance, severity));
        let rank = |row: &&ProposedTariff| match &row.insurer {
            Some(code) if *code == insurer.code => Some(0),
            Some(code) if insurer.goes_by(code) => Some(1),
            Some(_) => None,
            None => Some(2),
        };
        let ranked = rows.filter_map(|row| Some((rank(&row)?, row.tariff)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, tariff)| tariff)
    }

    /// The severities of a year that have a tariff of their own: a claim of any other one has no price that differs.
    pub fn has_tariffs_of_its_own(&self, year: i32, performance: PerformanceIx, severity: SeverityIx) -> bool {
        use crate::domain::date::{Validity, first_day, last_day};
        let year = Validity { from: first_day(year), to: last_day(year) };
        let agreed = self
            .reference
            .integral_tariffs
            .iter()
            .any(|row| (row.performance, row.severity) == (performance, severity) && row.validity.overlaps(year));
        agreed || self.proposed.iter().any(|row| (row.performance, row.severity) == (performance, severity))
    }
}

/// Sums of a list over claims.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    quantity: i128,
    figures: ListFigures,
}

impl Sums {
    /// Adds a claim: what it brings in at the list, if it has a tariff, and at the neutral tariffs.
    pub fn add(&mut self, quantity: Quantity, by_list: Option<Cents>, neutral: Cents) -> Result<(), Overflow> {
        let Some(revenue) = by_list else {
            self.figures.without_tariff += 1;
            return Ok(());
        };
        self.quantity = self.quantity.checked_add(quantity.wide()).ok_or(Overflow)?;
        self.figures.claims += 1;
        self.figures.revenue.add(revenue)?;
        self.figures.neutral.add(neutral)
    }

    pub fn figures(&self) -> Result<ListFigures, Overflow> {
        let mut figures = self.figures.clone();
        figures.difference = figures.revenue.minus(figures.neutral)?;
        if self.quantity > 0 {
            let exact = product(&[i128::from(figures.revenue.0), Quantity::SCALE])?;
            figures.average = Some(Cents::from_wide(round_ratio(exact, self.quantity)?)?);
        }
        Ok(figures)
    }
}
