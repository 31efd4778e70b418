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
    // Bundles of rows with errors too: what names one of them is not wrong as well.
    type Rows = (Vec<String>, Vec<(String, Performance)>);
    let ((mut bundles, rows), keys) = intake.read_all(&at::KIND, |row, (bundles, list): &mut Rows, report| {
        let bundle = row.text(at::bundle);
        if !bundle.is_empty() {
            bundles.push(bundle.to_owned());
        }
        let (true, Some(unit)) = (row.is_whole, row.choice(at::unit)) else {
            return;
        };
        let claimed_by_participant = row.choice(at::claimed_by) == Some(1);
        if !claimed_by_participant && !BUNDLES.contains(&bundle) {
            report.warning(row.line(), row.name(at::bundle), bundle, || sentences::unusual_bundle(bundle));
        }
        let performance = Performance {
            code: row.text(at::performance).to_owned(),
            name: row.text(at::name).to_owned(),
            bundle: BundleIx::NONE,
            unit: if unit == 0 { Unit::Case } else { Unit::Hour },
            claimed_by_participant,
        };
        list.push((bundle.to_owned(), performance));
    });
    bundles.extend(BUNDLES.map(str::to_owned));
    bundles.sort_unstable();
    bundles.dedup();
    let in_bundle = |(bundle, performance): (String, Performance)| Performance {
        bundle: bundles.binary_search(&bundle).map_or(BundleIx::NONE, BundleIx::of),
        ..performance
    };
    let mut list: Vec<Performance> = rows.into_iter().map(in_bundle).collect();
    list.sort_by(|a, b| a.code.cmp(&b.code));
    intake.known.performances = codes(list.iter().map(|performance| performance.code.as_str()), &keys);
    intake.known.bundles = Codes::sorted(bundles.iter().map(String::as_str)).open_if(keys.unreadable);
    (list, bundles)
}

pub fn read_activities(intake: &mut Intake<'_>) -> Vec<Activity> {
    use activities as at;
    let (mut list, keys) = intake.read_all(&at::KIND, |row, list: &mut Vec<Activity>, report| {
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
                report.error(row.line(), name, code, || sentences::unknown(To::Discipline, code));
            }
        }
    }
    disciplines.sort_unstable();
    disciplines.dedup();
    is_whole.then_some(disciplines)
}
