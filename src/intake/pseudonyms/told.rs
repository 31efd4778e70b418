//! What is said where a value becomes no pseudonym. No value is ever in it.

use crate::domain::problem::ProblemCode;
use crate::intake::sentences::{Sentence, say};

pub fn no_service_number(column: &str) -> Sentence {
    say(
        ProblemCode::InvalidBsn,
        format!(
            "In kolom '{column}' staat hier geen burgerservicenummer (9 cijfers die aan de elfproef voldoen). Verbeter het, of gebruik --any voor nummers die er geen zijn."
        ),
        format!(
            "Column '{column}' has no citizen service number here (9 digits that pass the eleven-test). Mend it, or use --any for numbers that are none."
        ),
    )
}

pub fn service_numbers_as_other(column: &str) -> Sentence {
    say(
        ProblemCode::BsnSuspected,
        format!(
            "De waarden in kolom '{column}' lijken burgerservicenummers; laat --any weg, anders krijgt dezelfde persoon elders een ander pseudoniem."
        ),
        format!(
            "The values in column '{column}' look like citizen service numbers; leave --any out, or the same person has another pseudonym elsewhere."
        ),
    )
}

pub fn left_behind(column: &str) -> Sentence {
    say(
        ProblemCode::BsnSuspected,
        format!(
            "In kolom '{column}' blijven burgerservicenummers staan; noem die kolom ook met --column, of verwijder haar."
        ),
        format!(
            "Citizen service numbers would be left in column '{column}'; name it with --column as well, or remove it."
        ),
    )
}
