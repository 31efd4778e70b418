//! Reference data as documents: the latest revision of a kind counts, earlier ones stay (spec 4, «Conventions»: `If-Match`).

use super::question::Row;
use super::{Hash, Page, Stamp, StoreFault, Tx, View, blobs};

/// A revision of one kind of reference data: `participants`, `shadow_tariffs`, `organisation.toml`, ….
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Document {
    pub kind: String,
    /// From 1; the highest of a kind is the current one.
    pub revision: i64,
    /// The bytes, in [`blobs`].
    pub sha256: Hash,
    /// Rows of data, as whoever read the bytes counted them.
    pub rows: i64,
    pub made: Stamp,
}

/// What must be current for a document to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whatever there is.
    Any,
    /// Nothing yet (`If-None-Match: *`).
    Nothing,
    /// This revision (`If-Match`).
    Revision(i64),
}

/// What came of a replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    Written(Document),
    /// Somebody else was first; nothing was written. What is current now.
    Raced(Option<Document>),
}

/// Writes the next revision of a kind.
pub async fn put(
    tx: &mut Tx,
    kind: &str,
    expected: Expected,
    bytes: &[u8],
    rows: i64,
    made: &Stamp,
) -> Result<Put, StoreFault> {
    let current = current(tx, kind).await?;
    let there = current.as_ref().map_or(0, |document| document.revision);
    let as_expected = match expected {
        Expected::Any => true,
        Expected::Nothing => there == 0,
        Expected::Revision(revision) => there == revision && revision > 0,
    };
    if !as_expected {
        return Ok(Put::Raced(current));
    }
    let sha256 = blobs::put(tx, bytes).await?;
    let document = Document { kind: kind.to_owned(), revision: there + 1, sha256, rows, made: made.clone() };
    tx.ask(
        "INSERT INTO documents (organisation, kind, revision, sha256, row_count, made_key, made_holder, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .text(kind)
    .number(document.revision)
    .hash(&sha256)
    .number(rows)
    .stamp(made)
    .run()
    .await?;
    Ok(Put::Written(document))
}

/// The current revision of a kind.
pub async fn current(view: &mut View, kind: &str) -> Result<Option<Document>, StoreFault> {
    let sql = "SELECT * FROM documents WHERE organisation = $1 AND kind = $2 ORDER BY revision DESC LIMIT 1";
    view.ask(sql).text(kind).maybe(read).await
}

/// The current revision of every kind, by kind.
pub async fn all_current(view: &mut View) -> Result<Vec<Document>, StoreFault> {
    let sql = "SELECT * FROM documents AS one WHERE organisation = $1 AND revision = (SELECT MAX(revision) \
         FROM documents AS other WHERE other.organisation = $1 AND other.kind = one.kind)";
    let mut all = view.ask(sql).all(read).await?;
    all.sort_by(|one, other| one.kind.cmp(&other.kind));
    Ok(all)
}

/// One revision.
pub async fn revision(view: &mut View, kind: &str, revision: i64) -> Result<Option<Document>, StoreFault> {
    let sql = "SELECT * FROM documents WHERE organisation = $1 AND kind = $2 AND revision = $3";
    view.ask(sql).text(kind).number(revision).maybe(read).await
}

/// The revisions of a kind, from the first.
pub async fn history(view: &mut View, kind: &str, page: Page) -> Result<Vec<Document>, StoreFault> {
    let sql = "SELECT * FROM documents WHERE organisation = $1 AND kind = $2 AND revision > $3 \
         ORDER BY revision LIMIT $4";
    view.ask(sql).text(kind).page(page).all(read).await
}

fn read(row: &Row) -> Result<Document, StoreFault> {
    Ok(Document {
        kind: row.text("kind")?,
        revision: row.number("revision")?,
        sha256: row.hash("sha256")?,
        rows: row.number("row_count")?,
        made: row.made()?,
    })
}
