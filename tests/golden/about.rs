//! Every story says in words what it shows and how it was calculated.

use crate::story::{Story, stories};
use std::fs;

#[test]
fn every_story_tells_what_it_shows_and_how_it_was_calculated() {
    let faults: Vec<String> = stories().iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn faults(story: &Story) -> Vec<String> {
    let Ok(text) = fs::read_to_string(story.folder.join("about.md")) else {
        return vec![format!("{} has no about.md", story.name)];
    };
    let mut faults = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{}/about.md {what}", story.name));
        }
    };
    let lines: Vec<&str> = text.lines().collect();
    let situation = lines.iter().position(|line| *line == "## The situation");
    let after = |at: usize| lines.iter().skip(at + 1);
    must(lines.first().is_some_and(|line| line.starts_with("# ")), "does not begin with its title");
    must(lines.iter().any(|line| line.starts_with("**What it shows")), "does not say what it shows");
    must(text.contains("spec 2."), "names no clause of the specification");
    must(situation.is_some(), "has no heading \"## The situation\"");
    must(
        situation.is_some_and(|at| after(at).any(|line| line.starts_with("## ") || line.starts_with("### "))),
        "has no calculation under a heading of its own after the situation",
    );
    let refused = story.runs.iter().all(|run| run.expected.get("refused").is_some());
    must(refused || text.to_lowercase().contains("conservation"), "does not show that no cent was made or lost");
    for run in &story.runs {
        if let Some(code) = run.expected.get("refused").and_then(|code| code.as_str()) {
            must(text.contains(code), &format!("does not name the refusal {code}"));
        }
    }
    faults
}
