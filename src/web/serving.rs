//! A service that runs: the doors, and the processes at work behind them; and how both come to an end.

use super::observe::log;
use crate::app::App;
use crate::app::jobs::work::{Desk, Settings, Stop, Stopper, Told};
use actix_web::dev::{Server, ServerHandle};
use actix_web::rt::{self, signal};
use serde_json::json;
use std::future::{IntoFuture, pending};
use std::io;
use std::pin::Pin;
use std::sync::Arc;

/// A service that was opened; awaited, it serves until it is told to stop. It then gives its jobs back to the queue and lets
/// running requests end; told once more, it stops at once.
#[must_use = "it serves when it is awaited"]
pub struct Serving {
    server: Server,
    app: Arc<App>,
    jobs: Settings,
    stopper: Stopper,
    stop: Stop,
}

impl Serving {
    pub(super) fn new(server: Server, app: Arc<App>, jobs: Settings, stopper: Stopper, stop: Stop) -> Serving {
        Serving { server, app, jobs, stopper, stop }
    }

    /// Stops it from elsewhere, as a signal does.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    async fn serve(self) -> io::Result<()> {
        let Serving { server, app, jobs, stopper, stop } = self;
        let closing = rt::spawn(close(server.handle(), stopper.clone(), stop.clone()));
        let work = (0..jobs.at_once).map(|_| {
            let (app, stop) = (app.clone(), stop.clone());
            rt::spawn(async move {
                let desk = Desk { settings: jobs, clock: super::now, tell: Box::new(tell), stop };
                app.work(&desk).await;
            })
        });
        let work: Vec<_> = work.collect();
        let served = server.await;
        stopper.stop();
        for one in work {
            one.await.map_err(io::Error::other)?;
        }
        closing.abort();
        served
    }
}

impl IntoFuture for Serving {
    type Output = io::Result<()>;
    type IntoFuture = Pin<Box<dyn Future<Output = io::Result<()>>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.serve())
    }
}

/// Ends the service when it is told to: those at work and those who watch hear it first, so that nobody waits for them.
async fn close(server: ServerHandle, stopper: Stopper, stop: Stop) {
    let told = rt::spawn(async move {
        told_to_stop().await;
        stopper.stop();
        told_to_stop().await;
    });
    stop.asked().await;
    let at_once = server.clone();
    rt::spawn(async move {
        if told.await.is_ok() {
            at_once.stop(false).await;
        }
    });
    server.stop(true).await;
}

/// Until somebody presses Ctrl-C or the system asks for an end.
async fn told_to_stop() {
    let ended = async {
        #[cfg(unix)]
        if let Ok(mut ended) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
            ended.recv().await;
            return;
        }
        pending::<()>().await;
    };
    let pressed = async {
        if signal::ctrl_c().await.is_err() {
            pending::<()>().await;
        }
    };
    crate::app::jobs::first(ended, pressed).await;
}

/// A line of the log about a job.
fn tell(told: &Told<'_>) {
    log(&json!({"job": told.job, "what": told.what, "fault": told.fault}));
}
