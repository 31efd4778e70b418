//! One visit: who comes in, with which key, in which language, and whether it was here before.

use super::body::{Allowance, Body};
use super::multipart::{AROUND, SentFile, is_form};
use super::problem::{self, RequestId, response, unreadable_json};
use super::{Gates, Settings};
use crate::app::App;
use crate::app::ask::{Ask, Once};
use crate::app::fault::Fault;
use crate::app::reply::{Reply, json};
use crate::app::results::Form;
use crate::app::rights::{Operation, require};
use crate::app::rows::Sheet;
use crate::app::{Hash, Time};
use crate::domain::language::Language;
use crate::domain::problem::ProblemCode;
use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::Payload;
use actix_web::error::ErrorInternalServerError;
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, ETAG, LOCATION};
use actix_web::web::{self, Bytes};
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, HttpResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// A visit of someone who holds a key of the organisation in the path.
pub struct Visit {
    pub ask: Ask,
    pub request: HttpRequest,
}

/// The moment, in whole milliseconds.
pub fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

impl FromRequest for Visit {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Visit, Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { enter(&request).await.map_err(|fault| problem::error(&fault, &request)) })
    }
}

async fn enter(request: &HttpRequest) -> Result<Visit, Fault> {
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Fault::internal("no app"))?;
    let gates = request.app_data::<web::Data<Gates>>().ok_or_else(|| Fault::internal("no gates"))?;
    let (moment, address) =
        (Instant::now(), request.peer_addr().map_or_else(String::new, |peer| peer.ip().to_string()));
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token =
        header.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some((_, token)) = token else {
        return Err(Fault::new(
            ProblemCode::Unauthenticated,
            "Stuur de sleutel mee als 'Authorization: Bearer …'.",
            "Send the key along as 'Authorization: Bearer …'.",
        ));
    };
    let at = now();
    let caller = match app.recognise(token.trim(), at).await {
        Ok(caller) => caller,
        Err(fault) => {
            // Good keys of the same address still open: behind a proxy all of them come from one.
            if fault.refusal.code == ProblemCode::Unauthenticated {
                gates.failures.take(&address, moment)?;
            }
            return Err(fault);
        }
    };
    gates.keys.take(&caller.key, moment)?;
    // No text that is kept can have one: PostgreSQL has no room for it.
    if request.uri().path().contains("%00") {
        return Err(Fault::not_found("Dit pad", "path"));
    }
    if request.query_string().contains("%00") {
        return Err(nul());
    }
    // Unknown and foreign organisations look the same.
    if request.match_info().get("org").is_some_and(|org| org != caller.organisation) {
        return Err(Fault::not_found("Deze organisatie", "organisation"));
    }
    let request_id = request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone());
    Ok(Visit { ask: Ask { caller, request_id, at, once: None }, request: request.clone() })
}

fn nul() -> Fault {
    Fault::new(
        ProblemCode::InvalidRequest,
        "Er staat een nul-teken in een tekst van dit verzoek. Laat dat weg.",
        "A text of this request has a NUL character in it. Leave it out.",
    )
}

/// Whether a text of a JSON document has a NUL character. Only who writes one needs the look inside.
fn has_nul(json: &[u8]) -> bool {
    fn within(value: &Value) -> bool {
        match value {
            Value::String(text) => text.contains('\0'),
            Value::Array(items) => items.iter().any(within),
            Value::Object(fields) => fields.iter().any(|(name, field)| name.contains('\0') || within(field)),
            _ => false,
        }
    }
    json.windows(6).any(|part| part == b"\\u0000") && serde_json::from_slice(json).is_ok_and(|value| within(&value))
}

impl Visit {
    /// What was sent, held to so many bytes and so much time.
    fn body(&self, payload: web::Payload, most: usize, whole: Duration) -> Body {
        Body::new(payload, Allowance { most, stall: self.settings().patience, whole })
    }

    /// Refuses what the role may not do at all, before anything that was sent is looked at.
    pub fn may(&self, operation: Operation) -> Result<(), Fault> {
        require(&self.ask, operation).map(|_| ())
    }

    /// Takes a file, and notes whether it may come twice.
    pub async fn file(&mut self, payload: web::Payload, operation: Operation) -> Result<Bytes, Fault> {
        self.may(operation)?;
        let settings = self.settings();
        let bytes = self.body(payload, settings.most_file, settings.file_patience).bytes().await?;
        self.note(&bytes)?;
        Ok(bytes)
    }

    /// Takes a file by itself or in a form, and notes whether it may come twice.
    pub async fn form_or_file(&mut self, payload: web::Payload, operation: Operation) -> Result<SentFile, Fault> {
        if !is_form(self.request.headers()) {
            return Ok(SentFile { file: self.file(payload, operation).await?, fields: Vec::new() });
        }
        self.may(operation)?;
        let settings = self.settings();
        let body = self.body(payload, settings.most_file.saturating_add(AROUND), settings.file_patience);
        let form = SentFile::read(self.request.headers(), body, settings.most_file).await?;
        if self.request.headers().contains_key(IDEMPOTENCY_KEY) {
            self.note(&form.content())?;
        }
        Ok(form)
    }

    /// Takes a JSON body, and notes whether it may come twice.
    async fn json<T: DeserializeOwned>(&mut self, payload: web::Payload, operation: Operation) -> Result<T, Fault> {
        self.may(operation)?;
        let kind = self.request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
            return Err(Fault::new(
                ProblemCode::UnsupportedMedia,
                "Stuur JSON, met Content-Type: application/json.",
                "Send JSON, with Content-Type: application/json.",
            ));
        }
        let settings = self.settings();
        let bytes = self.body(payload, settings.most_json, settings.patience).bytes().await?;
        self.note(&bytes)?;
        if has_nul(&bytes) {
            return Err(nul());
        }
        serde_json::from_slice(&bytes).map_err(|fault| unreadable_json(&fault))
    }

    /// Takes a JSON body, does what it asks, and answers.
    pub async fn take<T: DeserializeOwned>(
        mut self,
        payload: web::Payload,
        operation: Operation,
        work: impl AsyncFnOnce(&Ask, T) -> Result<Reply, Fault>,
    ) -> HttpResponse {
        let done = match self.json(payload, operation).await {
            Ok(wish) => work(&self.ask, wish).await,
            Err(fault) => Err(fault),
        };
        self.reply(done)
    }

    pub fn settings(&self) -> Settings {
        self.request.app_data::<web::Data<Settings>>().map_or_else(Settings::default, |settings| ***settings)
    }

    fn note(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let Some(value) = self.request.headers().get(IDEMPOTENCY_KEY) else { return Ok(()) };
        let key = value.to_str().unwrap_or_default();
        if !(1..=255).contains(&key.len()) || !key.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
            return Err(Fault::field(
                IDEMPOTENCY_KEY,
                key,
                "Een Idempotency-Key heeft 1 tot 255 letters, cijfers, leestekens en spaties daartussen.",
                "An Idempotency-Key has 1 to 255 letters, digits, punctuation marks and spaces between them.",
            ));
        }
        let mut asked = Vec::with_capacity(bytes.len() + 200);
        for part in [self.request.method().as_str(), self.request.uri().to_string().as_str()] {
            asked.extend_from_slice(part.as_bytes());
            asked.push(0x1F);
        }
        asked.extend_from_slice(bytes);
        self.ask.once = Some(Once { key: key.to_owned(), request_sha256: Hash::of(&asked) });
        Ok(())
    }

    /// Whether a preference was sent (RFC 7240), such as `respond-async`.
    pub fn prefers(&self, preference: &str) -> bool {
        let headers = self.request.headers().get_all("Prefer").filter_map(|value| value.to_str().ok());
        let names = headers.flat_map(|value| value.split(',')).filter_map(|one| one.split([';', '=']).next());
        names.into_iter().any(|name| name.trim().eq_ignore_ascii_case(preference))
    }

    /// The language of the answer.
    pub fn language(&self) -> Language {
        problem::language(self.request.headers())
    }

    /// A revision that must be current: `If-Match: "3"`, or `If-None-Match: *` for what must not be there yet.
    pub fn expected(&self) -> Result<Option<i64>, Fault> {
        let header = |name: &str| self.request.headers().get(name).and_then(|value| value.to_str().ok());
        let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let revision = match (header("If-Match"), header("If-None-Match")) {
            (None, Some("*")) => return Ok(None),
            (Some(value), None) => value.strip_prefix('"').and_then(|value| value.strip_suffix('"')),
            _ => None,
        };
        let revision = revision.filter(is_number).and_then(|digits| digits.parse().ok());
        revision.map(Some).ok_or_else(|| {
            Fault::new(
                ProblemCode::InvalidRequest,
                "Stuur If-Match met de ETag van wat er staat (\"3\"), of If-None-Match: * als er nog niets is.",
                "Send If-Match with the ETag of what is there (\"3\"), or If-None-Match: * when there is nothing yet.",
            )
        })
    }

    /// What a report is asked as: `Accept: text/csv`, else JSON.
    pub fn form(&self) -> Form {
        let headers = self.request.headers();
        let wanted = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if wanted.contains("text/csv") { Form::Csv(problem::language(headers)) } else { Form::Json }
    }

    /// Whether JSON is asked for by name, where a file is given otherwise.
    pub fn wants_json(&self) -> bool {
        self.request.headers().get(ACCEPT).is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
    }

    /// An answer to what creates or changes.
    pub fn reply(&self, done: Result<Reply, Fault>) -> HttpResponse {
        match done {
            Err(fault) => response(&fault, &self.request),
            Ok(reply) => {
                let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK);
                let mut answer = HttpResponse::build(status);
                answer.content_type("application/json");
                if let Some(location) = reply.heads.location {
                    answer.insert_header((LOCATION, location));
                }
                if let Some(etag) = reply.heads.etag {
                    answer.insert_header((ETAG, etag));
                }
                if reply.is_again {
                    answer.insert_header(("Idempotent-Replayed", "true"));
                }
                answer.body(reply.body)
            }
        }
    }

    /// A document that was asked for.
    pub fn show<T: Serialize>(&self, found: Result<T, Fault>) -> HttpResponse {
        match found.and_then(|found| json(&found)) {
            Err(fault) => response(&fault, &self.request),
            Ok(body) => HttpResponse::Ok().content_type("application/json").body(body),
        }
    }

    /// The same, of what can be changed.
    pub fn show_tagged<T: Serialize>(&self, found: T, etag: &str) -> HttpResponse {
        let mut answer = self.show(Ok(found));
        if let Ok(value) = etag.parse() {
            answer.headers_mut().insert(ETAG, value);
        }
        answer
    }

    /// Bytes that were asked for, of a kind.
    pub fn hand_over(&self, found: Result<Vec<u8>, Fault>, kind: &str) -> HttpResponse {
        match found {
            Err(fault) => response(&fault, &self.request),
            Ok(bytes) => HttpResponse::Ok().content_type(kind).body(bytes),
        }
    }

    /// A file in pieces, which are made as they go out.
    pub fn pour(&self, found: Result<Sheet, Fault>, form: Form) -> HttpResponse {
        match found {
            Err(fault) => response(&fault, &self.request),
            Ok(pieces) => HttpResponse::Ok().content_type(kind(form)).body(Poured(pieces)),
        }
    }

    /// Done, and nothing to say.
    pub fn done(&self, done: Result<(), Fault>) -> HttpResponse {
        match done {
            Err(fault) => response(&fault, &self.request),
            Ok(()) => HttpResponse::NoContent().finish(),
        }
    }
}

/// What goes out in pieces.
struct Poured(Sheet);

impl MessageBody for Poured {
    type Error = Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        // The head has gone out: all that can still be said is that this is not the whole.
        let broken = |fault: Fault| ErrorInternalServerError(fault.refusal.code.to_string());
        Poll::Ready(self.0.next().map(|piece| piece.map(Bytes::from).map_err(broken)))
    }
}

/// The kind of content of a report.
pub fn kind(form: Form) -> &'static str {
    match form {
        Form::Json => "application/json",
        Form::Csv(_) => "text/csv; charset=utf-8",
    }
}
