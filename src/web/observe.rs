//! What is seen of the service from outside: a line per request, and counts. No data of anyone is in either.

use super::problem::RequestId;
use crate::app::chance;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::HeaderValue;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Requests by method and status, with the time they took.
#[derive(Debug, Default)]
pub struct Metrics {
    answers: Mutex<BTreeMap<(String, u16), Answers>>,
}

#[derive(Clone, Debug, Default)]
struct Answers {
    count: u64,
    micros: u128,
    /// Answers within each of [`BOUNDS`].
    within: [u64; BOUNDS.len()],
}

/// Milliseconds.
const BOUNDS: [u128; 8] = [1, 5, 20, 100, 500, 2_000, 10_000, 60_000];

impl Metrics {
    fn count(&self, method: &str, status: u16, micros: u128) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let of = answers.entry((method.to_owned(), status)).or_default();
        of.count += 1;
        of.micros += micros;
        for (within, bound) in of.within.iter_mut().zip(BOUNDS) {
            *within += u64::from(micros <= bound * 1000);
        }
    }

    /// In the text format of Prometheus.
    pub fn text(&self) -> String {
        let mut text = String::from(
            "# HELP http_request_duration_seconds Requests and the time they took.\n\
             # TYPE http_request_duration_seconds histogram\n",
        );
        for ((method, status), of) in self.answers.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let labels = format!("method=\"{method}\",status=\"{status}\"");
            for (within, bound) in of.within.iter().zip(BOUNDS) {
                let (seconds, millis) = (bound / 1000, bound % 1000);
                let le = format!("{seconds}.{millis:03}");
                let _ = writeln!(text, "http_request_duration_seconds_bucket{{{labels},le=\"{le}\"}} {within}");
            }
            let (seconds, micros) = (of.micros / 1_000_000, of.micros % 1_000_000);
            let _ = writeln!(text, "http_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}} {}", of.count);
            let _ = writeln!(text, "http_request_duration_seconds_sum{{{labels}}} {seconds}.{micros:06}");
            let _ = writeln!(text, "http_request_duration_seconds_count{{{labels}}} {}", of.count);
        }
        text
    }
}

/// Gives every request an id, counts it, and tells it in the log: by its pattern, never with what it carries.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let began = Instant::now();
    let id = chance::id("req").unwrap_or_else(|_| "req-".to_owned());
    request.extensions_mut().insert(RequestId(id.clone()));
    let metrics = request.app_data::<web::Data<Metrics>>().cloned();
    let method = request.method().to_string();
    let mut response = next.call(request).await?;
    let (status, micros) = (response.status().as_u16(), began.elapsed().as_micros());
    if let Some(metrics) = metrics {
        metrics.count(&method, status, micros);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id".parse().unwrap_or(actix_web::http::header::VIA), value);
    }
    let pattern = response.request().match_pattern().unwrap_or_default();
    log(&json!({"request_id": id, "method": method, "path": pattern, "status": status, "micros": micros.to_string()}));
    Ok(response)
}

/// A line of the log.
pub fn log(line: &Value) {
    // Nobody listening is no reason to stop.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
