//! `monte_carlo`: what chance alone does.

use crate::domain::decimal::Rate;

/// What chance alone does: every year drawn many times from its own episodes, with replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonteCarlo {
    pub draws: u32,
    pub seed: u64,
    /// Yearly coefficients of variation: of the number of births, of the part of them with complex care, of what insurers
    /// pay. Without any of them the answer is of chance only.
    pub cv_births: Option<Rate>,
    pub cv_complex: Option<Rate>,
    pub cv_tariff: Option<Rate>,
}

impl MonteCarlo {
    pub const FEWEST_DRAWS: u32 = 1_000;
    pub const MOST_DRAWS: u32 = 100_000;
    /// Half: beyond it a log-normal factor says nothing anymore.
    pub const LARGEST_VARIATION: Rate = Rate(500_000);

    /// Whether nothing varies but which episodes there are.
    pub fn is_chance_only(&self) -> bool {
        [self.cv_births, self.cv_complex, self.cv_tariff].iter().all(|cv| cv.unwrap_or_default() == Rate::default())
    }
}
