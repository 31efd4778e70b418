//! Readers of single values: texts, exact decimals, amounts, days, choices.
//!
//! Decimals are written as text (`"27.5"`) or as a whole number; TOML's floating-point numbers are refused, because
//! what such a number says on paper is not always what it holds (spec 2: no binary floating point touches money).

use super::context::{Context, Place, say};
use super::section::{Item, Section};
use crate::domain::date::Date;
use crate::domain::decimal::{NumberFault, Price, Rate, parse_scaled};
use crate::domain::money::Cents;
use crate::intake::sentences::{quoted, shown};
use toml::de::DeValue;

/// Any text with something in it.
pub(in crate::intake) fn text<'d>(item: &Item<'d>) -> Option<&'d str> {
    let DeValue::String(text) = item.value else {
        item.wrong(say(
            "Hier hoort een tekst tussen aanhalingstekens te staan.",
            "A text between quotation marks belongs here.",
        ));
        return None;
    };
    if text.trim().is_empty() {
        item.wrong(say("Deze tekst is leeg.", "This text is empty."));
        return None;
    }
    Some(text)
}

/// A name with its place, to say where it was used before.
#[derive(Clone)]
pub(in crate::intake) struct Name {
    pub text: String,
    pub place: Place,
}

/// A name of something in the model. Control characters are refused: names become part of salts, whose parts are
/// separated by one of them (spec 2.1).
pub(in crate::intake) fn name(item: &Item<'_>) -> Option<Name> {
    let text = text(item)?;
    if text.chars().any(char::is_control) {
        item.wrong(say(
            "Een naam mag geen regeleinden of andere stuurtekens bevatten.",
            "A name cannot contain line breaks or other control characters.",
        ));
        return None;
    }
    Some(Name { text: text.to_owned(), place: item.place.clone() })
}

/// The clause of the agreement, optional anywhere (spec 2.11): `Some(None)` when there is none, `None` when broken.
pub(in crate::intake) fn article(section: &mut Section<'_>) -> Option<Option<String>> {
    section.maybe("article", |item| text(item).map(str::to_owned))
}

/// A number scaled by 10^`places`.
fn scaled(item: &Item<'_>, places: u32) -> Option<i64> {
    let read = match item.value {
        DeValue::String(text) => parse_scaled(text, places),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_err(|_| NumberFault::TooLarge)
            .and_then(|whole| parse_scaled(&whole.to_string(), places)),
        DeValue::Float(number) => {
            let number = shown(number.as_str());
            item.wrong(say(
                format!(
                    "Schrijf dit getal als tekst tussen aanhalingstekens: \"{number}\". Alleen zo blijft het exact."
                ),
                format!("Write this number as text in quotes: \"{number}\". Only then does it stay exact."),
            ));
            return None;
        }
        _ => Err(NumberFault::Malformed),
    };
    let sentence = match read {
        Ok(number) => return Some(number),
        Err(NumberFault::Malformed) => say(
            "Dit is geen getal. Schrijf het als \"1234.5\", met een punt voor de decimalen en geen andere tekens.",
            "This is not a number. Write it as \"1234.5\", with a point for the decimals and no other signs.",
        ),
        Err(NumberFault::TooManyDecimals) => say(
            format!("Dit getal heeft te veel decimalen; hier zijn er hoogstens {places} toegestaan."),
            format!("This number has too many decimals; at most {places} are allowed here."),
        ),
        Err(NumberFault::TooLarge) => say("Dit getal is te groot.", "This number is too large."),
    };
    item.wrong(sentence);
    None
}

/// The same, not below zero.
fn not_negative(item: &Item<'_>, places: u32) -> Option<i64> {
    let number = scaled(item, places)?;
    if number < 0 {
        item.wrong(say("Dit getal mag niet negatief zijn.", "This number cannot be negative."));
        return None;
    }
    Some(number)
}

/// A weight, rate or index: not negative, at most 6 decimals.
pub(in crate::intake) fn rate(item: &Item<'_>) -> Option<Rate> {
    not_negative(item, Rate::PLACES).map(Rate)
}

/// A percentage from 0 up to and including 100, at most 6 decimals.
pub(in crate::intake) fn percentage(item: &Item<'_>) -> Option<Rate> {
    let percentage = Rate(scaled(item, Rate::PLACES)?);
    if percentage < Rate::default() || percentage > Rate::HUNDRED {
        item.wrong(say(
            format!("Een percentage ligt tussen 0 en 100; hier staat {percentage}."),
            format!("A percentage lies between 0 and 100; this is {percentage}."),
        ));
        return None;
    }
    Some(percentage)
}

/// A price per unit: not negative, at most 4 decimals.
pub(in crate::intake) fn price(item: &Item<'_>) -> Option<Price> {
    not_negative(item, Price::PLACES).map(Price)
}

/// An amount in euro: not negative, at most 2 decimals.
pub(in crate::intake) fn amount(item: &Item<'_>) -> Option<Cents> {
    not_negative(item, 2).map(Cents)
}

/// A calendar day: TOML's own (`2026-01-01`) or the same as text.
pub(in crate::intake) fn day(item: &Item<'_>) -> Option<Date> {
    let day = match item.value {
        DeValue::String(text) => Date::parse(text),
        DeValue::Datetime(moment) if moment.time.is_none() && moment.offset.is_none() => {
            moment.date.and_then(|date| Date::new(i32::from(date.year), u32::from(date.month), u32::from(date.day)))
        }
        _ => None,
    };
    if day.is_none() {
        item.wrong(say(
            "Dit is geen datum. Schrijf hem als 2026-01-31, zonder tijdstip.",
            "This is not a date. Write it as 2026-01-31, without a time.",
        ));
    }
    day
}

/// A calendar year of four digits.
pub(in crate::intake) fn year(item: &Item<'_>) -> Option<i32> {
    let whole = scaled(item, 0)?;
    let year = i32::try_from(whole).ok().filter(|year| (1900..=9999).contains(year));
    if year.is_none() {
        item.wrong(say("Dit is geen jaartal, zoals 2026.", "This is not a year, such as 2026."));
    }
    year
}

/// A whole number from `lowest` up to and including `highest`.
pub(in crate::intake) fn whole(lowest: i64, highest: i64) -> impl Fn(&Item<'_>) -> Option<i64> {
    move |item| {
        let whole = scaled(item, 0)?;
        if (lowest..=highest).contains(&whole) {
            return Some(whole);
        }
        item.wrong(say(
            format!("Hier hoort een geheel getal van {lowest} tot en met {highest} te staan."),
            format!("A whole number from {lowest} up to and including {highest} belongs here."),
        ));
        None
    }
}

/// `true` or `false`.
pub(in crate::intake) fn yes_no(item: &Item<'_>) -> Option<bool> {
    let DeValue::Boolean(truth) = item.value else {
        item.wrong(say(
            "Hier hoort true (ja) of false (nee) te staan, zonder aanhalingstekens.",
            "Either true or false belongs here, without quotation marks.",
        ));
        return None;
    };
    Some(*truth)
}

/// One of a few words, each with what it means.
pub(in crate::intake) fn choice<T: Copy>(words: &[(&str, T)]) -> impl Fn(&Item<'_>) -> Option<T> {
    move |item| {
        let text = text(item)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let (text, known) = (quoted(text), words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", "));
            item.wrong(say(
                format!("{text} is hier geen keuze. Mogelijk zijn: {known}."),
                format!("{text} is not a choice here. Possible are: {known}."),
            ));
        }
        found
    }
}

/// Names that may occur once: tables, slices, shifts, parts of one blend (spec 2.11, "a name used twice").
#[derive(Default)]
pub(in crate::intake) struct Names {
    taken: Vec<Name>,
}

impl Names {
    /// Takes a name, or reports that it was taken before.
    pub fn claim(&mut self, context: &Context<'_>, name: Option<&Name>) {
        let Some(name) = name else { return };
        match self.taken.iter().find(|earlier| earlier.text == name.text) {
            None => self.taken.push(name.clone()),
            Some(earlier) => context.report(
                context.general,
                &name.place,
                name.text.as_str(),
                say(
                    format!("De naam {} is al gebruikt op regel {}.", quoted(&name.text), earlier.place.line),
                    format!("The name {} is already used on line {}.", quoted(&name.text), earlier.place.line),
                ),
            ),
        }
    }
}
