//! The log that shows when somebody wrote in it.

use crate::bed::{Bed, ORGANISATION, at};
use verdeelsleutel::store::audit::{self, ChainFault, Filter, Head, NewEntry, Verified};
use verdeelsleutel::store::{Page, Tx};

pub fn entry(number: i64) -> NewEntry {
    NewEntry {
        at: at(number),
        key: format!("key {}", number % 3),
        holder: if number % 2 == 0 { "Anna" } else { "Bart" }.to_owned(),
        role: "controller".to_owned(),
        action: "upload.accepted".to_owned(),
        subject: format!("batch {number}"),
        details: "{}".to_owned(),
        request_id: format!("request {number}"),
    }
}

/// Entries from `first` on, one transaction each.
async fn write(bed: &Bed, first: i64, count: i64) -> Head {
    let mut head = None;
    for number in first..first + count {
        let mut tx: Tx = bed.write().await;
        head = Some(audit::append(&mut tx, &entry(number)).await.unwrap());
        tx.commit().await.unwrap();
    }
    head.unwrap()
}

async fn verify(bed: &Bed, noted: &[Head]) -> Verified {
    audit::verify(&mut bed.read().await, noted).await.unwrap()
}

fn broken(position: i64, fault: ChainFault) -> Verified {
    Verified::Broken { position, fault }
}

on_both! {
    async fn a_log_that_nobody_touched_holds(bed: &Bed) {
        assert!(matches!(verify(bed, &[]).await, Verified::Holds(Head { position: 0, .. })));
        let early = write(bed, 1, 3).await;
        // More than are looked at at once.
        let mut tx = bed.write().await;
        for number in 4..=2345 {
            audit::append(&mut tx, &entry(number)).await.unwrap();
        }
        let late = audit::head(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(verify(bed, &[early, late]).await, Verified::Holds(late));
        assert_eq!(late.position, 2345);
    }

    async fn each_kind_of_tampering_is_told_by_its_first_entry(bed: &Bed) {
        let head = write(bed, 1, 8).await;
        let noted = [head];
        for column in ["at", "key_id", "holder", "role", "action", "subject", "details", "request_id"] {
            let old = format!("SELECT {column} FROM audit WHERE position = 5");
            let other = if column == "at" { "2026-11-22T08:00:04.999Z" } else { "other" };
            bed.tamper(&format!("UPDATE organisations SET name = ({old})")).await;
            bed.tamper(&format!("UPDATE audit SET {column} = '{other}' WHERE position = 5")).await;
            assert_eq!(verify(bed, &[]).await, broken(5, ChainFault::Changed), "{column}");
            bed.tamper(&format!("UPDATE audit SET {column} = (SELECT name FROM organisations) WHERE position = 5")).await;
            assert_eq!(verify(bed, &noted).await, Verified::Holds(head));
        }
        // What stands in one column moved into the next: the lengths are hashed too.
        bed.tamper("UPDATE audit SET holder = 'Bartcon', role = 'troller' WHERE position = 5").await;
        assert_eq!(verify(bed, &[]).await, broken(5, ChainFault::Changed));
        bed.tamper("UPDATE audit SET holder = 'Bart', role = 'controller' WHERE position = 5").await;

        // Two entries exchanged.
        bed.tamper("UPDATE audit SET position = 99 WHERE position = 3").await;
        bed.tamper("UPDATE audit SET position = 3 WHERE position = 6").await;
        bed.tamper("UPDATE audit SET position = 6 WHERE position = 99").await;
        assert_eq!(verify(bed, &[]).await, broken(3, ChainFault::Changed));
        bed.tamper("UPDATE audit SET position = 99 WHERE position = 3").await;
        bed.tamper("UPDATE audit SET position = 3 WHERE position = 6").await;
        bed.tamper("UPDATE audit SET position = 6 WHERE position = 99").await;
        assert_eq!(verify(bed, &[]).await, Verified::Holds(head));

        // The end cut off, with and without the note beside it.
        bed.tamper("DELETE FROM audit WHERE position = 8").await;
        assert_eq!(verify(bed, &[]).await, broken(8, ChainFault::CutOff));
        let sha256 = "(SELECT sha256 FROM audit WHERE position = 7)";
        bed.tamper(&format!("UPDATE audit_heads SET position = 7, sha256 = {sha256}")).await;
        assert!(matches!(verify(bed, &[]).await, Verified::Holds(_)));
        assert_eq!(verify(bed, &noted).await, broken(8, ChainFault::CutOff));

        // One taken out, and the others moved up.
        bed.tamper("DELETE FROM audit WHERE position = 2").await;
        assert_eq!(verify(bed, &[]).await, broken(2, ChainFault::Missing));
        for position in 3..=7 {
            bed.tamper(&format!("UPDATE audit SET position = {} WHERE position = {position}", position - 1)).await;
        }
        assert_eq!(verify(bed, &[]).await, broken(2, ChainFault::Changed));
        bed.tamper("DELETE FROM audit").await;
        assert_eq!(verify(bed, &[]).await, broken(1, ChainFault::CutOff));
    }

    /// Whole entries of another chain: each is as it was written, but not after the one before it.
    async fn entries_of_another_history_do_not_fit(bed: &Bed) {
        let real = write(bed, 1, 3).await;
        bed.tamper("CREATE TABLE aside AS SELECT * FROM audit").await;
        bed.tamper("DELETE FROM audit").await;
        bed.tamper("DELETE FROM audit_heads").await;
        let forged = write(bed, 11, 3).await;
        assert_eq!(verify(bed, &[real]).await, broken(3, ChainFault::OtherThanNoted));
        assert_eq!(verify(bed, &[forged]).await, Verified::Holds(forged));
        bed.tamper("DELETE FROM audit WHERE position = 2").await;
        bed.tamper("INSERT INTO audit SELECT * FROM aside WHERE position = 2").await;
        assert_eq!(verify(bed, &[]).await, broken(2, ChainFault::Unlinked));
    }

    async fn an_entry_of_what_did_not_happen_is_not_there(bed: &Bed) {
        let before = write(bed, 1, 2).await;
        let mut tx = bed.write().await;
        audit::append(&mut tx, &entry(3)).await.unwrap();
        drop(tx);
        assert_eq!(verify(bed, &[]).await, Verified::Holds(before));
    }

    async fn many_at_once_make_one_chain(bed: &Bed) {
        let mut writers = Vec::new();
        for writer in 0..4 {
            let store = bed.another().await;
            writers.push(tokio::spawn(async move {
                for number in 0..10 {
                    let mut tx = store.write(ORGANISATION).await.unwrap();
                    audit::append(&mut tx, &entry(writer * 100 + number)).await.unwrap();
                    tx.commit().await.unwrap();
                }
            }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
        assert!(matches!(verify(bed, &[]).await, Verified::Holds(Head { position: 40, .. })));
    }

    async fn entries_are_found_by_who_what_and_when(bed: &Bed) {
        write(bed, 1, 6).await;
        let mut view = bed.read().await;
        let anna = Filter { holder: Some("Anna".to_owned()), ..Filter::default() };
        let found = audit::list(&mut view, &anna, Page::after(2, 9)).await.unwrap();
        assert_eq!(found.iter().map(|entry| entry.position).collect::<Vec<_>>(), [4, 6]);
        assert_eq!(found[0].entry, entry(4));
        let between = Filter { from: Some(at(2)), to: Some(at(3)), ..Filter::default() };
        assert_eq!(audit::list(&mut view, &between, Page::ALL).await.unwrap().len(), 2);
        let one = Filter { subject: Some("batch 5".to_owned()), action: Some("upload.accepted".to_owned()), ..anna };
        assert!(audit::list(&mut view, &one, Page::ALL).await.unwrap().is_empty());
    }
}
