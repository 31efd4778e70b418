//! Reference data, as the files that a dossier has.

use super::{Refusals, WriteRefusals};
use crate::app::App;
use crate::app::decisions::day;
use crate::app::document_rows::{RowFilter, RowLine};
use crate::app::documents::{Current, DocumentLine, etag, is_document};
use crate::app::fault::Fault;
use crate::app::rights::Operation;
use crate::web::listing::{Listed, Listing};
use crate::web::problem::response;
use crate::web::visit::Visit;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, put, web};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(revisions).service(show).service(replace);
}

/// Which revision.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfRevision {
    /// From 1; none is the current one.
    #[param(minimum = 1)]
    revision: Option<i64>,
}

/// With whose consent.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WithConsent {
    /// Id of an approved consent of kind `iban`, for a file that changes where money goes.
    consent: Option<String>,
}

/// Which rows, where they are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfRows {
    /// Rows that hold on this day; only of kinds with a validity.
    #[param(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2026-03-01")]
    on: Option<String>,
    /// What stands in the first column: a participant, an insurer, an activity, ….
    #[param(example = "VP01")]
    key: Option<String>,
}

/// What must be there for it to be replaced: one of the two is needed.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only described: it is read in `visit`")]
struct Replaced {
    /// The ETag of what is there.
    #[param(rename = "If-Match", pattern = "^\"[0-9]{1,18}\"$", example = "\"1\"")]
    of: Option<String>,
    /// `*` when there is nothing yet.
    #[param(rename = "If-None-Match", pattern = r"^\*$")]
    nothing: Option<String>,
}

/// The file of a name in a path: `shadow-tariffs` is `shadow_tariffs.csv`.
fn file(name: &str) -> Result<String, Fault> {
    let file = match name {
        "disciplines" => "organisation.toml".to_owned(),
        "reference-income" => "reference.csv".to_owned(),
        name => format!("{}.csv", name.replace('-', "_")),
    };
    if is_document(&file) { Ok(file) } else { Err(Fault::not_found("Dit soort gegevens", "kind of data")) }
}

/// Every kind of reference data that there is, with its current revision.
#[utoipa::path(operation_id = "list_reference", tag = "reference data", params(("org" = String, Path, description = "Code of the organisation.")), responses((status = 200, description = "The kinds.", body = Listed<DocumentLine>), Refusals))]
#[get("/organisations/{org}/reference")]
async fn list(visit: Visit, app: web::Data<App>) -> HttpResponse {
    visit.show(app.documents(&visit.ask).await.map(|items| Listed { items, next: None }))
}

/// The revisions of a kind.
#[utoipa::path(operation_id = "list_revisions", tag = "reference data", params(("org" = String, Path, description = "Code of the organisation."), ("kind" = String, Path, description = "Kind of data: `participants`, `shadow-tariffs`, `disciplines`, ….", example = "shadow-tariffs"), Listing), responses((status = 200, description = "The revisions.", body = Listed<DocumentLine>), Refusals))]
#[get("/organisations/{org}/reference/{kind}/revisions")]
async fn revisions(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    listing: web::Query<Listing>,
) -> HttpResponse {
    let found = match (file(&path.1), listing.page()) {
        (Ok(kind), Ok(page)) => app.revisions(&visit.ask, &kind, page).await,
        (Err(fault), _) | (_, Err(fault)) => Err(fault),
    };
    visit.show(found.map(|lines| listing.listed(lines.into_iter().map(|line| (line.revision, line)).collect())))
}

/// The file of a kind, as it was sent; or with `Accept: application/json` its rows, by parts and by the columns of the kind:
/// amounts and decimals as texts, years and counts as numbers, `null` where a cell is empty.
#[utoipa::path(operation_id = "show_reference", tag = "reference data", params(("org" = String, Path, description = "Code of the organisation."), ("kind" = String, Path, description = "Kind of data.", example = "shadow-tariffs"), OfRevision, OfRows, Listing), responses((status = 200, description = "The file, or its rows.", content((String = "text/csv"), (Listed<RowLine> = "application/json")), headers(("ETag" = String, description = "For If-Match."))), Refusals, WriteRefusals))]
#[get("/organisations/{org}/reference/{kind}")]
async fn show(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    of: web::Query<OfRevision>,
    rows: web::Query<OfRows>,
    listing: web::Query<Listing>,
) -> HttpResponse {
    let wish = || -> Result<_, Fault> {
        let on = rows.on.as_deref().map(|text| day("on", text)).transpose()?;
        let filter = RowFilter { revision: of.revision, on, key: rows.key.clone() };
        Ok((file(&path.1)?, filter, listing.page()?))
    };
    // What is not understood is refused of the file too, which is always whole.
    let (kind, filter, page) = match wish() {
        Ok(wish) => wish,
        Err(fault) => return response(&fault, &visit.request),
    };
    if visit.wants_json() {
        return match app.document_rows(&visit.ask, &kind, filter, page).await {
            Err(fault) => response(&fault, &visit.request),
            Ok((line, rows)) => visit.show_tagged(listing.listed(rows), &etag(&line)),
        };
    }
    match app.document(&visit.ask, &kind, of.revision).await {
        Err(fault) => response(&fault, &visit.request),
        Ok((line, bytes)) => HttpResponse::Ok()
            .content_type(if line.kind.ends_with(".toml") { "application/toml" } else { "text/csv" })
            .insert_header((ETAG, etag(&line)))
            .body(bytes),
    }
}

/// Replaces a kind by a whole file, checked with everything there is. It becomes the next revision. One that changes on which
/// account someone is paid (an IBAN, a payee with one, or the payee of a participant) needs the consent of a second person:
/// `consent_required` says exactly for what.
#[utoipa::path(operation_id = "replace_reference", tag = "reference data", params(("org" = String, Path, description = "Code of the organisation."), ("kind" = String, Path, description = "Kind of data.", example = "shadow-tariffs"), WithConsent, Replaced), request_body(content = String, content_type = "text/csv"), responses((status = 200, description = "The new revision.", body = DocumentLine, headers(("ETag" = String, description = "For If-Match."))), Refusals, WriteRefusals))]
#[put("/organisations/{org}/reference/{kind}")]
async fn replace(
    mut visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    with: web::Query<WithConsent>,
    payload: web::Payload,
) -> HttpResponse {
    if let Err(fault) = visit.may(Operation::WriteReference) {
        return response(&fault, &visit.request);
    }
    let expected = match (file(&path.1), visit.expected()) {
        (Ok(kind), Ok(revision)) => (kind, revision.map_or(Current::Nothing, Current::Revision)),
        (Err(fault), _) | (_, Err(fault)) => return response(&fault, &visit.request),
    };
    match visit.file(payload, Operation::WriteReference).await {
        Err(fault) => response(&fault, &visit.request),
        Ok(bytes) => {
            let (kind, current) = expected;
            let consent = with.consent.as_deref();
            visit.reply(app.put_document(&visit.ask, &kind, bytes.to_vec(), Default::default(), current, consent).await)
        }
    }
}
