//! What is said about a problem, in Dutch and English: short, concrete, for the controller who has to mend the file.

use super::cell::Fault;
use super::columns::Kind;
use super::convention::DecimalMark;
use super::encoding::Reason;
use super::known::{Found, Known, To};
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

/// A value as it can stand in a sentence: on one line and not endless.
pub fn quoted(value: &str) -> String {
    const SHOWN: usize = 64;
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut shown: String = value.chars().take(SHOWN).map(clean).collect();
    if value.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("'{shown}'")
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
    say(
        ProblemCode::MissingColumn,
        format!("De kolom '{name}' ontbreekt in de kopregel."),
        format!("The column '{name}' is missing from the header row."),
    )
}

pub fn unknown_column(kind: &Kind, name: &str, at: usize) -> Sentence {
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
        format!("{} heeft geen kolom {name}. De kolommen zijn: {known}.", kind.file),
        format!("{} has no column {name}. The columns are: {known}.", kind.file),
    )
}

pub fn column_twice(name: &str) -> Sentence {
    say(
        ProblemCode::DuplicateConflict,
        format!("De kolom '{name}' staat twee keer in de kopregel."),
        format!("The column '{name}' is in the header row twice."),
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
    say(
        ProblemCode::InvalidValidity,
        format!("De einddatum {ends} ligt voor de begindatum {begins}."),
        format!("The end {ends} lies before the start {begins}."),
    )
}

// Of a cell.

/// Says a fault of one cell.
pub fn cell(fault: Fault, column: &str, value: &str, known: &Known) -> Sentence {
    let shown = quoted(value);
    match fault {
        Fault::Missing => say(
            ProblemCode::MissingValue,
            format!("De kolom '{column}' is hier leeg, maar moet gevuld zijn."),
            format!("The column '{column}' is empty here, but must be filled."),
        ),
        Fault::Date => say(
            ProblemCode::InvalidDate,
            format!("{shown} is geen bestaande datum; schrijf die als 2026-03-01 of 01-03-2026."),
            format!("{shown} is no existing date; write it as 2026-03-01 or 01-03-2026."),
        ),
        Fault::Year => say(
            ProblemCode::InvalidNumber,
            format!("{shown} is geen jaar van vier cijfers."),
            format!("{shown} is not a year of four digits."),
        ),
        Fault::Number => say(
            ProblemCode::InvalidNumber,
            format!("{shown} is geen getal; schrijf het als 1234,50 of 1234.50."),
            format!("{shown} is not a number; write it as 1234,50 or 1234.50."),
        ),
        Fault::NumberTooLarge => {
            say(ProblemCode::InvalidNumber, format!("{shown} is te groot."), format!("{shown} is too large."))
        }
        Fault::NumberAmbiguous => say(
            ProblemCode::AmbiguousNumber,
            format!(
                "{shown} kan met een decimaalteken of met een duizendteken zijn bedoeld, en geen ander getal in dit bestand zegt welk van de twee. Geef op of het bestand een decimale komma of een decimale punt heeft."
            ),
            format!(
                "{shown} can be meant with a decimal mark or with a thousands mark, and no other number in this file says which. State whether the file has a decimal comma or a decimal point."
            ),
        ),
        Fault::OtherMark(mark) => {
            let (nl, en, other_nl, other_en) = match mark {
                DecimalMark::Point => ("punt", "point", "komma", "comma"),
                DecimalMark::Comma => ("komma", "comma", "punt", "point"),
            };
            say(
                ProblemCode::InvalidNumber,
                format!(
                    "{shown} heeft een decimale {nl}, maar de getallen van dit bestand hebben een decimale {other_nl}."
                ),
                format!("{shown} has a decimal {en}, but the numbers of this file have a decimal {other_en}."),
            )
        }
        Fault::Decimals(0) => say(
            ProblemCode::TooManyDecimals,
            format!("{shown} is geen heel getal."),
            format!("{shown} is not a whole number."),
        ),
        Fault::Decimals(places) => say(
            ProblemCode::TooManyDecimals,
            format!("{shown} heeft meer dan {places} decimalen."),
            format!("{shown} has more than {places} decimals."),
        ),
        Fault::Negative(code) => say(
            code,
            format!("{shown} is negatief; '{column}' kan niet onder nul zijn."),
            format!("{shown} is negative; '{column}' cannot be below zero."),
        ),
        Fault::Choice(words) => {
            let words = words.join(", ");
            say(
                ProblemCode::InvalidChoice,
                format!("{shown} kan hier niet; kies uit: {words}."),
                format!("{shown} is not possible here; choose from: {words}."),
            )
        }
        Fault::IdTooLong => say(
            ProblemCode::InvalidId,
            format!("{shown} is te lang; een code heeft ten hoogste 64 tekens."),
            format!("{shown} is too long; an id has at most 64 characters."),
        ),
        Fault::IdControl => say(
            ProblemCode::InvalidId,
            format!("{shown} bevat onzichtbare tekens, zoals een tab of een regeleinde."),
            format!("{shown} has invisible characters, such as a tab or a line end."),
        ),
        Fault::Unknown(to) => unknown(to, value),
        Fault::ZeroRestored(to) => match known.find(to, value) {
            Found::Restored(_, code) => zero_restored(to, value, code),
            _ => zero_restored(to, value, value),
        },
    }
}

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
