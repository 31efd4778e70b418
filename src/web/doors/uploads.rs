//! Uploads.

use super::{Once, Refusals, WriteRefusals};
use crate::app::App;
use crate::app::fault::Fault;
use crate::app::rights::Operation;
use crate::app::uploads::{Expected, UploadLine, UploadWish};
use crate::app::{BatchKind, Convention, Conventions, DecimalMark, Encoding};
use crate::web::listing::{Listed, Listing};
use crate::web::problem::{language, response, unreadable_query};
use crate::web::visit::Visit;
use actix_web::{HttpResponse, delete, get, post, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(take).service(show).service(withdraw);
}

/// Kinds of file that are uploaded.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Claims,
    ClaimEvents,
    Deliveries,
    Episodes,
    /// Deliveries that were paid in a year that was settled elsewhere.
    Settled,
}

impl From<Kind> for BatchKind {
    fn from(kind: Kind) -> BatchKind {
        match kind {
            Kind::Claims => BatchKind::Claims,
            Kind::ClaimEvents => BatchKind::ClaimEvents,
            Kind::Deliveries => BatchKind::Deliveries,
            Kind::Episodes => BatchKind::Episodes,
            Kind::Settled => BatchKind::Settled,
        }
    }
}

/// The decimal mark of a file.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Mark {
    Point,
    Comma,
}

/// How a file is encoded.
#[derive(Clone, Copy, Deserialize, ToSchema)]
enum Characters {
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// A workbook of Excel or LibreOffice: the first visible sheet counts.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only described: what is in a file is seen from its bytes")]
struct Workbook(Vec<u8>);

/// What a file is, and what its sender says of it.
///
/// Nothing else may be said: a control total whose name is mistyped would not be held.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Sent {
    /// Kind of file.
    #[param(inline, required = false)]
    kind: Kind,
    /// Only check it.
    #[serde(default)]
    dry_run: bool,
    /// Rows that the file must have.
    expected_rows: Option<u64>,
    /// Sum of its quantities.
    #[param(pattern = r"^-?[0-9]{1,14}(\.[0-9]{1,4}0*)?$", example = "1234.5")]
    expected_quantity: Option<String>,
    /// Sum of its amounts, in euro.
    #[param(pattern = r"^-?[0-9]{1,14}(\.[0-9]{1,2}0*)?$", example = "1234.50")]
    expected_amount: Option<String>,
    /// The decimal mark, where it cannot be seen from the file.
    #[param(inline)]
    decimal: Option<Mark>,
    /// The encoding, where it cannot be seen from the file.
    #[param(inline)]
    encoding: Option<Characters>,
}

/// A file in a form; what the parameters say of it can stand in fields instead.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described: a form is read as it comes")]
struct SentForm {
    /// CSV or XLSX.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    #[schema(inline)]
    kind: Option<Kind>,
    dry_run: Option<bool>,
    expected_rows: Option<u64>,
    expected_quantity: Option<String>,
    expected_amount: Option<String>,
    #[schema(inline)]
    decimal: Option<Mark>,
    #[schema(inline)]
    encoding: Option<Characters>,
}

/// Which uploads.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfKind {
    /// Kind of file.
    #[param(inline)]
    kind: Option<Kind>,
}

/// Accepted uploads, withdrawn ones too.
#[utoipa::path(operation_id = "list_uploads", tag = "uploads", params(("org" = String, Path, description = "Code of the organisation."), Listing, OfKind), responses((status = 200, description = "The uploads.", body = Listed<UploadLine>), Refusals))]
#[get("/organisations/{org}/uploads")]
async fn list(visit: Visit, app: web::Data<App>, listing: web::Query<Listing>, of: web::Query<OfKind>) -> HttpResponse {
    visit.show(listing.list(async |page| app.uploads(&visit.ask, of.kind.map(BatchKind::from), page).await).await)
}

/// Takes a file of claims, answers of insurers, deliveries or episodes: whole, or with every error and not at all. The file is
/// the body itself, or the field `file` of a form; `kind` and what else is said of it stands behind the question mark or in
/// fields, once.
#[utoipa::path(operation_id = "upload_file", tag = "uploads", params(("org" = String, Path, description = "Code of the organisation."), Sent, Once), request_body(content((String = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (SentForm = "multipart/form-data"))), responses((status = 200, description = "It was checked.", body = UploadLine), (status = 201, description = "It was taken.", body = UploadLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/uploads")]
async fn take(mut visit: Visit, app: web::Data<App>, payload: web::Payload) -> HttpResponse {
    let form = match visit.form_or_file(payload, Operation::Upload).await {
        Err(fault) => return response(&fault, &visit.request),
        Ok(form) => form,
    };
    match web::Query::<Sent>::from_query(&form.query(visit.request.query_string())) {
        Err(fault) => response(&unreadable_query(&fault), &visit.request),
        Ok(sent) => {
            let wish = wish(sent.into_inner(), form.file.to_vec(), &visit);
            visit.reply(app.upload(&visit.ask, wish).await)
        }
    }
}

fn wish(sent: Sent, bytes: Vec<u8>, visit: &Visit) -> UploadWish {
    let decimal = sent.decimal.map(|mark| match mark {
        Mark::Point => DecimalMark::Point,
        Mark::Comma => DecimalMark::Comma,
    });
    let encoding = sent.encoding.map(|encoding| match encoding {
        Characters::Utf8 => Encoding::Utf8,
        Characters::Windows1252 => Encoding::Windows1252,
    });
    let general = Convention { encoding, decimal, separator: None };
    UploadWish {
        kind: sent.kind.into(),
        bytes,
        conventions: Conventions { general, ..Conventions::default() },
        dry_run: sent.dry_run,
        expected: Expected { rows: sent.expected_rows, quantity: sent.expected_quantity, amount: sent.expected_amount },
        language: language(visit.request.headers()),
    }
}

/// One upload.
#[utoipa::path(operation_id = "show_upload", tag = "uploads", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the upload.")), responses((status = 200, description = "The upload.", body = UploadLine), Refusals))]
#[get("/organisations/{org}/uploads/{id}")]
async fn show(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.show(app.one_upload(&visit.ask, &path.1).await)
}

/// Withdraws an upload while no settlement uses it. The batch itself never changes.
#[utoipa::path(operation_id = "withdraw_upload", tag = "uploads", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the upload.")), responses((status = 204, description = "It is withdrawn."), Refusals, WriteRefusals))]
#[delete("/organisations/{org}/uploads/{id}")]
async fn withdraw(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    let done: Result<(), Fault> = app.withdraw_upload(&visit.ask, &path.1).await;
    visit.done(done)
}
