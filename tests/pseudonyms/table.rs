//! A table of a practice, and what becomes of it.

use verdeelsleutel::domain::problem::{Problem, ProblemCode, Problems};
use verdeelsleutel::intake::convention::Convention;
pub use verdeelsleutel::intake::pseudonyms::Wish;
use verdeelsleutel::intake::pseudonyms::{Key, Pseudonymised, pseudonymise};

/// Drawn once for these tests; it protects nothing.
pub const KEY: &str = "8f1d2c3b4a5968770615243342516f7e9dacbbcadce8f70716253443526170bf";

/// Made-up numbers that pass the eleven-test, the last one with a zero in front, and their pseudonyms under the key as
/// another implementation of HMAC-SHA-256 gives them: `hmac.new(key, b"verdeelsleutel/pseudonym/1/bsn\0123456782")`.
pub const KNOWN: [(&str, &str); 4] = [
    ("123456782", "pd7029c47f18d7635ef99004032a8b83d"),
    ("111222333", "p2fc0f1d25ddb3f7c4d5b1a0ff9b196e6"),
    ("100000009", "pe721bdc068cdccaea58ba804b2c2cf63"),
    ("012345672", "p0e39e3f1a3ed02c6428f64fe014ced94"),
];

pub fn key() -> Key {
    Key::parse(KEY).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// A wish for these columns, in a table of which nothing is said.
pub fn wish<'w>(columns: &'w [String]) -> Wish<'w> {
    Wish { columns, whose: None, renames: &[], header_line: 1, convention: Convention::default() }
}

pub fn hidden(text: impl AsRef<[u8]>, wish: &Wish<'_>) -> Result<Pseudonymised, Problems> {
    pseudonymise("zorg.csv", text.as_ref().to_vec(), &key(), wish)
}

/// The table with its column `bsn` hidden.
#[track_caller]
pub fn text_of(text: impl AsRef<[u8]>) -> String {
    let done = hidden(text, &wish(&["bsn".to_owned()])).unwrap_or_else(|problems| panic!("{problems:?}"));
    String::from_utf8(done.bytes).unwrap()
}

/// The problems of the table with its column `bsn` hidden.
#[track_caller]
pub fn refused(text: impl AsRef<[u8]>) -> Vec<Problem> {
    hidden(text, &wish(&["bsn".to_owned()])).err().unwrap_or_default().errors
}

/// Problems without their file and sentences.
pub fn places(problems: &[Problem]) -> Vec<(ProblemCode, u64, &str, &str)> {
    problems.iter().map(|p| (p.code, p.line, p.column.as_str(), p.value.as_str())).collect()
}
