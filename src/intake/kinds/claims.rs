//! Claims and what the insurers answered.

use super::Intake;
use crate::domain::dossier::{ClaimEvents, Claims, EventKind};
use crate::domain::index::{ClaimIx, EpisodeIx, InsurerIx, PerformanceIx, SeverityIx};
use crate::domain::problem::ProblemCode;
use crate::domain::reference::Reference;
use crate::intake::columns::{claim_events, claims};
use crate::intake::interner::Interner;
use crate::intake::known::Ids;
use crate::intake::row::Row;
use crate::intake::sentences::{quoted, say};

/// Claims; their ids stay in [`super::Known::claims`] until all that refers to them is read.
pub fn read_claims(
    intake: &mut Intake<'_>,
    reference: &Reference,
    episodes: &mut Interner,
    severities: &mut Interner,
) -> Claims {
    use claims as at;
    let mut list = Claims::default();
    let keys = intake.read_all(&at::KIND, |row, report| {
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
            push_claim(row, &mut list, episodes, severities);
        }
    });
    intake.known.claims = Ids { ids: keys.keys, open: keys.unreadable };
    list
}

/// All or nothing, so that the columns keep the same length.
fn push_claim(row: &Row<'_>, list: &mut Claims, episodes: &mut Interner, severities: &mut Interner) {
    use claims as at;
    let (Some(date), Some(insurer), Some(performance), Some(quantity)) =
        (row.date(at::date), row.at(at::insurer), row.at(at::performance), row.quantity(at::quantity))
    else {
        return;
    };
    list.episode.push(EpisodeIx(episodes.intern(row.text(at::episode_id)).0));
    list.date.push(date);
    list.insurer.push(InsurerIx(insurer));
    list.performance.push(PerformanceIx(performance));
    list.severity.push(SeverityIx(severities.intern(row.text(at::severity)).0));
    list.quantity.push(quantity);
}

pub fn read_claim_events(intake: &mut Intake<'_>) -> ClaimEvents {
    use claim_events as at;
    const KINDS: [EventKind; 4] = [EventKind::Accepted, EventKind::Rejected, EventKind::Paid, EventKind::Withdrawn];
    let mut list = ClaimEvents::default();
    let keys = intake.read_all(&at::KIND, |row, report| {
        let kind = row.choice(at::kind).and_then(|word| KINDS.get(word).copied());
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
