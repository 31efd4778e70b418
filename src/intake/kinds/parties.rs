//! Payees, participants and their mergers, insurers and concerns.

use super::chains::{self, END};
use super::{Intake, codes};
use crate::domain::date::Date;
use crate::domain::index::{DisciplineIx, ParticipantIx, PayeeIx};
use crate::domain::problem::ProblemCode;
use crate::domain::reference::{Insurer, Merger, Participant, Payee};
use crate::intake::columns::{insurers, participants, payees};
use crate::intake::keys::Keys;
use crate::intake::known::{Codes, Found, To};
use crate::intake::reading::Reading;
use crate::intake::report::Report;
use crate::intake::row::Row;
use crate::intake::sentences::{self, say};
use std::collections::BTreeSet;

pub fn read_payees(intake: &mut Intake<'_>) -> Vec<Payee> {
    use payees as at;
    let (mut list, keys) = intake.read_all(&at::KIND, |row, list: &mut Vec<Payee>, _| {
        if row.is_whole {
            let text = |column| row.text(column).to_owned();
            list.push(Payee { code: text(at::payee), name: text(at::name), iban: text(at::iban), agb: text(at::agb) });
        }
    });
    list.sort_by(|a, b| a.code.cmp(&b.code));
    intake.known.payees = codes(list.iter().map(|payee| payee.code.as_str()), &keys);
    list
}

/// What a row says of its merger, whether or not the rest of the row is good.
struct MergerCells {
    line: u64,
    code: String,
    into: String,
    /// `None` when it is empty or no date.
    on: Option<Date>,
}

pub fn read_participants(intake: &mut Intake<'_>) -> Vec<Participant> {
    use participants as at;
    let take = |row: &Row<'_>, (list, mergers): &mut (Vec<Participant>, Vec<MergerCells>), report: &mut Report| {
        let active = row.validity(at::active_from, at::active_to, report);
        check_merger_is_whole(row, report);
        if !row.text(at::merged_into).is_empty() {
            let (code, into) = (row.text(at::participant).to_owned(), row.text(at::merged_into).to_owned());
            let on = row.date(at::merged_on);
            mergers.push(MergerCells { line: row.line(), code, into, on });
        }
        let (true, Some(discipline), Some(active)) = (row.is_whole, row.at(at::discipline), active) else { return };
        list.push(Participant {
            code: row.text(at::participant).to_owned(),
            name: row.text(at::name).to_owned(),
            discipline: DisciplineIx(discipline),
            agb: row.text(at::agb).to_owned(),
            payee: row.at(at::payee).map(PayeeIx),
            active,
            merger: None,
        });
    };
    let Reading { gathered: (mut list, mergers), keys, mut report } = intake.read(&at::KIND, take);
    list.sort_by(|a, b| a.code.cmp(&b.code));
    intake.known.participants = codes(list.iter().map(|participant| participant.code.as_str()), &keys);
    resolve_mergers(intake, &mut list, &mergers, &keys, &mut report);
    intake.problems.append(report.finish());
    list
}

/// A merger is a successor and a date; from the year of the date the participant is read as the successor (spec 1).
fn check_merger_is_whole(row: &Row<'_>, report: &mut Report) {
    use participants as at;
    let (into, on) = (row.text(at::merged_into), row.text(at::merged_on));
    if !into.is_empty() && on.is_empty() {
        row.wrong(at::merged_on, report, || {
            let into = sentences::quoted(into);
            say(
                ProblemCode::MergeDateMissing,
                format!("De datum van de fusie met {into} ontbreekt."),
                format!("The date of the merger into {into} is missing."),
            )
        });
    }
    if into.is_empty() && !on.is_empty() {
        row.wrong(at::merged_into, report, || {
            let on = sentences::shown(on);
            say(
                ProblemCode::MergeDateMissing,
                format!("Bij de fusiedatum {on} ontbreekt de deelnemer die verdergaat."),
                format!("The merger date {on} lacks the participant that goes on."),
            )
        });
    }
}

fn resolve_mergers(
    intake: &Intake<'_>,
    list: &mut [Participant],
    mergers: &[MergerCells],
    keys: &Keys,
    report: &mut Report,
) {
    let column = "merged_into";
    let mut next = vec![END; keys.keys.len()];
    let mut lines = vec![0; keys.keys.len()];
    for merger in mergers {
        let (into, line) = (merger.into.as_str(), merger.line);
        let (position, into) = match intake.known.find(To::Participant, into) {
            Found::At(position) => (position, into),
            Found::Restored(position, code) => {
                report.warning(line, column, into, || sentences::zero_restored(To::Participant, into, code));
                (position, code)
            }
            Found::Unknown => {
                report.error(line, column, into, || sentences::unknown(To::Participant, into));
                continue;
            }
        };
        let position_of_row = keys.keys.find(&merger.code).map_or(usize::MAX, |at| at as usize);
        if let (Some(next), Some(line)) = (next.get_mut(position_of_row), lines.get_mut(position_of_row)) {
            *next = keys.keys.find(into).unwrap_or(END);
            *line = merger.line;
        }
        if let Ok(at) = list.binary_search_by(|participant| participant.code.as_str().cmp(&merger.code)) {
            list[at].merger = merger.on.map(|on| Merger { into: ParticipantIx(position), on });
        }
    }
    let texts = keys.keys.texts();
    for cycle in chains::cycles(&next) {
        let line = cycle.iter().filter_map(|at| lines.get(*at as usize)).min().copied().unwrap_or_default();
        let value = mergers.iter().find(|merger| merger.line == line).map_or("", |merger| merger.into.as_str());
        report.error(line, column, value, || {
            let chain = chains::shown(&cycle, |at| texts.get(at as usize));
            say(
                ProblemCode::MergeCycle,
                format!("Deze fusies leiden terug naar hun begin: {chain}."),
                format!("These mergers lead back to where they began: {chain}."),
            )
        });
    }
}

/// Insurers, and the codes that a tariff or contract may name: theirs and those of their concerns, sorted.
pub fn read_insurers(intake: &mut Intake<'_>) -> (Vec<Insurer>, Vec<String>) {
    use insurers as at;
    let take = |row: &Row<'_>, (list, parties): &mut (Vec<Insurer>, Vec<String>), _: &mut Report| {
        // Also of a row with an error: who names its concern is not wrong as well.
        parties.extend([at::insurer, at::concern].map(|column| row.text(column).to_owned()));
        if row.is_whole {
            let text = |column| row.text(column).to_owned();
            let self_pay = row.choice(at::kind) == Some(1);
            list.push(Insurer { code: text(at::insurer), name: text(at::name), concern: text(at::concern), self_pay });
        }
    };
    let ((mut list, parties), keys) = intake.read_all(&at::KIND, take);
    let mut parties: BTreeSet<String> = parties.into_iter().collect();
    parties.extend(keys.keys.texts().iter().map(str::to_owned));
    parties.remove("");
    list.sort_by(|a, b| a.code.cmp(&b.code));
    intake.known.insurers = codes(list.iter().map(|insurer| insurer.code.as_str()), &keys);
    intake.known.parties = Codes::sorted(parties.iter().map(String::as_str)).open_if(keys.unreadable);
    (list, parties.into_iter().collect())
}
