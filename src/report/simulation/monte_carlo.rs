//! Chance as a table for a board: what is expected, between which amounts it lies in nine of ten years, and how often somebody
//! ends below what it would have had.

use super::answers::Row;
use super::say;
use crate::domain::language::Language;
use crate::domain::money::{Cents, Overflow};
use crate::domain::simulation::monte_carlo::{ModelChance, MonteCarloFound, RowChance, Spread, YearChance};
use crate::report::table::{Column, Lines, number};

/// A table for every model and year.
pub fn table(found: &MonteCarloFound, language: Language) -> Result<String, Overflow> {
    let mut text = heading(found, language);
    for ModelChance { model, years } in &found.models {
        let changed = if model.changed { language.pick(" (gewijzigd)", " (changed)") } else { "" };
        say(&mut text, format_args!("\n{}{changed}\n", model.name));
        for year in years {
            text.push_str(&year_table(year, language)?);
            text.push_str(&guarantee(year, language));
        }
    }
    Ok(text)
}

/// What was drawn, and how to read the columns.
fn heading(found: &MonteCarloFound, language: Language) -> String {
    let draws = number(&found.draws.to_string(), language);
    let mut text = match language {
        Language::Nl => format!(
            "Toeval: elk jaar {draws} keer opnieuw getrokken uit zijn eigen trajecten (zaad {}). In 5 van de 100 trekkingen is \
             een bedrag niet hoger dan in kolom 5%, in 95 van de 100 niet hoger dan in kolom 95%; in 50 van de 100 ligt het \
             dus tussen de kolommen 25% en 75%. \"Verwacht\" is het jaar zonder toeval. Spreiding is de standaardafwijking.\n",
            found.seed
        ),
        Language::En => format!(
            "Chance: every year drawn {draws} times from its own episodes (seed {}). In 5 of 100 draws an amount is not above \
             column 5%, in 95 of 100 not above column 95%; so in 50 of 100 it lies between the columns 25% and 75%. \
             \"Expected\" is the year without chance. Spread is the standard deviation.\n",
            found.seed
        ),
    };
    if found.chance_only {
        text.push_str(language.pick(
            "Alleen toeval: welke trajecten er komen. Dat geboorten, complexe zorg of tarieven over de hele linie anders \
             uitvallen, is niet meegerekend.\n",
            "Chance only: which episodes come. That births, complex care or tariffs turn out otherwise all along the line is \
             left out.\n",
        ));
        return text;
    }
    for (cv, nl, en) in [
        (&found.cv_births, "geboorten", "births"),
        (&found.cv_complex, "complexe zorg", "complex care"),
        (&found.cv_tariff, "wat verzekeraars betalen", "what insurers pay"),
    ] {
        if let Some(cv) = cv {
            let (what, cv) = (language.pick(nl, en), number(cv, language));
            let sentence =
                language.pick("Per jaar wisselend, variatiecoëfficiënt", "Varying by year, coefficient of variation");
            say(&mut text, format_args!("{sentence} {cv}: {what}.\n"));
        }
    }
    text
}

fn year_table(year: &YearChance, language: Language) -> Result<String, Overflow> {
    let title = year.year.to_string();
    let header = language.pick(
        ["verwacht", "gemiddeld", "spreiding", "5%", "25%", "50%", "75%", "95%", "onder mono", "onder vloer"],
        ["expected", "mean", "spread", "5%", "25%", "50%", "75%", "95%", "below mono", "below floor"],
    );
    let header: Vec<&str> = [title.as_str()].into_iter().chain(header).collect();
    let mut lines = Lines::new(language, &header);
    for discipline in &year.disciplines {
        for row in year.participants.iter().filter(|row| row.discipline.as_deref() == Some(&discipline.code)) {
            entitlement(&mut lines, &format!("{} {}", row.code, row.name), row, language);
        }
        entitlement(&mut lines, &format!("── {}", discipline.name), discipline, language);
    }
    entitlement(&mut lines, language.pick("══ Totaal", "══ Total"), &year.total, language);
    let reserve = language.pick("Reserve op 31 december", "Reserve on 31 December");
    line(&mut lines, reserve, &year.reserve, ["", ""]);
    line(&mut lines, language.pick("Garantie: nodig", "Guarantee: needed"), &year.guarantee.need, ["", ""]);
    Ok(lines.to_string())
}

fn entitlement(lines: &mut Lines, name: &str, row: &RowChance, language: Language) {
    let mono = percent(&row.below_mono, language);
    let floor = row.below_floor.as_deref().map(|chance| percent(chance, language)).unwrap_or_default();
    line(lines, name, &row.entitlement, [&mono, &floor]);
}

fn line(lines: &mut Lines, name: &str, spread: &Spread, chances: [&str; 2]) {
    let Spread { expected, mean, sd, p5, p25, p50, p75, p95 } = *spread;
    let amounts = [expected, mean, sd, p5, p25, p50, p75, p95].map(Column::Amount);
    let chances = chances.map(|chance| Column::Right(chance.to_owned()));
    lines.row(&std::iter::once(Column::Text(name)).chain(amounts).chain(chances).collect::<Vec<_>>());
}

fn guarantee(year: &YearChance, language: Language) -> String {
    let (called, uncovered) = (percent(&year.guarantee.called, language), percent(&year.guarantee.uncovered, language));
    match language {
        Language::Nl => format!(
            "Kans dat de garantie wordt aangesproken: {called}; dat er te weinig geld voor is: {uncovered}.\n\n"
        ),
        Language::En => {
            format!("Chance that the guarantee is called: {called}; that there is too little money: {uncovered}.\n\n")
        }
    }
}

/// `0.0250` as `2,5%`.
fn percent(chance: &str, language: Language) -> String {
    let (whole, decimals) = chance.split_once('.').unwrap_or((chance, "0000"));
    let basis_points: i64 = format!("{whole}{decimals}").parse().unwrap_or_default();
    // A hundredth of a percent is a cent of a hundred.
    let plain = Cents(basis_points).to_string();
    format!("{}%", number(plain.strip_suffix('0').unwrap_or(&plain), language))
}

/// A line for every amount of a spread, and one for every chance; amounts in euro, chances as decimals.
pub fn rows(found: &MonteCarloFound) -> Vec<Row> {
    let mut rows = Vec::new();
    for ModelChance { model, years } in &found.models {
        for year in years {
            let mut rows_of = RowsOf { rows: &mut rows, model: &model.name, year: year.year };
            rows_of.entitlement("total", &year.total);
            rows_of.spread("reserve", "", "end", &year.reserve);
            rows_of.spread("guarantee", "", "need", &year.guarantee.need);
            rows_of.row("guarantee", "", "called", &year.guarantee.called);
            rows_of.row("guarantee", "", "uncovered", &year.guarantee.uncovered);
            year.disciplines.iter().for_each(|row| rows_of.entitlement("discipline", row));
            year.participants.iter().for_each(|row| rows_of.entitlement("participant", row));
        }
    }
    rows
}

struct RowsOf<'a> {
    rows: &'a mut Vec<Row>,
    model: &'a str,
    year: i32,
}

impl RowsOf<'_> {
    fn entitlement(&mut self, of: &str, row: &RowChance) {
        self.spread(of, &row.code, "entitlement", &row.entitlement);
        self.row(of, &row.code, "below_mono", &row.below_mono);
        if let Some(below_floor) = &row.below_floor {
            self.row(of, &row.code, "below_floor", below_floor);
        }
    }

    fn spread(&mut self, of: &str, code: &str, figure: &str, spread: &Spread) {
        let Spread { expected, mean, sd, p5, p25, p50, p75, p95 } = *spread;
        for (name, cents) in [
            ("expected", expected),
            ("mean", mean),
            ("sd", sd),
            ("p5", p5),
            ("p25", p25),
            ("p50", p50),
            ("p75", p75),
            ("p95", p95),
        ] {
            self.row(of, code, &format!("{figure}_{name}"), &cents.to_string());
        }
    }

    fn row(&mut self, of: &str, code: &str, figure: &str, value: &str) {
        let year = self.year.to_string();
        self.rows.push([self.model, &year, of, code, figure, value].map(str::to_owned));
    }
}
