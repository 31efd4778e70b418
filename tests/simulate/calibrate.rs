//! Calibrated shares: by hand, against a mix that is added up from the files of the example by itself, and pasted in a model.

use crate::runs;
use crate::village::{MODEL, asked, told, village};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use verdeelsleutel::calc::flows::Recipient;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::language::Language::{En, Nl};
use verdeelsleutel::domain::model::rule::Rule;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::ProblemCode;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::domain::simulation::Found;
use verdeelsleutel::domain::simulation::calibrate::{CalibrateFound, Calibrated};
use verdeelsleutel::intake;
use verdeelsleutel::report::simulation::{simulation_csv, simulation_table};
use verdeelsleutel::simulate::ask::ask;
use verdeelsleutel::simulate::studio::{Studio, Unanswered, Unwatched};

fn question(fields: &str) -> String {
    format!("[[question]]\nkind = \"calibrate\"\n{fields}\n")
}

fn found(dossier: &Dossier, fields: &str, model: &str) -> CalibrateFound {
    let prepared =
        told(dossier, "2026", &question(fields), &[model]).unwrap_or_else(|found| panic!("{:#?}", found.errors));
    match asked(dossier, &[prepared]).answers.remove(0).found {
        Found::Calibrate(found) => found,
        other => panic!("{other:?}"),
    }
}

fn shares(row: &Calibrated) -> Vec<(&str, &str, i64, i64)> {
    row.shares.iter().map(|share| (share.code.as_str(), share.share.as_str(), share.value.0, share.error.0)).collect()
}

#[test]
fn shares_are_the_mono_mix_rounded_to_the_decimals_asked() {
    let dossier = village(&[]);
    // Z1: 4 × 50.00; V1 and V2 40.00 each: 71.43 and 28.57%.
    let row = |fields: &str| found(&dossier, fields, MODEL).performances.remove(0);
    assert_eq!(shares(&row("")), [("hospital", "71.4", 20_000, -8), ("midwifery", "28.6", 8_000, 8)]);
    assert_eq!(shares(&row("decimals = 0")), [("hospital", "71", 20_000, -120), ("midwifery", "29", 8_000, 120)]);
    // Two hundredths are left over three equal remainders: the hash says whose they are.
    assert_eq!(
        shares(&row("shares = \"participant\"\ndecimals = \"2\"")),
        [("V1", "14.29", 4_000, 1), ("V2", "14.28", 4_000, -2), ("Z1", "71.43", 20_000, 1)]
    );
    let found = found(&dossier, "", MODEL);
    assert_eq!((found.from.to_string(), found.to.to_string()), ("2026-01-01".to_owned(), "2026-12-31".to_owned()));
    assert_eq!(
        (found.all.claims, found.all.value, shares(&found.all)),
        (3, Cents(28_000), shares(&found.performances[0]))
    );
}

#[test]
fn the_basis_the_period_and_the_prices_are_those_that_are_asked() {
    let dossier = village(&[]);
    let of = |fields: &str| found(&dossier, fields, MODEL).performances.remove(0);
    // Accepted is C1 alone: 40.00 by V2 and 50.00 by Z1.
    assert_eq!(shares(&of("basis = \"accepted\"")), [("hospital", "55.6", 5_000, 4), ("midwifery", "44.4", 4_000, -4)]);
    // In February C2 alone; the care of the others is of later claims, whenever it was delivered.
    assert_eq!(shares(&of("period = {from = 2026-02-01, to = 2026-02-28}")), [("hospital", "100.0", 5_000, 0)]);
    let points = format!(
        "[[price_table]]\nname = \"points\"\nprices = [{{activity = \"CONS\", price = \"3\"}}, {{activity = \"POLI\", \
         price = \"1\"}}]\n{}",
        MODEL.split_once('\n').unwrap().1
    );
    let model = format!("name = \"dorp\"\n{points}");
    let by_points = found(&dossier, "values = \"points\"", &model);
    assert_eq!((by_points.values.as_str(), by_points.model.as_deref()), ("points", Some("dorp")));
    assert_eq!(shares(&by_points.performances[0]), [("hospital", "40.0", 400, 0), ("midwifery", "60.0", 600, 0)]);
    assert!(by_points.toml.contains("within = \"points\", shares = {hospital = \"40.0\", midwifery = \"60.0\"}"));
}

#[test]
fn a_period_of_several_years_sees_each_year_as_its_run_does() {
    // C1 of 2025; its care was settled in 2024, and counts nowhere.
    let claims = "claim_id,episode_id,date,insurer,performance,quantity\nC0,T0,2026-03-01,3311,PRE,1\n\
         C1,T1,2025-04-01,3312,PRE,1\nC2,T2,2025-05-01,3311,PRE,1\n";
    let deliveries = "delivery_id,episode_id,date,participant,activity,quantity\nL0,T0,2026-02-10,V1,CONS,1\n\
         L1,T1,2025-03-20,Z1,POLI,1\nL2,T2,2025-04-20,V3,CONS,1\nL3,T2,2025-04-20,Z1,POLI,2\n";
    // V3 became V2 in 2026.
    let participants = "participant,name,discipline,merged_into,merged_on\nV1,Een,midwifery,,\nV2,Twee,midwifery,,\n\
         V3,Drie,midwifery,V2,2026-01-01\nZ1,Ziekenhuis,hospital,,\n";
    let dossier = village(&[
        ("claims.csv", claims),
        ("deliveries.csv", deliveries),
        ("participants.csv", participants),
        ("claim_events.csv", "event_id,claim_id,date,kind,amount\n"),
        ("settled.csv", "delivery_id,year\nL1,2024\n"),
    ]);
    let row = |fields: &str| found(&dossier, fields, MODEL).performances.remove(0);
    let both = "shares = \"participant\"\nperiod = {from = 2025-01-01, to = 2026-12-31}";
    assert_eq!(shares(&row(both)), [("V1", "22.2", 4_000, -4), ("V2", "22.2", 4_000, -4), ("Z1", "55.6", 10_000, 8)]);
    let first = "shares = \"participant\"\nperiod = {from = 2025-01-01, to = 2025-12-31}";
    assert_eq!(shares(&row(first)), [("V3", "28.6", 4_000, 4), ("Z1", "71.4", 10_000, -4)]);
}

#[test]
fn without_care_there_is_nothing_to_calibrate() {
    let dossier = village(&[]);
    let refused = |fields: &str| {
        let prepared = told(&dossier, "2026", &question(fields), &[MODEL]).unwrap();
        match ask(&Studio::new(dossier.clone().into(), "0"), &[prepared], &Unwatched) {
            Err(Unanswered::Refused(refusal)) => refusal.code,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused("basis = \"paid\""), ProblemCode::InvalidScenario);
    assert_eq!(refused("period = {from = 2024-01-01, to = 2024-12-31}"), ProblemCode::InvalidScenario);
    let model = MODEL.replacen(
        '\n',
        "\n[[price_table]]\nname = \"points\"\nprices = [{activity = \"CONS\", price = \"3\"}]\n",
        1,
    );
    let prepared = told(&dossier, "2026", &question("values = \"points\""), &[&model]).unwrap();
    let refused = match ask(&Studio::new(dossier.clone().into(), "0"), &[prepared], &Unwatched) {
        Err(Unanswered::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!((refused.code, refused.problems.len()), (ProblemCode::PriceMissing, 3));
}

/// The rows of a file as maps.
fn rows(folder: &Path, file: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join(file)).unwrap();
    let header = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| named(row.unwrap())).collect()
}

/// A decimal as a whole number of its ten-thousandths.
fn scaled(text: &str) -> i128 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{fraction:0<4}").parse().unwrap()
}

type Mix = BTreeMap<String, BTreeMap<String, i128>>;

/// The shadow value in cents of what was delivered in the accepted claims of 2026 of the example, by performance and
/// discipline: from the files alone, with nothing of the product.
fn mix_of_the_files(folder: &Path) -> Mix {
    let of = |row: &BTreeMap<String, String>, key: &str| row.get(key).cloned().unwrap_or_default();
    let map = |file: &str, key: &str, value: &str| -> BTreeMap<String, String> {
        rows(folder, file).iter().map(|row| (of(row, key), of(row, value))).collect()
    };
    let disciplines = map("participants.csv", "participant", "discipline");
    let merged: BTreeMap<String, String> = rows(folder, "participants.csv")
        .iter()
        .filter(|row| !of(row, "merged_on").is_empty() && of(row, "merged_on").as_str() <= "2026-12-31")
        .map(|row| (of(row, "participant"), of(row, "merged_into")))
        .collect();
    let bundles = map("performances.csv", "performance", "bundle");
    let own_bundle = map("activities.csv", "activity", "bundle");
    let mut last: BTreeMap<String, (String, String, String)> = BTreeMap::new();
    for row in rows(folder, "claim_events.csv") {
        let (event, claim) = ((of(&row, "date"), of(&row, "event_id"), of(&row, "kind")), of(&row, "claim_id"));
        if event.2 != "paid" && last.get(&claim).is_none_or(|known| (&known.0, &known.1) < (&event.0, &event.1)) {
            last.insert(claim, event);
        }
    }
    let state = |claim: &str| last.get(claim).map_or("", |event| event.2.as_str());
    // By episode and bundle: (date, id, performance) of the claims that are not void.
    let mut claims: BTreeMap<(String, String), Vec<[String; 3]>> = BTreeMap::new();
    for row in rows(folder, "claims.csv") {
        let (id, performance) = (of(&row, "claim_id"), of(&row, "performance"));
        if !["rejected", "withdrawn"].contains(&state(&id)) {
            let place = (of(&row, "episode_id"), bundles[&performance].clone());
            claims.entry(place).or_default().push([of(&row, "date"), id, performance]);
        }
    }
    let settled = map("settled.csv", "delivery_id", "year");
    let deliveries = rows(folder, "deliveries.csv");
    let replaces: BTreeMap<String, String> =
        deliveries.iter().map(|row| (of(row, "delivery_id"), of(row, "replaces"))).collect();
    let replaced: BTreeSet<&String> = replaces.values().collect();
    let tariffs = rows(folder, "shadow_tariffs.csv");
    let mut mix = Mix::new();
    for row in &deliveries {
        let mut id = of(row, "delivery_id");
        if replaced.contains(&id) || scaled(&of(row, "quantity")) == 0 {
            continue;
        }
        while !settled.contains_key(&id) && replaces.get(&id).is_some_and(|before| !before.is_empty()) {
            id = replaces[&id].clone();
        }
        if settled.get(&id).is_some_and(|year| year != "2026") {
            continue;
        }
        let (activity, date) = (of(row, "activity"), of(row, "date"));
        let bundle = match of(row, "bundle") {
            given if given.is_empty() => own_bundle[&activity].clone(),
            given => given,
        };
        let Some(candidates) = claims.get(&(of(row, "episode_id"), bundle)) else { continue };
        let after = candidates.iter().filter(|claim| claim[0] >= date).min();
        let latest = candidates.iter().map(|claim| &claim[0]).max().unwrap();
        let before = || candidates.iter().filter(|claim| claim[0] == *latest).min();
        let [day, claim, performance] = after.or_else(before).unwrap();
        if !day.starts_with("2026") || state(claim) != "accepted" {
            continue;
        }
        let who = of(row, "participant");
        let who = merged.get(&who).unwrap_or(&who);
        let price = |own: &str| {
            let holds = |tariff: &&BTreeMap<String, String>| {
                let to = of(tariff, "valid_to");
                of(tariff, "activity") == activity
                    && of(tariff, "participant") == own
                    && of(tariff, "valid_from") <= date
                    && (to.is_empty() || date <= to)
            };
            tariffs.iter().find(holds).map(|tariff| scaled(&of(tariff, "tariff")))
        };
        let price = price(who).or_else(|| price("")).unwrap();
        // To cents, half up: nothing here is negative.
        let cents = (scaled(&of(row, "quantity")) * price + 500_000) / 1_000_000;
        *mix.entry(performance.clone()).or_default().entry(disciplines[who].clone()).or_default() += cents;
    }
    mix
}

/// Largest remainder, for weights without equal remainders.
fn rounded(values: &BTreeMap<String, i128>, decimals: u32) -> BTreeMap<String, String> {
    let (hundred, total) = (100 * 10i128.pow(decimals), values.values().sum::<i128>());
    let mut shares: Vec<(i128, &String, i128)> =
        values.iter().map(|(code, value)| (hundred * value % total, code, hundred * value / total)).collect();
    shares.sort();
    let left = hundred - shares.iter().map(|share| share.2).sum::<i128>();
    shares.iter_mut().rev().take(usize::try_from(left).unwrap()).for_each(|share| share.2 += 1);
    let text = |share: i128| {
        let places = usize::try_from(decimals).unwrap();
        let digits = format!("{share:0>width$}", width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        if places == 0 { whole.to_owned() } else { format!("{whole}.{fraction}") }
    };
    shares.into_iter().map(|(_, code, share)| (code.clone(), text(share))).collect()
}

#[test]
fn calibrated_shares_reproduce_the_mono_mix_of_the_example_to_the_last_decimal_asked() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let model = fs::read_to_string(folder.join("models/shares.toml")).unwrap();
    let mut mix = mix_of_the_files(&folder);
    assert_eq!(mix.len(), 8);
    let mut all: BTreeMap<String, i128> = BTreeMap::new();
    mix.values().flatten().for_each(|(code, value)| *all.entry(code.clone()).or_default() += value);
    mix.insert("*".to_owned(), all);
    for decimals in 0..=6 {
        let found = found(&dossier, &format!("basis = \"accepted\"\ndecimals = {decimals}"), &model);
        assert_eq!(found.performances.len(), 8);
        for row in found.performances.iter().chain([&found.all]) {
            let expected = &mix[&row.performance];
            let values: BTreeMap<String, i128> =
                row.shares.iter().map(|share| (share.code.clone(), i128::from(share.value.0))).collect();
            assert_eq!(values, *expected, "{}", row.performance);
            let given: BTreeMap<String, String> =
                row.shares.iter().map(|share| (share.code.clone(), share.share.clone())).collect();
            assert_eq!(given, rounded(expected, decimals), "{}", row.performance);
            assert_eq!(Cents::sum(row.shares.iter().map(|share| share.by_share)), Ok(row.value));
            assert_eq!(Cents::sum(row.shares.iter().map(|share| share.error)), Ok(Cents::ZERO));
        }
    }
}

/// The model of the example was calibrated by hand on the same care, with one decimal.
#[test]
fn the_shares_of_the_model_of_the_example_come_out() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let text = fs::read_to_string(folder.join("models/shares.toml")).unwrap();
    let model = runs::model(&folder, "shares", &dossier).unwrap();
    let found = found(&dossier, "basis = \"accepted\"", &text);
    let of = |rule: &Rule| match rule {
        Rule::DisciplineShares { shares, .. } => shares
            .iter()
            .map(|(at, share)| (dossier.reference.discipline_code(*at).to_owned(), share.to_string()))
            .collect::<BTreeMap<String, String>>(),
        other => panic!("{other:?}"),
    };
    let calibrated = |row: &Calibrated| -> BTreeMap<String, String> {
        let trimmed = |share: &str| share.trim_end_matches('0').trim_end_matches('.').to_owned();
        row.shares.iter().map(|share| (share.code.clone(), trimmed(&share.share))).collect()
    };
    for row in &found.performances {
        let performance = dossier.reference.find_performance(&row.performance).unwrap();
        let rule = model.rules.iter().find(|entry| entry.performances.matches(performance)).unwrap();
        assert_eq!(calibrated(row), of(&model.node(rule.root).rule), "{}", row.performance);
    }
    let bonus = model.adjustment("bonus").unwrap();
    assert_eq!(calibrated(&found.all), of(&model.node(bonus.root).rule));
}

#[test]
fn the_text_is_pasted_in_a_model_and_computes() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let model = fs::read_to_string(folder.join("models/shares.toml")).unwrap();
    for fields in ["", "shares = \"participant\"\ndecimals = 4", "period = {from = 2026-12-30, to = 2026-12-31}"] {
        let calibrated = found(&dossier, &format!("basis = \"accepted\"\n{fields}"), &model);
        let text = format!("name = \"geijkt\"\n{}", calibrated.toml);
        let pasted = intake::model::parse("models/geijkt.toml", &text, &dossier.reference)
            .unwrap_or_else(|problems| panic!("{text}\n{:#?}", problems.errors));
        let kind = RunKind::Settlement;
        let spec = RunSpec { year: 2026, to: last_day(2026), as_of: None, basis: Basis::Accepted, kind };
        run(&dossier, &pasted, &spec, &mut Silent).unwrap();
        if !fields.is_empty() {
            continue;
        }
        let claims_only = Dossier { adjustments: Vec::new(), ..dossier.clone() };
        let outcome = run(&claims_only, &pasted, &spec, &mut Silent).unwrap();
        // Each claim is divided by the shares to the cent: a discipline gets its share but for a cent a claim.
        for row in &calibrated.performances {
            let performance = dossier.reference.find_performance(&row.performance).unwrap();
            let flows: Vec<_> = outcome.flows.iter().filter(|flow| flow.performance == Some(performance)).collect();
            let total: i64 = outcome.performances.iter().find(|of| of.performance == performance).unwrap().revenue.0;
            for share in &row.shares {
                let given: i64 = flows
                    .iter()
                    .filter_map(|flow| match flow.recipient {
                        Recipient::Participant(who) => {
                            let of = dossier.reference.participants[who.at()].discipline;
                            (dossier.reference.discipline_code(of) == share.code).then_some(flow.amount.0)
                        }
                        _ => None,
                    })
                    .sum();
                let expected = i128::from(total) * scaled(&share.share) / 1_000_000;
                let off = (i128::from(given) - expected).unsigned_abs();
                assert!(off <= u128::from(row.claims), "{row:?} {given}");
            }
        }
    }
}

/// Codes that TOML would read otherwise, and performances without care.
#[test]
fn whatever_the_codes_are_the_text_is_read() {
    let participants = "participant,name,discipline\nV.1,Een,midwifery\nV2,Twee,midwifery\nZ 1,Ziekenhuis,hospital\n";
    let deliveries = "delivery_id,episode_id,date,participant,activity,quantity\nL0,T0,2026-02-10,V.1,CONS,1\n\
         L1,T0,2026-02-20,Z 1,POLI,2\n";
    let performances = "performance,name,bundle,unit\nPRE,Prenataal,prenatal,case\nNAT,Nataal,natal,case\n";
    let dossier = village(&[
        ("participants.csv", participants),
        ("deliveries.csv", deliveries),
        ("performances.csv", performances),
    ]);
    for of in ["discipline", "participant"] {
        let found = found(&dossier, &format!("shares = \"{of}\""), MODEL);
        assert_eq!(found.performances.len(), 1);
        assert!(found.toml.contains("performances = [\"NAT\"]"), "{}", found.toml);
        let text = format!("name = \"geijkt\"\n{}", found.toml);
        intake::model::parse("models/geijkt.toml", &text, &dossier.reference)
            .unwrap_or_else(|problems| panic!("{text}\n{:#?}", problems.errors));
    }
}

#[test]
fn the_table_and_the_csv_say_it_in_words() {
    let dossier = village(&[]);
    let prepared = told(&dossier, "2026", &question(""), &[MODEL]).unwrap();
    let simulation = asked(&dossier, &[prepared]);
    let dutch = simulation_table(&simulation, Nl).unwrap();
    for part in [
        "proef · ijking\n",
        "schaduwtarief (mono)",
        "niet naar doorgerekende jaren",
        "71,4",
        "══ Alle prestaties",
        "Om in een model te plakken:\n\n# Aandelen",
        "rule = {kind = \"discipline_shares\", within = \"shadow\", shares = {hospital = \"71.4\", midwifery = \"28.6\"}}",
    ] {
        assert!(dutch.contains(part), "{part} is not in\n{dutch}");
    }
    let english = simulation_table(&simulation, En).unwrap();
    for part in ["calibration\n", "The dossier itself was looked at, not projected years", "To paste in a model:"] {
        assert!(english.contains(part), "{part} is not in\n{english}");
    }
    let csv = simulation_csv(&simulation).unwrap();
    assert!(csv.contains("proef,,calibrate,,2026-01-01/2026-12-31,discipline,PRE/hospital,share,71.4,,\n"), "{csv}");
    assert!(csv.contains("discipline,*/midwifery,error,0.08,,\n"), "{csv}");
}
