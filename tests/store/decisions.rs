//! Models and the decisions about them.

use crate::bed::by;
use verdeelsleutel::store::decisions::{self, Answer, Proposal, State, Word};
use verdeelsleutel::store::{Hash, Page, StoreFault, Tx, models};

pub async fn publish(tx: &mut Tx, name: &str, toml: &str) -> i64 {
    models::publish(tx, name, toml, "a note", &by("anna", 1)).await.unwrap().version
}

pub fn proposal(id: &str, version: i64, active_from: &str) -> Proposal {
    Proposal {
        id: id.to_owned(),
        model: "glide".to_owned(),
        version,
        shadow_tariffs_sha256: Hash::of(b"tariffs"),
        reference_income_sha256: Hash::of(b"income"),
        simulation_sha256: (id == "a").then(|| Hash::of(b"simulation")),
        papers: "[]".to_owned(),
        meeting: "2026-12-01".to_owned(),
        active_from: active_from.to_owned(),
    }
}

on_both! {
    async fn versions_of_a_model_stay_as_they_were(bed: &Bed) {
        let mut tx = bed.write().await;
        assert_eq!(publish(&mut tx, "glide", "a = 1").await, 1);
        assert_eq!(publish(&mut tx, "glide", "a = 2").await, 2);
        assert_eq!(publish(&mut tx, "Anders", "b = 1").await, 1);
        tx.commit().await.unwrap();
        let mut view = bed.read().await;
        let versions = models::versions(&mut view, "glide").await.unwrap();
        assert_eq!(versions.iter().map(|one| one.toml.as_str()).collect::<Vec<_>>(), ["a = 1", "a = 2"]);
        assert_eq!(models::version(&mut view, "glide", 2).await.unwrap().as_ref(), versions.last());
        assert_eq!(models::version(&mut view, "glide", 3).await.unwrap(), None);
        let all: Vec<_> = models::all(&mut view).await.unwrap().into_iter().map(|one| (one.name, one.version)).collect();
        assert_eq!(all, [("Anders".to_owned(), 1), ("glide".to_owned(), 2)]);
        drop(view);
        bed.tamper("UPDATE models SET toml = 'a = 9' WHERE version = 1").await;
        let fault = models::version(&mut bed.read().await, "glide", 1).await.unwrap_err();
        assert!(matches!(fault, StoreFault::Corrupt(_)));
    }

    async fn a_decision_keeps_what_was_proposed_and_said(bed: &Bed) {
        let mut tx = bed.write().await;
        publish(&mut tx, "glide", "a = 1").await;
        let fault = decisions::propose(&mut tx, &proposal("x", 2, "2027-01-01"), &by("anna", 1)).await.unwrap_err();
        assert_eq!(fault, StoreFault::Dangling);
        drop(tx);
        let mut tx = bed.write().await;
        publish(&mut tx, "glide", "a = 1").await;
        decisions::propose(&mut tx, &proposal("a", 1, "2027-01-01"), &by("anna", 1)).await.unwrap();
        for (second, word) in [(2, Word::Objection), (3, Word::Consent)] {
            let (discipline, argument) = ("midwives".to_owned(), "because".to_owned());
            let answer = Answer { discipline, word, argument, made: by("bart", second) };
            decisions::answer(&mut tx, "a", &answer).await.unwrap();
        }
        let (proposed, stuck) = (State::Proposed, State::Stuck);
        assert!(decisions::conclude(&mut tx, "a", proposed, stuck, Some("a text"), &by("carla", 4)).await.unwrap());
        assert!(!decisions::conclude(&mut tx, "a", proposed, State::Adopted, None, &by("carla", 5)).await.unwrap());
        tx.commit().await.unwrap();
        let mut view = bed.read().await;
        let decision = decisions::get(&mut view, "a").await.unwrap().unwrap();
        assert_eq!(decision.proposal, proposal("a", 1, "2027-01-01"));
        assert_eq!((decision.state, decision.arbitration.as_deref()), (State::Stuck, Some("a text")));
        assert_eq!((&decision.made, &decision.ended), (&by("anna", 1), &Some(by("carla", 4))));
        let words: Vec<_> = decisions::answers(&mut view, "a").await.unwrap().iter().map(|one| one.word).collect();
        assert_eq!(words, [Word::Objection, Word::Consent]);
    }

    async fn the_one_adopted_last_is_in_force_from_its_day(bed: &Bed) {
        let mut tx = bed.write().await;
        publish(&mut tx, "glide", "a = 1").await;
        // (id, active from, adopted)
        let made = [("a", "2026-01-01", true), ("b", "2027-01-01", true), ("c", "2026-06-01", false), ("d", "2026-01-01", true)];
        for (id, active_from, _) in made {
            decisions::propose(&mut tx, &proposal(id, 1, active_from), &by("anna", 1)).await.unwrap();
        }
        // Adopted in another order than they were proposed.
        for (id, _, _) in made.iter().rev().filter(|(_, _, adopted)| *adopted) {
            let moved = decisions::conclude(&mut tx, id, State::Proposed, State::Adopted, None, &by("carla", 2)).await;
            assert!(moved.unwrap());
        }
        tx.commit().await.unwrap();
        let mut view = bed.read().await;
        for (day, expected) in [("2025-12-31", None), ("2026-01-01", Some("a")), ("2026-12-31", Some("a")), ("2027-01-01", Some("b"))] {
            let active = decisions::active(&mut view, day).await.unwrap().map(|decision| decision.proposal.id);
            assert_eq!(active.as_deref(), expected, "{day}");
        }
        let list = decisions::list(&mut view, Page::after(1, 2)).await.unwrap();
        assert_eq!(list.iter().map(|decision| decision.proposal.id.as_str()).collect::<Vec<_>>(), ["b", "c"]);
    }
}
