//! Bytes to text. The only place that knows encodings.

use super::convention::Encoding;
use encoding_rs::WINDOWS_1252;

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Line of the first byte that cannot be read, from 1.
    pub line: u64,
    pub reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A byte that Windows-1252 does not have, in a file that is not UTF-8 either.
    NoCharacter,
    /// It begins as UTF-8 or has characters of it, and then has a byte that is not: half of the file would be
    /// misread as either.
    Mixed,
    /// UTF-16, which spreadsheets call "Unicode text".
    Utf16,
    /// What Excel calls "CSV (MS-DOS)": every byte of it is a character of Windows-1252 too, but another one.
    MsDos,
    /// Not UTF-8, as it was said to be or, for TOML, has to be.
    NotUtf8,
}

const MARK: &[u8] = b"\xef\xbb\xbf";

/// UTF-8 with or without byte order marks, else Windows-1252.
pub fn decode(mut bytes: Vec<u8>, said: Option<Encoding>) -> Result<String, Unreadable> {
    let Some(unmarked) = without_marks(&bytes) else {
        return Err(Unreadable { line: 1, reason: Reason::Utf16 });
    };
    if said == Some(Encoding::Windows1252) {
        return windows_1252(&bytes);
    }
    let marks = bytes.len() - unmarked.len();
    bytes.drain(..marks);
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let valid = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    let line = 1 + line_ends(bytes.get(..valid).unwrap_or_default());
    if said == Some(Encoding::Utf8) {
        return Err(Unreadable { line, reason: Reason::NotUtf8 });
    }
    if marks > 0 || has_utf8_characters(&bytes) {
        return Err(Unreadable { line, reason: Reason::Mixed });
    }
    if let Some(at) = ms_dos(&bytes) {
        let line = 1 + line_ends(bytes.get(..at).unwrap_or_default());
        return Err(Unreadable { line, reason: Reason::MsDos });
    }
    windows_1252(&bytes)
}

/// What stands behind the byte order marks of UTF-8: programs that add the mark to what has one already leave several.
/// `None` when it is UTF-16, of whose letters without a mark every other byte is zero.
pub fn without_marks(bytes: &[u8]) -> Option<&[u8]> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.iter().take(2).any(|byte| *byte == 0) {
        return None;
    }
    let marks = bytes.chunks_exact(MARK.len()).take_while(|chunk| *chunk == MARK).count();
    bytes.get(marks * MARK.len()..)
}

/// How the characters of a file were stored, so that it can be written as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    encoding: Encoding,
    /// With a byte order mark.
    is_marked: bool,
}

impl Stored {
    pub const PLAIN: Stored = Stored { encoding: Encoding::Utf8, is_marked: false };

    /// Of bytes that [`decode`] reads with the same `said`.
    pub fn of(bytes: &[u8], said: Option<Encoding>) -> Stored {
        let detected = || if std::str::from_utf8(bytes).is_ok() { Encoding::Utf8 } else { Encoding::Windows1252 };
        let encoding = said.unwrap_or_else(detected);
        Stored { encoding, is_marked: encoding == Encoding::Utf8 && bytes.starts_with(MARK) }
    }

    /// The bytes of a text. `None` when it has a character that the encoding does not.
    pub fn encode(self, text: String) -> Option<Vec<u8>> {
        match self.encoding {
            Encoding::Utf8 if self.is_marked => Some([MARK, text.as_bytes()].concat()),
            Encoding::Utf8 => Some(text.into_bytes()),
            Encoding::Windows1252 => {
                let (bytes, _, has_lost) = WINDOWS_1252.encode(&text);
                (!has_lost).then(|| bytes.into_owned())
            }
        }
    }
}

/// Where a sign stands within or behind a word that cannot stand there, but is an accented letter of MS-DOS: its `é`,
/// `ë`, `ï` and `ä` are the opening quotes, `‰` and `‹` of Windows-1252, and its `ö` the closing quote.
fn ms_dos(bytes: &[u8]) -> Option<usize> {
    bytes.windows(3).position(|three| match three {
        [before, 0x82 | 0x84 | 0x89 | 0x8b, _] => before.is_ascii_alphabetic(),
        [before, 0x94, after] => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
        _ => false,
    })
}

/// Whether some character of several bytes is one of UTF-8: in Windows-1252 those bytes would be an accented capital
/// followed by a sign, which no Dutch word has.
fn has_utf8_characters(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

fn windows_1252(bytes: &[u8]) -> Result<String, Unreadable> {
    // The library follows browsers and reads these five as control characters.
    let undefined = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    if let Some(at) = bytes.iter().position(undefined) {
        let line = 1 + line_ends(bytes.get(..at).unwrap_or_default());
        return Err(Unreadable { line, reason: Reason::NoCharacter });
    }
    Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned())
}

/// Line ends in a stretch of bytes: `\n`, `\r\n` and the lone `\r` of old spreadsheets.
pub fn line_ends(bytes: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let lone = memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1).is_some_and(|next| *next != b'\n'));
    let lone = lone.count() + usize::from(bytes.last() == Some(&b'\r'));
    u64::try_from(feeds + lone).unwrap_or(u64::MAX)
}

/// The byte at which a line begins, from 1; the end of the text when it has no such line.
pub fn line_start(bytes: &[u8], line: u64) -> usize {
    let mut at = 0;
    for _ in 1..line {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(end) = memchr::memchr2(b'\n', b'\r', rest) else { return bytes.len() };
        at += end + if rest.get(end..end + 2) == Some(b"\r\n") { 2 } else { 1 };
    }
    at
}
