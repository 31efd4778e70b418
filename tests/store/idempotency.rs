//! The same request twice.

use crate::bed::{ORGANISATION, at, by};
use std::sync::Arc;
use tokio::sync::Barrier;
use verdeelsleutel::store::documents::{self, Expected};
use verdeelsleutel::store::idempotency::{self, Answer, Known};
use verdeelsleutel::store::{Hash, Store};

fn answer(body: &str) -> Answer {
    Answer { status: 201, headers: r#"{"Location":"x"}"#.to_owned(), body: body.to_owned() }
}

/// A request that writes a document, unless it was answered before. Gives the answer, and whether it did the work.
async fn request(store: Store, key: &str, bytes: String) -> (Answer, bool) {
    let mut tx = store.write(ORGANISATION).await.unwrap();
    match idempotency::look(&mut tx, "anna", key, &Hash::of(b"the request")).await.unwrap() {
        Known::New(claim) => {
            documents::put(&mut tx, "scores", Expected::Any, bytes.as_bytes(), 1, &by("anna", 1)).await.unwrap();
            idempotency::keep(&mut tx, claim, &answer(&bytes), at(1)).await.unwrap();
            tx.commit().await.unwrap();
            (answer(&bytes), true)
        }
        Known::Answered(answer) => (answer, false),
        Known::OtherRequest => panic!("it is the same request"),
    }
}

on_both! {
    async fn of_the_same_request_many_times_at_once_one_does_the_work(bed: &Bed) {
        for round in 0..5 {
            let mut stores = vec![bed.store.clone(), bed.store.clone(), bed.store.clone()];
            for _ in 0..3 {
                stores.push(bed.another().await);
            }
            let start = Arc::new(Barrier::new(stores.len()));
            let under_way = stores.into_iter().enumerate().map(|(sender, store)| {
                let (key, start) = (format!("round {round}"), Arc::clone(&start));
                tokio::spawn(async move {
                    start.wait().await;
                    request(store, &key, format!("sender {sender}")).await
                })
            });
            let under_way: Vec<_> = under_way.collect();
            let mut answers = Vec::new();
            for one in under_way {
                answers.push(one.await.unwrap());
            }
            assert_eq!(answers.iter().filter(|(_, worked)| *worked).count(), 1);
            assert!(answers.iter().all(|(answer, _)| *answer == answers[0].0));
            assert_eq!(bed.number("SELECT COUNT(*) FROM documents").await, round + 1);
        }
    }

    async fn a_key_is_for_one_request_of_one_holder(bed: &Bed) {
        let (_, worked) = request(bed.store.clone(), "k", "first".to_owned()).await;
        assert!(worked);
        let mut tx = bed.write().await;
        let known = idempotency::look(&mut tx, "anna", "k", &Hash::of(b"another request")).await.unwrap();
        assert_eq!(known, Known::OtherRequest);
        let known = idempotency::look(&mut tx, "bart", "k", &Hash::of(b"another request")).await.unwrap();
        assert!(matches!(known, Known::New(_)));
        let known = idempotency::look(&mut tx, "anna", "k", &Hash::of(b"the request")).await.unwrap();
        assert_eq!(known, Known::Answered(answer("first")));
    }

    async fn work_that_came_to_nothing_leaves_no_answer(bed: &Bed) {
        let mut tx = bed.write().await;
        let known = idempotency::look(&mut tx, "anna", "k", &Hash::of(b"the request")).await.unwrap();
        let Known::New(claim) = known else { panic!("nobody asked before") };
        idempotency::keep(&mut tx, claim, &answer("lost"), at(1)).await.unwrap();
        drop(tx);
        assert_eq!(request(bed.store.clone(), "k", "again".to_owned()).await, (answer("again"), true));
    }

    async fn old_answers_are_forgotten(bed: &Bed) {
        let _ = request(bed.store.clone(), "k", "first".to_owned()).await;
        let mut tx = bed.write().await;
        assert_eq!(idempotency::prune(&mut tx, at(1)).await.unwrap(), 0);
        assert_eq!(idempotency::prune(&mut tx, at(2)).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(request(bed.store.clone(), "k", "again".to_owned()).await.1);
    }
}
