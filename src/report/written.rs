//! What every CSV that is written to memory ends with.

use std::fmt::Display;

/// The bytes of a whole file.
///
/// # Errors
/// None in practice: it was written to memory.
pub fn bytes(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, csv::Error> {
    writer.into_inner().map_err(|fault| csv::Error::from(fault.into_error()))
}

/// The same as text.
pub fn text(writer: csv::Writer<Vec<u8>>) -> Result<String, csv::Error> {
    Ok(String::from_utf8_lossy(&bytes(writer)?).into_owned())
}

/// A cell of what may be absent.
pub fn cell(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
