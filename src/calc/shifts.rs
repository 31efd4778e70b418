//! The settlement of care-path shifts: the only movement of money that shifted care causes (spec 2.5, steps 3 and 4).

use super::allocate::{Salt, allocate};
use super::members::Members;
use super::selection::Selection;
use super::trace::{Place, Trace, participants};
use super::units::{ShiftedCare, Volume};
use crate::domain::date::Date;
use crate::domain::decimal::Quantity;
use crate::domain::dossier::Dossier;
use crate::domain::fraction::Fraction;
use crate::domain::index::ParticipantIx;
use crate::domain::model::Model;
use crate::domain::model::shift::{Shift, ShiftBalance};
use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::problem::{ProblemCode, Refusal};

/// What one shift did.
#[derive(Clone, Debug)]
pub struct ShiftOutcome {
    pub volume: Volume,
    /// Per participant.
    pub credits: Vec<Cents>,
    pub charges: Vec<Cents>,
    /// Per participant: quantity of the units it took over and gave away, scaled, before the shifted part is taken.
    pub taken: Vec<i128>,
    pub given: Vec<i128>,
    /// What each participant gets (positive) or pays of the balance.
    pub balances: Vec<Cents>,
    /// Σ charges − Σ credits.
    pub balance: Cents,
    /// The part of the balance that went to the reserve.
    pub to_reserve: Cents,
}

/// Settles every shift against what the rules gave (X_j).
pub fn settle<T: Trace>(
    dossier: &Dossier,
    model: &Model,
    members: &Members,
    selection: &Selection,
    care: &ShiftedCare,
    allocated: &[Cents],
    trace: &mut T,
) -> Result<Vec<ShiftOutcome>, Refusal> {
    let of = |(at, shift): (usize, &Shift)| {
        let moved = Moved::of(dossier, selection, care, at, shift)?;
        settle_one(dossier, members, at, shift, care.volumes[at], moved, allocated, trace)
    };
    model.shifts.iter().enumerate().map(of).collect()
}

/// Settles one shift of which is known how much care moved.
#[expect(clippy::too_many_arguments, reason = "the care of a run in its parts, for who has only sums of it")]
pub fn settle_one<T: Trace>(
    dossier: &Dossier,
    members: &Members,
    at: usize,
    shift: &Shift,
    volume: Volume,
    moved: Moved,
    allocated: &[Cents],
    trace: &mut T,
) -> Result<ShiftOutcome, Refusal> {
    let in_cents = |exact: &[i128]| -> Result<Vec<Cents>, Overflow> {
        exact.iter().map(|exact| part_in_cents(*exact, volume.part)).collect()
    };
    let (credits, charges) = (in_cents(&moved.credited)?, in_cents(&moved.charged)?);
    let balance = Cents::sum(charges.iter().copied())?.minus(Cents::sum(credits.iter().copied())?)?;
    let weights: Vec<i64> = allocated
        .iter()
        .enumerate()
        .map(|(who, amount)| match shift.balance {
            ShiftBalance::Everyone => amount.or_zero().0,
            ShiftBalance::FromDiscipline if members.discipline(ParticipantIx::of(who)) == shift.from_discipline => {
                amount.or_zero().0
            }
            ShiftBalance::FromDiscipline | ShiftBalance::Reserve => 0,
        })
        .collect();
    let salt = ["shift", &shift.name, "balance"];
    let code = |who: usize| dossier.reference.participant_code(ParticipantIx::of(who));
    let shares = allocate(balance.0, &weights, code, Salt(&salt))?;
    let to_reserve = if shares.is_none() { balance } else { Cents::ZERO };
    let shares = shares.unwrap_or_else(|| vec![0; weights.len()]);
    trace.divided(Place::ShiftBalance(at), balance, participants(weights.len()), &weights, &shares, &salt);
    let balances = shares.into_iter().map(Cents).collect();
    let Moved { taken, given, .. } = moved;
    Ok(ShiftOutcome { volume, credits, charges, taken, given, balances, balance, to_reserve })
}

/// Per participant, what it took over and gave away, before the shifted part is taken.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Σ quantity × compensation and Σ quantity × charge, in cents scaled as a quantity: exact.
    pub credited: Vec<i128>,
    pub charged: Vec<i128>,
    /// Quantities, scaled.
    pub taken: Vec<i128>,
    pub given: Vec<i128>,
}

impl Moved {
    pub fn nothing(participants: usize) -> Moved {
        let none = || vec![0i128; participants];
        Moved { credited: none(), charged: none(), taken: none(), given: none() }
    }

    /// Credit_j = round(Σ f·quantity × compensation); Charge_g = round(Σ f·quantity × charge at the delivery's date): the
    /// part and the rounding come last.
    fn of(
        dossier: &Dossier,
        selection: &Selection,
        care: &ShiftedCare,
        at: usize,
        shift: &Shift,
    ) -> Result<Moved, Refusal> {
        let mut moved = Moved::nothing(dossier.reference.participants.len());
        for unit in care.units.iter().filter(|unit| unit.shift == at) {
            let row = selection.deliveries[unit.delivery].at();
            let quantity = dossier.deliveries.quantity[row].wide();
            let charge = charge(shift, dossier.deliveries.date[row])?;
            moved.taken[unit.taker.at()] += quantity;
            moved.given[unit.giver.at()] += quantity;
            add_product(&mut moved.credited[unit.taker.at()], quantity, shift.compensation)?;
            add_product(&mut moved.charged[unit.giver.at()], quantity, charge)?;
        }
        Ok(moved)
    }
}

/// What the giver of a unit of this day is charged. Refuses `schedule_gap`.
pub fn charge(shift: &Shift, day: Date) -> Result<Cents, Refusal> {
    shift.charge.at(day).ok_or_else(|| {
        Refusal::new(
            ProblemCode::ScheduleGap,
            format!("De verrekening '{}' heeft nog geen bedrag op een dag waarop zorg verschoof.", shift.name),
            format!("The charge of '{}' has no amount yet on a day on which care shifted.", shift.name),
        )
    })
}

/// sum + quantity × cents. Two factors of 64 bits fit 128; their sum may not.
fn add_product(sum: &mut i128, quantity: i128, cents: Cents) -> Result<(), Overflow> {
    *sum = sum.checked_add(quantity * i128::from(cents.0)).ok_or(Overflow)?;
    Ok(())
}

fn part_in_cents(exact: i128, part: Fraction) -> Result<Cents, Overflow> {
    let numerator = product(&[exact, part.numerator])?;
    Cents::from_wide(round_ratio(numerator, product(&[part.denominator, Quantity::SCALE])?)?)
}
