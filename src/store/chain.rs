//! What an entry of the audit log is hashed as.

use super::Hash;
use super::audit::NewEntry;
use sha2::{Digest, Sha256};

/// Before the first entry.
pub fn beginning() -> Hash {
    Hash::from_bytes([0; 32])
}

/// The hash of an entry: every part with its length before it, so that no two entries are written the same, bound to its
/// organisation, its place and the entry before it.
pub fn hash(organisation: &str, position: i64, previous: &Hash, entry: &NewEntry) -> Hash {
    let mut all = Sha256::new();
    all.update(b"verdeelsleutel audit 1\n");
    all.update(position.to_le_bytes());
    all.update(previous.bytes());
    let at = entry.at.to_string();
    let parts = [
        organisation,
        &at,
        &entry.key,
        &entry.holder,
        &entry.role,
        &entry.action,
        &entry.subject,
        &entry.details,
        &entry.request_id,
    ];
    for part in parts {
        // A length is of memory, which is never beyond 64 bits.
        all.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        all.update(part.as_bytes());
    }
    Hash::from_bytes(all.finalize().into())
}
