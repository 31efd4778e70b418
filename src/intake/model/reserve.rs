//! `[reserve]`: the limits of the IGO's own buffer (spec 2.7).

use super::context::say;
use super::read;
use super::section::Section;
use crate::domain::model::{ReserveShortage, ReserveTerms};
use crate::domain::money::Cents;

const SHORTAGES: &[(&str, ReserveShortage)] =
    &[("allocate", ReserveShortage::Allocate), ("refuse", ReserveShortage::Refuse)];

/// Reads `[reserve]`; without it the reserve may not go below zero and has no maximum.
pub(super) fn reserve(document: &mut Section<'_>) -> Option<ReserveTerms> {
    let absent =
        ReserveTerms { minimum: Cents::ZERO, maximum: None, shortage: ReserveShortage::Allocate, article: None };
    document.or("reserve", absent, |item| {
        let mut section = item.section()?;
        let minimum = section.or("minimum", Cents::ZERO, read::amount);
        let maximum = section.maybe("maximum", |item| {
            let maximum = read::amount(item)?;
            if let Some(minimum) = minimum.filter(|minimum| maximum < *minimum) {
                item.wrong(say(
                    format!("Het maximum {maximum} ligt onder het minimum {minimum}."),
                    format!("The maximum {maximum} lies below the minimum {minimum}."),
                ));
            }
            Some(maximum)
        });
        let shortage = section.or("shortage", ReserveShortage::Allocate, read::choice(SHORTAGES));
        let article = read::article(&mut section);
        section.finish();
        Some(ReserveTerms { minimum: minimum?, maximum: maximum?, shortage: shortage?, article: article? })
    })
}
