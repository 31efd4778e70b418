//! What goes wrong leaves what was there.

use crate::audit::entry;
use crate::batches::batch;
use crate::bed::{ORGANISATION, at, by, run, runtime};
use crate::temp::TempFolder;
use std::time::Duration;
use verdeelsleutel::store::audit::Verified;
use verdeelsleutel::store::documents::Expected;
use verdeelsleutel::store::{Backend, Settings, Store, StoreFault, Tx};
use verdeelsleutel::store::{audit, batches, documents, jobs, models, organisations};

/// A few things of several subjects.
async fn several(tx: &mut Tx, id: &str) -> Result<(), StoreFault> {
    documents::put(tx, "scores", Expected::Any, id.as_bytes(), 1, &by("anna", 1)).await?;
    batches::add(tx, &batch(id, "claims"), &vec![7; 100_000], &by("anna", 1)).await?;
    models::publish(tx, "glide", id, "", &by("anna", 1)).await?;
    jobs::add(tx, id, "run", "{}", &by("anna", 1)).await?;
    audit::append(tx, &entry(1)).await?;
    Ok(())
}

fn impatient() -> Settings {
    Settings { patience: Duration::from_millis(200), ..Settings::default() }
}

on_both! {
    async fn what_is_not_committed_leaves_nothing(bed: &Bed) {
        let mut tx = bed.write().await;
        several(&mut tx, "kept").await.unwrap();
        tx.commit().await.unwrap();
        let before = bed.rows().await;
        for round in 0..3 {
            let mut tx = bed.write().await;
            several(&mut tx, &format!("dropped {round}")).await.unwrap();
            drop(tx);
            let mut tx = bed.write().await;
            several(&mut tx, &format!("undone {round}")).await.unwrap();
            tx.rollback().await.unwrap();
        }
        assert_eq!(bed.rows().await, before);
        assert!(matches!(audit::verify(&mut bed.read().await, &[]).await.unwrap(), Verified::Holds(_)));
    }

    async fn an_unknown_organisation_is_told(bed: &Bed) {
        assert_eq!(bed.store.write("elders").await.map(|_| ()).unwrap_err(), StoreFault::NoOrganisation);
        bed.store.ping().await.unwrap();
    }

    async fn who_waits_too_long_is_told_to_try_again(bed: &Bed) {
        let store = bed.another_with(impatient()).await.unwrap();
        let mut tx = bed.write().await;
        several(&mut tx, "a").await.unwrap();
        let fault = store.write(ORGANISATION).await.map(|_| ()).unwrap_err();
        assert_eq!((fault.worth_a_retry(), fault), (true, StoreFault::Busy));
        tx.commit().await.unwrap();
        let mut tx = store.write(ORGANISATION).await.unwrap();
        several(&mut tx, "b").await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn a_reader_sees_one_moment_and_waits_for_nobody(bed: &Bed) {
        let store = bed.another_with(impatient()).await.unwrap();
        let mut tx = bed.write().await;
        several(&mut tx, "a").await.unwrap();
        let mut view = store.read(ORGANISATION).await.unwrap();
        assert_eq!(documents::current(&mut view, "scores").await.unwrap(), None);
        tx.commit().await.unwrap();
        assert_eq!(batches::get(&mut view, "a").await.unwrap(), None);
        drop(view);
        assert!(batches::get(&mut store.read(ORGANISATION).await.unwrap(), "a").await.unwrap().is_some());
    }

    async fn a_database_of_a_later_version_is_left_alone(bed: &Bed) {
        bed.tamper("INSERT INTO migrations VALUES (99, 'later', (SELECT MIN(sha256) FROM migrations))").await;
        let fault = bed.another_with(impatient()).await.map(|_| ()).unwrap_err();
        assert_eq!(fault, StoreFault::Newer { version: 99 });
        bed.tamper("DELETE FROM migrations WHERE version = 99").await;
        bed.tamper(&format!("UPDATE migrations SET sha256 = '{}'", "0".repeat(64))).await;
        let fault = bed.another_with(impatient()).await.map(|_| ()).unwrap_err();
        assert!(matches!(fault, StoreFault::Corrupt(_)));
    }

    async fn a_row_of_another_form_is_damage_and_tells_nothing_of_it(bed: &Bed) {
        let mut tx = bed.write().await;
        several(&mut tx, "a").await.unwrap();
        tx.commit().await.unwrap();
        bed.tamper("UPDATE jobs SET state = 'secret state'").await;
        let fault = jobs::get(&mut bed.read().await, "a").await.unwrap_err();
        assert!(matches!(fault, StoreFault::Corrupt(_)));
        assert!(!fault.worth_a_retry());
        for text in [fault.to_string(), fault.log_line(), format!("{fault:?}")] {
            assert!(!text.contains("secret"), "{text}");
        }
        let internal = StoreFault::Internal("secret words".to_owned());
        assert!(!internal.to_string().contains("secret") && internal.log_line().contains("secret"));
    }
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    run(Backend::Sqlite, async |bed| {
        let pages = u32::try_from(bed.number("PRAGMA page_count").await).unwrap();
        let narrow = Settings { most_pages: Some(pages + 300), ..Settings::default() };
        let store = bed.another_with(narrow).await.unwrap();
        let mut kept = 0;
        let fault = loop {
            let columns: Vec<u8> = vec![u8::try_from(kept).unwrap(); 200_000];
            let done = async {
                let mut tx = store.write(ORGANISATION).await?;
                batches::add(&mut tx, &batch(&format!("{kept}"), "claims"), &columns, &by("anna", 1)).await?;
                audit::append(&mut tx, &entry(kept)).await?;
                tx.commit().await
            };
            match done.await {
                Ok(()) => kept += 1,
                Err(fault) => break fault,
            }
        };
        assert_eq!((&fault, fault.worth_a_retry()), (&StoreFault::DiskFull, false));
        assert!((2..20).contains(&kept), "{kept}");
        tokio::time::sleep(Duration::from_millis(100)).await;
        // Still so for the same store, and for one that has room again.
        // Often, so that every connection of either has its turn.
        for store in [&store, &bed.store].into_iter().cycle().take(60) {
            let mut view = store.read(ORGANISATION).await.unwrap();
            assert_eq!(batches::active(&mut view, None).await.unwrap().len(), usize::try_from(kept).unwrap());
            let Verified::Holds(head) = audit::verify(&mut view, &[]).await.unwrap() else { panic!("broken") };
            assert_eq!(head.position, kept);
        }
        let mut tx = bed.write().await;
        several(&mut tx, "there is room").await.unwrap();
        tx.commit().await.unwrap();
    });
}

#[test]
fn a_database_that_goes_away_comes_back() {
    run(Backend::Postgres, async |bed| {
        let all = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let mut tx = bed.write().await;
        several(&mut tx, "lost").await.unwrap();
        assert!(bed.number(all).await > 0);
        let fault = several(&mut tx, "lost too").await.unwrap_err();
        assert!(matches!(fault, StoreFault::Unavailable(_)) && fault.worth_a_retry(), "{fault:?}");
        drop(tx);
        let mut tx = bed.write().await;
        several(&mut tx, "also lost").await.unwrap();
        assert!(bed.number(all).await > 0);
        let fault = tx.commit().await.unwrap_err();
        assert_eq!((fault.worth_a_retry(), fault), (false, StoreFault::Uncertain));
        let mut tx = bed.write().await;
        several(&mut tx, "kept").await.unwrap();
        tx.commit().await.unwrap();
        let active = batches::active(&mut bed.read().await, None).await.unwrap();
        assert_eq!(active.iter().map(|batch| batch.about.id.as_str()).collect::<Vec<_>>(), ["kept"]);
    });
}

#[test]
fn writers_of_two_organisations_do_not_wait_for_each_other() {
    run(Backend::Postgres, async |bed| {
        organisations::create(&bed.store, "elders", "Elders", at(1)).await.unwrap().commit().await.unwrap();
        let store = bed.another_with(impatient()).await.unwrap();
        let mut here = bed.write().await;
        several(&mut here, "a").await.unwrap();
        let mut there = store.write("elders").await.unwrap();
        several(&mut there, "a").await.unwrap();
        there.commit().await.unwrap();
        here.commit().await.unwrap();
    });
}

#[test]
fn what_cannot_be_opened_is_refused() {
    let folder = TempFolder::new();
    let text = folder.path.join("text.db");
    std::fs::write(&text, "no database, and long enough to be none: ".repeat(200)).unwrap();
    runtime().block_on(async {
        let nowhere = folder.path.join("no such folder").join("store.db").display().to_string();
        let fault = Store::open(&nowhere).await.map(|_| ()).unwrap_err();
        assert!(matches!(fault, StoreFault::Refused(_)), "{fault:?}");
        assert!(!fault.to_string().contains("no such folder"));
        let fault = Store::open(&text.display().to_string()).await.map(|_| ()).unwrap_err();
        assert!(matches!(fault, StoreFault::Corrupt(_)), "{fault:?}");
        let fault = Store::open("postgres://nobody@127.0.0.1:1/nothing").await.map(|_| ()).unwrap_err();
        assert!(matches!(fault, StoreFault::Unavailable(_)), "{fault:?}");
        let odd = folder.path.join("100% odd #name?.db").display().to_string();
        Store::open(&odd).await.unwrap().close().await;
        assert!(std::path::Path::new(&odd).is_file());
    });
}
