//! A job as it is shown, and how its end is stored.

use super::hand::STEPS;
use super::task::shown;
use crate::app::fault::Fault;
use crate::domain::language::Language;
use crate::report::problem::ProblemDocument;
use crate::store::Time;
use crate::store::jobs::{Job, State};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A job as it is shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "job-0f3a5c7d9e1b2d4f6a80", "kind": "run", "state": "running", "attempt": 1,
    "progress": {"step": "reading", "done": 3, "total": 9, "words": "Regels lezen"},
    "request": {"year": 2026, "kind": "interim", "basis": "accepted", "model": {"name": "glide", "version": 1}},
    "location": null, "problem": null, "cancel_asked": null,
    "by": "An Controller", "at": "2026-10-15T09:30:00.000Z", "finished": null
}))]
pub struct JobLine {
    pub id: String,
    /// `run` or `simulation`.
    pub kind: String,
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// How often it was taken: more than 1 where a process stopped while it was at it.
    pub attempt: i64,
    pub progress: ProgressLine,
    /// What was asked.
    #[schema(value_type = Object)]
    pub request: Value,
    /// Of one that is done: where what it made can be read.
    pub location: Option<String>,
    /// Of one that failed: the problem document that the same request would have been answered with at once.
    #[schema(value_type = Option<Object>)]
    pub problem: Option<Value>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub cancel_asked: Option<Time>,
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished: Option<Time>,
}

impl JobLine {
    pub fn is_over(&self) -> bool {
        [State::Done, State::Failed, State::Cancelled].iter().any(|state| self.state == state.as_str())
    }
}

/// How far a job is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgressLine {
    /// `waiting`, `reading`, `calculating` or `writing`; where it stopped, of one that has ended.
    pub step: String,
    /// Steps done: each upload that is read is one, and so are the calculation (of a simulation each hundredth of it) and
    /// the writing.
    pub done: i64,
    /// Of so many; 0 before it began.
    pub total: i64,
    /// The step in words, in the language that was asked for.
    pub words: String,
}

pub fn line(job: Job, language: Language) -> JobLine {
    let request = shown(&job);
    let answer: Value = job.answer.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let problem = answer.get("problem").and_then(|both| both.get(language.pick("nl", "en"))).cloned();
    let words = match job.state {
        State::Waiting => language.pick("Wacht op haar beurt", "Waiting for its turn"),
        State::Running => words(&job.progress.words, language),
        State::Done => language.pick("Klaar", "Done"),
        State::Failed => language.pick("Geweigerd of mislukt", "Refused or failed"),
        State::Cancelled => language.pick("Geannuleerd", "Cancelled"),
    };
    let step = match job.state {
        State::Waiting => "waiting",
        _ if job.progress.words.is_empty() => "waiting",
        _ => &job.progress.words,
    };
    JobLine {
        progress: ProgressLine {
            step: step.to_owned(),
            done: job.progress.done,
            total: job.progress.total,
            words: words.to_owned(),
        },
        id: job.id,
        kind: job.kind,
        state: job.state.as_str().to_owned(),
        attempt: job.attempt,
        request,
        location: answer.get("location").and_then(Value::as_str).map(str::to_owned),
        problem,
        cancel_asked: job.cancel_asked,
        by: job.made.holder,
        at: job.made.at,
        finished: job.finished,
    }
}

/// A step in words.
fn words(step: &str, language: Language) -> &'static str {
    let known = STEPS.iter().find(|(word, ..)| *word == step);
    known.map_or(language.pick("Begint", "Starting"), |(_, nl, en)| language.pick(nl, en))
}

/// The end of a job that made something.
pub fn made(location: Option<&str>) -> String {
    json!({"location": location}).to_string()
}

/// The end of a job that was refused: in both languages, for whoever asks.
pub fn refused(fault: &Fault) -> String {
    let of = |language| json!(ProblemDocument::new(&fault.refusal, fault.not_shown, language));
    json!({"problem": {"nl": of(Language::Nl), "en": of(Language::En)}}).to_string()
}
