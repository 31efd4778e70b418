//! Jobs: how far they are, what came of them, and their end before their time.

use super::{Refusals, WriteRefusals};
use crate::app::App;
use crate::app::ask::Ask;
use crate::app::fault::Fault;
use crate::app::jobs::work::Stop;
use crate::app::jobs::{JobLine, State, first};
use crate::domain::language::Language;
use crate::domain::problem::ProblemCode;
use crate::web::Gates;
use crate::web::listing::{Listed, Listing};
use crate::web::problem::response;
use crate::web::stream::{Gone, Teller, events};
use crate::web::visit::Visit;
use actix_web::{HttpResponse, delete, get, rt, web};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Time between two looks at a job that is watched. Every process can be asked, so that it is the store that is looked at.
const LOOK: Duration = Duration::from_millis(250);
/// Silence after which a sign of life is given.
const SILENCE: Duration = Duration::from_secs(15);
/// Time after which a watcher has to show its key again; a browser does so by itself.
const LONGEST: Duration = Duration::from_secs(600);

pub fn open(config: &mut ServiceConfig<'_>) {
    config.service(list).service(show).service(watch).service(cancel);
}

/// How far a job is.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum JobState {
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}

impl From<JobState> for State {
    fn from(state: JobState) -> State {
        match state {
            JobState::Waiting => State::Waiting,
            JobState::Running => State::Running,
            JobState::Done => State::Done,
            JobState::Failed => State::Failed,
            JobState::Cancelled => State::Cancelled,
        }
    }
}

/// An event of the stream: OpenAPI 3.1 has no other place for what one holds than the schema of the stream.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described: it is written field by field in `web::stream`")]
struct JobEvent {
    /// For `Last-Event-ID`.
    #[schema(example = "1-running-3")]
    id: String,
    #[schema(pattern = "^(progress|done|failed|cancelled)$", example = "progress")]
    event: String,
    /// The job as it is then, as JSON: what `show_job` answers.
    #[schema(content_media_type = "application/json")]
    data: String,
}

/// Which jobs.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfState {
    /// Only those in this state.
    #[param(inline)]
    state: Option<JobState>,
}

/// The jobs, in the order they were asked for.
#[utoipa::path(operation_id = "list_jobs", tag = "jobs", params(("org" = String, Path, description = "Code of the organisation."), Listing, OfState), responses((status = 200, description = "The jobs.", body = Listed<JobLine>), Refusals))]
#[get("/organisations/{org}/jobs")]
async fn list(
    visit: Visit,
    app: web::Data<App>,
    listing: web::Query<Listing>,
    of: web::Query<OfState>,
) -> HttpResponse {
    let found = match listing.page() {
        Err(fault) => Err(fault),
        Ok(page) => app.jobs(&visit.ask, of.state.map(State::from), page, visit.language()).await,
    };
    visit.show(found.map(|lines| listing.listed(lines)))
}

/// One job: how far it is, and when it has ended what it made, or why it was refused.
#[utoipa::path(operation_id = "show_job", tag = "jobs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the job.", example = "job-0f3a5c7d9e1b2d4f6a80")), responses((status = 200, description = "The job.", body = JobLine), Refusals))]
#[get("/organisations/{org}/jobs/{id}")]
async fn show(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.show(app.job(&visit.ask, &path.1, visit.language()).await)
}

/// Watches a job as server-sent events, each with the job as it is then: `progress` whenever it has come further, and at its
/// end one `done`, `failed` or `cancelled`, after which the stream ends. Comments come in between as a sign of life. After ten
/// minutes, or when the service stops, the stream ends without such an event: come again. With `Last-Event-ID` what was told
/// before is not told again.
#[utoipa::path(operation_id = "watch_job", tag = "jobs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the job.", example = "job-0f3a5c7d9e1b2d4f6a80"), ("Last-Event-ID" = Option<String>, Header, description = "Id of the last event that was read.")), responses((status = 200, description = "The events, each as the schema says.", content((JobEvent = "text/event-stream", example = json!({"id": "1-running-3", "event": "progress", "data": "{\"id\": \"job-0f3a5c7d9e1b2d4f6a80\", \"state\": \"running\", \"progress\": {\"step\": \"reading\", \"done\": 3, \"total\": 9}}"})))), (status = 204, description = "Its end was read before: do not come again."), Refusals))]
#[get("/organisations/{org}/jobs/{id}/events")]
async fn watch(
    visit: Visit,
    app: web::Data<App>,
    gates: web::Data<Gates>,
    stop: web::Data<Stop>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let job = match app.job(&visit.ask, &path.1, visit.language()).await {
        Ok(job) => job,
        Err(fault) => return response(&fault, &visit.request),
    };
    let Ok(seat) = Arc::clone(&gates.watchers).try_acquire_owned() else { return response(&crowded(), &visit.request) };
    let last = visit.request.headers().get("Last-Event-ID").and_then(|value| value.to_str().ok()).map(str::to_owned);
    if job.is_over() && last.as_deref() == Some(&mark(&job)) {
        return HttpResponse::NoContent().finish();
    }
    let (teller, body) = events();
    let watcher = Watcher { app, ask: visit.ask.clone(), language: visit.language(), told: last };
    rt::spawn(async move {
        let told = first(watcher.tell(&teller, job), async {
            first(teller.gone(), stop.asked()).await;
            Err(Gone)
        });
        // Who went away is not looked for; the seat is free for another.
        let _gone = told.await;
        drop(seat);
    });
    HttpResponse::Ok().content_type("text/event-stream").insert_header(("X-Accel-Buffering", "no")).body(body)
}

/// Cancels a job: at once while it waits, else at its next step; nothing of it is kept. The job stays in the list.
#[utoipa::path(operation_id = "cancel_job", tag = "jobs", params(("org" = String, Path, description = "Code of the organisation."), ("id" = String, Path, description = "Id of the job.", example = "job-0f3a5c7d9e1b2d4f6a80")), responses((status = 200, description = "The job: `cancelled`, or still `running` with `cancel_asked`.", body = JobLine), Refusals, WriteRefusals))]
#[delete("/organisations/{org}/jobs/{id}")]
async fn cancel(visit: Visit, app: web::Data<App>, path: web::Path<(String, String)>) -> HttpResponse {
    visit.show(app.cancel_job(&visit.ask, &path.1, visit.language()).await)
}

/// Somebody who watches a job.
struct Watcher {
    app: web::Data<App>,
    ask: Ask,
    language: Language,
    /// Id of the last event that was told.
    told: Option<String>,
}

impl Watcher {
    /// Tells how far the job is until it has ended.
    async fn tell(mut self, teller: &Teller, mut job: JobLine) -> Result<(), Gone> {
        let begun = Instant::now();
        let mut spoke = begun;
        teller.come_again(2000).await?;
        loop {
            let mark = mark(&job);
            if self.told.as_ref() != Some(&mark) {
                let name = if job.is_over() { job.state.as_str() } else { "progress" };
                teller.event(&mark, name, &job).await?;
                (self.told, spoke) = (Some(mark), Instant::now());
            }
            if job.is_over() || begun.elapsed() > LONGEST {
                return Ok(());
            }
            if spoke.elapsed() > SILENCE {
                teller.alive().await?;
                spoke = Instant::now();
            }
            sleep(LOOK).await;
            // A store that does not answer ends the stream; whoever watches comes again.
            job = self.app.job(&self.ask, &job.id, self.language).await.map_err(|_| Gone)?;
        }
    }
}

/// The id of the event that tells of a job as it is: the same from every process.
fn mark(job: &JobLine) -> String {
    format!("{}-{}-{}", job.attempt, job.state, job.progress.done)
}

fn crowded() -> Fault {
    Fault::new(
        ProblemCode::TooManyRequests,
        "Er wordt al naar te veel taken tegelijk gekeken. Vraag de taak zelf op, of kom later terug.",
        "Too many jobs are being watched at once. Ask for the job itself, or come back later.",
    )
}
