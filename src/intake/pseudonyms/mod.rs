//! Keyed pseudonyms, made where the data are: a column of service numbers becomes one of pseudonyms before a file leaves
//! the practice, so that practices with the same key have the same pseudonym for the same person and no number travels.
//!
//! A pseudonym is `p` and the first 16 bytes, in hexadecimal, of HMAC-SHA-256 over a tag and the number. The tag names
//! the version and what was hidden, so that the same key can serve something else later without the two being comparable.
//!
//! It is no anonymity. There are fewer than 10⁹ service numbers: whoever has the key can compute the pseudonym of each of
//! them in minutes, and so undo all of them. Without the key nothing can be told from a pseudonym but that two rows
//! concern the same person. The key therefore stays with the practices, and away from the organisation that receives
//! their files.

mod key;
mod rewrite;
mod told;

pub use key::{Key, KeyFault, new_key};
pub use rewrite::{Pseudonymised, Wish, pseudonymise};
