//! Runs and what came of them.

use super::{Refusals, WriteRefusals};
use crate::app::App;
use crate::app::rights::Operation;
use crate::app::runs::{RunLine, RunWish};
use crate::web::listing::{Listed, Listing};
use crate::web::problem::response;
use crate::web::visit::Visit;
use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(compute).service(show).service(result).service(explanation);
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
    let found = match listing.page() {
        Err(fault) => Err(fault),
        Ok(page) => app.runs(&visit.ask, of.year, page).await,
    };
    visit.show(found.map(|lines| listing.listed(lines)))
}

/// Computes a run: interim under any version of a model, or the settlement of a year under the adopted one.
#[utoipa::path(operation_id = "compute_run", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("Idempotency-Key" = Option<String>, Header, description = "The same key and request give the first answer again.")), request_body = RunWish, responses((status = 201, description = "The run.", body = RunLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/runs")]
async fn compute(mut visit: Visit, app: web::Data<App>, payload: web::Payload) -> HttpResponse {
    match visit.json::<RunWish>(payload, Operation::Compute).await {
        Err(fault) => response(&fault, &visit.request),
        Ok(wish) => visit.reply(app.compute(&visit.ask, wish).await),
    }
}

/// One run, with all it rests on.
#[utoipa::path(operation_id = "show_run", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run.")), responses((status = 200, description = "The run.", body = RunLine), Refusals))]
#[get("/organisations/{org}/runs/{id}")]
async fn show(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.show(app.run(&visit.ask, &path.1).await)
}

/// The result document of a run: the same bytes as `verdeelsleutel compute --format json` gives.
#[utoipa::path(operation_id = "show_result", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run.")), responses((status = 200, description = "The result document.", body = Object), Refusals))]
#[get("/organisations/{org}/runs/{id}/result")]
async fn result(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.hand_over(app.result(&visit.ask, &path.1).await, "application/json")
}

/// The way from the amount due to a participant down to every claim.
#[utoipa::path(operation_id = "explain_amount", tag = "runs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the run."), ("participant" = String, Path, description = "Code of the participant.")), responses((status = 200, description = "The explanation.", body = Object), Refusals))]
#[get("/organisations/{org}/runs/{id}/explain/{participant}")]
async fn explanation(visit: Visit, app: web::Data<App>, path: web::Path<(String, String, String)>) -> HttpResponse {
    let found = app.explanation(&visit.ask, &path.1, &path.2).await;
    visit.hand_over(found.map(String::into_bytes), "application/json")
}
