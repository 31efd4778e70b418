//! Step 1 of the guarantee: where a covered participant, or a discipline, stands between its floor and its cap (spec 2.6).

use crate::domain::decimal::Rate;
use crate::domain::index::{DisciplineIx, ParticipantIx};
use crate::domain::model::guarantee::GuaranteeYear;
use crate::domain::money::{Cents, Overflow, product, round_ratio};

/// A covered participant as the guarantee tests it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tested {
    pub who: ParticipantIx,
    pub discipline: DisciplineIx,
    /// X_j
    pub allocated: Cents,
    /// T_j = X_j + other income
    pub tested: Cents,
    /// B_j
    pub baseline: Cents,
    /// F_j
    pub floor: Cents,
    /// C_j; `None` without a cap.
    pub cap: Option<Cents>,
}

impl Tested {
    /// F_j = round(B_j × floor/100), C_j = round(B_j × cap/100).
    pub fn new(
        who: ParticipantIx,
        discipline: DisciplineIx,
        allocated: Cents,
        other_income: Cents,
        baseline: Cents,
        year: &GuaranteeYear,
    ) -> Result<Tested, Overflow> {
        let of_baseline = |rate: Rate| {
            Cents::from_wide(round_ratio(product(&[i128::from(baseline.0), rate.wide()])?, 100 * Rate::SCALE)?)
        };
        Ok(Tested {
            who,
            discipline,
            allocated,
            tested: allocated.plus(other_income)?,
            baseline,
            floor: of_baseline(year.floor)?,
            cap: year.cap.map(of_baseline).transpose()?,
        })
    }
}

/// The sums a test is made on: of one participant or of a discipline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub excess: Cents,
    pub short: Cents,
    pub gain: Cents,
    /// H: what can be taken at all.
    pub held: Cents,
    /// max(0, T − max(F, B)): how a discipline's gain falls.
    pub above: Cents,
}

impl Position {
    /// Step 1 over the sums of some participants.
    pub fn of(members: &[&Tested]) -> Result<Position, Overflow> {
        let sum = |of: fn(&Tested) -> Cents| Cents::sum(members.iter().map(|member| of(member)));
        let held = sum(|member| member.allocated.or_zero())?;
        let tested = sum(|member| member.tested)?;
        let floor = sum(|member| member.floor)?;
        let baseline = sum(|member| member.baseline)?;
        let excess = match members.iter().map(|member| member.cap).collect::<Option<Vec<Cents>>>() {
            Some(caps) => tested.minus(Cents::sum(caps)?)?.or_zero().min(held),
            None => Cents::ZERO,
        };
        let above = tested.minus(floor.max(baseline))?;
        Ok(Position {
            excess,
            short: floor.minus(tested)?.or_zero(),
            gain: above.minus(excess)?.or_zero().min(held.minus(excess)?),
            held,
            above: above.or_zero(),
        })
    }
}
