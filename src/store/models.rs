//! Models: names, and versions that never change (spec 4, «Resources»: `…/models`).

use super::question::Row;
use super::{Hash, Stamp, StoreFault, Tx, View};

/// A version of a model.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Version {
    pub name: String,
    /// From 1.
    pub version: i64,
    pub toml: String,
    /// Of the text.
    pub sha256: Hash,
    pub note: String,
    pub made: Stamp,
}

/// Adds the next version of a model; a name that is new begins with version 1.
pub async fn publish(tx: &mut Tx, name: &str, toml: &str, note: &str, made: &Stamp) -> Result<Version, StoreFault> {
    let sql = "SELECT COALESCE(MAX(version), 0) + 1 AS version FROM models WHERE organisation = $1 AND name = $2";
    let number = tx.ask(sql).text(name).one(|row| row.number("version")).await?;
    let sha256 = Hash::of(toml.as_bytes());
    tx.ask(
        "INSERT INTO models (organisation, name, version, toml, sha256, note, made_key, made_holder, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .text(name)
    .number(number)
    .text(toml)
    .hash(&sha256)
    .text(note)
    .stamp(made)
    .run()
    .await?;
    let (name, toml, note) = (name.to_owned(), toml.to_owned(), note.to_owned());
    Ok(Version { name, version: number, toml, sha256, note, made: made.clone() })
}

/// The last version of every model, by name.
pub async fn all(view: &mut View) -> Result<Vec<Version>, StoreFault> {
    let sql = "SELECT * FROM models AS one WHERE organisation = $1 AND version = (SELECT MAX(version) \
         FROM models AS other WHERE other.organisation = $1 AND other.name = one.name)";
    let mut all = view.ask(sql).all(read).await?;
    all.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(all)
}

/// The versions of a model, from the first.
pub async fn versions(view: &mut View, name: &str) -> Result<Vec<Version>, StoreFault> {
    let sql = "SELECT * FROM models WHERE organisation = $1 AND name = $2 ORDER BY version";
    view.ask(sql).text(name).all(read).await
}

/// One version.
pub async fn version(view: &mut View, name: &str, version: i64) -> Result<Option<Version>, StoreFault> {
    let sql = "SELECT * FROM models WHERE organisation = $1 AND name = $2 AND version = $3";
    view.ask(sql).text(name).number(version).maybe(read).await
}

fn read(row: &Row) -> Result<Version, StoreFault> {
    let (toml, sha256) = (row.text("toml")?, row.hash("sha256")?);
    if Hash::of(toml.as_bytes()) != sha256 {
        return Err(StoreFault::Corrupt("a model is not what its hash says"));
    }
    let (name, version, note) = (row.text("name")?, row.number("version")?, row.text("note")?);
    Ok(Version { name, version, toml, sha256, note, made: row.made()? })
}
