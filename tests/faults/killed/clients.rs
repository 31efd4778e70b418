//! Clients that change something all the time, and note what was acknowledged.

use crate::chance::Chance;
use crate::house::{Answer, Desk, repository};
use serde_json::{Value, json};
use std::fs;
use std::sync::mpsc::Sender;

pub const DISCIPLINES: [&str; 4] = ["midwifery", "hospital", "maternity_care", "ultrasound"];

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Upload,
    Run,
    Proposal,
    Answer,
    Document,
}

/// A request that changes something, sent again and again under the same key until it is answered.
#[derive(Clone, Debug)]
pub struct Deed {
    pub what: What,
    role: &'static str,
    method: &'static str,
    pub path: String,
    headers: Vec<(&'static str, String)>,
    pub body: String,
    key: String,
}

impl Deed {
    /// None when no whole answer came.
    fn send(&self, desk: &Desk) -> Option<Answer> {
        let mut headers: Vec<(&str, &str)> = self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        headers.push(("Idempotency-Key", &self.key));
        desk.try_to_send(self.role, self.method, &desk.path(&self.path), &headers, self.body.as_bytes()).ok()
    }
}

/// One of them: what it works at, and how far it is.
pub struct Client {
    name: &'static str,
    work: Work,
    chance: Chance,
    serial: usize,
    sent: Option<Deed>,
    pub answered: Vec<(Deed, Answer)>,
}

enum Work {
    /// Rows that go in a few at a time, in their order.
    Rows {
        parts: Vec<(&'static str, Vec<String>)>,
        at: usize,
    },
    Runs,
    /// The decision that is answered, and by how many it was.
    Decisions {
        open: Option<(String, usize)>,
    },
    /// The file, its first text, and the revision that was seen last.
    Document {
        kind: &'static str,
        text: String,
        revision: i64,
    },
}

fn rows(kind: &str) -> (String, Vec<String>) {
    let text = fs::read_to_string(repository(&format!("fixtures/voorbeeld/{kind}.csv"))).unwrap();
    let mut lines = text.lines().map(str::to_owned);
    (lines.next().unwrap(), lines.collect())
}

/// Claims, each part followed by what insurers answered to it.
fn claims() -> Vec<(&'static str, Vec<String>)> {
    let ((head, claims), (head_of_events, events)) = (rows("claims"), rows("claim_events"));
    let mut parts = Vec::new();
    for part in claims.chunks(3).take(700) {
        let ids: Vec<&str> = part.iter().map(|row| row.split(',').next().unwrap()).collect();
        let of_part = events.iter().filter(|row| ids.contains(&row.split(',').nth(1).unwrap()));
        parts.push(("claims", [std::slice::from_ref(&head), part].concat()));
        let mut answers = vec![head_of_events.clone()];
        answers.extend(of_part.cloned());
        if answers.len() > 1 {
            parts.push(("claim_events", answers));
        }
    }
    parts
}

fn deliveries() -> Vec<(&'static str, Vec<String>)> {
    let (head, rows) = rows("deliveries");
    // What replaces another delivery has to come after it.
    let free: Vec<String> = rows.into_iter().filter(|row| row.split(',').nth(7) == Some("")).collect();
    free.chunks(4).take(1400).map(|part| ("deliveries", [std::slice::from_ref(&head), part].concat())).collect()
}

pub fn all(seed: u64) -> Vec<Client> {
    let text = fs::read_to_string(repository("fixtures/voorbeeld/advances.csv")).unwrap();
    let works = [
        ("claims", Work::Rows { parts: claims(), at: 0 }),
        ("deliveries", Work::Rows { parts: deliveries(), at: 0 }),
        ("runs", Work::Runs),
        ("decisions", Work::Decisions { open: None }),
        ("document", Work::Document { kind: "advances", text, revision: 1 }),
    ];
    let client = |(at, (name, work))| Client {
        name,
        work,
        chance: Chance::new(seed + at),
        serial: 0,
        sent: None,
        answered: Vec::new(),
    };
    (0..).zip(works).map(client).collect()
}

impl Client {
    /// What it sent and was not answered.
    pub fn cut_off(&self) -> Option<&Deed> {
        self.sent.as_ref()
    }

    /// The ids of the runs that it was told.
    pub fn runs(&self) -> impl Iterator<Item = String> {
        let runs = self.answered.iter().filter(|(deed, _)| deed.what == What::Run);
        runs.map(|(_, answer)| answer.text("id"))
    }

    /// Works until nobody answers any more, and tells of every acknowledgement.
    pub fn work(&mut self, desk: &Desk, told: &Sender<()>) {
        // What was answered before the process was killed is answered the same now.
        if let Some((deed, first)) = self.answered.last() {
            let Some(again) = deed.send(desk) else { return };
            assert_eq!((again.status, &again.body), (first.status, &first.body), "{}: {deed:?}", self.name);
            assert_eq!(again.headers["idempotent-replayed"], "true");
        }
        loop {
            let Some(deed) = self.sent.take().or_else(|| self.next()) else { return };
            let answer = deed.send(desk);
            self.sent = Some(deed);
            let Some(answer) = answer else { return };
            self.learn(answer);
            // Nobody may listen any more.
            let _ = told.send(());
        }
    }

    /// Only what was cut off.
    pub fn finish(&mut self, desk: &Desk) {
        if let Some(deed) = &self.sent {
            let answer = deed.send(desk).expect("nobody kills it");
            self.learn(answer);
        }
    }

    fn next(&mut self) -> Option<Deed> {
        self.serial += 1;
        let (serial, mut headers) = (self.serial, vec![("Content-Type", "application/json".to_owned())]);
        let (what, role, method, path, body) = match &self.work {
            Work::Rows { parts, at } => {
                let (kind, lines) = parts.get(*at)?;
                headers = vec![("Content-Type", "text/csv".to_owned())];
                let path = format!("/uploads?kind={kind}&expected_rows={}", lines.len() - 1);
                (What::Upload, "controller", "POST", path, format!("{}\n", lines.join("\n")))
            }
            Work::Runs => {
                let model = ["glide", "mono", "points"][usize::try_from(self.chance.below(3)).unwrap()];
                // No other run is asked for this very day.
                let day = format!("{}-{:02}-{:02}", 2027 + serial / 300, 1 + serial % 300 / 25, 1 + serial % 25);
                let wish = json!({"year": 2026, "as_of": day, "model": {"name": model}});
                (What::Run, "controller", "POST", "/runs".to_owned(), wish.to_string())
            }
            Work::Decisions { open: None } => {
                let paper = json!({"name": format!("paper {serial}"), "sha256": "0".repeat(64)});
                let wish = json!({
                    "model": "glide", "version": 1, "meeting": "2099-03-01", "active_from": "2026-01-01",
                    "papers": [paper],
                });
                (What::Proposal, "controller", "POST", "/decisions".to_owned(), wish.to_string())
            }
            Work::Decisions { open: Some((id, answers)) } => {
                let discipline = DISCIPLINES[*answers];
                let wish = match self.chance.below(8) {
                    0 => json!({"discipline": discipline, "answer": "objection", "argument": "te snel"}),
                    _ => json!({"discipline": discipline, "answer": "consent"}),
                };
                (What::Answer, discipline, "POST", format!("/decisions/{id}/answers"), wish.to_string())
            }
            Work::Document { kind, text, revision } => {
                headers = vec![("Content-Type", "text/csv".to_owned()), ("If-Match", format!("\"{revision}\""))];
                // Another amount each time.
                let advance = format!("VP01,2026-12-31,2026,{}.{:02}\n", 1000 + serial / 100, serial % 100);
                (What::Document, "controller", "PUT", format!("/reference/{kind}"), format!("{text}{advance}"))
            }
        };
        let key = format!("{}-{serial}", self.name);
        Some(Deed { what, role, method, path, headers, body, key })
    }

    /// The answer to what was sent last.
    fn learn(&mut self, answer: Answer) {
        let deed = self.sent.take().unwrap();
        let expected = if matches!(deed.what, What::Answer | What::Document) { 200 } else { 201 };
        assert_eq!(answer.status, expected, "{}: {} {}", self.name, deed.path, answer.body);
        let told: Value = answer.json();
        match &mut self.work {
            Work::Rows { at, .. } => *at += 1,
            Work::Runs => {}
            Work::Decisions { open } => {
                let answers = told["answers"].as_array().unwrap().len();
                let id = told["id"].as_str().unwrap().to_owned();
                *open = (told["state"] == "proposed").then_some((id, answers));
            }
            Work::Document { revision, .. } => *revision = told["revision"].as_i64().unwrap(),
        }
        self.answered.push((deed, answer));
    }
}
