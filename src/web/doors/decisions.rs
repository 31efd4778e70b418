//! Decisions.

use super::{Once, Refusals, WriteRefusals};
use crate::app::App;
use crate::app::decisions::{AnswerWish, ConclusionWish, DecisionLine, ProposalWish};
use crate::app::rights::Operation;
use crate::web::listing::{Listed, Listing};
use crate::web::visit::Visit;
use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(show).service(propose).service(answer).service(conclude);
}

/// Proposals, and what came of them.
#[utoipa::path(operation_id = "list_decisions", tag = "decisions", params(("org" = String, Path, description = "Code of the organisation."), Listing), responses((status = 200, description = "The decisions.", body = Listed<DecisionLine>), Refusals))]
#[get("/organisations/{org}/decisions")]
async fn list(visit: Visit, app: web::Data<App>, listing: web::Query<Listing>) -> HttpResponse {
    visit.show(listing.list(async |page| app.decisions(&visit.ask, page).await).await)
}

/// One decision with its answers.
#[utoipa::path(operation_id = "show_decision", tag = "decisions", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the decision.")), responses((status = 200, description = "The decision.", body = DecisionLine), Refusals))]
#[get("/organisations/{org}/decisions/{id}")]
async fn show(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.show(app.decision(&visit.ask, &path.1).await)
}

/// Proposes a version of a model for a meeting.
#[utoipa::path(operation_id = "propose_decision", tag = "decisions", params(("org" = String, Path, description = "Code of the organisation."), Once), request_body = ProposalWish, responses((status = 201, description = "The proposal.", body = DecisionLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/decisions")]
async fn propose(visit: Visit, app: web::Data<App>, payload: web::Payload) -> HttpResponse {
    visit.take(payload, Operation::Propose, async |ask, wish: ProposalWish| app.propose(ask, wish).await).await
}

/// A discipline consents or objects.
#[utoipa::path(operation_id = "answer_decision", tag = "decisions", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the decision."), Once), request_body = AnswerWish, responses((status = 200, description = "The decision with the answer.", body = DecisionLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/decisions/{id}/answers")]
async fn answer(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> HttpResponse {
    visit
        .take(payload, Operation::AnswerDecision, async |ask, wish: AnswerWish| {
            app.answer_decision(ask, &path.1, wish).await
        })
        .await
}

/// Marks a proposal without outcome as stuck, or withdraws it.
#[utoipa::path(operation_id = "conclude_decision", tag = "decisions", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the decision."), Once), request_body = ConclusionWish, responses((status = 200, description = "The decision.", body = DecisionLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/decisions/{id}/conclusion")]
async fn conclude(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> HttpResponse {
    visit
        .take(payload, Operation::Conclude, async |ask, wish: ConclusionWish| app.conclude(ask, &path.1, wish).await)
        .await
}
