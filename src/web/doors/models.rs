//! Distribution models.

use super::{Once, Refusals, WriteRefusals};
use crate::app::App;
use crate::app::models::VersionLine;
use crate::app::rights::Operation;
use crate::report::model_difference::ChangeLine;
use crate::web::listing::Listed;
use crate::web::visit::Visit;
use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(versions).service(show).service(difference).service(publish);
}

/// The next version of a model.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ModelWish {
    /// The model, as TOML.
    toml: String,
    /// What changed, in a sentence.
    #[serde(default)]
    note: String,
    /// Only check it.
    #[serde(default)]
    dry_run: bool,
}

/// The last version of every model.
#[utoipa::path(operation_id = "list_models", tag = "models", params(("org" = String, Path, description = "Code of the organisation.")), responses((status = 200, description = "The models.", body = Listed<VersionLine>), Refusals))]
#[get("/organisations/{org}/models")]
async fn list(visit: Visit, app: web::Data<App>) -> HttpResponse {
    visit.show(app.models(&visit.ask).await.map(|items| Listed { items, next: None }))
}

/// Every version of a model.
#[utoipa::path(operation_id = "list_model_versions", tag = "models", params(("org" = String, Path, description = "Code of the organisation."), ("name" = String, Path, description = "Name of the model.")), responses((status = 200, description = "The versions.", body = Listed<VersionLine>), Refusals))]
#[get("/organisations/{org}/models/{name}/versions")]
async fn versions(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.show(app.versions(&visit.ask, &path.1).await.map(|items| Listed { items, next: None }))
}

/// One version, with its text.
#[utoipa::path(operation_id = "show_model_version", tag = "models", params(("org" = String, Path, description = "Code of the organisation."), ("name" = String, Path, description = "Name of the model."), ("version" = i64, Path, description = "Number of the version, from 1.")), responses((status = 200, description = "The version.", body = VersionLine), Refusals))]
#[get("/organisations/{org}/models/{name}/versions/{version}")]
async fn show(visit: Visit, app: web::Data<App>, path: web::Path<(String, String, i64)>) -> HttpResponse {
    visit.show(app.version(&visit.ask, &path.1, path.2).await)
}

/// With which version.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct With {
    /// Number of the version to compare with: the one before.
    #[param(required, nullable = false, minimum = 1, example = 1)]
    with: Option<i64>,
    /// Name of its model; none is the same model.
    model: Option<String>,
}

/// What a version says differently from another one, in words.
#[utoipa::path(operation_id = "show_model_difference", tag = "models", params(("org" = String, Path, description = "Code of the organisation."), ("name" = String, Path, description = "Name of the model."), ("version" = i64, Path, description = "Number of the version, from 1."), With), responses((status = 200, description = "Everything that is not the same, in the order of the document.", body = Listed<ChangeLine>), Refusals))]
#[get("/organisations/{org}/models/{name}/versions/{version}/difference")]
async fn difference(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String, i64)>,
    query: web::Query<With>,
) -> HttpResponse {
    let other = query.model.as_deref().unwrap_or(&path.1);
    let found = app.model_difference(&visit.ask, (&path.1, path.2), (other, query.with)).await;
    visit.show(found.map(|items| Listed { items, next: None }))
}

/// Adds the next version of a model, checked against the reference data.
#[utoipa::path(operation_id = "publish_model_version", tag = "models", params(("org" = String, Path, description = "Code of the organisation."), ("name" = String, Path, description = "Name of the model."), Once), request_body = ModelWish, responses((status = 200, description = "It was checked.", body = VersionLine), (status = 201, description = "The version.", body = VersionLine), Refusals, WriteRefusals))]
#[post("/organisations/{org}/models/{name}/versions")]
async fn publish(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> HttpResponse {
    visit
        .take(payload, Operation::WriteModels, async |ask, wish: ModelWish| {
            app.publish_model(ask, &path.1, wish.toml, &wish.note, wish.dry_run).await
        })
        .await
}
