//! How a shortage of funding falls over those who are short (spec 2.6, step 4).

use super::allocate::{Salt, allocate};
use crate::domain::model::guarantee::ShortageRule;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{ProblemCode, Refusal};

const SALT: [&str; 2] = ["guarantee", "shortage"];

/// What each of those who are short gets of `funded`, which is at most Σ short.
pub fn top_ups(rule: ShortageRule, funded: Cents, short: &[i64], keys: &[&str]) -> Result<Vec<i64>, Refusal> {
    let need = Cents::sum(short.iter().map(|short| Cents(*short)))?;
    if funded == need {
        return Ok(short.to_vec());
    }
    match rule {
        ShortageRule::Proportional => {
            let shares = allocate(funded.0, short, |at| keys[at], Salt(&SALT))?;
            Ok(shares.unwrap_or_else(|| vec![0; short.len()]))
        }
        ShortageRule::EqualAwards => Ok(equal_awards(funded, short, keys)?),
        ShortageRule::EqualLosses => {
            let losses = equal_awards(need.minus(funded)?, short, keys)?;
            Ok(short.iter().zip(losses).map(|(short, loss)| short - loss).collect())
        }
        ShortageRule::Refuse => Err(Refusal::new(
            ProblemCode::GuaranteeUnfunded,
            format!("Voor de garantie is {need} nodig en maar {funded} beschikbaar."),
            format!("The guarantee needs {need} and only {funded} is available."),
        )),
    }
}

/// The largest whole λ with Σ min(short, λ) ≤ `amount`: each gets min(short, λ), and the cents left go one each to those
/// with short > λ in the order of fnv1a64(`guarantee␟shortage` ␟ key), then key.
fn equal_awards(amount: Cents, short: &[i64], keys: &[&str]) -> Result<Vec<i64>, Overflow> {
    let given =
        |level: i64| -> Result<Cents, Overflow> { Cents::sum(short.iter().map(|short| Cents(level.min(*short)))) };
    let (mut low, mut high) = (0i64, amount.0.max(0));
    while low < high {
        let middle = low + (high - low) / 2 + (high - low) % 2;
        if given(middle)? <= amount { low = middle } else { high = middle - 1 }
    }
    let mut awards: Vec<i64> = short.iter().map(|short| low.min(*short)).collect();
    let left = usize::try_from(amount.minus(given(low)?)?.0).map_err(|_| Overflow)?;
    let mut beyond: Vec<usize> = (0..short.len()).filter(|at| short[*at] > low).collect();
    beyond.sort_by_cached_key(|at| (Salt(&SALT).hash(keys[*at]), keys[*at]));
    beyond.into_iter().take(left).for_each(|at| awards[at] += 1);
    Ok(awards)
}
