//! The order of rows in the files has no meaning (spec 1 and 2.10): shuffled, the same dossier gives the same bytes.

use super::care::reordered;
use super::case::{Case, cases, tries};
use proptest::prelude::*;
use verdeelsleutel::domain::decimal::Rate;
use verdeelsleutel::domain::dossier::{ClaimEvents, Claims, Deliveries, Dossier};
use verdeelsleutel::domain::index::{ClaimIx, DeliveryIx, EpisodeIx};
use verdeelsleutel::domain::run::RunKind;

/// Position `n` of the new column is position `order[n]` of the old.
fn column<T: Clone>(old: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|from| old[*from].clone()).collect()
}

/// For each old position its new one.
fn inverse(order: &[usize]) -> Vec<usize> {
    let mut new = vec![0; order.len()];
    order.iter().enumerate().for_each(|(to, from)| new[*from] = to);
    new
}

/// Shuffles by a plain generator of its own (splitmix64).
struct Shuffle(u64);

impl Shuffle {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }

    fn rows<T>(&mut self, rows: &mut [T]) {
        for at in (1..rows.len()).rev() {
            rows.swap(at, self.below(at + 1));
        }
    }

    fn order(&mut self, length: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..length).collect();
        self.rows(&mut order);
        order
    }
}

/// The same dossier with the rows of every file in another order, positions following.
fn shuffled(dossier: &Dossier, seed: u64) -> Dossier {
    let mut shuffle = Shuffle(seed);
    let mut other = dossier.clone();

    let episodes = shuffle.order(dossier.episode_ids.len());
    let episode_at = inverse(&episodes);
    other.episode_ids = reordered(&dossier.episode_ids, &episodes);
    let moved = |rows: Vec<EpisodeIx>| rows.into_iter().map(|at| EpisodeIx::of(episode_at[at.at()])).collect();
    other.episodes.iter_mut().for_each(|episode| episode.id = EpisodeIx::of(episode_at[episode.id.at()]));

    let claims = shuffle.order(dossier.claims.id.len());
    let claim_at = inverse(&claims);
    let old = &dossier.claims;
    other.claims = Claims {
        id: reordered(&old.id, &claims),
        episode: moved(column(&old.episode, &claims)),
        date: column(&old.date, &claims),
        insurer: column(&old.insurer, &claims),
        performance: column(&old.performance, &claims),
        severity: column(&old.severity, &claims),
        quantity: column(&old.quantity, &claims),
    };

    let events = shuffle.order(dossier.events.id.len());
    let old = &dossier.events;
    other.events = ClaimEvents {
        id: reordered(&old.id, &events),
        claim: column(&old.claim, &events).into_iter().map(|at| ClaimIx::of(claim_at[at.at()])).collect(),
        date: column(&old.date, &events),
        kind: column(&old.kind, &events),
        amount: column(&old.amount, &events),
        reason: reordered(&old.reason, &events),
    };

    let deliveries = shuffle.order(dossier.deliveries.id.len());
    let delivery_at = inverse(&deliveries);
    let old = &dossier.deliveries;
    let replaces = column(&old.replaces, &deliveries).into_iter();
    other.deliveries = Deliveries {
        id: reordered(&old.id, &deliveries),
        episode: moved(column(&old.episode, &deliveries)),
        date: column(&old.date, &deliveries),
        participant: column(&old.participant, &deliveries),
        activity: column(&old.activity, &deliveries),
        quantity: column(&old.quantity, &deliveries),
        bundle: column(&old.bundle, &deliveries),
        replaces: replaces
            .map(|at| at.some().map_or(DeliveryIx::NONE, |at| DeliveryIx::of(delivery_at[at.at()])))
            .collect(),
        reason: reordered(&old.reason, &deliveries),
        settled: column(&old.settled, &deliveries),
    };

    shuffle.rows(&mut other.reference.integral_tariffs);
    shuffle.rows(&mut other.reference.shadow_tariffs);
    shuffle.rows(&mut other.reference.contracts);
    shuffle.rows(&mut other.episodes);
    shuffle.rows(&mut other.adjustments);
    shuffle.rows(&mut other.reference_income);
    shuffle.rows(&mut other.other_income);
    shuffle.rows(&mut other.scores);
    shuffle.rows(&mut other.balances);
    shuffle.rows(&mut other.advances);
    other
}

proptest! {
    #![proptest_config(tries(512))]

    /// Spec 2.10: "the same inputs, model and engine give the same bytes", the hash of the inputs among them; a
    /// refusal stays the same refusal.
    #[test]
    fn the_order_of_rows_is_irrelevant(case in cases(), seed in any::<u64>()) {
        let other = Case { dossier: shuffled(&case.dossier, seed), ..case.clone() };
        match (case.answer(), other.answer()) {
            (Ok(document), Ok(of_other)) => prop_assert_eq!(document, of_other),
            (document, of_other) => {
                prop_assert_eq!(document.map_err(|refusal| refusal.code), of_other.map_err(|refusal| refusal.code));
            }
        }
    }

    /// The same for what a refusal says: which claim or price it names is no accident of the order of rows either.
    #[test]
    fn a_refusal_says_the_same_whatever_the_order_of_rows(case in cases(), seed in any::<u64>()) {
        let mut case = case;
        match case.model.shifts.first() {
            // What would have been delivered without the shift has no price.
            Some(shift) if seed % 2 == 0 => {
                let unpriced = shift.from_activity;
                case.dossier.reference.shadow_tariffs.retain(|row| row.activity != unpriced);
                case.model.shifts.iter_mut().for_each(|shift| shift.baseline_rate = Rate(0));
                case.spec.kind = RunKind::Interim;
            }
            // Without the last rule some claims have none.
            _ => drop(case.model.rules.pop()),
        }
        let other = Case { dossier: shuffled(&case.dossier, seed), ..case.clone() };
        if let Err(refusal) = case.run() {
            prop_assert_eq!(other.run().err(), Some(refusal));
        }
    }

    /// The same dossier once more, and in a clone: nothing of a run hangs on where things lie in memory.
    #[test]
    fn the_same_run_gives_the_same_bytes_again(case in cases()) {
        let first = case.answer();
        prop_assert_eq!(&case.answer(), &first);
        prop_assert_eq!(&case.clone().answer(), &first);
    }
}
