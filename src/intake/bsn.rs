//! Suspected citizen service numbers (spec 1, "Privacy"): an id column that looks like them refuses the file.

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

/// Whether a text might be such a number: what stands where a column name should be, in a file without a header row.
pub fn may_be_one(text: &str) -> bool {
    number(text).is_some_and(eleven_test)
}

/// The value of 8 or 9 digits; 8 are padded by being a number.
fn number(text: &str) -> Option<u32> {
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
