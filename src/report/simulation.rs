//! What a simulation finds, for a board, for a controller's spreadsheet and for a program (spec 3, `compare`).

mod answers;
mod break_even;
mod calibrate;
mod long;
mod monte_carlo;
mod sweep;
mod tariffs;
mod variance;
mod words;

use super::table::{Column, Lines, amount, number, percentage};
use crate::domain::language::Language;
use crate::domain::money::{Cents, Overflow};
use crate::domain::simulation::{Case, DisciplineFigures, Figure, Figures, Hours, Simulation, YearFigures};
use std::fmt::Write;

pub use long::simulation_csv;

/// The board's tables: for each scenario and model who gets what in each year, what it is against today and against mono,
/// who pays the guarantee, and what happens to the reserve.
pub fn simulation_table(simulation: &Simulation, language: Language) -> Result<String, Overflow> {
    let mut text = String::new();
    for case in &simulation.cases {
        text.push_str(&words::heading(case, language));
        for year in &case.years {
            text.push_str(&year_table(year, language)?);
            text.push_str(&words::standing(year, language));
            text.push('\n');
        }
        text.push_str(&over_the_years(case, language)?);
        if has_work(case) {
            text.push_str(&work_table(case, language)?);
        }
        text.push_str(&words::assumed(&case.assumptions, language));
        text.push('\n');
    }
    for answer in &simulation.answers {
        text.push_str(&answers::table(answer, language)?);
        text.push('\n');
    }
    if simulation.cases.len() > 1 {
        text.push_str(&overview(simulation, language));
    }
    for answer in &simulation.answers {
        text.push_str(&answers::table(answer, language)?);
    }
    Ok(text)
}

/// A line per participant and discipline.
fn year_table(year: &YearFigures, language: Language) -> Result<String, Overflow> {
    let title = year.year.to_string();
    let header = language.pick(
        ["aanspraak", "t.o.v. nu", "%", "mono", "t.o.v. mono", "%", "verschuiving", "garantie"],
        ["entitlement", "against now", "%", "mono", "against mono", "%", "shifts", "guarantee"],
    );
    let header: Vec<&str> = [title.as_str()].into_iter().chain(header).collect();
    let mut lines = Lines::new(language, &header);
    for discipline in &year.disciplines {
        for row in year.participants.iter().filter(|row| row.discipline == discipline.discipline) {
            year_line(&mut lines, &format!("{} {}", row.participant, row.name), &row.figures, language)?;
        }
        year_line(&mut lines, &format!("── {}", discipline.name), &discipline.figures, language)?;
    }
    year_line(&mut lines, language.pick("══ Totaal", "══ Total"), &year.total.figures, language)?;
    Ok(lines.to_string())
}

fn year_line(lines: &mut Lines, name: &str, figures: &Figures, language: Language) -> Result<(), Overflow> {
    let guarantee = figures.guarantee_received.value.minus(figures.guarantee_paid.value)?;
    let entitlement = &figures.entitlement;
    lines.row(&[
        Column::Text(name),
        Column::Amount(entitlement.value),
        Column::Change(entitlement.difference),
        Column::Right(percentage_of_change(entitlement, language)),
        Column::Amount(figures.mono.value),
        Column::Amount(figures.against_mono.value),
        Column::Right(percentage(figures.against_mono.value, figures.mono.value, language)),
        Column::Change(figures.shifts.value),
        Column::Change(guarantee),
    ]);
    Ok(())
}

fn percentage_of_change(figure: &Figure<Cents>, language: Language) -> String {
    if figure.difference.is_zero() { String::new() } else { percentage(figure.difference, figure.base, language) }
}

/// A line of the table over the years: what it is of a year.
type OfYear = fn(&YearFigures) -> Figure<Cents>;

/// The organisation, the guarantee and the reserve, a column per year: the value, and behind it the difference with now.
fn over_the_years(case: &Case, language: Language) -> Result<String, Overflow> {
    let lines_of: [(&str, OfYear); 16] = [
        (language.pick("Opbrengst van verzekeraars", "Revenue from insurers"), |year| year.total.revenue),
        (language.pick("Bijstellingen", "Adjustments"), |year| year.total.adjustments),
        (language.pick("Steun van verzekeraars", "Support by insurers"), |year| year.total.insurer_support),
        (language.pick("Organisatiekosten", "Organisation costs"), |year| year.total.organisation),
        (language.pick("Niet toegewezen", "Unallocated"), |year| year.total.unallocated),
        (language.pick("Aanspraken", "Entitlements"), |year| year.total.figures.entitlement),
        (language.pick("Mono-waarde van de zorg", "Mono value of the care"), |year| year.total.figures.mono),
        (language.pick("Garantie: nodig", "Guarantee: needed"), |year| year.guarantee.need),
        (language.pick("  uit de bandbreedte (boven het plafond)", "  from the corridor (above the cap)"), |year| {
            year.guarantee.corridor
        }),
        (language.pick("  uit de reserve", "  from the reserve"), |year| year.guarantee.reserve),
        (language.pick("  van wie erop vooruitgaat", "  from those who gain"), |year| year.guarantee.gainers),
        (language.pick("  van verzekeraars", "  from insurers"), |year| year.guarantee.insurer),
        (language.pick("  zonder geld gebleven", "  left without money"), |year| year.guarantee.uncovered),
        (language.pick("Doorgeschoven naar later", "Carried forward"), |year| year.total.figures.carried_forward),
        (language.pick("Reserve op 1 januari", "Reserve on 1 January"), |year| year.reserve.opening),
        (language.pick("Reserve op 31 december", "Reserve on 31 December"), |year| year.reserve.end),
    ];
    let now = language.pick("t.o.v. nu", "against now");
    let years: Vec<String> = case.years.iter().map(|year| year.year.to_string()).collect();
    let title = language.pick("Door de jaren", "Over the years");
    let header: Vec<&str> = [title].into_iter().chain(years.iter().flat_map(|year| [year.as_str(), now])).collect();
    let mut lines = Lines::new(language, &header);
    for (name, of) in lines_of {
        let figures: Vec<Figure<Cents>> = case.years.iter().map(of).collect();
        if figures.iter().all(|figure| figure.value.is_zero() && figure.base.is_zero()) {
            continue;
        }
        let values =
            figures.iter().flat_map(|figure| [Column::Amount(figure.value), Column::Change(figure.difference)]);
        lines.row(&std::iter::once(Column::Text(name)).chain(values).collect::<Vec<_>>());
    }
    let shares = |discipline: &str| -> Vec<Column<'_>> {
        let of = |year: &YearFigures| {
            let row = year.disciplines.iter().find(|row| row.discipline == discipline)?;
            row.surplus_share.as_ref().map(|share| format!("{}%", number(share, language)))
        };
        case.years.iter().flat_map(|year| [of(year).unwrap_or_default(), String::new()]).map(Column::Right).collect()
    };
    for row in case.years.first().map(|year| year.disciplines.as_slice()).unwrap_or_default() {
        let DisciplineFigures { discipline, name, .. } = row;
        let name =
            format!("{} {name}", language.pick("Deel van het overschot boven mono:", "Part of the surplus over mono:"));
        lines.row(&std::iter::once(Column::Text(&name)).chain(shares(discipline)).collect::<Vec<_>>());
    }
    Ok(lines.to_string())
}

fn has_work(case: &Case) -> bool {
    case.years.iter().any(|year| year.total.figures.margin.is_some() || year.total.figures.hours.is_some())
}

/// Revenue, real cost and hours of work apart, of the last year: a shift can lower the one and raise the other.
fn work_table(case: &Case, language: Language) -> Result<String, Overflow> {
    let Some(year) = case.years.last() else { return Ok(String::new()) };
    let title = format!("{} {}", language.pick("Geld en werk apart,", "Money and work apart,"), year.year);
    let header = language.pick(
        ["aanspraak t.o.v. nu", "variabele kosten", "t.o.v. nu", "marge", "t.o.v. nu", "uren werk", "t.o.v. nu"],
        ["entitlement against now", "variable cost", "against now", "margin", "against now", "hours", "against now"],
    );
    let header: Vec<&str> = [title.as_str()].into_iter().chain(header).collect();
    let mut lines = Lines::new(language, &header);
    for discipline in &year.disciplines {
        for row in year.participants.iter().filter(|row| row.discipline == discipline.discipline) {
            work_line(&mut lines, &format!("{} {}", row.participant, row.name), &row.figures, language)?;
        }
        work_line(&mut lines, &format!("── {}", discipline.name), &discipline.figures, language)?;
    }
    work_line(&mut lines, language.pick("══ Totaal", "══ Total"), &year.total.figures, language)?;
    Ok(lines.to_string())
}

fn work_line(lines: &mut Lines, name: &str, figures: &Figures, language: Language) -> Result<(), Overflow> {
    let (cost, margin) = (figures.variable_cost.unwrap_or_default(), figures.margin.unwrap_or_default());
    let hours = figures.hours.unwrap_or_default();
    lines.row(&[
        Column::Text(name),
        Column::Change(figures.entitlement.difference),
        Column::Amount(cost.value),
        Column::Change(cost.difference),
        Column::Amount(margin.value),
        Column::Change(margin.difference),
        Column::Right(whole_hours(hours.value, language)?),
        Column::Right(if hours.difference.0 == 0 { "·".to_owned() } else { whole_hours(hours.difference, language)? }),
    ]);
    Ok(())
}

fn whole_hours(hours: Hours, language: Language) -> Result<String, Overflow> {
    Ok(number(&hours.whole()?.to_string(), language))
}

/// All cases in their last year beside each other.
fn overview(simulation: &Simulation, language: Language) -> String {
    let header = language.pick(
        [
            "Alle gevallen, laatste jaar",
            "aanspraken",
            "t.o.v. nu",
            "t.o.v. mono",
            "minder dan mono",
            "garantie",
            "reserve",
        ],
        ["All cases, last year", "entitlements", "against now", "against mono", "below mono", "guarantee", "reserve"],
    );
    let mut lines = Lines::new(language, &header);
    for case in &simulation.cases {
        let Some(year) = case.years.last() else { continue };
        let figures = &year.total.figures;
        let name = format!("{} · {} ({})", case.scenario.name, case.model.name, year.year);
        let below = year.standing.losers_against_mono.len();
        lines.row(&[
            Column::Text(&name),
            Column::Amount(figures.entitlement.value),
            Column::Change(figures.entitlement.difference),
            Column::Amount(figures.against_mono.value),
            Column::Right(format!("{below} / {}", year.participants.len())),
            Column::Change(year.guarantee.need.value),
            Column::Amount(year.reserve.end.value),
        ]);
    }
    lines.to_string()
}

/// An amount with its sign, as sentences say it: `+€ 1.234,00`.
fn signed(cents: Cents, language: Language) -> String {
    let sign = if cents.0 < 0 { "−" } else { "+" };
    format!("{sign}€ {}", amount(Cents(cents.0.saturating_abs()), language))
}

/// A sentence needs to write into a text, which cannot fail.
fn say(text: &mut String, sentence: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(sentence);
}
