//! Whether the service lives, is ready, and what it has done.

use crate::app::App;
use crate::web::observe::Metrics;
use actix_web::{HttpResponse, get, web};
use std::time::Duration;

/// The process answers.
#[utoipa::path(operation_id = "live", tag = "service", security(()), responses((status = 200, description = "It lives.", body = String, content_type = "text/plain")))]
#[get("/health/live")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// The storage answers too.
#[utoipa::path(operation_id = "ready", tag = "service", security(()), responses(
    (status = 200, description = "It is ready.", body = String, content_type = "text/plain"),
    (status = 503, description = "The storage does not answer.", body = String, content_type = "text/plain"),
))]
#[get("/health/ready")]
pub async fn ready(app: web::Data<App>) -> HttpResponse {
    match tokio::time::timeout(Duration::from_secs(2), app.store.ping()).await {
        Ok(Ok(())) => HttpResponse::Ok().content_type("text/plain").body("ok\n"),
        _ => HttpResponse::ServiceUnavailable().content_type("text/plain").body("storage\n"),
    }
}

/// Counts and times in the text format of Prometheus.
#[utoipa::path(operation_id = "metrics", tag = "service", security(()), responses((status = 200, description = "Counts and times.", body = String, content_type = "text/plain")))]
#[get("/metrics")]
pub async fn metrics(metrics: web::Data<Metrics>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(metrics.text())
}
