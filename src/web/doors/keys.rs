//! Keys.

use super::{Once, Refusals, WriteRefusals};
use crate::app::App;
use crate::app::keys::{KeyLine, KeyWish};
use crate::app::rights::Operation;
use crate::web::listing::Listed;
use crate::web::visit::Visit;
use actix_web::{HttpResponse, delete, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(withdraw);
}

/// The keys of the organisation, withdrawn and expired ones too.
#[utoipa::path(operation_id = "list_keys", tag = "keys", params(("org" = String, Path, description = "Code of the organisation.")), responses((status = 200, description = "The keys.", body = Listed<KeyLine>), Refusals))]
#[get("/organisations/{org}/keys")]
async fn list(visit: Visit, app: web::Data<App>) -> HttpResponse {
    visit.show(app.keys(&visit.ask).await.map(|items| Listed { items, next: None }))
}

/// Makes a key. Its token is in this answer and nowhere else.
#[utoipa::path(operation_id = "create_key", tag = "keys", params(("org" = String, Path, description = "Code of the organisation."), Once), request_body = KeyWish, responses((status = 201, description = "The key with its token.", body = KeyLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/keys")]
async fn create(visit: Visit, app: web::Data<App>, payload: web::Payload) -> HttpResponse {
    visit.take(payload, Operation::Keys, async |ask, wish: KeyWish| app.create_key(ask, wish).await).await
}

/// Withdraws a key; from then on it opens nothing.
#[utoipa::path(operation_id = "withdraw_key", tag = "keys", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the key.")), responses((status = 204, description = "It is withdrawn."), Refusals, WriteRefusals))]
#[delete("/organisations/{org}/keys/{id}")]
async fn withdraw(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.done(app.withdraw_key(&visit.ask, &path.1).await)
}
