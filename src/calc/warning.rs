//! What a result must not leave unsaid.

use crate::domain::problem::ProblemCode;

/// Something the reader of a result must know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    pub code: ProblemCode,
    /// The code it is about.
    pub about: String,
    pub message_nl: String,
    pub message_en: String,
}
