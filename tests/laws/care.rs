//! Episodes, claims, what insurers answered, and what was delivered.

use super::pick::{Draw, below, day, draws, of, one_in, quantity, signed_amount, year_around};
use super::world::{MATERNITY_HOURS, NATAL, POSTNATAL, PRENATAL, activities_of, claimable, insurer};
use proptest::prelude::*;
use verdeelsleutel::domain::dossier::{ClaimEvents, Claims, Deliveries, Dossier, Episode, EventKind};
use verdeelsleutel::domain::index::{ClaimIx, DeliveryIx, EpisodeIx, ParticipantIx, SeverityIx};
use verdeelsleutel::domain::reference::Reference;
use verdeelsleutel::domain::text::Texts;

#[derive(Clone, Debug, Default)]
pub struct CareDraw {
    episodes: u16,
    claims: Vec<Draw<9>>,
    events: Vec<Draw<5>>,
    deliveries: Vec<Draw<9>>,
}

pub fn care() -> impl Strategy<Value = CareDraw> {
    // Mostly busy dossiers; the first kind of each is where a failing case shrinks to.
    let claims = prop_oneof![1 => draws(0..=25), 3 => draws(12..=25)];
    let deliveries = prop_oneof![1 => draws(0..=60), 3 => draws(30..=60)];
    (any::<u16>(), claims, draws(0..=12), deliveries).prop_map(|(episodes, claims, events, deliveries)| CareDraw {
        episodes,
        claims,
        events,
        deliveries,
    })
}

/// Fills a dossier whose reference data is known.
pub fn fill(dossier: &mut Dossier, drawn: &CareDraw, year: i32) {
    let episodes = of(drawn.episodes, &[2, 1, 3, 2, 6]);
    for at in 0..episodes {
        dossier.episode_ids.push(&format!("e{at}"));
        dossier.episodes.push(Episode {
            id: EpisodeIx::of(at),
            start: None,
            due: None,
            end: None,
            end_reason: String::new(),
            children: None,
            lead_participant: None,
        });
    }
    for row in &drawn.claims {
        push_claim(&dossier.reference, &mut dossier.claims, &mut dossier.events, row, episodes, year);
    }
    for row in &drawn.events {
        push_event(&mut dossier.events, dossier.claims.id.len(), row, year);
    }
    for row in &drawn.deliveries {
        push_delivery(&dossier.reference, &dossier.claims, &mut dossier.deliveries, row, episodes, year);
    }
}

/// A claim, most of them with an answer.
pub fn push_claim(
    reference: &Reference,
    claims: &mut Claims,
    events: &mut ClaimEvents,
    row: &Draw<9>,
    episodes: usize,
    year: i32,
) {
    let [episode, in_year, on, by, performance, severity, count, answer, amount] = *row;
    // Ids whose order is neither that of the rows nor that of their numbers.
    let at = claims.id.len();
    claims.id.push(&format!("c{}-{at}", on % 3));
    claims.episode.push(EpisodeIx::of(below(episode, episodes)));
    let date = day(year_around(year, in_year), on);
    claims.date.push(date);
    claims.insurer.push(insurer(by));
    claims.performance.push(of(performance, &claimable(reference)));
    claims.severity.push(SeverityIx(of(severity, &[0, 0, 0, 1, 2])));
    claims.quantity.push(quantity(of(count, &["1", "1", "1", "1", "2", "0", "24.25", "0.5", "0.3333"])));
    let kind = of(answer, &[Some(EventKind::Accepted), Some(EventKind::Paid), Some(EventKind::Accepted), None]);
    if let Some(kind) = kind {
        let given = (kind == EventKind::Paid || one_in(amount, 4)).then(|| signed_amount(amount / 4));
        events.id.push(&format!("answer-{at}"));
        events.claim.push(ClaimIx::of(at));
        events.date.push(date);
        events.kind.push(kind);
        events.amount.push(given);
        events.reason.push("");
    }
}

/// One more event of any claim, often on the day of another.
fn push_event(events: &mut ClaimEvents, claims: usize, row: &Draw<5>, year: i32) {
    let [claim, in_year, on, kind, amount] = *row;
    if claims == 0 {
        return;
    }
    let kind = of(kind, &[EventKind::Paid, EventKind::Accepted, EventKind::Rejected, EventKind::Withdrawn]);
    let given = match kind {
        EventKind::Paid => Some(signed_amount(amount)),
        EventKind::Accepted => one_in(amount, 2).then(|| signed_amount(amount / 2)),
        EventKind::Rejected | EventKind::Withdrawn => None,
    };
    events.id.push(&format!("{}-{}", if one_in(amount, 3) { "a" } else { "b" }, events.id.len()));
    events.claim.push(ClaimIx::of(below(claim, claims)));
    events.date.push(day(year_around(year, in_year), on));
    events.kind.push(kind);
    events.amount.push(given);
    events.reason.push("");
}

/// A delivery, most of them within some claim; at times one that replaces an earlier one, in another bundle, taken
/// back, or settled in some year.
pub fn push_delivery(
    reference: &Reference,
    claims: &Claims,
    deliveries: &mut Deliveries,
    row: &Draw<9>,
    episodes: usize,
    year: i32,
) {
    let [place, in_year, on, who, activity, count, bundle, replaces, settled] = *row;
    let at = deliveries.id.len();
    let who = below(who, reference.participants.len());
    let activity = of(activity, &activities_of(reference, reference.participants[who].discipline));
    let usual = reference.activities[activity.at()].bundle;
    let claim = (!claims.id.is_empty()).then(|| below(place, claims.id.len()));
    deliveries.id.push(&format!("d{at}"));
    deliveries.date.push(day(year_around(year, in_year), on));
    deliveries.participant.push(ParticipantIx::of(who));
    deliveries.activity.push(activity);
    deliveries.quantity.push(quantity(of(count, &["1", "1", "1", "2", "0.5", "0", "1.3333", "12", "0.0001"])));
    deliveries.bundle.push(match claim {
        Some(claim) if !one_in(bundle, 4) => reference.performances[claims.performance[claim].at()].bundle,
        _ if one_in(bundle / 4, 4) => of(bundle / 16, &[MATERNITY_HOURS, NATAL, POSTNATAL, PRENATAL]),
        _ => usual,
    });
    let replaced = (at > 0 && one_in(replaces, 7)).then(|| DeliveryIx::of(below(replaces / 7, at)));
    deliveries.episode.push(match (replaced, claim) {
        (Some(replaced), _) if !one_in(bundle, 9) => deliveries.episode[replaced.at()],
        (_, Some(claim)) => claims.episode[claim],
        _ => EpisodeIx::of(below(place, episodes)),
    });
    deliveries.replaces.push(replaced.unwrap_or(DeliveryIx::NONE));
    deliveries.reason.push("");
    deliveries.settled.push(if one_in(settled, 9) { year + of(settled / 9, &[0, -1, 1]) } else { 0 });
}

/// A column of texts in another order: position `n` of the result is position `order[n]` of the column.
pub fn reordered(texts: &Texts, order: &[usize]) -> Texts {
    order.iter().map(|from| texts.get(*from)).collect()
}
