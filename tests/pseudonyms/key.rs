//! Keys, and the pseudonyms that they make.

use crate::table::{KEY, KNOWN, key};
use std::collections::HashSet;
use verdeelsleutel::intake::pseudonyms::{Key, KeyFault, new_key};

#[track_caller]
fn fault(text: &str) -> KeyFault {
    Key::parse(text).err().unwrap()
}

#[test]
fn pseudonyms_are_those_of_another_implementation() {
    let key = key();
    for (number, pseudonym) in KNOWN {
        assert_eq!(key.of_service_number(number.parse().unwrap()), pseudonym, "{number}");
    }
    assert_eq!(key.of_other("VP01", "1001"), "p84c2b1e40113189d8785e6fc5e1b59c9");
    assert_eq!(key.of_other("VP02", "1001"), "p642ddd818c60b8c6d5f60da526ec6450");
    assert_eq!(key.fingerprint(), "3c0116a0");
}

#[test]
fn a_number_of_another_kind_has_another_pseudonym() {
    let (key, number) = (key(), KNOWN[0].0);
    assert_ne!(key.of_other("VP01", number), KNOWN[0].1);
    // Neither does it matter where the name of whose it is ends.
    assert_ne!(key.of_other("VP", "011001"), key.of_other("VP01", "1001"));
}

#[test]
fn another_key_gives_other_pseudonyms() {
    let other = Key::parse(&KEY.replacen('8', "9", 1)).ok().unwrap();
    assert_ne!(other.of_service_number(123_456_782), KNOWN[0].1);
    assert_ne!(other.fingerprint(), key().fingerprint());
}

#[test]
fn a_pseudonym_is_an_id_that_nobody_takes_for_a_number() {
    let key = key();
    let made: HashSet<String> = (0..10_000).map(|number| key.of_service_number(number)).collect();
    assert_eq!(made.len(), 10_000);
    for pseudonym in made {
        let digits = pseudonym.strip_prefix('p').unwrap();
        assert!(digits.len() == 32 && digits.chars().all(|sign| "0123456789abcdef".contains(sign)), "{pseudonym}");
    }
}

#[test]
fn a_key_may_have_spaces_remarks_and_capitals() {
    let (first, last) = KEY.split_at(32);
    let text = format!("\u{feff}# de sleutel van 2026\n  {} \r\n{last}\n\n", first.to_uppercase());
    assert_eq!(Key::parse(&text).ok().unwrap().fingerprint(), key().fingerprint());
}

#[test]
fn a_key_is_hexadecimal() {
    for text in ["", "# niets\n"] {
        assert_eq!(fault(text), KeyFault::TooShort, "{text:?}");
    }
    for text in [format!("{KEY}0"), KEY.replacen('8', "g", 1), KEY.replacen('8', "é", 1), format!("geheim: {KEY}")] {
        assert_eq!(fault(&text), KeyFault::NotHexadecimal, "{text:?}");
    }
}

#[test]
fn a_key_has_at_least_thirty_two_bytes() {
    assert_eq!(fault(&KEY[..62]), KeyFault::TooShort);
    assert!(Key::parse(&format!("{KEY}{KEY}")).is_ok());
}

#[test]
fn a_key_that_repeats_or_counts_is_refused() {
    let counting: String = (0..32).map(|byte| format!("{byte:02x}")).collect();
    let in_threes: String = (0..32).map(|byte| format!("{:02x}", byte * 3)).collect();
    for text in
        ["00".repeat(32), "ab".repeat(64), "0123456789abcdef".repeat(4), "deadbeef".repeat(8), counting, in_threes]
    {
        assert_eq!(fault(&text), KeyFault::Guessable, "{text}");
    }
}

#[test]
fn new_keys_are_drawn_and_are_good_ones() {
    let drawn: HashSet<String> = (0..100)
        .map(|_| {
            let text = new_key().unwrap();
            Key::parse(&text).ok().unwrap().fingerprint()
        })
        .collect();
    assert_eq!(drawn.len(), 100);
}
