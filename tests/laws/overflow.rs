//! Spec 2, opening: "overflow is the error `amount_overflow`, never a wrap", and never a panic.

use super::case::{Case, cases, plainest, tries};
use super::pick::{Draw, below, day, draws, of, quantity};
use super::world::PRENATAL;
use super::world::{CTG_HOSPITAL, CTG_MIDWIFE};
use proptest::prelude::*;
use verdeelsleutel::calc::explain::explain;
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::decimal::{Price, Quantity, Rate};
use verdeelsleutel::domain::dossier::{Claims, Deliveries};
use verdeelsleutel::domain::index::{
    ActivityIx, DeliveryIx, EpisodeIx, InsurerIx, ParticipantIx, PerformanceIx, SeverityIx,
};
use verdeelsleutel::domain::model::PerformanceFilter;
use verdeelsleutel::domain::model::schedule::Schedule;
use verdeelsleutel::domain::model::shift::{Shift, ShiftBalance};
use verdeelsleutel::domain::model::slice::SliceKind;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::ProblemCode;
use verdeelsleutel::report::result::ResultDocument;

/// Makes one number of a case as large as it can be.
fn exaggerate(case: &mut Case, [what, which, size]: Draw<3>) {
    let large = of(size, &[i64::MAX, i64::MAX - 1, 1 << 62, 1 << 55, 1 << 45, 1 << 33]);
    let signed = if size % 2 == 1 { -large } else { large };
    let (dossier, model) = (&mut case.dossier, &mut case.model);
    let reference = &mut dossier.reference;
    macro_rules! set {
        ($rows:expr, $row:ident => $field:expr, $value:expr) => {{
            let rows = &mut $rows;
            if !rows.is_empty() {
                let at = below(which, rows.len());
                let $row = &mut rows[at];
                $field = $value;
            }
        }};
    }
    match what % 22 {
        0 => set!(dossier.claims.quantity, row => *row, Quantity(large)),
        1 | 2 => set!(dossier.deliveries.quantity, row => *row, Quantity(large)),
        3 => set!(reference.integral_tariffs, row => row.tariff, Price(large)),
        4 | 5 => set!(reference.shadow_tariffs, row => row.tariff, Price(large)),
        6 => set!(dossier.events.amount, row => *row, row.map(|_| Cents(signed))),
        7 => set!(dossier.adjustments, row => row.amount, Cents(signed)),
        8 => set!(dossier.balances, row => row.amount, Cents(large)),
        9 => set!(dossier.advances, row => row.amount, Cents(large)),
        10 => set!(dossier.other_income, row => row.amount, Cents(large)),
        11 => set!(dossier.reference_income, row => row.amount, Cents(large)),
        12 => set!(dossier.scores, row => row.weight, Rate(large)),
        13 => set!(reference.contracts, row => row.ceiling, Some(Cents(large))),
        14 => set!(reference.contracts, row => row.support_limit, Some(Cents(large))),
        15 => set!(model.shifts, row => row.compensation, Cents(large)),
        16 => set!(model.shifts, row => row.baseline_rate, Rate(large)),
        17 => set!(model.shifts, row => row.charge, {
            Schedule::new(row.charge.entries().iter().map(|(from, _)| (*from, Cents(large))).collect())
        }),
        18 => set!(model.top_slices, row => row.kind, SliceKind::Budget(Cents(large))),
        19 => set!(model.price_tables[0].rows, row => row.price, Price(large)),
        20 => model.reserve.minimum = Cents(large).min(model.reserve.maximum.unwrap_or(Cents(i64::MAX))),
        _ => {
            if let Some(guarantee) = &mut model.guarantee {
                guarantee.index = Rate(large);
                guarantee.years.iter_mut().for_each(|year| (year.floor, year.cap) = (Rate(large), None));
            }
        }
    }
}

/// Refusals that large numbers may bring about beside `amount_overflow`.
const REFUSALS: &[&str] = &[
    "amount_overflow",
    "held_claims",
    "tariff_provisional",
    "price_missing",
    "guarantee_unfunded",
    "reserve_below_minimum",
    "reference_missing",
];

proptest! {
    #![proptest_config(tries(3000))]

    /// Whatever the numbers: a result that keeps every cent, or a refusal by its name.
    #[test]
    fn large_numbers_give_an_exact_result_or_a_refusal(case in cases(), sizes in draws(1..=4)) {
        let mut case = case;
        sizes.into_iter().for_each(|size| exaggerate(&mut case, size));
        match case.run() {
            Err(refusal) => prop_assert!(REFUSALS.contains(&refusal.code.as_str()), "{:?}", refusal),
            Ok(outcome) => {
                let totals = &outcome.totals;
                let wide = |cents: Cents| i128::from(cents.0);
                let came_in = wide(totals.revenue) + wide(totals.adjustments) + wide(totals.insurer_support);
                let people: i128 = outcome.participants.iter().map(|(.., row)| wide(row.entitlement)).sum();
                let kept = wide(totals.to_organisation) + wide(totals.funds_held) + wide(totals.reserve_change);
                prop_assert_eq!(came_in, people + kept + wide(totals.unallocated));
                let sha256 = input_sha256(&case.dossier);
                let document = ResultDocument::new(&case.dossier, &case.model, &outcome, &sha256);
                if let Err(refusal) = document.map(|document| document.to_json()) {
                    prop_assert_eq!(refusal.code, ProblemCode::AmountOverflow);
                }
                for (who, ..) in &outcome.participants {
                    let code = case.dossier.reference.participant_code(*who);
                    if let Err(refusal) = explain(&case.dossier, &case.model, &case.spec, code) {
                        prop_assert_eq!(refusal.code, ProblemCode::AmountOverflow);
                    }
                }
            }
        }
    }
}

fn push_plain_claim(claims: &mut Claims, id: &str, count: Quantity) {
    claims.id.push(id);
    claims.episode.push(EpisodeIx(0));
    claims.date.push(day(2026, 0));
    claims.insurer.push(InsurerIx(0));
    claims.performance.push(PerformanceIx(5));
    claims.severity.push(SeverityIx::NO_SEVERITY);
    claims.quantity.push(count);
}

fn push_plain_delivery(deliveries: &mut Deliveries, id: &str, who: u32, activity: ActivityIx, count: Quantity) {
    deliveries.id.push(id);
    deliveries.episode.push(EpisodeIx(0));
    deliveries.date.push(day(2026, 0));
    deliveries.participant.push(ParticipantIx(who));
    deliveries.activity.push(activity);
    deliveries.quantity.push(count);
    deliveries.bundle.push(PRENATAL);
    deliveries.replaces.push(DeliveryIx::NONE);
    deliveries.reason.push("");
    deliveries.settled.push(0);
}

fn code(case: &Case) -> &'static str {
    case.run().expect_err("too large for 64 bits").code.as_str()
}

#[test]
fn a_claim_worth_more_than_64_bits_is_refused() {
    let mut case = plainest();
    push_plain_claim(&mut case.dossier.claims, "c", Quantity(i64::MAX));
    case.dossier.reference.integral_tariffs.iter_mut().for_each(|row| row.tariff = Price(i64::MAX));
    assert_eq!(code(&case), "amount_overflow");
}

#[test]
fn claims_that_only_together_are_more_than_64_bits_are_refused() {
    let mut case = plainest();
    // Each of the two is worth 2^62 cents and a bit, together more than 2^63.
    case.dossier.reference.integral_tariffs.iter_mut().for_each(|row| row.tariff = Price(5_000_000));
    push_plain_claim(&mut case.dossier.claims, "c", Quantity(1 << 60));
    push_plain_claim(&mut case.dossier.claims, "d", Quantity(1 << 60));
    assert_eq!(code(&case), "amount_overflow");
}

/// Units so many, and a fee so high, that their products only overflow when they are added up.
#[test]
fn credits_of_shifts_beyond_128_bits_are_refused() {
    let mut case = plainest();
    push_plain_claim(&mut case.dossier.claims, "c", quantity("1"));
    case.dossier.reference.shadow_tariffs.iter_mut().for_each(|row| row.tariff = Price(1));
    push_plain_delivery(&mut case.dossier.deliveries, "giver", 0, CTG_HOSPITAL, quantity("200"));
    for id in ["u1", "u2", "u3"] {
        push_plain_delivery(&mut case.dossier.deliveries, id, 1, CTG_MIDWIFE, Quantity(i64::MAX));
    }
    case.model.shifts.push(ctg(Cents(i64::MAX), Rate(0)));
    assert_eq!(code(&case), "amount_overflow");
}

/// Care without a price that shifts without a fee makes no amount too large; only its units do, times an odd part of them.
#[test]
fn units_beyond_128_bits_are_refused_where_they_are_shown() {
    let mut case = plainest();
    push_plain_claim(&mut case.dossier.claims, "c", quantity("1"));
    // Only the hospital's birth care has a price, so that it is the giver.
    let birth = ActivityIx(1);
    for row in &mut case.dossier.reference.shadow_tariffs {
        row.tariff = Price(if row.activity == birth { 10_000 } else { 0 });
    }
    push_plain_delivery(&mut case.dossier.deliveries, "giver", 0, birth, quantity("200"));
    for id in ["u1", "u2", "u3"] {
        push_plain_delivery(&mut case.dossier.deliveries, id, 1, CTG_MIDWIFE, Quantity(i64::MAX));
    }
    case.model.shifts.push(ctg(Cents(0), Rate(1)));
    let outcome = case.run().unwrap();
    assert!(outcome.shifts[0].volume.units > i128::from(i64::MAX), "the units are found");
    let taker = case.dossier.reference.participant_code(ParticipantIx(1));
    let refused = explain(&case.dossier, &case.model, &case.spec, taker).map(|_| ()).unwrap_err();
    assert_eq!(refused.code, ProblemCode::AmountOverflow);
    let document = ResultDocument::new(&case.dossier, &case.model, &outcome, "").map(|_| ()).unwrap_err();
    assert_eq!(document.code, ProblemCode::AmountOverflow);
}

/// The CTG goes from the hospital to the midwives, for the same fee and charge.
fn ctg(fee: Cents, baseline_rate: Rate) -> Shift {
    Shift {
        name: "CTG".into(),
        from_discipline: super::world::HOSPITAL,
        from_activity: CTG_HOSPITAL,
        to_discipline: super::world::MIDWIFERY,
        to_activity: CTG_MIDWIFE,
        performances: PerformanceFilter::All,
        starts: day(2026, 3),
        compensation: fee,
        charge: Schedule::new(vec![(day(2026, 3), fee)]),
        balance: ShiftBalance::Reserve,
        baseline_rate,
        target_rate: None,
        article: None,
    }
}
