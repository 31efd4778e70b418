//! One file with thirty mistakes: each is told at its line, in both languages, and nothing is told besides.

use crate::copies::copy_of;
use crate::golden::holds;
use crate::page::escaped;
use crate::places::{FOLDER, path_of};
use crate::printed::checked;
use crate::program::argument;
use std::fmt::Write;
use std::fs;
use verdeelsleutel::domain::language::Language::{En, Nl};
use verdeelsleutel::domain::problem::{Problem, ProblemCode, ProblemCode::*};
use verdeelsleutel::intake;
use verdeelsleutel::intake::convention::Conventions;
use verdeelsleutel::intake::source::Source;

/// Line, column and code of each, as a person finds them in `thirty/deliveries.csv`. The rows 2, 28 and 33 are right,
/// and row 29 goes on on line 30.
const MISTAKES: [(u64, &str, ProblemCode); 30] = [
    (1, "opmerking", UnknownColumn),
    (1, "reason", DuplicateConflict),
    (3, "delivery_id", MissingValue),
    (4, "episode_id", MissingValue),
    (5, "date", MissingValue),
    (6, "participant", MissingValue),
    (7, "activity", MissingValue),
    (8, "quantity", MissingValue),
    (9, "date", InvalidDate),
    (10, "date", InvalidDate),
    (11, "quantity", InvalidNumber),
    (12, "quantity", InvalidNumber),
    (13, "quantity", InvalidNumber),
    (14, "quantity", TooManyDecimals),
    (15, "quantity", NegativeQuantity),
    (16, "participant", UnknownParticipant),
    (17, "activity", UnknownActivity),
    (18, "activity", UnknownActivity),
    (19, "bundle", UnknownBundle),
    (20, "replaces", UnknownDelivery),
    (21, "activity", DisciplineMismatch),
    (22, "activity", DisciplineMismatch),
    (23, "participant", InactiveParticipant),
    (24, "delivery_id", DuplicateConflict),
    (25, "", RowTooLong),
    (26, "", RowTooShort),
    (27, "replaces", ReplaceCycle),
    (29, "episode_id", InvalidId),
    (31, "replaces", ReplaceCycle),
    (32, "delivery_id", InvalidId),
];

/// The dossier with the file of thirty mistakes in it.
fn dossier() -> crate::temp::TempFolder {
    let folder = copy_of(&format!("{FOLDER}/dossier"));
    fs::copy(path_of("thirty/deliveries.csv"), folder.path.join("deliveries.csv")).unwrap();
    folder
}

fn problems() -> Vec<Problem> {
    let folder = dossier();
    let problems = intake::dossier::examine(Source::Folder(&folder.path), &Conventions::default()).problems;
    assert_eq!(problems.warnings, []);
    problems.errors
}

#[test]
fn a_file_with_thirty_mistakes_names_them_all_at_their_lines() {
    let problems = problems();
    let found: Vec<(u64, &str, ProblemCode)> =
        problems.iter().map(|problem| (problem.line, problem.column.as_str(), problem.code)).collect();
    assert_eq!(found, MISTAKES);
    assert!(problems.iter().all(|problem| problem.file == "deliveries.csv"));
}

#[test]
fn each_of_them_is_told_in_dutch_and_in_english() {
    for problem in problems() {
        let (nl, en) = (&problem.message_nl, &problem.message_en);
        assert!(nl.ends_with('.') && en.ends_with('.') && nl != en, "{problem:?}");
        // The row and the column are said before the sentence; what stands there wrongly is said in it.
        let value: String = problem.value.chars().take(8).take_while(|c| !c.is_control()).collect();
        let names = |sentence: &str| sentence.contains(&value) || problem.code == InactiveParticipant;
        assert!(names(nl) && names(en), "{problem:?}");
    }
}

#[test]
fn the_program_prints_them_in_dutch_and_in_english_with_what_to_do() {
    let folder = dossier();
    for language in [Nl, En] {
        let told = checked(argument(&folder.path), language);
        assert_eq!((told.code, told.out.as_str()), (Some(3), ""));
        holds(&path_of(&format!("thirty/told.{}.txt", language.pick("nl", "en"))), &told.err);
    }
}

/// The last part of the page: a table of all thirty.
pub fn section() -> String {
    let mut text = "\n## Dertig fouten in één bestand · Thirty mistakes in one file\n\n\
        [`thirty/deliveries.csv`](thirty/deliveries.csv) heeft dertig fouten en wordt in één keer met alle dertig geweigerd. \
        Zo staat het op het scherm: [in het Nederlands](thirty/told.nl.txt). · *It has thirty mistakes and is refused with all \
        of them at once. On the screen: [in English](thirty/told.en.txt).*\n\n\
        | regel · *line* | kolom · *column* | code | melding | *message* |\n| --- | --- | --- | --- | --- |\n"
        .to_owned();
    for Problem { line, column, code, message_nl, message_en, .. } in problems() {
        let (nl, en) = (escaped(&message_nl), escaped(&message_en));
        writeln!(text, "| {line} | {column} | [`{code}`](#{code}) | {nl} | *{en}* |").unwrap();
    }
    text
}
