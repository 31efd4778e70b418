//! `variance`: why the payout changes (spec 3, question 7).

/// Between what, of projected years of the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variance {
    /// From one year to a later one, both with the changes of the scenario.
    Years { from: i32, to: i32 },
    /// In one year, from without the changes of the scenario to with them.
    Changes { year: i32 },
}

impl Variance {
    /// The projected years it is about, with the field that names each.
    pub fn years(self) -> Vec<(&'static str, i32)> {
        match self {
            Variance::Years { from, to } => vec![("from", from), ("to", to)],
            Variance::Changes { year } => vec![("year", year)],
        }
    }
}
