//! The audit log.

use super::Refusals;
use crate::app::audit::AuditLine;
use crate::app::{App, AuditFilter};
use crate::web::listing::{Listed, Listing};
use crate::web::visit::Visit;
use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list);
}

/// What the log is narrowed to.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Narrowed {
    /// Who did it.
    holder: Option<String>,
    /// What was done: `run.computed`.
    action: Option<String>,
    /// To what.
    subject: Option<String>,
}

/// Who did what, each entry chained to the one before by its hash.
#[utoipa::path(operation_id = "list_audit_log", tag = "audit", params(("org" = String, Path, description = "Code of the organisation."), Listing, Narrowed), responses((status = 200, description = "Entries of the log.", body = Listed<AuditLine>), Refusals))]
#[get("/organisations/{org}/audit-log")]
async fn list(
    visit: Visit,
    app: web::Data<App>,
    listing: web::Query<Listing>,
    narrowed: web::Query<Narrowed>,
) -> HttpResponse {
    let Narrowed { holder, action, subject } = narrowed.into_inner();
    let filter = AuditFilter { holder, action, subject, ..AuditFilter::default() };
    let found = listing.list(async |page| {
        let lines = app.audit_log(&visit.ask, &filter, page).await?;
        Ok(lines.into_iter().map(|line| (line.position, line)).collect())
    });
    visit.show(found.await)
}
