//! Which sign parts the cells of a file: the one under which its header row has most of the columns we know.

use super::encoding::line_start;
use super::sheet::first_row;

/// The signs that may part cells, in the order in which a tie is decided.
pub const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// A text whose separator is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parted {
    pub separator: u8,
    /// Byte at which the header row begins: after a line `sep=;`, which Excel reads as an instruction.
    pub start: usize,
}

/// The separator of a text whose header row stands on a line, unless `said`; `is_known` knows the names of its columns.
pub fn detect(text: &str, header_line: u64, is_known: impl Fn(&str) -> bool, said: Option<u8>) -> Parted {
    let (named, after) = instruction(text);
    let start = after.max(line_start(text.as_bytes(), header_line));
    if let Some(separator) = said.or(named) {
        return Parted { separator, start };
    }
    let text = text.get(start..).unwrap_or_default();
    let known = |separator: u8| first_row(text, separator).iter().filter(|name| is_known(name)).count();
    // Of equals, the first: `max_by_key` gives the last.
    let separator = SEPARATORS.into_iter().rev().max_by_key(|separator| known(*separator)).unwrap_or(b',');
    let separator = if known(separator) == 0 { commonest(text) } else { separator };
    Parted { separator, start }
}

/// Without one known column there is only the sign itself to go by; the names are refused one by one.
fn commonest(text: &str) -> u8 {
    let names = |separator: &u8| first_row(text, *separator).len();
    SEPARATORS.into_iter().rev().max_by_key(names).unwrap_or(b',')
}

/// A first line `sep=;`.
fn instruction(text: &str) -> (Option<u8>, usize) {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    let said = line.trim_end_matches(['\r', '\n']).strip_prefix("sep=").map(str::as_bytes);
    match said {
        Some([separator]) if SEPARATORS.contains(separator) => (Some(*separator), line.len()),
        _ => (None, 0),
    }
}
