//! Answers to what creates or changes, given once however often it is asked.

use super::App;
use super::ask::Ask;
use super::fault::Fault;
use crate::domain::problem::ProblemCode;
use crate::store::idempotency::{self, Answer, Claim, Known};
use crate::store::{Time, Tx, View};
use serde::{Deserialize, Serialize};

/// What is said beside the body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// Where what was made can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
}

/// An answer as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub heads: Heads,
    /// JSON.
    pub body: String,
    /// The first answer to this request, given again.
    pub is_again: bool,
}

/// What a use case made.
pub struct Made<T> {
    pub status: u16,
    pub heads: Heads,
    pub body: T,
}

impl<T> Made<T> {
    pub fn created(location: String, body: T) -> Made<T> {
        Made { status: 201, heads: Heads { location: Some(location), etag: None }, body }
    }

    /// Taken in hand; where it is looked at.
    pub fn accepted(location: String, body: T) -> Made<T> {
        Made { status: 202, heads: Heads { location: Some(location), etag: None }, body }
    }

    pub fn ok(body: T) -> Made<T> {
        Made { status: 200, heads: Heads::default(), body }
    }

    #[must_use]
    pub fn with_etag(mut self, etag: String) -> Made<T> {
        self.heads.etag = Some(etag);
        self
    }
}

/// Whether a request came before.
enum Before {
    Answered(Reply),
    New(Option<Claim>),
}

/// The beginning of what is done once.
pub enum Begun {
    /// It was done before: its first answer.
    Before(Reply),
    New(Doing),
}

/// A transaction of what is done once. Dropped without [`Doing::answer`], nothing happened.
pub struct Doing {
    pub tx: Tx,
    claim: Option<Claim>,
    at: Time,
}

impl Doing {
    /// Keeps the answer and makes everything happen.
    pub async fn answer<T: Serialize>(mut self, made: Made<T>) -> Result<Reply, Fault> {
        let Made { status, heads, body } = made;
        let body = json(&body)?;
        if let Some(claim) = self.claim {
            let headers = json(&heads)?;
            idempotency::keep(&mut self.tx, claim, &Answer { status, headers, body: body.clone() }, self.at).await?;
        }
        self.tx.commit().await?;
        Ok(Reply { status, heads, body, is_again: false })
    }
}

impl App {
    /// Does work in one transaction of the organisation. Asked once more under the same key, the first answer is given
    /// again and nothing is done; with another request it is refused as `idempotency_conflict`.
    pub async fn once<T: Serialize>(
        &self,
        ask: &Ask,
        work: impl AsyncFnOnce(&mut Tx) -> Result<Made<T>, Fault>,
    ) -> Result<Reply, Fault> {
        match self.begin(ask).await? {
            Begun::Before(reply) => Ok(reply),
            Begun::New(mut doing) => {
                let made = work(&mut doing.tx).await?;
                doing.answer(made).await
            }
        }
    }

    /// Begins what is done once. The transaction makes other writers of the organisation wait, so that long work comes
    /// before it.
    pub async fn begin(&self, ask: &Ask) -> Result<Begun, Fault> {
        let mut tx = self.store.write(ask.organisation()).await?;
        Ok(match before(&mut tx, ask).await? {
            Before::Answered(reply) => Begun::Before(reply),
            Before::New(claim) => Begun::New(Doing { tx, claim, at: ask.at }),
        })
    }

    /// The first answer to a request that was done before: to look at before long work.
    pub async fn answered(&self, ask: &Ask) -> Result<Option<Reply>, Fault> {
        let mut view = self.store.read(ask.organisation()).await?;
        Ok(match before(&mut view, ask).await? {
            Before::Answered(reply) => Some(reply),
            Before::New(_) => None,
        })
    }
}

async fn before(view: &mut View, ask: &Ask) -> Result<Before, Fault> {
    let Some(once) = &ask.once else { return Ok(Before::New(None)) };
    match idempotency::look(view, &ask.caller.key, &once.key, &once.request_sha256).await? {
        Known::New(free) => Ok(Before::New(Some(free))),
        Known::Answered(answer) => {
            let heads = serde_json::from_str(&answer.headers).unwrap_or_default();
            Ok(Before::Answered(Reply { status: answer.status, heads, body: answer.body, is_again: true }))
        }
        Known::OtherRequest => Err(Fault::new(
            ProblemCode::IdempotencyConflict,
            "Deze Idempotency-Key is al gebruikt voor een ander verzoek.",
            "This Idempotency-Key was already used for another request.",
        )),
    }
}

/// A document as it goes out.
pub fn json(body: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(body).map_err(|fault| Fault::internal(format!("no JSON: {fault}")))
}
