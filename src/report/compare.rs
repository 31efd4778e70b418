//! Several models beside each other: what each participant and discipline gets under each, against mono.

use super::board::BoardLine;
use super::table::{Column, Lines, amount, percentage};
use crate::calc::outcome::Outcome;
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::domain::model::Model;
use crate::domain::money::Overflow;

/// A line per participant and discipline, a column per model: the difference with mono in euros and percent.
///
/// All outcomes are of the same run, so that their participants and mono values are the same.
pub fn comparison(dossier: &Dossier, results: &[(Model, Outcome)], language: Language) -> Result<String, Overflow> {
    let Some((_, first)) = results.first() else { return Ok(String::new()) };
    let title = language.pick("Verschil met mono", "Difference with mono");
    // Names of models are too long for columns: letters, and what they stand for below.
    let letters: Vec<String> = ('A'..='Z').take(results.len()).map(String::from).collect();
    let header: Vec<&str> = [title, "mono"].into_iter().chain(letters.iter().map(String::as_str)).collect();
    let mut lines = Lines::new(language, &header);
    let mut totals = vec![BoardLine::default(); results.len()];
    for (at, discipline) in dossier.reference.disciplines.iter().enumerate() {
        let mut sums = vec![BoardLine::default(); results.len()];
        let mut any = false;
        for (place, (who, of, _)) in first.participants.iter().enumerate() {
            if of.at() != at {
                continue;
            }
            any = true;
            let row: Vec<BoardLine> = results
                .iter()
                .map(|(_, outcome)| BoardLine::of(&outcome.participants[place].2))
                .collect::<Result<_, _>>()?;
            for (sum, line) in sums.iter_mut().zip(&row) {
                sum.add(line)?;
            }
            let participant = &dossier.reference.participants[who.at()];
            add_row(&mut lines, &format!("{} {}", participant.code, participant.name), &row, language)?;
        }
        for (total, sum) in totals.iter_mut().zip(&sums) {
            total.add(sum)?;
        }
        if any {
            add_row(&mut lines, &format!("── {}", discipline.name), &sums, language)?;
        }
    }
    add_row(&mut lines, language.pick("══ Totaal", "══ Total"), &totals, language)?;
    let legend = letters.iter().zip(results).map(|(letter, (model, _))| format!(" {letter}  {}\n", model.name));
    Ok(format!("{lines}{}", legend.collect::<String>()))
}

fn add_row(lines: &mut Lines, name: &str, row: &[BoardLine], language: Language) -> Result<(), Overflow> {
    let mut columns = vec![Column::Text(name), Column::Amount(row.first().map(|line| line.mono).unwrap_or_default())];
    for line in row {
        let difference = line.difference()?;
        let percent = percentage(difference, line.mono, language);
        columns.push(Column::Right(format!("{} {percent:>7}", amount(difference, language))));
    }
    lines.row(&columns);
    Ok(())
}
