//! Organisations are apart: what is of one cannot be reached from another, by whatever id.

use crate::audit::entry;
use crate::batches::batch;
use crate::bed::{ORGANISATION, at, by};
use crate::decisions::{proposal, publish};
use crate::runs::run;
use crate::simulations::simulation;
use std::fs;
use std::path::Path;
use verdeelsleutel::store::batches::Withdrawn;
use verdeelsleutel::store::consents::Answered;
use verdeelsleutel::store::decisions::State;
use verdeelsleutel::store::documents::Expected;
use verdeelsleutel::store::jobs::Cancelled;
use verdeelsleutel::store::{Hash, Page, StoreFault};
use verdeelsleutel::store::{
    audit, batches, blobs, consents, decisions, documents, idempotency, jobs, keys, models, objections, organisations,
    runs, simulations, years,
};

on_both! {
    async fn nothing_of_one_is_seen_or_changed_from_another(bed: &Bed) {
        let mut tx = bed.write().await;
        documents::put(&mut tx, "scores", Expected::Any, b"secret", 1, &by("anna", 1)).await.unwrap();
        batches::add(&mut tx, &batch("a", "claims"), b"columns", &by("anna", 1)).await.unwrap();
        publish(&mut tx, "glide", "a = 1").await;
        decisions::propose(&mut tx, &proposal("a", 1, "2026-01-01"), &by("anna", 1)).await.unwrap();
        run(&mut tx, "a", 2026, "settlement").await;
        years::settle(&mut tx, 2026, 0, "a", None, &by("anna", 1)).await.unwrap();
        years::say_complete(&mut tx, (2026, 1), "vroed1", &by("anna", 1)).await.unwrap();
        let (id, run, participant) = ("a".to_owned(), "a".to_owned(), "vroed1".to_owned());
        let objection = objections::NewObjection { id, run, participant, line: "{}".to_owned(), reason: String::new() };
        objections::add(&mut tx, &objection, &by("anna", 1)).await.unwrap();
        simulation(&mut tx, "a", b"simulated").await;
        jobs::add(&mut tx, "a", "run", "{}", &by("anna", 1)).await.unwrap();
        let (id, kind, subject) = ("a".to_owned(), "iban".to_owned(), "x".to_owned());
        let request = consents::Request { id, kind, subject, request: "{}".to_owned() };
        consents::ask(&mut tx, &request, &by("anna", 1)).await.unwrap();
        let (id, role, scope) = ("a".to_owned(), "board".to_owned(), "[]".to_owned());
        let token_sha256 = Hash::of(b"token");
        let key = keys::NewKey { id, holder: "Anna".to_owned(), role, scope, token_sha256, expires: None };
        keys::add(&mut tx, &key, &by("anna", 1)).await.unwrap();
        audit::append(&mut tx, &entry(1)).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = organisations::create(&bed.store, "elders", "Elders", at(1)).await.unwrap();
        assert_eq!(documents::current(&mut tx, "scores").await.unwrap(), None);
        assert!(documents::all_current(&mut tx).await.unwrap().is_empty());
        assert_eq!(blobs::get(&mut tx, &Hash::of(b"secret")).await.unwrap(), None);
        assert_eq!(batches::get(&mut tx, "a").await.unwrap(), None);
        assert!(batches::active(&mut tx, None).await.unwrap().is_empty());
        assert_eq!(batches::withdraw(&mut tx, "a", &by("eve", 2)).await.unwrap(), Withdrawn::Unknown);
        assert!(models::all(&mut tx).await.unwrap().is_empty());
        assert_eq!(decisions::get(&mut tx, "a").await.unwrap(), None);
        let adopted = decisions::conclude(&mut tx, "a", State::Proposed, State::Adopted, None, &by("eve", 2)).await;
        assert!(!adopted.unwrap());
        assert_eq!(decisions::active(&mut tx, "2026-06-01").await.unwrap(), None);
        assert_eq!(runs::get(&mut tx, "a").await.unwrap(), None);
        assert!(runs::list(&mut tx, None, None, Page::ALL).await.unwrap().is_empty());
        assert_eq!(simulations::get(&mut tx, "a").await.unwrap(), None);
        assert_eq!(simulations::of_result(&mut tx, &Hash::of(b"simulated")).await.unwrap(), None);
        assert!(simulations::list(&mut tx, Page::ALL).await.unwrap().is_empty());
        assert!(years::all(&mut tx).await.unwrap().is_empty());
        assert!(years::complete(&mut tx, 2026).await.unwrap().is_empty());
        assert!(!years::take_back(&mut tx, (2026, 1), "vroed1", &by("eve", 2)).await.unwrap());
        assert!(!objections::answer(&mut tx, "a", true, "", &by("eve", 2)).await.unwrap());
        assert!(objections::list(&mut tx, None, None, Page::ALL).await.unwrap().is_empty());
        assert_eq!(jobs::get(&mut tx, "a").await.unwrap(), None);
        assert_eq!(jobs::cancel(&mut tx, "a", at(2)).await.unwrap(), Cancelled::Unknown);
        assert_eq!(consents::answer(&mut tx, "a", true, &by("eve", 2)).await.unwrap(), Answered::Unknown);
        assert_eq!(consents::expire(&mut tx, at(99)).await.unwrap(), 0);
        assert_eq!(keys::get(&mut tx, "a").await.unwrap(), None);
        assert!(!keys::withdraw(&mut tx, "a", &by("eve", 2)).await.unwrap());
        assert!(keys::list(&mut tx).await.unwrap().is_empty());
        assert!(audit::list(&mut tx, &audit::Filter::default(), Page::ALL).await.unwrap().is_empty());
        assert_eq!(audit::head(&mut tx).await.unwrap().position, 0);
        assert_eq!(idempotency::prune(&mut tx, at(99)).await.unwrap(), 0);
        // The same ids are free here, and begin anew.
        let accepted = batches::add(&mut tx, &batch("a", "claims"), b"other", &by("eve", 2)).await.unwrap();
        assert_eq!(accepted.position, 1);
        audit::append(&mut tx, &entry(1)).await.unwrap();
        tx.commit().await.unwrap();

        // A job of one, finished in a transaction of the other, is not.
        let (ticket, _) = jobs::take(&bed.store, "worker", at(3), 1000).await.unwrap().unwrap();
        assert_eq!(ticket.organisation, ORGANISATION);
        let mut tx = bed.store.write("elders").await.unwrap();
        assert!(!jobs::finish(&mut tx, &ticket, jobs::State::Done, "{}", at(3)).await.unwrap());
        drop(tx);
        let heads = bed.number("SELECT COUNT(DISTINCT sha256) FROM audit").await;
        assert_eq!(heads, 2, "the same entry of two organisations has two hashes");
        assert_eq!(bed.read().await.organisation(), ORGANISATION);
    }

    async fn organisations_are_listed_by_code_and_made_once(bed: &Bed) {
        for code in ["zuid", "Aa", "élan"] {
            organisations::create(&bed.store, code, "A name", at(1)).await.unwrap().commit().await.unwrap();
        }
        let fault = organisations::create(&bed.store, "zuid", "Again", at(2)).await.unwrap_err();
        assert_eq!(fault, StoreFault::Exists);
        drop(organisations::create(&bed.store, "weg", "Not committed", at(2)).await.unwrap());
        let mut tx = bed.store.write("zuid").await.unwrap();
        organisations::rename(&mut tx, "Zuid").await.unwrap();
        tx.commit().await.unwrap();
        let all = organisations::all(&bed.store).await.unwrap();
        assert_eq!(all.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["Aa", ORGANISATION, "zuid", "élan"]);
        let zuid = organisations::this(&mut bed.store.read("zuid").await.unwrap()).await.unwrap().unwrap();
        assert_eq!((zuid.name.as_str(), zuid.created), ("Zuid", at(1)));
        assert_eq!(organisations::this(&mut bed.store.read("weg").await.unwrap()).await.unwrap(), None);
    }
}

/// Every statement of the store binds the organisation, except these.
#[test]
fn every_statement_names_its_organisation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut free = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let tokens = fs::read_to_string(&path).unwrap().parse().unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        for sql in texts(tokens) {
            let words = ["SELECT ", "INSERT ", "UPDATE ", "DELETE "];
            let is_sql = words.iter().any(|word| sql.starts_with(word));
            let inserts = sql.starts_with("INSERT INTO") && sql.contains("(organisation, ");
            let bound = inserts || sql.contains("organisation = $1") || sql.contains("organisations WHERE code = $1");
            if is_sql && !bound {
                free.push(format!("{name}: {}", sql.split_whitespace().take(4).collect::<Vec<_>>().join(" ")));
            }
        }
    }
    free.sort();
    let known = [
        "jobs: SELECT organisation, id, attempt",
        "keys: SELECT * FROM keys",
        "migrate: INSERT INTO migrations (version,",
        "migrate: SELECT version, sha256 FROM",
        "open: SELECT 1",
        "organisations: INSERT INTO organisations (code,",
        "organisations: SELECT code, name, created_at",
        "organisations: UPDATE organisations SET name",
        "sessions: UPDATE organisations SET changes",
    ];
    assert_eq!(free, known);
}

/// The texts of a file.
fn texts(tokens: proc_macro2::TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Group(group) => found.extend(texts(group.stream())),
            proc_macro2::TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
    found
}
