//! What many draws of one amount say, in whole numbers: no figure here depends on the order of the draws, nor on rounding in
//! between.

use crate::domain::money::{Cents, Overflow, product, round_ratio};
use crate::domain::simulation::monte_carlo::Spread;

/// Mean, standard deviation and percentiles of what was drawn. `values` are put in order.
pub fn spread(expected: Cents, values: &mut [i64]) -> Result<Spread, Overflow> {
    values.sort_unstable();
    Ok(Spread {
        expected,
        mean: mean(values)?,
        sd: deviation(values)?,
        p5: percentile(values, 5),
        p25: percentile(values, 25),
        p50: percentile(values, 50),
        p75: percentile(values, 75),
        p95: percentile(values, 95),
    })
}

/// So many of so many, as a decimal with 4 places: `0.0250`.
pub fn chance(times: u64, of: u64) -> Result<String, Overflow> {
    let scaled = round_ratio(product(&[times.into(), 10_000])?, i128::from(of).max(1))?;
    Ok(format!("{}.{:04}", scaled / 10_000, scaled % 10_000))
}

/// By nearest rank.
fn percentile(ordered: &[i64], percent: usize) -> Cents {
    let rank = (ordered.len() * percent).div_ceil(100).max(1);
    Cents(ordered.get(rank - 1).copied().unwrap_or_default())
}

fn count(values: &[i64]) -> Result<i128, Overflow> {
    i128::try_from(values.len()).map_err(|_| Overflow)
}

fn mean(values: &[i64]) -> Result<Cents, Overflow> {
    let sum: i128 = values.iter().map(|value| i128::from(*value)).sum();
    Cents::from_wide(round_ratio(sum, count(values)?.max(1))?)
}

/// round(√((n Σx² − (Σx)²) / (n (n − 1)))), measured from the median so that squares stay small.
fn deviation(ordered: &[i64]) -> Result<Cents, Overflow> {
    let n = count(ordered)?;
    if n < 2 {
        return Ok(Cents::ZERO);
    }
    let from = percentile(ordered, 50);
    let (mut sum, mut squares) = (0i128, 0i128);
    for value in ordered {
        let x = i128::from(*value) - i128::from(from.0);
        sum += x;
        squares = squares.checked_add(product(&[x, x])?).ok_or(Overflow)?;
    }
    let above = product(&[n, squares])?.checked_sub(product(&[sum, sum])?).ok_or(Overflow)?;
    let below = n * (n - 1);
    let floor = (above / below).isqrt();
    // Up where above / below ≥ (floor + ½)².
    let half = 2 * floor + 1;
    let up = product(&[4, above])? >= product(&[half, half, below])?;
    Cents::from_wide(floor + i128::from(up))
}
