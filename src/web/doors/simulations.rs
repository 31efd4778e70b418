//! Simulations: what would be.

use super::runs::{applied, prefers_later};
use super::{Once, Refusals, WriteRefusals};
use crate::app::App;
use crate::app::ask::Ask;
use crate::app::jobs::JobLine;
use crate::app::rights::Operation;
use crate::app::simulations::{Pace, SimulationDocument, SimulationLine, SimulationWish};
use crate::report::view::simulation::Seen;
use crate::web::listing::{Listed, Listing};
use crate::web::visit::{Visit, kind};
use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(simulate).service(show).service(result);
}

/// The simulations that are kept, in the order they were computed, without what they found.
#[utoipa::path(operation_id = "list_simulations", tag = "simulations", params(("org" = String, Path, description = "Code of the organisation."), Listing), responses((status = 200, description = "The simulations.", body = Listed<SimulationLine>), Refusals))]
#[get("/organisations/{org}/simulations")]
async fn list(visit: Visit, app: web::Data<App>, listing: web::Query<Listing>) -> HttpResponse {
    visit.show(listing.list(async |page| app.simulations(&visit.ask, page).await).await)
}

/// Computes what scenarios would do under one or more models, drafts too, over what is kept now; the accounts stay as they
/// are. Answered at once, or, where deliveries × years × models × points are many or with `Prefer: respond-async`, as a job
/// to look at. Every scenario is checked first: what is wrong with any of them is told at once.
#[utoipa::path(operation_id = "simulate", tag = "simulations", params(("org" = String, Path, description = "Code of the organisation."), Once, ("Prefer" = Option<String>, Header, description = "`respond-async`: as a job, whatever its size. Then it is kept.", example = "respond-async")), request_body = SimulationWish, responses((status = 201, description = "The simulation, which is kept.", body = SimulationDocument), (status = 200, description = "The simulation, which is not kept (`keep`: false).", body = SimulationDocument), (status = 202, description = "The job that computes it.", body = JobLine, headers(("Location" = String, description = "The job."), ("Preference-Applied" = String, description = "`respond-async`, where it was asked for."))), Refusals, WriteRefusals))]
#[post("/organisations/{org}/simulations")]
async fn simulate(visit: Visit, app: web::Data<App>, payload: web::Payload) -> HttpResponse {
    let later = prefers_later(&visit);
    let pace = Pace { later, most_rows: visit.settings().jobs.most_projected, language: visit.language() };
    let work = async |ask: &Ask, wish: SimulationWish| app.simulate(ask, wish, pace).await;
    applied(later, visit.take(payload, Operation::Simulate, work).await)
}

/// One simulation: what was asked, what it rests on and what it found, of that what the role may see. With
/// `Accept: text/csv` what it found as a table, a line per figure.
#[utoipa::path(operation_id = "show_simulation", tag = "simulations", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the simulation.")), responses((status = 200, description = "The simulation.", content((SimulationDocument = "application/json"), (String = "text/csv"))), Refusals))]
#[get("/organisations/{org}/simulations/{id}")]
async fn show(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    let form = visit.form();
    visit.hand_over(app.simulation(&visit.ask, &path.1, form).await, kind(form))
}

/// What a simulation found, alone: for a controller or an auditor the bytes that `result_sha256` is of, which are those of
/// `verdeelsleutel simulate --format json`; for others what their role may see.
#[utoipa::path(operation_id = "show_simulation_result", tag = "simulations", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the simulation.")), responses((status = 200, description = "What it found: all of it, or what the role may see.", body = Seen), Refusals))]
#[get("/organisations/{org}/simulations/{id}/result")]
async fn result(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.hand_over(app.simulation_result(&visit.ask, &path.1).await, "application/json")
}
