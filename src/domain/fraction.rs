//! Exact fractions of quantities: the shifted part of a unit, the weight of a part within a blend.

use super::money::{Overflow, product};

/// numerator / denominator in lowest terms, not negative; the denominator is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    pub numerator: i128,
    pub denominator: i128,
}

impl Fraction {
    pub const ZERO: Fraction = Fraction { numerator: 0, denominator: 1 };
    pub const ONE: Fraction = Fraction { numerator: 1, denominator: 1 };

    /// numerator / denominator reduced, so that products stay within 128 bits as long as they can.
    pub fn new(numerator: i128, denominator: i128) -> Fraction {
        let common = greatest_common_divisor(numerator, denominator).max(1);
        Fraction { numerator: numerator / common, denominator: denominator / common }
    }

    /// self × other.
    pub fn times(self, other: Fraction) -> Result<Fraction, Overflow> {
        Ok(Fraction::new(
            product(&[self.numerator, other.numerator])?,
            product(&[self.denominator, other.denominator])?,
        ))
    }

    /// 1 − self.
    #[must_use]
    pub fn complement(self) -> Fraction {
        Fraction { numerator: self.denominator - self.numerator, denominator: self.denominator }
    }

    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
