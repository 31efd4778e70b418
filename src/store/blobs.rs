//! Bytes that never change, by their SHA-256: uploads as columns, documents, results (spec 4, «Storage»).

use super::{Hash, StoreFault, Tx, View};

/// Bytes of a part. On the way into a database a part is in memory a few times.
const PART: usize = 4 << 20;

/// Keeps bytes, once: the same bytes are not stored twice in an organisation. Gives their hash.
pub async fn put(tx: &mut Tx, bytes: &[u8]) -> Result<Hash, StoreFault> {
    let hash = Hash::of(bytes);
    if length(tx, &hash).await?.is_some() {
        return Ok(hash);
    }
    tx.ask("INSERT INTO blobs (organisation, sha256, bytes, parts) VALUES ($1, $2, $3, $4)")
        .hash(&hash)
        .number(count(bytes.len()))
        .number(count(bytes.len().div_ceil(PART)))
        .run()
        .await?;
    for (part, content) in (0..).zip(bytes.chunks(PART)) {
        tx.ask("INSERT INTO blob_parts (organisation, sha256, part, content) VALUES ($1, $2, $3, $4)")
            .hash(&hash)
            .number(part)
            .bytes(content)
            .run()
            .await?;
    }
    Ok(hash)
}

/// The bytes, looked at again: [`StoreFault::Corrupt`] when they are not those of the hash.
pub async fn get(view: &mut View, hash: &Hash) -> Result<Option<Vec<u8>>, StoreFault> {
    let Some((length, parts)) = size(view, hash).await? else { return Ok(None) };
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    for part in 0..parts {
        let sql = "SELECT content FROM blob_parts WHERE organisation = $1 AND sha256 = $2 AND part = $3";
        let content = view.ask(sql).hash(hash).number(part).maybe(|row| Ok(row.bytes("content")?.to_vec())).await?;
        bytes.extend_from_slice(&content.ok_or(StoreFault::Corrupt("a part of a blob is missing"))?);
    }
    if Hash::of(&bytes) == *hash {
        Ok(Some(bytes))
    } else {
        Err(StoreFault::Corrupt("a blob is not what its hash says"))
    }
}

/// Its number of bytes, if it is there.
pub async fn length(view: &mut View, hash: &Hash) -> Result<Option<i64>, StoreFault> {
    Ok(size(view, hash).await?.map(|(bytes, _)| bytes))
}

/// (bytes, parts)
async fn size(view: &mut View, hash: &Hash) -> Result<Option<(i64, i64)>, StoreFault> {
    view.ask("SELECT bytes, parts FROM blobs WHERE organisation = $1 AND sha256 = $2")
        .hash(hash)
        .maybe(|row| Ok((row.number("bytes")?, row.number("parts")?)))
        .await
}

/// No memory holds more than fits.
fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
