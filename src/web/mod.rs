//! The service over HTTP: who may come in, what is asked and answered, and how faults are told (spec 4, "Conventions").
//!
//! ```text
//! observe ──► visit (key, language, request id) ──► doors ──► app ──► answer, or a problem document
//! ```
//!
//! Every door is described where it stands; `openapi` puts the descriptions together.

mod body;
mod doors;
mod limits;
mod listing;
mod multipart;
mod observe;
pub mod openapi;
mod problem;
mod serving;
mod stream;
mod visit;

pub use serving::Serving;
pub use visit::now;

use crate::app::App;
use crate::app::jobs::work::{self, Stop};
use actix_web::middleware::{DefaultHeaders, from_fn};
use actix_web::{App as Actix, HttpServer, web};
use limits::Limits;
use observe::Metrics;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::SwaggerUi;

/// What can be set of the doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Bytes of a JSON body.
    pub most_json: usize,
    /// Bytes of a file.
    pub most_file: usize,
    /// Requests a minute with one key.
    pub most_requests: u32,
    /// Requests a minute from one address with keys that open nothing.
    pub most_failures: u32,
    /// Threads that answer; 0 is one per processor.
    pub workers: usize,
    /// Time in which the head of a request must have been sent; whoever takes longer is answered before there is a request,
    /// and so without a document.
    pub head_patience: Duration,
    /// Time in which a body of JSON must have been sent; of a file, the time without a byte.
    pub patience: Duration,
    /// Time in which a whole file must have been sent.
    pub file_patience: Duration,
    /// Time that running requests get to end when the service stops.
    pub farewell: Duration,
    /// Watchers of jobs at once.
    pub most_watchers: usize,
    pub jobs: work::Settings,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            most_json: 1 << 20,
            most_file: 256 << 20,
            most_requests: 1200,
            most_failures: 30,
            workers: 0,
            head_patience: Duration::from_secs(30),
            patience: Duration::from_secs(30),
            file_patience: Duration::from_secs(600),
            farewell: Duration::from_secs(30),
            most_watchers: 100,
            jobs: work::Settings::USUAL,
        }
    }
}

/// Answers on a socket and does jobs, from when it is awaited until told to stop; whoever made the socket knows its port.
///
/// # Errors
/// The socket cannot be listened on.
pub fn serve(app: App, socket: TcpListener, settings: Settings) -> std::io::Result<Serving> {
    let app = web::Data::new(app);
    let (stopper, stop) = Stop::new();
    let (served, heard) = (app.clone(), stop.clone());
    let metrics = web::Data::new(Metrics::default());
    let document = openapi::document();
    let methods = web::Data::new(openapi::Methods::of(&document));
    let gates = web::Data::new(Gates {
        keys: Limits::new(settings.most_requests),
        failures: Limits::new(settings.most_failures),
        watchers: Arc::new(Semaphore::new(settings.most_watchers)),
    });
    let server = HttpServer::new(move || {
        let (actix, _) = Actix::new().into_utoipa_app().configure(doors::open).split_for_parts();
        actix
            .app_data(app.clone())
            .app_data(metrics.clone())
            .app_data(gates.clone())
            .app_data(methods.clone())
            .app_data(web::Data::new(settings))
            .app_data(web::Data::new(heard.clone()))
            .app_data(web::PathConfig::default().error_handler(problem::of_path))
            .app_data(web::QueryConfig::default().error_handler(problem::of_query))
            .service(SwaggerUi::new("/api/{_:.*}").url("/api/openapi.json", document.clone()))
            .default_service(web::to(problem::nowhere))
            .wrap(from_fn(observe::observe))
            .wrap(headers())
    })
    // `Serving` hears of signals: what is at work has to know before the doors close.
    .disable_signals()
    .client_request_timeout(settings.head_patience)
    .shutdown_timeout(settings.farewell.as_secs());
    let server = if settings.workers == 0 { server } else { server.workers(settings.workers) };
    Ok(Serving::new(server.listen(socket)?.run(), served.into_inner(), settings.jobs, stopper, stop))
}

/// How often may be asked.
pub(crate) struct Gates {
    keys: Limits,
    failures: Limits,
    /// One for each watcher of a job.
    watchers: Arc<Semaphore>,
}

/// Waits for work that waits.
pub fn wait<T>(work: impl Future<Output = T>) -> T {
    actix_web::rt::System::new().block_on(work)
}

/// What every answer says to a browser: nothing is guessed, framed, kept or told further.
fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("X-Frame-Options", "DENY"))
        .add(("Referrer-Policy", "no-referrer"))
        .add(("Cache-Control", "no-store"))
        .add((
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
        ))
}
