//! What needs two people.

use super::{Refusals, WriteRefusals};
use crate::app::App;
use crate::app::consents::{ConsentLine, ConsentWish};
use crate::app::rights::Operation;
use crate::web::listing::{Listed, Listing};
use crate::web::problem::response;
use crate::web::visit::Visit;
use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(ask).service(answer);
}

/// Whether it is approved.
#[derive(Deserialize, ToSchema)]
struct ConsentAnswer {
    approve: bool,
}

/// Requests for consent, and what was answered.
#[utoipa::path(operation_id = "list_consents", tag = "consents", params(("org" = String, Path, description = "Code of the organisation."), Listing), responses((status = 200, description = "The requests.", body = Listed<ConsentLine>), Refusals))]
#[get("/organisations/{org}/consents")]
async fn list(visit: Visit, app: web::Data<App>, listing: web::Query<Listing>) -> HttpResponse {
    let found = match listing.page() {
        Err(fault) => Err(fault),
        Ok(page) => app.consents(&visit.ask, page).await,
    };
    visit.show(found.map(|lines| listing.listed(lines)))
}

/// Asks for the consent of a second person.
#[utoipa::path(operation_id = "ask_consent", tag = "consents", params(("org" = String, Path, description = "Code of the organisation."), ("Idempotency-Key" = Option<String>, Header, description = "The same key and request give the first answer again.")), request_body = ConsentWish, responses((status = 201, description = "The request.", body = ConsentLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/consents")]
async fn ask(mut visit: Visit, app: web::Data<App>, payload: web::Payload) -> HttpResponse {
    match visit.json::<ConsentWish>(payload, Operation::AskConsent).await {
        Err(fault) => response(&fault, &visit.request),
        Ok(wish) => visit.reply(app.ask_consent(&visit.ask, wish).await),
    }
}

/// Approves or refuses; never by the one who asked.
#[utoipa::path(operation_id = "answer_consent", tag = "consents", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the request."), ("Idempotency-Key" = Option<String>, Header, description = "The same key and request give the first answer again.")), request_body = ConsentAnswer, responses((status = 200, description = "The request with its answer.", body = ConsentLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/consents/{id}/answer")]
async fn answer(
    mut visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> HttpResponse {
    match visit.json::<ConsentAnswer>(payload, Operation::AnswerConsent).await {
        Err(fault) => response(&fault, &visit.request),
        Ok(wish) => visit.reply(app.answer_consent(&visit.ask, &path.1, wish.approve).await),
    }
}
