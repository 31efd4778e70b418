//! Reference data: every kind of file as revisions that never change (spec 4, "Resources").

use super::App;
use super::accounts;
use super::ask::Ask;
use super::consents::{self, IBAN};
use super::dossiers::{self, Inputs};
use super::fault::Fault;
use super::reply::{Made, Reply};
use super::rights::{Operation, require};
use crate::domain::batch::BatchKind;
use crate::domain::problem::{Problem, ProblemCode, Refused};
use crate::intake::convention::Conventions;
use crate::intake::dossier::examine_without_rows;
use crate::intake::source::{Source, is_table};
use crate::store::documents::{self, Document, Expected, Put};
use crate::store::{Page, Time, Tx, View, audit, blobs};
use crate::tabular::BlobFault;
use crate::tabular::batches::load;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

/// A revision as it is shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentLine {
    pub kind: String,
    pub revision: i64,
    pub sha256: String,
    pub rows: i64,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    pub by: String,
}

/// What must be current for a document to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Current {
    Nothing,
    Revision(i64),
}

/// Kinds that say nothing of anyone in particular.
const LISTS: [&str; 4] = ["organisation.toml", "performances.csv", "activities.csv", "insurers.csv"];

const REFERENCE: Refused =
    Refused { code: ProblemCode::InvalidDossier, nl: ("Dit bestand", "overgenomen"), en: ("This file", "taken over") };

/// Whether a name is that of a document: a small file, replaced whole.
pub fn is_document(kind: &str) -> bool {
    let is_small = |stem: &str| BatchKind::of_word(stem).is_none() && is_table(stem);
    kind == "organisation.toml" || kind.strip_suffix(".csv").is_some_and(is_small)
}

/// Whether a name is that of a file of a dossier.
pub fn is_file(name: &str) -> bool {
    is_document(name) || name.strip_suffix(".csv").is_some_and(|stem| BatchKind::of_word(stem).is_some())
}

impl App {
    /// The current revision of every kind that the caller may see.
    pub async fn documents(&self, ask: &Ask) -> Result<Vec<DocumentLine>, Fault> {
        require(ask, Operation::ReadLists)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let all = documents::all_current(&mut view).await?;
        Ok(all
            .into_iter()
            .filter(|document| is_document(&document.kind) && may_read(ask, &document.kind))
            .map(line)
            .collect())
    }

    /// The revisions of a kind, from the first.
    pub async fn revisions(&self, ask: &Ask, kind: &str, page: Page) -> Result<Vec<DocumentLine>, Fault> {
        require(ask, operation(kind))?;
        let mut view = self.store.read(ask.organisation()).await?;
        Ok(documents::history(&mut view, kind, page).await?.into_iter().map(line).collect())
    }

    /// The bytes of a revision, or of the current one.
    pub async fn document(
        &self,
        ask: &Ask,
        kind: &str,
        revision: Option<i64>,
    ) -> Result<(DocumentLine, Vec<u8>), Fault> {
        require(ask, operation(kind))?;
        let mut view = self.store.read(ask.organisation()).await?;
        let (found, bytes) = self.revision(&mut view, kind, revision).await?;
        if operation(kind) == Operation::ReadReference {
            self.note(ask, "reference.read", kind, &json!({"revision": found.revision})).await?;
        }
        Ok((line(found), bytes))
    }

    /// What is kept of a revision, or of the current one.
    pub(super) async fn revision(
        &self,
        view: &mut View,
        kind: &str,
        revision: Option<i64>,
    ) -> Result<(Document, Vec<u8>), Fault> {
        let absent = || Fault::not_found("Dit bestand", "document");
        let found = match revision {
            None => documents::current(view, kind).await?,
            Some(revision) => documents::revision(view, kind, revision).await?,
        };
        let found = found.ok_or_else(absent)?;
        let bytes = blobs::get(view, &found.sha256).await?.ok_or_else(absent)?;
        Ok((found, bytes))
    }

    /// Replaces a kind by a whole file, which is checked together with everything there is. One that changes where money goes
    /// needs the consent of a second person, by its id.
    pub async fn put_document(
        &self,
        ask: &Ask,
        kind: &str,
        bytes: Vec<u8>,
        conventions: Conventions,
        current: Current,
        consent: Option<&str>,
    ) -> Result<Reply, Fault> {
        require(ask, Operation::WriteReference)?;
        if !is_document(kind) {
            return Err(Fault::not_found("Dit soort bestand", "kind of document"));
        }
        self.once(ask, async |tx| {
            let inputs = Inputs::current(tx).await?;
            let before = dossiers::files(tx, &inputs).await?;
            let redirected = accounts::redirected(&before, kind, &bytes);
            let mut files = before.clone();
            files.insert(kind.to_owned(), bytes.clone());
            let of_kind = kind.to_owned();
            let columns = dossiers::columns(tx, &inputs).await?;
            dossiers::aside(move || {
                let examined = examine_without_rows(Source::Memory(&files), &conventions);
                // The rows that are kept must still be readable beside it.
                if let Some(dossier) = examined.dossier() {
                    let mut whole = dossier.clone();
                    load(&mut whole, columns).map_err(|fault| in_use(&fault))?;
                }
                let mut problems = examined.problems;
                let is_own = |problem: &Problem| problem.file == of_kind;
                if problems.errors.iter().any(is_own) {
                    // What other files lack because of these is mended with them.
                    problems.errors.retain(is_own);
                } else {
                    // What was wrong before, because some files are still to come, is no mistake of this one.
                    let earlier = examine_without_rows(Source::Memory(&before), &conventions).problems.errors;
                    problems.errors.retain(|problem| !earlier.contains(problem));
                }
                if problems.errors.is_empty() { Ok(()) } else { Err(Fault::problems(&REFERENCE, problems)) }
            })
            .await?;
            if let Some(redirected) = redirected {
                let consent = consent.ok_or_else(|| redirected.refusal())?;
                let consent = consents::approved(tx, Some(consent), IBAN, &redirected.request()).await?;
                consents::use_up(tx, &consent, ask.at).await?;
            }
            let expected = match current {
                Current::Nothing => Expected::Nothing,
                Current::Revision(revision) => Expected::Revision(revision),
            };
            let line = line(write(tx, ask, kind, expected, &bytes, consent).await?);
            let etag = etag(&line);
            Ok(Made::ok(line).with_etag(etag))
        })
        .await
    }
}

/// Writes a revision, and in the log that it was written. What is in it was looked at before.
pub(super) async fn write(
    tx: &mut Tx,
    ask: &Ask,
    kind: &str,
    expected: Expected,
    bytes: &[u8],
    consent: Option<&str>,
) -> Result<Document, Fault> {
    let rows = lines_below_header(bytes);
    let document = match documents::put(tx, kind, expected, bytes, rows, &ask.stamp()).await? {
        Put::Written(document) => document,
        Put::Raced(now) => return Err(raced(now)),
    };
    let sha256 = document.sha256.to_string();
    let details = json!({"revision": document.revision, "sha256": sha256, "rows": rows, "consent": consent});
    audit::append(tx, &ask.entry("reference.written", kind, &details)).await?;
    Ok(document)
}

/// Lines with something in them, but for the header row: for show.
pub fn lines_below_header(bytes: &[u8]) -> i64 {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
    i64::try_from(lines.saturating_sub(1)).unwrap_or(i64::MAX)
}

/// The entity tag of a revision.
pub fn etag(line: &DocumentLine) -> String {
    format!("\"{}\"", line.revision)
}

pub(super) fn operation(kind: &str) -> Operation {
    if LISTS.contains(&kind) { Operation::ReadLists } else { Operation::ReadReference }
}

fn may_read(ask: &Ask, kind: &str) -> bool {
    require(ask, operation(kind)).is_ok()
}

fn in_use(fault: &BlobFault) -> Fault {
    Fault::state(
        format!("Dit kan niet weg zolang er regels zijn die het noemen: {fault}."),
        format!("This cannot go while there are rows that name it: {fault}."),
    )
}

fn raced(now: Option<Document>) -> Fault {
    let revision = now.map_or(0, |document| document.revision);
    Fault::new(
        ProblemCode::PreconditionFailed,
        format!("Iemand anders was eerder: nu geldt versie {revision}."),
        format!("Someone else was first: revision {revision} holds now."),
    )
}

pub(super) fn line(document: Document) -> DocumentLine {
    DocumentLine {
        kind: document.kind,
        revision: document.revision,
        sha256: document.sha256.to_string(),
        rows: document.rows,
        at: document.made.at,
        by: document.made.holder,
    }
}
