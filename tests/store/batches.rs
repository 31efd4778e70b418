//! Uploads: accepted, listed, withdrawn.

use crate::bed::by;
use verdeelsleutel::store::batches::{self, NewBatch, Withdrawn};
use verdeelsleutel::store::{Hash, Page, StoreFault, blobs};

pub fn batch(id: &str, kind: &str) -> NewBatch {
    NewBatch {
        id: id.to_owned(),
        kind: kind.to_owned(),
        upload_sha256: Hash::of(id.as_bytes()),
        rows: 12,
        totals: r#"{"quantity":"12"}"#.to_owned(),
        control_totals: (id == "b").then(|| r#"{"expected_rows":12}"#.to_owned()),
    }
}

on_both! {
    async fn batches_stay_in_order_of_acceptance_and_are_only_withdrawn(bed: &Bed) {
        for (second, (id, kind)) in (0..).zip([("b", "claims"), ("a", "deliveries"), ("z", "claims"), ("c", "claims")]) {
            let mut tx = bed.write().await;
            let columns = format!("columns of {id}");
            let accepted = batches::add(&mut tx, &batch(id, kind), columns.as_bytes(), &by("anna", second)).await;
            assert_eq!(accepted.unwrap().position, second + 1);
            tx.commit().await.unwrap();
        }
        let before = batches::get(&mut bed.read().await, "z").await.unwrap().unwrap();
        assert_eq!((&before.about, &before.made), (&batch("z", "claims"), &by("anna", 2)));
        assert_eq!(batches::get(&mut bed.read().await, "b").await.unwrap().unwrap().about, batch("b", "claims"));
        let columns = blobs::get(&mut bed.read().await, &before.sha256).await.unwrap().unwrap();
        assert_eq!(columns, b"columns of z");

        let mut tx = bed.write().await;
        assert_eq!(batches::withdraw(&mut tx, "z", &by("bart", 9)).await.unwrap(), Withdrawn::Now);
        assert_eq!(batches::withdraw(&mut tx, "z", &by("carla", 10)).await.unwrap(), Withdrawn::Before);
        assert_eq!(batches::withdraw(&mut tx, "y", &by("carla", 10)).await.unwrap(), Withdrawn::Unknown);
        tx.commit().await.unwrap();

        let mut view = bed.read().await;
        let after = batches::get(&mut view, "z").await.unwrap().unwrap();
        assert_eq!(after, batches::Batch { withdrawn: Some(by("bart", 9)), ..before });
        let ids = |found: Vec<batches::Batch>| found.into_iter().map(|batch| batch.about.id).collect::<Vec<_>>();
        assert_eq!(ids(batches::active(&mut view, None).await.unwrap()), ["b", "a", "c"]);
        assert_eq!(ids(batches::active(&mut view, Some("claims")).await.unwrap()), ["b", "c"]);
        assert_eq!(ids(batches::list(&mut view, None, Page::first(2)).await.unwrap()), ["b", "a"]);
        assert_eq!(ids(batches::list(&mut view, Some("claims"), Page::after(1, 9)).await.unwrap()), ["z", "c"]);
        assert_eq!(ids(batches::of_upload(&mut view, "claims", &Hash::of(b"b")).await.unwrap()), ["b"]);
        assert!(batches::of_upload(&mut view, "claims", &Hash::of(b"z")).await.unwrap().is_empty());
    }

    async fn an_id_is_of_one_batch(bed: &Bed) {
        let mut tx = bed.write().await;
        batches::add(&mut tx, &batch("a", "claims"), b"1", &by("anna", 1)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = bed.write().await;
        let fault = batches::add(&mut tx, &batch("a", "claims"), b"2", &by("anna", 2)).await.unwrap_err();
        assert_eq!(fault, StoreFault::Exists);
        drop(tx);
        assert_eq!(bed.number("SELECT COUNT(*) FROM blobs").await, 1);
    }
}
