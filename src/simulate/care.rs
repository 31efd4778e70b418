//! What the care of claims is worth under one price table, whatever is paid for it: no tariff and no rule is needed.

use crate::calc::members::Members;
use crate::calc::prices::{PriceBook, value};
use crate::domain::dossier::Dossier;
use crate::domain::index::{ClaimIx, ParticipantIx, TableIx};
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{Problem, ProblemCode, Problems, Refusal};
use std::collections::BTreeSet;

/// A delivery of a claim.
#[derive(Clone, Copy, Debug)]
pub struct Worth {
    pub claim: ClaimIx,
    /// Who delivered, mergers of the year followed.
    pub participant: ParticipantIx,
    pub value: Cents,
}

/// How care is valued: in the table of this name.
pub struct Valuing<'a> {
    pub dossier: &'a Dossier,
    /// Whose mergers are followed.
    pub year: i32,
    pub prices: &'a PriceBook,
    pub table: TableIx,
    pub name: &'a str,
}

impl Valuing<'_> {
    /// Gives the deliveries of the claims that count, as delivered, one by one: a country has millions of them. `claim_of`
    /// stands beside the deliveries.
    ///
    /// Refuses `price_missing` with every price that is needed and not there: care without a price would quietly make
    /// everything cheaper.
    pub fn each(
        &self,
        claim_of: &[ClaimIx],
        counts: impl Fn(ClaimIx) -> bool,
        mut give: impl FnMut(Worth) -> Result<(), Overflow>,
    ) -> Result<(), Refusal> {
        let reference = &self.dossier.reference;
        let (rows, members) = (&self.dossier.deliveries, Members::of_year(reference, self.year));
        let mut missing = BTreeSet::new();
        for (at, claim) in claim_of.iter().enumerate() {
            let Some(claim) = claim.some().filter(|claim| counts(*claim)) else { continue };
            let participant = members.successor(rows.participant[at]);
            match self.prices.price(self.table, rows.activity[at], participant, rows.date[at]) {
                Some(price) => give(Worth { claim, participant, value: value(rows.quantity[at], price)? })?,
                None => {
                    let (activity, who) = (rows.activity[at], reference.participant_code(participant));
                    missing.insert(format!("{} {who} {}", reference.activity_code(activity), rows.date[at]));
                }
            }
        }
        match missing.first() {
            None => Ok(()),
            Some(first) => Err(self.refuse(first, &missing)),
        }
    }

    fn refuse(&self, first: &str, missing: &BTreeSet<String>) -> Refusal {
        let of_shadow = self.table == TableIx::SHADOW;
        let dutch = if of_shadow { "schaduwtarief" } else { self.name };
        let name = self.name;
        let (nl, en) = match missing.len() {
            1 => (
                format!("De zorg is niet te waarderen: de prijs {dutch} {first} ontbreekt."),
                format!("The care cannot be valued: the price {name} {first} is missing."),
            ),
            count => (
                format!("De zorg is niet te waarderen: {count} prijzen ontbreken, bijvoorbeeld {dutch} {first}."),
                format!("The care cannot be valued: {count} prices are missing, for instance {name} {first}."),
            ),
        };
        let problem = |price: &String| Problem {
            code: ProblemCode::PriceMissing,
            // Prices of a model's own table stand in the model.
            file: if of_shadow { "shadow_tariffs.csv" } else { "models" }.to_owned(),
            line: 0,
            column: String::new(),
            value: price.clone(),
            message_nl: format!("De prijs {dutch} {price} ontbreekt."),
            message_en: format!("The price {name} {price} is missing."),
        };
        let problems = missing.iter().take(Problems::SHOWN).map(problem).collect();
        Refusal { problems, ..Refusal::new(ProblemCode::PriceMissing, nl, en) }
    }
}
