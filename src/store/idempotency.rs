//! First answers, given again to whoever sends the same request again (spec 4, «Conventions»: `Idempotency-Key`).
//!
//! A request looks here first and leaves its answer here last, in the transaction of its work. The writers of an
//! organisation are in order, so that of two at once the second waits, and then finds the answer of the first; when the
//! first came to nothing, so did its answer, and the second does the work.

use super::{Hash, StoreFault, Time, Tx, View};

/// The first answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// JSON: those that belong to the answer, such as `Location` and `ETag`.
    pub headers: String,
    pub body: String,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: do the work, and [`keep`] its answer before the commit.
    New(Claim),
    /// The same request was answered before.
    Answered(Answer),
    /// The key was used for another request.
    OtherRequest,
}

/// The right to be the first answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an answer that is not kept is worked for again"]
pub struct Claim {
    holder: String,
    key: String,
    request_sha256: Hash,
}

/// What is known of the key of a holder: at the beginning of the work in its transaction, and in a [`View`] before work that
/// need not begin when it was answered before. A claim of a view is no right yet: it is looked at again where it is kept.
pub async fn look(view: &mut View, holder: &str, key: &str, request_sha256: &Hash) -> Result<Known, StoreFault> {
    let found = find(view, holder, key).await?;
    Ok(match found {
        None => Known::New(Claim { holder: holder.to_owned(), key: key.to_owned(), request_sha256: *request_sha256 }),
        Some((first, answer)) if first == *request_sha256 => Known::Answered(answer),
        Some(_) => Known::OtherRequest,
    })
}

/// Keeps the answer, at the end of the work.
pub async fn keep(tx: &mut Tx, claim: Claim, answer: &Answer, now: Time) -> Result<(), StoreFault> {
    tx.ask(
        "INSERT INTO idempotency (organisation, holder, idempotency_key, request_sha256, status, headers, body, \
         created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .text(&claim.holder)
    .text(&claim.key)
    .hash(&claim.request_sha256)
    .number(i64::from(answer.status))
    .text(&answer.headers)
    .text(&answer.body)
    .time(now)
    .run()
    .await?;
    Ok(())
}

/// Forgets answers that are older; gives how many.
pub async fn prune(tx: &mut Tx, before: Time) -> Result<u64, StoreFault> {
    tx.ask("DELETE FROM idempotency WHERE organisation = $1 AND created_at < $2").time(before).run().await
}

async fn find(view: &mut View, holder: &str, key: &str) -> Result<Option<(Hash, Answer)>, StoreFault> {
    let sql = "SELECT * FROM idempotency WHERE organisation = $1 AND holder = $2 AND idempotency_key = $3";
    view.ask(sql)
        .text(holder)
        .text(key)
        .maybe(|row| {
            let status = u16::try_from(row.number("status")?).map_err(|_| StoreFault::Corrupt("no status"))?;
            let answer = Answer { status, headers: row.text("headers")?, body: row.text("body")? };
            Ok((row.hash("request_sha256")?, answer))
        })
        .await
}
