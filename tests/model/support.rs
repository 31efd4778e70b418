//! A small organisation to bind models to, and ways to look at what a model is refused with.

use verdeelsleutel::domain::date::Validity;
use verdeelsleutel::domain::index::{BundleIx, DisciplineIx};
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::problem::{Problem, ProblemCode, Problems};
use verdeelsleutel::domain::reference::{Activity, Discipline, Insurer, Participant, Performance, Reference, Unit};
use verdeelsleutel::intake::model::parse;

pub const FILE: &str = "models/test.toml";

/// Two midwife practices, a hospital, a maternity-care organisation and an ultrasound centre; two insurers of one
/// concern and one on its own; a performance that the participants claim themselves.
pub fn reference() -> Reference {
    let mut reference = Reference {
        disciplines: ["hospital", "maternity_care", "midwifery", "ultrasound"].map(discipline).to_vec(),
        insurers: [("0101", "VGZC"), ("0102", "VGZC"), ("3311", "")].map(insurer).to_vec(),
        performances: [("KRAAM", false), ("NAT", false), ("PRE", false), ("PRE_C", false), ("ZELF", true)]
            .map(performance)
            .to_vec(),
        severities: vec![String::new(), "Z".to_owned()],
        ..Reference::default()
    };
    for (code, of) in [("HO01", 0), ("MA01", 1), ("MI01", 2), ("MI02", 2), ("UL01", 3)] {
        reference.participants.push(Participant {
            code: code.to_owned(),
            name: code.to_owned(),
            discipline: DisciplineIx(of),
            agb: String::new(),
            payee: None,
            active: Validity::ALWAYS,
            merger: None,
        });
    }
    for (code, of) in [("CTG1", 2), ("CTG2", 0), ("E1", 3), ("K1", 1), ("V1", 2)] {
        reference.activities.push(Activity {
            code: code.to_owned(),
            name: code.to_owned(),
            disciplines: vec![DisciplineIx(of)],
            bundle: BundleIx(0),
            variable_cost: None,
            hours: None,
        });
    }
    reference
}

fn discipline(code: &str) -> Discipline {
    Discipline { code: code.to_owned(), name: code.to_owned() }
}

fn insurer((code, concern): (&str, &str)) -> Insurer {
    Insurer { code: code.to_owned(), name: code.to_owned(), concern: concern.to_owned(), self_pay: false }
}

fn performance((code, claimed_by_participant): (&str, bool)) -> Performance {
    Performance {
        code: code.to_owned(),
        name: code.to_owned(),
        bundle: BundleIx(0),
        unit: Unit::Case,
        claimed_by_participant,
    }
}

/// A model that has to be right.
#[track_caller]
pub fn accepted(text: &str) -> Model {
    parse(FILE, text, &reference()).unwrap_or_else(|problems| panic!("{:#?}", problems.errors))
}

/// What a model that has to be wrong is refused with.
#[track_caller]
pub fn refused(text: &str) -> Problems {
    match parse(FILE, text, &reference()) {
        Ok(_) => panic!("accepted:\n{text}"),
        Err(problems) => problems,
    }
}

/// Code, line and path of a problem.
pub type Told = (ProblemCode, u64, String);

pub fn told(problem: &Problem) -> Told {
    (problem.code, problem.line, problem.column.clone())
}

/// The smallest model: three lines, so that what a test adds begins on line 4.
pub const SMALLEST: &str = "name = \"Test\"\n[[rule]]\nrule = {kind = \"reserve\"}\n";

/// The smallest model and more.
pub fn with(more: &str) -> String {
    format!("{SMALLEST}{more}")
}

/// A model whose one rule is `rule`, which begins on line 3.
pub fn ruled(rule: &str) -> String {
    format!("name = \"Test\"\n[[rule]]\nrule = {rule}\n")
}

/// Holds a model to exactly these problems, each at its line and path, each with a sentence in both languages.
#[track_caller]
pub fn assert_told(text: &str, expected: &[(ProblemCode, u64, &str)]) {
    let problems = refused(text);
    let mut found: Vec<Told> = problems.errors.iter().map(told).collect();
    let mut wanted: Vec<Told> = expected.iter().map(|(code, line, path)| (*code, *line, (*path).to_owned())).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted, "\n{text}\n{:#?}", problems.errors);
    for problem in &problems.errors {
        assert_eq!(problem.file, FILE);
        assert!(problem.message_nl.ends_with('.') && problem.message_en.ends_with('.'), "{problem:?}");
        assert_ne!(problem.message_nl, problem.message_en);
    }
}
