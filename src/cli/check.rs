//! `check`: every problem of every file of a dossier, models and scenarios included, at once.

use super::arguments::{Check, ExplainFormat};
use super::failure::{Failure, complain, hint_lines, problem_lines};
use super::load;
use crate::domain::language::Language;
use crate::domain::problem::{Problem, Problems};
use crate::intake;
use crate::intake::dossier::Examined;
use crate::intake::source::Source;
use crate::report::result::json;
use crate::report::table::{Column, Lines, number};
use crate::tabular::volumes::Volumes;
use serde::Serialize;
use std::fs;

#[derive(Serialize)]
struct Findings<'a> {
    errors: &'a [Problem],
    errors_not_shown: u64,
    warnings: &'a [Problem],
    counts: Counts,
    volumes: Volumes,
}

#[derive(Default, Serialize)]
struct Counts {
    claims: usize,
    claim_events: usize,
    deliveries: usize,
    participants: usize,
    models: usize,
    scenarios: usize,
}

pub fn check(wish: &Check, language: Language) -> Result<(), Failure> {
    let as_json = wish.format == ExplainFormat::Json;
    load::folder_exists(&wish.dossier, language)?;
    let conventions = wish.reading.conventions(language).map_err(Failure::usage)?;
    let examined = intake::dossier::examine(Source::Folder(&wish.dossier), &conventions);
    let mut problems = Problems::default();
    let models = check_models(wish, &examined, &mut problems)?;
    let scenarios = check_scenarios(wish, &examined, &mut problems)?;
    let mut counts = Counts { models, scenarios, ..Counts::default() };
    let mut volumes = Volumes::default();
    if let Some(dossier) = examined.dossier() {
        counts.claims = dossier.claims.id.len();
        counts.claim_events = dossier.events.id.len();
        counts.deliveries = dossier.deliveries.id.len();
        counts.participants = dossier.reference.participants.len();
        volumes = Volumes::of(dossier).map_err(Failure::unexpected)?;
    }
    let of_documents = problems;
    let mut problems = examined.problems;
    problems.append(of_documents);
    if !problems.is_clean() {
        if !as_json {
            complain(&warning_lines(&problems.warnings, language));
        }
        return Err(Failure::problems(problems).telling_json(as_json));
    }
    let text = if as_json {
        let (errors, warnings) = (&problems.errors, &problems.warnings);
        json(&Findings { errors, errors_not_shown: problems.not_shown, warnings, counts, volumes })
    } else {
        let Counts { claims, claim_events, deliveries, participants, models, scenarios } = counts;
        let warnings = warning_lines(&problems.warnings, language);
        let tables = volume_tables(&volumes, language);
        match language {
            Language::Nl => format!(
                "{warnings}In orde: {claims} declaraties, {claim_events} retourregels, {deliveries} leveringen, {participants} deelnemers, {models} modellen, {scenarios} scenario's.\n{tables}"
            ),
            Language::En => format!(
                "{warnings}In order: {claims} claims, {claim_events} claim events, {deliveries} deliveries, {participants} participants, {models} models, {scenarios} scenarios.\n{tables}"
            ),
        }
    };
    load::write(None, &text)
}

/// Warnings with what to do about them, and a blank line before what comes next.
fn warning_lines(warnings: &[Problem], language: Language) -> String {
    if warnings.is_empty() {
        return String::new();
    }
    let hints = hint_lines(warnings.iter().map(|warning| warning.code), language);
    format!("{}\n{hints}\n", problem_lines(warnings, 0, language))
}

/// What is in the files, to hold against the totals of whoever delivered them.
fn volume_tables(volumes: &Volumes, language: Language) -> String {
    let tables = [
        (language.pick("Declaraties per verzekeraar", "Claims per insurer"), &volumes.claims_by_insurer),
        (language.pick("Declaraties per prestatie", "Claims per performance"), &volumes.claims_by_performance),
        (language.pick("Leveringen per deelnemer", "Deliveries per participant"), &volumes.deliveries_by_participant),
    ];
    let mut text = String::new();
    for (title, rows) in tables {
        let header = [title, language.pick("regels", "rows"), language.pick("hoeveelheid", "quantity")];
        let mut lines = Lines::new(language, &header);
        for row in rows {
            let quantity = number(&row.quantity, language);
            lines.row(&[Column::Text(&row.code), Column::Right(row.rows.to_string()), Column::Right(quantity)]);
        }
        text.push_str(&lines.to_string());
    }
    text
}

fn check_models(wish: &Check, examined: &Examined, problems: &mut Problems) -> Result<usize, Failure> {
    let paths = load::model_paths(&wish.dossier);
    for path in &paths {
        let bytes = fs::read(wish.dossier.join(path)).map_err(Failure::unexpected)?;
        problems.append(examined.model_problems(&path.display().to_string(), &bytes));
    }
    Ok(paths.len())
}

fn check_scenarios(wish: &Check, examined: &Examined, problems: &mut Problems) -> Result<usize, Failure> {
    let paths = load::scenario_paths(&wish.dossier);
    for path in &paths {
        let bytes = fs::read(wish.dossier.join(path)).map_err(Failure::unexpected)?;
        let model = |path: &str| fs::read(wish.dossier.join(path)).ok();
        problems.append(examined.scenario_problems(&path.display().to_string(), &bytes, model));
    }
    Ok(paths.len())
}
