//! Claims and deliveries, row by row.

use super::{Refusals, WriteRefusals};
use crate::app::decisions::day;
use crate::app::fault::Fault;
use crate::app::results::Form;
use crate::app::rows::{ClaimFilter, DeliveryFilter, Moment, Sheet};
use crate::app::runs::BasisWord;
use crate::app::{App, Date};
use crate::report::rows::claims::ClaimRow;
use crate::report::rows::deliveries::DeliveryRow;
use crate::web::listing::{Listed, Listing};
use crate::web::problem::language;
use crate::web::visit::Visit;
use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(claims).service(deliveries);
}

/// How far a claim is.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ClaimState {
    Held,
    Claimed,
    Accepted,
    Paid,
    Rejected,
    Withdrawn,
}

impl ClaimState {
    fn word(self) -> &'static str {
        match self {
            ClaimState::Held => "held",
            ClaimState::Claimed => "claimed",
            ClaimState::Accepted => "accepted",
            ClaimState::Paid => "paid",
            ClaimState::Rejected => "rejected",
            ClaimState::Withdrawn => "withdrawn",
        }
    }
}

/// Where a delivery stands.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum DeliveryState {
    Awaiting,
    Held,
    Outside,
    Counted,
    Settled,
    NotCounted,
}

impl DeliveryState {
    fn word(self) -> &'static str {
        match self {
            DeliveryState::Awaiting => "awaiting",
            DeliveryState::Held => "held",
            DeliveryState::Outside => "outside",
            DeliveryState::Counted => "counted",
            DeliveryState::Settled => "settled",
            DeliveryState::NotCounted => "not_counted",
        }
    }
}

/// From which moment rows are looked at.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Seen {
    /// Claim events up to and including this day count; none is all.
    #[param(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2026-10-15")]
    as_of: Option<String>,
    /// The day from which ages are counted; none is `as_of`, else today.
    #[param(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2026-10-15")]
    on: Option<String>,
    /// The basis on which claims count; `accepted` when nothing is said.
    #[param(inline)]
    basis: Option<BasisWord>,
}

impl Seen {
    fn moment(&self) -> Result<Moment, Fault> {
        Ok(Moment {
            as_of: maybe("as_of", &self.as_of)?,
            on: maybe("on", &self.on)?,
            basis: self.basis.unwrap_or_default().into(),
        })
    }
}

fn maybe(field: &str, text: &Option<String>) -> Result<Option<Date>, Fault> {
    text.as_deref().map(|text| day(field, text)).transpose()
}

/// An age is never below nothing: of every row it would be true.
fn age(days: Option<i32>) -> Result<Option<i32>, Fault> {
    match days.filter(|days| *days < 0) {
        None => Ok(days),
        Some(days) => Err(Fault::field(
            "min_age",
            &days.to_string(),
            "Een leeftijd is een aantal dagen van 0 of meer.",
            "An age is a number of days of 0 or more.",
        )),
    }
}

/// Which claims.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfClaims {
    /// Dated on or after this day.
    #[param(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2026-01-01")]
    from: Option<String>,
    /// Dated on or before this day.
    #[param(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2026-12-31")]
    to: Option<String>,
    /// UZOVI code of an insurer, or a concern.
    #[param(min_length = 1)]
    insurer: Option<String>,
    #[param(min_length = 1)]
    performance: Option<String>,
    episode_id: Option<String>,
    claim_id: Option<String>,
    #[param(inline)]
    state: Option<ClaimState>,
    /// At least so many days old.
    #[param(minimum = 0)]
    min_age: Option<i32>,
}

/// Which deliveries.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfDeliveries {
    /// Dated on or after this day.
    #[param(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2026-01-01")]
    from: Option<String>,
    /// Dated on or before this day.
    #[param(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2026-12-31")]
    to: Option<String>,
    /// Code of the participant that delivered.
    #[param(min_length = 1)]
    participant: Option<String>,
    #[param(min_length = 1)]
    activity: Option<String>,
    #[param(min_length = 1)]
    bundle: Option<String>,
    /// Performance of the claim that they belong to.
    #[param(min_length = 1)]
    performance: Option<String>,
    /// Insurer, or concern, of the claim that they belong to.
    #[param(min_length = 1)]
    insurer: Option<String>,
    episode_id: Option<String>,
    delivery_id: Option<String>,
    #[param(inline)]
    state: Option<DeliveryState>,
    /// At least so many days old.
    #[param(minimum = 0)]
    min_age: Option<i32>,
}

/// The claims that are kept, with what insurers answered and where each stands; those that are held with the reason and who
/// can mend it. JSON by parts, or all at once as CSV with `Accept: text/csv`.
#[utoipa::path(operation_id = "list_claims", tag = "rows", params(("org" = String, Path, description = "Code of the organisation."), Listing, OfClaims, Seen), responses((status = 200, description = "The claims.", content((Listed<ClaimRow> = "application/json"), (String = "text/csv"))), Refusals, WriteRefusals))]
#[get("/organisations/{org}/claims")]
async fn claims(
    visit: Visit,
    app: web::Data<App>,
    listing: web::Query<Listing>,
    of: web::Query<OfClaims>,
    seen: web::Query<Seen>,
) -> HttpResponse {
    let wish = || -> Result<_, Fault> {
        let of = of.into_inner();
        let filter = ClaimFilter {
            from: maybe("from", &of.from)?,
            to: maybe("to", &of.to)?,
            insurer: of.insurer,
            performance: of.performance,
            episode: of.episode_id,
            claim: of.claim_id,
            state: of.state.map(ClaimState::word),
            min_age: age(of.min_age)?,
        };
        Ok(((filter, seen.moment()?), listing.page()?))
    };
    let (form, ask, language) = (visit.form(), &visit.ask, language(visit.request.headers()));
    let sheet: Result<Sheet, Fault> = match (wish(), form) {
        (Ok((wish, page)), Form::Json) => {
            let found = app.claim_rows(ask, wish, page, language).await;
            return visit.show(found.map(|rows| listing.listed(rows)));
        }
        (Ok((wish, _)), Form::Csv(language)) => app.claim_sheet(ask, wish, language).await,
        (Err(fault), _) => Err(fault),
    };
    visit.pour(sheet, form)
}

/// The deliveries that are kept, with where each stands and, of those that await a claim, for how many days; for a
/// participant its own. JSON by parts, or all at once as CSV with `Accept: text/csv`.
#[utoipa::path(operation_id = "list_deliveries", tag = "rows", params(("org" = String, Path, description = "Code of the organisation."), Listing, OfDeliveries, Seen), responses((status = 200, description = "The deliveries.", content((Listed<DeliveryRow> = "application/json"), (String = "text/csv"))), Refusals, WriteRefusals))]
#[get("/organisations/{org}/deliveries")]
async fn deliveries(
    visit: Visit,
    app: web::Data<App>,
    listing: web::Query<Listing>,
    of: web::Query<OfDeliveries>,
    seen: web::Query<Seen>,
) -> HttpResponse {
    let wish = || -> Result<_, Fault> {
        let of = of.into_inner();
        let filter = DeliveryFilter {
            from: maybe("from", &of.from)?,
            to: maybe("to", &of.to)?,
            participant: of.participant,
            activity: of.activity,
            bundle: of.bundle,
            performance: of.performance,
            insurer: of.insurer,
            episode: of.episode_id,
            delivery: of.delivery_id,
            state: of.state.map(DeliveryState::word),
            min_age: age(of.min_age)?,
        };
        Ok(((filter, seen.moment()?), listing.page()?))
    };
    let (form, ask, language) = (visit.form(), &visit.ask, language(visit.request.headers()));
    let sheet: Result<Sheet, Fault> = match (wish(), form) {
        (Ok((wish, page)), Form::Json) => {
            let found = app.delivery_rows(ask, wish, page, language).await;
            return visit.show(found.map(|rows| listing.listed(rows)));
        }
        (Ok((wish, _)), Form::Csv(language)) => app.delivery_sheet(ask, wish, language).await,
        (Err(fault), _) => Err(fault),
    };
    visit.pour(sheet, form)
}
