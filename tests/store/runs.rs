//! Runs, settlements, months and objections.

use crate::bed::by;
use crate::decisions::publish;
use verdeelsleutel::store::objections::{self, NewObjection, State};
use verdeelsleutel::store::runs::{self, NewRun};
use verdeelsleutel::store::years::{self, Settled};
use verdeelsleutel::store::{Hash, Page, StoreFault, Tx, blobs};

pub async fn run(tx: &mut Tx, id: &str, year: i32, kind: &str) -> NewRun {
    let run = NewRun {
        id: id.to_owned(),
        kind: kind.to_owned(),
        basis: "accepted".to_owned(),
        year,
        to: format!("{year}-12-31"),
        as_of: None,
        model: "glide".to_owned(),
        version: 1,
        engine: "0.1.0".to_owned(),
        input_sha256: Hash::of(b"input"),
        inputs: "[]".to_owned(),
        result_sha256: blobs::put(tx, format!("result of {id}").as_bytes()).await.unwrap(),
        statements_sha256: None,
        explanations_sha256: Some(blobs::put(tx, b"explained").await.unwrap()),
        corrects: None,
    };
    runs::add(tx, &run, &by("anna", 1)).await.unwrap();
    run
}

on_both! {
    async fn a_run_comes_back_as_it_was(bed: &Bed) {
        let mut tx = bed.write().await;
        publish(&mut tx, "glide", "a = 1").await;
        let first = run(&mut tx, "b", 2026, "interim").await;
        run(&mut tx, "a", 2025, "settlement").await;
        run(&mut tx, "c", 2026, "settlement").await;
        tx.commit().await.unwrap();
        let mut view = bed.read().await;
        let found = runs::get(&mut view, "b").await.unwrap().unwrap();
        assert_eq!((found.position, found.run, found.made), (1, first, by("anna", 1)));
        for (year, kind, expected) in [
            (None, None, vec!["b", "a", "c"]),
            (Some(2026), None, vec!["b", "c"]),
            (Some(2026), Some("settlement"), vec!["c"]),
            (Some(2024), None, vec![]),
        ] {
            let found = runs::list(&mut view, year, kind, Page::ALL).await.unwrap();
            assert_eq!(found.iter().map(|run| run.run.id.as_str()).collect::<Vec<_>>(), expected);
        }
    }

    async fn a_run_of_what_is_not_there_is_refused(bed: &Bed) {
        let mut tx = bed.write().await;
        publish(&mut tx, "glide", "a = 1").await;
        let there = run(&mut tx, "a", 2026, "interim").await;
        tx.commit().await.unwrap();
        let faulty = [
            NewRun { id: "x".to_owned(), version: 2, ..there.clone() },
            NewRun { id: "x".to_owned(), result_sha256: Hash::of(b"never stored"), ..there.clone() },
        ];
        for faulty in faulty {
            let mut tx = bed.write().await;
            assert_eq!(runs::add(&mut tx, &faulty, &by("anna", 1)).await, Err(StoreFault::Dangling));
        }
        let mut tx = bed.write().await;
        assert_eq!(runs::add(&mut tx, &there, &by("anna", 1)).await, Err(StoreFault::Exists));
    }

    async fn a_year_is_settled_once_and_then_corrected(bed: &Bed) {
        let mut tx = bed.write().await;
        publish(&mut tx, "glide", "a = 1").await;
        run(&mut tx, "a", 2025, "settlement").await;
        run(&mut tx, "b", 2025, "settlement").await;
        tx.commit().await.unwrap();
        let mut tx = bed.write().await;
        let Settled::Done(first) = years::settle(&mut tx, 2025, 0, "a", None, &by("anna", 1)).await.unwrap() else { panic!() };
        let raced = years::settle(&mut tx, 2025, 0, "b", None, &by("anna", 2)).await.unwrap();
        assert_eq!(raced, Settled::Raced(vec![first.clone()]));
        let second = years::settle(&mut tx, 2025, 1, "b", None, &by("anna", 3)).await.unwrap();
        assert!(matches!(second, Settled::Done(ref second) if second.turn == 2));
        tx.commit().await.unwrap();
        let mut view = bed.read().await;
        assert_eq!(years::settlements(&mut view, 2025).await.unwrap().first(), Some(&first));
        assert_eq!(years::all(&mut view).await.unwrap().len(), 2);
        assert!(years::settlements(&mut view, 2026).await.unwrap().is_empty());
    }

    async fn a_month_is_said_to_be_complete_and_taken_back(bed: &Bed) {
        let mut tx = bed.write().await;
        assert!(years::say_complete(&mut tx, (2026, 3), "vroed1", &by("anna", 1)).await.unwrap());
        assert!(!years::say_complete(&mut tx, (2026, 3), "vroed1", &by("anna", 2)).await.unwrap());
        assert!(years::say_complete(&mut tx, (2026, 3), "vroed2", &by("bart", 3)).await.unwrap());
        assert!(years::take_back(&mut tx, (2026, 3), "vroed1", &by("anna", 4)).await.unwrap());
        assert!(!years::take_back(&mut tx, (2026, 4), "vroed1", &by("anna", 4)).await.unwrap());
        assert!(years::say_complete(&mut tx, (2026, 3), "vroed1", &by("anna", 5)).await.unwrap());
        tx.commit().await.unwrap();
        let said = years::complete(&mut bed.read().await, 2026).await.unwrap();
        let said: Vec<_> = said.iter().map(|one| (one.participant.as_str(), one.withdrawn.is_some())).collect();
        assert_eq!(said, [("vroed1", true), ("vroed2", false), ("vroed1", false)]);
    }

    async fn an_objection_is_answered_once(bed: &Bed) {
        let mut tx = bed.write().await;
        publish(&mut tx, "glide", "a = 1").await;
        run(&mut tx, "a", 2026, "interim").await;
        let objection = NewObjection {
            id: "1".to_owned(),
            run: "a".to_owned(),
            participant: "vroed1".to_owned(),
            line: r#"{"stage":3}"#.to_owned(),
            reason: "too little".to_owned(),
        };
        objections::add(&mut tx, &objection, &by("anna", 1)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = bed.write().await;
        assert!(objections::answer(&mut tx, "1", true, "indeed", &by("bart", 2)).await.unwrap());
        assert!(!objections::answer(&mut tx, "1", false, "no", &by("bart", 3)).await.unwrap());
        tx.commit().await.unwrap();
        let mut view = bed.read().await;
        let found = objections::get(&mut view, "1").await.unwrap().unwrap();
        assert_eq!((&found.objection, found.state, found.answer.as_deref()), (&objection, State::Upheld, Some("indeed")));
        assert_eq!(objections::list(&mut view, Some("a"), Some("vroed1"), Page::ALL).await.unwrap(), [found]);
        assert!(objections::list(&mut view, Some("a"), Some("vroed2"), Page::ALL).await.unwrap().is_empty());
        drop(view);
        let mut tx = bed.write().await;
        let stray = NewObjection { id: "2".to_owned(), run: "z".to_owned(), ..objection };
        assert_eq!(objections::add(&mut tx, &stray, &by("anna", 1)).await, Err(StoreFault::Dangling));
    }
}
