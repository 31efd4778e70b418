//! Whatever way the rows are cut into uploads, the dossier is the one that is read whole.

use crate::given::{Files, Igo, files_of, small_dossier, whole};
use crate::{runs, story};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::batch::BatchKind;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::run::RunSpec;

/// A plain generator of numbers: the same seed cuts in the same way.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// The rows of a large file, and in which round each is sent.
struct Cut {
    header: String,
    rows: Vec<String>,
    rounds: Vec<usize>,
}

impl Cut {
    fn of(files: &Files, kind: BatchKind, rounds: usize, dice: &mut Dice) -> Option<Cut> {
        let text = String::from_utf8(files.get(&kind.file())?.clone()).unwrap();
        let mut lines = text.lines().map(str::to_owned);
        let header = lines.next().unwrap();
        let rows: Vec<String> = lines.collect();
        let rounds = rows.iter().map(|_| dice.below(rounds)).collect();
        Some(Cut { header, rows, rounds })
    }

    /// Per row the text of a column; no row of these dossiers has a quote.
    fn column(&self, name: &str) -> Vec<String> {
        assert!(!self.rows.iter().any(|row| row.contains('"')));
        let at = self.header.split(',').position(|column| column == name);
        let cell = |row: &String| at.and_then(|at| row.split(',').nth(at)).unwrap_or_default().to_owned();
        self.rows.iter().map(cell).collect()
    }

    /// The round in which each key is sent.
    fn sent(&self, key: &str) -> HashMap<String, usize> {
        self.column(key).into_iter().zip(self.rounds.iter().copied()).collect()
    }

    /// No row comes before the one that it refers to.
    fn after(&mut self, column: &str, sent: &HashMap<String, usize>) -> bool {
        let referred = self.column(column);
        let mut moved = false;
        for (round, refers) in self.rounds.iter_mut().zip(referred) {
            let earliest = sent.get(&refers).copied().unwrap_or_default();
            moved |= *round < earliest;
            *round = earliest.max(*round);
        }
        moved
    }

    /// The file of a round, with now and then a row that was sent before.
    fn file(&self, round: usize, dice: &mut Dice) -> (String, bool) {
        let mut text = self.header.clone() + "\n";
        let mut has_new = false;
        for (row, sent) in self.rows.iter().zip(&self.rounds) {
            if *sent == round || (*sent < round && dice.below(20) == 0) {
                has_new |= *sent == round;
                text.push_str(row);
                text.push('\n');
            }
        }
        (text, has_new)
    }
}

/// Sends the files of a dossier in several rounds.
fn sent_in_rounds(files: &Files, rounds: usize, seed: u64) -> Igo {
    let mut dice = Dice(seed);
    let mut cuts: HashMap<BatchKind, Cut> =
        BatchKind::ALL.into_iter().filter_map(|kind| Some((kind, Cut::of(files, kind, rounds, &mut dice)?))).collect();
    let claims = cuts[&BatchKind::Claims].sent("claim_id");
    if let Some(events) = cuts.get_mut(&BatchKind::ClaimEvents) {
        events.after("claim_id", &claims);
    }
    let deliveries = cuts.get_mut(&BatchKind::Deliveries).unwrap();
    // A correction of a correction may be moved by what was moved.
    while deliveries.after("replaces", &deliveries.sent("delivery_id")) {}
    let deliveries = deliveries.sent("delivery_id");
    if let Some(settled) = cuts.get_mut(&BatchKind::Settled) {
        settled.after("delivery_id", &deliveries);
    }
    let mut igo = Igo::new(files);
    for round in 0..rounds {
        for kind in BatchKind::ALL {
            let Some((text, has_new)) = cuts.get(&kind).map(|cut| cut.file(round, &mut dice)) else { continue };
            if has_new {
                igo.accept(kind, text);
            }
        }
        if dice.below(2) == 0 {
            igo.dossier = igo.reloaded();
        }
    }
    igo
}

/// Runs of a dossier folder with a model.
struct Case {
    name: String,
    folder: PathBuf,
    model: &'static str,
    runs: Vec<RunSpec>,
}

impl Case {
    fn results(&self, dossier: &Dossier) -> Vec<Value> {
        let model = runs::model(&self.folder, self.model, dossier);
        let result = |spec: &RunSpec| match &model {
            Ok(model) => runs::document(dossier, model, spec).unwrap_or_else(|told| told.code.as_str().into()),
            Err(told) => told.code.as_str().into(),
        };
        self.runs.iter().map(result).collect()
    }

    #[track_caller]
    fn holds(&self, rounds: usize, seed: u64) {
        let files = files_of(&self.folder);
        let dossier = whole(&files);
        let (hash, results) = (input_sha256(&dossier), self.results(&dossier));
        let igo = sent_in_rounds(&files, rounds, seed);
        for (way, again) in [("added", &igo.dossier), ("loaded", &igo.reloaded())] {
            assert_eq!(input_sha256(again), hash, "{} {way}, {rounds} rounds, seed {seed}", self.name);
            assert_eq!(self.results(again), results, "{} {way}, {rounds} rounds, seed {seed}", self.name);
        }
    }
}

fn cases() -> Vec<Case> {
    let of_story = |story: story::Story| Case {
        name: story.name,
        folder: story.folder,
        model: "model",
        runs: story.runs.into_iter().map(|run| run.spec).collect(),
    };
    story::vectors().into_iter().map(of_story).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_vector_in_uploads_is_the_vector(at in 0..48usize, rounds in 1..6usize, seed: u64) {
        cases()[at].holds(rounds, seed);
    }

    #[test]
    fn every_kind_of_file_in_uploads_is_the_same_dossier(rounds in 1..6usize, seed: u64) {
        let files = small_dossier();
        let (hash, igo) = (input_sha256(&whole(&files)), sent_in_rounds(&files, rounds, seed));
        prop_assert_eq!(input_sha256(&igo.dossier), hash.as_str());
        prop_assert_eq!(input_sha256(&igo.reloaded()), hash.as_str());
    }
}

#[test]
fn the_example_in_uploads_is_the_example() {
    let folder = runs::repository("fixtures/voorbeeld");
    let runs = vec![story::run_line("2026 2026-12-31 accepted settlement").unwrap()];
    let case = Case { name: "voorbeeld".to_owned(), folder, model: "glide", runs };
    case.holds(4, 1);
}
