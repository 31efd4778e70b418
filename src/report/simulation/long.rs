//! A simulation as CSV in the long form: a line per figure, for a pivot table.

use crate::domain::money::Cents;
use crate::domain::simulation::{Case, Figure, Figures, Hours, Simulation, YearFigures};
use crate::report::written;
use std::fmt::Display;

/// UTF-8, comma, decimal point, a header. `of` is `total`, `guarantee`, `reserve`, `discipline` or `participant`, and
/// `code` says which one; amounts in euro, hours in hours.
pub fn simulation_csv(simulation: &Simulation) -> Result<String, csv::Error> {
    // Where nothing is compared, the lines are those of the answers, with their own columns.
    if simulation.cases.is_empty()
        && let Some(text) = super::answers::csv(&simulation.answers)?
    {
        return Ok(text);
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["scenario", "model", "year", "of", "code", "figure", "value", "base", "difference"])?;
    for case in &simulation.cases {
        for year in &case.years {
            let mut rows = Rows { writer: &mut writer, case, year };
            rows.year()?;
        }
    }
    written::text(writer)
}

struct Rows<'a> {
    writer: &'a mut csv::Writer<Vec<u8>>,
    case: &'a Case,
    year: &'a YearFigures,
}

impl Rows<'_> {
    fn year(&mut self) -> Result<(), csv::Error> {
        let year = self.year;
        let total = &year.total;
        for (figure, of) in [
            ("revenue", &total.revenue),
            ("adjustments", &total.adjustments),
            ("insurer_support", &total.insurer_support),
            ("organisation", &total.organisation),
            ("unallocated", &total.unallocated),
        ] {
            self.row("total", "", figure, of)?;
        }
        self.figures("total", "", &total.figures)?;
        let guarantee = &year.guarantee;
        for (figure, of) in [
            ("need", &guarantee.need),
            ("corridor", &guarantee.corridor),
            ("reserve", &guarantee.reserve),
            ("gainers", &guarantee.gainers),
            ("insurer", &guarantee.insurer),
            ("uncovered", &guarantee.uncovered),
        ] {
            self.row("guarantee", "", figure, of)?;
        }
        let reserve = &year.reserve;
        for (figure, of) in [("opening", &reserve.opening), ("change", &reserve.change), ("end", &reserve.end)] {
            self.row("reserve", "", figure, of)?;
        }
        for row in &year.disciplines {
            self.figures("discipline", &row.discipline, &row.figures)?;
            let (value, base) = (row.surplus_share.as_deref(), row.surplus_share_base.as_deref());
            self.cells("discipline", &row.discipline, "surplus_share", [value.unwrap_or(""), base.unwrap_or(""), ""])?;
        }
        year.participants.iter().try_for_each(|row| self.figures("participant", &row.participant, &row.figures))
    }

    fn figures(&mut self, of: &str, code: &str, figures: &Figures) -> Result<(), csv::Error> {
        for (name, figure) in [
            ("entitlement", Some(figures.entitlement)),
            ("mono", Some(figures.mono)),
            ("against_mono", Some(figures.against_mono)),
            ("shifts", Some(figures.shifts)),
            ("guarantee_received", Some(figures.guarantee_received)),
            ("guarantee_paid", Some(figures.guarantee_paid)),
            ("carried_forward", Some(figures.carried_forward)),
            ("variable_cost", figures.variable_cost),
            ("margin", figures.margin),
        ] {
            if let Some(figure) = &figure {
                self.row::<Cents>(of, code, name, figure)?;
            }
        }
        match &figures.hours {
            Some(hours) => self.row::<Hours>(of, code, "hours", hours),
            None => Ok(()),
        }
    }

    fn row<T: Display>(&mut self, of: &str, code: &str, name: &str, figure: &Figure<T>) -> Result<(), csv::Error> {
        let cells = [figure.value.to_string(), figure.base.to_string(), figure.difference.to_string()];
        self.cells(of, code, name, [&cells[0], &cells[1], &cells[2]])
    }

    fn cells(&mut self, of: &str, code: &str, name: &str, figure: [&str; 3]) -> Result<(), csv::Error> {
        let year = self.year.year.to_string();
        let [value, base, difference] = figure;
        let names = [&self.case.scenario.name, &self.case.model.name];
        self.writer.write_record([names[0], names[1], &year, of, code, name, value, base, difference])
    }
}
