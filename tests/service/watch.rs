//! How the tests of jobs ask for one, watch it, and hold a process that does it.

use super::House;
use crate::house::Answer;
use serde_json::{Value, json};
use std::io::BufRead;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use verdeelsleutel::app::jobs::work::{Desk, Settings, Stop, Stopper, Told};
use verdeelsleutel::app::{App, Store};
use verdeelsleutel::web;

/// Nobody here does jobs.
pub const NOBODY: Settings = Settings { at_once: 0, ..Settings::USUAL };
/// Looks often, so that a test waits briefly.
pub const QUICK: Settings = Settings { look: Duration::from_millis(20), ..Settings::USUAL };

pub fn glide() -> Value {
    json!({"year": 2026, "model": {"name": "glide"}})
}

/// Asks for a run as a job.
pub fn later(house: &House, wish: &Value, key: Option<&str>) -> Answer {
    let mut headers = vec![("Content-Type", "application/json"), ("Prefer", "respond-async, wait=10")];
    headers.extend(key.map(|key| ("Idempotency-Key", key)));
    house.send("controller", "POST", &house.path("/runs"), &headers, wish.to_string().as_bytes())
}

pub fn queued(house: &House, wish: &Value) -> String {
    later(house, wish, None).is(202).text("id")
}

pub fn job(house: &House, id: &str) -> Value {
    house.get("auditor", &format!("/jobs/{id}")).is(200).json()
}

pub fn cancel(house: &House, id: &str) -> Answer {
    house.send("controller", "DELETE", &house.path(&format!("/jobs/{id}")), &[], b"")
}

pub fn runs(house: &House) -> Vec<Value> {
    house.get("auditor", "/runs").is(200).json()["items"].as_array().unwrap().clone()
}

/// An event as it was read.
#[derive(Debug)]
pub struct Event {
    pub id: String,
    pub name: String,
    pub data: Value,
}

/// The next event; none when the stream has ended.
pub fn event(stream: &mut impl BufRead) -> Option<Event> {
    let mut event = Event { id: String::new(), name: String::new(), data: Value::Null };
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).unwrap() == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("id", id)) => event.id = id.to_owned(),
            Some(("event", name)) => event.name = name.to_owned(),
            Some(("data", data)) => event.data = serde_json::from_str(data).unwrap(),
            _ if line == "\n" && !event.name.is_empty() => return Some(event),
            _ => {}
        }
    }
}

/// Watches a job until its last event.
pub fn watched(house: &House, id: &str) -> Vec<Event> {
    let (status, mut stream) = house.read("controller", &format!("/jobs/{id}/events"), &[]);
    assert_eq!(status, 200);
    std::iter::from_fn(|| event(&mut stream)).collect()
}

/// How a job ended.
pub fn ended(house: &House, id: &str) -> Value {
    watched(house, id).pop().expect("an end").data
}

/// A process of our own that does jobs, and stops at some steps until it is let go.
pub struct Process {
    held: Receiver<()>,
    go: Sender<()>,
    stopper: Stopper,
    thread: JoinHandle<Vec<String>>,
}

impl Process {
    pub fn holds_at(house: &House, steps: &'static [&'static str], settings: Settings) -> Process {
        let (hold, held) = mpsc::channel();
        let (go, gone) = mpsc::channel::<()>();
        let (stopper, stop) = Stop::new();
        let address = house.database.clone();
        let thread = thread::spawn(move || {
            let (say, said) = mpsc::channel();
            let tell = move |told: &Told<'_>| {
                say.send(told.what.to_owned()).unwrap();
                if steps.contains(&told.what) && hold.send(()).is_ok() {
                    let _let_go = gone.recv();
                }
            };
            web::wait(async move {
                let app = App::new(Store::open(&address).await.unwrap());
                app.work(&Desk { settings, clock: web::now, tell: Box::new(tell), stop }).await;
            });
            said.try_iter().collect()
        });
        Process { held, go, stopper, thread }
    }

    /// Until it is at its step.
    pub fn wait(&self) {
        self.held.recv().unwrap();
    }

    pub fn let_go(&self) {
        self.go.send(()).unwrap();
    }

    /// Stops it; what it told.
    pub fn stop(self) -> Vec<String> {
        self.stopper.stop();
        drop(self.go);
        self.thread.join().unwrap()
    }
}
