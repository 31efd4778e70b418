//! Care-path shifts (spec 2.5).

use crate::support::{accepted, assert_told, with};
use verdeelsleutel::domain::problem::ProblemCode::{
    InvalidModel, ScheduleGap, ShiftOverlap, UnknownActivity, UnknownDiscipline, UnknownPerformance,
};

/// One field a line, the heading on line 4.
const SHIFT: [&str; 11] = [
    "[[shift]]",
    "name = \"CTG\"",
    "from_discipline = \"hospital\"",
    "from_activity = \"CTG2\"",
    "to_discipline = \"midwifery\"",
    "to_activity = \"CTG1\"",
    "starts = 2026-04-01",
    "compensation = \"95.00\"",
    "charge = [{from = 2026-01-01, amount = \"0.00\"}]",
    "balance = \"everyone\"",
    "baseline_rate = \"4\"",
];

/// The shift with some fields written otherwise or added.
fn shift(changes: &[(&str, &str)]) -> String {
    let mut lines = SHIFT.map(str::to_owned).to_vec();
    for (field, value) in changes {
        let line = format!("{field} = {value}");
        match lines.iter_mut().find(|line| line.starts_with(&format!("{field} ="))) {
            Some(old) => *old = line,
            None => lines.push(line),
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_field_of_a_shift_but_filter_and_target_is_required() {
    accepted(&with(&shift(&[])));
    for field in SHIFT.iter().skip(1).filter_map(|line| line.split(" =").next()) {
        let text: Vec<&str> = SHIFT.iter().copied().filter(|line| !line.starts_with(&format!("{field} ="))).collect();
        assert_told(&with(&text.join("\n")), &[(InvalidModel, 4, &format!("shift[1].{field}"))]);
    }
}

#[test]
fn a_shift_names_what_exists() {
    let text = with(&shift(&[
        ("from_discipline", "\"x\""),
        ("from_activity", "\"x\""),
        ("to_discipline", "\"x\""),
        ("to_activity", "\"x\""),
        ("performances", "[\"x\", \"PRE\"]"),
    ]));
    assert_told(
        &text,
        &[
            (UnknownDiscipline, 6, "shift[1].from_discipline"),
            (UnknownActivity, 7, "shift[1].from_activity"),
            (UnknownDiscipline, 8, "shift[1].to_discipline"),
            (UnknownActivity, 9, "shift[1].to_activity"),
            (UnknownPerformance, 15, "shift[1].performances[1]"),
        ],
    );
    assert_told(&with(&shift(&[("performances", "[]")])), &[(InvalidModel, 15, "shift[1].performances")]);
}

#[test]
fn two_shifts_do_not_claim_the_same_units() {
    let other = |changes: &[(&str, &str)]| {
        let named: Vec<_> = [("name", "\"other\""), ("starts", "2030-01-01")].iter().chain(changes).copied().collect();
        shift(&named)
    };
    for (one, two) in [
        (shift(&[]), other(&[])),
        (shift(&[("performances", "[\"PRE\"]")]), other(&[])),
        (shift(&[("performances", "[\"PRE\", \"NAT\"]")]), other(&[("performances", "[\"NAT\"]")])),
        (shift(&[("compensation", "\"95.00\"")]), other(&[("from_activity", "\"E1\"")])),
    ] {
        let line = 4 + u64::try_from(one.lines().count()).unwrap();
        assert_told(&with(&format!("{one}{two}")), &[(ShiftOverlap, line, "shift[2]")]);
    }
    for (one, two) in [
        (shift(&[("performances", "[\"PRE\"]")]), other(&[("performances", "[\"NAT\"]")])),
        (shift(&[]), other(&[("to_activity", "\"V1\"")])),
        (shift(&[]), other(&[("to_discipline", "\"ultrasound\"")])),
    ] {
        accepted(&with(&format!("{one}{two}")));
    }
}

#[test]
fn a_shift_that_is_broken_elsewhere_still_claims_its_units_and_name() {
    let text = with(&format!("{}{}", shift(&[("compensation", "95.0")]), shift(&[])));
    assert_told(
        &text,
        &[
            (InvalidModel, 11, "shift[1].compensation"),
            (InvalidModel, 16, "shift[2].name"),
            (ShiftOverlap, 15, "shift[2]"),
        ],
    );
}

#[test]
fn the_charge_is_known_when_the_shift_starts() {
    let late = "[{from = 2026-04-02, amount = \"1\"}]";
    assert_told(&with(&shift(&[("charge", late)])), &[(ScheduleGap, 12, "shift[1].charge")]);
    accepted(&with(&shift(&[("charge", "[{from = 2026-04-01, amount = \"1\"}]")])));
}

#[test]
fn charges_and_rates_are_schedules_and_numbers_like_any_other() {
    let twice = "[{from = 2026-01-01, amount = 1}, {from = 2026-01-01, amount = \"-1\"}]";
    let text = with(&shift(&[
        ("charge", twice),
        ("balance", "\"nobody\""),
        ("baseline_rate", "\"-1\""),
        ("target_rate", "\"1.0000001\""),
        ("compensation", "\"1.234\""),
        ("target", "1"),
    ]));
    assert_told(
        &text,
        &[
            (InvalidModel, 11, "shift[1].compensation"),
            (InvalidModel, 12, "shift[1].charge[2].from"),
            (InvalidModel, 12, "shift[1].charge[2].amount"),
            (InvalidModel, 13, "shift[1].balance"),
            (InvalidModel, 14, "shift[1].baseline_rate"),
            (InvalidModel, 15, "shift[1].target_rate"),
            (InvalidModel, 16, "shift[1].target"),
        ],
    );
}
