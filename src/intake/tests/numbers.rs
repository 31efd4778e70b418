//! Numbers against the grammar of each decimal mark, read letter by letter, with digits of any length.

use crate::domain::decimal::NumberFault;
use crate::intake::convention::DecimalMark;
use crate::intake::numbers::{Evidence, Fault, NumberStyle, read};

const STYLES: [NumberStyle; 4] = [
    NumberStyle::Open,
    NumberStyle::Mark(DecimalMark::Point),
    NumberStyle::Mark(DecimalMark::Comma),
    NumberStyle::Plain,
];

/// Under every style and for every number of decimals that a cell may have.
pub fn promise(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for places in [0, 2, 4, 6] {
        for style in STYLES {
            let mut evidence = Evidence::default();
            let found = read(&text, places, style, &mut evidence);
            assert_eq!((found, evidence), expected(&text, places, style), "{text:?} {places} {style:?}");
        }
        let open = read(&text, places, NumberStyle::Open, &mut Evidence::default());
        let by = |mark| read(&text, places, NumberStyle::Mark(mark), &mut Evidence::default()).ok();
        if let (Ok(number), Some(point), Some(comma)) = (open, by(DecimalMark::Point), by(DecimalMark::Comma)) {
            assert!(number == point && number == comma, "a guess between {point} and {comma}: {text:?}");
        }
    }
}

/// A number as it is written: its sign and the digits before and after the mark.
#[derive(PartialEq, Eq)]
struct Written {
    negative: bool,
    whole: String,
    fraction: String,
    /// Whether there is a mark or a sign between thousands.
    marked: bool,
}

fn expected(text: &str, places: u32, style: NumberStyle) -> (Result<i64, Fault>, Evidence) {
    let text = text.trim();
    let none = Evidence::default();
    let value = |written: Written| scaled(&written, places).map_err(Fault::Number);
    let (point, comma) = (written(text, DecimalMark::Point), written(text, DecimalMark::Comma));
    match (style, point, comma) {
        (_, None, None) => (Err(Fault::Number(NumberFault::Malformed)), none),
        // Without any mark it is the same for all.
        (_, Some(point), _) if !point.marked => (value(point), none),
        // A number cell of a workbook; what has no point in it and yet a mark is a text.
        (NumberStyle::Plain, Some(point), _) => (value(point), none),
        (NumberStyle::Plain, None, _) => (Err(Fault::Number(NumberFault::Malformed)), none),
        (NumberStyle::Open, Some(_), Some(_)) => (Err(Fault::Ambiguous), Evidence { ambiguous: 1, ..none }),
        (NumberStyle::Mark(DecimalMark::Point), Some(point), Some(_)) => (value(point), none),
        (NumberStyle::Mark(DecimalMark::Comma), Some(_), Some(comma)) => (value(comma), none),
        (NumberStyle::Mark(DecimalMark::Comma), Some(_), None) => {
            (Err(Fault::Mark(DecimalMark::Point)), Evidence { point: 1, ..none })
        }
        (NumberStyle::Mark(DecimalMark::Point), None, Some(_)) => {
            (Err(Fault::Mark(DecimalMark::Comma)), Evidence { comma: 1, ..none })
        }
        (_, Some(point), None) => (value(point), Evidence { point: 1, ..none }),
        (_, None, Some(comma)) => (value(comma), Evidence { comma: 1, ..none }),
    }
}

/// `-? (digits | up to three digits not beginning with 0, and groups of three) (mark digits)?`
fn written(text: &str, mark: DecimalMark) -> Option<Written> {
    let mut letters = text.chars().peekable();
    let negative = letters.next_if_eq(&'-').is_some();
    let mut groups = vec![String::new()];
    let mut fraction: Option<String> = None;
    for letter in letters {
        match (letter, &mut fraction) {
            ('0'..='9', None) => groups.last_mut()?.push(letter),
            ('0'..='9', Some(fraction)) => fraction.push(letter),
            (_, None) if letter == mark.sign() => fraction = Some(String::new()),
            (_, None) if letter == mark.other().sign() => groups.push(String::new()),
            _ => return None,
        }
    }
    let (first, others) = groups.split_first()?;
    let is_grouped = first.len() <= 3 && !first.starts_with('0') && others.iter().all(|group| group.len() == 3);
    if first.is_empty() || (!others.is_empty() && !is_grouped) || fraction.as_ref().is_some_and(String::is_empty) {
        return None;
    }
    let marked = fraction.is_some() || !others.is_empty();
    Some(Written { negative, whole: groups.concat(), fraction: fraction.unwrap_or_default(), marked })
}

/// By moving the mark and comparing digits: no step of it can run over.
fn scaled(written: &Written, places: u32) -> Result<i64, NumberFault> {
    let places = usize::try_from(places).unwrap();
    let kept = written.fraction.trim_end_matches('0');
    if kept.len() > places {
        return Err(NumberFault::TooManyDecimals);
    }
    let digits = format!("{}{kept:0<places$}", written.whole);
    let digits = digits.trim_start_matches('0');
    let largest = i64::MAX.to_string();
    if (digits.len(), digits) > (largest.len(), &largest) {
        return Err(NumberFault::TooLarge);
    }
    let size: i64 = if digits.is_empty() { 0 } else { digits.parse().unwrap() };
    Ok(if written.negative { -size } else { size })
}

#[test]
fn every_input_that_is_kept() {
    super::corpus::each("numbers", promise);
}
