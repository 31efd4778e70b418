//! Server-sent events: an answer that is written while it is read (the HTML standard, "Server-sent events").

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use serde::Serialize;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Events that wait to be read; who reads more slowly than that is waited for.
const WAITING: usize = 4;

/// The body that is read.
pub struct Events(Receiver<Bytes>);

/// Who writes it.
pub struct Teller(Sender<Bytes>);

pub fn events() -> (Teller, Events) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Teller(sender), Events(receiver))
}

/// The reader has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

impl Teller {
    /// An event with its id; the data is JSON, which has no line ends of its own.
    pub async fn event(&self, id: &str, name: &str, data: &impl Serialize) -> Result<(), Gone> {
        let data = serde_json::to_string(data).map_err(|_| Gone)?;
        self.write(format!("id: {id}\nevent: {name}\ndata: {data}\n\n")).await
    }

    /// How long a reader waits before it comes again after a stream that broke off.
    pub async fn come_again(&self, millis: u32) -> Result<(), Gone> {
        self.write(format!("retry: {millis}\n\n")).await
    }

    /// A sign of life: what stands between may close a connection on which nothing is said.
    pub async fn alive(&self) -> Result<(), Gone> {
        self.write(":\n\n".to_owned()).await
    }

    async fn write(&self, text: String) -> Result<(), Gone> {
        self.0.send(text.into()).await.map_err(|_| Gone)
    }

    /// Until the reader has gone.
    pub async fn gone(&self) {
        self.0.closed().await;
    }
}

impl MessageBody for Events {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(Ok))
    }
}
