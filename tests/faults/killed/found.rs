//! What is found in the database after the process was killed.

use super::clients::{Client, Deed, What};
use crate::house::ORG;
use crate::laws::broken_laws;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use verdeelsleutel::app::dossiers::{Inputs, assemble, columns, files};
use verdeelsleutel::app::{Hash, Page, Store};
use verdeelsleutel::store::audit::Verified;
use verdeelsleutel::store::batches::Batch;
use verdeelsleutel::store::decisions::State;
use verdeelsleutel::store::runs::Run;
use verdeelsleutel::store::{View, audit, batches, blobs, decisions, documents, runs};
use verdeelsleutel::web;

/// What was looked into before: it never changes.
#[derive(Default)]
pub struct Looked {
    known: BTreeSet<String>,
}

/// Everything of the kinds that the clients make: as what it was asked for, and as it stands in the log.
#[derive(Default)]
struct Found {
    asked: BTreeMap<String, usize>,
    logged: Vec<String>,
}

impl Found {
    fn add(&mut self, what: What, asked: &str, logged: String) {
        *self.asked.entry(format!("{what:?} {asked}")).or_default() += 1;
        self.logged.push(logged);
    }
}

/// What tells this deed from all others, in what it leaves.
fn asked(deed: &Deed) -> String {
    let body = || serde_json::from_str::<Value>(&deed.body).unwrap();
    let of = match deed.what {
        What::Upload | What::Document => Hash::of(deed.body.as_bytes()).to_string(),
        What::Run => body()["as_of"].as_str().unwrap().to_owned(),
        What::Proposal => body()["papers"][0]["name"].as_str().unwrap().to_owned(),
        What::Answer => {
            format!("{} {}", deed.path.split('/').nth(2).unwrap(), body()["discipline"].as_str().unwrap())
        }
    };
    format!("{:?} {of}", deed.what)
}

impl Looked {
    /// Holds what is there against what the clients know; gives how much was done of what was cut off.
    pub fn check(&mut self, database: &str, clients: &[Client]) -> usize {
        let address = database.to_owned();
        let found = thread::scope(|scope| {
            let look = || web::wait(async move { self.look(&Store::open(&address).await.unwrap()).await });
            scope.spawn(look).join().unwrap()
        });
        let mut rest = found.asked;
        for (deed, answer) in clients.iter().flat_map(|client| &client.answered) {
            let times = rest.remove(&asked(deed)).unwrap_or(0);
            assert_eq!(times, 1, "{deed:?} was acknowledged: {}", answer.body);
        }
        let mut done = 0;
        for deed in clients.iter().filter_map(Client::cut_off) {
            let times = rest.remove(&asked(deed)).unwrap_or(0);
            assert!(times <= 1, "{deed:?} happened {times} times");
            done += times;
        }
        // The episodes, and the file as it was imported.
        assert_eq!(rest.into_values().collect::<Vec<_>>(), [1, 1], "nobody asked for it");
        done
    }

    async fn look(&mut self, store: &Store) -> Found {
        // Whoever was killed may still be at its commit, in the server; a writer waits for that.
        drop(store.write(ORG).await.unwrap());
        let mut view = store.read(ORG).await.unwrap();
        let mut found = Found::default();
        let all = batches::list(&mut view, None, Page::ALL).await.unwrap();
        for batch in &all {
            self.batch(&mut view, batch).await;
            let id = &batch.about.id;
            found.add(What::Upload, &batch.about.upload_sha256.to_string(), format!("upload.accepted {id}"));
        }
        for run in runs::list(&mut view, None, None, Page::ALL).await.unwrap() {
            self.run(&mut view, &run).await;
            found.add(What::Run, run.run.as_of.as_deref().unwrap(), format!("run.computed {}", run.run.id));
        }
        self.decisions(&mut view, &mut found).await;
        for document in documents::history(&mut view, "advances.csv", Page::ALL).await.unwrap() {
            assert!(blobs::get(&mut view, &document.sha256).await.unwrap().is_some());
            let revision = document.revision;
            found.add(What::Document, &document.sha256.to_string(), format!("reference.written {revision}"));
        }
        self.log(&mut view, &mut found).await;
        // All that is kept fits together: every row of every upload is in the dossier, once.
        let inputs = Inputs::current(&mut view).await.unwrap();
        let (files, columns) = (files(&mut view, &inputs).await.unwrap(), columns(&mut view, &inputs).await.unwrap());
        let dossier = assemble(&files, columns).unwrap();
        let read = [
            ("claims", dossier.claims.id.len()),
            ("claim_events", dossier.events.id.len()),
            ("deliveries", dossier.deliveries.id.len()),
            ("episodes", dossier.episodes.len()),
        ];
        for (kind, rows) in read {
            let told: i64 = all.iter().filter(|batch| batch.about.kind == kind).map(|batch| batch.about.rows).sum();
            assert_eq!(i64::try_from(rows).unwrap(), told, "{kind}");
        }
        drop(view);
        store.close().await;
        found
    }

    async fn batch(&mut self, view: &mut View, batch: &Batch) {
        if !self.known.insert(batch.about.id.clone()) {
            return;
        }
        assert!(!blobs::get(view, &batch.sha256).await.unwrap().unwrap().is_empty());
        let totals: Value = serde_json::from_str(&batch.about.totals).unwrap();
        assert_eq!(totals["new"]["rows"].as_i64(), Some(batch.about.rows));
    }

    async fn run(&mut self, view: &mut View, run: &Run) {
        if !self.known.insert(run.run.id.clone()) {
            return;
        }
        let result = blobs::get(view, &run.run.result_sha256).await.unwrap().unwrap();
        let result: Value = serde_json::from_slice(&result).unwrap();
        assert_eq!(broken_laws(&result), Vec::<String>::new());
        assert_eq!(result["run"]["as_of"].as_str(), run.run.as_of.as_deref());
    }

    async fn decisions(&self, view: &mut View, found: &mut Found) {
        for decision in decisions::list(view, Page::ALL).await.unwrap() {
            let id = &decision.proposal.id;
            let papers: Value = serde_json::from_str(&decision.proposal.papers).unwrap();
            let name = papers[0]["name"].as_str().unwrap();
            found.add(What::Proposal, name, format!("decision.proposed {id}"));
            let answers = decisions::answers(view, id).await.unwrap();
            for answer in &answers {
                let asked = format!("{id} {}", answer.discipline);
                found.add(What::Answer, &asked, format!("decision.answered {asked}"));
            }
            let has_objection = answers.iter().any(|answer| !answer.argument.is_empty());
            let state = match answers.len() {
                _ if has_objection => State::Returned,
                4 => State::Adopted,
                _ => State::Proposed,
            };
            assert_eq!(decision.state, state, "{id}");
            if state != State::Proposed {
                found.logged.push(format!("decision.{} {id}", state.as_str()));
            }
        }
    }

    /// Every change has one entry, and every entry is of one change.
    async fn log(&self, view: &mut View, found: &mut Found) {
        assert!(matches!(audit::verify(view, &[]).await.unwrap(), Verified::Holds(_)));
        let entries = audit::list(view, &audit::Filter::default(), Page::ALL).await.unwrap();
        let mut logged = Vec::new();
        for entry in entries.into_iter().map(|entry| entry.entry) {
            let details: Value = serde_json::from_str(&entry.details).unwrap_or_else(|_| json!({}));
            let (action, subject) = (&entry.action, &entry.subject);
            match action.as_str() {
                "organisation.imported" => logged.push("reference.written 1".to_owned()),
                "key.created" => {}
                "decision.answered" => {
                    logged.push(format!("{action} {subject} {}", details["discipline"].as_str().unwrap()));
                }
                "reference.written" => logged.push(format!("{action} {}", details["revision"])),
                _ => logged.push(format!("{action} {subject}")),
            }
        }
        logged.sort();
        found.logged.sort();
        assert_eq!(logged, found.logged);
    }
}
