//! What the library makes of every story, beside what the story says.

use crate::compare::differences;
use crate::laws::broken_laws;
use crate::runs;
use crate::story::{Story, StoryRun, stories, vectors};
use serde_json::{Value, json};

#[test]
fn every_story_comes_out_as_it_was_calculated_by_hand() {
    let failures: Vec<String> = stories().iter().flat_map(|story| failures(story, |got| got)).collect();
    assert!(failures.is_empty(), "{}", told(&failures));
}

#[test]
fn every_vector_comes_out_as_the_independent_implementation_has_it() {
    let failures: Vec<String> = vectors().iter().flat_map(|vector| failures(vector, with_held_ids)).collect();
    assert!(failures.is_empty(), "{}", told(&failures));
}

#[test]
fn every_result_keeps_to_the_laws_that_hold_for_all() {
    let mut broken = Vec::new();
    let mut results = 0;
    for story in stories().iter().chain(&vectors()) {
        let dossier = runs::dossier(&story.folder);
        let Ok(model) = runs::model(&story.folder, "model", &dossier) else { continue };
        for run in &story.runs {
            let Ok(document) = runs::document(&dossier, &model, &run.spec) else { continue };
            results += 1;
            broken.extend(broken_laws(&document).into_iter().map(|law| format!("{} ({}) {law}", story.name, run.line)));
        }
    }
    assert!(broken.is_empty(), "{}", told(&broken));
    assert!(results > 100, "only {results} results were looked at");
}

#[test]
fn every_story_tells_a_whole_result_or_a_refusal() {
    for story in stories().iter().chain(&vectors()) {
        for run in &story.runs {
            let tells = |key: &str| run.expected.get(key).is_some();
            assert!(tells("refused") || tells("totals") && tells("participants"), "{} ({})", story.name, run.line);
        }
    }
}

/// A line for each difference in any of the story's runs.
fn failures(story: &Story, shape: fn(Value) -> Value) -> Vec<String> {
    let dossier = match runs::read(&story.folder) {
        Ok(dossier) => dossier,
        Err(fault) => return vec![fault],
    };
    let model = runs::model(&story.folder, "model", &dossier);
    let result = |run: &StoryRun| {
        let model = model.as_ref().map_err(Clone::clone)?;
        runs::document(&dossier, model, &run.spec)
    };
    let mut found = Vec::new();
    for run in &story.runs {
        let got = shape(result(run).unwrap_or_else(|refusal| json!({ "refused": refusal.code })));
        let place = format!("{} ({})", story.name, run.line);
        found.extend(differences(&run.expected, &got).into_iter().map(|difference| format!("{place} {difference}")));
        if got.get("refused").is_some() && run.expected.get("refused").is_none() {
            found.push(format!("{place} is refused: {}", result(run).expect_err("it was refused").detail_en));
        }
    }
    found
}

/// In the vectors `held` is the list of the claims' ids.
fn with_held_ids(mut document: Value) -> Value {
    if let Some(held) = document.get_mut("held").and_then(Value::as_array_mut) {
        for line in held {
            *line = line["claim_id"].take();
        }
    }
    document
}

fn told(failures: &[String]) -> String {
    format!("{} differences:\n{}", failures.len(), failures.join("\n"))
}
