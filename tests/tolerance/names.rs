//! Dutch names of columns and Dutch words.

use crate::folder::Folder;
use crate::given::{Files, clean};
use crate::kinds::{NAMES, WORDS};
use verdeelsleutel::domain::dossier::EventKind;
use verdeelsleutel::domain::problem::ProblemCode::*;

/// A file with another name for a column in its header row.
fn renamed(file: &str, from: &str, to: &str) -> Option<String> {
    let text = clean(file);
    let (header, rows) = text.split_once('\n').unwrap();
    let has = header.split(',').any(|name| name == from);
    let names: Vec<&str> = header.split(',').map(|name| if name == from { to } else { name }).collect();
    has.then(|| format!("{}\n{rows}", names.join(",")))
}

fn tables() -> impl Iterator<Item = &'static str> {
    Folder::files().filter(|file| file.ends_with(".csv"))
}

#[test]
fn every_dutch_name_holds_in_every_file_that_has_its_column() {
    for (dutch, english) in NAMES {
        let files: Vec<(&str, String)> =
            tables().filter_map(|file| Some((file, renamed(file, english, dutch)?))).collect();
        assert!(!files.is_empty(), "{dutch}");
        for (file, text) in files {
            Files::with(file, text).is_clean();
        }
    }
}

#[test]
fn names_may_have_capitals_and_spaces_around_them() {
    for (dutch, english) in NAMES {
        let capital = dutch[..1].to_uppercase() + &dutch[1..];
        for name in [dutch.to_uppercase(), capital, format!(" {dutch}\u{a0}"), english.to_uppercase()] {
            let file = tables().find(|file| renamed(file, english, &name).is_some()).unwrap();
            Files::with(file, renamed(file, english, &name).unwrap()).is_clean();
        }
    }
}

#[test]
fn a_dutch_name_is_no_name_of_a_file_without_its_column() {
    for (dutch, _) in NAMES.iter().filter(|(_, english)| !["delivery_id", "year"].contains(english)) {
        let text = format!("delivery_id,year,{dutch}\nD2,2025,\n");
        Files::with("settled.csv", text).refused(&[(1, UnknownColumn, dutch, dutch)]);
    }
}

#[test]
fn a_column_under_two_names_is_refused_with_both() {
    for (first, second) in
        [("insurer", "uzovi"), ("uzovi", "insurer"), ("verzekeraar", "uzovi"), ("Uzovi", "VERZEKERAAR")]
    {
        let text = clean("claims.csv").replace("insurer", first);
        let text: String = text.lines().map(|line| format!("{line},3311\n")).collect();
        let files = Files::with("claims.csv", text.replacen(",3311\n", &format!(",{second}\n"), 1));
        files.refused(&[(1, DuplicateConflict, second, second)]);
        assert_eq!(
            files.sentence(),
            format!("De kolommen '{first}' en '{second}' betekenen hetzelfde; haal er een weg.")
        );
    }
}

#[test]
fn a_column_twice_under_one_name_is_told_so() {
    let files = Files::with("settled.csv", "delivery_id,year,Year\nD2,2025,2025\n");
    assert_eq!(files.sentence(), "De kolom 'Year' staat twee keer in de kopregel.");
}

#[test]
fn a_problem_names_the_column_as_the_file_does_and_its_place_as_we_do() {
    let text = clean("claims.csv").replace("quantity", "Aantal").replace("NAT,,1", "NAT,,");
    let files = Files::with("claims.csv", text);
    files.refused(&[(4, MissingValue, "quantity", "")]);
    assert_eq!(files.sentence(), "De kolom 'Aantal' is hier leeg, maar moet gevuld zijn.");
}

#[test]
fn a_missing_column_is_named_in_both_languages() {
    let without = |column: &str| {
        let text = clean("claims.csv");
        let at = text.lines().next().unwrap().split(',').position(|name| name == column).unwrap();
        let cut = |line: &str| {
            line.split(',')
                .enumerate()
                .filter(|(of, _)| *of != at)
                .map(|(_, cell)| cell)
                .collect::<Vec<&str>>()
                .join(",")
        };
        Files::with("claims.csv", text.lines().map(|line| cut(line) + "\n").collect::<String>())
            .and("claim_events.csv", "event_id,claim_id,date,kind\n")
            .sentence()
    };
    assert_eq!(without("quantity"), "De kolom 'quantity' of 'aantal' ontbreekt in de kopregel.");
    assert_eq!(without("insurer"), "De kolom 'insurer' of 'verzekeraar' of 'uzovi' ontbreekt in de kopregel.");
}

#[test]
fn kinds_of_events_may_be_dutch_and_in_capitals() {
    let kinds = [EventKind::Accepted, EventKind::Rejected, EventKind::Paid, EventKind::Withdrawn];
    for ((dutch, english), kind) in WORDS.into_iter().zip(kinds) {
        let capital = dutch[..1].to_uppercase() + &dutch[1..];
        for word in [dutch, english, &capital, &dutch.to_uppercase(), &english.to_uppercase(), &format!(" {dutch} ")] {
            let text = format!("event_id,claim_id,date,soort,amount\nE1,C1,2026-04-01,{word},1\n");
            assert_eq!(Files::with("claim_events.csv", text).dossier().events.kind, [kind], "{word}");
        }
    }
}

#[test]
fn a_word_that_is_none_is_told_with_the_dutch_ones() {
    let text = clean("claim_events.csv").replace("accepted", "goedgekeurd");
    let files = Files::with("claim_events.csv", text);
    files.refused(&[(2, InvalidChoice, "kind", "goedgekeurd")]);
    assert_eq!(files.sentence(), "'goedgekeurd' kan hier niet; kies uit: toegekend, afgewezen, betaald, ingetrokken.");
    assert_eq!(
        files.told().errors[0].message_en,
        "'goedgekeurd' is not possible here; choose from: accepted, rejected, paid, withdrawn."
    );
}

#[test]
fn a_dutch_word_is_none_of_another_choice() {
    for (dutch, _) in WORDS {
        let text = clean("balances.csv").replace("reserve", dutch);
        Files::with("balances.csv", text).refused(&[(2, InvalidChoice, "account", dutch)]);
    }
    // Nor is the kind of an adjustment, which is any word.
    let text = clean("adjustments.csv").replace("toeslag", "Betaald");
    assert_eq!(Files::with("adjustments.csv", text).dossier().adjustments[0].kind, "Betaald");
}
