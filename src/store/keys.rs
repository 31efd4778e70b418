//! Keys: who may come in, as what, and to see what. The token itself is never here, only its SHA-256 (spec 4, «Roles»).

use super::question::Row;
use super::{Hash, Stamp, Store, StoreFault, Time, Tx, View};

/// A key as it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    pub id: String,
    /// Name of the person or system.
    pub holder: String,
    pub role: String,
    /// JSON: the participants, insurers or disciplines it is for.
    pub scope: String,
    pub token_sha256: Hash,
    pub expires: Option<Time>,
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub organisation: String,
    pub key: NewKey,
    pub made: Stamp,
    pub withdrawn: Option<Stamp>,
    pub used: Option<Time>,
}

impl Key {
    /// Whether it may be used at a moment. With the moment of its expiry it no longer may.
    pub fn holds(&self, now: Time) -> bool {
        self.withdrawn.is_none() && self.key.expires.is_none_or(|expires| now < expires)
    }
}

/// Makes a key. Errors: [`StoreFault::Exists`] when the id or the token is taken.
pub async fn add(tx: &mut Tx, key: &NewKey, made: &Stamp) -> Result<(), StoreFault> {
    tx.ask(
        "INSERT INTO keys (organisation, id, position, holder, role, scope, token_sha256, expires_at, \
         made_key, made_holder, made_at) VALUES ($1, $2, \
         (SELECT COALESCE(MAX(position), 0) + 1 FROM keys WHERE organisation = $1), $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .text(&key.id)
    .text(&key.holder)
    .text(&key.role)
    .text(&key.scope)
    .hash(&key.token_sha256)
    .maybe_time(key.expires)
    .stamp(made)
    .run()
    .await?;
    Ok(())
}

/// The key of a token, of whatever organisation; expired and withdrawn ones too.
pub async fn of_token(store: &Store, token_sha256: &Hash) -> Result<Option<Key>, StoreFault> {
    let mut view = store.read("").await?;
    view.ask_of_all("SELECT * FROM keys WHERE token_sha256 = $1").hash(token_sha256).maybe(read).await
}

/// Notes that a key was used, beside the writers of its organisation. An earlier moment than was noted changes nothing.
pub async fn used(store: &Store, key: &Key, now: Time) -> Result<(), StoreFault> {
    let mut tx = store.begin(&key.organisation).await?;
    let sql = "UPDATE keys SET used_at = $3 WHERE organisation = $1 AND id = $2 AND (used_at IS NULL OR used_at < $3)";
    tx.ask(sql).text(&key.key.id).time(now).run().await?;
    tx.commit().await
}

/// Withdraws a key. False when there is none, or it was withdrawn before.
pub async fn withdraw(tx: &mut Tx, id: &str, ended: &Stamp) -> Result<bool, StoreFault> {
    let sql = "UPDATE keys SET ended_key = $3, ended_holder = $4, ended_at = $5 \
         WHERE organisation = $1 AND id = $2 AND ended_at IS NULL";
    Ok(tx.ask(sql).text(id).stamp(ended).run().await? == 1)
}

/// One key.
pub async fn get(view: &mut View, id: &str) -> Result<Option<Key>, StoreFault> {
    view.ask("SELECT * FROM keys WHERE organisation = $1 AND id = $2").text(id).maybe(read).await
}

/// In the order they were made, expired and withdrawn ones too.
pub async fn list(view: &mut View) -> Result<Vec<Key>, StoreFault> {
    view.ask("SELECT * FROM keys WHERE organisation = $1 ORDER BY position").all(read).await
}

fn read(row: &Row) -> Result<Key, StoreFault> {
    Ok(Key {
        organisation: row.text("organisation")?,
        key: NewKey {
            id: row.text("id")?,
            holder: row.text("holder")?,
            role: row.text("role")?,
            scope: row.text("scope")?,
            token_sha256: row.hash("token_sha256")?,
            expires: row.maybe_time("expires_at")?,
        },
        made: row.made()?,
        withdrawn: row.ended()?,
        used: row.maybe_time("used_at")?,
    })
}
