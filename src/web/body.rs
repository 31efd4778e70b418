//! What is sent with a request: so many bytes at most, and not slower than so (spec 4, "Limits").

use crate::app::fault::Fault;
use crate::domain::problem::ProblemCode;
use actix_web::error::PayloadError;
use actix_web::web::{self, Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// How much may be sent, and how slowly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Bytes.
    pub most: usize,
    /// Without any byte coming.
    pub stall: Duration,
    /// For the whole.
    pub whole: Duration,
}

/// The body of a request, held to its allowance.
pub struct Body {
    payload: web::Payload,
    allowance: Allowance,
    taken: usize,
    /// When no byte may have come any more.
    stalled: Pin<Box<Sleep>>,
    end: Instant,
    trouble: Trouble,
}

/// Why a body was not taken: whoever reads it through something else asks here.
#[derive(Clone, Default)]
pub struct Trouble(Rc<Cell<Option<Kind>>>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    TooLarge(usize),
    Slow,
}

impl Body {
    pub fn new(payload: web::Payload, allowance: Allowance) -> Body {
        let end = Instant::now() + allowance.whole;
        let stalled = Box::pin(sleep_until(end.min(Instant::now() + allowance.stall)));
        Body { payload, allowance, taken: 0, stalled, end, trouble: Trouble::default() }
    }

    pub fn trouble(&self) -> Trouble {
        self.trouble.clone()
    }

    /// All of it.
    pub async fn bytes(mut self) -> Result<Bytes, Fault> {
        let mut bytes = BytesMut::new();
        while let Some(piece) = self.next().await {
            bytes.extend_from_slice(&piece.map_err(|_| self.trouble.fault())?);
        }
        Ok(bytes.freeze())
    }

    fn refuse(&self, kind: Kind) -> Poll<Option<Result<Bytes, PayloadError>>> {
        self.trouble.0.set(Some(kind));
        Poll::Ready(Some(Err(PayloadError::Incomplete(None))))
    }
}

impl Stream for Body {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match Pin::new(&mut self.payload).poll_next(context) {
            Poll::Ready(Some(Ok(piece))) => {
                self.taken = self.taken.saturating_add(piece.len());
                if self.taken > self.allowance.most {
                    return self.refuse(Kind::TooLarge(self.allowance.most));
                }
                let next = self.end.min(Instant::now() + self.allowance.stall);
                if next <= Instant::now() {
                    return self.refuse(Kind::Slow);
                }
                self.stalled.as_mut().reset(next);
                Poll::Ready(Some(Ok(piece)))
            }
            Poll::Pending if self.stalled.as_mut().poll(context).is_ready() => self.refuse(Kind::Slow),
            other => other,
        }
    }
}

impl Trouble {
    /// What is told of a body that was not taken.
    pub fn fault(&self) -> Fault {
        match self.0.get() {
            Some(Kind::TooLarge(most)) => too_large(most),
            Some(Kind::Slow) => Fault::new(
                ProblemCode::Timeout,
                "De inhoud van het verzoek komt te langzaam binnen, of bleef halverwege steken.",
                "The content of the request comes in too slowly, or stopped halfway.",
            ),
            None => Fault::new(
                ProblemCode::InvalidRequest,
                "De inhoud van het verzoek is niet helemaal aangekomen.",
                "The content of the request did not arrive as a whole.",
            ),
        }
    }

    /// Whether the body itself was in order so far.
    pub fn is_none(&self) -> bool {
        self.0.get().is_none()
    }
}

pub fn too_large(most: usize) -> Fault {
    Fault::new(
        ProblemCode::TooLarge,
        format!("Er kan hoogstens {most} bytes in één keer."),
        format!("At most {most} bytes can be sent at once."),
    )
}
