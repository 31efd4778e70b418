//! Dates in a form that the mapping states, and times behind them.

use crate::domain::date::Date;
use crate::intake::dates;

/// A form such as `dd/mm/yyyy`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateForm {
    /// As the mapping has it, to show.
    pub shown: String,
    parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Day {
        padded: bool,
    },
    Month {
        padded: bool,
    },
    Year,
    /// What stands in between.
    Sign(char),
}

impl DateForm {
    /// `d` or `dd`, `m` or `mm` and `yyyy`, each once, in any order, with signs between them.
    pub fn parse(form: &str) -> Option<DateForm> {
        let mut parts = Vec::new();
        let mut rest = form;
        while let Some(first) = rest.chars().next() {
            let length = rest.len() - rest.trim_start_matches(first).len();
            let (part, length) = match (first, length) {
                ('d', 1 | 2) => (Part::Day { padded: length == 2 }, length),
                ('m', 1 | 2) => (Part::Month { padded: length == 2 }, length),
                ('y', 4) => (Part::Year, length),
                (sign, _) if sign.is_alphanumeric() || sign.is_control() => return None,
                (sign, _) => (Part::Sign(sign), sign.len_utf8()),
            };
            parts.push(part);
            rest = &rest[length..];
        }
        let count = |is_it: fn(&Part) -> bool| parts.iter().filter(|part| is_it(part)).count();
        let each_once = count(|part| matches!(part, Part::Day { .. })) == 1
            && count(|part| matches!(part, Part::Month { .. })) == 1
            && count(|part| matches!(part, Part::Year)) == 1;
        // Without a sign between them, `1112026` would be two days.
        let is_open = |part: &Part| matches!(part, Part::Day { padded: false } | Part::Month { padded: false });
        let is_clear = parts.windows(2).all(|pair| {
            let signed = pair.iter().any(|part| matches!(part, Part::Sign(_)));
            signed || !pair.iter().any(is_open)
        });
        (each_once && is_clear).then(|| DateForm { shown: form.to_owned(), parts })
    }

    /// The day of a text of this form.
    pub fn read(&self, text: &str) -> Option<Date> {
        let (mut day, mut month, mut year) = (None, None, None);
        let mut rest = text;
        for part in &self.parts {
            rest = match part {
                Part::Sign(sign) => rest.strip_prefix(*sign)?,
                Part::Day { padded } => number(rest, *padded, &mut day)?,
                Part::Month { padded } => number(rest, *padded, &mut month)?,
                Part::Year => {
                    let (digits, rest) = rest.split_at_checked(4)?;
                    year = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?;
                    rest
                }
            };
        }
        if rest.is_empty() { Date::new(year?, month?, day?) } else { None }
    }
}

/// Two digits, or one where they are not padded; gives what stands behind them.
fn number<'t>(text: &'t str, padded: bool, found: &mut Option<u32>) -> Option<&'t str> {
    let digits = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    if digits == 0 || (padded && digits < 2) {
        return None;
    }
    let (digits, rest) = text.split_at_checked(digits)?;
    *found = digits.parse().ok();
    Some(rest)
}

/// How the dates of a column are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// Without one, the forms of our own files.
    pub form: Option<DateForm>,
    /// A time behind the date is left out.
    pub drops_time: bool,
}

/// What is wrong with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Date,
    /// A date with a time behind it, and the mapping does not say that it may be left out.
    Time,
}

impl Dates {
    /// The day of a cell. In a workbook a date is no text, and has the one form that we give it ourselves.
    pub fn read(&self, text: &str, in_workbook: bool) -> Result<Date, Fault> {
        if let Some(date) = self.day(text, in_workbook) {
            return Ok(date);
        }
        // Behind the first space that leaves a date before it: a form may have spaces of its own.
        let parted = text.match_indices([' ', 'T']).find_map(|(at, _)| {
            let (day, time) = (text.get(..at)?, text.get(at + 1..)?);
            Some((self.day(day, in_workbook)?, time.trim_start()))
        });
        match parted {
            Some((date, time)) if is_time(time) && self.drops_time => Ok(date),
            Some((_, time)) if is_time(time) => Err(Fault::Time),
            _ => Err(Fault::Date),
        }
    }

    fn day(&self, text: &str, in_workbook: bool) -> Option<Date> {
        match &self.form {
            None => dates::read(text),
            Some(form) => form.read(text).or_else(|| in_workbook.then(|| Date::parse(text))?),
        }
    }
}

/// `9:05`, `09:05:30` or `09:05:30.125`. A time of another zone is none: its day may be another one here.
fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let below = |text: &str, limit: u32| is_digits(text) && text.parse().is_ok_and(|number: u32| number < limit);
    let sixtieth = |text: &&str| text.len() == 2 && below(text, 60);
    match parts.as_slice() {
        [hour, rest @ ..] => {
            hour.len() <= 2
                && below(hour, 24)
                && matches!(rest.len(), 1 | 2)
                && rest.iter().all(sixtieth)
                && is_digits(fraction)
                && (rest.len() == 2 || !text.contains('.'))
        }
        [] => false,
    }
}
