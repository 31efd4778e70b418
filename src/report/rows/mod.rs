//! Rows as they are looked up: what a file said, and where it stands now (spec 4, `…/claims` and `…/deliveries`).

pub mod claims;
pub mod deliveries;

use crate::calc::selection::Held;
use crate::calc::stock::Stock;
use crate::domain::date::Date;
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::report::written::{self, cell};
use serde::Serialize;
use utoipa::ToSchema;

/// What rows are told from.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub dossier: &'a Dossier,
    pub stock: &'a Stock,
    /// The day from which ages are counted.
    pub on: Date,
    pub language: Language,
    /// Whether what others lack may be told as well; a participant only learns that its claim is held.
    pub whole: bool,
}

impl Told<'_> {
    /// Days from a day to the moment; negative for what is still to come.
    fn age(&self, day: Date) -> i32 {
        self.on.0.saturating_sub(day.0)
    }

    fn held(&self, held: &Held) -> HeldPart {
        let detail = || self.language.pick(&held.detail_nl, &held.detail).clone();
        HeldPart {
            code: held.code.to_string(),
            detail: self.whole.then(detail),
            owner: self.whole.then(|| held.owner().to_owned()),
        }
    }
}

/// Why a claim is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldPart {
    /// `tariff_missing` or `price_missing`.
    pub code: String,
    /// What is missing, in codes; only for who may see all rows.
    pub detail: Option<String>,
    /// Who can mend it: `insurer`, with whom the tariff is to be agreed, or `controller`, who keeps the prices.
    pub owner: Option<String>,
}

/// Rows as lines of a file: UTF-8, comma, decimal point.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn lines(rows: Vec<Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    written::bytes(writer)
}

/// A text that may be absent.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
