//! Accepted uploads of claims, claim events, deliveries, episodes and settled deliveries. A batch never changes; it can be
//! withdrawn (spec 4, «Resources»: `…/uploads`).

use super::question::Row;
use super::{Hash, Page, Stamp, StoreFault, Tx, View, blobs};

/// What is said about an upload when it is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatch {
    pub id: String,
    pub kind: String,
    /// Of the bytes as they were uploaded.
    pub upload_sha256: Hash,
    pub rows: i64,
    /// JSON: per participant, insurer, performance.
    pub totals: String,
    /// JSON: what the sender expected, when it said so.
    pub control_totals: Option<String>,
}

/// An accepted upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Order of acceptance within the organisation, over all kinds, from 1.
    pub position: i64,
    pub about: NewBatch,
    /// The rows as columns, in [`blobs`].
    pub sha256: Hash,
    pub made: Stamp,
    pub withdrawn: Option<Stamp>,
}

/// What came of a withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    Now,
    Before,
    Unknown,
}

/// Accepts an upload: its columns and what is said about them.
///
/// Errors: [`StoreFault::Exists`] when the id is taken.
pub async fn add(tx: &mut Tx, about: &NewBatch, columns: &[u8], made: &Stamp) -> Result<Batch, StoreFault> {
    let sha256 = blobs::put(tx, columns).await?;
    let position = tx
        .ask("SELECT COALESCE(MAX(position), 0) + 1 AS position FROM batches WHERE organisation = $1")
        .one(|row| row.number("position"))
        .await?;
    tx.ask(
        "INSERT INTO batches (organisation, id, position, kind, sha256, upload_sha256, row_count, totals, \
         control_totals, made_key, made_holder, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .text(&about.id)
    .number(position)
    .text(&about.kind)
    .hash(&sha256)
    .hash(&about.upload_sha256)
    .number(about.rows)
    .text(&about.totals)
    .maybe_text(about.control_totals.as_deref())
    .stamp(made)
    .run()
    .await?;
    Ok(Batch { position, about: about.clone(), sha256, made: made.clone(), withdrawn: None })
}

/// One of them, withdrawn or not.
pub async fn get(view: &mut View, id: &str) -> Result<Option<Batch>, StoreFault> {
    view.ask("SELECT * FROM batches WHERE organisation = $1 AND id = $2").text(id).maybe(read).await
}

/// Those of a kind or of all kinds, in order of acceptance, withdrawn ones too.
pub async fn list(view: &mut View, kind: Option<&str>, page: Page) -> Result<Vec<Batch>, StoreFault> {
    let sql = "SELECT * FROM batches WHERE organisation = $1 AND ($2 IS NULL OR kind = $2) AND position > $3 \
         ORDER BY position LIMIT $4";
    view.ask(sql).maybe_text(kind).page(page).all(read).await
}

/// Those of a kind or of all kinds that are not withdrawn, in order of acceptance.
pub async fn active(view: &mut View, kind: Option<&str>) -> Result<Vec<Batch>, StoreFault> {
    let sql = "SELECT * FROM batches WHERE organisation = $1 AND ($2 IS NULL OR kind = $2) AND ended_at IS NULL \
         ORDER BY position";
    view.ask(sql).maybe_text(kind).all(read).await
}

/// Those that are not withdrawn and came from the same uploaded bytes.
pub async fn of_upload(view: &mut View, kind: &str, upload_sha256: &Hash) -> Result<Vec<Batch>, StoreFault> {
    let sql = "SELECT * FROM batches WHERE organisation = $1 AND kind = $2 AND upload_sha256 = $3 \
         AND ended_at IS NULL ORDER BY position";
    view.ask(sql).text(kind).hash(upload_sha256).all(read).await
}

/// Withdraws one. Whether that may be is the caller's to know.
pub async fn withdraw(tx: &mut Tx, id: &str, ended: &Stamp) -> Result<Withdrawn, StoreFault> {
    let sql = "UPDATE batches SET ended_key = $3, ended_holder = $4, ended_at = $5 \
         WHERE organisation = $1 AND id = $2 AND ended_at IS NULL";
    if tx.ask(sql).text(id).stamp(ended).run().await? == 1 {
        return Ok(Withdrawn::Now);
    }
    Ok(if get(tx, id).await?.is_some() { Withdrawn::Before } else { Withdrawn::Unknown })
}

fn read(row: &Row) -> Result<Batch, StoreFault> {
    Ok(Batch {
        position: row.number("position")?,
        about: NewBatch {
            id: row.text("id")?,
            kind: row.text("kind")?,
            upload_sha256: row.hash("upload_sha256")?,
            rows: row.number("row_count")?,
            totals: row.text("totals")?,
            control_totals: row.maybe_text("control_totals")?,
        },
        sha256: row.hash("sha256")?,
        made: row.made()?,
        withdrawn: row.ended()?,
    })
}
