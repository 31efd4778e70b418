//! Organisations.

use super::Refusals;
use crate::app::App;
use crate::app::organisations::OrganisationLine;
use crate::web::listing::Listed;
use crate::web::visit::Visit;
use actix_web::{HttpResponse, get, web};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(show);
}

/// The organisation that the key is of.
#[utoipa::path(operation_id = "list_organisations", tag = "organisations", responses((status = 200, description = "The organisation of the key.", body = Listed<OrganisationLine>), Refusals))]
#[get("/organisations")]
async fn list(visit: Visit, app: web::Data<App>) -> HttpResponse {
    let found = app.organisation(&visit.ask).await;
    visit.show(found.map(|one| Listed { items: vec![one], next: None }))
}

/// One organisation.
#[utoipa::path(operation_id = "show_organisation", tag = "organisations", params(("org" = String, Path, description = "Code of the organisation.")), responses((status = 200, description = "The organisation.", body = OrganisationLine), Refusals))]
#[get("/organisations/{org}")]
async fn show(visit: Visit, app: web::Data<App>) -> HttpResponse {
    visit.show(app.organisation(&visit.ask).await)
}
