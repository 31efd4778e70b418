//! The division of spec 2.1 against the same without bounds.

use super::naive;
use num_bigint::BigInt;
use verdeelsleutel::calc::allocate::{Salt, allocate as divide};

/// Eight bytes of amount, one for the salt, then weights. The shares are those of the naive division, which sum to the
/// amount; what does not fit is an overflow.
pub fn allocate(data: &[u8]) {
    let Some((amount, rest)) = data.split_first_chunk::<8>() else { return };
    let Some((salt, rest)) = rest.split_first() else { return };
    let amount = i64::from_le_bytes(*amount);
    let salt = salt.to_string();
    let salt = ["pool", salt.as_str()];
    let weights = weights(rest);
    let keys: Vec<String> = (0..weights.len()).map(|at| format!("VP{at}")).collect();
    let found = divide(amount, &weights, |at| keys[at].as_str(), Salt(&salt));
    if weights.iter().any(|weight| *weight < 0) {
        assert!(found.is_err(), "a weight below zero");
        return;
    }
    let wide: Vec<BigInt> = weights.iter().map(|weight| BigInt::from(*weight)).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let expected = naive::allocate(amount, &wide, &keys, &salt);
    // Sizes are 64 bits until the sign is put back, so that −2^63 for one key alone does not fit.
    let positive = weights.iter().filter(|weight| **weight > 0).count();
    if amount == i64::MIN && positive == 1 {
        assert!(found.is_err(), "2^63 does not fit");
        return;
    }
    let found = found.expect("all of it fits");
    if let Some(shares) = &found {
        assert_eq!(shares.iter().map(|share| i128::from(*share)).sum::<i128>(), i128::from(amount));
        assert!(shares.iter().all(|share| *share == 0 || (*share < 0) == (amount < 0)), "{shares:?}");
    }
    let found = found.map(|shares| shares.into_iter().map(BigInt::from).collect::<Vec<_>>());
    assert_eq!(found, expected);
}

/// Each a byte that says how many bytes it has, so that small weights and ties are as near as large ones.
fn weights(mut rest: &[u8]) -> Vec<i64> {
    let mut weights = Vec::new();
    while let Some((sign, after)) = rest.split_first() {
        let (bytes, after) = after.split_at(usize::from(sign % 9).min(after.len()));
        let weight = bytes.iter().fold(0u64, |weight, byte| weight << 8 | u64::from(*byte));
        weights.push(weight.cast_signed());
        rest = after;
    }
    weights
}
