//! Suspected citizen service numbers (spec 1, "Privacy"): an id column that looks like them refuses the file.

use super::dates;

/// The values of 8 or 9 digits in one id column, 8 padded with a zero in front.
#[derive(Debug, Default)]
pub struct Watch {
    numbers: Vec<u32>,
}

impl Watch {
    pub fn observe(&mut self, text: &str) {
        // Most columns repeat an id on consecutive rows or hold no such numbers at all.
        if let Some(number) = number(text)
            && self.numbers.last() != Some(&number)
        {
            self.numbers.push(number);
        }
    }

    /// Looks at a cell of any column, where a number may also stand within a text.
    pub fn observe_any(&mut self, text: &str) {
        self.numbers.extend(candidates(text));
    }

    /// Adds what was seen in the part of the file that follows.
    pub fn append(&mut self, later: Watch) {
        self.numbers.extend(later.numbers);
    }

    /// Of the distinct values at least 3 and more than 30% pass the eleven-test.
    pub fn suspects(mut self) -> bool {
        self.numbers.sort_unstable();
        self.numbers.dedup();
        let passing = self.numbers.iter().filter(|number| eleven_test(**number)).count();
        passing >= 3 && passing * 10 > self.numbers.len() * 3
    }
}

/// The number that a cell holds which should hold one, in the ways that people write them: in groups, or without the
/// zero in front that a spreadsheet dropped. `None` when it is not one.
pub fn service_number(text: &str) -> Option<u32> {
    number(&ungrouped(text)).filter(|number| eleven_test(*number))
}

/// Numbers in a text that could be service numbers.
pub fn candidates(text: &str) -> impl Iterator<Item = u32> {
    // Most cells have no room for one.
    let has_room = text.bytes().filter(u8::is_ascii_digit).count() >= 8;
    let found = has_room.then(|| {
        // A day such as 20260301 is far more common than the number it would be.
        let plain = number(text).filter(|_| dates::read(text).is_none());
        let grouped = || Some(ungrouped(text)).filter(|digits| digits.len() == 9).and_then(|digits| number(&digits));
        let whole = plain.or_else(grouped);
        let runs = text.split(|sign: char| !sign.is_ascii_digit()).filter(|run| run.len() == 9).filter_map(number);
        whole.into_iter().chain(runs.filter(move |run| Some(*run) != whole))
    });
    found.into_iter().flatten()
}

/// Whether a text names this service number, alone or among other words.
pub fn mentions(text: &str, wanted: u32) -> bool {
    let is_it = |part: &str| number(part) == Some(wanted);
    let without_dots = |word: &str| word.chars().filter(|sign| sign.is_ascii_digit()).collect::<String>();
    is_it(&ungrouped(text))
        || text.split(|sign: char| !sign.is_ascii_digit()).any(is_it)
        || text.split_whitespace().any(|word| is_it(&without_dots(word)))
}

/// Whether a text has a number of the length of one, so that it is not quoted where such numbers were found.
pub fn has_candidate(text: &str) -> bool {
    number(text).is_some() || candidates(text).next().is_some()
}

fn ungrouped(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '.').collect()
}

/// Whether a text has what might be such a number in it: what stands where a column name should be, in a file without a
/// header row. It may be the whole first row, where that is not parted as it was said to be.
pub fn may_have_one(text: &str) -> bool {
    text.split(|sign: char| !sign.is_ascii_digit()).filter_map(number).any(eleven_test)
}

/// A text without anything that has the length of such a number.
pub fn hidden(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for part in text.split_inclusive(|sign: char| !sign.is_ascii_digit()) {
        let digits = part.trim_end_matches(|sign: char| !sign.is_ascii_digit());
        shown.push_str(if number(digits).is_some() { "…" } else { digits });
        shown.push_str(&part[digits.len()..]);
    }
    shown
}

/// The value of 8 or 9 digits; 8 are padded by being a number.
fn number(text: &str) -> Option<u32> {
    // Most ids begin with a letter.
    if text.bytes().next().is_none_or(|first| first.is_ascii_alphabetic()) {
        return None;
    }
    // A spreadsheet may have padded it.
    let text = text.trim();
    let is_candidate = matches!(text.len(), 8 | 9) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_candidate { text.parse().ok() } else { None }
}

/// 9·d1 + 8·d2 + … + 2·d8 − 1·d9 is divisible by 11, and not all digits are zero.
fn eleven_test(number: u32) -> bool {
    let mut rest = number / 10;
    let mut sum = -i64::from(number % 10);
    for weight in 2..=9 {
        sum += weight * i64::from(rest % 10);
        rest /= 10;
    }
    number != 0 && sum % 11 == 0
}
