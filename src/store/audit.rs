//! The audit log: who did what, in the transaction that did it, chained by hash (spec 4, «Roles»).
//!
//! Every entry carries the hash of the one before it, and the last one is also kept apart. Whoever can write in the
//! database can write a whole new chain; against that, note [`head`] elsewhere now and then and give it to [`verify`].

use super::question::Row;
use super::{Hash, Page, StoreFault, Time, Tx, View, chain};

/// An entry as it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    pub at: Time,
    /// The id of the key.
    pub key: String,
    pub holder: String,
    pub role: String,
    /// What was done: `upload.accepted`, `claims.read`, ….
    pub action: String,
    /// To what.
    pub subject: String,
    /// JSON, without row data.
    pub details: String,
    pub request_id: String,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From 1, without gaps.
    pub position: i64,
    pub entry: NewEntry,
    /// Of the entry before it.
    pub previous: Hash,
    pub sha256: Hash,
}

/// The end of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of entries.
    pub position: i64,
    pub sha256: Hash,
}

/// What a list is narrowed to; what is not said does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub holder: Option<String>,
    pub action: Option<String>,
    pub subject: Option<String>,
    pub from: Option<Time>,
    /// Inclusive.
    pub to: Option<Time>,
}

/// What looking through a log found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Every entry is as it was written, and there are so many.
    Holds(Head),
    /// The first place where it is not.
    Broken { position: i64, fault: ChainFault },
}

/// How a log is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// The entry is not what was written under its hash.
    Changed,
    /// The entry is not there, and later ones are.
    Missing,
    /// The entry is whole, but follows another one than it was written after: others were exchanged or rewritten.
    Unlinked,
    /// The log ends before this entry, and it did not use to.
    CutOff,
    /// The entry is not the one that was noted as the last.
    OtherThanNoted,
}

/// Adds an entry.
pub async fn append(tx: &mut Tx, entry: &NewEntry) -> Result<Head, StoreFault> {
    let last = head(tx).await?;
    let position = last.position + 1;
    let sha256 = chain::hash(tx.organisation(), position, &last.sha256, entry);
    tx.ask(
        "INSERT INTO audit (organisation, position, at, key_id, holder, role, action, subject, details, request_id, \
         previous_sha256, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .number(position)
    .time(entry.at)
    .text(&entry.key)
    .text(&entry.holder)
    .text(&entry.role)
    .text(&entry.action)
    .text(&entry.subject)
    .text(&entry.details)
    .text(&entry.request_id)
    .hash(&last.sha256)
    .hash(&sha256)
    .run()
    .await?;
    tx.ask(
        "INSERT INTO audit_heads (organisation, position, sha256) VALUES ($1, $2, $3) \
         ON CONFLICT (organisation) DO UPDATE SET position = excluded.position, sha256 = excluded.sha256",
    )
    .number(position)
    .hash(&sha256)
    .run()
    .await?;
    Ok(Head { position, sha256 })
}

/// The end of the log as it was noted with the last entry; position 0 for none.
pub async fn head(view: &mut View) -> Result<Head, StoreFault> {
    let sql = "SELECT position, sha256 FROM audit_heads WHERE organisation = $1";
    let noted = view.ask(sql).maybe(|row| Ok(Head { position: row.number("position")?, sha256: row.hash("sha256")? }));
    Ok(noted.await?.unwrap_or(Head { position: 0, sha256: chain::beginning() }))
}

/// Entries in their order.
pub async fn list(view: &mut View, filter: &Filter, page: Page) -> Result<Vec<Entry>, StoreFault> {
    let sql = "SELECT * FROM audit WHERE organisation = $1 AND ($2 IS NULL OR holder = $2) \
         AND ($3 IS NULL OR action = $3) AND ($4 IS NULL OR subject = $4) AND ($5 IS NULL OR at >= $5) \
         AND ($6 IS NULL OR at <= $6) AND position > $7 ORDER BY position LIMIT $8";
    view.ask(sql)
        .maybe_text(filter.holder.as_deref())
        .maybe_text(filter.action.as_deref())
        .maybe_text(filter.subject.as_deref())
        .maybe_time(filter.from)
        .maybe_time(filter.to)
        .page(page)
        .all(read)
        .await
}

/// Goes through the whole log, some entries at a time, to the first that is not as it was written. `noted` are ends of the
/// log that were noted elsewhere.
pub async fn verify(view: &mut View, noted: &[Head]) -> Result<Verified, StoreFault> {
    const AT_ONCE: u32 = 1000;
    let mut last = Head { position: 0, sha256: chain::beginning() };
    let kept = head(view).await?;
    loop {
        let sql = "SELECT * FROM audit WHERE organisation = $1 AND position > $2 ORDER BY position LIMIT $3";
        // A damaged entry is read as far as it goes: it is then changed, which is what is told.
        let entries = view.ask(sql).page(Page::after(last.position, AT_ONCE)).all(|row| {
            let position = row.number("position")?;
            Ok((position, read(row).ok()))
        });
        let entries = entries.await?;
        if entries.is_empty() {
            break;
        }
        for (position, entry) in entries {
            let at = last.position + 1;
            let fault = fault_of(view.organisation(), &last, position, entry.as_ref());
            if let Some(fault) = fault {
                return Ok(Verified::Broken { position: at, fault });
            }
            last = Head { position, sha256: entry.map_or(last.sha256, |entry| entry.sha256) };
            if noted.iter().chain([&kept]).any(|noted| noted.position == position && noted.sha256 != last.sha256) {
                return Ok(Verified::Broken { position, fault: ChainFault::OtherThanNoted });
            }
        }
    }
    if noted.iter().chain([&kept]).any(|noted| noted.position > last.position) {
        return Ok(Verified::Broken { position: last.position + 1, fault: ChainFault::CutOff });
    }
    if kept.position < last.position {
        return Ok(Verified::Broken { position: kept.position + 1, fault: ChainFault::OtherThanNoted });
    }
    Ok(Verified::Holds(last))
}

/// What is wrong with the entry that follows another.
fn fault_of(organisation: &str, last: &Head, position: i64, entry: Option<&Entry>) -> Option<ChainFault> {
    if position != last.position + 1 {
        return Some(ChainFault::Missing);
    }
    let Some(entry) = entry else { return Some(ChainFault::Changed) };
    if chain::hash(organisation, position, &entry.previous, &entry.entry) != entry.sha256 {
        return Some(ChainFault::Changed);
    }
    (entry.previous != last.sha256).then_some(ChainFault::Unlinked)
}

fn read(row: &Row) -> Result<Entry, StoreFault> {
    Ok(Entry {
        position: row.number("position")?,
        entry: NewEntry {
            at: row.time("at")?,
            key: row.text("key_id")?,
            holder: row.text("holder")?,
            role: row.text("role")?,
            action: row.text("action")?,
            subject: row.text("subject")?,
            details: row.text("details")?,
            request_id: row.text("request_id")?,
        },
        previous: row.hash("previous_sha256")?,
        sha256: row.hash("sha256")?,
    })
}
