//! Money: whole euro cents in signed 64 bits, with the two roundings of spec 2.1.

use std::fmt;

/// An arithmetic result that does not fit; reaches a user as the error `amount_overflow` (spec 2, opening).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

/// An amount in whole euro cents. Negative amounts are reclaims, charges and losses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(pub i64);

impl Cents {
    pub const ZERO: Cents = Cents(0);

    /// `self + other`, or [`Overflow`] beyond ±92 quadrillion euro.
    pub fn plus(self, other: Cents) -> Result<Cents, Overflow> {
        self.0.checked_add(other.0).map(Cents).ok_or(Overflow)
    }

    /// `self − other`.
    pub fn minus(self, other: Cents) -> Result<Cents, Overflow> {
        self.0.checked_sub(other.0).map(Cents).ok_or(Overflow)
    }

    /// Adds in place.
    pub fn add(&mut self, other: Cents) -> Result<(), Overflow> {
        *self = self.plus(other)?;
        Ok(())
    }

    /// Takes off in place.
    pub fn sub(&mut self, other: Cents) -> Result<(), Overflow> {
        *self = self.minus(other)?;
        Ok(())
    }

    /// The opposite amount.
    pub fn negated(self) -> Result<Cents, Overflow> {
        self.0.checked_neg().map(Cents).ok_or(Overflow)
    }

    /// max(0, amount): many rules of spec 2 only look at what is positive.
    #[must_use]
    pub fn or_zero(self) -> Cents {
        Cents(self.0.max(0))
    }

    /// Σ of amounts, or [`Overflow`].
    pub fn sum(amounts: impl IntoIterator<Item = Cents>) -> Result<Cents, Overflow> {
        amounts.into_iter().try_fold(Cents::ZERO, Cents::plus)
    }

    /// From a 128-bit intermediate.
    pub fn from_wide(wide: i128) -> Result<Cents, Overflow> {
        i64::try_from(wide).map(Cents).map_err(|_| Overflow)
    }

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    pub fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl fmt::Display for Cents {
    /// `-1234.05`: the form of every amount in a result document and a CSV.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let euros = self.0.unsigned_abs() / 100;
        let cents = self.0.unsigned_abs() % 100;
        f.pad(&format!("{sign}{euros}.{cents:02}"))
    }
}

impl serde::Serialize for Cents {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Cents {
    /// As it is written.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Cents, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::decimal::parse_cents(&text).map_err(|_| serde::de::Error::custom("no amount"))
    }
}

/// round(numerator / denominator) to whole units, half away from zero (spec 2.1). The denominator is positive.
pub fn round_ratio(numerator: i128, denominator: i128) -> Result<i128, Overflow> {
    // Almost every value of a delivery fits 64 bits, where a division is several times cheaper.
    if let (Ok(small), Ok(by)) = (i64::try_from(numerator), i64::try_from(denominator)) {
        let whole = small / by;
        let rest = small % by;
        let away = rest.unsigned_abs() >= by.unsigned_abs() - rest.unsigned_abs();
        return Ok(i128::from(whole) + i128::from(away && rest != 0) * i128::from(rest.signum()));
    }
    let whole = numerator.checked_div(denominator).ok_or(Overflow)?;
    let rest = numerator % denominator;
    let away = rest != 0 && rest.unsigned_abs() >= denominator.unsigned_abs() - rest.unsigned_abs();
    Ok(if away { whole + rest.signum() } else { whole })
}

/// a × b × …, or [`Overflow`] beyond 128 bits.
pub fn product(factors: &[i128]) -> Result<i128, Overflow> {
    factors.iter().try_fold(1i128, |so_far, factor| so_far.checked_mul(*factor).ok_or(Overflow))
}
