//! How money, days and codes look in our documents, for their description. What `domain` writes is text; that it is of one
//! form is told here, because `domain` does not know that it is described.

use crate::domain::date::Date;
use crate::domain::money::Cents;
use crate::domain::problem::ProblemCode;
use crate::domain::simulation::Hours;
use std::borrow::Cow;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{KnownFormat, RefOr, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

impl PartialSchema for Cents {
    fn schema() -> RefOr<Schema> {
        let schema = text().description(Some("An amount in euro, with two decimals.")).pattern(Some(r"^-?\d+\.\d{2}$"));
        schema.examples(["-1234.50"]).into()
    }
}

impl ToSchema for Cents {
    fn name() -> Cow<'static, str> {
        "Money".into()
    }
}

impl PartialSchema for Hours {
    fn schema() -> RefOr<Schema> {
        let schema = text().description(Some("Hours of work, exact.")).pattern(Some(r"^-?\d+(\.\d{1,8})?$"));
        schema.examples(["12.5"]).into()
    }
}

impl ToSchema for Hours {}

impl PartialSchema for Date {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Date);
        text().description(Some("A day (ISO 8601).")).format(Some(format)).examples(["2026-03-01"]).into()
    }
}

impl ToSchema for Date {
    fn name() -> Cow<'static, str> {
        "Day".into()
    }
}

impl PartialSchema for ProblemCode {
    fn schema() -> RefOr<Schema> {
        let schema = text().description(Some("The code of a kind of problem; later versions may have more of them."));
        schema.pattern(Some("^[a-z0-9_]+$")).examples([ProblemCode::UnknownInsurer.to_string()]).into()
    }
}

impl ToSchema for ProblemCode {}
