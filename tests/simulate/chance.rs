//! `monte_carlo`: what many draws say of a case whose chances are known by hand, and that the same seed says the same.

use crate::small;
use crate::village::{self, asked, with_models};
use serde_json::Value;
use verdeelsleutel::domain::decimal::Rate;
use verdeelsleutel::domain::dossier::{Dossier, ReferenceIncome};
use verdeelsleutel::domain::index::ParticipantIx;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::question::monte_carlo::MonteCarlo;
use verdeelsleutel::domain::reference::Contract;
use verdeelsleutel::domain::scenario::Prepared;
use verdeelsleutel::domain::simulation::monte_carlo::{MonteCarloFound, RowChance, YearChance};
use verdeelsleutel::domain::simulation::{Found, Simulation};
use verdeelsleutel::intake::scenario::read;
use verdeelsleutel::report::result::json;
use verdeelsleutel::simulate::monte_carlo::dice::{Dice, LANES, Shocks};
use verdeelsleutel::simulate::monte_carlo::statistics::{chance, spread};

pub const QUESTION: &str = "[[question]]\nkind = \"monte_carlo\"\n";
pub const BY_VALUE: &str = "[[rule]]\nrule = {kind = \"proportional\", prices = \"shadow\"}\n";

/// 40 claims of the midwife alone and 30 that both share in half; of these 20 complex.
pub fn two_kinds() -> Dossier {
    let mut rows: Vec<(&str, &[&str])> = vec![("2026-03-01", &["V1"]); 40];
    rows.extend([("2026-06-01", &["V1", "Z1"] as &[&str]); 30]);
    let [claims, deliveries] = small::care(&rows);
    let complex = claims.1.lines().enumerate().map(|(at, line)| match at {
        51.. => line.replace(",PRE,", ",PRE_C,"),
        _ => line.to_owned(),
    });
    small::dossier([
        (claims.0, complex.collect::<Vec<_>>().join("\n")),
        deliveries,
        (
            "performances.csv",
            "performance,name,bundle,unit\nPRE,Prenataal,prenatal,case\nPRE_C,Prenataal zwaar,prenatal,case\n"
                .to_owned(),
        ),
        (
            "integral_tariffs.csv",
            "insurer,performance,valid_from,tariff\n3311,PRE,2026-01-01,100.00\n3311,PRE_C,2026-01-01,100.00\n"
                .to_owned(),
        ),
    ])
}

pub fn prepared(dossier: &Dossier, years: &str, question: &str, model: &str) -> Prepared {
    let text = format!("name = \"proef\"\nyears = [{years}]\n{QUESTION}{question}");
    let scenario = read("scenarios/proef.toml", text.as_bytes(), &dossier.reference).unwrap();
    with_models(dossier, scenario, &[&format!("name = \"proef\"\n{model}")]).unwrap_or_else(|_| panic!("{model}"))
}

pub fn drawn(dossier: &Dossier, years: &str, question: &str, model: &str) -> MonteCarloFound {
    let found = asked(dossier, &[prepared(dossier, years, question, model)]);
    let Found::MonteCarlo(found) = found.answers[0].found.clone() else { panic!("another answer") };
    found
}

pub fn year(found: &MonteCarloFound, at: usize) -> &YearChance {
    &found.models[0].years[at]
}

pub fn of<'a>(year: &'a YearChance, code: &str) -> &'a RowChance {
    year.participants.iter().find(|row| row.code == code).unwrap()
}

/// Mean and standard deviation in euro lie within five standard errors of what they are.
#[track_caller]
fn agrees(draws: u32, mean: (Cents, f64), deviation: (Cents, f64)) {
    let euros = |cents: Cents| cents.0 as f64 / 100.0;
    let error = deviation.1 / f64::from(draws).sqrt();
    assert!((euros(mean.0) - mean.1).abs() < 5.0 * error, "mean {} instead of {}", mean.0, mean.1);
    assert!((euros(deviation.0) - deviation.1).abs() < 5.0 * error, "sd {} instead of {}", deviation.0, deviation.1);
}

#[test]
fn a_poisson_number_of_claims_has_the_known_mean_and_variance() {
    let found = drawn(&two_kinds(), "2026", "draws = 20000\n", BY_VALUE);
    let year = year(&found, 0);
    // Σv and Σv² over the episodes: 40 of 100 and 30 of 50.
    let midwife = (40.0 * 100.0 + 30.0 * 50.0, (40.0 * 100.0f64.powi(2) + 30.0 * 50.0f64.powi(2)).sqrt());
    let hospital = (30.0 * 50.0, (30.0 * 50.0f64.powi(2)).sqrt());
    // Together, episodes that both are in move both: 70 of 100.
    let total = (7000.0, (70.0 * 100.0f64.powi(2)).sqrt());
    for (row, (mean, deviation)) in [(of(year, "V1"), midwife), (of(year, "Z1"), hospital), (&year.total, total)] {
        assert_eq!(row.entitlement.expected.to_string(), format!("{mean:.2}"));
        agrees(20_000, (row.entitlement.mean, mean), (row.entitlement.sd, deviation));
        // A normal number lies within 1.645 standard deviations nine times of ten.
        let width = (row.entitlement.p95.0 - row.entitlement.p5.0) as f64 / 100.0 / deviation;
        assert!((3.15..3.45).contains(&width), "{width}");
    }
    assert!(found.chance_only && found.cv_births.is_none());
    // Nothing but claims of 100.00 and halves of them: no other amount can be drawn.
    assert_eq!(of(year, "Z1").entitlement.p50.0 % 5_000, 0);
}

#[test]
fn shocks_widen_the_spread_by_what_they_are() {
    let dossier = two_kinds();
    let of_total = |question: &str| {
        let found = drawn(&dossier, "2026", &format!("draws = 20000\n{question}"), BY_VALUE);
        assert_eq!(found.chance_only, question.is_empty());
        year(&found, 0).total.entitlement
    };
    let (mean, chance, cv): (f64, f64, f64) = (7000.0, 70.0 * 100.0f64.powi(2), 0.2);
    // A factor with mean 1 on how often each of them comes: σ² = Σv² + (cv Σv)².
    let births = of_total("cv_births = \"0.2\"\n");
    agrees(20_000, (births.mean, mean), (births.sd, (chance + (cv * mean).powi(2)).sqrt()));
    // The same on the 20 that are complex alone.
    let complex = of_total("cv_complex = \"0.2\"\n");
    agrees(20_000, (complex.mean, mean), (complex.sd, (chance + (cv * 2000.0).powi(2)).sqrt()));
    // On the amount itself: σ² = Σv² (1 + cv²) + (cv Σv)².
    let tariff = of_total("cv_tariff = \"0.2\"\n");
    agrees(20_000, (tariff.mean, mean), (tariff.sd, (chance * (1.0 + cv * cv) + (cv * mean).powi(2)).sqrt()));
    let none = of_total("");
    assert!(none.sd < complex.sd && complex.sd < births.sd && births.sd < tariff.sd);
}

#[test]
fn the_dice_are_poisson_and_their_shocks_have_mean_one() {
    let question =
        MonteCarlo { draws: 1000, seed: 7, cv_births: Some(Rate(100_000)), cv_complex: None, cv_tariff: None };
    let quiet = MonteCarlo { cv_births: None, ..question.clone() };
    let dice = Dice::of(&quiet, 2026);
    let mut times = [0u32; 256];
    for block in 0..20 {
        let drawn = dice.multiplicities(block, &[Shocks::NONE; LANES], &vec![false; 500]);
        drawn.rows.iter().flatten().for_each(|n| times[usize::from(*n)] += 1);
    }
    assert_eq!(times.iter().sum::<u32>(), 640_000);
    let all = 640_000.0;
    let (mut chance, mut distance) = ((-1.0f64).exp(), 0.0);
    for (n, times) in (0..6).zip(&times) {
        let expected = chance * all;
        distance += (f64::from(*times) - expected).powi(2) / expected;
        chance /= f64::from(n) + 1.0;
    }
    // χ² of six classes: above 25 once in ten thousand.
    assert!(distance < 25.0, "{distance}: {:?}", &times[..8]);
    assert!(times[7..].iter().sum::<u32>() > 0, "rare ones come too");

    let dice = Dice::of(&question, 2026);
    let factors: Vec<f64> =
        (0..400).flat_map(|block| dice.shocks(block)).map(|one| one.births.0 as f64 / 1e6).collect();
    let mean = factors.iter().sum::<f64>() / factors.len() as f64;
    let variance = factors.iter().map(|factor| (factor - mean).powi(2)).sum::<f64>() / factors.len() as f64;
    assert!((mean - 1.0).abs() < 0.004 && (variance.sqrt() - 0.1).abs() < 0.004, "{mean} {variance}");
}

/// What is the same whatever the year brings, and what is not.
#[test]
fn a_budget_stays_the_same_amount_and_a_ceiling_holds_whoever_is_born() {
    let dossier = two_kinds();
    let total = |model: &str| year(&drawn(&dossier, "2026", "", model), 0).total.entitlement;
    let whole = total(BY_VALUE);
    let budget = "[[top_slice]]\nname = \"kosten\"\nkind = \"budget\"\namount = \"1000.00\"\nto = \"organisation\"\n";
    let less = total(&format!("{budget}{BY_VALUE}"));
    let shifted = |cents: Cents| Cents(cents.0 - 100_000);
    assert_eq!((less.p5, less.p50, less.p95), (shifted(whole.p5), shifted(whole.p50), shifted(whole.p95)));
    assert_eq!((less.mean, less.sd, less.expected), (shifted(whole.mean), whole.sd, shifted(whole.expected)));
    let rate = "[[top_slice]]\nname = \"deel\"\nkind = \"percentage\"\npercentage = \"10\"\nto = \"organisation\"\n";
    assert_eq!(total(&format!("{rate}{BY_VALUE}")).p95.0 * 10, whole.p95.0 * 9);

    let mut capped = dossier.clone();
    capped.reference.contracts.push(Contract {
        insurer: "3311".to_owned(),
        year: 2026,
        performance: None,
        ceiling: Some(Cents(710_000)),
        support_limit: None,
    });
    let found = drawn(&capped, "2026", "", BY_VALUE);
    let capped = year(&found, 0).total.entitlement;
    assert_eq!((capped.p75, capped.p95), (Cents(710_000), Cents(710_000)));
    assert_eq!((capped.p5, capped.p25), (whole.p5, whole.p25));
}

#[test]
fn what_a_draw_ends_with_opens_its_next_year() {
    // Everyone the value of its care, 40 or 80 of 100; the rest to the reserve: 60 or 20 of a claim.
    let model = "[[rule]]\nrule = {kind = \"fixed_prices\", prices = \"shadow\", remainder = {kind = \"reserve\"}}\n";
    let found = drawn(&two_kinds(), "2026, 2027", "draws = 20000\n", model);
    let (mean, variance): (f64, f64) = (40.0 * 60.0 + 30.0 * 20.0, 40.0 * 60.0f64.powi(2) + 30.0 * 20.0f64.powi(2));
    let (one, two) = (year(&found, 0).reserve, year(&found, 1).reserve);
    agrees(20_000, (one.mean, mean), (one.sd, variance.sqrt()));
    // Two years apart from each other: twice the mean and twice the variance.
    agrees(20_000, (two.mean, 2.0 * mean), (two.sd, (2.0 * variance).sqrt()));
    assert_eq!((one.expected, two.expected), (Cents(300_000), Cents(600_000)));
    assert_eq!(year(&found, 0).total.below_mono, "0.0000");
}

#[test]
fn how_often_somebody_ends_below_its_floor_is_counted() {
    let guarantee = |floor: &str| {
        format!(
            "{BY_VALUE}[guarantee]\nbaseline = \"fixed\"\nfunding = [\"reserve\"]\nshortage = \"proportional\"\n\
             years = [{{year = 2026, floor = \"{floor}\"}}]\n"
        )
    };
    let mut dossier = two_kinds();
    let who = dossier.reference.participants.iter().position(|row| row.code == "Z1").map(ParticipantIx::of).unwrap();
    let amount = Cents(150_000);
    let income = ReferenceIncome { participant: who, amount, episodes: None };
    dossier.reference_income.push(income);
    // The hospital has 50.00 of each of a Poisson number of 30 claims, and a floor of 1500.00 that nobody pays: it is below it
    // when fewer than 30 come.
    let found = drawn(&dossier, "2026", "draws = 20000\n", &guarantee("100"));
    let mut below = 0.0;
    let mut chance = (-30.0f64).exp();
    for n in 0..30 {
        below += chance;
        chance *= 30.0 / (f64::from(n) + 1.0);
    }
    let row = of(year(&found, 0), "Z1");
    let told: f64 = row.below_floor.as_deref().unwrap().parse().unwrap();
    assert!((told - below).abs() < 0.018, "{told} instead of {below}");
    let guarantee_of = &year(&found, 0).guarantee;
    assert_eq!(
        (&guarantee_of.called, &guarantee_of.uncovered),
        (row.below_floor.as_ref().unwrap(), row.below_floor.as_ref().unwrap())
    );
    assert_eq!(of(year(&found, 0), "V1").below_floor, None);
    let low = drawn(&dossier, "2026", "", &guarantee("10"));
    assert_eq!((year(&low, 0).guarantee.called.as_str(), year(&low, 0).guarantee.need.p95), ("0.0000", Cents::ZERO));
    // 100.00 for care of 80.00 or 40.00: never below mono. At half the tariff always.
    assert_eq!(row.below_mono, "0.0000");
    let cheap = "[[change]]\nkind = \"integral_tariff\"\nfactor = \"0.5\"\n";
    let text = format!("name = \"proef\"\nyears = [2026]\n{QUESTION}{cheap}");
    let scenario = read("scenarios/proef.toml", text.as_bytes(), &dossier.reference).unwrap();
    let prepared = with_models(&dossier, scenario, &[&format!("name = \"proef\"\n{BY_VALUE}")]).unwrap();
    let found = asked(&dossier, &[prepared]);
    let Found::MonteCarlo(found) = &found.answers[0].found else { panic!("another answer") };
    assert_eq!(of(year(found, 0), "Z1").below_mono, "1.0000");
}

pub fn village_asked(seed: u64) -> Simulation {
    let dossier = village::village(&[]);
    let question = format!("{QUESTION}seed = {seed}\ncv_births = \"0.1\"\ncv_tariff = \"0.05\"\n");
    asked(&dossier, &[village::prepared(&dossier, "2026, 2027, 2028", &question)])
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_one_thread_and_on_two() {
    let on = |threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| json(&village_asked(seed)))
    };
    let one = on(1, 3);
    assert!(one == on(2, 3) && one == on(1, 3));
    let differs = |other: &str| {
        let of = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
        of(&one)["answers"][0]["models"][0]["years"] != of(other)["answers"][0]["models"][0]["years"]
    };
    assert!(differs(&on(2, 4)) && !differs(&on(2, 3)));
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let text = |name: &str| village::FILES.iter().find(|(known, _)| *known == name).unwrap().1;
    let reversed = |name: &str| {
        let mut lines: Vec<&str> = text(name).lines().collect();
        lines[1..].reverse();
        lines.join("\n")
    };
    let (claims, deliveries) = (reversed("claims.csv"), reversed("deliveries.csv"));
    let answer = |dossier: Dossier| json(&asked(&dossier, &[village::prepared(&dossier, "2026, 2027", QUESTION)]));
    let one = answer(village::village(&[]));
    assert_eq!(one, answer(village::village(&[("claims.csv", &claims), ("deliveries.csv", &deliveries)])));
}

#[test]
fn percentiles_are_amounts_that_were_drawn() {
    let mut values: Vec<i64> = (1..=100).rev().collect();
    let found = spread(Cents(7), &mut values).unwrap();
    let percentiles = [found.p5, found.p25, found.p50, found.p75, found.p95].map(|cents| cents.0);
    assert_eq!(percentiles, [5, 25, 50, 75, 95]);
    // 50.5 and √(100 · 101 / 12) = 29.01.
    assert_eq!((found.expected, found.mean, found.sd), (Cents(7), Cents(51), Cents(29)));
    let mut large: Vec<i64> = [-1, 1].iter().flat_map(|sign| vec![sign * 1_000_000_000_000_000; 500]).collect();
    assert_eq!(spread(Cents::ZERO, &mut large).unwrap().sd.0, 1_000_500_375_312_774);
    assert_eq!(
        (chance(1, 3).unwrap(), chance(25, 1000).unwrap(), chance(9, 9).unwrap()),
        ("0.3333".into(), "0.0250".into(), "1.0000".into())
    );
}
