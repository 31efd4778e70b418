//! Starting: tables by one process at a time, and again where an earlier start was cut short.

use crate::bed::{Bed, ORGANISATION, at, by};
use crate::chance::Chance;
use crate::killed::child;
use std::process::Child;
use std::time::Duration;
use verdeelsleutel::store::documents::{self, Expected};
use verdeelsleutel::store::{Page, Settings, Store, organisations, simulations};

async fn works(address: &str) {
    let store = Store::open(address).await.unwrap();
    organisations::create(&store, ORGANISATION, "Geboortezorg", at(0)).await.unwrap().commit().await.unwrap();
    let mut tx = store.write(ORGANISATION).await.unwrap();
    documents::put(&mut tx, "scores", Expected::Nothing, b"1", 1, &by("anna", 1)).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

async fn fresh(bed: &Bed, serial: u32) -> String {
    bed.fresh(serial).await
}

on_both! {
    async fn several_processes_start_at_once(bed: &Bed) {
        for round in 0..3 {
            let address = fresh(bed, round).await;
            let openers: Vec<Child> = (0..6).map(|_| child("open", &address, 0)).collect();
            for mut opener in openers {
                assert!(opener.wait().unwrap().success());
            }
            works(&address).await;
        }
    }

    async fn a_first_start_that_was_killed_is_made_again(bed: &Bed) {
        let mut chance = Chance::new(11);
        for round in 10..18 {
            let address = fresh(bed, round).await;
            let mut opener = child("open", &address, 0);
            tokio::time::sleep(Duration::from_millis(chance.below(60))).await;
            opener.kill().unwrap();
            opener.wait().unwrap();
            works(&address).await;
        }
    }

    async fn a_database_of_an_earlier_version_is_brought_up_to_date(bed: &Bed) {
        let mut tx = bed.write().await;
        documents::put(&mut tx, "scores", Expected::Nothing, b"1", 1, &by("anna", 1)).await.unwrap();
        tx.commit().await.unwrap();
        // As it was before there were simulations.
        bed.tamper("DROP TABLE simulations").await;
        bed.tamper("DELETE FROM migrations WHERE version > 1").await;
        let store = bed.another_with(Settings::default()).await.unwrap();
        let mut view = store.read(ORGANISATION).await.unwrap();
        assert_eq!(documents::current(&mut view, "scores").await.unwrap().unwrap().revision, 1);
        assert!(simulations::list(&mut view, Page::ALL).await.unwrap().is_empty());
    }

    async fn what_was_written_is_there_when_it_is_opened_again(bed: &Bed) {
        let address = fresh(bed, 20).await;
        works(&address).await;
        let store = Store::open(&address).await.unwrap();
        let mut view = store.read(ORGANISATION).await.unwrap();
        assert_eq!(documents::current(&mut view, "scores").await.unwrap().unwrap().revision, 1);
        drop(view);
        store.close().await;
    }
}
