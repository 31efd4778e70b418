//! What can be asked over HTTP, a file per subject.

mod audit;
mod consents;
mod decisions;
mod documents;
mod health;
mod jobs;
mod keys;
mod models;
mod organisations;
mod reports;
mod rows;
mod runs;
mod simulations;
mod uploads;

use crate::report::problem::ProblemDocument;
use utoipa::{IntoParams, IntoResponses};
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

/// Opens them all.
pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(health::live).service(health::ready).service(health::metrics);
    config.service(
        scope::scope("/api/v1")
            .configure(organisations::open)
            .configure(keys::open)
            .configure(models::open)
            .configure(decisions::open)
            .configure(runs::open)
            .configure(simulations::open)
            .configure(jobs::open)
            .configure(consents::open)
            .configure(audit::open)
            .configure(uploads::open)
            .configure(reports::open)
            .configure(rows::open)
            .configure(documents::open),
    );
}

/// What lets a request come twice and be done once.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only described: it is read in `visit`")]
pub struct Once {
    /// The same key and request give the first answer again; the same key with another request is refused.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]([ -~]*[!-~])?$",
        example = "run-2026-11-22"
    )]
    key: Option<String>,
}

/// What any door may answer instead.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only described: the answers are made in `problem`")]
pub enum Refusals {
    /// The request is not understood.
    #[response(status = 400, content_type = "application/problem+json")]
    InvalidRequest(ProblemDocument<'static>),
    /// No valid key was sent.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(ProblemDocument<'static>),
    /// The role of the key may not do this.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemDocument<'static>),
    /// It is not there, or of another organisation.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemDocument<'static>),
    /// Too many requests in a short time; `Retry-After` says how long to wait.
    #[response(status = 429, content_type = "application/problem+json")]
    TooManyRequests(ProblemDocument<'static>),
    /// A mistake of ours. It is in the log under the id in `X-Request-Id`; nothing was half kept.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(ProblemDocument<'static>),
    /// The storage is busy, full or out of reach; nothing was half kept.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemDocument<'static>),
}

/// What a door that writes may answer beside those.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only described: the answers are made in `problem`")]
pub enum WriteRefusals {
    /// It does not fit the state of affairs.
    #[response(status = 409, content_type = "application/problem+json")]
    StateConflict(ProblemDocument<'static>),
    /// It was changed in the meantime.
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(ProblemDocument<'static>),
    /// What was sent came in too slowly.
    #[response(status = 408, content_type = "application/problem+json")]
    Timeout(ProblemDocument<'static>),
    /// More bytes than can be taken at once.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemDocument<'static>),
    /// Another kind of content is expected.
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMedia(ProblemDocument<'static>),
    /// It was understood and cannot be taken; every reason at once.
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(ProblemDocument<'static>),
}
