//! Runs and what came of them.

use super::{Once, Refusals, WriteRefusals};
use crate::app::App;
use crate::app::ask::Ask;
use crate::app::differences::Difference;
use crate::app::jobs::JobLine;
use crate::app::objections::{ObjectionAnswer, ObjectionLine, ObjectionWish};
use crate::app::rights::Operation;
use crate::app::runs::{Pace, RunLine, RunWish};
use crate::report::correction::Correction;
use crate::report::explain::ExplanationDocument;
use crate::report::statement::Statement;
use crate::report::view::document::Seen;
use crate::report::view::explanation::OwnExplanation;
use crate::web::listing::{Listed, Listing};
use crate::web::visit::{Visit, kind};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// What asks for an answer before the work is done, and what says that it was heard (RFC 7240).
const ASYNC: &str = "respond-async";
const APPLIED: HeaderName = HeaderName::from_static("preference-applied");

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(compute).service(show).service(result).service(explanation).service(statement);
    config.service(correction).service(difference).service(objections).service(object).service(answer_objection);
}

/// Which runs.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfYear {
    /// Care year.
    year: Option<i32>,
}

/// The runs, in the order they were computed.
#[utoipa::path(operation_id = "list_runs", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), Listing, OfYear), responses((status = 200, description = "The runs.", body = Listed<RunLine>), Refusals))]
#[get("/organisations/{org}/runs")]
async fn list(visit: Visit, app: web::Data<App>, listing: web::Query<Listing>, of: web::Query<OfYear>) -> HttpResponse {
    visit.show(listing.list(async |page| app.runs(&visit.ask, of.year, page).await).await)
}

/// Computes a run: interim under any version of a model, or the settlement of a year under the adopted one. Answered at once,
/// or, where it has many rows or with `Prefer: respond-async`, as a job to look at.
#[utoipa::path(operation_id = "compute_run", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), Once, ("Prefer" = Option<String>, Header, description = "`respond-async`: as a job, whatever its size.", example = "respond-async")), request_body = RunWish, responses((status = 201, description = "The run.", body = RunLine), (status = 202, description = "The job that computes it.", body = JobLine, headers(("Location" = String, description = "The job."), ("Preference-Applied" = String, description = "`respond-async`, where it was asked for."))), Refusals, WriteRefusals))]
#[post("/organisations/{org}/runs")]
async fn compute(visit: Visit, app: web::Data<App>, payload: web::Payload) -> HttpResponse {
    let later = prefers_later(&visit);
    let pace = Pace { later, most_rows: visit.settings().jobs.most_rows, language: visit.language() };
    let work = async |ask: &Ask, wish: RunWish| app.compute(ask, wish, pace).await;
    applied(later, visit.take(payload, Operation::Compute, work).await)
}

/// Whether a job is asked for, whatever the size of the work.
pub fn prefers_later(visit: &Visit) -> bool {
    visit.prefers(ASYNC)
}

/// Says that it was heard, where a job came of it.
pub fn applied(later: bool, mut answer: HttpResponse) -> HttpResponse {
    if later && answer.status() == StatusCode::ACCEPTED {
        answer.headers_mut().insert(APPLIED, HeaderValue::from_static(ASYNC));
    }
    answer
}

/// One run, with all it rests on.
#[utoipa::path(operation_id = "show_run", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run.")), responses((status = 200, description = "The run.", body = RunLine), Refusals))]
#[get("/organisations/{org}/runs/{id}")]
async fn show(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.show(app.run(&visit.ask, &path.1).await)
}

/// The result of a run: for a controller or an auditor the same bytes as `verdeelsleutel compute --format json` gives, for
/// others what their role may see of it.
#[utoipa::path(operation_id = "show_result", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run.")), responses((status = 200, description = "The result document: all of it, or what the role may see.", body = Seen), Refusals))]
#[get("/organisations/{org}/runs/{id}/result")]
async fn result(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.hand_over(app.result(&visit.ask, &path.1).await, "application/json")
}

/// An explanation: whole for a controller or an auditor, for others without what tells of another participant.
#[derive(Serialize, ToSchema)]
#[schema(as = ExplanationSeen)]
#[serde(untagged)]
#[expect(dead_code, reason = "only described: `app` gives the text")]
enum Explained<'a> {
    Full(ExplanationDocument<'a>),
    Own(Box<OwnExplanation<'a>>),
}

/// The way from the amount due to a participant down to every claim.
#[utoipa::path(operation_id = "explain_amount", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run."), ("participant" = String, Path, description = "Code of the participant.")), responses((status = 200, description = "The explanation.", body = Explained), Refusals))]
#[get("/organisations/{org}/runs/{id}/explain/{participant}")]
async fn explanation(visit: Visit, app: web::Data<App>, path: web::Path<(String, String, String)>) -> HttpResponse {
    visit.hand_over(app.explanation(&visit.ask, &path.1, &path.2).await, "application/json")
}

/// The specification of what a participant gets: JSON, or CSV with `Accept: text/csv`.
#[utoipa::path(operation_id = "show_statement", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run."), ("participant" = String, Path, description = "Code of the participant.")), responses((status = 200, description = "The statement.", content((Statement = "application/json"), (String = "text/csv"))), Refusals))]
#[get("/organisations/{org}/runs/{id}/statements/{participant}")]
async fn statement(visit: Visit, app: web::Data<App>, path: web::Path<(String, String, String)>) -> HttpResponse {
    let form = visit.form();
    visit.hand_over(app.statement(&visit.ask, &path.1, &path.2, form).await, kind(form))
}

/// What the correction of a settled year changes: per participant what was settled, what it is now and what is due, and
/// what enters the open year.
#[utoipa::path(operation_id = "show_correction", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run.")), responses((status = 200, description = "The correction.", body = Correction), Refusals))]
#[get("/organisations/{org}/runs/{id}/correction")]
async fn correction(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.hand_over(app.correction(&visit.ask, &path.1).await, "application/json")
}

/// With which run.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct With {
    /// Id of the run to compare with: the earlier one.
    #[param(required, nullable = false)]
    with: Option<String>,
}

/// Why the entitlements of a run differ from those of another: volume, price, mix, model, shifts, guarantee and
/// corrections, which sum exactly to the difference of every participant.
#[utoipa::path(operation_id = "show_difference", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run."), With), responses((status = 200, description = "The difference, from the other run to this one.", body = Difference), Refusals))]
#[get("/organisations/{org}/runs/{id}/difference")]
async fn difference(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    query: web::Query<With>,
) -> HttpResponse {
    visit.hand_over(app.difference(&visit.ask, &path.1, query.with.as_deref()).await, "application/json")
}

/// Objections of participants to lines of a run.
#[utoipa::path(operation_id = "list_objections", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run."), Listing), responses((status = 200, description = "The objections.", body = Listed<ObjectionLine>), Refusals))]
#[get("/organisations/{org}/runs/{id}/objections")]
async fn objections(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    listing: web::Query<Listing>,
) -> HttpResponse {
    visit.show(listing.list(async |page| app.objections(&visit.ask, &path.1, page).await).await)
}

/// A participant disputes a line with a reason; it is shown on its statement while it is open.
#[utoipa::path(operation_id = "object", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run."), Once), request_body = ObjectionWish, responses((status = 201, description = "The objection.", body = ObjectionLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/runs/{id}/objections")]
async fn object(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> HttpResponse {
    visit.take(payload, Operation::Object, async |ask, wish: ObjectionWish| app.object(ask, &path.1, wish).await).await
}

/// Upholds or rejects an objection.
#[utoipa::path(operation_id = "answer_objection", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the objection."), Once), request_body = ObjectionAnswer, responses((status = 200, description = "The objection with its answer.", body = ObjectionLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/objections/{id}/answer")]
async fn answer_objection(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> HttpResponse {
    visit
        .take(payload, Operation::AnswerObjection, async |ask, wish: ObjectionAnswer| {
            app.answer_objection(ask, &path.1, wish).await
        })
        .await
}
