//! Money beside the claims: adjustments, reference and other income, scores, balances, advances.

use super::pick::{Draw, amount, below, day, draws, of, one_in, rate, signed_amount, year_around};
use super::world::insurer;
use proptest::prelude::*;
use std::collections::BTreeSet;
use verdeelsleutel::domain::dossier::{
    Account, Adjustment, Advance, Balance, Dossier, OtherIncome, ReferenceIncome, Score,
};
use verdeelsleutel::domain::index::{ParticipantIx, PerformanceIx};

pub const FUNDS: [&str; 2] = ["kwaliteit", "innovatie"];
pub const KINDS: [&str; 3] = ["toeslag", "bonus", "terug"];

#[derive(Clone, Debug, Default)]
pub struct LedgerDraw {
    adjustments: Vec<Draw<6>>,
    reference: Vec<Draw<3>>,
    other: Vec<Draw<3>>,
    scores: Vec<Draw<4>>,
    balances: Vec<Draw<4>>,
    advances: Vec<Draw<3>>,
}

pub fn ledgers() -> impl Strategy<Value = LedgerDraw> {
    (draws(0..=4), draws(0..=6), draws(0..=4), draws(0..=5), draws(0..=6), draws(0..=4)).prop_map(
        |(adjustments, reference, other, scores, balances, advances)| LedgerDraw {
            adjustments,
            reference,
            other,
            scores,
            balances,
            advances,
        },
    )
}

/// Fills a dossier whose reference data is known.
pub fn fill(dossier: &mut Dossier, drawn: &LedgerDraw, year: i32) {
    let count = dossier.reference.participants.len();
    let participant = |number: u16| ParticipantIx::of(below(number, count));
    for (at, [in_year, kind, cents, by, performance, on]) in drawn.adjustments.iter().enumerate() {
        dossier.adjustments.push(Adjustment {
            id: format!("x{at}"),
            date: day(year_around(year, *in_year), *on),
            kind: of(*kind, &KINDS).into(),
            amount: signed_amount(*cents),
            insurer: one_in(*by, 2).then(|| insurer(*by / 2)),
            performance: one_in(*performance, 2).then(|| PerformanceIx::of(below(*performance / 2, 7))),
            reason: String::new(),
        });
    }
    let mut seen = BTreeSet::new();
    for [who, cents, episodes] in &drawn.reference {
        if seen.insert(participant(*who)) {
            let episodes = of(*episodes, &[Some(3), Some(1), Some(7), Some(0), None]);
            dossier.reference_income.push(ReferenceIncome {
                participant: participant(*who),
                amount: amount(*cents),
                episodes,
            });
        }
    }
    for [who, in_year, cents] in &drawn.other {
        dossier.other_income.push(OtherIncome {
            participant: participant(*who),
            year: year_around(year, *in_year),
            amount: amount(*cents),
            kind: String::new(),
        });
    }
    let mut seen = BTreeSet::new();
    for [fund, who, in_year, weight] in &drawn.scores {
        let (fund, in_year) = (of(*fund, &FUNDS), year_around(year, *in_year));
        if seen.insert((fund, participant(*who), in_year)) {
            dossier.scores.push(Score {
                fund: fund.into(),
                participant: participant(*who),
                year: in_year,
                weight: rate(of(*weight, &["1", "1", "2.5", "0", "0.333333"])),
            });
        }
    }
    let mut seen = BTreeSet::new();
    for [account, who, in_year, cents] in &drawn.balances {
        let account = of(*account, &[Account::Reserve, Account::CarriedForward, Account::CarriedForward]);
        let who = (account == Account::CarriedForward).then(|| participant(*who));
        let in_year = year_around(year, *in_year);
        if seen.insert((account, who, in_year)) {
            let amount = if one_in(*cents, 8) { signed_amount(*cents / 8) } else { amount(*cents / 8) };
            dossier.balances.push(Balance { year: in_year, account, participant: who, amount });
        }
    }
    for [who, in_year, cents] in &drawn.advances {
        dossier.advances.push(Advance {
            participant: participant(*who),
            date: day(year, *in_year),
            year: year_around(year, *in_year),
            amount: amount(*cents),
        });
    }
}
