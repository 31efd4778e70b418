//! One column of a mapping: where its values come from, and how they are written there.

use super::cell;
use super::dates::{DateForm, Dates};
use super::origin::{self, Origin, Sources};
use super::told;
use super::translation::{self, Translation};
use super::units::{self, Unit};
use crate::intake::columns::{Cell, Column};
use crate::intake::convention::DecimalMark;
use crate::intake::fields::Place;
use crate::intake::report::Report;

/// A column of the kind, and what fills it.
#[derive(Debug)]
pub struct Target {
    /// Position in the columns of the kind.
    pub at: usize,
    pub origin: Origin,
    pub form: Form,
    /// What an empty cell stands for, as a file of ours has it.
    pub if_empty: String,
}

/// How the values are written in the export.
#[derive(Debug)]
pub enum Form {
    /// As in a file of ours.
    Ours,
    Codes(Translation),
    Dates(Dates),
    Numbers {
        decimal: Option<DecimalMark>,
        unit: Option<Unit>,
    },
}

pub const DECIMALS: &[(&str, DecimalMark)] = &[("comma", DecimalMark::Comma), ("point", DecimalMark::Point)];

/// Reads the table of a column of the kind. `None` when the report says why not.
pub fn read(
    place: &Place<'_>,
    at: usize,
    column: &Column,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Target> {
    let origin = origin::read(place, sources, report);
    let mut known = vec!["from", "text", "value"];
    if matches!(origin, Some(Origin::Value(_))) {
        place.refuse_unknown(&known, report);
        translation::ours(place, "value", column, report);
        return Some(Target { at, origin: origin?, form: Form::Ours, if_empty: String::new() });
    }
    known.extend(["codes", "if_empty"]);
    let form = if place.has("codes") {
        known.push("otherwise");
        translation::read(place, column, report).map(Form::Codes)
    } else if column.cell == Cell::Date {
        known.extend(["date", "time"]);
        dates(place, report).map(Form::Dates)
    } else if cell::is_number(column.cell) {
        known.push("decimal");
        let units = units::of(column.cell);
        if !units.is_empty() {
            known.push("unit");
        }
        let (decimal, unit) = (place.choice("decimal", DECIMALS, report), place.choice("unit", units, report));
        Some(Form::Numbers { decimal, unit })
    } else {
        Some(Form::Ours)
    };
    let if_empty =
        if place.has("if_empty") { translation::ours(place, "if_empty", column, report) } else { Some(String::new()) };
    place.refuse_unknown(&known, report);
    Some(Target { at, origin: origin?, form: form?, if_empty: if_empty? })
}

fn dates(place: &Place<'_>, report: &mut Report) -> Option<Dates> {
    let drops_time = place.choice("time", &[("drop", true)], report).unwrap_or(false);
    if !place.has("date") {
        return Some(Dates { form: None, drops_time });
    }
    let text = place.required("date", report)?;
    let form = DateForm::parse(text);
    if form.is_none() {
        place.wrong("date", text, report, || told::no_date_form(text));
    }
    Some(Dates { form: Some(form?), drops_time })
}
