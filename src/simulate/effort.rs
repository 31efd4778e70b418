//! How much work questions are, before anything is computed: whoever waits for the answer wants to know.

use crate::domain::question::QuestionKind;
use crate::domain::scenario::Prepared;

/// What it takes to answer, estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Years that are computed, under each model and at each point.
    pub years: u64,
    /// Figures of one participant in the answer.
    pub figures: u64,
}

/// Values that are tried in the search for a crossing.
const SEARCH: u64 = 64;
/// Figures of a participant in a year of a comparison, and at a point of a curve.
const COMPARED: u64 = 10;
const SWEPT: u64 = 3;
/// Amounts and chances of a participant in a year of draws.
const DRAWN: u64 = 10;
/// Draws that take about as long as computing their year once.
const DRAWS: u64 = 50;

impl Effort {
    /// Of every question of every scenario.
    pub fn of(prepared: &[Prepared]) -> Effort {
        let mut all = Effort::default();
        for Prepared { scenario, models } in prepared {
            let years = count(scenario.years.len()).saturating_mul(count(models.len()));
            for question in &scenario.questions {
                let (points, figures) = of_question(&question.what);
                // Every point beside the base.
                let computed = years.saturating_mul(points.saturating_add(1));
                all.years = all.years.saturating_add(computed);
                all.figures = all.figures.saturating_add(years.saturating_mul(figures));
            }
        }
        all
    }
}

/// How often all years are computed, and figures of a participant in a year of the answer.
fn of_question(question: &QuestionKind) -> (u64, u64) {
    match question {
        QuestionKind::Compare => (1, COMPARED),
        QuestionKind::Sweep(sweep) => {
            let points = sweep.axes.iter().fold(1u64, |points, axis| points.saturating_mul(count(axis.values.len())));
            (points, points.saturating_mul(SWEPT))
        }
        QuestionKind::BreakEven(_) => (SEARCH, 1),
        // A draw costs far less than a year, of which it only adds up what is known.
        QuestionKind::MonteCarlo(asked) => (u64::from(asked.draws).div_ceil(DRAWS), DRAWN),
        QuestionKind::Tariffs(_) | QuestionKind::Calibrate(_) | QuestionKind::Variance(_) => (1, COMPARED),
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
