//! Names for participants that say nothing: the same within a run, others in the next, and in no order that tells.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Gives the pseudonyms of one run. The key is kept by whoever serves the run and told to nobody.
pub struct Pseudonyms<'k> {
    /// At least 16 random bytes; who has the key can undo the pseudonyms.
    pub key: &'k [u8],
    /// Id of the run, so that rows of two runs cannot be laid side by side.
    pub run: &'k str,
}

impl Pseudonyms<'_> {
    /// 12 hexadecimal digits of the HMAC-SHA-256 of run ␟ participant.
    pub fn of(&self, participant: &str) -> String {
        // A key of any length is taken, so there always is a pseudonym.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.key) else { return String::new() };
        mac.update(self.run.as_bytes());
        mac.update(&[0x1f]);
        mac.update(participant.as_bytes());
        mac.finalize().into_bytes().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}
