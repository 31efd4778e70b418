//! What a change is about: one code, or `"*"` for all.

use crate::domain::decimal::{Price, Rate};
use crate::domain::index::InsurerIx;
use crate::domain::scenario::NewPrice;
use crate::intake::model::context::say;
use crate::intake::model::section::{Item, Section};
use crate::intake::model::{codes, read};
use toml::de::DeValue;

/// A filter on one code: `Some(None)` when it is absent or `"*"`, `None` when it is broken.
pub fn one<'d, T>(
    section: &mut Section<'d>,
    key: &'static str,
    find: impl FnOnce(&Item<'d>) -> Option<T>,
) -> Option<Option<T>> {
    match section.item(key) {
        None => Some(None),
        Some(item) if is_all(&item) => Some(None),
        Some(item) => find(&item).map(Some),
    }
}

fn is_all(item: &Item<'_>) -> bool {
    matches!(item.value, DeValue::String(text) if text == "*")
}

/// `insurer`: the code of an insurer, or of a concern for all of its insurers.
pub fn insurers(section: &mut Section<'_>) -> Option<Option<Vec<InsurerIx>>> {
    one(section, "insurer", codes::insurer)
}

/// `from`: a year.
pub fn from(section: &mut Section<'_>) -> Option<Option<i32>> {
    section.maybe("from", read::year)
}

/// `factor` or `amount`, one of both.
pub fn price(section: &mut Section<'_>) -> Option<NewPrice> {
    let factor = section.maybe("factor", read::rate);
    let amount = section.maybe("amount", read::amount);
    match (factor?, amount?) {
        (Some(factor), None) => Some(NewPrice::Factor(factor)),
        // Cents to the 4 decimals of a price.
        (None, Some(amount)) => match amount.0.checked_mul(100) {
            Some(price) => Some(NewPrice::Amount(Price(price))),
            None => {
                section.wrong("amount", say("Dit bedrag is te groot.", "This amount is too large."));
                None
            }
        },
        _ => {
            section.wrong(
                "factor",
                say("Geef een factor of een amount, een van beide.", "Give a factor or an amount, one of the two."),
            );
            None
        }
    }
}

/// `share`: a percentage by year, ascending in whatever order it is written.
pub fn shares_by_year(item: &Item<'_>) -> Option<Vec<(i32, Rate)>> {
    let list = item.list()?;
    if list.is_empty() {
        item.wrong(say(
            "Hier hoort ten minste één jaar met zijn aandeel te staan.",
            "At least one year with its share belongs here.",
        ));
        return None;
    }
    let mut seen: Vec<i32> = Vec::new();
    let mut of_year = |entry: &Item<'_>| {
        let mut section = entry.section()?;
        let year = section.need("year", |item| {
            let year = read::year(item)?;
            if seen.contains(&year) {
                item.wrong(say(format!("Het jaar {year} staat er al."), format!("The year {year} is already there.")));
            }
            seen.push(year);
            Some(year)
        });
        let share = section.need("share", read::percentage);
        section.finish();
        year.zip(share)
    };
    let shares: Vec<Option<(i32, Rate)>> = list.iter().map(&mut of_year).collect();
    let mut shares = shares.into_iter().collect::<Option<Vec<_>>>()?;
    shares.sort_unstable();
    Some(shares)
}
