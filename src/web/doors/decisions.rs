//! Decisions.

use super::{Refusals, WriteRefusals};
use crate::app::App;
use crate::app::decisions::{AnswerWish, ConclusionWish, DecisionLine, ProposalWish};
use crate::app::rights::Operation;
use crate::web::listing::{Listed, Listing};
use crate::web::problem::response;
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
    let found = match listing.page() {
        Err(fault) => Err(fault),
        Ok(page) => app.decisions(&visit.ask, page).await,
    };
    visit.show(found.map(|lines| listing.listed(lines)))
}

/// One decision with its answers.
#[utoipa::path(operation_id = "show_decision", tag = "decisions", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the decision.")), responses((status = 200, description = "The decision.", body = DecisionLine), Refusals))]
#[get("/organisations/{org}/decisions/{id}")]
async fn show(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.show(app.decision(&visit.ask, &path.1).await)
}

/// Proposes a version of a model for a meeting.
#[utoipa::path(operation_id = "propose_decision", tag = "decisions", params(("org" = String, Path, description = "Code of the organisation."), ("Idempotency-Key" = Option<String>, Header, description = "The same key and request give the first answer again.")), request_body = ProposalWish, responses((status = 201, description = "The proposal.", body = DecisionLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/decisions")]
async fn propose(mut visit: Visit, app: web::Data<App>, payload: web::Payload) -> HttpResponse {
    match visit.json::<ProposalWish>(payload, Operation::Propose).await {
        Err(fault) => response(&fault, &visit.request),
        Ok(wish) => visit.reply(app.propose(&visit.ask, wish).await),
    }
}

/// A discipline consents or objects.
#[utoipa::path(operation_id = "answer_decision", tag = "decisions", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the decision."), ("Idempotency-Key" = Option<String>, Header, description = "The same key and request give the first answer again.")), request_body = AnswerWish, responses((status = 200, description = "The decision with the answer.", body = DecisionLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/decisions/{id}/answers")]
async fn answer(
    mut visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> HttpResponse {
    match visit.json::<AnswerWish>(payload, Operation::AnswerDecision).await {
        Err(fault) => response(&fault, &visit.request),
        Ok(wish) => visit.reply(app.answer_decision(&visit.ask, &path.1, wish).await),
    }
}

/// Marks a proposal without outcome as stuck, or withdraws it.
#[utoipa::path(operation_id = "conclude_decision", tag = "decisions", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the decision."), ("Idempotency-Key" = Option<String>, Header, description = "The same key and request give the first answer again.")), request_body = ConclusionWish, responses((status = 200, description = "The decision.", body = DecisionLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/decisions/{id}/conclusion")]
async fn conclude(
    mut visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> HttpResponse {
    match visit.json::<ConclusionWish>(payload, Operation::Conclude).await {
        Err(fault) => response(&fault, &visit.request),
        Ok(wish) => visit.reply(app.conclude(&visit.ask, &path.1, wish).await),
    }
}
