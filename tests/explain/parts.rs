//! A part of a division says enough to be checked by hand.

use verdeelsleutel::calc::allocate::{Salt, allocate};
use verdeelsleutel::calc::explain::{Part, WeightUnit, part_of};
use verdeelsleutel::calc::trace::{Division, Key};
use verdeelsleutel::domain::index::ParticipantIx;
use verdeelsleutel::domain::money::Cents;

const CODES: [&str; 4] = ["VP01", "VP02", "VP03", "ZH01"];

fn key(at: usize) -> Key {
    Key::Participant(ParticipantIx::of(at))
}

fn divide(amount: i64, weights: &[i64]) -> Vec<Part> {
    let salt = ["pool", "*", "PRE", "3311"];
    let shares = allocate(amount, weights, |at| CODES[at], Salt(&salt)).unwrap().unwrap();
    let division = Division {
        amount: Cents(amount),
        keys: (0..weights.len()).map(key).collect(),
        weights: weights.to_vec(),
        shares,
        salt: salt.map(str::to_owned).to_vec(),
    };
    let name = |key: Key| match key {
        Key::Participant(who) => CODES[who.at()].to_owned(),
        _ => String::new(),
    };
    (0..weights.len()).map(|at| part_of(&division, key(at), WeightUnit::Euro, name).unwrap()).collect()
}

#[test]
fn a_part_shows_weight_total_fraction_and_exact_amount() {
    let parts = divide(10_000, &[100, 200, 300]);
    assert_eq!(parts[1].weight, "2.00");
    assert_eq!(parts[1].total_weight, "6.00");
    assert_eq!(parts[1].fraction, "1/3");
    assert_eq!(parts[1].exact, "33.333333");
    assert_eq!(parts[1].whole, Cents(3_333));
}

#[test]
fn the_cent_goes_to_the_largest_remainder_and_says_so() {
    // 100.00 over 1 : 2 : 3: 16.6666…, 33.3333…, 50.00: one cent left, for the first.
    let parts = divide(10_000, &[100, 200, 300]);
    let first = parts[0].cent.as_ref().unwrap();
    assert_eq!((first.given, first.rank, first.left_over), (true, 1, 1));
    assert_eq!(first.remainder, "0.666666");
    assert_eq!(parts[0].result, Cents(1_667));
    let second = parts[1].cent.as_ref().unwrap();
    assert_eq!((second.given, second.rank), (false, 2));
    assert_eq!(parts[2].cent, None, "an amount that comes out even has no rounding cent");
}

#[test]
fn equal_remainders_show_the_hash_that_decides_only_where_it_decides() {
    let parts = divide(100, &[1, 1, 1]);
    let given: Vec<bool> = parts.iter().map(|part| part.cent.as_ref().unwrap().given).collect();
    assert_eq!(given.iter().filter(|given| **given).count(), 1);
    assert!(parts.iter().all(|part| part.cent.as_ref().unwrap().tie_hash.is_some()));
    // Two equal remainders and two cents left: nobody needs the draw.
    let parts = divide(200, &[1, 1, 1]);
    assert!(parts.iter().all(|part| part.cent.as_ref().unwrap().tie_hash.is_some()));
    let even = divide(-5, &[2, 2, 1]);
    assert_eq!(even[0].cent, None);
}

#[test]
fn what_a_part_says_is_what_the_division_gave() {
    for amount in [1, 7, 99, 100, 12_345, -12_345, -1] {
        for weights in [[1, 1, 1, 1], [3, 3, 7, 0], [97, 1, 1, 1], [0, 0, 5, 9]] {
            for part in divide(amount, &weights) {
                let cent = part.cent.as_ref().is_some_and(|cent| cent.given);
                let expected = part.whole.0 + i64::from(cent) * amount.signum();
                assert_eq!(part.result, Cents(expected), "{amount} over {weights:?}");
            }
        }
    }
}
