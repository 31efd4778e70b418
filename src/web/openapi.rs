//! The description of the service (OpenAPI 3.1), from the code.

use super::doors;
use crate::report::problem::ProblemDocument;
use actix_web::App;
use utoipa::openapi::path::HttpMethod;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Components, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, SecurityRequirement, ServerBuilder,
};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::AppExt;

/// The whole document.
pub fn document() -> OpenApi {
    let (_, mut api) = App::new().into_utoipa_app().openapi(heading()).configure(doors::open).split_for_parts();
    // What the answers of all doors are made of is not collected with any of them.
    let mut schemas = vec![(ProblemDocument::name().into_owned(), ProblemDocument::schema())];
    ProblemDocument::schemas(&mut schemas);
    api.components.get_or_insert_default().schemas.extend(schemas);
    api
}

fn heading() -> OpenApi {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A key of the organisation: `Authorization: Bearer vsl_…`."))
        .build();
    let mut components = Components::new();
    components.add_security_scheme("key", SecurityScheme::Http(bearer));
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Verdeelsleutel")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "Divides the integral tariffs of a Dutch birth-care organisation over its participants: exact to \
                     the cent, and explained down to each claim. Money and decimals are texts, dates are ISO 8601, \
                     faults are problem documents (RFC 9457) in Dutch or English by `Accept-Language`.",
                ))
                .license(Some(LicenseBuilder::new().name("All rights reserved").build()))
                .build(),
        )
        .servers(Some([ServerBuilder::new().url("/").build()]))
        .security(Some([SecurityRequirement::new("key", Vec::<String>::new())]))
        .components(Some(components))
        .build()
}

/// The document as it is committed.
pub fn json() -> String {
    let mut text = document().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// What can be done with each path.
#[derive(Clone, Debug, Default)]
pub struct Methods {
    paths: Vec<(Vec<String>, Vec<&'static str>)>,
}

impl Methods {
    pub fn of(document: &OpenApi) -> Methods {
        let known = [
            (HttpMethod::Get, "GET"),
            (HttpMethod::Put, "PUT"),
            (HttpMethod::Post, "POST"),
            (HttpMethod::Delete, "DELETE"),
            (HttpMethod::Patch, "PATCH"),
        ];
        let paths = document.paths.paths.iter().map(|(path, item)| {
            let is_there = |method: &HttpMethod| match method {
                HttpMethod::Get => item.get.is_some(),
                HttpMethod::Put => item.put.is_some(),
                HttpMethod::Post => item.post.is_some(),
                HttpMethod::Delete => item.delete.is_some(),
                _ => item.patch.is_some(),
            };
            let methods = known.iter().filter(|(method, _)| is_there(method)).map(|(_, name)| *name).collect();
            (path.split('/').map(str::to_owned).collect(), methods)
        });
        Methods { paths: paths.collect() }
    }

    /// The methods of the path that a request names.
    pub fn at(&self, path: &str) -> Vec<&'static str> {
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |pattern: &[String]| {
            pattern.len() == parts.len()
                && pattern
                    .iter()
                    .zip(&parts)
                    .all(|(own, part)| own == part || (own.starts_with('{') && !part.is_empty()))
        };
        self.paths.iter().filter(|(pattern, _)| fits(pattern)).flat_map(|(_, methods)| methods.clone()).collect()
    }
}
