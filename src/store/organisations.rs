//! The organisations of one service, fully apart (spec 4, «Resources»).

use super::question::Row;
use super::{Store, StoreFault, Time, Tx, View};

/// An IGO that keeps its books here.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Organisation {
    pub code: String,
    pub name: String,
    pub created: Time,
}

/// Begins an organisation, and to write in it; not there before the commit.
///
/// Errors: [`StoreFault::Exists`] when the code is taken.
pub async fn create(store: &Store, code: &str, name: &str, at: Time) -> Result<Tx, StoreFault> {
    let mut tx = store.begin(code).await?;
    tx.ask("INSERT INTO organisations (code, name, created_at, changes) VALUES ($1, $2, $3, 1)")
        .text(name)
        .time(at)
        .run()
        .await?;
    Ok(tx)
}

/// All of them, by code.
pub async fn all(store: &Store) -> Result<Vec<Organisation>, StoreFault> {
    let mut view = store.read("").await?;
    let sql = "SELECT code, name, created_at FROM organisations";
    let mut all = view.ask_of_all(sql).all(read).await?;
    // Here and not by the database, whose order depends on its collation.
    all.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(all)
}

/// The one that is read, if it is there.
pub async fn this(view: &mut View) -> Result<Option<Organisation>, StoreFault> {
    view.ask("SELECT code, name, created_at FROM organisations WHERE code = $1").maybe(read).await
}

/// Gives it another name.
pub async fn rename(tx: &mut Tx, name: &str) -> Result<(), StoreFault> {
    tx.ask("UPDATE organisations SET name = $2 WHERE code = $1").text(name).run().await?;
    Ok(())
}

fn read(row: &Row) -> Result<Organisation, StoreFault> {
    Ok(Organisation { code: row.text("code")?, name: row.text("name")?, created: row.time("created_at")? })
}
