//! Performances and activities: what can be claimed, and what is really delivered.

use super::{Intake, codes};
use crate::domain::index::{BundleIx, DisciplineIx};
use crate::domain::problem::ProblemCode;
use crate::domain::reference::{Activity, BUNDLES, Performance, Unit};
use crate::intake::columns::{activities, performances};
use crate::intake::known::{Codes, FAULTY, Found, To};
use crate::intake::report::Report;
use crate::intake::row::Row;
use crate::intake::sentences::{self, say};

/// Performances, and the bundles that they and [`BUNDLES`] name, sorted.
pub fn read_performances(intake: &mut Intake<'_>) -> (Vec<Performance>, Vec<String>) {
    use performances as at;
    let mut list: Vec<Performance> = Vec::new();
    let mut of_bundle: Vec<String> = Vec::new();
    let keys = intake.read_all(&at::KIND, |row, report| {
        let bundle = row.text(at::bundle);
        if !bundle.is_empty() && !of_bundle.iter().any(|known| known == bundle) {
            of_bundle.push(bundle.to_owned());
        }
        let (true, Some(unit)) = (row.is_whole, row.choice(at::unit)) else {
            return;
        };
        let claimed_by_participant = row.choice(at::claimed_by) == Some(1);
        if !claimed_by_participant && !BUNDLES.contains(&bundle) {
            report.warning(row.line, row.name(at::bundle), bundle, || sentences::unusual_bundle(bundle));
        }
        list.push(Performance {
            code: row.text(at::performance).to_owned(),
            name: row.text(at::name).to_owned(),
            // By the order in which they came; put in the order of their codes below.
            bundle: BundleIx::of(of_bundle.iter().position(|known| known == bundle).unwrap_or(0)),
            unit: if unit == 0 { Unit::Case } else { Unit::Hour },
            claimed_by_participant,
        });
    });
    let mut bundles: Vec<String> = BUNDLES.map(str::to_owned).into_iter().chain(of_bundle.iter().cloned()).collect();
    bundles.sort_unstable();
    bundles.dedup();
    for performance in &mut list {
        let code = of_bundle.get(performance.bundle.at());
        performance.bundle = BundleIx::of(bundles.iter().position(|known| Some(known) == code).unwrap_or(0));
    }
    list.sort_by(|a, b| a.code.cmp(&b.code));
    intake.known.performances = codes(list.iter().map(|performance| performance.code.as_str()), &keys);
    intake.known.bundles = Codes::sorted(bundles.iter().map(String::as_str)).open_if(keys.unreadable);
    (list, bundles)
}

pub fn read_activities(intake: &mut Intake<'_>) -> Vec<Activity> {
    use activities as at;
    let mut list: Vec<Activity> = Vec::new();
    let keys = intake.read_all(&at::KIND, |row, report| {
        let disciplines = disciplines(row, report);
        let (true, Some(disciplines), Some(bundle)) = (row.is_whole, disciplines, row.at(at::bundle)) else {
            return;
        };
        list.push(Activity {
            code: row.text(at::activity).to_owned(),
            name: row.text(at::name).to_owned(),
            disciplines,
            bundle: BundleIx(bundle),
            variable_cost: row.price(at::variable_cost),
            hours: row.quantity(at::hours),
        });
    });
    list.sort_by(|a, b| a.code.cmp(&b.code));
    intake.known.activities = codes(list.iter().map(|activity| activity.code.as_str()), &keys);
    list
}

/// The disciplines of an activity, in the order of their codes; `None` when one is wrong.
fn disciplines(row: &Row<'_>, report: &mut Report) -> Option<Vec<DisciplineIx>> {
    let column = activities::discipline;
    let name = row.name(column);
    let mut disciplines = Vec::new();
    let mut is_whole = true;
    for code in row.text(column).split('|').filter(|_| !row.text(column).is_empty()) {
        match row.known.find(To::Discipline, code) {
            Found::At(position) | Found::Restored(position, _) => {
                is_whole &= position != FAULTY;
                disciplines.push(DisciplineIx(position));
            }
            Found::Unknown if code.is_empty() => {
                is_whole = false;
                row.wrong(column, report, || {
                    say(
                        ProblemCode::UnknownDiscipline,
                        "Tussen de streepjes '|' ontbreekt een discipline.",
                        "A discipline is missing between the bars '|'.",
                    )
                });
            }
            Found::Unknown => {
                is_whole = false;
                report.error(row.line, name, code, || sentences::unknown(To::Discipline, code));
            }
        }
    }
    disciplines.sort_unstable();
    disciplines.dedup();
    is_whole.then_some(disciplines)
}
