//! What holds for every result, whatever its dossier and model, seen from the document alone (spec 2.8 and 2.10).

use serde_json::Value;

/// Cents of an amount such as `-1234.50`.
#[track_caller]
pub fn cents(amount: &Value) -> i64 {
    let text = amount.as_str().unwrap_or_else(|| panic!("no amount: {amount}"));
    let (euros, places) = text.split_once('.').unwrap_or_else(|| panic!("no amount: {text}"));
    assert_eq!(places.len(), 2, "{text}");
    format!("{euros}{places}").parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

/// The rows of a list.
#[track_caller]
pub fn rows<'a>(document: &'a Value, list: &str) -> &'a [Value] {
    document[list].as_array().unwrap_or_else(|| panic!("no list {list}"))
}

fn sum(rows: &[Value], key: &str) -> i64 {
    rows.iter().map(|row| cents(&row[key])).sum()
}

/// Every law that a document breaks.
pub fn broken_laws(document: &Value) -> Vec<String> {
    let total = |key: &str| cents(&document["totals"][key]);
    let guarantee = |key: &str| cents(&document["guarantee"][key]);
    let of = |list: &str, key: &str| sum(rows(document, list), key);
    let slices = rows(document, "top_slices").iter().filter(|slice| slice["to"] == "organisation");
    let to_organisation: i64 = slices.map(|slice| cents(&slice["amount"])).sum();
    let mut laws = vec![
        (
            "conservation",
            total("revenue") + total("adjustments") + total("insurer_support"),
            to_organisation
                + total("funds_held")
                + total("entitlements")
                + total("reserve_change")
                + total("unallocated"),
        ),
        ("revenue", total("revenue"), total("claimed") - total("over_ceiling")),
        ("entitlements", total("entitlements"), of("participants", "entitlement")),
        ("payees", of("payees", "due"), of("participants", "due")),
        ("slices", total("top_slices"), of("top_slices", "amount")),
        ("mono", total("mono_baseline"), of("participants", "mono_baseline")),
        ("flows", of("flows", "amount"), total("revenue") + total("adjustments") - total("top_slices")),
        ("revenue of performances", of("performances", "revenue"), total("revenue")),
        ("revenue of insurers", of("insurers", "revenue"), total("revenue")),
        ("support of insurers", of("insurers", "support"), total("insurer_support")),
        ("above ceilings", of("insurers", "over_ceiling"), total("over_ceiling")),
        ("credits", of("participants", "shift_credit"), of("shifts", "credits")),
        ("charges", of("participants", "shift_charge"), of("shifts", "charges")),
        ("shift balance", of("shifts", "balance"), of("shifts", "charges") - of("shifts", "credits")),
        ("top-ups", of("participants", "top_up"), guarantee("need") - guarantee("uncovered")),
        ("levies", of("participants", "levy"), guarantee("gainers")),
        (
            "funding",
            guarantee("need"),
            ["corridor", "reserve", "gainers", "insurer", "uncovered"].into_iter().map(guarantee).sum(),
        ),
    ];
    let settled = document["run"]["kind"] == "settlement";
    for row in rows(document, "participants") {
        let amount = |key: &str| cents(&row[key]);
        let given = ["allocated", "shift_credit", "shift_balance", "cap_back", "top_up", "repaid", "funds"];
        let taken = ["shift_charge", "cap_excess", "levy", "reserve_levy"];
        let balance = given.into_iter().map(amount).sum::<i64>() - taken.into_iter().map(amount).sum::<i64>();
        laws.push(("entitlement of a participant", amount("entitlement"), balance));
        let flows = rows(document, "flows").iter().filter(|flow| flow["participant"] == row["participant"]);
        laws.push(("flows of a participant", flows.map(|flow| cents(&flow["amount"])).sum(), amount("allocated")));
        if settled {
            laws.push(("due of a participant", amount("due"), amount("entitlement") - amount("advances")));
        }
    }
    let broken = laws.into_iter().filter(|(_, left, right)| left != right);
    broken.map(|(law, left, right)| format!("{law}: {left} is not {right} cents")).collect()
}
