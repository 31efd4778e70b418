//! How numbers are written: with a decimal point or a decimal comma, and perhaps the other one between thousands.
//!
//! Every number of a file is held against both ways. One that fits only one of them is evidence for it; one that fits
//! both with different values (`1.234`) is read by the evidence of the others, and refused where there is none
//! (spec 1: "Detection never guesses silently between two readings that give different values").

use super::convention::DecimalMark;
use crate::domain::decimal::{NumberFault, scaled};

/// How the numbers of a file are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberStyle {
    /// Nothing is known yet: each by its only reading.
    Open,
    /// By this mark, whether it was said or seen.
    Mark(DecimalMark),
    /// A number cell of a workbook, which is no text: a point and no thousands.
    Plain,
}

/// What the numbers of a file say about how they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Numbers that have only a reading with a decimal point.
    pub point: u64,
    pub comma: u64,
    /// Numbers that have two readings with different values.
    pub ambiguous: u64,
}

impl Evidence {
    pub fn add(&mut self, other: Evidence) {
        self.point += other.point;
        self.comma += other.comma;
        self.ambiguous += other.ambiguous;
    }

    /// The mark that all numbers of the file must be read by, once all were seen; `None` when each has been read by the
    /// only reading it has, or there is nothing to decide by.
    ///
    /// Where numbers contradict each other the mark of the most is the file's, and the others are its mistakes: they are
    /// told one by one, so that nothing is guessed in silence.
    pub fn verdict(self) -> Option<DecimalMark> {
        match (self.point, self.comma) {
            (0, 0) => None,
            (0, _) => (self.ambiguous > 0).then_some(DecimalMark::Comma),
            (_, 0) => (self.ambiguous > 0).then_some(DecimalMark::Point),
            (point, comma) if point > comma => Some(DecimalMark::Point),
            _ => Some(DecimalMark::Comma),
        }
    }
}

/// Why a text is no number here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Number(NumberFault),
    /// It has two readings, and nothing says which.
    Ambiguous,
    /// A number, but written with this mark where the file has the other one.
    Mark(DecimalMark),
}

/// Reads a number into an integer scaled by 10^`places`.
#[inline]
pub fn read(text: &str, places: u32, style: NumberStyle, evidence: &mut Evidence) -> Result<i64, Fault> {
    match quick(text.as_bytes(), places, style, evidence) {
        Some(scaled) => Ok(scaled),
        None => carefully(text, places, style, evidence),
    }
}

/// Nearly every number: digits and at most one mark, in a form that leaves nothing to decide; anything else is left to
/// [`carefully`], which reads these too and to the same value.
fn quick(text: &[u8], places: u32, style: NumberStyle, evidence: &mut Evidence) -> Option<i64> {
    let mut value: i64 = 0;
    let mut mark = None;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?,
            b'.' | b',' if mark.is_none() && at > 0 => mark = Some((at, *byte)),
            _ => return None,
        }
    }
    let Some((at, mark)) = mark else {
        return if text.is_empty() { None } else { value.checked_mul(10i64.pow(places)) };
    };
    let decimals = u32::try_from(text.len() - at - 1).ok().filter(|decimals| (1..=places).contains(decimals))?;
    let could_be_thousands = decimals == 3 && at <= 3 && text.first() != Some(&b'0');
    let counted = match (style, mark) {
        _ if could_be_thousands => return None,
        (NumberStyle::Open | NumberStyle::Mark(DecimalMark::Point), b'.') => &mut evidence.point,
        (NumberStyle::Open | NumberStyle::Mark(DecimalMark::Comma), b',') => &mut evidence.comma,
        _ => return None,
    };
    let scaled = value.checked_mul(10i64.pow(places - decimals))?;
    *counted += 1;
    Some(scaled)
}

/// Any text.
fn carefully(text: &str, places: u32, style: NumberStyle, evidence: &mut Evidence) -> Result<i64, Fault> {
    // Spreadsheets pad some formats with spaces, ordinary or unbreakable.
    let text = text.trim();
    let (point, comma) = (as_written(text, DecimalMark::Point), as_written(text, DecimalMark::Comma));
    let number = match (style, point, comma) {
        // Without a mark; spaces may be around it.
        (_, None, None) => return scaled(text, "", places).map_err(Fault::Number),
        (NumberStyle::Plain, Some(number), _) => number,
        (NumberStyle::Plain, None, _) => return Err(Fault::Number(NumberFault::Malformed)),
        (NumberStyle::Open, Some(_), Some(_)) => {
            evidence.ambiguous += 1;
            return Err(Fault::Ambiguous);
        }
        (NumberStyle::Mark(DecimalMark::Point), Some(number), Some(_)) => number,
        (NumberStyle::Mark(DecimalMark::Comma), Some(_), Some(number)) => number,
        (style, Some(number), None) => {
            evidence.point += 1;
            of_mark(number, DecimalMark::Point, style)?
        }
        (style, None, Some(number)) => {
            evidence.comma += 1;
            of_mark(number, DecimalMark::Comma, style)?
        }
    };
    let (digits, fraction) = number;
    let without_thousands: String;
    let digits = if digits.contains(['.', ',']) {
        without_thousands = digits.replace(['.', ','], "");
        &without_thousands
    } else {
        digits
    };
    scaled(digits, fraction, places).map_err(Fault::Number)
}

/// An amount without the sign of its currency, which Excel writes where the cell shows it: `€ 12,50`, `€ -12,50`,
/// `-€ 12,50`. `None` where there is none.
pub fn without_euro(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (before, after) = text.split_once('€')?;
    let sign = before.trim();
    matches!(sign, "" | "-").then(|| format!("{sign}{}", after.trim()))
}

fn of_mark<T>(number: T, mark: DecimalMark, style: NumberStyle) -> Result<T, Fault> {
    if style == NumberStyle::Mark(mark.other()) { Err(Fault::Mark(mark)) } else { Ok(number) }
}

/// The part before the mark, with its sign, and the digits after it; `None` where the text has no such reading, or no
/// mark at all.
fn as_written(text: &str, mark: DecimalMark) -> Option<(&str, &str)> {
    let (whole, fraction) = match text.split_once(mark.sign()) {
        Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (text, ""),
    };
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let thousands = mark.other().sign();
    let mut groups = digits.split(thousands);
    let first = groups.next().unwrap_or_default();
    let mut parted = false;
    for group in groups {
        parted = true;
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
    }
    // `0.125` is no way to write 125.
    let is_grouped = !parted || (first.len() <= 3 && !first.starts_with('0'));
    (is_digits(first) && is_grouped && (parted || !fraction.is_empty())).then_some((whole, fraction))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
