//! Exact decimals as scaled integers, and the one strict parser every number goes through.
//!
//! `rust_decimal` reads and writes them; it does not calculate, because beyond 28 digits it rounds in silence.

use rust_decimal::Decimal;
use std::fmt;

/// Why a text is no number for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// Not digits with at most one decimal point and a leading minus: `1e3`, `1_000`, `+5`, `.5` are refused.
    Malformed,
    /// More decimals than the field has room for; cutting them would change the value.
    TooManyDecimals,
    /// Too large for the field.
    TooLarge,
}

/// Reads `-12.50` into an integer scaled by 10^`places`; `parse_scaled("12.5", 4)` is 125000.
///
/// Trailing zeros beyond `places` are no loss and pass.
pub fn parse_scaled(text: &str, places: u32) -> Result<i64, NumberFault> {
    match text.split_once('.') {
        Some((_, "")) => Err(NumberFault::Malformed),
        Some((whole, fraction)) => scaled(whole, fraction, places),
        None => scaled(text, "", places),
    }
}

/// The integer scaled by 10^`places` of the digits before the mark, with their sign, and those after it:
/// `scaled("-12", "5", 4)` is −125000.
///
/// Trailing zeros beyond `places` are no loss and pass.
pub fn scaled(signed_whole: &str, fraction: &str, places: u32) -> Result<i64, NumberFault> {
    let whole = signed_whole.strip_prefix('-').unwrap_or(signed_whole);
    let is_plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_plain(whole) || !is_plain(fraction) {
        return Err(NumberFault::Malformed);
    }
    let kept = fraction.trim_end_matches('0');
    let kept_places = u32::try_from(kept.len()).map_err(|_| NumberFault::TooManyDecimals)?;
    if kept_places > places {
        return Err(NumberFault::TooManyDecimals);
    }
    let mut scaled: i64 = 0;
    for digit in whole.bytes().chain(kept.bytes()) {
        scaled =
            scaled.checked_mul(10).and_then(|s| s.checked_add(i64::from(digit - b'0'))).ok_or(NumberFault::TooLarge)?;
    }
    let scaled = scaled.checked_mul(10i64.pow(places - kept_places)).ok_or(NumberFault::TooLarge)?;
    Ok(if signed_whole.starts_with('-') { -scaled } else { scaled })
}

/// The shortest exact form of a scaled integer: `12.5`, `3`. Room for the sum of 2^32 quantities.
pub fn scaled_text(scaled: i128, places: u32) -> String {
    match Decimal::try_from_i128_with_scale(scaled, places) {
        Ok(decimal) => decimal.normalize().to_string(),
        // Beyond 96 bits, which no sum of ours reaches: exact all the same.
        Err(_) => format!("{scaled}e-{places}"),
    }
}

macro_rules! scaled_decimal {
    ($(#[$doc:meta])* $name:ident, $places:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl $name {
            /// Decimals kept.
            pub const PLACES: u32 = $places;
            /// 10^PLACES: what `self.0` is to be divided by.
            pub const SCALE: i128 = 10i128.pow($places);

            /// Reads the strict form (`12.5`), see [`parse_scaled`].
            pub fn parse(text: &str) -> Result<Self, NumberFault> {
                parse_scaled(text, $places).map(Self)
            }

            /// The scaled integer, for 128-bit arithmetic.
            pub fn wide(self) -> i128 {
                i128::from(self.0)
            }
        }

        impl fmt::Display for $name {
            /// The shortest exact form: `12.5`, `3`.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // Nearly every quantity is whole, and a dossier has millions of them.
                if self.wide() % Self::SCALE == 0 {
                    return fmt::Display::fmt(&(self.wide() / Self::SCALE), f);
                }
                f.pad(&scaled_text(self.wide(), $places))
            }
        }
    };
}

scaled_decimal!(
    /// A quantity: claims, hours, activities. At most 4 decimals (spec 1).
    Quantity, 4
);
scaled_decimal!(
    /// A price per unit in euro, at most 4 decimals (spec 2.11; tariffs use 2 of them).
    Price, 4
);
scaled_decimal!(
    /// A percentage, share, weight, rate or index, at most 6 decimals (spec 2.11).
    Rate, 6
);

impl Price {
    /// An amount per unit, in the 4 decimals of a price.
    pub fn of_cents(cents: super::money::Cents) -> Result<Price, super::money::Overflow> {
        cents.0.checked_mul(100).map(Price).ok_or(super::money::Overflow)
    }
}

impl Rate {
    /// 100 percent.
    pub const HUNDRED: Rate = Rate(100_000_000);
}

/// Reads an amount in euro with at most 2 decimals.
pub fn parse_cents(text: &str) -> Result<super::money::Cents, NumberFault> {
    parse_scaled(text, 2).map(super::money::Cents)
}
