//! `participant`: one that leaves, and who takes its care over (spec 3).

use super::year::ProjectedYear;
use crate::calc::allocate::{Salt, allocate};
use crate::calc::members::Members;
use crate::domain::date::first_day;
use crate::domain::decimal::Quantity;
use crate::domain::money::Overflow;
use crate::domain::scenario::Leaving;
use crate::domain::simulation::assume;

/// Divides the quantity of each delivery of the leaver by the shares, to its 4 decimals and without losing any. From the
/// year in which it leaves its reference income, other income and scores no longer count: nobody guarantees the income of
/// who is not there.
pub fn apply(at: &mut ProjectedYear, change: &Leaving, begins: i32) -> Result<(), Overflow> {
    let leaver = change.participant;
    let members = Members::of_year(&at.dossier.reference, at.year);
    let is_its = |who| who == leaver || members.successor(who) == leaver;
    let rows = &at.dossier.deliveries;
    let leaving: Vec<usize> = (0..rows.id.len())
        .filter(|row| is_its(rows.participant[*row]) && rows.date[*row] >= first_day(begins))
        .collect();
    let weights: Vec<i64> = change.deliveries_to.iter().map(|(_, share)| share.0).collect();
    for row in leaving {
        let reference = &at.dossier.reference;
        let code = |place: usize| reference.participant_code(change.deliveries_to[place].0);
        let id = at.dossier.deliveries.id.get(row);
        let quantity = at.dossier.deliveries.quantity[row].0;
        let Some(parts) = allocate(quantity, &weights, code, Salt(&["leaving", id]))? else { continue };
        let mut parts = change.deliveries_to.iter().map(|(taker, _)| *taker).zip(parts).filter(|(_, part)| *part != 0);
        // The row itself goes to the first, so that a delivery that goes whole stays one.
        if let Some((taker, part)) = parts.next() {
            at.dossier.deliveries.participant[row] = taker;
            at.dossier.deliveries.quantity[row] = Quantity(part);
        }
        let activity = at.dossier.deliveries.activity[row];
        for (taker, part) in parts {
            at.add_like(row, taker, activity, Quantity(part), "participant");
        }
    }
    if at.year < begins {
        return Ok(());
    }
    let dossier = &mut at.dossier;
    let before = dossier.reference_income.len() + dossier.other_income.len() + dossier.scores.len();
    dossier.reference_income.retain(|row| !is_its(row.participant));
    dossier.other_income.retain(|row| !is_its(row.participant));
    dossier.scores.retain(|row| !is_its(row.participant) || row.year < begins);
    if before > dossier.reference_income.len() + dossier.other_income.len() + dossier.scores.len() {
        let code = dossier.reference.participant_code(leaver).to_owned();
        at.assume(assume(
            format!("Vanaf {begins} tellen referentie-inkomen, ander inkomen en scores van {code} niet meer mee."),
            format!("From {begins} the reference income, other income and scores of {code} no longer count."),
        ));
    }
    Ok(())
}
