//! The clock goes backwards between requests. What happened first stays first, what was answered stays answered, and a key
//! that has expired stays shut.

use crate::database::Database;
use crate::house::{ORG, fill, repository, wish};
use serde_json::Value;
use verdeelsleutel::app::ask::{Ask, Once};
use verdeelsleutel::app::documents::Current;
use verdeelsleutel::app::import::ImportWish;
use verdeelsleutel::app::keys::KeyWish;
use verdeelsleutel::app::role::Role;
use verdeelsleutel::app::runs::{Pace, RunWish};
use verdeelsleutel::app::{App, AuditFilter, Conventions, Hash, Page, Store, Time};
use verdeelsleutel::domain::language::Language;
use verdeelsleutel::web;

fn at(text: &str) -> Time {
    Time::parse(&format!("2099-06-01T{text}:00Z")).unwrap()
}

/// A request of whoever holds a token, at a moment.
async fn ask(app: &App, token: &str, moment: Time, once: Option<&str>) -> Ask {
    let caller = app.recognise(token, moment).await.unwrap();
    let once = once.map(|key| Once { key: key.to_owned(), request_sha256: Hash::of(b"the same") });
    Ask { caller, request_id: "req-clock".to_owned(), at: moment, once }
}

fn run() -> RunWish {
    serde_json::from_str(r#"{"year": 2026, "model": {"name": "mono"}}"#).unwrap()
}

on_both! {
    fn what_happened_first_stays_first(backend: Backend) {
        let database = Database::new(backend).unwrap();
        web::wait(async {
            let app = App::new(Store::open(&database.address).await.unwrap());
            let files = ImportWish { without_rows: true, ..wish(&repository("fixtures/voorbeeld")) };
            let tokens = fill(&app, files).await;
            let (controller, auditor) = (&tokens["controller"], &tokens["auditor"]);
            let scores = std::fs::read(repository("fixtures/voorbeeld/scores.csv")).unwrap();
            let moments = ["12:00", "11:00", "11:30", "09:00", "09:00", "23:00", "00:00"];
            for (revision, moment) in (1..).zip(moments) {
                let ask = ask(&app, controller, at(moment), None).await;
                let current = Current::Revision(revision);
                let put = app.put_document(&ask, "scores.csv", scores.clone(), Conventions::default(), current, None).await;
                let told: Value = serde_json::from_str(&put.unwrap().body).unwrap();
                assert_eq!(told["revision"].as_i64(), Some(revision + 1));
            }
            let ask = ask(&app, auditor, at("01:00"), None).await;
            let filter = AuditFilter { action: Some("reference.written".to_owned()), ..AuditFilter::default() };
            let log = app.audit_log(&ask, &filter, Page::ALL).await.unwrap();
            assert!(log.is_sorted_by_key(|line| line.position));
            // As the clock said, which is what an auditor has to see.
            assert_eq!(log.iter().map(|line| line.at).collect::<Vec<_>>(), moments.map(at));
            let revisions = app.revisions(&ask, "scores.csv", Page::ALL).await.unwrap();
            assert_eq!(revisions[1..].iter().map(|line| line.at).collect::<Vec<_>>(), moments.map(at));
            assert!(app.verify_audit(ORG).await.unwrap().told(Language::En).is_ok());
        });
    }

    fn what_was_answered_stays_answered(backend: Backend) {
        let database = Database::new(backend).unwrap();
        web::wait(async {
            let app = App::new(Store::open(&database.address).await.unwrap());
            let files = ImportWish { without_rows: true, ..wish(&repository("fixtures/voorbeeld")) };
            let controller = fill(&app, files).await["controller"].clone();
            let mut first = None;
            let pace = Pace { later: false, most_rows: i64::MAX, language: Language::En };
            for moment in ["12:00", "11:00", "12:30", "00:00"] {
                let asked = ask(&app, &controller, at(moment), Some("once")).await;
                let reply = app.compute(&asked, run(), pace).await.unwrap();
                assert_eq!(reply.is_again, first.is_some());
                let first = first.get_or_insert_with(|| reply.body.clone());
                assert_eq!(*first, reply.body);
            }
            let asked = ask(&app, &controller, at("10:00"), None).await;
            assert_eq!(app.runs(&asked, None, Page::ALL).await.unwrap().len(), 1);
        });
    }

    fn a_key_that_has_expired_stays_shut(backend: Backend) {
        let database = Database::new(backend).unwrap();
        web::wait(async {
            let app = App::new(Store::open(&database.address).await.unwrap());
            let files = ImportWish { without_rows: true, ..wish(&repository("fixtures/voorbeeld")) };
            fill(&app, files).await;
            let expires = Some(at("12:00").to_string());
            let wish = KeyWish { holder: "kort".to_owned(), role: Role::Auditor, scope: Vec::new(), expires };
            let token = app.create_key_here(ORG, &wish, at("10:00")).await.unwrap().token.unwrap();
            for (moment, opens) in [("11:00", true), ("10:30", true), ("12:00", false), ("11:00", false)] {
                assert_eq!(app.recognise(&token, at(moment)).await.is_ok(), opens, "{moment}");
            }
            // Nor can one be made that has ended before it begins.
            assert!(app.create_key_here(ORG, &wish, at("12:00")).await.is_err());
        });
    }
}
