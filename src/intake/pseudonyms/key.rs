//! The key, and what it makes of a value.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeSet;
use std::fmt::Write;
use zeroize::Zeroizing;

/// Bytes of a key, at least: as many as SHA-256 gives.
const SHORTEST: usize = 32;
/// Different bytes in a key, at least. Of 32 random bytes fewer than once in 10¹⁵ so few are different.
const FEWEST_DIFFERENT: usize = 16;
/// Bytes of a pseudonym: enough for no two people to share one.
const PSEUDONYM: usize = 16;

/// What goes before a value, so that no two kinds of value can give the same text to the key.
const OF_SERVICE_NUMBER: &[u8] = b"verdeelsleutel/pseudonym/1/bsn\0";
const OF_OTHER: &[u8] = b"verdeelsleutel/pseudonym/1/other\0";
const OF_KEY: &[u8] = b"verdeelsleutel/pseudonym/1/key\0";

/// A secret that practices share. Nothing prints it.
pub struct Key {
    mac: Hmac<Sha256>,
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    NotHexadecimal,
    TooShort,
    /// Its bytes repeat or count up: nobody drew them.
    Guessable,
}

impl Key {
    /// Reads the text of a key file: hexadecimal digits, with spaces and line ends wherever, and lines of remarks that
    /// begin with `#`.
    pub fn parse(text: &str) -> Result<Key, KeyFault> {
        // Some editors put a mark in front.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        let digits: Zeroizing<Vec<u32>> = Zeroizing::new(
            lines
                .flat_map(str::chars)
                .filter(|sign| !sign.is_whitespace())
                .map(|sign| sign.to_digit(16).ok_or(KeyFault::NotHexadecimal))
                .collect::<Result<_, _>>()?,
        );
        if digits.len() % 2 == 1 {
            return Err(KeyFault::NotHexadecimal);
        }
        let byte =
            |pair: &[u32]| u8::try_from(pair.iter().fold(0, |byte, digit| byte * 16 + digit)).unwrap_or_default();
        let bytes: Zeroizing<Vec<u8>> = Zeroizing::new(digits.chunks(2).map(byte).collect());
        if bytes.len() < SHORTEST {
            return Err(KeyFault::TooShort);
        }
        if is_guessable(&bytes) {
            return Err(KeyFault::Guessable);
        }
        // A key of any length will do for HMAC.
        let mac = Hmac::new_from_slice(&bytes).map_err(|_| KeyFault::TooShort)?;
        Ok(Key { mac })
    }

    /// The pseudonym of a service number, however it was written.
    pub fn of_service_number(&self, number: u32) -> String {
        self.pseudonym(&[OF_SERVICE_NUMBER, format!("{number:09}").as_bytes()])
    }

    /// The pseudonym of another text, within the numbers of whoever gave it: client 1001 of one practice is not client
    /// 1001 of another.
    pub fn of_other(&self, whose: &str, text: &str) -> String {
        self.pseudonym(&[OF_OTHER, whose.as_bytes(), b"\0", text.as_bytes()])
    }

    /// A few digits by which two people can hear that they have the same key. They tell nothing else of it.
    pub fn fingerprint(&self) -> String {
        hexadecimal(self.code(&[OF_KEY]).get(..4).unwrap_or_default())
    }

    /// A letter comes first, so that neither a reader of ours nor a spreadsheet can take it for a number.
    fn pseudonym(&self, parts: &[&[u8]]) -> String {
        format!("p{}", hexadecimal(self.code(parts).get(..PSEUDONYM).unwrap_or_default()))
    }

    fn code(&self, parts: &[&[u8]]) -> Vec<u8> {
        let mut mac = self.mac.clone();
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().to_vec()
    }
}

/// The text of a file with a new key, drawn by the operating system.
pub fn new_key() -> Result<Zeroizing<String>, getrandom::Error> {
    let mut bytes = Zeroizing::new([0; SHORTEST]);
    getrandom::fill(bytes.as_mut_slice())?;
    let digits = Zeroizing::new(hexadecimal(bytes.as_slice()));
    Ok(Zeroizing::new(format!(
        "# Geheime sleutel voor pseudoniemen. Wie hem heeft kan elk pseudoniem narekenen: bewaar hem bij de praktijken\n\
         # en geef hem nooit aan de IGO.\n\
         # Secret key for pseudonyms. Whoever has it can recompute every pseudonym: keep it with the practices and never\n\
         # give it to the birth-care organisation.\n\
         {}\n",
        digits.as_str()
    )))
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string does not fail.
        let _written = write!(text, "{byte:02x}");
    }
    text
}

/// Few different bytes, or the same step from each to the next.
fn is_guessable(bytes: &[u8]) -> bool {
    let steps: BTreeSet<u8> = bytes.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    bytes.iter().collect::<BTreeSet<_>>().len() < FEWEST_DIFFERENT || steps.len() < FEWEST_DIFFERENT / 2
}
