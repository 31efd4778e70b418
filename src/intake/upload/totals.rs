//! How much a file holds, exactly: what is held against the control totals of its sender.

use crate::domain::batch::{AddedRows, Addition};
use crate::domain::dossier::{ClaimEvents, Claims, Deliveries, Dossier};
use crate::domain::money::Cents;
use crate::domain::reference::Reference;

/// Rows and quantity of one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    pub code: String,
    pub rows: u64,
    /// In ten-thousandths, as [`crate::domain::decimal::Quantity`].
    pub quantity: i128,
}

/// Rows of one kind, and what they add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub rows: u64,
    /// Of claims and deliveries, in ten-thousandths.
    pub quantity: Option<i128>,
    /// Of claim events, in cents; an event without an amount adds nothing.
    pub amount: Option<i128>,
    /// Of deliveries, in the order of the codes, those that occur; the same below.
    pub by_participant: Vec<Volume>,
    /// Of claims.
    pub by_insurer: Vec<Volume>,
    /// Of claims.
    pub by_performance: Vec<Volume>,
}

/// Of the new rows of a file, and of those that are left out because they were accepted before, by their positions there.
pub fn of(addition: &Addition, left_out: &[u32], accepted: &Dossier) -> (Totals, Totals) {
    let reference = &accepted.reference;
    let (new, before) = (0..addition.len(), left_out.iter().map(|at| *at as usize));
    match &addition.rows {
        AddedRows::Claims(rows) => (of_claims(reference, rows, new), of_claims(reference, &accepted.claims, before)),
        AddedRows::ClaimEvents(rows) => (of_events(rows, new), of_events(&accepted.events, before)),
        AddedRows::Deliveries(rows) => {
            (of_deliveries(reference, rows, new), of_deliveries(reference, &accepted.deliveries, before))
        }
        AddedRows::Episodes(_) | AddedRows::Settled(_) => (rows(new.len()), rows(left_out.len())),
    }
}

fn rows(count: usize) -> Totals {
    Totals { rows: u64::try_from(count).unwrap_or(u64::MAX), ..Totals::default() }
}

fn of_claims(reference: &Reference, claims: &Claims, places: impl Iterator<Item = usize>) -> Totals {
    let mut insurers = Sums::of(reference.insurers.len());
    let mut performances = Sums::of(reference.performances.len());
    for at in places {
        let quantity = claims.quantity[at].wide();
        insurers.add(claims.insurer[at].at(), quantity);
        performances.add(claims.performance[at].at(), quantity);
    }
    Totals {
        quantity: Some(insurers.quantity),
        by_insurer: insurers.volumes(|at| &reference.insurers[at].code),
        by_performance: performances.volumes(|at| &reference.performances[at].code),
        ..rows(insurers.rows)
    }
}

fn of_deliveries(reference: &Reference, deliveries: &Deliveries, places: impl Iterator<Item = usize>) -> Totals {
    let mut participants = Sums::of(reference.participants.len());
    for at in places {
        participants.add(deliveries.participant[at].at(), deliveries.quantity[at].wide());
    }
    Totals {
        quantity: Some(participants.quantity),
        by_participant: participants.volumes(|at| &reference.participants[at].code),
        ..rows(participants.rows)
    }
}

fn of_events(events: &ClaimEvents, places: impl Iterator<Item = usize>) -> Totals {
    let (mut count, mut total) = (0, 0);
    for at in places {
        count += 1;
        total += events.amount[at].map_or(0, |Cents(amount)| i128::from(amount));
    }
    Totals { amount: Some(total), ..rows(count) }
}

/// Sums per position of a code, and of all.
struct Sums {
    by_code: Vec<(u64, i128)>,
    rows: usize,
    quantity: i128,
}

impl Sums {
    fn of(codes: usize) -> Sums {
        Sums { by_code: vec![(0, 0); codes], rows: 0, quantity: 0 }
    }

    fn add(&mut self, code: usize, quantity: i128) {
        self.rows += 1;
        self.quantity += quantity;
        if let Some((rows, sum)) = self.by_code.get_mut(code) {
            *rows += 1;
            *sum += quantity;
        }
    }

    fn volumes<'r>(&self, code: impl Fn(usize) -> &'r String) -> Vec<Volume> {
        let there = self.by_code.iter().enumerate().filter(|(_, (rows, _))| *rows > 0);
        there
            .map(|(at, (rows, quantity))| Volume { code: code(at).clone(), rows: *rows, quantity: *quantity })
            .collect()
    }
}
