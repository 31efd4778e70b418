//! Answers to what creates or changes, given once however often it is asked.

use super::App;
use super::ask::Ask;
use super::fault::Fault;
use crate::domain::problem::ProblemCode;
use crate::store::Tx;
use crate::store::idempotency::{self, Answer, Known};
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

    pub fn ok(body: T) -> Made<T> {
        Made { status: 200, heads: Heads::default(), body }
    }

    #[must_use]
    pub fn with_etag(mut self, etag: String) -> Made<T> {
        self.heads.etag = Some(etag);
        self
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
        let mut tx = self.store.write(ask.organisation()).await?;
        let mut claim = None;
        if let Some(once) = &ask.once {
            match idempotency::look(&mut tx, &ask.caller.key, &once.key, &once.request_sha256).await? {
                Known::New(free) => claim = Some(free),
                Known::Answered(answer) => {
                    let heads = serde_json::from_str(&answer.headers).unwrap_or_default();
                    return Ok(Reply { status: answer.status, heads, body: answer.body, is_again: true });
                }
                Known::OtherRequest => {
                    return Err(Fault::new(
                        ProblemCode::IdempotencyConflict,
                        "Deze Idempotency-Key is al gebruikt voor een ander verzoek.",
                        "This Idempotency-Key was already used for another request.",
                    ));
                }
            }
        }
        let Made { status, heads, body } = work(&mut tx).await?;
        let body = json(&body)?;
        if let Some(claim) = claim {
            let headers = json(&heads)?;
            idempotency::keep(&mut tx, claim, &Answer { status, headers, body: body.clone() }, ask.at).await?;
        }
        tx.commit().await?;
        Ok(Reply { status, heads, body, is_again: false })
    }
}

/// A document as it goes out.
pub fn json(body: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(body).map_err(|fault| Fault::internal(format!("no JSON: {fault}")))
}
