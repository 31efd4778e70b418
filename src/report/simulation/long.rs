//! A simulation as CSV in the long form: a line per figure, for a pivot table.

use super::answers;
use crate::domain::money::Cents;
use crate::domain::simulation::{Case, Figure, Figures, Hours, Simulation, YearFigures};
use crate::report::written;
use std::fmt::Display;

const HEADER: [&str; 11] =
    ["scenario", "model", "question", "at", "year", "of", "code", "figure", "value", "base", "difference"];

/// UTF-8, comma, decimal point, a header. `at` is the value of what varies (`uptake=50`), or empty; `of` is `total`,
/// `guarantee`, `reserve`, `discipline`, `participant` or another word of the question, and `code` says which one; amounts
/// in euro, hours in hours. Figures without a base have only a value.
pub fn simulation_csv(simulation: &Simulation) -> Result<String, csv::Error> {
    let mut long = Long { writer: csv::Writer::from_writer(Vec::new()) };
    long.writer.write_record(HEADER)?;
    for case in &simulation.cases {
        for year in &case.years {
            OfCase { long: &mut long, case, year, name: &year.year.to_string() }.year()?;
        }
    }
    simulation.answers.iter().try_for_each(|answer| answers::lines(&mut long, answer))?;
    written::text(long.writer)
}

/// What a line is about.
pub struct Line<'a> {
    pub scenario: &'a str,
    pub model: &'a str,
    /// The word of the question.
    pub question: &'a str,
    pub at: &'a str,
    /// Of one year, or a period.
    pub year: &'a str,
    pub of: &'a str,
    pub code: &'a str,
}

/// The lines of a simulation.
pub struct Long {
    writer: csv::Writer<Vec<u8>>,
}

impl Long {
    /// A figure that has a base beside it.
    pub fn figure<T: Display>(&mut self, line: &Line<'_>, name: &str, figure: &Figure<T>) -> Result<(), csv::Error> {
        let cells = [figure.value.to_string(), figure.base.to_string(), figure.difference.to_string()];
        self.cells(line, name, [&cells[0], &cells[1], &cells[2]])
    }

    /// A value that has none.
    pub fn value(&mut self, line: &Line<'_>, name: &str, value: &str) -> Result<(), csv::Error> {
        self.cells(line, name, [value, "", ""])
    }

    fn cells(&mut self, line: &Line<'_>, name: &str, [value, base, difference]: [&str; 3]) -> Result<(), csv::Error> {
        let Line { scenario, model, question, at, year, of, code } = *line;
        self.writer.write_record([scenario, model, question, at, year, of, code, name, value, base, difference])
    }
}

struct OfCase<'a> {
    long: &'a mut Long,
    case: &'a Case,
    year: &'a YearFigures,
    /// The year as it is written.
    name: &'a str,
}

impl OfCase<'_> {
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
            let line = self.line("discipline", &row.discipline);
            self.long.cells(&line, "surplus_share", [value.unwrap_or(""), base.unwrap_or(""), ""])?;
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
        let line = self.line(of, code);
        self.long.figure(&line, name, figure)
    }

    fn line<'b>(&self, of: &'b str, code: &'b str) -> Line<'b>
    where
        Self: 'b,
    {
        let Case { scenario, model, .. } = self.case;
        let (scenario, model) = (scenario.name.as_str(), model.name.as_str());
        Line { scenario, model, question: "compare", at: "", year: self.name, of, code }
    }
}
