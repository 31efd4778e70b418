//! Questions are read whole, or refused with everything that is wrong with them.

use crate::village::{MODEL, broken_anywhere, told, village};
use verdeelsleutel::domain::problem::Problem;
use verdeelsleutel::domain::problem::ProblemCode::{
    self, InvalidScenario, UnknownInsurer, UnknownPerformance, UnknownPriceTable,
};
use verdeelsleutel::domain::question::QuestionKind;
use verdeelsleutel::domain::question::calibrate::{Calibrate, SharesOf, Values};
use verdeelsleutel::domain::question::tariffs::{Overhead, Tariffs};
use verdeelsleutel::domain::question::variance::Variance;
use verdeelsleutel::domain::run::Basis;
use verdeelsleutel::intake::scenario::read;

fn told_of(text: &str) -> Vec<Problem> {
    told(&village(&[]), "2026, 2027", text, &[MODEL]).unwrap_err().errors
}

#[track_caller]
fn assert_told(found: &[Problem], expected: &[(ProblemCode, u64, &str)]) {
    let told: Vec<(ProblemCode, u64, &str)> =
        found.iter().map(|problem| (problem.code, problem.line, problem.column.as_str())).collect();
    assert_eq!(told, expected, "{found:#?}");
    for problem in found {
        assert!(problem.message_nl.ends_with('.') && problem.message_en.ends_with('.'), "{problem:?}");
        assert!(problem.message_nl != problem.message_en, "{problem:?}");
    }
}

#[test]
fn what_is_wrong_with_tariffs_is_told() {
    let text = "[[question]]\nkind = \"tariffs\"\noverhead = {percentage = \"2\", amount = \"3\"}\nproposed = [\n\
         {performance = \"PRA\", tariff = \"1.00\"},\n\
         {performance = \"PRE\", insurer = \"9999\", tariff = \"1.00\"},\n\
         {performance = \"PRE\", severity = \"Z1\", tariff = \"1.00\"},\n\
         {performance = \"PRE\", tariff = \"1.001\"},\n\
         {performance = \"PRE\", tariff = \"1.00\"},\n\
         {performance = \"PRE\", insurer = \"*\", severity = \"\", tariff = \"2.00\"},\n\
         {performance = \"PRE\", tarief = \"1.00\"},\n]\nvoorstel = 1\n\
         [[question]]\nkind = \"tariffs\"\noverhead = {}\n\
         [[question]]\nkind = \"tarieven\"\n";
    assert_told(
        &told_of(text),
        &[
            (InvalidScenario, 5, "question[1].overhead.percentage"),
            (UnknownPerformance, 7, "question[1].proposed[1].performance"),
            (UnknownInsurer, 8, "question[1].proposed[2].insurer"),
            (InvalidScenario, 9, "question[1].proposed[3].severity"),
            (InvalidScenario, 10, "question[1].proposed[4].tariff"),
            (InvalidScenario, 12, "question[1].proposed[6]"),
            (InvalidScenario, 13, "question[1].proposed[7].tariff"),
            (InvalidScenario, 13, "question[1].proposed[7].tarief"),
            (InvalidScenario, 15, "question[1].voorstel"),
            (InvalidScenario, 18, "question[2].overhead.percentage"),
            (InvalidScenario, 20, "question[3].kind"),
        ],
    );
    let dossier = village(&[(
        "performances.csv",
        "performance,name,bundle,unit,claimed_by\nPRE,Prenataal,prenatal,case,igo\nECHO,Echo,echo,case,participant\n",
    )]);
    let text = "[[question]]\nkind = \"tariffs\"\nproposed = [{performance = \"ECHO\", tariff = \"1.00\"}]\n";
    let found = told(&dossier, "2026", text, &[MODEL]).unwrap_err().errors;
    assert_told(&found, &[(InvalidScenario, 5, "question[1].proposed[1].performance")]);
}

#[test]
fn what_is_wrong_with_a_calibration_is_told() {
    let text = "[[question]]\nkind = \"calibrate\"\nshares = \"disciplines\"\ndecimals = 7\n\
         period = {from = 2026-12-31, to = 2026-01-01}\nbasis = \"toegekend\"\nvalues = \"\"\n\
         [[question]]\nkind = \"calibrate\"\ndecimals = \"1.5\"\nperiod = {from = 2026-01-01}\n";
    assert_told(
        &told_of(text),
        &[
            (InvalidScenario, 5, "question[1].shares"),
            (InvalidScenario, 6, "question[1].decimals"),
            (InvalidScenario, 7, "question[1].period"),
            (InvalidScenario, 8, "question[1].basis"),
            (InvalidScenario, 9, "question[1].values"),
            (InvalidScenario, 12, "question[2].decimals"),
            (InvalidScenario, 13, "question[2].period.to"),
        ],
    );
    let found = told_of("[[question]]\nkind = \"compare\"\n[[question]]\nkind = \"calibrate\"\nvalues = \"punten\"\n");
    assert_told(&found, &[(UnknownPriceTable, 5, "question[2].values")]);
    assert!(found[0].message_en.contains("Known are: shadow."), "{}", found[0].message_en);
}

#[test]
fn what_is_wrong_with_a_variance_is_told() {
    let text = "[[question]]\nkind = \"variance\"\n[[question]]\nkind = \"variance\"\nfrom = 2026\n\
         [[question]]\nkind = \"variance\"\nfrom = 2026\nto = 2027\nyear = 2027\n\
         [[question]]\nkind = \"variance\"\nfrom = 2027\nto = 2026\n";
    assert_told(
        &told_of(text),
        &[
            (InvalidScenario, 3, "question[1].year"),
            (InvalidScenario, 5, "question[2].year"),
            (InvalidScenario, 8, "question[3].year"),
            (InvalidScenario, 13, "question[4].to"),
        ],
    );
    let text =
        "[[question]]\nkind = \"variance\"\nfrom = 2025\nto = 2030\n[[question]]\nkind = \"variance\"\nyear = 2028\n";
    assert_told(
        &told_of(text),
        &[
            (InvalidScenario, 3, "question[1].from"),
            (InvalidScenario, 3, "question[1].to"),
            (InvalidScenario, 7, "question[2].year"),
        ],
    );
}

#[test]
fn what_is_left_out_has_its_default() {
    let text = "[[question]]\nkind = \"tariffs\"\n[[question]]\nkind = \"calibrate\"\n\
         [[question]]\nkind = \"variance\"\nyear = 2027\n";
    let prepared = told(&village(&[]), "2026, 2027", text, &[MODEL]).unwrap();
    let asked: Vec<QuestionKind> = prepared.scenario.questions.into_iter().map(|question| question.what).collect();
    let calibrate = Calibrate {
        shares: SharesOf::Disciplines,
        decimals: 1,
        period: None,
        basis: Basis::Claimed,
        values: Values::Shadow,
    };
    assert_eq!(
        asked,
        [
            QuestionKind::Tariffs(Tariffs { overhead: Overhead::None, proposed: Vec::new() }),
            QuestionKind::Calibrate(calibrate),
            QuestionKind::Variance(Variance::Changes { year: 2027 }),
        ]
    );
}

/// Whatever stands there, it is read or told about: cut off anywhere, and with any sign in the place of another.
#[test]
fn whatever_stands_there_is_read_or_told_about() {
    let dossier = village(&[]);
    let whole =
        b"name = \"x\"\nyears = [2026, 2027]\n[[question]]\nkind = \"tariffs\"\noverhead = {amount = \"1.00\"}\n\
         proposed = [{performance = \"PRE\", insurer = \"WAAL\", severity = \"\", tariff = \"92.00\"}]\n[[question]]\n\
         kind = \"calibrate\"\nperiod = {from = 2026-01-01, to = 2026-12-31}\ndecimals = 2\nvalues = \"shadow\"\n\
         [[question]]\nkind = \"variance\"\nfrom = 2026\nto = 2027\n";
    assert_eq!(read("x.toml", whole, &dossier.reference).unwrap().questions.len(), 3);
    let told = |bytes: &[u8]| match read("x.toml", bytes, &dossier.reference) {
        Ok(scenario) => assert!(!scenario.questions.is_empty()),
        Err(problems) => assert!(!problems.errors.is_empty()),
    };
    broken_anywhere(whole, told);
}
