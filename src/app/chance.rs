//! Ids and tokens that nobody can guess.

use super::fault::Fault;

/// So many bytes that nobody can guess, as lowercase hexadecimal.
fn drawn<const BYTES: usize>() -> Result<String, Fault> {
    let mut bytes = [0u8; BYTES];
    getrandom::fill(&mut bytes).map_err(|fault| Fault::internal(format!("no chance: {fault}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The id of something new: what it is, and 80 bits.
pub fn id(what: &str) -> Result<String, Fault> {
    Ok(format!("{what}-{}", drawn::<10>()?))
}

/// A token of 256 bits (spec 4, "Roles"). The prefix lets a scanner of secrets find one that leaked.
pub fn token() -> Result<String, Fault> {
    Ok(format!("vsl_{}", drawn::<32>()?))
}
