//! What is said about a problem, in Dutch and English: short, concrete, for the controller who has to mend the file.

mod cell;
mod upload;

pub use cell::cell;
pub use upload::{accepted_before, accepted_otherwise, all_accepted_before, not_accepted, too_much_together};

use super::columns::{DUTCH_COLUMNS, Kind};
use super::encoding::Reason;
use super::known::To;
use crate::domain::problem::ProblemCode;
use crate::domain::reference::BUNDLES;
use std::fmt::Display;

/// A code with its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub code: ProblemCode,
    pub nl: String,
    pub en: String,
}

/// A code with its sentences.
pub fn say(code: ProblemCode, nl: impl Into<String>, en: impl Into<String>) -> Sentence {
    Sentence { code, nl: nl.into(), en: en.into() }
}

/// A value as it can stand in a sentence, between quotes.
pub fn quoted(value: &str) -> String {
    format!("'{}'", shown(value))
}

/// A value on one line and not endless.
pub fn shown(value: &str) -> String {
    const SHOWN: usize = 64;
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut shown: String = value.chars().take(SHOWN).map(clean).collect();
    if value.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

// Of a whole file.

pub fn missing_file(file: &str) -> Sentence {
    say(
        ProblemCode::MissingFile,
        format!("{file} ontbreekt; elk dossier moet dit bestand hebben."),
        format!("{file} is missing; every dossier must have this file."),
    )
}

pub fn unreadable_file(file: &str, reason: &dyn Display) -> Sentence {
    say(
        ProblemCode::MissingFile,
        format!("{file} kan niet worden gelezen ({reason})."),
        format!("{file} cannot be read ({reason})."),
    )
}

pub fn unreadable_text(reason: Reason) -> Sentence {
    let (nl, en) = match reason {
        Reason::NoCharacter => (
            "Dit bestand heeft tekens die niet te lezen zijn; bewaar het als CSV UTF-8.",
            "This file has characters that cannot be read; save it as CSV UTF-8.",
        ),
        Reason::Mixed => (
            "Dit bestand is deels in UTF-8 en deels in Windows-1252 geschreven; bewaar het in zijn geheel als CSV UTF-8.",
            "This file is partly written in UTF-8 and partly in Windows-1252; save all of it as CSV UTF-8.",
        ),
        Reason::Utf16 => (
            "Dit bestand is bewaard als 'Unicode-tekst' (UTF-16); bewaar het als CSV UTF-8.",
            "This file was saved as 'Unicode text' (UTF-16); save it as CSV UTF-8.",
        ),
        Reason::MsDos => (
            "Dit bestand is bewaard als 'CSV (MS-DOS)', waarin letters met een accent anders zijn; bewaar het als CSV UTF-8.",
            "This file was saved as 'CSV (MS-DOS)', in which accented letters are others; save it as CSV UTF-8.",
        ),
        Reason::NotUtf8 => {
            ("Dit bestand is geen UTF-8; bewaar het als UTF-8.", "This file is not UTF-8; save it as UTF-8.")
        }
    };
    say(ProblemCode::NotUtf8Or1252, nl, en)
}

pub fn unreadable_workbook() -> Sentence {
    say(
        ProblemCode::MissingFile,
        "Dit werkboek kan niet worden gelezen; bewaar het eerste blad opnieuw als .xlsx of als CSV UTF-8.",
        "This workbook cannot be read; save its first sheet again as .xlsx or as CSV UTF-8.",
    )
}

pub fn closed_workbook() -> Sentence {
    say(
        ProblemCode::MissingFile,
        "Dit is een werkboek van een oude Excel of een met een wachtwoord; bewaar het zonder wachtwoord als .xlsx of als CSV UTF-8.",
        "This is a workbook of an old Excel or one with a password; save it without a password as .xlsx or as CSV UTF-8.",
    )
}

pub fn formula_without_result(column: &str) -> Sentence {
    say(
        ProblemCode::MissingValue,
        format!(
            "De formule in kolom {column} heeft geen uitkomst; open het werkboek in Excel, laat het doorrekenen en bewaar het."
        ),
        format!(
            "The formula in column {column} has no result; open the workbook in Excel, let it calculate and save it."
        ),
    )
}

pub fn file_twice(one: &str, other: &str) -> Sentence {
    say(
        ProblemCode::DuplicateConflict,
        format!("{one} en {other} staan er allebei; haal er een weg."),
        format!("{one} and {other} are both there; remove one of them."),
    )
}

pub fn empty_file() -> Sentence {
    say(
        ProblemCode::EmptyFile,
        "Dit bestand is leeg; de kopregel met kolomnamen ontbreekt.",
        "This file is empty; the header row with column names is missing.",
    )
}

pub fn file_too_large() -> Sentence {
    say(
        ProblemCode::RowTooLong,
        "Dit bestand is groter dan 4 GB; splits het.",
        "This file is larger than 4 GB; split it.",
    )
}

pub fn bsn_suspected(column: &str) -> Sentence {
    say(
        ProblemCode::BsnSuspected,
        format!("De waarden in kolom '{column}' lijken burgerservicenummers; gebruik pseudonieme nummers."),
        format!("The values in column '{column}' look like citizen service numbers; use pseudonymous ids."),
    )
}

pub fn more_warnings(code: ProblemCode, beyond: u64) -> Sentence {
    say(
        code,
        format!("En nog {beyond} waarschuwingen in dit bestand."),
        format!("And {beyond} more warnings in this file."),
    )
}

pub fn unknown_file(file: &str) -> Sentence {
    let file = quoted(file);
    say(
        ProblemCode::UnknownFile,
        format!("{file} hoort niet bij een dossier en is niet gelezen. Is de naam verkeerd gespeld?"),
        format!("{file} is not a file of a dossier and was not read. Is its name misspelt?"),
    )
}

// Of the header row.

pub fn missing_column(name: &str) -> Sentence {
    let of_column = DUTCH_COLUMNS.iter().filter(|(_, english)| *english == name);
    let dutch: String = of_column.map(|(dutch, _)| format!(" of '{dutch}'")).collect();
    say(
        ProblemCode::MissingColumn,
        format!("De kolom '{name}'{dutch} ontbreekt in de kopregel."),
        format!("The column '{name}' is missing from the header row."),
    )
}

pub fn unknown_column(file: &str, kind: &Kind, name: &str, at: usize) -> Sentence {
    let known: Vec<&str> = kind.columns.iter().map(|column| column.name).collect();
    let known = known.join(", ");
    if name.is_empty() {
        let number = at + 1;
        return say(
            ProblemCode::UnknownColumn,
            format!("Kolom {number} heeft geen naam in de kopregel. De kolommen zijn: {known}."),
            format!("Column {number} has no name in the header row. The columns are: {known}."),
        );
    }
    let name = quoted(name);
    say(
        ProblemCode::UnknownColumn,
        format!("{file} heeft geen kolom {name}. De kolommen zijn: {known}."),
        format!("{file} has no column {name}. The columns are: {known}."),
    )
}

/// `first` is the name under which the column came before: the same, or that in the other language.
pub fn column_twice(first: &str, name: &str) -> Sentence {
    if first.to_lowercase() != name.trim().to_lowercase() {
        let (first, name) = (quoted(first), quoted(name.trim()));
        return say(
            ProblemCode::DuplicateConflict,
            format!("De kolommen {first} en {name} betekenen hetzelfde; haal er een weg."),
            format!("The columns {first} and {name} mean the same; remove one of them."),
        );
    }
    let name = quoted(name);
    say(
        ProblemCode::DuplicateConflict,
        format!("De kolom {name} staat twee keer in de kopregel."),
        format!("The column {name} is in the header row twice."),
    )
}

// Of a row.

pub fn row_length(expected: usize, found: usize, too_long: bool) -> Sentence {
    if too_long {
        return say(
            ProblemCode::RowTooLong,
            "Deze regel is te lang; waarschijnlijk ontbreekt een sluitend aanhalingsteken.",
            "This row is too long; a closing quote is probably missing.",
        );
    }
    let code = if found > expected { ProblemCode::RowTooLong } else { ProblemCode::RowTooShort };
    say(
        code,
        format!(
            "Deze regel heeft {found} {}; de kopregel heeft er {expected}.",
            if found == 1 { "cel" } else { "cellen" }
        ),
        format!("This row has {found} {}; the header row has {expected}.", if found == 1 { "cell" } else { "cells" }),
    )
}

pub fn duplicate_ignored(first: u64) -> Sentence {
    say(
        ProblemCode::DuplicateIgnored,
        format!("Deze regel is gelijk aan regel {first} en is overgeslagen."),
        format!("This row equals line {first} and was left out."),
    )
}

pub fn duplicate_conflict(key: &str, first: u64) -> Sentence {
    let key = quoted(key);
    say(
        ProblemCode::DuplicateConflict,
        format!("{key} staat ook op regel {first}, met andere inhoud."),
        format!("{key} is on line {first} as well, with other content."),
    )
}

pub fn ends_before_it_begins(begins: &str, ends: &str) -> Sentence {
    let (begins, ends) = (shown(begins), shown(ends));
    say(
        ProblemCode::InvalidValidity,
        format!("De einddatum {ends} ligt voor de begindatum {begins}."),
        format!("The end {ends} lies before the start {begins}."),
    )
}

// Of what a cell refers to.

/// A warning: nothing forbids another bundle, but a slip of the pen leaves a performance without deliveries.
pub fn unusual_bundle(value: &str) -> Sentence {
    let (value, usual) = (quoted(value), BUNDLES.join(", "));
    say(
        ProblemCode::UnknownBundle,
        format!(
            "Bundel {value} is geen van de gebruikelijke ({usual}); alleen leveringen in deze bundel horen bij deze prestatie."
        ),
        format!(
            "Bundle {value} is none of the usual ones ({usual}); only deliveries in this bundle belong to this performance."
        ),
    )
}

/// A code or id that the file it refers to does not have.
pub fn unknown(to: To, value: &str) -> Sentence {
    let value = quoted(value);
    let (code, nl, en, file) = match to {
        To::Discipline => (ProblemCode::UnknownDiscipline, "Discipline", "Discipline", "organisation.toml"),
        To::Payee => (ProblemCode::UnknownPayee, "Betaaladres", "Payee", "payees.csv"),
        To::Participant => (ProblemCode::UnknownParticipant, "Deelnemer", "Participant", "participants.csv"),
        To::Insurer => (ProblemCode::UnknownInsurer, "Verzekeraar", "Insurer", "insurers.csv"),
        To::Party => (ProblemCode::UnknownInsurer, "Verzekeraar of concern", "Insurer or concern", "insurers.csv"),
        To::Performance => (ProblemCode::UnknownPerformance, "Prestatie", "Performance", "performances.csv"),
        To::Activity => (ProblemCode::UnknownActivity, "Activiteit", "Activity", "activities.csv"),
        To::Bundle => (ProblemCode::UnknownBundle, "Bundel", "Bundle", "performances.csv"),
        To::Claim => (ProblemCode::UnknownClaim, "Declaratie", "Claim", "claims.csv"),
        To::Delivery => (ProblemCode::UnknownDelivery, "Levering", "Delivery", "deliveries.csv"),
    };
    say(code, format!("{nl} {value} staat niet in {file}."), format!("{en} {value} is not in {file}."))
}

pub fn zero_restored(to: To, value: &str, code: &str) -> Sentence {
    let (nl, en) = match to {
        To::Payee => ("betaaladres", "payee"),
        To::Participant => ("deelnemer", "participant"),
        To::Party => ("verzekeraar of concern", "insurer or concern"),
        _ => ("verzekeraar", "insurer"),
    };
    let (value, code) = (quoted(value), quoted(code));
    say(
        ProblemCode::LeadingZeroRestored,
        format!("{value} is gelezen als {nl} {code}: de nul vooraan was weggevallen."),
        format!("{value} was read as {en} {code}: the zero in front had been dropped."),
    )
}
