//! The table of `variance`: the causes beside each other, which sum to the difference.

use super::answers::Row;
use super::say;
use crate::domain::language::Language;
use crate::domain::money::{Cents, Overflow};
use crate::domain::simulation::variance::{VarianceFound, VarianceOfModel, VarianceRow, VarianceSide};
use crate::report::table::{Column, Lines};

pub fn table(found: &VarianceFound, language: Language) -> Result<String, Overflow> {
    let mut text = heading(found, language);
    for of in &found.models {
        text.push_str(&model(found, of, language));
        if let Some(within) = &of.model_within_mix {
            let why = language.pick(&within.message_nl, &within.message_en);
            match language {
                Language::Nl => say(&mut text, format_args!("Het deel van het model zit in mix en prijs: {why}\n")),
                Language::En => say(&mut text, format_args!("The part of the model is within mix and price: {why}\n")),
            }
        }
        text.push('\n');
    }
    Ok(text)
}

fn heading(found: &VarianceFound, language: Language) -> String {
    let (before, after) = (side(found.before, language), side(found.after, language));
    match language {
        Language::Nl => format!(
            "waarom de uitkomst verandert: van {before} naar {after}\nVolume: er wordt meer of minder gedeclareerd. \
             Prijs: andere tarieven op dezelfde zorg. Mix: andere zorg, en wie hoeveel daarvan leverde. Model: andere \
             regels, of een glijpad dat verder is. De delen tellen precies op tot het verschil.\n"
        ),
        Language::En => format!(
            "why the outcome changes: from {before} to {after}\nVolume: more or less is claimed. Price: other \
             tariffs on the same care. Mix: other care, and who delivered how much of it. Model: other rules, or a glide \
             path that is further on. The parts sum exactly to the difference.\n"
        ),
    }
}

fn side(side: VarianceSide, language: Language) -> String {
    let changes = if side.changed {
        language.pick("met de wijzigingen", "with the changes")
    } else {
        language.pick("zonder de wijzigingen", "without the changes")
    };
    format!("{} {changes}", side.year)
}

fn model(found: &VarianceFound, of: &VarianceOfModel, language: Language) -> String {
    let (before, after) = (found.before, found.after);
    let years = if before.year == after.year {
        language.pick(["zonder", "met"], ["without", "with"]).map(str::to_owned)
    } else {
        [before.year.to_string(), after.year.to_string()]
    };
    let changed = if of.model.changed { language.pick(" (gewijzigd)", " (changed)") } else { "" };
    let title = format!("{}{changed}", of.model.name);
    let causes = language.pick(
        ["verschil", "volume", "prijs", "mix", "model", "verschuiving", "garantie", "bijstellingen"],
        ["difference", "volume", "price", "mix", "model", "shifts", "guarantee", "adjustments"],
    );
    let header: Vec<&str> =
        [title.as_str()].into_iter().chain(years.iter().map(String::as_str)).chain(causes).collect();
    let mut lines = Lines::new(language, &header);
    for discipline in &of.disciplines {
        for row in of.participants.iter().filter(|row| row.discipline == discipline.code) {
            line(&mut lines, &format!("{} {}", row.code, row.name), row);
        }
        line(&mut lines, &format!("── {}", discipline.name), discipline);
    }
    line(&mut lines, language.pick("══ Totaal", "══ Total"), &of.all);
    lines.to_string()
}

fn line(lines: &mut Lines, name: &str, row: &VarianceRow) {
    let columns = [Column::Text(name), Column::Amount(row.before), Column::Amount(row.after)];
    let causes = figures(row).into_iter().skip(2).map(|(_, cents)| Column::Change(cents));
    lines.row(&columns.into_iter().chain(causes).collect::<Vec<_>>());
}

fn figures(row: &VarianceRow) -> [(&'static str, Cents); 10] {
    [
        ("before", row.before),
        ("after", row.after),
        ("difference", row.difference),
        ("volume", row.volume),
        ("price", row.price),
        ("mix", row.mix),
        ("model", row.model),
        ("shifts", row.shifts),
        ("guarantee", row.guarantee),
        ("corrections", row.corrections),
    ]
}

/// Of participants, disciplines and the total; the year is `2026/2028` from one to another.
pub fn rows(found: &VarianceFound) -> Vec<Row> {
    let (before, after) = (found.before.year, found.after.year);
    let year = if before == after { after.to_string() } else { format!("{before}/{after}") };
    let mut rows = Vec::new();
    for of in &found.models {
        let mut put = |kind: &str, row: &VarianceRow| {
            let code = if kind == "total" { "" } else { &row.code };
            for (figure, cents) in figures(row) {
                let cells = [&of.model.name, &year, kind, code, figure].map(str::to_owned);
                let [model, year, kind, code, figure] = cells;
                rows.push([model, year, kind, code, figure, cents.to_string()]);
            }
        };
        of.participants.iter().for_each(|row| put("participant", row));
        of.disciplines.iter().for_each(|row| put("discipline", row));
        put("total", &of.all);
    }
    rows
}
