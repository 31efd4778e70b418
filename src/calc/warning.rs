//! What a result must not leave unsaid.

/// Something the reader of a result must know; codes as in spec 2.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    pub code: &'static str,
    /// The code it is about.
    pub about: String,
    pub message_nl: String,
    pub message_en: String,
}
