//! Reports: to insurers, on care-path shifts, and the close of a year.

use super::{Refusals, WriteRefusals};
use crate::app::decisions::day;
use crate::app::years::YearLine;
use crate::app::{App, Date};
use crate::report::insurer::InsurerReport;
use crate::report::shift_rates::ShiftMonitor;
use crate::web::visit::{Visit, kind};
use actix_web::{HttpResponse, delete, get, put, web};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(insurer).service(shifts).service(year).service(complete).service(reopen);
}

/// Of which run.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfRun {
    /// Id of the run.
    run: String,
}

/// From which day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Since {
    /// First day, within the run; none is 1 January of its year.
    #[param(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$")]
    from: Option<String>,
}

/// The report to an insurer or a concern: its own insured only, and no amounts of participants. JSON, or CSV with
/// `Accept: text/csv`.
#[utoipa::path(operation_id = "show_insurer_report", tag = "reports", params(("org" = String, Path, description = "Code of the organisation."), ("code" = String, Path, description = "UZOVI code of an insurer, or a concern."), OfRun, Since), responses((status = 200, description = "The report.", content((InsurerReport = "application/json"), (String = "text/csv"))), Refusals, WriteRefusals))]
#[get("/organisations/{org}/reports/insurers/{code}")]
async fn insurer(
    visit: Visit,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    of: web::Query<OfRun>,
    since: web::Query<Since>,
) -> HttpResponse {
    let form = visit.form();
    let from: Result<Option<Date>, _> = since.from.as_deref().map(|text| day("from", text)).transpose();
    let found = match from {
        Err(fault) => Err(fault),
        Ok(from) => app.insurer_report(&visit.ask, &of.run, &path.1, from, form).await,
    };
    visit.hand_over(found, kind(form))
}

/// Realised units and rates of every care-path shift by month, against baseline and target.
#[utoipa::path(operation_id = "show_care_path_shifts", tag = "reports", params(("org" = String, Path, description = "Code of the organisation."), OfRun), responses((status = 200, description = "The shifts.", body = ShiftMonitor), Refusals))]
#[get("/organisations/{org}/care-path-shifts")]
async fn shifts(visit: Visit, app: web::Data<App>, of: web::Query<OfRun>) -> HttpResponse {
    visit.hand_over(app.care_path_shifts(&visit.ask, &of.run).await, "application/json")
}

/// The close of a year: its state, and per month what is delivered, missing, awaiting and held.
#[utoipa::path(operation_id = "show_year", tag = "years", params(("org" = String, Path, description = "Code of the organisation."), ("year" = i32, Path, description = "Care year.")), responses((status = 200, description = "The year.", body = YearLine), Refusals))]
#[get("/organisations/{org}/years/{year}")]
async fn year(visit: Visit, app: web::Data<App>, path: web::Path<(String, i32)>) -> HttpResponse {
    visit.show(app.year(&visit.ask, path.1).await)
}

/// A participant says that its deliveries of a month are complete.
#[utoipa::path(operation_id = "say_complete", tag = "years", params(("org" = String, Path, description = "Code of the organisation."), ("year" = i32, Path, description = "Care year."), ("month" = u32, Path, description = "1 to 12."), ("participant" = String, Path, description = "Code of the participant.")), responses((status = 204, description = "It is noted."), Refusals, WriteRefusals))]
#[put("/organisations/{org}/years/{year}/months/{month}/complete/{participant}")]
async fn complete(visit: Visit, app: web::Data<App>, path: web::Path<(String, i32, u32, String)>) -> HttpResponse {
    visit.done(app.say_complete(&visit.ask, (path.1, path.2), &path.3, true).await)
}

/// A participant takes back that its deliveries of a month are complete.
#[utoipa::path(operation_id = "take_back_complete", tag = "years", params(("org" = String, Path, description = "Code of the organisation."), ("year" = i32, Path, description = "Care year."), ("month" = u32, Path, description = "1 to 12."), ("participant" = String, Path, description = "Code of the participant.")), responses((status = 204, description = "It is noted."), Refusals, WriteRefusals))]
#[delete("/organisations/{org}/years/{year}/months/{month}/complete/{participant}")]
async fn reopen(visit: Visit, app: web::Data<App>, path: web::Path<(String, i32, u32, String)>) -> HttpResponse {
    visit.done(app.say_complete(&visit.ask, (path.1, path.2), &path.3, false).await)
}
