//! allocate, the one division of spec 2.1.

use super::case::tries;
use super::naive;
use num_bigint::BigInt;
use proptest::prelude::*;
use verdeelsleutel::calc::allocate::{Salt, allocate};

/// Amounts and weights of all sizes, the extremes among them, and equal ones often.
fn amounts() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -2000i64..2000,
        2 => any::<i64>(),
        1 => prop::sample::select(vec![i64::MIN, i64::MIN + 1, i64::MAX, i64::MAX - 1, -1, 0, 1]),
    ]
}

fn weights() -> impl Strategy<Value = Vec<i64>> {
    let weight = prop_oneof![
        4 => 0i64..4,
        2 => 0i64..100_000,
        1 => 0i64..=i64::MAX,
        1 => prop::sample::select(vec![i64::MAX, i64::MAX - 1, 1 << 62, 0]),
    ];
    prop::collection::vec(weight, 1..12)
}

/// Distinct keys, in no order: some prefixes of others, some beyond ASCII.
fn keys() -> impl Strategy<Value = Vec<String>> {
    let codes = ["a", "b", "ab", "b10", "b9", "é", "ü", "€", "", "0101", "z\u{10348}", "A"].map(String::from);
    Just(codes.to_vec()).prop_shuffle()
}

fn salts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::sample::select(vec!["pool", "*", "", "é", "-", "claim-1"]), 1..4)
        .prop_map(|parts| parts.into_iter().map(String::from).collect())
}

fn divided(amount: i64, weights: &[i64], keys: &[String], salt: &[String]) -> Option<Vec<i64>> {
    let parts: Vec<&str> = salt.iter().map(String::as_str).collect();
    allocate(amount, weights, |at| keys[at].as_str(), Salt(&parts)).unwrap()
}

/// Whether every share fits 64 bits before the sign is put back; only −2^63 for one key alone does not.
fn fits(amount: i64, weights: &[i64]) -> bool {
    amount != i64::MIN || weights.iter().filter(|weight| **weight > 0).count() > 1
}

proptest! {
    #![proptest_config(tries(2000))]

    /// Spec 2.1, to the letter: a second implementation without bounds gives the same shares.
    #[test]
    fn it_is_the_largest_remainder_division_of_the_spec(
        amount in amounts(), weights in weights(), keys in keys(), salt in salts(),
    ) {
        prop_assume!(fits(amount, &weights));
        let wide: Vec<BigInt> = weights.iter().map(|weight| BigInt::from(*weight)).collect();
        let key_texts: Vec<&str> = keys[..weights.len()].iter().map(String::as_str).collect();
        let parts: Vec<&str> = salt.iter().map(String::as_str).collect();
        let expected = naive::allocate(amount, &wide, &key_texts, &parts);
        let found = divided(amount, &weights, &keys, &salt);
        prop_assert_eq!(found.map(|shares| shares.into_iter().map(BigInt::from).collect::<Vec<_>>()), expected);
    }

    /// Spec 2.1: "The result sums to A exactly", each share is its quota rounded down or up, and weight 0 gets 0.
    #[test]
    fn the_sum_is_kept_and_no_share_is_a_cent_from_its_quota(
        amount in amounts(), weights in weights(), keys in keys(), salt in salts(),
    ) {
        prop_assume!(fits(amount, &weights));
        let Some(shares) = divided(amount, &weights, &keys, &salt) else {
            prop_assert!(weights.iter().all(|weight| *weight == 0));
            return Ok(());
        };
        prop_assert_eq!(shares.iter().map(|share| i128::from(*share)).sum::<i128>(), i128::from(amount));
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        for (share, weight) in shares.iter().zip(&weights) {
            let size = BigInt::from(amount.unsigned_abs());
            let floor = size * BigInt::from(*weight) / BigInt::from(total);
            let beyond = BigInt::from(share.unsigned_abs()) - floor;
            prop_assert!(beyond == BigInt::from(0) || beyond == BigInt::from(1));
            prop_assert!(*weight > 0 || *share == 0);
            prop_assert!(*share == 0 || (*share < 0) == (amount < 0));
        }
    }

    /// Spec 2.1: allocate(−A) = −allocate(A), so that taking back undoes giving.
    #[test]
    fn taking_back_is_giving_with_the_sign_turned(
        amount in amounts(), weights in weights(), keys in keys(), salt in salts(),
    ) {
        // The one amount that has no opposite is drawn often, so it is moved instead of passed over.
        let amount = amount.max(-i64::MAX);
        let given = divided(amount, &weights, &keys, &salt);
        let taken = divided(-amount, &weights, &keys, &salt);
        let turned = given.map(|shares| shares.into_iter().map(|share| -share).collect::<Vec<_>>());
        prop_assert_eq!(taken, turned);
    }

    /// Spec 2.1 decides every tie by the keys, so in which order they come cannot matter.
    #[test]
    fn the_order_of_the_keys_is_irrelevant(
        amount in amounts(),
        (weights, order) in weights().prop_flat_map(|weights| {
            let order: Vec<usize> = (0..weights.len()).collect();
            (Just(weights), Just(order).prop_shuffle())
        }),
        keys in keys(),
        salt in salts(),
    ) {
        prop_assume!(fits(amount, &weights));
        let shuffled_weights: Vec<i64> = order.iter().map(|from| weights[*from]).collect();
        let shuffled_keys: Vec<String> = order.iter().map(|from| keys[*from].clone()).collect();
        let shares = divided(amount, &weights, &keys, &salt);
        let expected = shares.map(|shares| order.iter().map(|from| shares[*from]).collect::<Vec<_>>());
        prop_assert_eq!(divided(amount, &shuffled_weights, &shuffled_keys, &salt), expected);
    }

    /// Only the ratio of weights counts: "decimal weights are first scaled by one power of ten to integers", and any
    /// other common factor does as little.
    #[test]
    fn a_common_factor_of_the_weights_is_irrelevant(
        amount in amounts(),
        weights in prop::collection::vec(0i64..1_000_000, 1..12),
        factor in prop_oneof![Just(10i64), Just(10_000), 1i64..1_000_000],
        keys in keys(),
        salt in salts(),
    ) {
        prop_assume!(fits(amount, &weights));
        let scaled: Vec<i64> = weights.iter().map(|weight| weight * factor).collect();
        prop_assert_eq!(divided(amount, &scaled, &keys, &salt), divided(amount, &weights, &keys, &salt));
    }
}
