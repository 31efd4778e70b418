//! What needs two people.

use super::{Once, Refusals, WriteRefusals};
use crate::app::App;
use crate::app::consents::{ConsentLine, ConsentWish};
use crate::app::rights::Operation;
use crate::web::listing::{Listed, Listing};
use crate::web::visit::Visit;
use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(ask_for).service(answer);
}

/// Whether it is approved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConsentAnswer {
    approve: bool,
}

/// Requests for consent, and what was answered.
#[utoipa::path(operation_id = "list_consents", tag = "consents", params(("org" = String, Path, description = "Code of the organisation."), Listing), responses((status = 200, description = "The requests.", body = Listed<ConsentLine>), Refusals))]
#[get("/organisations/{org}/consents")]
async fn list(visit: Visit, app: web::Data<App>, listing: web::Query<Listing>) -> HttpResponse {
    visit.show(listing.list(async |page| app.consents(&visit.ask, page).await).await)
}

/// Asks for the consent of a second person.
#[utoipa::path(operation_id = "ask_consent", tag = "consents", params(("org" = String, Path, description = "Code of the organisation."), Once), request_body = ConsentWish, responses((status = 201, description = "The request.", body = ConsentLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/consents")]
async fn ask_for(visit: Visit, app: web::Data<App>, payload: web::Payload) -> HttpResponse {
    visit.take(payload, Operation::AskConsent, async |ask, wish: ConsentWish| app.ask_consent(ask, wish).await).await
}

/// Approves or refuses; never by the one who asked.
#[utoipa::path(operation_id = "answer_consent", tag = "consents", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the request."), Once), request_body = ConsentAnswer, responses((status = 200, description = "The request with its answer.", body = ConsentLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/consents/{id}/answer")]
async fn answer(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> HttpResponse {
    visit
        .take(payload, Operation::AnswerConsent, async |ask, wish: ConsentAnswer| {
            app.answer_consent(ask, &path.1, wish.approve).await
        })
        .await
}
