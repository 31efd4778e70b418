//! Hashes and moments as they are written.

use verdeelsleutel::store::{Hash, Time};

#[test]
fn a_hash_is_64_lowercase_digits_and_nothing_else() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(Hash::of(b"").to_string(), empty);
    assert_eq!(Hash::parse(empty), Some(Hash::of(b"")));
    for wrong in ["", &empty[1..], &empty.to_uppercase(), &format!("{empty}0"), &empty.replace('e', "g")] {
        assert_eq!(Hash::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn moments_are_ordered_as_their_texts_are() {
    let texts = [
        "0000-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.999Z",
        "1970-01-01T00:00:00.000Z",
        "2026-11-22T08:51:48.009Z",
        "2026-11-22T08:51:48.010Z",
        "9999-12-31T23:59:59.999Z",
    ];
    let times: Vec<Time> = texts.iter().map(|text| Time::parse(text).unwrap()).collect();
    assert!(times.is_sorted());
    assert_eq!(times.iter().map(Time::to_string).collect::<Vec<_>>(), texts);
    assert_eq!(Time::from_millis(i64::MAX).to_string(), texts[5]);
    assert_eq!(Time::from_millis(i64::MIN).to_string(), texts[0]);
    assert_eq!(Time::parse("2026-11-22T09:51:48.0101+01:00"), Time::parse(texts[4]));
    assert_eq!(Time::parse("2026-11-22"), None);
}
