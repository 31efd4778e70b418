//! Why the payout changes between projected years, and by the changes of a scenario: by hand, and that the parts always sum
//! to the difference that a comparison shows.

use crate::runs;
use crate::small;
use crate::village::{MODEL, asked, told, village, with_models};
use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::language::Language::{En, Nl};
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::scenario::Prepared;
use verdeelsleutel::domain::simulation::variance::{VarianceFound, VarianceRow};
use verdeelsleutel::domain::simulation::{Found, Simulation};
use verdeelsleutel::intake::scenario::read;
use verdeelsleutel::report::simulation::{simulation_csv, simulation_table};
use verdeelsleutel::simulate::ask::ask;
use verdeelsleutel::simulate::studio::{Studio, Unwatched};

const SHADOW: &str = "name = \"dorp\"\n[[rule]]\nrule = {kind = \"proportional\", prices = \"shadow\"}\n";

/// To the midwives alone in 2027, by their work until then.
const GLIDE: &str = "name = \"pad\"\n[[rule]]\n[rule.rule]\nkind = \"blend\"\nparts = [\
     {name = \"werk\", weights = [{from = 2026-01-01, weight = \"100\"}, {from = 2027-01-01, weight = \"0\"}], \
      rule = {kind = \"proportional\", prices = \"shadow\"}}, \
     {name = \"vast\", weights = [{from = 2026-01-01, weight = \"0\"}, {from = 2027-01-01, weight = \"100\"}], \
      rule = {kind = \"participant_shares\", shares = {V1 = \"100\"}}}]\n";

fn prepared(dossier: &Dossier, years: &str, text: &str, model: &str) -> Prepared {
    told(dossier, years, text, &[model]).unwrap_or_else(|found| panic!("{:#?}", found.errors))
}

fn of(simulation: &Simulation, at: usize) -> &VarianceFound {
    match &simulation.answers[at].found {
        Found::Variance(found) => found,
        other => panic!("{other:?}"),
    }
}

/// The causes of a participant that are not nothing.
fn causes(row: &VarianceRow) -> BTreeMap<&'static str, i64> {
    let all = [
        ("volume", row.volume),
        ("price", row.price),
        ("mix", row.mix),
        ("model", row.model),
        ("shifts", row.shifts),
        ("guarantee", row.guarantee),
        ("corrections", row.corrections),
    ];
    all.into_iter().filter(|(_, cents)| !cents.is_zero()).map(|(name, cents)| (name, cents.0)).collect()
}

fn row<'f>(found: &'f VarianceFound, code: &str) -> &'f VarianceRow {
    found.models[0].participants.iter().find(|row| row.code == code).unwrap()
}

/// The causes of everyone in 2027, by a change.
#[track_caller]
fn by_change(change: &str, model: &str) -> Simulation {
    let dossier = village(&[]);
    let text = format!("[[change]]\n{change}\n[[question]]\nkind = \"variance\"\nyear = 2027\n");
    asked(&dossier, &[prepared(&dossier, "2026, 2027", &text, model)])
}

#[test]
fn more_care_is_volume() {
    let simulation = by_change("kind = \"volume\"\nfactor = \"2\"\nfrom = 2027", SHADOW);
    let found = of(&simulation, 0);
    assert_eq!(
        (found.before.year, found.before.changed, found.after.year, found.after.changed),
        (2027, false, 2027, true)
    );
    // 100.00 of C0 by 40 : 100, 95.00 of C1 by 40 : 50, 90.00 of C2; all of it twice.
    assert_eq!(found.models[0].all.before, Cents(28_500));
    assert_eq!(causes(&found.models[0].all), BTreeMap::from([("volume", 28_500)]));
    assert_eq!(causes(row(found, "V1")), BTreeMap::from([("volume", 2_857)]));
}

#[test]
fn a_higher_tariff_is_price() {
    let simulation = by_change("kind = \"integral_tariff\"\ninsurer = \"7095\"\nfactor = \"1.1\"\nfrom = 2027", SHADOW);
    // Z1 did all of C2: 90.00 to 99.00.
    assert_eq!(causes(row(of(&simulation, 0), "Z1")), BTreeMap::from([("price", 900)]));
    assert_eq!(causes(row(of(&simulation, 0), "V1")), BTreeMap::new());
}

/// What is paid by the piece follows the shadow tariff, and does not follow what insurers pay.
#[test]
fn what_is_paid_by_the_piece_changes_with_its_own_price() {
    let fixed = MODEL.split_once("[guarantee]").unwrap().0;
    let found =
        by_change("kind = \"shadow_tariff\"\ndiscipline = \"midwifery\"\nfactor = \"1.25\"\nfrom = 2027", fixed);
    // V2 delivered in the autumn before, at the tariff of that autumn.
    assert_eq!(causes(row(of(&found, 0), "V1")), BTreeMap::from([("price", 1_000)]));
    assert_eq!(causes(row(of(&found, 0), "V2")), BTreeMap::new());
    let found = by_change("kind = \"integral_tariff\"\nfactor = \"0.9\"\nfrom = 2027", fixed);
    assert!(of(&found, 0).models[0].participants.iter().all(|row| causes(row).is_empty()));
    // A budget that is spread over fewer claims takes more of each, which is nothing to who is paid by the piece.
    let slice =
        "[[top_slice]]\nname = \"kosten\"\nkind = \"budget\"\namount = \"20.00\"\nto = \"organisation\"\n[[shift]]";
    let found = by_change("kind = \"volume\"\nfactor = \"0.5\"\nfrom = 2027", &fixed.replace("[[shift]]", slice));
    assert_eq!(causes(row(of(&found, 0), "V1")), BTreeMap::from([("volume", -2_000)]));
    let found = by_change(
        "kind = \"volume\"\nfactor = \"0.5\"\nfrom = 2027",
        &(SHADOW.to_owned() + slice.trim_end_matches("[[shift]]")),
    );
    assert_eq!(causes(row(of(&found, 0), "Z1")).into_keys().collect::<Vec<_>>(), ["price", "volume"]);
    // Both of one year to another: more care, at another price, the price on the care there is.
    let dossier = village(&[]);
    let text = "[[change]]\nkind = \"volume\"\nfactor = \"2\"\nfrom = 2027\n[[change]]\nkind = \"shadow_tariff\"\n\
         activity = \"CONS\"\namount = \"50.00\"\nfrom = 2027\n[[question]]\nkind = \"variance\"\nfrom = 2026\nto = 2027\n";
    let found = asked(&dossier, &[prepared(&dossier, "2026, 2027", text, fixed)]);
    assert_eq!(causes(row(of(&found, 0), "V1")), BTreeMap::from([("volume", 4_000), ("price", 2_000)]));
}

#[test]
fn care_that_others_deliver_is_mix() {
    let change = "kind = \"participant\"\nparticipant = \"V1\"\nfrom = 2027\ndeliveries_to = {V3 = \"100\"}";
    let simulation = by_change(change, SHADOW);
    assert_eq!(causes(row(of(&simulation, 0), "V1")), BTreeMap::from([("mix", -2_857)]));
    assert_eq!(causes(row(of(&simulation, 0), "V3")), BTreeMap::from([("mix", 2_857)]));
    assert_eq!(causes(&of(&simulation, 0).models[0].all), BTreeMap::new());
}

#[test]
fn other_rules_are_model() {
    let set = "set = {rule = [{rule = {kind = \"participant_shares\", shares = {V1 = \"100\"}}}]}";
    let simulation = by_change(&format!("kind = \"model\"\n{set}"), SHADOW);
    // 28.57 to all of 285.00.
    assert_eq!(causes(row(of(&simulation, 0), "V1")), BTreeMap::from([("model", 28_500 - 2_857)]));
    assert!(of(&simulation, 0).models[0].model.changed);
}

#[test]
fn a_glide_path_that_goes_on_is_model() {
    let dossier = village(&[]);
    let text = "[[question]]\nkind = \"variance\"\nfrom = 2026\nto = 2027\n\
         [[question]]\nkind = \"variance\"\nfrom = 2027\nto = 2028\n";
    let simulation = asked(&dossier, &[prepared(&dossier, "2026, 2027, 2028", text, GLIDE)]);
    assert_eq!(causes(row(of(&simulation, 0), "V1")), BTreeMap::from([("model", 28_500 - 2_857)]));
    assert!(of(&simulation, 1).models[0].participants.iter().all(|row| causes(row).is_empty()));
}

/// What the year before left in the reserve pays what is short.
#[test]
fn what_a_year_opens_with_shows_in_the_guarantee() {
    let files = [
        ("balances.csv", "year,account,participant,amount\n2026,reserve,,0.00\n"),
        ("claim_events.csv", "event_id,claim_id,date,kind,amount\n"),
    ];
    let dossier = village(&files);
    let model = format!(
        "{SHADOW}[reserve]\nmaximum = \"0.00\"\n[guarantee]\nbaseline = \"mono\"\nfunding = [\"corridor\"]\n\
         shortage = \"proportional\"\nyears = [{{year = 2026, floor = \"100\", cap = \"200\"}}, {{year = 2027, floor = \"90\", \
         cap = \"101\"}}]\n"
    );
    let text = "[[question]]\nkind = \"variance\"\nfrom = 2026\nto = 2027\n";
    let simulation = asked(&dossier, &[prepared(&dossier, "2026, 2027", text, &model)]);
    let rows = &of(&simulation, 0).models[0].participants;
    assert!(rows.iter().all(|row| causes(row).keys().all(|cause| *cause == "guarantee")), "{rows:#?}");
    assert!(rows.iter().any(|row| !row.difference.is_zero()));
}

const SCENARIOS: [&str; 6] = [
    "ctg-50",
    "herijking-verloskunde",
    "minder-geboorten",
    "praktijk-vertrekt",
    "verzekeraar-min-2",
    "glijpad-98-95-90",
];

/// For every model of the example, between years and by the changes: the parts sum to the difference for everyone, and the
/// entitlements are those of the comparison.
#[test]
fn the_parts_sum_to_the_difference_of_the_comparison() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = Arc::new(runs::dossier(&folder));
    let studio = Studio::new(Arc::clone(&dossier), "0");
    let all = ["glide", "mono", "points", "shares"];
    let texts = all.map(|name| fs::read_to_string(folder.join(format!("models/{name}.toml"))).unwrap());
    let questions = "\n[[question]]\nkind = \"compare\"\n[[question]]\nkind = \"variance\"\nfrom = 2026\nto = 2028\n\
         [[question]]\nkind = \"variance\"\nfrom = 2027\nto = 2028\n[[question]]\nkind = \"variance\"\nyear = 2027\n";
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for name in SCENARIOS {
        let text = fs::read_to_string(folder.join(format!("scenarios/{name}.toml"))).unwrap() + questions;
        let scenario = read("scenarios/x.toml", text.as_bytes(), &dossier.reference)
            .unwrap_or_else(|found| panic!("{name} {:#?}", found.errors));
        // A shift or guarantee that a change names is not in every model.
        let needs_glide = ["ctg-50", "glijpad-98-95-90"].contains(&name);
        let models: Vec<&str> = texts.iter().take(if needs_glide { 1 } else { 4 }).map(String::as_str).collect();
        let prepared = with_models(&dossier, scenario, &models).unwrap_or_else(|found| panic!("{:#?}", found.errors));
        let simulation = ask(&studio, &[prepared], &Unwatched).unwrap();
        for at in 0..simulation.answers.len() {
            let found = of(&simulation, at);
            for (of_model, case) in found.models.iter().zip(&simulation.cases) {
                let year = |year: i32| case.years.iter().find(|figures| figures.year == year).unwrap();
                for row in &of_model.participants {
                    let figure = |of: i32| {
                        let rows = &year(of).participants;
                        rows.iter().find(|figures| figures.participant == row.code).unwrap().figures.entitlement
                    };
                    let before = figure(found.before.year);
                    let before = if found.before.changed { before.value } else { before.base };
                    assert_eq!(
                        (row.before, row.after),
                        (before, figure(found.after.year).value),
                        "{name} {}",
                        row.code
                    );
                }
                assert_eq!(of_model.participants.len(), year(2028).participants.len());
                assert_eq!(of_model.all.after, year(found.after.year).total.figures.entitlement.value);
                for row in of_model.participants.iter().chain(&of_model.disciplines).chain([&of_model.all]) {
                    let causes = causes(row);
                    assert_eq!(causes.values().sum::<i64>(), row.after.0 - row.before.0, "{name} {row:?}");
                    assert_eq!(row.difference, row.after.minus(row.before).unwrap());
                    causes.into_keys().for_each(|cause| *seen.entry(cause).or_default() += 1);
                }
                assert!(of_model.model_within_mix.is_none(), "{:?}", of_model.model_within_mix);
            }
        }
    }
    assert_eq!(seen.len(), 7, "every cause occurs: {seen:?}");
}

#[test]
fn the_table_and_the_csv_say_it_in_words() {
    let dossier = village(&[]);
    let text = "[[change]]\nkind = \"volume\"\nfactor = \"2\"\nfrom = 2027\n\
         [[question]]\nkind = \"variance\"\nfrom = 2026\nto = 2027\n[[question]]\nkind = \"variance\"\nyear = 2027\n";
    let simulation = asked(&dossier, &[prepared(&dossier, "2026, 2027", text, SHADOW)]);
    let dutch = simulation_table(&simulation, Nl).unwrap();
    for part in [
        "proef · waarom de uitkomst verandert: van 2026 met de wijzigingen naar 2027 met de wijzigingen",
        "van 2027 zonder de wijzigingen naar 2027 met de wijzigingen",
        "De delen tellen precies op tot het verschil.",
        "Z1 Ziekenhuis",
        "285,00",
    ] {
        assert!(dutch.contains(part), "{part} is not in\n{dutch}");
    }
    let english = simulation_table(&simulation, En).unwrap();
    for part in ["why the outcome changes: from 2026", "The parts sum exactly to the difference.", "285.00"] {
        assert!(english.contains(part), "{part} is not in\n{english}");
    }
    let csv = simulation_csv(&simulation).unwrap();
    assert!(csv.contains("proef,dorp,variance,,2026/2027,participant,V1,volume,28.57,,\n"), "{csv}");
    assert!(csv.contains("proef,dorp,variance,,2027,total,,volume,285.00,,\n"), "{csv}");
}

/// A model that is bound to nothing of a dossier but its codes: a scenario without changes changes nothing.
#[test]
fn nothing_changes_where_nothing_is_changed() {
    let rows = small::care(&[("2026-03-01", &["V1", "Z1"]), ("2026-04-01", &["V1"])]);
    let dossier = small::dossier(rows);
    let text =
        "[[question]]\nkind = \"variance\"\nyear = 2027\n[[question]]\nkind = \"variance\"\nfrom = 2026\nto = 2027\n";
    let simulation = asked(&dossier, &[prepared(&dossier, "2026, 2027", text, SHADOW)]);
    for at in 0..2 {
        assert!(of(&simulation, at).models[0].participants.iter().all(|row| causes(row).is_empty()));
        assert!(of(&simulation, at).models[0].all.after.is_positive());
    }
}
