//! A process that is killed at any moment: what it acknowledged is there once, and nothing is there half.
//!
//! `VERDEELSLEUTEL_KILLS` sets how many are killed per database, `VERDEELSLEUTEL_SEED` when.

use crate::audit::entry;
use crate::batches::batch;
use crate::bed::{Bed, ORGANISATION, by, runtime};
use crate::chance::{Chance, number};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use verdeelsleutel::store::audit::Verified;
use verdeelsleutel::store::documents::Expected;
use verdeelsleutel::store::{Page, Store, StoreFault, audit, batches, blobs, documents, keys};

const WHAT: &str = "VERDEELSLEUTEL_TEST_CHILD";

/// This program once more, to do one thing with a database.
pub fn child(what: &str, address: &str, seed: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::the_child", "--nocapture"])
        .env(WHAT, format!("{what}\n{address}\n{seed}"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What such a child does; as a test of its own it does nothing.
#[test]
fn the_child() {
    let Ok(told) = std::env::var(WHAT) else { return };
    let told: Vec<&str> = told.split('\n').collect();
    let (address, seed) = (told[1].to_owned(), told[2].parse().unwrap());
    runtime().block_on(async {
        let store = Store::open(&address).await.unwrap();
        if told[0] == "write" {
            write_for_ever(&store, seed).await.unwrap();
        }
        store.close().await;
    });
}

/// Batches, documents and entries that belong together, one transaction each; says the id of each when it is on disk.
async fn write_for_ever(store: &Store, seed: u64) -> Result<(), StoreFault> {
    let mut chance = Chance::new(seed);
    for step in 0.. {
        let id = format!("{seed}-{step}");
        // Sometimes more than one part, mostly little.
        let most = if chance.below(12) == 0 { 9 << 20 } else { 60_000 };
        let length = usize::try_from(chance.below(most)).unwrap();
        let columns: Vec<u8> = id.bytes().cycle().take(length).collect();
        let mut tx = store.write(ORGANISATION).await?;
        let made = by(&id, 1);
        batches::add(&mut tx, &batch(&id, "claims"), &columns, &made).await?;
        documents::put(&mut tx, "scores", Expected::Any, id.as_bytes(), 1, &made).await?;
        let mut entry = entry(1);
        entry.subject = id.clone();
        audit::append(&mut tx, &entry).await?;
        if chance.below(5) == 0 {
            // Some things come to nothing.
            drop(tx);
            continue;
        }
        tx.commit().await?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nacknowledged {id}").unwrap();
        out.flush().unwrap();
    }
    Ok(())
}

/// Kills a child that writes after some time, from its start or from what it acknowledges first; gives what it had
/// acknowledged.
fn write_and_kill(address: &str, seed: u64, after: Duration, is_from_the_start: bool) -> Vec<String> {
    let mut writer = child("write", address, seed);
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let (told, tell) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let said = lines.map_while(Result::ok);
        let said = said.filter_map(|line| Some(line.strip_prefix("acknowledged ")?.to_owned()));
        let said = said.inspect(|_| {
            // Nobody may listen any more.
            let _ = told.send(());
        });
        said.collect::<Vec<_>>()
    });
    if !is_from_the_start {
        tell.recv_timeout(Duration::from_secs(60)).expect("something is acknowledged");
    }
    std::thread::sleep(after);
    writer.kill().unwrap();
    writer.wait().unwrap();
    reader.join().unwrap()
}

/// Everything acknowledged is there, in its order; at most one more per kill; and all of each.
async fn check(store: &Store, acknowledged: &[String], kills: usize) {
    // Whoever was killed may still be at its commit, in the server; a writer waits for that.
    drop(store.write(ORGANISATION).await.unwrap());
    let mut view = store.read(ORGANISATION).await.unwrap();
    let there = batches::list(&mut view, None, Page::ALL).await.unwrap();
    let ids: Vec<&str> = there.iter().map(|batch| batch.about.id.as_str()).collect();
    let mut rest = ids.iter();
    for id in acknowledged {
        assert!(rest.any(|there| there == id), "{id} was acknowledged, and is not there once in its place");
    }
    assert!(ids.len() <= acknowledged.len() + kills, "{} batches, {} acknowledged", ids.len(), acknowledged.len());
    let last = there.iter().rev().take(40);
    for batch in last {
        assert!(blobs::get(&mut view, &batch.sha256).await.unwrap().is_some());
    }
    let revisions = documents::history(&mut view, "scores", Page::ALL).await.unwrap();
    let makers: Vec<&str> = revisions.iter().map(|document| document.made.holder.as_str()).collect();
    assert_eq!(makers, ids);
    let entries = audit::list(&mut view, &audit::Filter::default(), Page::ALL).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.entry.subject.as_str()).collect::<Vec<_>>(), ids);
    assert!(matches!(audit::verify(&mut view, &[]).await.unwrap(), Verified::Holds(_)));
    assert!(keys::list(&mut view).await.unwrap().is_empty());
}

async fn kill_many(bed: &Bed) {
    let (kills, seed) = (number("VERDEELSLEUTEL_KILLS", 30), number("VERDEELSLEUTEL_SEED", 20_261_122));
    let mut chance = Chance::new(seed);
    let mut acknowledged = Vec::new();
    for kill in 0..kills {
        let after = Duration::from_millis(chance.below(120));
        let is_from_the_start = chance.below(4) == 0;
        let (address, seed) = (bed.address.clone(), seed + kill);
        let said = tokio::task::spawn_blocking(move || write_and_kill(&address, seed, after, is_from_the_start));
        acknowledged.extend(said.await.unwrap());
        // Opened anew each time, as after a restart.
        let store = bed.another().await;
        check(&store, &acknowledged, usize::try_from(kill).unwrap() + 1).await;
        store.close().await;
    }
    let parts = "SELECT COUNT(*) FROM blob_parts WHERE sha256 NOT IN (SELECT sha256 FROM batches) \
                 AND sha256 NOT IN (SELECT sha256 FROM documents)";
    assert_eq!(bed.number(parts).await, 0, "bytes that nothing refers to");
    eprintln!("{kills} kills (seed {seed}), {} acknowledged: {:?}", acknowledged.len(), bed.store.backend());
    assert!(acknowledged.len() > usize::try_from(kills).unwrap(), "too little was written to say anything");
}

on_both! {
    async fn everything_acknowledged_is_there_once_and_nothing_half(bed: &Bed) {
        kill_many(bed).await;
    }
}
