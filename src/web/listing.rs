//! Lists by cursor: a part, and where the next one begins.

use crate::app::Page;
use crate::app::fault::Fault;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Items when nothing is said.
const ITEMS: u32 = 50;
/// Items at most.
const MOST: u32 = 1000;

/// Which part of a list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Listing {
    /// Items at most: 1 to 1000.
    #[param(minimum = 1, maximum = 1000, example = 50)]
    pub limit: Option<u32>,
    /// `next` of the part before.
    #[param(pattern = "^[0-9a-z]{1,12}$")]
    pub cursor: Option<String>,
}

/// A part of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// The cursor of the next part; none after the last.
    pub next: Option<String>,
}

impl Listing {
    /// One more than asked, so that it is seen whether there are more.
    pub fn page(&self) -> Result<Page, Fault> {
        let limit = self.limit.unwrap_or(ITEMS);
        if !(1..=MOST).contains(&limit) {
            return Err(Fault::field(
                "limit",
                &limit.to_string(),
                "Vraag 1 tot en met 1000 regels per keer.",
                "Ask for 1 up to and including 1000 items at a time.",
            ));
        }
        let after = match &self.cursor {
            None => 0,
            Some(cursor) => {
                i64::from_str_radix(cursor, 36).ok().filter(|position| *position >= 0).ok_or_else(|| {
                    Fault::field("cursor", cursor, "Deze cursor is niet van ons.", "This cursor is none of ours.")
                })?
            }
        };
        Ok(Page { after, limit: limit + 1 })
    }

    /// Asks for the part, and one more that tells whether there is a next one.
    pub async fn list<T>(
        &self,
        ask: impl AsyncFnOnce(Page) -> Result<Vec<(i64, T)>, Fault>,
    ) -> Result<Listed<T>, Fault> {
        Ok(self.listed(ask(self.page()?).await?))
    }

    /// The part that was asked for, of items with their positions.
    pub fn listed<T>(&self, mut items: Vec<(i64, T)>) -> Listed<T> {
        let limit = usize::try_from(self.limit.unwrap_or(ITEMS)).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|(position, _)| base36(*position));
        Listed { items: items.into_iter().map(|(_, item)| item).collect(), next }
    }
}

fn base36(number: i64) -> String {
    let mut number = number.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(u32::try_from(number % 36).unwrap_or(0), 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}
