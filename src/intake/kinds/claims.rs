//! Claims and what the insurers answered.

use super::Intake;
use super::episodes::{EpisodeColumn, EpisodesOfRows};
use crate::domain::dossier::{ClaimEvents, Claims, EventKind};
use crate::domain::index::{ClaimIx, InsurerIx, PerformanceIx, SeverityIx};
use crate::domain::problem::ProblemCode;
use crate::domain::reference::Reference;
use crate::intake::columns::{claim_events, claims};
use crate::intake::gather::Gather;
use crate::intake::interner::Interner;
use crate::intake::known::Ids;
use crate::intake::row::Row;
use crate::intake::sentences::{quoted, say};

/// Claims of one part of the file; severities at positions of their own.
#[derive(Default)]
struct ClaimRows<'k> {
    list: Claims,
    episodes: EpisodeColumn<'k>,
    severities: Interner,
}

impl Gather for ClaimRows<'_> {
    fn end(&mut self) {
        self.episodes.end();
    }

    fn reserve(&mut self, times: usize) {
        let Claims { id: _, episode: _, date, insurer, performance, severity, quantity } = &mut self.list;
        self.episodes.reserve(times);
        Gather::reserve(date, times);
        Gather::reserve(insurer, times);
        Gather::reserve(performance, times);
        Gather::reserve(severity, times);
        Gather::reserve(quantity, times);
    }

    fn append(&mut self, later: Self) {
        let (list, more) = (&mut self.list, later.list);
        self.episodes.append(later.episodes);
        let severities = self.severities.absorb(&later.severities);
        list.date.extend(more.date);
        list.insurer.extend(more.insurer);
        list.performance.extend(more.performance);
        list.severity.extend(more.severity.iter().map(|at| SeverityIx(severities[at.at()])));
        list.quantity.extend(more.quantity);
    }
}

/// Claims, and their episodes; `known` are those of earlier files. Their ids stay in [`super::Known::claims`] until all
/// that refers to them is read.
pub fn read_claims(
    intake: &mut Intake<'_>,
    reference: &Reference,
    known: &Interner,
    severities: &mut Interner,
) -> (Claims, EpisodesOfRows) {
    use claims as at;
    let (rows, keys) = intake.read_all(&at::KIND, |row, rows: &mut ClaimRows<'_>, report| {
        let performance = row.at(at::performance);
        let claimed = performance.and_then(|at| reference.performances.get(at as usize));
        if let Some(performance) = claimed.filter(|performance| performance.claimed_by_participant) {
            row.wrong(at::performance, report, || {
                let code = quoted(&performance.code);
                say(
                    ProblemCode::ClaimedByParticipant,
                    format!("Prestatie {code} wordt door de deelnemers zelf gedeclareerd, niet door de IGO."),
                    format!("Performance {code} is claimed by the participants themselves, not by the IGO."),
                )
            });
        }
        if row.is_whole {
            push_claim(row, rows, known);
        }
    });
    intake.known.claims = Ids { ids: keys.keys, open: keys.unreadable };
    let ClaimRows { mut list, episodes: of_rows, severities: of_claims } = rows;
    let of_severity = severities.absorb(&of_claims);
    list.severity.iter_mut().for_each(|at| at.0 = of_severity[at.at()]);
    (list, of_rows.finish())
}

/// All or nothing, so that the columns keep the same length.
fn push_claim<'k>(row: &Row<'_>, rows: &mut ClaimRows<'k>, known: &'k Interner) {
    use claims as at;
    let (Some(date), Some(insurer), Some(performance), Some(quantity)) =
        (row.date(at::date), row.at(at::insurer), row.at(at::performance), row.quantity(at::quantity))
    else {
        return;
    };
    let list = &mut rows.list;
    rows.episodes.push(row.text(at::episode_id), known);
    list.date.push(date);
    list.insurer.push(InsurerIx(insurer));
    list.performance.push(PerformanceIx(performance));
    list.severity.push(SeverityIx(rows.severities.intern(row.text(at::severity)).0));
    list.quantity.push(quantity);
}

impl Gather for ClaimEvents {
    fn reserve(&mut self, times: usize) {
        let ClaimEvents { id: _, claim, date, kind, amount, reason } = self;
        Gather::reserve(claim, times);
        Gather::reserve(date, times);
        Gather::reserve(kind, times);
        Gather::reserve(amount, times);
        reason.reserve(times);
    }

    fn append(&mut self, later: ClaimEvents) {
        self.id.append(&later.id);
        self.claim.extend(later.claim);
        self.date.extend(later.date);
        self.kind.extend(later.kind);
        self.amount.extend(later.amount);
        self.reason.append(&later.reason);
    }
}

pub fn read_claim_events(intake: &mut Intake<'_>) -> ClaimEvents {
    use claim_events as at;
    let (mut list, keys) = intake.read_all(&at::KIND, |row, list: &mut ClaimEvents, report| {
        let kind = row.choice(at::kind).and_then(|word| EventKind::ALL.get(word).copied());
        if kind == Some(EventKind::Paid) && row.text(at::amount).is_empty() {
            row.wrong(at::amount, report, || {
                say(ProblemCode::AmountMissing, "Bij een betaling hoort een bedrag.", "A payment must have an amount.")
            });
        }
        let (true, Some(claim), Some(date), Some(kind)) =
            (row.is_whole, row.at(at::claim_id), row.date(at::date), kind)
        else {
            return;
        };
        list.claim.push(ClaimIx(claim));
        list.date.push(date);
        list.kind.push(kind);
        list.amount.push(row.cents(at::amount));
        list.reason.push(row.text(at::reason));
    });
    list.id = keys.keys.into_texts();
    list
}
