//! Sweeps and break-evens: a point is the scenario with the value written in it, and zeros are found where they are.

use crate::runs;
use crate::village::{MODEL, asked, refused, told, village};
use serde_json::{Value, json};
use std::fs;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::language::Language::{En, Nl};
use verdeelsleutel::domain::scenario::Prepared;
use verdeelsleutel::intake::scenario::{ModelText, prepare, read};
use verdeelsleutel::report::result::json as document;
use verdeelsleutel::report::simulation::{simulation_csv, simulation_table};

/// Everything by value: V1 40, V2 40, Z1 200 of what insurers pay.
const BY_VALUE: &str = "name = \"naar waarde\"\n[[rule]]\nrule = {kind = \"proportional\", prices = \"shadow\", \
     scope = \"run\"}\n";

/// Shares by discipline, and nobody below 90% of mono, without any money for it.
const SHARES: &str = "name = \"percentages\"\n[[rule]]\nrule = {kind = \"discipline_shares\", within = \"shadow\", \
     shares = {midwifery = \"30\", hospital = \"70\"}}\n[guarantee]\nbaseline = \"mono\"\nfunding = [\"corridor\"]\n\
     shortage = \"proportional\"\nyears = [{year = 2026, floor = \"90\"}]\n";

#[track_caller]
fn found(dossier: &Dossier, years: &str, question: &str, models: &[&str]) -> Value {
    let text = format!("[[question]]\n{question}");
    let prepared = told(dossier, years, &text, models).unwrap_or_else(|problems| panic!("{:#?}", problems.errors));
    serde_json::from_str(&document(&asked(dossier, &[prepared]))).unwrap()
}

#[track_caller]
fn crossings(dossier: &Dossier, question: &str, model: &str) -> Value {
    let question = format!("kind = \"break_even\"\n{question}");
    found(dossier, "2026", &question, &[model])["answers"][0]["models"][0]["crossings"].clone()
}

/// Insurer 3311 pays 100.00 × f, the others 95.00 and 90.00; the care is worth 280.00: nothing is left at 0.95.
#[test]
fn a_known_crossing_is_found_exactly() {
    let dossier = village(&[]);
    let question = |precision: &str| {
        format!(
            "parameter = {{kind = \"integral_tariff\", insurer = \"3311\"}}\nlowest = \"0.5\"\nhighest = \"1.5\"\n\
             precision = \"{precision}\"\nfigure = \"against_mono\"\n"
        )
    };
    let exact = json!([{"kind": "crosses", "is_exact": true, "low": {"value": "0.95", "amount": "0.00"},
        "high": {"value": "0.95", "amount": "0.00"}}]);
    assert_eq!(crossings(&dossier, &question("0.01"), BY_VALUE), exact);
    assert_eq!(crossings(&dossier, &question("0.0001"), BY_VALUE)[0]["low"]["amount"], "0.00");
    // 0.95 lies between two values that are 0.02 apart from 0.5 on.
    let between = json!([{"kind": "crosses", "is_exact": false, "low": {"value": "0.94", "amount": "-1.00"},
        "high": {"value": "0.96", "amount": "1.00"}}]);
    assert_eq!(crossings(&dossier, &question("0.02"), BY_VALUE), between);
}

#[test]
fn where_nothing_crosses_that_is_said() {
    let dossier = village(&[]);
    let question = "kind = \"break_even\"\nparameter = {kind = \"births\"}\nlowest = \"0.5\"\nhighest = \"1.5\"\n\
         precision = \"0.1\"\nfigure = \"entitlement\"\nparticipant = \"Z1\"\n";
    let document = found(&dossier, "2026", question, &[BY_VALUE]);
    let model = &document["answers"][0]["models"][0];
    assert_eq!(model["crossings"], json!([]));
    // 285.00 × 200/280 at 1, half of it at 0.5.
    assert_eq!(model["looked_at"][0], json!({"value": "0.5", "amount": "101.79"}));
    assert_eq!(model["looked_at"][5], json!({"value": "1", "amount": "203.57"}));
}

/// Of 285.00 the midwives (80.00 worth) are short below 25.3%, the hospital (200.00 worth) above 36.8%.
#[test]
fn a_stretch_without_any_need_is_found_from_end_to_end() {
    let dossier = village(&[]);
    let question = "parameter = {kind = \"discipline_share\", discipline = \"midwifery\"}\nlowest = 0\nhighest = 100\n\
         precision = 1\nfigure = \"guarantee\"\n";
    let expected = json!([{"kind": "touches", "is_exact": true, "low": {"value": "26", "amount": "0.00"},
        "high": {"value": "36", "amount": "0.00"}}]);
    assert_eq!(crossings(&dossier, question, SHARES), expected);
    // Up to an end of the range.
    let question = question.replace("lowest = 0", "lowest = 30");
    assert_eq!(crossings(&dossier, &question, SHARES)[0]["kind"], "edge");
}

/// What a board reads of it, in both languages.
#[test]
fn a_break_even_is_told_in_a_sentence() {
    let dossier = village(&[]);
    let question = "[[question]]\nkind = \"break_even\"\nparameter = {kind = \"integral_tariff\", insurer = \"3311\"}\n\
         lowest = \"0.5\"\nhighest = \"1.5\"\nprecision = \"0.02\"\nfigure = \"against_mono\"\n";
    let prepared = told(&dossier, "2026", question, &[BY_VALUE]).unwrap();
    let found = asked(&dossier, &[prepared]);
    let dutch = simulation_table(&found, Nl).unwrap();
    assert!(dutch.contains("Wanneer is de aanspraak min mono van de IGO in 2026 nul?"), "{dutch}");
    assert!(dutch.contains("naar waarde: tussen 0,94× (−€ 1,00) en 0,96× (+€ 1,00)."), "{dutch}");
    let english = simulation_table(&found, En).unwrap();
    assert!(english.contains("between 0.94× (−€ 1.00) and 0.96× (+€ 1.00)."), "{english}");
    let csv = simulation_csv(&found).unwrap();
    assert!(csv.contains("proef,naar waarde,break_even,integral_tariff=0.94,2026,organisation,,crosses_low,-1.00,,\n"));
}

/// Each parameter at a value, and the same written in the scenario by hand.
const POINTS: &[(&str, &str, &str)] = &[
    (
        "kind = \"uptake\", shift = \"CTG in de eerste lijn\"",
        "40",
        "[[change]]\nkind = \"care_shift\"\nshift = \"CTG in de eerste lijn\"\nshare = [{year = 2026, share = \"40\"}]\n",
    ),
    (
        "kind = \"floor\"",
        "97",
        "[[change]]\nkind = \"model\"\nset = {guarantee = {years = [{year = 2026, floor = \"97\"}, {year = 2027, floor = \"97\"}]}}\n",
    ),
    (
        "kind = \"floor\", year = 2027",
        "92",
        "[[change]]\nkind = \"model\"\nset = {guarantee = {years = [{year = 2027, floor = \"92\"}]}}\n",
    ),
    (
        "kind = \"cap\"",
        "101.5",
        "[[change]]\nkind = \"model\"\nset = {guarantee = {years = [{year = 2026, cap = \"101.5\"}, {year = 2027, cap = \"101.5\"}]}}\n",
    ),
    (
        "kind = \"integral_tariff\", insurer = \"7119\"",
        "0.98",
        "[[change]]\nkind = \"integral_tariff\"\ninsurer = \"7119\"\nfactor = \"0.98\"\n",
    ),
    (
        "kind = \"shadow_tariff\", discipline = \"midwifery\"",
        "1.143",
        "[[change]]\nkind = \"shadow_tariff\"\ndiscipline = \"midwifery\"\nfactor = \"1.143\"\n",
    ),
    ("kind = \"births\"", "0.92", "[[change]]\nkind = \"volume\"\nfactor = \"0.92\"\n"),
];

fn example() -> (Dossier, String) {
    let folder = runs::repository("fixtures/voorbeeld");
    let glide = fs::read_to_string(folder.join("models/glide.toml")).unwrap();
    (runs::dossier(&folder), glide)
}

fn under(dossier: &Dossier, model: &str, years: &str, rest: &str) -> Prepared {
    let text = format!("name = \"proef\"\nyears = [{years}]\n{rest}");
    let scenario = read("scenarios/proef.toml", text.as_bytes(), &dossier.reference)
        .unwrap_or_else(|problems| panic!("{rest}\n{:#?}", problems.errors));
    let texts = [ModelText { file: "models/glide.toml", bytes: model.as_bytes() }];
    prepare("scenarios/proef.toml", scenario, &texts, &dossier.reference)
        .unwrap_or_else(|problems| panic!("{rest}\n{:#?}", problems.errors))
}

#[test]
fn a_point_is_the_scenario_with_the_value_written_in_it() {
    let (dossier, glide) = example();
    for (parameter, value, by_hand) in POINTS {
        let question =
            format!("[[question]]\nkind = \"sweep\"\nparameters = [{{{parameter}, values = [\"{value}\"]}}]\n");
        let swept = asked(&dossier, &[under(&dossier, &glide, "2026, 2027", &question)]);
        let compared = asked(&dossier, &[under(&dossier, &glide, "2026, 2027", by_hand)]);
        let swept: Value = serde_json::from_str(&document(&swept)).unwrap();
        let compared: Value = serde_json::from_str(&document(&compared)).unwrap();
        let points = swept["answers"][0]["models"][0]["points"].as_array().unwrap();
        assert_eq!(points.len(), 1);
        for (point, year) in
            points[0]["years"].as_array().unwrap().iter().zip(compared["cases"][0]["years"].as_array().unwrap())
        {
            assert_eq!(point["organisation"]["reserve"], year["reserve"]["end"], "{question}");
            assert_eq!(point["organisation"]["guarantee"], year["guarantee"]["need"], "{question}");
            assert_eq!(point["organisation"]["revenue"], year["total"]["revenue"], "{question}");
            for list in ["participants", "disciplines"] {
                let rows = point[list].as_array().unwrap().iter().zip(year[list].as_array().unwrap());
                for (row, of_year) in rows {
                    for figure in ["entitlement", "against_mono", "margin"] {
                        assert_eq!(row[figure], of_year[figure], "{question}{}", row["code"]);
                    }
                }
            }
        }
        let moved = points[0]["years"][1]["participants"].as_array().unwrap();
        let moves = |row: &Value| row["against_mono"]["difference"] != "0.00";
        assert!(moved.iter().any(moves), "nothing moves: {question}");
    }
}

/// A part of a blend that weighs 25% leaves 75% for the other; a share of 40 leaves 60 in the old proportion.
#[test]
fn weights_and_shares_leave_the_others_their_proportion() {
    let (dossier, glide) = example();
    let sweep = |parameter: &str| format!("[[question]]\nkind = \"sweep\"\nparameters = [{{{parameter}}}]\n");
    let by_hand = |part: &str| {
        glide
            .lines()
            .map(|line| {
                match line.trim_start().starts_with("{name = \"mono\"")
                    || line.trim_start().starts_with("{name = \"percentages\"")
                {
                    false => line.to_owned(),
                    true => {
                        let weight = if line.contains("name = \"mono\"") == (part == "mono") { "25" } else { "75" };
                        let (head, rest) = line.split_once("weights = [").unwrap();
                        let (_, tail) = rest.split_once(']').unwrap();
                        format!("{head}weights = [{{from = 2026-01-01, weight = \"{weight}\"}}]{tail}")
                    }
                }
            })
            .collect::<Vec<_>>()
            .join("\n")
    };
    let points = |model: &str, question: &str| {
        let found = asked(&dossier, &[under(&dossier, model, "2026, 2027", question)]);
        let found: Value = serde_json::from_str(&document(&found)).unwrap();
        found["answers"][0]["models"][0]["points"][0]["years"].clone()
    };
    let swept = points(&glide, &sweep("kind = \"blend_weight\", part = \"mono\", values = [25]"));
    let written = points(&by_hand("mono"), &sweep("kind = \"births\", values = [1]"));
    for (one, other) in swept.as_array().unwrap().iter().zip(written.as_array().unwrap()) {
        for (row, by_hand) in
            one["participants"].as_array().unwrap().iter().zip(other["participants"].as_array().unwrap())
        {
            assert_eq!(row["entitlement"]["value"], by_hand["entitlement"]["value"]);
        }
    }
    // PRE: 73.3, 7.4, 4.3, 15.0; with 40 for the midwives 60 is left for 26.7.
    let shares = fs::read_to_string(runs::repository("fixtures/voorbeeld/models/shares.toml")).unwrap();
    let old = "shares = {midwifery = \"73.3\", hospital = \"7.4\", maternity_care = \"4.3\", ultrasound = \"15.0\"}";
    let new = "shares = {midwifery = \"40\", hospital = \"16.629213\", maternity_care = \"9.662922\", ultrasound = \"33.707865\"}";
    assert!(shares.contains(old));
    let question =
        sweep("kind = \"discipline_share\", discipline = \"midwifery\", performances = [\"PRE\"], values = [40]");
    let swept = points(&shares, &question);
    let written = points(&shares.replace(old, new), &sweep("kind = \"births\", values = [1]"));
    for (row, by_hand) in
        swept[0]["disciplines"].as_array().unwrap().iter().zip(written[0]["disciplines"].as_array().unwrap())
    {
        assert_eq!(row["entitlement"]["value"], by_hand["entitlement"]["value"], "{row}");
    }
}

#[test]
fn two_parameters_make_every_combination_and_the_last_varies_first() {
    let dossier = village(&[]);
    let question = "kind = \"sweep\"\nparameters = [{kind = \"births\", lowest = \"0.8\", highest = \"1.1\", step = \"0.2\"}, \
         {kind = \"floor\", year = 2026, values = [\"95\", \"90\"]}]\n";
    let document = found(&dossier, "2026, 2027", question, &[MODEL, SHARES]);
    let answer = &document["answers"][0];
    assert_eq!(answer["parameters"][0]["values"], json!(["0.8", "1", "1.1"]));
    assert_eq!(answer["models"].as_array().unwrap().len(), 2);
    for model in answer["models"].as_array().unwrap() {
        let values: Vec<&Value> = model["points"].as_array().unwrap().iter().map(|point| &point["values"]).collect();
        assert_eq!(
            json!(values),
            json!([["0.8", "90"], ["0.8", "95"], ["1", "90"], ["1", "95"], ["1.1", "90"], ["1.1", "95"]])
        );
        assert_eq!(model["points"][0]["years"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn what_cannot_vary_is_told_with_its_place() {
    let dossier = village(&[]);
    let told = |question: &str, models: &[&str]| {
        let problems = told(&dossier, "2026", &format!("[[question]]\n{question}"), models).unwrap_err().errors;
        problems.into_iter().map(|problem| (problem.line, problem.column, problem.message_en)).collect::<Vec<_>>()
    };
    let sweep =
        |parameters: &str| told(&format!("kind = \"sweep\"\nparameters = [{parameters}]\n"), &[MODEL, BY_VALUE]);
    let places =
        |found: Vec<(u64, String, String)>| found.into_iter().map(|(line, place, _)| (line, place)).collect::<Vec<_>>();
    let at = |line: u64, place: &str| (line, place.to_owned());
    assert_eq!(places(sweep("{kind = \"floor\", values = [90]}")), [at(3, "question[1]")]);
    assert_eq!(places(sweep("{kind = \"uptake\", shift = \"X\", values = [90]}")), [at(3, "question[1]")]);
    assert_eq!(places(sweep("{kind = \"floor\", year = 2031, values = [90]}")), [at(3, "question[1].parameters")]);
    assert_eq!(
        places(sweep("{kind = \"uptake\", shift = \"CTG\", values = [90, 90, 101]}")),
        [at(5, "question[1].parameters[1].values[3]")]
    );
    assert_eq!(places(sweep("{kind = \"births\", values = [1, 1]}")), [at(5, "question[1].parameters[1].values")]);
    assert_eq!(
        places(sweep("{kind = \"births\", lowest = 2, highest = 1, step = 0}")),
        [at(5, "question[1].parameters[1].step")]
    );
    assert_eq!(
        places(sweep("{kind = \"births\", lowest = 0, highest = 1, step = \"0.0001\"}")),
        [at(5, "question[1].parameters[1].step")]
    );
    assert_eq!(places(sweep("")), [at(5, "question[1].parameters")]);
    assert_eq!(
        places(sweep("{kind = \"births\", values = [1]}, {kind = \"births\", values = [2]}")),
        [at(5, "question[1].parameters")]
    );
    assert_eq!(places(told("kind = \"swep\"\n", &[MODEL])), [at(4, "question[1].kind")]);
    let unknown = "kind = \"break_even\"\nparameter = {kind = \"floor\", jaar = 2026}\nlowest = 90\nhighest = \"95.5\"\nprecision = 1\n\
         figure = \"reserve\"\nparticipant = \"V1\"\nyear = 2030\n";
    assert_eq!(
        places(told(unknown, &[MODEL])),
        [at(3, "question[1].figure"), at(3, "question[1].highest"), at(5, "question[1].parameter.jaar")]
    );
}

/// A cap below its floor is no model.
#[test]
fn values_that_contradict_each_other_are_refused() {
    let dossier = village(&[]);
    let question = "[[question]]\nkind = \"sweep\"\nparameters = [{kind = \"floor\", values = [95]}, {kind = \"cap\", values = [90, 99]}]\n";
    let prepared = told(&dossier, "2026", question, &[MODEL]).unwrap();
    let refused = refused(&dossier, &[prepared]);
    assert_eq!(refused.code.as_str(), "invalid_scenario");
    assert!(
        refused.detail_nl.contains("In 2026 komt het plafond van de garantie (90%) onder de bodem (95%)."),
        "{refused:?}"
    );
}
