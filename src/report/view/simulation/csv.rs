//! What a viewer may see of a simulation as CSV in the long form, in the columns of the whole one. What is withheld has no
//! line.

use super::documents::{PartOfSimulation, SumLine};
use crate::domain::simulation::{Figure, Figures};
use crate::report::written;
use std::fmt::Display;

/// UTF-8, comma, decimal point, a header. `of` is `total`, `discipline`, `participant` or `reserve`.
pub fn part_csv(part: &PartOfSimulation) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["scenario", "model", "year", "of", "code", "figure", "value", "base", "difference"])?;
    for case in &part.cases {
        for year in &case.years {
            let of_year = [case.scenario.name.clone(), case.model.name.clone(), year.year.to_string()];
            let mut lines = Lines { writer: &mut writer, of_year };
            lines.sum("total", "", &year.all)?;
            if let Some(money) = &year.money {
                for (name, figure) in [
                    ("revenue", &money.revenue),
                    ("adjustments", &money.adjustments),
                    ("insurer_support", &money.insurer_support),
                    ("organisation", &money.organisation),
                    ("unallocated", &money.unallocated),
                ] {
                    lines.line("total", "", name, figure)?;
                }
                let reserve = &money.reserve;
                for (name, figure) in
                    [("opening", &reserve.opening), ("change", &reserve.change), ("end", &reserve.end)]
                {
                    lines.line("reserve", "", name, figure)?;
                }
            }
            year.disciplines.iter().try_for_each(|row| lines.sum("discipline", &row.discipline, row))?;
            year.participants.iter().try_for_each(|row| {
                lines.sum("participant", &row.participant, &whole(&row.participant, &row.figures))
            })?;
        }
    }
    written::text(writer)
}

/// A row of the viewer's own: nothing of it is withheld.
fn whole(code: &str, figures: &Figures) -> SumLine {
    SumLine::of(code, 1, figures, crate::report::view::withhold::Depth::Steps)
}

struct Lines<'a> {
    writer: &'a mut csv::Writer<Vec<u8>>,
    of_year: [String; 3],
}

impl Lines<'_> {
    fn sum(&mut self, of: &str, code: &str, sum: &SumLine) -> Result<(), csv::Error> {
        for (name, figure) in [
            ("entitlement", &sum.entitlement),
            ("mono", &sum.mono),
            ("against_mono", &sum.against_mono),
            ("shifts", &sum.shifts),
            ("guarantee_received", &sum.guarantee_received),
            ("guarantee_paid", &sum.guarantee_paid),
            ("carried_forward", &sum.carried_forward),
            ("variable_cost", &sum.variable_cost),
            ("margin", &sum.margin),
        ] {
            figure.iter().try_for_each(|figure| self.line(of, code, name, figure))?;
        }
        sum.hours.iter().try_for_each(|figure| self.line(of, code, "hours", figure))
    }

    fn line<T: Display>(&mut self, of: &str, code: &str, name: &str, figure: &Figure<T>) -> Result<(), csv::Error> {
        let [scenario, model, year] = &self.of_year;
        let cells = [figure.value.to_string(), figure.base.to_string(), figure.difference.to_string()];
        let [value, base, difference] = &cells;
        self.writer.write_record([scenario, model, year, of, code, name, value, base, difference])
    }
}
