//! A sweep: of one parameter a curve, of two a map.

use super::long::{Line, Long};
use super::say;
use crate::domain::language::Language;
use crate::domain::money::{Cents, Overflow, round_ratio};
use crate::domain::simulation::Figure;
use crate::domain::simulation::sweep::{ParameterOf, Point, PointYear, SweepFound, SweptModel};
use crate::report::table::{Column, Lines, number};

pub fn table(found: &SweepFound, language: Language) -> Result<String, Overflow> {
    let names: Vec<&str> =
        found.parameters.iter().map(|one| language.pick(&one.name_nl, &one.name_en).as_str()).collect();
    let mut text = names.join(" × ");
    text.push('\n');
    for swept in &found.models {
        let year = swept.points.first().and_then(|point| point.years.last()).map_or(0, |year| year.year);
        say(&mut text, format_args!("{}, {year}\n", swept.model.name));
        match found.parameters.as_slice() {
            [rows, columns] => text.push_str(&maps(swept, rows, columns, language)?),
            [one, ..] => text.push_str(&curve(swept, one, language)),
            [] => {}
        }
    }
    Ok(text)
}

/// `37,5%`, or a factor as it is.
pub fn value(text: &str, parameter: &ParameterOf, language: Language) -> String {
    format!("{}{}", number(text, language), if parameter.is_percentage { "%" } else { "×" })
}

/// A line per value, in the last year: what each discipline has against mono, and what it does to the whole.
fn curve(swept: &SweptModel, parameter: &ParameterOf, language: Language) -> String {
    let Some(first) = swept.points.first().and_then(last) else { return String::new() };
    let against = language.pick("t.o.v. mono", "against mono");
    let disciplines: Vec<String> = first.disciplines.iter().map(|row| format!("{} {against}", row.name)).collect();
    let whole = language.pick(
        ["aanspraken", "marge t.o.v. nu", "garantie nodig", "reserve 31-12"],
        ["entitlements", "margin against now", "guarantee needed", "reserve 31 Dec"],
    );
    let header: Vec<&str> = [language.pick("waarde", "value")]
        .into_iter()
        .chain(disciplines.iter().map(String::as_str))
        .chain(whole)
        .collect();
    let mut lines = Lines::new(language, &header);
    for point in &swept.points {
        let Some(year) = last(point) else { continue };
        let name = point.values.iter().map(|text| value(text, parameter, language)).collect::<String>();
        let total = &year.organisation;
        let margin = total.margin.map_or(Column::Right(String::new()), |margin| Column::Change(margin.difference));
        let disciplines = year.disciplines.iter().map(|row| Column::Amount(row.against_mono.value));
        let whole = [
            Column::Amount(total.entitlement.value),
            margin,
            Column::Change(total.guarantee.value),
            Column::Amount(total.reserve.value),
        ];
        lines.row(&std::iter::once(Column::Text(&name)).chain(disciplines).chain(whole).collect::<Vec<_>>());
    }
    lines.to_string()
}

fn last(point: &Point) -> Option<&PointYear> {
    point.years.last()
}

type OfYear = fn(&PointYear) -> Result<i128, Overflow>;

/// Three maps of the last year, in whole euros.
fn maps(swept: &SweptModel, rows: &ParameterOf, columns: &ParameterOf, language: Language) -> Result<String, Overflow> {
    let maps: [(&str, OfYear); 3] = [
        (language.pick("Deelnemers onder mono", "Participants below mono"), |year| {
            let below = year.participants.iter().filter(|row| row.against_mono.value < Cents::ZERO);
            Ok(i128::try_from(below.count()).unwrap_or(i128::MAX))
        }),
        (language.pick("Garantie nodig, in euro", "Guarantee needed, in euro"), |year| {
            whole(year.organisation.guarantee.value)
        }),
        (language.pick("Reserve op 31 december, in euro", "Reserve on 31 December, in euro"), |year| {
            whole(year.organisation.reserve.value)
        }),
    ];
    let mut text = String::new();
    for (title, of) in maps {
        let names: Vec<String> = columns.values.iter().map(|text| value(text, columns, language)).collect();
        let header: Vec<&str> = std::iter::once(title).chain(names.iter().map(String::as_str)).collect();
        let mut lines = Lines::new(language, &header);
        for (name, points) in rows.values.iter().zip(swept.points.chunks(columns.values.len().max(1))) {
            let name = value(name, rows, language);
            let mut cells = vec![Column::Text(&name)];
            for point in points {
                let figure = last(point).map_or(Ok(0), of)?;
                cells.push(Column::Right(number(&figure.to_string(), language)));
            }
            lines.row(&cells);
        }
        text.push_str(&lines.to_string());
    }
    Ok(text)
}

fn whole(cents: Cents) -> Result<i128, Overflow> {
    round_ratio(i128::from(cents.0), 100)
}

/// A line per figure of each year at each point.
pub fn lines(long: &mut Long, scenario: &str, found: &SweepFound) -> Result<(), csv::Error> {
    for swept in &found.models {
        for point in &swept.points {
            let at: Vec<String> = found
                .parameters
                .iter()
                .zip(&point.values)
                .map(|(parameter, value)| format!("{}={value}", parameter.parameter))
                .collect();
            let at = at.join(" ");
            for year in &point.years {
                let name = year.year.to_string();
                let line = |of, code| Line {
                    scenario,
                    model: &swept.model.name,
                    question: "sweep",
                    at: &at,
                    year: &name,
                    of,
                    code,
                };
                let total = &year.organisation;
                for (figure, of) in [
                    ("revenue", Some(total.revenue)),
                    ("entitlement", Some(total.entitlement)),
                    ("against_mono", Some(total.against_mono)),
                    ("margin", total.margin),
                    ("guarantee", Some(total.guarantee)),
                    ("reserve", Some(total.reserve)),
                ] {
                    maybe(long, &line("total", ""), figure, of)?;
                }
                let disciplines = year.disciplines.iter().map(|row| ("discipline", row));
                for (of, row) in disciplines.chain(year.participants.iter().map(|row| ("participant", row))) {
                    let line = line(of, &row.code);
                    long.figure(&line, "entitlement", &row.entitlement)?;
                    long.figure(&line, "against_mono", &row.against_mono)?;
                    maybe(long, &line, "margin", row.margin)?;
                }
            }
        }
    }
    Ok(())
}

fn maybe(long: &mut Long, line: &Line<'_>, name: &str, figure: Option<Figure<Cents>>) -> Result<(), csv::Error> {
    figure.map_or(Ok(()), |figure| long.figure(line, name, &figure))
}
