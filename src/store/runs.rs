//! Runs: what was computed from what, and where the result is. Nothing of a run changes (spec 4, «Storage»).

use super::question::Row;
use super::{Hash, Page, Stamp, StoreFault, Tx, View};

/// A run as it is kept. The documents it names are in [`super::blobs`], stored before it in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRun {
    pub id: String,
    /// `interim` or `settlement`.
    pub kind: String,
    /// `claimed`, `accepted` or `paid`.
    pub basis: String,
    pub year: i32,
    /// ISO 8601 date.
    pub to: String,
    /// ISO 8601 date; none is all events.
    pub as_of: Option<String>,
    pub model: String,
    pub version: i64,
    pub engine: String,
    /// Over all rows that went in.
    pub input_sha256: Hash,
    /// JSON: documents and batches that went in, by hash.
    pub inputs: String,
    pub result_sha256: Hash,
    pub statements_sha256: Option<Hash>,
    pub explanations_sha256: Option<Hash>,
    /// The settlement that this one corrects.
    pub corrects: Option<String>,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub position: i64,
    pub run: NewRun,
    pub made: Stamp,
}

/// Keeps a run; gives its position.
///
/// Errors: [`StoreFault::Exists`] when the id is taken, [`StoreFault::Dangling`] when the version of the model or a document
/// is not there.
pub async fn add(tx: &mut Tx, run: &NewRun, made: &Stamp) -> Result<i64, StoreFault> {
    let position = tx
        .ask("SELECT COALESCE(MAX(position), 0) + 1 AS position FROM runs WHERE organisation = $1")
        .one(|row| row.number("position"))
        .await?;
    tx.ask(
        "INSERT INTO runs (organisation, id, position, kind, basis, year, until, as_of, model, version, engine, \
         input_sha256, inputs, result_sha256, statements_sha256, explanations_sha256, corrects, made_key, made_holder, \
         made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    )
    .text(&run.id)
    .number(position)
    .text(&run.kind)
    .text(&run.basis)
    .number(i64::from(run.year))
    .text(&run.to)
    .maybe_text(run.as_of.as_deref())
    .text(&run.model)
    .number(run.version)
    .text(&run.engine)
    .hash(&run.input_sha256)
    .text(&run.inputs)
    .hash(&run.result_sha256)
    .maybe_hash(run.statements_sha256.as_ref())
    .maybe_hash(run.explanations_sha256.as_ref())
    .maybe_text(run.corrects.as_deref())
    .stamp(made)
    .run()
    .await?;
    Ok(position)
}

/// One run.
pub async fn get(view: &mut View, id: &str) -> Result<Option<Run>, StoreFault> {
    view.ask("SELECT * FROM runs WHERE organisation = $1 AND id = $2").text(id).maybe(read).await
}

/// Runs of a year or of all years, of a kind or of all kinds, in the order they were made.
pub async fn list(view: &mut View, year: Option<i32>, kind: Option<&str>, page: Page) -> Result<Vec<Run>, StoreFault> {
    let sql = "SELECT * FROM runs WHERE organisation = $1 AND ($2 IS NULL OR year = $2) \
         AND ($3 IS NULL OR kind = $3) AND position > $4 ORDER BY position LIMIT $5";
    view.ask(sql).maybe_number(year.map(i64::from)).maybe_text(kind).page(page).all(read).await
}

fn read(row: &Row) -> Result<Run, StoreFault> {
    Ok(Run {
        position: row.number("position")?,
        run: NewRun {
            id: row.text("id")?,
            kind: row.text("kind")?,
            basis: row.text("basis")?,
            year: row.year("year")?,
            to: row.text("until")?,
            as_of: row.maybe_text("as_of")?,
            model: row.text("model")?,
            version: row.number("version")?,
            engine: row.text("engine")?,
            input_sha256: row.hash("input_sha256")?,
            inputs: row.text("inputs")?,
            result_sha256: row.hash("result_sha256")?,
            statements_sha256: row.maybe_hash("statements_sha256")?,
            explanations_sha256: row.maybe_hash("explanations_sha256")?,
            corrects: row.maybe_text("corrects")?,
        },
        made: row.made()?,
    })
}
