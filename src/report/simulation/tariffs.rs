//! The tables of `tariffs`: what each performance has to bring in, each insurer's own case mix, and another list beside it.

use super::answers::Row;
use super::say;
use crate::domain::language::Language;
use crate::domain::money::{Cents, Overflow};
use crate::domain::simulation::tariffs::{
    InsurerTariffs, ListFigures, PerformanceTariff, TariffTotal, TariffYear, TariffsFound,
};
use crate::report::table::{Column, Lines, amount, number, percentage};

pub fn table(found: &TariffsFound, language: Language) -> Result<String, Overflow> {
    let mut text = heading(found, language);
    for year in &found.years {
        text.push_str(&performances(found, year, language));
        text.push_str(&insurers(found, year, language)?);
        text.push_str(&remarks(year, language));
        text.push('\n');
    }
    Ok(text)
}

fn heading(found: &TariffsFound, language: Language) -> String {
    let overhead = match (&found.overhead.percentage, found.overhead.amount) {
        (Some(percentage), _) => {
            let percentage = number(percentage, language);
            language.pick(format!("{percentage}% van mono"), format!("{percentage}% of mono"))
        }
        (_, Some(cents)) => {
            let cents = amount(cents, language);
            language.pick(format!("€ {cents} per jaar"), format!("€ {cents} a year"))
        }
        _ => language.pick("geen", "none").to_owned(),
    };
    match language {
        Language::Nl => format!(
            "kostendekkende integrale tarieven\nHet tarief waarbij de declaraties precies opbrengen wat hun zorg tegen \
             schaduwtarief waard is (mono), plus overhead ({overhead}); naar boven afgerond op de cent en voor alle \
             verzekeraars gelijk.\n\"±\" is de standaardfout: zo ver schuift het tarief door toeval, van het ene traject \
             op het andere. \"{}\" is het gemiddelde van de tarieven die {} over dezelfde declaraties.\n",
            list_title(found, language),
            if found.list == "proposed" { "zijn voorgesteld" } else { "gelden" },
        ),
        Language::En => format!(
            "budget-neutral integral tariffs\nThe tariff at which claims bring in exactly what their care is worth at shadow \
             tariffs (mono), plus overhead ({overhead}); rounded up to the cent, and the same for all insurers.\n\"±\" is \
             the standard error: how far chance takes the tariff, from one episode to another. \"{}\" is the average of \
             the {} tariffs over the same claims.\n",
            list_title(found, language),
            found.list,
        ),
    }
}

fn list_title(found: &TariffsFound, language: Language) -> &'static str {
    if found.list == "proposed" { language.pick("voorstel", "proposed") } else { language.pick("nu", "now") }
}

fn performances(found: &TariffsFound, year: &TariffYear, language: Language) -> String {
    let title = year.year.to_string();
    let header = language.pick(
        ["declaraties", "aantal", "mono", "overhead", "kostendekkend tarief", "±"],
        ["claims", "quantity", "mono", "overhead", "neutral tariff", "±"],
    );
    let beside = language.pick(["winst of verlies", "%"], ["gain or loss", "%"]);
    let header: Vec<&str> =
        [title.as_str()].into_iter().chain(header).chain([list_title(found, language)]).chain(beside).collect();
    let mut lines = Lines::new(language, &header);
    for row in &year.performances {
        let list = &row.held_beside;
        lines.row(&[
            Column::Text(&name(row, language)),
            Column::Right(number(&row.claims.to_string(), language)),
            Column::Right(number(&row.quantity, language)),
            Column::Amount(row.mono),
            Column::Change(row.overhead),
            Column::Right(or_dash(row.tariff, language)),
            Column::Right(or_dash(row.standard_error, language)),
            Column::Right(or_dash(list.average, language)),
            Column::Change(list.difference),
            Column::Right(percentage(list.difference, list.neutral, language)),
        ]);
    }
    let TariffTotal { claims, mono, overhead, held_beside: list, .. } = &year.total;
    lines.row(&[
        Column::Text(language.pick("══ Totaal", "══ Total")),
        Column::Right(number(&claims.to_string(), language)),
        Column::Right(String::new()),
        Column::Amount(*mono),
        Column::Change(*overhead),
        Column::Right(String::new()),
        Column::Right(String::new()),
        Column::Right(String::new()),
        Column::Change(list.difference),
        Column::Right(percentage(list.difference, list.neutral, language)),
    ]);
    lines.to_string()
}

fn name(row: &PerformanceTariff, language: Language) -> String {
    let hour = if row.unit == "hour" { language.pick(" (per uur)", " (per hour)") } else { "" };
    let severity = if row.severity.is_empty() {
        String::new()
    } else {
        format!(" {} {}", language.pick("zorgzwaarte", "severity"), row.severity)
    };
    format!("{} {}{severity}{hour}", row.performance, row.name)
}

fn or_dash(cents: Option<Cents>, language: Language) -> String {
    cents.map_or("–".to_owned(), |cents| amount(cents, language))
}

fn insurers(found: &TariffsFound, year: &TariffYear, language: Language) -> Result<String, Overflow> {
    let title = format!("{} {}", language.pick("Verzekeraars,", "Insurers,"), year.year);
    let header = language.pick(
        ["declaraties", "mono", "zorgzwaarte-index", "kostendekkend", "t.o.v. mono"],
        ["claims", "mono", "case-mix index", "neutral", "against mono"],
    );
    let beside = language.pick(["winst of verlies", "%"], ["gain or loss", "%"]);
    let header: Vec<&str> =
        [title.as_str()].into_iter().chain(header).chain([list_title(found, language)]).chain(beside).collect();
    let mut lines = Lines::new(language, &header);
    let mut line = |name: &str, claims: u64, mono: Cents, index: String, revenue: Cents, list: &ListFigures| {
        lines.row(&[
            Column::Text(name),
            Column::Right(number(&claims.to_string(), language)),
            Column::Amount(mono),
            Column::Right(index),
            Column::Amount(revenue),
            Column::Change(revenue.minus(mono)?),
            Column::Amount(list.revenue),
            Column::Change(list.difference),
            Column::Right(percentage(list.difference, list.neutral, language)),
        ]);
        Ok::<(), Overflow>(())
    };
    for row in &year.insurers {
        let InsurerTariffs { insurer, name, claims, mono, index, revenue, held_beside, .. } = row;
        let index = index.as_ref().map_or("–".to_owned(), |index| number(index, language));
        line(&format!("{insurer} {name}"), *claims, *mono, index, *revenue, held_beside)?;
    }
    let total = &year.total;
    let name = language.pick("══ Totaal", "══ Total");
    line(name, total.claims, total.mono, String::new(), total.revenue, &total.held_beside)?;
    Ok(lines.to_string())
}

/// What the columns do not say.
fn remarks(year: &TariffYear, language: Language) -> String {
    let mut text = String::new();
    text.push_str(language.pick(
        "Winst of verlies: wat die tarieven in het jaar meer of minder opbrengen dan de kostendekkende.\n",
        "Gain or loss: what those tariffs bring in over the year, more or less than the neutral ones.\n",
    ));
    text.push_str(language.pick(
        "Zorgzwaarte-index boven 100: in dezelfde prestaties krijgen deze verzekerden meer zorg dan gemiddeld.\n",
        "Case-mix index above 100: in the same performances these insured have more care than average.\n",
    ));
    let rounding = amount(year.total.rounding, language);
    match language {
        Language::Nl => say(&mut text, format_args!("Afronden op hele centen laat samen € {rounding} over.\n")),
        Language::En => say(&mut text, format_args!("Rounding to whole cents leaves € {rounding} in all.\n")),
    }
    let without = year.total.held_beside.without_tariff;
    match language {
        _ if without == 0 => {}
        Language::Nl => say(
            &mut text,
            format_args!("Declaraties zonder tarief in die lijst staan buiten winst of verlies: {without}.\n"),
        ),
        Language::En => {
            say(
                &mut text,
                format_args!("Claims without a tariff in that list are left out of gain or loss: {without}.\n"),
            );
        }
    }
    text
}

/// Of performances (with `/severity` behind the code), insurers and the total.
pub fn rows(found: &TariffsFound) -> Vec<Row> {
    let mut rows = Vec::new();
    for year in &found.years {
        let number = year.year.to_string();
        let mut put = |of: &str, code: &str, figure: &str, value: String| {
            rows.push([String::new(), number.clone(), of.to_owned(), code.to_owned(), figure.to_owned(), value]);
        };
        for row in &year.performances {
            let severity = if row.severity.is_empty() { String::new() } else { format!("/{}", row.severity) };
            let code = format!("{}{severity}", row.performance);
            let optional = |cents: Option<Cents>| cents.map(|cents| cents.to_string()).unwrap_or_default();
            for (figure, value) in [
                ("claims", row.claims.to_string()),
                ("episodes", row.episodes.to_string()),
                ("quantity", row.quantity.clone()),
                ("mono", row.mono.to_string()),
                ("overhead", row.overhead.to_string()),
                ("tariff", optional(row.tariff)),
                ("standard_error", optional(row.standard_error)),
                ("revenue", row.revenue.to_string()),
                ("list_average", optional(row.held_beside.average)),
            ] {
                put("performance", &code, figure, value);
            }
            list(&row.held_beside, |figure, value| put("performance", &code, figure, value));
        }
        for row in &year.insurers {
            for (figure, value) in [
                ("claims", row.claims.to_string()),
                ("mono", row.mono.to_string()),
                ("expected", row.expected.to_string()),
                ("index", row.index.clone().unwrap_or_default()),
                ("revenue", row.revenue.to_string()),
                ("difference", row.difference.to_string()),
            ] {
                put("insurer", &row.insurer, figure, value);
            }
            list(&row.held_beside, |figure, value| put("insurer", &row.insurer, figure, value));
        }
        let total = &year.total;
        for (figure, value) in [
            ("claims", total.claims.to_string()),
            ("mono", total.mono.to_string()),
            ("overhead", total.overhead.to_string()),
            ("revenue", total.revenue.to_string()),
            ("rounding", total.rounding.to_string()),
        ] {
            put("total", "", figure, value);
        }
        list(&total.held_beside, |figure, value| put("total", "", figure, value));
    }
    rows
}

fn list(figures: &ListFigures, mut put: impl FnMut(&str, String)) {
    put("list_revenue", figures.revenue.to_string());
    put("list_neutral", figures.neutral.to_string());
    put("list_difference", figures.difference.to_string());
    put("list_without_tariff", figures.without_tariff.to_string());
}
