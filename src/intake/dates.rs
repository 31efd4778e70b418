//! How dates are written: `2026-03-01`, `01-03-2026`, `1-3-2026` and `20260301` (spec 1). No text is a date in two of
//! these forms, so that nothing needs to be known of the file.

use crate::domain::date::Date;

/// Reads a day in one of the forms.
pub fn read(text: &str) -> Option<Date> {
    Date::parse(text).or_else(|| {
        let text = text.trim();
        match text.len() {
            8 if text.bytes().all(|byte| byte.is_ascii_digit()) => day(text.get(..4)?, text.get(4..6)?, text.get(6..)?),
            _ => Date::parse(text).or_else(|| {
                let mut parts = text.split('-');
                let (days, month, year) = (parts.next()?, parts.next()?, parts.next()?);
                let is_form = days.len() <= 2 && month.len() <= 2 && year.len() == 4 && parts.next().is_none();
                if is_form { day(year, month, days) } else { None }
            }),
        }
    })
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    // `parse` would let a plus sign pass.
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    Date::new(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)
}
