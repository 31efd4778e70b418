//! One file at a time, beside a dossier whose rows were accepted before (spec 4, "Resources": `…/uploads`).
//!
//! The file is read by the readers of a whole dossier and checked as they check it; what it refers to may stand in the file
//! or among the accepted rows. A row that was accepted before is left out when it is the same, and an error when it is not.

mod earlier;
mod totals;

pub use totals::{Totals, Volume};

use super::convention::Conventions;
use super::interner::Interner;
use super::keys::Keys;
use super::kinds::episodes::add_new;
use super::kinds::{Earlier, Intake, claims, deliveries, settlement};
use super::known::{Ids, Known, To};
use super::report::{Report, WHOLE_FILE, hide_service_numbers};
use super::sentences;
use super::source::Source;
use super::workbook;
use crate::domain::batch::{AddedRows, Addition, BatchKind};
use crate::domain::dossier::Dossier;
use crate::domain::index::{EpisodeIx, position_of};
use crate::domain::problem::{Problem, ProblemCode, Problems};
use crate::domain::text::Texts;
use earlier::{EarlierClaims, EarlierDeliveries, EarlierEpisodes, EarlierEvents, EarlierSettled};
use std::collections::BTreeMap;

/// A file that is in order.
#[derive(Debug)]
pub struct Upload {
    /// Its rows that were not accepted before, in the order of the file.
    pub addition: Addition,
    /// Of these rows.
    pub new: Totals,
    /// Of the rows that are left out because they were accepted before. With [`Upload::new`] this is what the file has, but
    /// for rows that it has twice.
    pub accepted_before: Totals,
    pub warnings: Vec<Problem>,
}

/// Reads the bytes of one file of a kind, a CSV or a workbook, beside the dossier that it would be added to: all of its
/// reference data, and all rows that were accepted before.
///
/// Errors: every problem of the file at once, with line, column and value; problems carry the name that the file has in a
/// dossier. The dossier is never changed.
pub fn examine(
    kind: BatchKind,
    bytes: Vec<u8>,
    conventions: &Conventions,
    accepted: &Dossier,
) -> Result<Upload, Problems> {
    let name = if workbook::is_one(&bytes) { format!("{}.xlsx", kind.word()) } else { kind.file() };
    let files = BTreeMap::from([(name.clone(), bytes)]);
    let file = File { source: Source::Memory(&files), conventions, accepted };
    let Read { addition, left_out, mut problems } = match kind {
        BatchKind::Claims => file.claims(),
        BatchKind::ClaimEvents => file.claim_events(),
        BatchKind::Deliveries => file.deliveries(),
        BatchKind::Episodes => file.episodes(),
        BatchKind::Settled => file.settled(),
    };
    if problems.is_clean() && !fits(accepted, &addition) {
        let mut report = Report::new(name.as_str());
        report.error(WHOLE_FILE, "", "", sentences::too_much_together);
        problems.append(report.finish());
    }
    if !problems.is_clean() {
        problems.errors.iter_mut().for_each(say_what_was_accepted);
        hide_service_numbers(&mut problems);
        return Err(problems);
    }
    // Without errors every key is a row, new or accepted before.
    let (new, accepted_before) = totals::of(&addition, &left_out, accepted);
    if addition.is_empty() && accepted_before.rows > 0 {
        let mut report = Report::new(name);
        report.warning(WHOLE_FILE, "", "", || sentences::all_accepted_before(accepted_before.rows));
        problems.append(report.finish());
    }
    Ok(Upload { addition, new, accepted_before, warnings: problems.warnings })
}

/// Of the keys of a file those that were accepted before, at their positions among these.
fn known_before(keys: &Texts, before: &Interner) -> Vec<u32> {
    keys.iter().filter_map(|key| before.find(key)).collect()
}

/// The keys that were not accepted before, which are those of the new rows.
fn new_ids(keys: &Texts, before: &Interner) -> Texts {
    keys.iter().filter(|key| before.find(key).is_none()).collect()
}

fn addition(rows: AddedRows) -> Addition {
    Addition { rows, episode_ids: Texts::new(), severities: Vec::new() }
}

/// What was read of a file.
struct Read {
    addition: Addition,
    /// The rows of its keys that were accepted before, by their positions among these.
    left_out: Vec<u32>,
    problems: Problems,
}

/// One file, beside what was accepted before.
struct File<'f> {
    source: Source<'f>,
    conventions: &'f Conventions,
    accepted: &'f Dossier,
}

impl File<'_> {
    /// An intake that knows which rows were accepted before.
    fn intake<'i>(&self, earlier: &'i dyn Earlier) -> Intake<'i>
    where
        Self: 'i,
    {
        let known = Known::of(&self.accepted.reference);
        Intake { earlier: Some(earlier), ..Intake::new(self.source, self.conventions, known) }
    }

    fn known_episodes(&self) -> Interner {
        let mut episodes = Interner::of_ids(&self.accepted.episode_ids);
        episodes.hash();
        episodes
    }

    /// Those that the accepted rows do not name.
    fn new_episodes(&self, episodes: &Interner) -> Texts {
        let ids = episodes.texts();
        (self.accepted.episode_ids.len()..ids.len()).map(|at| ids.get(at)).collect()
    }

    fn claims(&self) -> Read {
        let accepted = self.accepted;
        let before = Interner::of_ids(&accepted.claims.id);
        let mut episodes = self.known_episodes();
        let mut severities = Interner::default();
        for severity in &accepted.reference.severities {
            severities.intern(severity);
        }
        let earlier = EarlierClaims { accepted, ids: &before };
        let mut intake = self.intake(&earlier);
        let (mut rows, of_rows) = claims::read_claims(&mut intake, &accepted.reference, &episodes, &mut severities);
        let keys = intake.known.claims.ids.texts();
        rows.id = new_ids(keys, &before);
        rows.episode = add_new(of_rows, &mut episodes);
        let left_out = known_before(keys, &before);
        let new_severities = severities.texts().iter().skip(accepted.reference.severities.len());
        let addition = Addition {
            rows: AddedRows::Claims(rows),
            episode_ids: self.new_episodes(&episodes),
            severities: new_severities.map(str::to_owned).collect(),
        };
        Read { addition, left_out, problems: intake.problems }
    }

    fn claim_events(&self) -> Read {
        let accepted = self.accepted;
        let before = Interner::of_ids(&accepted.events.id);
        let earlier = EarlierEvents { accepted, ids: &before };
        let mut intake = self.intake(&earlier);
        intake.known.claims = Ids { ids: Interner::of_ids(&accepted.claims.id), open: false };
        let mut rows = claims::read_claim_events(&mut intake);
        let keys = std::mem::take(&mut rows.id);
        rows.id = new_ids(&keys, &before);
        let left_out = known_before(&keys, &before);
        Read { addition: addition(AddedRows::ClaimEvents(rows)), left_out, problems: intake.problems }
    }

    fn deliveries(&self) -> Read {
        let accepted = self.accepted;
        let before = Interner::of_ids(&accepted.deliveries.id);
        let mut episodes = self.known_episodes();
        let earlier = EarlierDeliveries { accepted, ids: &before };
        let mut intake = self.intake(&earlier);
        let (mut rows, of_rows) = deliveries::read_deliveries(&mut intake, &accepted.reference, &episodes, &before);
        let keys = intake.known.deliveries.ids.texts();
        rows.id = new_ids(keys, &before);
        rows.episode = add_new(of_rows, &mut episodes);
        let left_out = known_before(keys, &before);
        let episode_ids = self.new_episodes(&episodes);
        let addition = Addition { episode_ids, ..addition(AddedRows::Deliveries(rows)) };
        Read { addition, left_out, problems: intake.problems }
    }

    fn episodes(&self) -> Read {
        let accepted = self.accepted;
        let mut before = Interner::default();
        for row in &accepted.episodes {
            before.intern(accepted.episode_ids.get(row.id.at()));
        }
        let earlier = EarlierEpisodes { accepted, ids: &before };
        let mut intake = self.intake(&earlier);
        let (mut rows, keys) = settlement::episode_rows(&mut intake);
        let mut episodes = self.known_episodes();
        for (row, id) in rows.iter_mut().zip(new_ids(keys.texts(), &before).iter()) {
            // Claims and deliveries may have named it before.
            row.id = EpisodeIx(episodes.intern(id).0);
        }
        let left_out = known_before(keys.texts(), &before);
        let episode_ids = self.new_episodes(&episodes);
        let addition = Addition { episode_ids, ..addition(AddedRows::Episodes(rows)) };
        Read { addition, left_out, problems: intake.problems }
    }

    fn settled(&self) -> Read {
        let accepted = self.accepted;
        let earlier = EarlierSettled { accepted };
        let mut intake = self.intake(&earlier);
        intake.known.deliveries = Ids { ids: Interner::of_ids(&accepted.deliveries.id), open: false };
        let (rows, Keys { keys, .. }) = deliveries::read_settled(&mut intake);
        // Only how many there are matters, because nothing of them adds up.
        let left_out = (0..position_of(keys.len().saturating_sub(rows.len()))).collect();
        Read { addition: addition(AddedRows::Settled(rows)), left_out, problems: intake.problems }
    }
}

/// Whether the dossier can hold the new rows as well.
fn fits(accepted: &Dossier, addition: &Addition) -> bool {
    accepted.episode_ids.fits_with(&addition.episode_ids)
        && match &addition.rows {
            AddedRows::Claims(rows) => accepted.claims.id.fits_with(&rows.id),
            AddedRows::ClaimEvents(rows) => {
                accepted.events.id.fits_with(&rows.id) && accepted.events.reason.fits_with(&rows.reason)
            }
            AddedRows::Deliveries(rows) => {
                accepted.deliveries.id.fits_with(&rows.id) && accepted.deliveries.reason.fits_with(&rows.reason)
            }
            AddedRows::Episodes(_) | AddedRows::Settled(_) => true,
        }
}

/// In a dossier what is referred to stands in another file; here it was accepted before, or was not.
fn say_what_was_accepted(problem: &mut Problem) {
    let to = match problem.code {
        ProblemCode::UnknownClaim => To::Claim,
        ProblemCode::UnknownDelivery => To::Delivery,
        _ => return,
    };
    let said = sentences::not_accepted(to, &problem.value);
    (problem.message_nl, problem.message_en) = (said.nl, said.en);
}
