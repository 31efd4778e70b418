//! What is said of one cell.

use super::{Sentence, quoted, say, unknown, zero_restored};
use crate::domain::problem::ProblemCode;
use crate::intake::cell::Fault;
use crate::intake::columns::DUTCH_WORDS;
use crate::intake::convention::DecimalMark;
use crate::intake::known::{Found, Known};

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
            format!("{shown} is geen geldige datum; schrijf die als 2026-03-01 of 01-03-2026."),
            format!("{shown} is not a valid date; write it as 2026-03-01 or 01-03-2026."),
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
        Fault::NumberAmbiguous => ambiguous(value),
        Fault::OtherMark(mark) => {
            let (nl, en, other_nl, other_en) = match mark {
                DecimalMark::Point => ("punt", "point", "komma", "comma"),
                DecimalMark::Comma => ("komma", "comma", "punt", "point"),
            };
            say(
                ProblemCode::InvalidNumber,
                format!(
                    "{shown} is geschreven als bij een decimale {nl}, maar dit bestand wordt gelezen met een decimale {other_nl}."
                ),
                format!("{shown} is written as with a decimal {en}, but this file is read with a decimal {other_en}."),
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
            let of_word =
                |word: &str| DUTCH_WORDS.iter().find(|(_, english)| *english == word).map(|(dutch, _)| *dutch);
            let dutch: Vec<&str> = words.iter().map(|word| of_word(word).unwrap_or(word)).collect();
            let (dutch, english) = (dutch.join(", "), words.join(", "));
            say(
                ProblemCode::InvalidChoice,
                format!("{shown} kan hier niet; kies uit: {dutch}."),
                format!("{shown} is not possible here; choose from: {english}."),
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
        Fault::IdRounded => say(
            ProblemCode::InvalidId,
            format!(
                "{shown} is een lang nummer dat Excel heeft afgerond; maak de kolom op als tekst en haal het bestand opnieuw op."
            ),
            format!(
                "{shown} is a long number that Excel has rounded; format the column as text and get the file again."
            ),
        ),
        Fault::NoResult => say(
            ProblemCode::MissingValue,
            format!("{shown} is een foutmelding van Excel; in deze cel moet een waarde staan of niets."),
            format!("{shown} is an error of Excel; this cell must have a value or nothing."),
        ),
        Fault::Unknown(to) => unknown(to, value),
        Fault::ZeroRestored(to) => match known.find(to, value) {
            Found::Restored(_, code) => zero_restored(to, value, code),
            _ => zero_restored(to, value, value),
        },
    }
}

/// `1.234` as what it may mean.
fn ambiguous(value: &str) -> Sentence {
    let shown = quoted(value);
    let either = |mark: char| value.trim().replace(['.', ','], &mark.to_string());
    let (whole, comma, point) = (value.trim().replace(['.', ','], ""), either(','), either('.'));
    say(
        ProblemCode::AmbiguousNumber,
        format!(
            "{shown} kan {whole} zijn of {comma}, en geen ander getal in dit bestand zegt welk van de twee. Geef op of het bestand een decimale komma of een decimale punt heeft."
        ),
        format!(
            "{shown} can be {whole} or {point}, and no other number in this file says which. State whether the file has a decimal comma or a decimal point."
        ),
    )
}
