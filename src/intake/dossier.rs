//! Reads a whole dossier: every file in an order in which what is referred to comes first.

use super::interner::Interner;
use super::kinds::{Intake, care, claims, deliveries, parties, settlement, tariffs};
use super::known::Known;
use super::organisation;
use super::report::hide_service_numbers;
use super::report::unknown_file;
use super::source::Folder;
use crate::domain::dossier::Dossier;
use crate::domain::index::SeverityIx;
use crate::domain::problem::{Problem, Problems};
use std::path::Path;

/// Reads the dossier in a folder (spec 1, "A dossier") with its warnings, or tells everything that is wrong with it:
/// all problems of all files at once.
pub fn read(folder: &Path) -> Result<(Dossier, Vec<Problem>), Problems> {
    let folder = Folder { path: folder };
    let strangers = folder.strangers();
    let mut intake = Intake { folder, known: Known::default(), problems: Problems::default() };
    intake.problems.warnings.extend(strangers.iter().map(|file| unknown_file(file)));
    let mut dossier = Dossier::default();
    // No severity comes first, so that its position is known before any file is read.
    let mut severities = Interner::default();
    severities.intern("");
    let mut episodes = Interner::default();

    let reference = &mut dossier.reference;
    (reference.organisation, reference.disciplines) = organisation::read(&mut intake);
    reference.payees = parties::read_payees(&mut intake);
    reference.participants = parties::read_participants(&mut intake);
    let (insurers, insurers_and_concerns) = parties::read_insurers(&mut intake);
    reference.insurers = insurers;
    reference.performances = care::read_performances(&mut intake);
    reference.activities = care::read_activities(&mut intake);
    reference.integral_tariffs = tariffs::read_integral_tariffs(&mut intake, &insurers_and_concerns, &mut severities);
    reference.shadow_tariffs = tariffs::read_shadow_tariffs(&mut intake);
    reference.contracts = tariffs::read_contracts(&mut intake, &insurers_and_concerns);

    let reference = &dossier.reference;
    dossier.claims = claims::read_claims(&mut intake, reference, &mut episodes, &mut severities);
    dossier.events = claims::read_claim_events(&mut intake);
    dossier.deliveries = deliveries::read_deliveries(&mut intake, reference, &mut episodes);
    deliveries::read_settled(&mut intake, &mut dossier.deliveries);
    dossier.episodes = settlement::read_episodes(&mut intake, &mut episodes);
    dossier.adjustments = settlement::read_adjustments(&mut intake);
    dossier.reference_income = settlement::read_reference_income(&mut intake);
    dossier.other_income = settlement::read_other_income(&mut intake);
    dossier.scores = settlement::read_scores(&mut intake);
    dossier.balances = settlement::read_balances(&mut intake);
    dossier.advances = settlement::read_advances(&mut intake);

    if !intake.problems.is_clean() {
        hide_service_numbers(&mut intake.problems);
        return Err(intake.problems);
    }
    // Without errors every key is a row, so that the ids of a file are the column of its ids.
    dossier.claims.id = intake.known.claims.ids.into_texts();
    dossier.deliveries.id = intake.known.deliveries.ids.into_texts();
    dossier.episode_ids = episodes.into_texts();
    sort_severities(&mut dossier, &severities);
    Ok((dossier, intake.problems.warnings))
}

/// Severities were numbered as they came; in the dossier they are sorted, like every other code.
fn sort_severities(dossier: &mut Dossier, severities: &Interner) {
    let mut sorted: Vec<String> = severities.texts().iter().map(str::to_owned).collect();
    sorted.sort_unstable();
    dossier.reference.severities = sorted;
    let places: Vec<SeverityIx> = severities
        .texts()
        .iter()
        .map(|severity| dossier.reference.find_severity(severity).unwrap_or(SeverityIx::NO_SEVERITY))
        .collect();
    for tariff in &mut dossier.reference.integral_tariffs {
        tariff.severity = places[tariff.severity.at()];
    }
    dossier.reference.integral_tariffs.sort_by(|a, b| {
        (&a.insurer, a.performance, a.severity, a.validity.from).cmp(&(
            &b.insurer,
            b.performance,
            b.severity,
            b.validity.from,
        ))
    });
    for severity in &mut dossier.claims.severity {
        *severity = places[severity.at()];
    }
}
