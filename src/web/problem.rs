//! Faults as problem documents (RFC 9457), in the language that was asked for.

use super::openapi::Methods;
use crate::app::fault::Fault;
use crate::domain::language::Language;
use crate::domain::problem::ProblemCode;
use crate::report::problem::ProblemDocument;
use actix_web::error::{InternalError, PathError, QueryPayloadError};
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_LANGUAGE, ALLOW, HeaderMap, RETRY_AFTER};
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};

/// The language of an answer: the first of ours in `Accept-Language`, else Dutch.
pub fn language(headers: &HeaderMap) -> Language {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let of = |word: &str| match word.trim().split(['-', ';']).next() {
        Some(word) if word.eq_ignore_ascii_case("nl") => Some(Language::Nl),
        Some(word) if word.eq_ignore_ascii_case("en") => Some(Language::En),
        _ => None,
    };
    wanted.split(',').find_map(of).unwrap_or(Language::Nl)
}

/// The number under which a request stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

/// A fault as it goes out. What happened inside goes to the log, under the id of the request.
pub fn response(fault: &Fault, request: &HttpRequest) -> HttpResponse {
    let language = language(request.headers());
    if let Some(told) = &fault.told {
        let id = request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone());
        super::observe::log(&serde_json::json!({"request_id": id, "code": fault.refusal.code, "fault": told}));
    }
    let document = ProblemDocument::new(&fault.refusal, fault.not_shown, language);
    let status = StatusCode::from_u16(document.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let mut answer = HttpResponse::build(status);
    answer.content_type("application/problem+json").insert_header(("Content-Language", language.pick("nl", "en")));
    match fault.refusal.code {
        ProblemCode::Unauthenticated => {
            answer.insert_header(("WWW-Authenticate", "Bearer realm=\"verdeelsleutel\""));
        }
        // What is still to come of the request is not waited for.
        ProblemCode::Timeout => {
            answer.force_close();
        }
        ProblemCode::Unavailable | ProblemCode::TooManyRequests => {
            answer.insert_header((RETRY_AFTER, "5"));
        }
        _ => {}
    }
    answer.body(serde_json::to_string(&document).unwrap_or_default())
}

/// A fault as the error of an extractor.
pub fn error(fault: &Fault, request: &HttpRequest) -> Error {
    let response = response(fault, request);
    InternalError::from_response(fault.refusal.code.to_string(), response).into()
}

/// A part of the path is not of its kind: there is nothing there.
pub fn of_path(_: PathError, request: &HttpRequest) -> Error {
    error(&Fault::not_found("Dit pad", "path"), request)
}

pub fn of_query(fault: QueryPayloadError, request: &HttpRequest) -> Error {
    error(&unreadable_query(&fault), request)
}

/// What stands behind the question mark, or in the fields of a form, is not what belongs there.
pub fn unreadable_query(fault: &QueryPayloadError) -> Fault {
    Fault::new(
        ProblemCode::InvalidRequest,
        format!("Wat achter het vraagteken of in de velden staat, is niet te lezen: {fault}."),
        format!("What stands behind the question mark or in the fields cannot be read: {fault}."),
    )
}

/// A body is not the JSON that belongs there. Of what was sent no more is told than where and what was expected: a value may be
/// an account.
pub fn unreadable_json(fault: &serde_json::Error) -> Fault {
    let told = fault.to_string();
    let is_of_a_value = ["invalid ", "unknown variant "].iter().any(|start| told.starts_with(start));
    let why = match told.split_once(", expected ") {
        Some((_, expected)) if is_of_a_value => format!("expected {expected}"),
        _ => told,
    };
    let (line, column) = (fault.line(), fault.column());
    Fault::new(
        ProblemCode::InvalidRequest,
        format!("Dit is niet de JSON die hier hoort (regel {line}, teken {column}): {why}."),
        format!("This is not the JSON that belongs here (line {line}, column {column}): {why}."),
    )
}

/// Nothing at this path, or nothing that can be done with it in this way.
pub async fn nowhere(request: HttpRequest, methods: web::Data<Methods>) -> HttpResponse {
    let allowed = methods.at(request.path());
    if allowed.is_empty() {
        return response(&Fault::not_found("Dit pad", "path"), &request);
    }
    let allowed = allowed.join(", ");
    let fault = Fault::new(
        ProblemCode::MethodNotAllowed,
        format!("Met dit pad kan alleen: {allowed}."),
        format!("This path can only be used with: {allowed}."),
    );
    let mut answer = response(&fault, &request);
    if let Ok(value) = allowed.parse() {
        answer.headers_mut().insert(ALLOW, value);
    }
    answer
}
