//! How a file writes its numbers is seen from all of them together, in all their columns, and may be stated.

use crate::given::Files;
use verdeelsleutel::domain::problem::ProblemCode::{self, *};
use verdeelsleutel::intake::convention::{Convention, DecimalMark};

/// Weights in millionths, of a file of these weights alone.
fn weights(texts: &[&str], said: Option<DecimalMark>) -> Result<Vec<i64>, Vec<(u64, ProblemCode)>> {
    let rows = texts.iter().enumerate().map(|(at, text)| format!("fonds{at:03};MI01;2026;{text}\n"));
    let file = "fund;participant;year;weight\n".to_owned() + &rows.collect::<String>();
    let said = Convention { decimal: said, ..Convention::default() };
    match Files::with("scores.csv", file).stating_of("scores.csv", said).read() {
        Ok((dossier, _)) => Ok(dossier.scores.iter().map(|score| score.weight.0).collect()),
        Err(problems) => Err(problems.errors.iter().map(|error| (error.line, error.code)).collect()),
    }
}

const COMMA: Option<DecimalMark> = Some(DecimalMark::Comma);
const POINT: Option<DecimalMark> = Some(DecimalMark::Point);

#[test]
fn one_number_with_a_comma_tells_of_all_before_and_behind_it() {
    for evidence in ["0,5", "12,50", "1.234,5", "1.234.567", "1,2345"] {
        for texts in [["1.234", evidence], [evidence, "1.234"]] {
            let found = weights(&texts, None).unwrap();
            assert!(found.contains(&1_234_000_000), "{texts:?}: {found:?}");
        }
        assert!(weights(&["1,234", evidence], None).unwrap().contains(&1_234_000), "{evidence}");
    }
}

#[test]
fn one_number_with_a_point_tells_of_all_before_and_behind_it() {
    for evidence in ["0.5", "12.50", "1,234.5", "1,234,567", "1.2345"] {
        for texts in [["1.234", evidence], [evidence, "1.234"]] {
            let found = weights(&texts, None).unwrap();
            assert!(found.contains(&1_234_000), "{texts:?}: {found:?}");
        }
        assert!(weights(&["1,234", evidence], None).unwrap().contains(&1_234_000_000), "{evidence}");
    }
}

#[test]
fn whole_numbers_tell_nothing() {
    assert_eq!(weights(&["1.234", "7", "1000", "0"], None), Err(vec![(2, AmbiguousNumber)]));
    assert_eq!(
        weights(&["1.234", "1,234", "5.678"], None),
        Err(vec![(2, AmbiguousNumber), (3, AmbiguousNumber), (4, AmbiguousNumber)])
    );
}

#[test]
fn a_number_that_is_refused_for_something_else_tells_too() {
    // Too many decimals, or below zero: how it is written is plain all the same.
    assert_eq!(weights(&["1.234", "0,12345678"], None), Err(vec![(3, TooManyDecimals)]));
    assert_eq!(weights(&["1.234", "-0,5"], None), Err(vec![(3, NegativeQuantity)]));
}

#[test]
fn numbers_that_contradict_each_other_are_told_and_never_guessed() {
    // The mark of the most is the file's; the others are its mistakes, line by line.
    assert_eq!(weights(&["0,5", "1.234", "0,7", "0.9"], None), Err(vec![(5, InvalidNumber)]));
    assert_eq!(weights(&["0.5", "1.234", "0.7", "0,9"], None), Err(vec![(5, InvalidNumber)]));
    // As many of each.
    assert_eq!(weights(&["0,5", "0.5"], None), Err(vec![(3, InvalidNumber)]));
    assert_eq!(weights(&["0.5", "0,5", "1.234"], None), Err(vec![(2, InvalidNumber)]));
}

#[test]
fn the_sentence_of_a_contradiction_holds_for_thousands_too() {
    let file =
        |text: &str| format!("fund;participant;year;weight\na;MI01;2026;0.5\nb;MI01;2026;0.7\nc;MI01;2026;{text}\n");
    for text in ["0,9", "1.234.567", "1.234,5"] {
        assert_eq!(
            Files::with("scores.csv", file(text)).sentence(),
            format!(
                "'{text}' is geschreven als bij een decimale komma, maar dit bestand wordt gelezen met een decimale punt."
            )
        );
    }
}

#[test]
fn evidence_counts_from_another_column() {
    let file = |cost: &str| {
        format!(
            "activity;name;discipline;bundle;variable_cost;hours\nV1;a;midwifery;prenatal;{cost};1.250\nH1;b;hospital;natal;;\nCTG;c;midwifery|hospital;prenatal;;\n"
        )
    };
    let hours = |cost: &str| {
        let dossier = Files::with("activities.csv", file(cost)).read().map_err(|problems| problems.errors[0].code)?;
        let activity = &dossier.0.reference.activities[dossier.0.reference.find_activity("V1").unwrap().at()];
        Ok(activity.hours.unwrap().to_string())
    };
    assert_eq!(hours("41,50"), Ok("1250".to_owned()));
    assert_eq!(hours("41.50"), Ok("1.25".to_owned()));
    assert_eq!(hours("41"), Err(AmbiguousNumber));
    assert_eq!(hours(""), Err(AmbiguousNumber));
}

#[test]
fn evidence_of_one_file_says_nothing_of_another() {
    let scores = "fund;participant;year;weight\nkwaliteit;MI01;2026;1.234\n";
    let advances = "participant;date;year;amount\nMI01;2026-01-01;2026;0,50\n";
    Files::with("scores.csv", scores).and("advances.csv", advances).refused(&[(2, AmbiguousNumber, "weight", "1.234")]);
}

#[test]
fn the_separator_is_no_evidence() {
    for separator in [",", ";", "\t"] {
        let text = "fund,participant,year,weight\nkwaliteit,MI01,2026,1.234\n".replace(',', separator);
        Files::with("scores.csv", text).refused(&[(2, AmbiguousNumber, "weight", "1.234")]);
    }
}

#[test]
fn a_comma_file_may_have_decimal_commas_within_quotes() {
    let file = "fund,participant,year,weight\na,MI01,2026,\"1.234,5\"\nb,MI01,2026,\"1,5\"\nc,MI01,2026,1.234\n";
    let weights: Vec<String> =
        Files::with("scores.csv", file).dossier().scores.iter().map(|score| score.weight.to_string()).collect();
    assert_eq!(weights, ["1234.5", "1.5", "1234"]);
}

#[test]
fn the_row_that_repeats_another_may_write_it_otherwise() {
    let file = "fund;participant;year;weight\na;MI01;2026;1.234,50\na;MI01;2026;1234,5\na;MI01;2026;1.235\n";
    let told = Files::with("scores.csv", file).told();
    assert_eq!((told.warnings[0].line, told.warnings[0].code), (3, DuplicateIgnored));
    assert_eq!((told.errors[0].line, told.errors[0].code), (4, DuplicateConflict));
}

#[test]
fn a_stated_mark_decides() {
    assert_eq!(weights(&["1.234"], COMMA), Ok(vec![1_234_000_000]));
    assert_eq!(weights(&["1.234"], POINT), Ok(vec![1_234_000]));
    assert_eq!(weights(&["1,234"], COMMA), Ok(vec![1_234_000]));
    assert_eq!(weights(&["1,234"], POINT), Ok(vec![1_234_000_000]));
    assert_eq!(weights(&["12", "1.234,5"], COMMA), Ok(vec![12_000_000, 1_234_500_000]));
}

#[test]
fn a_number_that_contradicts_what_was_stated_is_refused() {
    assert_eq!(weights(&["1.234", "0.5"], COMMA), Err(vec![(3, InvalidNumber)]));
    assert_eq!(weights(&["1.234", "0,5", "1.234.567"], POINT), Err(vec![(3, InvalidNumber), (4, InvalidNumber)]));
}

#[test]
fn what_is_stated_of_one_file_goes_above_what_is_stated_of_all() {
    let scores = "fund;participant;year;weight\nkwaliteit;MI01;2026;1.234\n";
    let advances = "participant;date;year;amount\nMI01;2026-01-01;2026;1.234\n";
    let mark = |decimal| Convention { decimal, ..Convention::default() };
    let files = Files::valid().stating(mark(POINT)).and("scores.csv", scores).and("advances.csv", advances);
    // With a point an amount would have three decimals.
    files.refused(&[(2, TooManyDecimals, "amount", "1.234")]);
    let dossier = files.stating_of("advances.csv", mark(COMMA)).dossier();
    assert_eq!((dossier.scores[0].weight.0, dossier.advances[0].amount.0), (1_234_000, 123_400));
}
