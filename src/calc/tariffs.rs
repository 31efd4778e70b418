//! Integral tariffs compiled for lookup: insurer, performance, severity and date (spec 1, "Validity").

use crate::domain::date::{Date, Validity};
use crate::domain::decimal::Price;
use crate::domain::index::{InsurerIx, PerformanceIx, SeverityIx};
use crate::domain::reference::Reference;

/// A tariff that holds on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tariff {
    pub price: Price,
    pub provisional: bool,
}

/// Tariffs by (insurer, performance, severity), the insurer's own before its concern's.
#[derive(Clone, Debug)]
pub struct TariffBook {
    performances: usize,
    severities: usize,
    rows: Vec<Vec<(Validity, Tariff)>>,
}

impl TariffBook {
    pub fn new(reference: &Reference) -> TariffBook {
        let (performances, severities) = (reference.performances.len(), reference.severities.len());
        let mut rows = vec![Vec::new(); reference.insurers.len() * performances * severities];
        for (at, insurer) in reference.insurers.iter().enumerate() {
            let own = reference.integral_tariffs.iter().filter(|row| row.insurer == insurer.code);
            let concern = reference
                .integral_tariffs
                .iter()
                .filter(|row| row.insurer != insurer.code && insurer.goes_by(&row.insurer));
            for row in own.chain(concern) {
                let slot = (at * performances + row.performance.at()) * severities + row.severity.at();
                rows[slot].push((row.validity, Tariff { price: row.tariff, provisional: row.provisional }));
            }
        }
        TariffBook { performances, severities, rows }
    }

    /// The tariff that holds; the severity matches exactly. `None`: none agreed for that day.
    pub fn at(
        &self,
        insurer: InsurerIx,
        performance: PerformanceIx,
        severity: SeverityIx,
        day: Date,
    ) -> Option<Tariff> {
        let slot = (insurer.at() * self.performances + performance.at()) * self.severities + severity.at();
        self.rows[slot].iter().find(|(validity, _)| validity.holds(day)).map(|(_, tariff)| *tariff)
    }
}
