//! Reports on a run: to an insurer, and on care-path shifts (spec 4, "Insurer-facing report" and "Resources").

use super::App;
use super::ask::Ask;
use super::dossiers::aside;
use super::fault::Fault;
use super::results::{Form, OfRun};
use super::rights::{Operation, require, require_own};
use crate::calc;
use crate::calc::trace::Silent;
use crate::domain::date::{Date, first_day};
use crate::domain::problem::ProblemCode;
use crate::report::insurer::InsurerReport;
use crate::report::shift_rates::ShiftMonitor;
use serde_json::json;

impl App {
    /// The report to an insurer or a concern, of the care of a run from a day on (none is 1 January).
    pub async fn insurer_report(
        &self,
        ask: &Ask,
        run: &str,
        code: &str,
        from: Option<Date>,
        form: Form,
    ) -> Result<Vec<u8>, Fault> {
        require_own(ask, Operation::ReadInsurerReport, code)?;
        let view = self.store.read(ask.organisation()).await?;
        let OfRun { dossier, model, spec, .. } = self.of_run(view, run).await?;
        let insurer = code.to_owned();
        let text = aside(move || {
            let outcome = calc::run::run(&dossier, &model, &spec, &mut Silent)?;
            let from = from.unwrap_or_else(|| first_day(spec.year));
            let report = InsurerReport::new(&dossier, &model, &outcome, &insurer, from).map_err(|refusal| {
                let is_unknown = refusal.code == ProblemCode::UnknownInsurer;
                if is_unknown { Fault::not_found("Deze verzekeraar", "insurer") } else { refusal.into() }
            })?;
            match form {
                Form::Json => Ok(report.to_json()),
                Form::Csv(language) => {
                    report.to_csv(language).map_err(|fault| Fault::internal(format!("no CSV: {fault}")))
                }
            }
        })
        .await?;
        self.note(ask, "insurer_report.read", run, &json!({"insurer": code})).await?;
        Ok(text.into_bytes())
    }

    /// Realised units and rates of every shift of a run's model, by month.
    pub async fn care_path_shifts(&self, ask: &Ask, run: &str) -> Result<Vec<u8>, Fault> {
        require(ask, Operation::ReadShifts)?;
        let view = self.store.read(ask.organisation()).await?;
        let OfRun { dossier, model, spec, .. } = self.of_run(view, run).await?;
        aside(move || Ok(ShiftMonitor::new(&dossier, &model, &spec)?.to_json().into_bytes())).await
    }
}
