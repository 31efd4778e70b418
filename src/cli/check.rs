//! `check`: every problem of every file of a dossier, models included, at once.

use super::arguments::{Check, ExplainFormat};
use super::failure::{Failure, problem_lines};
use super::load;
use crate::domain::language::Language;
use crate::domain::problem::Problems;
use crate::domain::reference::Reference;
use crate::intake;
use crate::report::result::json;
use serde::Serialize;
use std::fs;

#[derive(Serialize)]
struct Findings<'a> {
    errors: &'a [crate::domain::problem::Problem],
    errors_not_shown: u64,
    warnings: &'a [crate::domain::problem::Problem],
    counts: Counts,
}

#[derive(Default, Serialize)]
struct Counts {
    claims: usize,
    claim_events: usize,
    deliveries: usize,
    participants: usize,
    models: usize,
}

pub fn check(wish: &Check, language: Language) -> Result<(), Failure> {
    let as_json = wish.format == ExplainFormat::Json;
    if !wish.dossier.is_dir() {
        let folder = wish.dossier.display();
        return Err(Failure::usage(match language {
            Language::Nl => format!("De map {folder} bestaat niet."),
            Language::En => format!("The folder {folder} does not exist."),
        }));
    }
    let mut problems = Problems::default();
    let mut counts = Counts::default();
    match intake::dossier::read(&wish.dossier) {
        Ok((dossier, warnings)) => {
            problems.warnings = warnings;
            counts = Counts {
                claims: dossier.claims.id.len(),
                claim_events: dossier.events.id.len(),
                deliveries: dossier.deliveries.id.len(),
                participants: dossier.reference.participants.len(),
                models: 0,
            };
            counts.models = check_models(wish, &dossier.reference, &mut problems)?;
        }
        Err(found) => problems = found,
    }
    if !problems.is_clean() {
        return Err(Failure::problems(problems).telling_json(as_json));
    }
    let text = if as_json {
        let (errors, warnings) = (&problems.errors, &problems.warnings);
        json(&Findings { errors, errors_not_shown: problems.not_shown, warnings, counts })
    } else {
        let Counts { claims, claim_events, deliveries, participants, models } = counts;
        let warnings = problem_lines(&problems.warnings, 0, language);
        match language {
            Language::Nl => format!(
                "{warnings}In orde: {claims} declaraties, {claim_events} retourregels, {deliveries} leveringen, {participants} deelnemers, {models} modellen.\n"
            ),
            Language::En => format!(
                "{warnings}In order: {claims} claims, {claim_events} claim events, {deliveries} deliveries, {participants} participants, {models} models.\n"
            ),
        }
    };
    load::write(None, &text)
}

fn check_models(wish: &Check, reference: &Reference, problems: &mut Problems) -> Result<usize, Failure> {
    let paths = load::model_paths(&wish.dossier);
    for path in &paths {
        let text = fs::read_to_string(wish.dossier.join(path)).map_err(Failure::unexpected)?;
        if let Err(found) = intake::model::parse(&path.display().to_string(), &text, reference) {
            problems.append(found);
        }
    }
    Ok(paths.len())
}
