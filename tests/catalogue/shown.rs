//! Every code comes out of its own file, at the place that the file declares, and nothing else does.

use crate::places::{FOLDER, Place, place_of, places};
use crate::runs::{self, repository};
use crate::story;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use verdeelsleutel::calc;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::calc::warning::Warning;
use verdeelsleutel::domain::catalogue::Theme;
use verdeelsleutel::domain::problem::{DOSSIER, Problem, ProblemCode, Refusal};
use verdeelsleutel::intake;
use verdeelsleutel::intake::convention::Conventions;
use verdeelsleutel::intake::source::Source;

const MODEL: &str = "models/model.toml";
const SCENARIO: &str = "scenarios/scenario.toml";

/// Codes that no file or run gives: they are faults of the program.
pub fn is_our_fault(code: ProblemCode) -> bool {
    code.entry().status.is_some_and(|status| status >= 500)
}

/// Codes of commands that need no dossier, which `tests/mapping` and `tests/pseudonyms` show, and those of the service, which
/// `tests/service` does.
pub fn is_of_no_file(code: ProblemCode) -> bool {
    matches!(code.entry().theme, Theme::Source | Theme::Service)
}

/// Whether a file of ours shows it.
fn is_shown(code: &ProblemCode) -> bool {
    !is_our_fault(*code) && !is_of_no_file(*code)
}

/// What came of a dossier.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Came {
    refusal: Option<Refusal>,
    warnings: Vec<Problem>,
}

/// Reads a dossier with its model and scenario as `check` does, and computes the run if there is one and nothing is refused yet.
fn of_folder(folder: &Path, run: Option<&str>) -> Came {
    let examined = intake::dossier::examine(Source::Folder(folder), &Conventions::default());
    let bytes = fs::read(folder.join(MODEL)).unwrap();
    let mut of_model = examined.model_problems(MODEL, &bytes);
    let bytes = fs::read(folder.join(SCENARIO)).unwrap();
    of_model.append(examined.scenario_problems(SCENARIO, &bytes, |path| fs::read(folder.join(path)).ok()));
    let Some(dossier) = examined.dossier().filter(|_| of_model.is_clean()) else {
        let mut problems = examined.problems;
        problems.append(of_model);
        return Came {
            warnings: std::mem::take(&mut problems.warnings),
            refusal: Some(Refusal::of_files(&DOSSIER, problems)),
        };
    };
    let mut warnings = examined.problems.warnings.clone();
    let Some(run) = run else { return Came { refusal: None, warnings } };
    let spec = story::run_line(run).unwrap_or_else(|| panic!("no run: {run}"));
    let outcome =
        runs::model(folder, "model", dossier).and_then(|model| calc::run::run(dossier, &model, &spec, &mut Silent));
    match outcome {
        Ok(outcome) => {
            warnings.extend(outcome.warnings.into_iter().map(as_problem));
            Came { refusal: None, warnings }
        }
        Err(refusal) => Came { refusal: Some(refusal), warnings },
    }
}

/// A warning of a run is of no file.
fn as_problem(warning: Warning) -> Problem {
    let Warning { code, about, message_nl, message_en } = warning;
    Problem { code, file: String::new(), line: 0, column: String::new(), value: about, message_nl, message_en }
}

/// What is different from what the fixture declares.
fn fault(code: ProblemCode, place: &Place) -> Option<String> {
    let folder = place.dossier(code);
    let came = of_folder(&folder.path, place.run.as_deref());
    let entry = code.entry();
    let right = match &came.refusal {
        Some(refusal) if place.refusal => refusal.code == code && entry.status.is_some() && came.warnings.is_empty(),
        Some(refusal) => is_told(code, place, &refusal.problems) && entry.status.is_some() && came.warnings.is_empty(),
        None => !place.refusal && is_told(code, place, &came.warnings) && entry.warns,
    };
    (!right).then(|| format!("{code} should be at {:?}, but there came {came:#?}", place.told()))
}

/// There is this one problem, at its place, with a sentence in both languages.
fn is_told(code: ProblemCode, place: &Place, problems: &[Problem]) -> bool {
    let [problem] = problems else { return false };
    let found = (problem.file.clone(), problem.line, problem.column.clone());
    let sentences = [&problem.message_nl, &problem.message_en];
    problem.code == code
        && found == place.told()
        && sentences.into_iter().all(|sentence| sentence.ends_with(['.', '?']))
}

#[test]
fn every_code_comes_out_of_its_file_at_its_place_and_nothing_else_does() {
    let shown = ProblemCode::ALL.iter().filter(|code| is_shown(code));
    let faults: Vec<String> = shown.filter_map(|code| fault(*code, &place_of(*code))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_dossier_around_the_files_has_nothing_wrong_with_it() {
    let folder = repository(FOLDER).join("dossier");
    let run = places().remove(ProblemCode::TariffMissing.as_str()).and_then(|place| place.run);
    assert_eq!(of_folder(&folder, run.as_deref()), Came::default());
}

#[test]
fn there_is_a_place_for_every_code_and_a_file_for_every_place_and_no_other() {
    let codes: BTreeSet<String> =
        ProblemCode::ALL.iter().filter(|code| is_shown(code)).map(ProblemCode::to_string).collect();
    assert_eq!(places().into_keys().collect::<BTreeSet<_>>(), codes);
    let fixtures = ProblemCode::ALL.iter().filter_map(|code| places().remove(code.as_str())?.fixture(*code));
    let beside = ["README.md", "dossier", "places.toml", "thirty"].map(str::to_owned);
    let wanted: BTreeSet<String> = fixtures.chain(beside).collect();
    let entries = fs::read_dir(repository(FOLDER)).unwrap();
    let present: BTreeSet<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    let odd: Vec<&String> = present.symmetric_difference(&wanted).collect();
    assert!(odd.is_empty(), "not there, or of no code: {odd:?}");
}
