//! A break-even: a sentence for each crossing, and the figure over the range.

use super::long::{Line, Long};
use super::sweep::value;
use super::{say, signed};
use crate::domain::language::Language;
use crate::domain::simulation::sweep::{BreakEvenFound, Crossed, Crossing, CrossingKind, FigureAt};
use crate::report::table::{Column, Lines};

pub fn table(found: &BreakEvenFound, language: Language) -> String {
    let mut text = format!(
        "{}\n{}\n",
        language.pick(&found.parameter.name_nl, &found.parameter.name_en),
        measured(found, language)
    );
    for crossed in &found.models {
        say(&mut text, format_args!("{}: {}\n", crossed.model.name, sentence(found, crossed, language)));
        let header = [language.pick("waarde", "value"), language.pick("bedrag", "amount")];
        let mut lines = Lines::new(language, &header);
        for point in shown(&crossed.looked_at) {
            let name = value(&point.value, &found.parameter, language);
            lines.row(&[Column::Text(&name), Column::Amount(point.amount)]);
        }
        text.push_str(&lines.to_string());
    }
    text
}

/// Most lines of the table.
const LINES: usize = 9;

/// Some of them, spread over the range, its ends among them.
fn shown(points: &[FigureAt]) -> impl Iterator<Item = &FigureAt> {
    let last = points.len().saturating_sub(1);
    let lines = LINES.min(points.len());
    (0..lines).map(move |at| &points[last * at / lines.saturating_sub(1).max(1)])
}

/// Of what zero is looked for.
fn measured(found: &BreakEvenFound, language: Language) -> String {
    let figure = match found.figure.as_str() {
        "entitlement" => language.pick("de aanspraak", "the entitlement"),
        "against_mono" => language.pick("de aanspraak min mono", "the entitlement less mono"),
        "margin" => language.pick("de marge", "the margin"),
        "reserve" => language.pick("de reserve op 31 december", "the reserve on 31 December"),
        "revenue" => language.pick("de opbrengst", "the revenue"),
        _ => language.pick("wat de garantie vraagt", "what the guarantee needs"),
    };
    let whose = match found.of.as_str() {
        "organisation" => language.pick("de IGO", "the organisation").to_owned(),
        "discipline" => found.name.clone(),
        _ => format!("{} {}", found.code, found.name),
    };
    let against = if found.against_base { language.pick(", t.o.v. nu", ", against now") } else { "" };
    let year = found.year;
    match language {
        Language::Nl => format!("Wanneer is {figure} van {whose} in {year}{against} nul?"),
        Language::En => format!("When is {figure} of {whose} in {year}{against} zero?"),
    }
}

fn sentence(found: &BreakEvenFound, crossed: &Crossed, language: Language) -> String {
    let [lowest, highest] = [crossed.looked_at.first(), crossed.looked_at.last()];
    match crossed.crossings.as_slice() {
        [] => match (lowest, highest) {
            (Some(low), Some(high)) => {
                let (from, to) =
                    (value(&low.value, &found.parameter, language), value(&high.value, &found.parameter, language));
                let (of_low, of_high) = (signed(low.amount, language), signed(high.amount, language));
                match language {
                    Language::Nl => {
                        format!("nergens gezien. Van {from} tot {to} gaat het van {of_low} naar {of_high}.")
                    }
                    Language::En => format!("nowhere seen. From {from} to {to} it goes from {of_low} to {of_high}."),
                }
            }
            _ => String::new(),
        },
        [one] => of_crossing(found, one, language),
        several => {
            let all: Vec<String> = several.iter().map(|one| of_crossing(found, one, language)).collect();
            let count = several.len();
            format!(
                "{} {}",
                language.pick(format!("op {count} plaatsen:"), format!("at {count} places:")),
                all.join(" ")
            )
        }
    }
}

fn of_crossing(found: &BreakEvenFound, crossing: &Crossing, language: Language) -> String {
    let show = |text: &str| value(text, &found.parameter, language);
    let (low, high) = (show(&crossing.low.value), show(&crossing.high.value));
    let (of_low, of_high) = (signed(crossing.low.amount, language), signed(crossing.high.amount, language));
    let turns = match crossing.kind {
        CrossingKind::Crosses => "",
        CrossingKind::Touches => language.pick(", zonder van teken te wisselen", ", without changing its sign"),
        CrossingKind::Edge => language.pick(", aan het eind van het bereik", ", at an end of the range"),
    };
    match (crossing.is_exact, low == high, language) {
        (true, true, Language::Nl) => format!("precies nul bij {low}{turns}."),
        (true, true, Language::En) => format!("exactly zero at {low}{turns}."),
        (true, false, Language::Nl) => format!("nul van {low} tot en met {high}{turns}."),
        (true, false, Language::En) => format!("zero from {low} up to and including {high}{turns}."),
        (false, _, Language::Nl) => format!("tussen {low} ({of_low}) en {high} ({of_high})."),
        (false, _, Language::En) => format!("between {low} ({of_low}) and {high} ({of_high})."),
    }
}

/// A line per value that was looked at, and two for each crossing.
pub fn lines(long: &mut Long, scenario: &str, found: &BreakEvenFound) -> Result<(), csv::Error> {
    let year = found.year.to_string();
    for crossed in &found.models {
        let mut line = |at: &str, figure: &str, amount: String| {
            let at = format!("{}={at}", found.parameter.parameter);
            let line = Line {
                scenario,
                model: &crossed.model.name,
                question: "break_even",
                at: &at,
                year: &year,
                of: &found.of,
                code: &found.code,
            };
            long.value(&line, figure, &amount)
        };
        for point in &crossed.looked_at {
            line(&point.value, &found.figure, point.amount.to_string())?;
        }
        for Crossing { kind, is_exact, low, high } in &crossed.crossings {
            let kind = match kind {
                CrossingKind::Crosses if *is_exact => "zero",
                CrossingKind::Crosses => "crosses",
                CrossingKind::Touches => "touches",
                CrossingKind::Edge => "edge",
            };
            line(&low.value, &format!("{kind}_low"), low.amount.to_string())?;
            line(&high.value, &format!("{kind}_high"), high.amount.to_string())?;
        }
    }
    Ok(())
}
