//! The sentences around the tables of a simulation.

use super::{say, signed};
use crate::domain::language::Language;
use crate::domain::money::Cents;
use crate::domain::simulation::{Assumption, Case, Figures, YearFigures};

/// Names in one sentence; with more of them the rest is counted.
const NAMED: usize = 5;

/// What was projected, and how to read the columns.
pub fn heading(case: &Case, language: Language) -> String {
    let (scenario, model, base) = (&case.scenario.name, &case.model.name, case.base_year);
    let changed = if case.model.changed { language.pick(" (gewijzigd)", " (changed)") } else { "" };
    match language {
        Language::Nl => format!(
            "{scenario} · {model}{changed}\nDe zorg van {base} herhaald, met de wijzigingen van het scenario. \"Nu\" is \
             hetzelfde model zonder die wijzigingen; \"mono\" is wat de zorg tegen schaduwtarief waard is.\n"
        ),
        Language::En => format!(
            "{scenario} · {model}{changed}\nThe care of {base} repeated, with the changes of the scenario. \"Now\" is the \
             same model without those changes; \"mono\" is what the care is worth at shadow tariffs.\n"
        ),
    }
}

/// Who loses and who gains, by name and amount.
pub fn standing(year: &YearFigures, language: Language) -> String {
    let standing = &year.standing;
    let now: fn(&Figures) -> Cents = |figures| figures.entitlement.difference;
    let mono: fn(&Figures) -> Cents = |figures| figures.against_mono.value;
    let mut text = String::new();
    for (title, codes, of) in [
        (language.pick("Erop achteruit t.o.v. nu", "Lose against now"), &standing.losers_against_base, now),
        (language.pick("Erop vooruit t.o.v. nu", "Gain against now"), &standing.gainers_against_base, now),
        (language.pick("Minder dan mono", "Below mono"), &standing.losers_against_mono, mono),
        (language.pick("Meer dan mono", "Above mono"), &standing.gainers_against_mono, mono),
    ] {
        say(&mut text, format_args!("{title}: {}\n", named(year, codes, of, language)));
    }
    text
}

fn named(year: &YearFigures, codes: &[String], of: fn(&Figures) -> Cents, language: Language) -> String {
    if codes.is_empty() {
        return language.pick("niemand.", "nobody.").to_owned();
    }
    let one = |code: &String| {
        let row = year.participants.iter().find(|row| row.participant == *code);
        row.map(|row| format!("{code} {}", signed(of(&row.figures), language)))
    };
    let mut text = codes.iter().take(NAMED).filter_map(one).collect::<Vec<_>>().join(", ");
    let more = codes.len().saturating_sub(NAMED);
    if more > 0 {
        say(
            &mut text,
            format_args!(" {} {more} {}", language.pick("en nog", "and"), language.pick("anderen", "others")),
        );
    }
    text.push('.');
    text
}

/// What was assumed, a line each.
pub fn assumptions(assumptions: &[Assumption], language: Language) -> String {
    if assumptions.is_empty() {
        return String::new();
    }
    let mut text = language.pick("Aangenomen is:\n", "Assumed is:\n").to_owned();
    for assumption in assumptions {
        say(&mut text, format_args!("- {}\n", language.pick(&assumption.nl, &assumption.en)));
    }
    text
}
