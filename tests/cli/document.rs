//! The result document has the form of spec 2.10, key by key and in that order.

use crate::ordered::Ordered;
use crate::program::{compute, done, glide};

/// The document as the specification writes it. `0.00` stands for money, `0` in quotes for a decimal of at most four
/// places, 0 for a whole number, `…` for any text, and a list for a list of such rows.
const FORM: &str = r#"
{"organisation":"…","model":{"name":"…","sha256":"…"},"input_sha256":"…","engine_version":"…",
 "run":{"year":2026,"to":"2026-12-31","as_of":null,"basis":"accepted","kind":"settlement"},
 "totals":{"claimed":"0.00","over_ceiling":"0.00","revenue":"0.00","adjustments":"0.00","insurer_support":"0.00","top_slices":"0.00","funds_held":"0.00","entitlements":"0.00",
   "reserve_opening":"0.00","reserve_change":"0.00","unallocated":"0.00","mono_baseline":"0.00","held":"0.00"},
 "top_slices":[{"name":"…","to":"organisation","amount":"0.00","short":"0.00"}],
 "guarantee":{"need":"0.00","corridor":"0.00","reserve":"0.00","gainers":"0.00","insurer":"0.00","uncovered":"0.00"},
 "participants":[{"participant":"…","discipline":"…","allocated":"0.00","shift_credit":"0.00","shift_charge":"0.00","shift_balance":"0.00","cap_excess":"0.00","cap_back":"0.00","levy":"0.00","top_up":"0.00","repaid":"0.00",
   "funds":"0.00","reserve_levy":"0.00","entitlement":"0.00","mono_baseline":"0.00","guarantee_baseline":"0.00","floor":"0.00","carried_forward":"0.00","advances":"0.00","due":"0.00"}],
 "payees":[{"payee":"…","due":"0.00"}],
 "shifts":[{"name":"…","units":"0","shifted_units":"0","episodes":0,"credits":"0.00","charges":"0.00","balance":"0.00"}],
 "performances":[{"performance":"…","claims":0,"quantity":"0","revenue":"0.00"}],
 "insurers":[{"insurer":"…","claimed":"0.00","over_ceiling":"0.00","revenue":"0.00","support":"0.00"}],
 "flows":[{"insurer":"…","performance":"…","participant":"…","amount":"0.00"}],
 "awaiting_claim":{"deliveries":0,"mono_value":"0.00"},"held":[{"claim_id":"…","code":"…","detail":"…"}],"warnings":[]}"#;

#[test]
fn the_result_of_the_example_has_every_key_of_the_specification_in_its_order() {
    let got = Ordered::parse(&done(&glide(&["--format", "json"])));
    let faults = faults("$", &Ordered::parse(FORM), &got);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    // Lists without rows would have been compared with nothing.
    for list in ["top_slices", "participants", "payees", "shifts", "performances", "insurers", "flows"] {
        assert!(!got.get(list).list().is_empty(), "{list}");
    }
}

#[test]
fn held_claims_stand_in_the_result_with_their_reason() {
    let arguments = compute("fixtures/golden/held-claims", "models/model.toml", &["--format", "json"]);
    let got = Ordered::parse(&done(&arguments));
    let faults = faults("$", &Ordered::parse(FORM), &got);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    let codes: Vec<&str> = got.get("held").list().iter().map(|line| line.get("code").text()).collect();
    assert!(codes.contains(&"tariff_missing") && codes.contains(&"price_missing"), "{codes:?}");
}

#[test]
fn the_result_names_the_run_its_engine_and_its_inputs() {
    let got = Ordered::parse(&done(&glide(&["--format", "json", "--as-of", "2027-02-01", "--basis", "paid"])));
    assert_eq!(got.get("organisation").text(), "igo-rivierenland");
    assert_eq!(got.get("engine_version").text(), env!("CARGO_PKG_VERSION"));
    for hash in [got.get("model").get("sha256"), got.get("input_sha256")] {
        let hash = hash.text();
        assert!(hash.len() == 64 && hash.chars().all(|sign| sign.is_ascii_digit() || ('a'..='f').contains(&sign)));
    }
    let run = got.get("run");
    let words = ["to", "as_of", "basis", "kind"].map(|key| run.get(key).text());
    assert_eq!(run.get("year"), &Ordered::Whole(2026));
    assert_eq!(words, ["2026-12-31", "2027-02-01", "paid", "settlement"]);
}

#[test]
fn lists_stand_in_the_order_of_their_codes() {
    let got = Ordered::parse(&done(&glide(&["--format", "json"])));
    for (list, keys) in [
        ("participants", vec!["participant"]),
        ("payees", vec!["payee"]),
        ("performances", vec!["performance"]),
        ("insurers", vec!["insurer"]),
        ("flows", vec!["insurer", "performance", "participant"]),
    ] {
        let rows = got.get(list).list();
        let codes: Vec<Vec<&str>> =
            rows.iter().map(|row| keys.iter().map(|key| row.get(key).text()).collect()).collect();
        assert!(codes.is_sorted() && codes.windows(2).all(|pair| pair[0] != pair[1]), "{list}: {codes:?}");
    }
    assert!(got.get("flows").list().iter().all(|row| row.get("amount").text() != "0.00"));
}

/// Where a document differs from its form.
fn faults(path: &str, form: &Ordered, got: &Ordered) -> Vec<String> {
    let right = match (form, got) {
        (Ordered::Object(_), Ordered::Object(pairs)) => {
            if form.keys() != got.keys() {
                return vec![format!("{path}: keys {:?} instead of {:?}", got.keys(), form.keys())];
            }
            return pairs
                .iter()
                .flat_map(|(key, value)| faults(&format!("{path}.{key}"), form.get(key), value))
                .collect();
        }
        (Ordered::List(rows), Ordered::List(items)) => {
            let Some(row) = rows.first() else { return Vec::new() };
            return items
                .iter()
                .enumerate()
                .flat_map(|(at, item)| faults(&format!("{path}[{at}]"), row, item))
                .collect();
        }
        (Ordered::Text(form), Ordered::Text(text)) if form == "0.00" => is_money(text),
        (Ordered::Text(form), Ordered::Text(text)) if form == "0" => is_decimal(text),
        (Ordered::Text(_), Ordered::Text(text)) => !text.is_empty(),
        (Ordered::Whole(_), Ordered::Whole(_)) | (Ordered::Null, Ordered::Null | Ordered::Text(_)) => true,
        _ => false,
    };
    if right { Vec::new() } else { vec![format!("{path}: {got:?} instead of the likes of {form:?}")] }
}

/// `-1234.50`: euros without zeros in front, a point, two digits; never `-0.00`.
fn is_money(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let Some((euros, cents)) = digits.split_once('.') else { return false };
    let all_digits = |part: &str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit());
    all_digits(euros)
        && all_digits(cents)
        && cents.len() == 2
        && (euros == "0" || !euros.starts_with('0'))
        && text != "-0.00"
}

/// `12` or `12.5`: no zeros at the end, at most four places.
fn is_decimal(text: &str) -> bool {
    let (whole, places) = text.split_once('.').unwrap_or((text, "1"));
    let all_digits = |part: &str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit());
    all_digits(whole) && all_digits(places) && places.len() <= 4 && !places.ends_with('0')
}

#[test]
fn money_is_euros_with_two_decimals_and_nothing_else() {
    assert!(["0.00", "-0.01", "12.50", "-1234567.89"].into_iter().all(is_money));
    assert!(!["0", "1.5", "1.234", "01.00", "-0.00", ".50", "1,50", "1.000,00", "+1.00", ""].into_iter().any(is_money));
}
