//! Who did something, and when.

use super::Time;

/// Who and when, beside whatever was written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Stamp {
    /// The id of the key that was used.
    pub key: String,
    /// The person or system that holds the key.
    pub holder: String,
    pub at: Time,
}
