//! The small files around a settlement: episodes, adjustments, reference and other income, scores, balances, advances.
//!
//! Each list is sorted by its content, because the order of rows has no meaning.

use super::Intake;
use crate::domain::dossier::{Account, Adjustment, Advance, Balance, Episode, OtherIncome, ReferenceIncome, Score};
use crate::domain::index::{EpisodeIx, InsurerIx, ParticipantIx, PerformanceIx};
use crate::domain::problem::ProblemCode;
use crate::intake::cell::Fault;
use crate::intake::columns::{adjustments, advances, balances, episodes, other_income, reference, scores};
use crate::intake::interner::Interner;
use crate::intake::report::Report;
use crate::intake::row::Row;
use crate::intake::sentences::{self, say};

/// Episodes, and their ids at their positions, which are the first that a dossier knows.
pub fn read_episodes(intake: &mut Intake<'_>) -> (Vec<Episode>, Interner) {
    let (mut list, ids) = episode_rows(intake);
    // Without errors every key is a row, in the same order; with errors there is no dossier.
    list.iter_mut().enumerate().for_each(|(at, episode)| episode.id = EpisodeIx::of(at));
    list.sort_by(|a, b| ids.texts().get(a.id.at()).cmp(ids.texts().get(b.id.at())));
    (list, ids)
}

/// Episodes in the order of their file, without their positions, and the keys of the file.
pub fn episode_rows(intake: &mut Intake<'_>) -> (Vec<Episode>, Interner) {
    use episodes as at;
    let (list, keys) = intake.read_all(&at::KIND, |row, list: &mut Vec<Episode>, report| {
        row.validity(at::start, at::end, report);
        if !row.is_whole {
            return;
        }
        list.push(Episode {
            id: EpisodeIx::NONE,
            start: row.date(at::start),
            due: row.date(at::due),
            end: row.date(at::end),
            end_reason: row.text(at::end_reason).to_owned(),
            children: row.number(at::children).and_then(|children| u32::try_from(children).ok()),
            lead_participant: row.at(at::lead_participant).map(ParticipantIx),
        });
    });
    (list, keys.keys)
}

pub fn read_adjustments(intake: &mut Intake<'_>) -> Vec<Adjustment> {
    use adjustments as at;
    let (mut list, _) = intake.read_all(&at::KIND, |row, list: &mut Vec<Adjustment>, _| {
        let (true, Some(date), Some(amount)) = (row.is_whole, row.date(at::date), row.cents(at::amount)) else {
            return;
        };
        list.push(Adjustment {
            id: row.text(at::adjustment_id).to_owned(),
            date,
            kind: row.text(at::kind).to_owned(),
            amount,
            insurer: row.at(at::insurer).map(InsurerIx),
            performance: row.at(at::performance).map(PerformanceIx),
            reason: row.text(at::reason).to_owned(),
        });
    });
    list.sort_by(|a, b| a.id.cmp(&b.id));
    list
}

pub fn read_reference_income(intake: &mut Intake<'_>) -> Vec<ReferenceIncome> {
    use reference as at;
    let (mut list, _) = intake.read_all(&at::KIND, |row, list: &mut Vec<ReferenceIncome>, _| {
        let (true, Some(participant), Some(amount)) = (row.is_whole, row.at(at::participant), row.cents(at::amount))
        else {
            return;
        };
        let participant = ParticipantIx(participant);
        list.push(ReferenceIncome { participant, amount, episodes: row.number(at::episodes) });
    });
    list.sort_by_key(|income| income.participant);
    list
}

pub fn read_other_income(intake: &mut Intake<'_>) -> Vec<OtherIncome> {
    use other_income as at;
    let (mut list, _) = intake.read_all(&at::KIND, |row, list: &mut Vec<OtherIncome>, _| {
        let (true, Some(participant), Some(year), Some(amount)) =
            (row.is_whole, row.at(at::participant), row.year(at::year), row.cents(at::amount))
        else {
            return;
        };
        let kind = row.text(at::kind).to_owned();
        list.push(OtherIncome { participant: ParticipantIx(participant), year, amount, kind });
    });
    list.sort_by(|a, b| (a.participant, a.year, &a.kind, a.amount).cmp(&(b.participant, b.year, &b.kind, b.amount)));
    list
}

pub fn read_scores(intake: &mut Intake<'_>) -> Vec<Score> {
    use scores as at;
    let (mut list, _) = intake.read_all(&at::KIND, |row, list: &mut Vec<Score>, _| {
        let (true, Some(participant), Some(year), Some(weight)) =
            (row.is_whole, row.at(at::participant), row.year(at::year), row.rate(at::weight))
        else {
            return;
        };
        let fund = row.text(at::fund).to_owned();
        list.push(Score { fund, participant: ParticipantIx(participant), year, weight });
    });
    list.sort_by(|a, b| (&a.fund, a.participant, a.year).cmp(&(&b.fund, b.participant, b.year)));
    list
}

pub fn read_balances(intake: &mut Intake<'_>) -> Vec<Balance> {
    use balances as at;
    const ACCOUNTS: [Account; 2] = [Account::Reserve, Account::CarriedForward];
    let (mut list, _) = intake.read_all(&at::KIND, |row, list: &mut Vec<Balance>, report| {
        let account = row.choice(at::account).and_then(|word| ACCOUNTS.get(word).copied());
        if let Some(account) = account {
            check_owner(row, account, report);
        }
        let (true, Some(year), Some(account), Some(amount)) =
            (row.is_whole, row.year(at::year), account, row.cents(at::amount))
        else {
            return;
        };
        list.push(Balance { year, account, participant: row.at(at::participant).map(ParticipantIx), amount });
    });
    list.sort_by_key(|balance| (balance.year, balance.account, balance.participant));
    list
}

/// What is carried forward is a participant's; the reserve is the organisation's own (spec 1, "Words").
fn check_owner(row: &Row<'_>, account: Account, report: &mut Report) {
    let column = balances::participant;
    match (account, row.text(column).is_empty()) {
        (Account::CarriedForward, true) => {
            row.wrong(column, report, || sentences::cell(Fault::Missing, row.name(column), "", row.known));
        }
        (Account::Reserve, false) => row.wrong(column, report, || {
            say(
                ProblemCode::InvalidChoice,
                "De reserve is van de organisatie; daar hoort geen deelnemer bij.",
                "The reserve is the organisation's; it has no participant.",
            )
        }),
        _ => {}
    }
}

pub fn read_advances(intake: &mut Intake<'_>) -> Vec<Advance> {
    use advances as at;
    let (mut list, _) = intake.read_all(&at::KIND, |row, list: &mut Vec<Advance>, _| {
        let (true, Some(participant), Some(date), Some(year), Some(amount)) =
            (row.is_whole, row.at(at::participant), row.date(at::date), row.year(at::year), row.cents(at::amount))
        else {
            return;
        };
        list.push(Advance { participant: ParticipantIx(participant), date, year, amount });
    });
    list.sort_by_key(|advance| (advance.participant, advance.year, advance.date, advance.amount));
    list
}
