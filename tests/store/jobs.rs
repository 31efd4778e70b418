//! Long work, by exactly one.

use crate::bed::{ORGANISATION, at, by};
use std::collections::BTreeSet;
use verdeelsleutel::store::documents::{self, Expected};
use verdeelsleutel::store::jobs::{self, Beat, Cancelled, Progress, State, Ticket};
use verdeelsleutel::store::{Page, Store, Time};

const LEASE: i64 = 60_000;

async fn add(store: &Store, ids: &[String]) {
    let mut tx = store.write(ORGANISATION).await.unwrap();
    for (second, id) in (0..).zip(ids) {
        jobs::add(&mut tx, id, "run", "{}", &by("anna", second)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn take(store: &Store, now: Time) -> Option<Ticket> {
    jobs::take(store, "worker", now, LEASE).await.unwrap().map(|(ticket, _)| ticket)
}

async fn finish(store: &Store, ticket: &Ticket, state: State) -> bool {
    let mut tx = store.write(ORGANISATION).await.unwrap();
    let made = by("worker", 9);
    documents::put(&mut tx, "outcomes", Expected::Any, ticket.id.as_bytes(), 1, &made).await.unwrap();
    let ours = jobs::finish(&mut tx, ticket, state, "{}", at(9)).await.unwrap();
    if ours {
        tx.commit().await.unwrap();
    }
    ours
}

fn progress(done: i64) -> Progress {
    Progress { done, total: 10, words: "at work".to_owned() }
}

on_both! {
    async fn every_job_is_taken_by_exactly_one_of_many(bed: &Bed) {
        let ids: Vec<String> = (0..24).map(|number| format!("job {number}")).collect();
        add(&bed.store, &ids).await;
        let mut takers = Vec::new();
        for taker in 0..8 {
            let store = if taker % 2 == 0 { bed.store.clone() } else { bed.another().await };
            takers.push(tokio::spawn(async move {
                let mut taken = Vec::new();
                while let Some(ticket) = take(&store, at(100)).await {
                    taken.push(ticket.id);
                }
                taken
            }));
        }
        let mut taken = Vec::new();
        for taker in takers {
            taken.extend(taker.await.unwrap());
        }
        assert_eq!(taken.len(), ids.len());
        assert_eq!(taken.into_iter().collect::<BTreeSet<_>>(), ids.into_iter().collect());
    }

    async fn the_oldest_is_taken_first_and_ends_with_its_outcome(bed: &Bed) {
        add(&bed.store, &["b".to_owned(), "a".to_owned()]).await;
        let (ticket, job) = jobs::take(&bed.store, "worker", at(1), LEASE).await.unwrap().unwrap();
        assert_eq!((job.id.as_str(), job.state, job.attempt, job.lease_until), ("b", State::Running, 1, Some(at(61))));
        assert_eq!(jobs::beat(&bed.store, &ticket, &progress(3), at(30), LEASE).await.unwrap(), Beat::GoOn);
        let running = jobs::get(&mut bed.read().await, "b").await.unwrap().unwrap();
        assert_eq!((running.progress, running.lease_until), (progress(3), Some(at(90))));
        assert!(finish(&bed.store, &ticket, State::Done).await);
        let done = jobs::get(&mut bed.read().await, "b").await.unwrap().unwrap();
        assert_eq!((done.state, done.answer.as_deref(), done.finished), (State::Done, Some("{}"), Some(at(9))));
        assert!(!finish(&bed.store, &ticket, State::Failed).await);
        assert_eq!(jobs::beat(&bed.store, &ticket, &progress(4), at(31), LEASE).await.unwrap(), Beat::Lost);
        assert_eq!(take(&bed.store, at(1000)).await.unwrap().id, "a");
        let list = jobs::list(&mut bed.read().await, None, Page::ALL).await.unwrap();
        assert_eq!(list.iter().map(|job| job.state).collect::<Vec<_>>(), [State::Done, State::Running]);
    }

    /// The process of a job died, or only seemed to: what it does afterwards does not count.
    async fn a_job_whose_lease_ran_out_is_taken_again_and_counts_once(bed: &Bed) {
        add(&bed.store, &["a".to_owned()]).await;
        let first = take(&bed.store, at(0)).await.unwrap();
        assert_eq!(take(&bed.store, at(59)).await, None);
        let second = take(&bed.store, at(60)).await.unwrap();
        assert_eq!(jobs::get(&mut bed.read().await, "a").await.unwrap().unwrap().attempt, 2);
        assert_eq!(jobs::beat(&bed.store, &first, &progress(9), at(61), LEASE).await.unwrap(), Beat::Lost);
        assert!(!finish(&bed.store, &first, State::Done).await);
        assert_eq!(bed.number("SELECT COUNT(*) FROM documents").await, 0);
        assert!(finish(&bed.store, &second, State::Done).await);
        assert_eq!(bed.number("SELECT COUNT(*) FROM documents").await, 1);
    }

    /// The clock of a taker goes back by an hour: nothing is taken twice meanwhile, and a beat sets the lease by the new time,
    /// so that a job whose process dies afterwards is not held until the old time comes again.
    async fn a_clock_that_goes_back_costs_no_job(bed: &Bed) {
        add(&bed.store, &["a".to_owned()]).await;
        let first = take(&bed.store, at(3600)).await.unwrap();
        assert_eq!(take(&bed.store, at(0)).await, None);
        assert_eq!(jobs::beat(&bed.store, &first, &progress(1), at(1), LEASE).await.unwrap(), Beat::GoOn);
        assert_eq!(take(&bed.store, at(60)).await, None);
        let second = take(&bed.store, at(61)).await.unwrap();
        assert!(!finish(&bed.store, &first, State::Done).await);
        assert!(finish(&bed.store, &second, State::Done).await);
        assert_eq!(bed.number("SELECT COUNT(*) FROM documents").await, 1);
    }

    async fn a_job_is_cancelled_before_or_while_it_runs(bed: &Bed) {
        add(&bed.store, &["a".to_owned(), "b".to_owned()]).await;
        let ticket = take(&bed.store, at(1)).await.unwrap();
        let mut tx = bed.write().await;
        assert_eq!(jobs::cancel(&mut tx, "b", at(2)).await.unwrap(), Cancelled::Now);
        assert_eq!(jobs::cancel(&mut tx, "a", at(2)).await.unwrap(), Cancelled::Asked);
        assert_eq!(jobs::cancel(&mut tx, "b", at(2)).await.unwrap(), Cancelled::Over);
        assert_eq!(jobs::cancel(&mut tx, "c", at(2)).await.unwrap(), Cancelled::Unknown);
        tx.commit().await.unwrap();
        assert_eq!(jobs::beat(&bed.store, &ticket, &progress(1), at(3), LEASE).await.unwrap(), Beat::Cancel);
        assert!(finish(&bed.store, &ticket, State::Cancelled).await);
        assert_eq!(take(&bed.store, at(1000)).await, None);
    }

    async fn a_job_that_is_given_back_is_taken_at_once(bed: &Bed) {
        add(&bed.store, &["a".to_owned()]).await;
        let first = take(&bed.store, at(1)).await.unwrap();
        assert!(jobs::give_back(&bed.store, &first).await.unwrap());
        let second = take(&bed.store, at(1)).await.unwrap();
        assert!(!jobs::give_back(&bed.store, &first).await.unwrap());
        assert_eq!(jobs::beat(&bed.store, &second, &progress(1), at(2), LEASE).await.unwrap(), Beat::GoOn);
    }
}
