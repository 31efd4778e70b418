//! Integral tariffs, shadow tariffs and contracts.

use super::Intake;
use crate::domain::date::Validity;
use crate::domain::index::{ActivityIx, ParticipantIx, PerformanceIx, SeverityIx};
use crate::domain::problem::ProblemCode;
use crate::domain::reference::{Contract, IntegralTariff, ShadowTariff};
use crate::intake::columns::{contracts, integral_tariffs, shadow_tariffs};
use crate::intake::interner::Interner;
use crate::intake::reading::Reading;
use crate::intake::report::Report;
use crate::intake::row::Row;
use crate::intake::sentences::say;

/// Prices per insurer or concern, performance and severity. `parties` are the sorted codes that `insurer` may be.
pub fn read_integral_tariffs(
    intake: &mut Intake<'_>,
    parties: &[String],
    severities: &mut Interner,
) -> Vec<IntegralTariff> {
    use integral_tariffs as at;
    let Reading { gathered, mut report, .. } =
        intake.read(&at::KIND, |row, (rows, dated): &mut (Vec<(String, IntegralTariff)>, Vec<Dated>), report| {
            let validity = row.validity(at::valid_from, at::valid_to, report);
            let key = row.key(&[at::insurer, at::performance], &[at::severity]);
            dated.extend(Dated::of(row, key, at::valid_from, validity));
            let party = row.at(at::insurer).and_then(|party| parties.get(party as usize));
            let (true, Some(insurer), Some(performance), Some(validity), Some(tariff)) =
                (row.is_whole, party, row.at(at::performance), validity, row.price(at::tariff))
            else {
                return;
            };
            let tariff = IntegralTariff {
                insurer: insurer.clone(),
                performance: PerformanceIx(performance),
                severity: SeverityIx::NO_SEVERITY,
                validity,
                tariff,
                provisional: row.choice(at::status) == Some(1),
                source: row.text(at::source).to_owned(),
            };
            rows.push((row.text(at::severity).to_owned(), tariff));
        });
    let (rows, dated) = gathered;
    refuse_overlaps(dated, &mut report);
    intake.problems.append(report.finish());
    let severity_of = |(severity, tariff): (String, IntegralTariff)| IntegralTariff {
        severity: SeverityIx(severities.intern(&severity).0),
        ..tariff
    };
    rows.into_iter().map(severity_of).collect()
}

/// Mono-disciplinary prices per activity, of one participant or of all.
pub fn read_shadow_tariffs(intake: &mut Intake<'_>) -> Vec<ShadowTariff> {
    use shadow_tariffs as at;
    let take = |row: &Row<'_>, (list, dated): &mut (Vec<ShadowTariff>, Vec<Dated>), report: &mut Report| {
        let validity = row.validity(at::valid_from, at::valid_to, report);
        dated.extend(Dated::of(row, row.key(&[at::activity], &[at::participant]), at::valid_from, validity));
        let (true, Some(activity), Some(validity), Some(tariff)) =
            (row.is_whole, row.at(at::activity), validity, row.price(at::tariff))
        else {
            return;
        };
        let participant = row.at(at::participant).map(ParticipantIx);
        let source = row.text(at::source).to_owned();
        list.push(ShadowTariff { activity: ActivityIx(activity), participant, validity, tariff, source });
    };
    let Reading { gathered: (mut list, dated), mut report, .. } = intake.read(&at::KIND, take);
    list.sort_by_key(|tariff| (tariff.activity, tariff.participant, tariff.validity.from));
    refuse_overlaps(dated, &mut report);
    intake.problems.append(report.finish());
    list
}

pub fn read_contracts(intake: &mut Intake<'_>, parties: &[String]) -> Vec<Contract> {
    use contracts as at;
    let (mut list, _) = intake.read_all(&at::KIND, |row, list: &mut Vec<Contract>, _| {
        let party = row.at(at::insurer).and_then(|party| parties.get(party as usize));
        let (true, Some(insurer), Some(year)) = (row.is_whole, party, row.year(at::year)) else { return };
        list.push(Contract {
            insurer: insurer.clone(),
            year,
            performance: row.at(at::performance).map(PerformanceIx),
            ceiling: row.cents(at::ceiling),
            support_limit: row.cents(at::support_limit),
        });
    });
    list.sort_by(|a, b| (&a.insurer, a.year, a.performance).cmp(&(&b.insurer, b.year, b.performance)));
    list
}

/// A tariff row in time.
struct Dated {
    key: String,
    validity: Validity,
    line: u64,
    from: String,
}

impl Dated {
    fn of(row: &Row<'_>, key: Option<String>, from: usize, validity: Option<Validity>) -> Option<Dated> {
        let from = row.date(from)?.to_string();
        Some(Dated { key: key?, validity: validity?, line: row.line(), from })
    }
}

/// Two rows with the same key may not overlap (spec 1, "Validity"); each row is told once, at the later of the two.
fn refuse_overlaps(mut rows: Vec<Dated>, report: &mut Report) {
    rows.sort_by(|a, b| (&a.key, a.validity.from, a.line).cmp(&(&b.key, b.validity.from, b.line)));
    let mut reaching: Option<&Dated> = None;
    for row in &rows {
        let Some(before) = reaching.filter(|before| before.key == row.key) else {
            reaching = Some(row);
            continue;
        };
        if before.validity.overlaps(row.validity) {
            let (first, second) = if before.line < row.line { (before, row) } else { (row, before) };
            report.error(second.line, "valid_from", &second.from, || {
                let (line, period) = (first.line, first.validity);
                say(
                    ProblemCode::TariffOverlap,
                    format!("Dit tarief overlapt met dat op regel {line}, dat geldt voor {period}."),
                    format!("This tariff overlaps with the one on line {line}, which holds for {period}."),
                )
            });
        }
        if row.validity.to > before.validity.to {
            reaching = Some(row);
        }
    }
}
