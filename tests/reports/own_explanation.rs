//! An explanation tells its participant its own figures, and nothing from which another's follow.

use crate::attack::settlement;
use crate::{runs, story};
use serde_json::Value;
use std::collections::BTreeSet;
use verdeelsleutel::calc::explain::{Explanation, explain};
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::run::RunSpec;
use verdeelsleutel::report::view::explanation::OwnExplanation;

fn own(dossier: &Dossier, model: &Model, spec: &RunSpec, full: &Explanation) -> Value {
    serde_json::from_str(&OwnExplanation::new(dossier, model, spec, full).unwrap().to_json()).unwrap()
}

/// Every text and every name of a field in a document.
fn texts(value: &Value, fields: &mut BTreeSet<String>, values: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(field, inner)| {
            fields.insert(field.clone());
            texts(inner, fields, values);
        }),
        Value::Array(list) => list.iter().for_each(|inner| texts(inner, fields, values)),
        Value::String(text) => {
            values.insert(text.clone());
        }
        _ => {}
    }
}

fn check(dossier: &Dossier, model: &Model, spec: &RunSpec, code: &str, place: &str) {
    let (_, full) = explain(dossier, model, spec, code).unwrap();
    let document = own(dossier, model, spec, &full);
    let (mut fields, mut values) = (BTreeSet::new(), BTreeSet::new());
    texts(&document, &mut fields, &mut values);
    for told in ["total_weight", "fraction", "exact", "cent", "rank", "worth", "net", "tariff", "amounts", "episodes"] {
        assert!(!fields.contains(told), "{told} in the explanation of {code}, {place}");
    }
    let others: Vec<&str> =
        dossier.reference.participants.iter().map(|row| row.code.as_str()).filter(|other| *other != code).collect();
    assert!(others.iter().all(|other| !values.contains(*other)), "{code} reads of another, {place}");
    let who = dossier.reference.find_participant(code).unwrap();
    let merged = |at: usize| dossier.reference.participants[dossier.deliveries.participant[at].at()].merger.is_some();
    let foreign =
        (0..dossier.deliveries.id.len()).filter(|at| dossier.deliveries.participant[*at] != who && !merged(*at));
    let ids: BTreeSet<&str> = foreign.map(|at| dossier.deliveries.id.get(at)).collect();
    let claims = document["claims"].as_array().unwrap();
    let lines = claims.iter().flat_map(|claim| claim["deliveries"].as_array().unwrap());
    for line in lines {
        assert!(!ids.contains(line["delivery_id"].as_str().unwrap()), "{line} is not of {code}, {place}");
    }
    // What is left adds up.
    let cents = |value: &Value| value.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let received: i64 = claims.iter().map(|claim| cents(&claim["received"])).sum();
    assert_eq!(received, full.from_claims.0, "{code}, {place}");
    let steps = claims.iter().flat_map(|claim| claim["steps"].as_array().unwrap());
    assert_eq!(steps.map(|step| cents(&step["received"])).sum::<i64>(), received, "{code}, {place}");
    let pools = document["pools"].as_array().unwrap().iter().map(|pool| cents(&pool["part"]["amount"]));
    assert_eq!(pools.sum::<i64>(), full.from_pools.0, "{code}, {place}");
}

#[test]
fn every_participant_of_every_story_reads_of_itself_alone() {
    let mut read = 0;
    for story in story::stories().into_iter().chain(story::vectors()) {
        let dossier = runs::dossier(&story.folder);
        let Ok(model) = runs::model(&story.folder, "model", &dossier) else { continue };
        for one in &story.runs {
            let Ok(outcome) = run(&dossier, &model, &one.spec, &mut Silent) else { continue };
            for (who, ..) in &outcome.participants {
                let code = dossier.reference.participant_code(*who);
                check(&dossier, &model, &one.spec, code, &format!("{} {}", story.name, one.line));
                read += 1;
            }
        }
    }
    assert!(read > 400, "only {read} explanations were read");
}

#[test]
fn a_weight_a_share_of_four_decimals_and_an_amount() {
    let folder = runs::repository("fixtures/golden/awaiting-a-claim");
    let dossier = runs::dossier(&folder);
    let model = runs::model(&folder, "model", &dossier).unwrap();
    let spec = RunSpec { basis: verdeelsleutel::domain::run::Basis::Claimed, ..settlement(2026) };
    let (_, full) = explain(&dossier, &model, &spec, "VP01").unwrap();
    let step = &own(&dossier, &model, &spec, &full)["claims"][0]["steps"][0];
    // 252.35 of 574.55 is 0.43921…
    assert_eq!(step["part"]["weight"], "252.35");
    assert_eq!(step["part"]["share"], "0.4392");
    assert_eq!(step["part"]["amount"], "356.79");
    assert_eq!(step["received"], "356.79");
}
