//! Reference data as revisions.

use crate::bed::by;
use verdeelsleutel::store::documents::{self, Expected, Put};
use verdeelsleutel::store::{Page, blobs};

on_both! {
    async fn revisions_follow_each_other_and_stay(bed: &Bed) {
        let mut tx = bed.write().await;
        for (revision, bytes) in [(1, "one"), (2, "two"), (3, "one")] {
            let anna = by("anna", revision);
            let put = documents::put(&mut tx, "participants", Expected::Any, bytes.as_bytes(), 7, &anna);
            let Put::Written(written) = put.await.unwrap() else { panic!("raced") };
            assert_eq!((written.revision, written.rows), (revision, 7));
        }
        documents::put(&mut tx, "balances", Expected::Nothing, b"", 0, &by("bart", 4)).await.unwrap();
        tx.commit().await.unwrap();

        let mut view = bed.read().await;
        let current = documents::current(&mut view, "participants").await.unwrap().unwrap();
        assert_eq!((current.revision, current.made.clone()), (3, by("anna", 3)));
        assert_eq!(blobs::get(&mut view, &current.sha256).await.unwrap().unwrap(), b"one");
        assert_eq!(documents::revision(&mut view, "participants", 3).await.unwrap(), Some(current.clone()));
        assert_eq!(documents::revision(&mut view, "participants", 4).await.unwrap(), None);
        assert_eq!(documents::current(&mut view, "insurers").await.unwrap(), None);
        let all = documents::all_current(&mut view).await.unwrap();
        let all: Vec<_> = all.iter().map(|document| (document.kind.as_str(), document.revision)).collect();
        assert_eq!(all, [("balances", 1), ("participants", 3)]);
        let history = documents::history(&mut view, "participants", Page::after(1, 1)).await.unwrap();
        assert_eq!(history.iter().map(|document| document.revision).collect::<Vec<_>>(), [2]);
        assert_eq!(documents::history(&mut view, "participants", Page::ALL).await.unwrap().len(), 3);
    }

    async fn what_is_not_expected_is_not_written(bed: &Bed) {
        let mut tx = bed.write().await;
        let put = documents::put(&mut tx, "scores", Expected::Revision(1), b"x", 1, &by("anna", 1)).await.unwrap();
        assert_eq!(put, Put::Raced(None));
        let put = documents::put(&mut tx, "scores", Expected::Revision(0), b"x", 1, &by("anna", 1)).await.unwrap();
        assert_eq!(put, Put::Raced(None));
        let put = documents::put(&mut tx, "scores", Expected::Nothing, b"x", 1, &by("anna", 1)).await.unwrap();
        let Put::Written(first) = put else { panic!("raced") };
        let put = documents::put(&mut tx, "scores", Expected::Nothing, b"y", 1, &by("anna", 1)).await.unwrap();
        assert_eq!(put, Put::Raced(Some(first)));
        tx.commit().await.unwrap();
        assert_eq!(bed.number("SELECT COUNT(*) FROM documents").await, 1);
    }

    /// Two processes that both saw revision 1: one writes, the other is told what is there now.
    async fn of_two_writers_on_one_revision_one_loses(bed: &Bed) {
        let mut tx = bed.write().await;
        documents::put(&mut tx, "scores", Expected::Nothing, b"0", 1, &by("anna", 0)).await.unwrap();
        tx.commit().await.unwrap();
        for round in 1..=5 {
            let stores = [bed.another().await, bed.another().await, bed.store.clone()];
            let writers = stores.into_iter().enumerate().map(|(writer, store)| {
                tokio::spawn(async move {
                    let mut tx = store.write(crate::bed::ORGANISATION).await.unwrap();
                    let bytes = format!("round {round} writer {writer}");
                    let (expected, bart) = (Expected::Revision(round), by("bart", round));
                    let put = documents::put(&mut tx, "scores", expected, bytes.as_bytes(), 1, &bart);
                    let put = put.await.unwrap();
                    tx.commit().await.unwrap();
                    put
                })
            });
            let writers: Vec<_> = writers.collect();
            let mut won = Vec::new();
            let mut lost = Vec::new();
            for writer in writers {
                match writer.await.unwrap() {
                    Put::Written(document) => won.push(document),
                    Put::Raced(current) => lost.push(current.unwrap()),
                }
            }
            assert_eq!((won.len(), lost.len()), (1, 2));
            assert_eq!(won[0].revision, round + 1);
            assert!(lost.iter().all(|current| *current == won[0]));
        }
    }
}
