//! Reads a whole dossier: every file in an order in which what is referred to comes first.

use super::convention::Conventions;
use super::interner::Interner;
use super::kinds::episodes::add_new;
use super::kinds::{Intake, care, claims, deliveries, parties, settlement, tariffs};
use super::known::{Found, Known, To};
use super::organisation;
use super::report::{hide_service_numbers, unknown_file};
use super::source::Source;
use crate::domain::batch::Settled;
use crate::domain::dossier::Dossier;
use crate::domain::problem::{Problem, ProblemCode, Problems};
use crate::domain::reference::Reference;
use std::path::Path;

/// A dossier that was looked at whole, in order or not.
pub struct Examined {
    /// Complete only where there are no errors.
    dossier: Dossier,
    known: Known,
    pub problems: Problems,
}

/// Reads the dossier in a folder (spec 1, "A dossier") with its warnings, or tells everything that is wrong with it:
/// all problems of all files at once.
pub fn read(folder: &Path) -> Result<(Dossier, Vec<Problem>), Problems> {
    read_as(Source::Folder(folder), &Conventions::default())
}

/// The same from anywhere, by conventions that its sender has stated.
pub fn read_as(source: Source<'_>, conventions: &Conventions) -> Result<(Dossier, Vec<Problem>), Problems> {
    taken(examine(source, conventions))
}

fn taken(examined: Examined) -> Result<(Dossier, Vec<Problem>), Problems> {
    if examined.problems.is_clean() {
        Ok((examined.dossier, examined.problems.warnings))
    } else {
        Err(examined.problems)
    }
}

impl Examined {
    /// The dossier, if it is in order.
    pub fn dossier(&self) -> Option<&Dossier> {
        self.problems.is_clean().then_some(&self.dossier)
    }

    /// What is wrong with a model, also where the dossier is not in order: a code whose own row has an error, or whose
    /// file cannot be read, is not called unknown.
    pub fn model_problems(&self, file: &str, bytes: &[u8]) -> Problems {
        let Err(mut problems) = crate::intake::model::read(file, bytes, &self.dossier.reference) else {
            return Problems::default();
        };
        problems.errors.retain(|problem| !self.follows(problem));
        problems
    }

    /// What is wrong with a scenario, likewise; `model` gives the bytes of a model that it names.
    pub fn scenario_problems(&self, file: &str, bytes: &[u8], model: impl Fn(&str) -> Option<Vec<u8>>) -> Problems {
        let mut problems = crate::intake::scenario::problems(file, bytes, &self.dossier.reference, model);
        problems.errors.retain(|problem| !self.follows(problem));
        problems
    }

    fn follows(&self, problem: &Problem) -> bool {
        let to = match problem.code {
            ProblemCode::UnknownDiscipline => To::Discipline,
            ProblemCode::UnknownParticipant => To::Participant,
            ProblemCode::UnknownInsurer => To::Party,
            ProblemCode::UnknownPerformance => To::Performance,
            ProblemCode::UnknownActivity => To::Activity,
            _ => return false,
        };
        !self.problems.is_clean() && self.known.find(to, &problem.value) != Found::Unknown
    }
}

/// Reads a dossier but for its claims, claim events, deliveries, episodes and settled deliveries, which may be there or
/// not and are not looked at: what a service keeps beside its batches.
pub fn read_without_rows(source: Source<'_>, conventions: &Conventions) -> Result<(Dossier, Vec<Problem>), Problems> {
    taken(examine_without_rows(source, conventions))
}

/// Looks at every file of a dossier.
pub fn examine(source: Source<'_>, conventions: &Conventions) -> Examined {
    examine_some(source, conventions, true)
}

/// Looks at every file of a dossier but those of [`crate::domain::batch::BatchKind`].
pub fn examine_without_rows(source: Source<'_>, conventions: &Conventions) -> Examined {
    examine_some(source, conventions, false)
}

fn examine_some(source: Source<'_>, conventions: &Conventions, with_rows: bool) -> Examined {
    let strangers = source.strangers();
    let mut intake = Intake::new(source, conventions, Known::default());
    intake.problems.warnings.extend(strangers.iter().map(|file| unknown_file(file)));
    let mut dossier = Dossier::default();
    // No severity comes first, so that its position is known before any file is read.
    let mut severities = Interner::default();
    severities.intern("");

    read_reference(&mut intake, &mut dossier.reference, &mut severities);
    let episodes = if with_rows { read_rows(&mut intake, &mut dossier, &mut severities) } else { Interner::default() };
    dossier.adjustments = settlement::read_adjustments(&mut intake);
    dossier.reference_income = settlement::read_reference_income(&mut intake);
    dossier.other_income = settlement::read_other_income(&mut intake);
    dossier.scores = settlement::read_scores(&mut intake);
    dossier.balances = settlement::read_balances(&mut intake);
    dossier.advances = settlement::read_advances(&mut intake);

    if intake.problems.is_clean() {
        // Without errors every key is a row, so that the ids of a file are the column of its ids.
        dossier.claims.id = std::mem::take(&mut intake.known.claims.ids).into_texts();
        dossier.deliveries.id = std::mem::take(&mut intake.known.deliveries.ids).into_texts();
        dossier.episode_ids = episodes.into_texts();
        dossier.sort_severities(severities.texts().iter().map(str::to_owned).collect());
        dossier.reference.sort_tariffs();
    } else {
        hide_service_numbers(&mut intake.problems);
    }
    Examined { dossier, known: intake.known, problems: intake.problems }
}

/// Who and what the dossier is about.
fn read_reference(intake: &mut Intake<'_>, reference: &mut Reference, severities: &mut Interner) {
    (reference.organisation, reference.disciplines) = organisation::read(intake);
    reference.payees = parties::read_payees(intake);
    reference.participants = parties::read_participants(intake);
    let (insurers, insurers_and_concerns) = parties::read_insurers(intake);
    reference.insurers = insurers;
    (reference.performances, reference.bundles) = care::read_performances(intake);
    reference.activities = care::read_activities(intake);
    reference.integral_tariffs = tariffs::read_integral_tariffs(intake, &insurers_and_concerns, severities);
    reference.shadow_tariffs = tariffs::read_shadow_tariffs(intake);
    reference.contracts = tariffs::read_contracts(intake, &insurers_and_concerns);
}

/// The large files; the episodes that they name, at their positions.
fn read_rows(intake: &mut Intake<'_>, dossier: &mut Dossier, severities: &mut Interner) -> Interner {
    // Before claims and deliveries, so that these need only look up what they belong to.
    let mut episodes;
    (dossier.episodes, episodes) = settlement::read_episodes(intake);
    episodes.hash();
    let reference = &dossier.reference;
    // The two large halves beside each other: while one puts its parts together, the threads read parts of the other.
    let (mut of_claims, mut of_deliveries) = (intake.branch(), intake.branch());
    let (known, numbered) = (&episodes, severities);
    let (claims, deliveries) = rayon::join(
        || {
            let (claims, of_rows) = claims::read_claims(&mut of_claims, reference, known, numbered);
            (claims, of_rows, claims::read_claim_events(&mut of_claims))
        },
        || deliveries::read_deliveries(&mut of_deliveries, reference, known, &Interner::default()),
    );
    (dossier.claims, dossier.events) = (claims.0, claims.2);
    dossier.deliveries = deliveries.0;
    let (of_claim_rows, of_delivery_rows) = (claims.1, deliveries.1);
    intake.known.claims = of_claims.known.claims;
    intake.known.deliveries = of_deliveries.known.deliveries;
    intake.problems.append(of_claims.problems);
    intake.problems.append(of_deliveries.problems);
    dossier.claims.episode = add_new(of_claim_rows, &mut episodes);
    dossier.deliveries.episode = add_new(of_delivery_rows, &mut episodes);
    for Settled { delivery, year } in deliveries::read_settled(intake).0 {
        if let Some(settled) = dossier.deliveries.settled.get_mut(delivery.at()) {
            *settled = year;
        }
    }
    episodes
}
