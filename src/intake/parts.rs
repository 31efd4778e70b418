//! Cuts a text into parts that can be read apart from each other, each with whole rows.
//!
//! A line end within quotes ends no row, so the cuts follow the quotes; a text without any is cut as fast as it can be
//! searched for one.

use super::table::Table;
use memchr::{memchr, memchr2, memrchr2};
use std::ops::Range;

/// Parts of about `size` bytes, the first of which begins at the byte `from`.
pub fn cut(table: &Table, from: usize, size: usize) -> Vec<Range<usize>> {
    let mut walk = Walk { bytes: table.text.as_bytes(), separator: table.separator, outside: from };
    let mut parts = Vec::new();
    let mut start = from;
    while start < walk.bytes.len() {
        let end = walk.row_end(start.saturating_add(size));
        parts.push(start..end);
        start = end;
    }
    parts
}

/// Where the last row ends that ends within some bytes, which begin where a row begins and may stop anywhere: behind its
/// line end. `None` when no row ends in them for certain.
pub fn last_row_end(bytes: &[u8], separator: u8) -> Option<usize> {
    let mut walk = Walk { bytes, separator, outside: 0 };
    let mut end = None;
    while let Some(quote) = walk.find(b'"', walk.outside, bytes.len()) {
        end = walk.last_line_end(quote).or(end);
        walk.outside = if walk.opens(quote) { walk.close(quote + 1) } else { quote + 1 };
    }
    walk.last_line_end(bytes.len()).or(end)
}

struct Walk<'t> {
    bytes: &'t [u8],
    separator: u8,
    /// A byte that is known to be outside quotes; all before it has been looked at.
    outside: usize,
}

impl Walk<'_> {
    /// The end of the row in which the byte `at` lies; the end of the text when there is none.
    fn row_end(&mut self, at: usize) -> usize {
        let mut end = self.line_end(at.max(self.outside));
        while let Some(quote) = self.find(b'"', self.outside, end) {
            self.outside = if self.opens(quote) { self.close(quote + 1) } else { quote + 1 };
            if self.outside > end {
                end = self.line_end(self.outside);
            }
        }
        self.outside = end;
        end
    }

    /// A quote opens a quoted cell where a cell begins, and is an ordinary character anywhere else.
    fn opens(&self, quote: usize) -> bool {
        let before = quote.checked_sub(1).and_then(|before| self.bytes.get(before));
        before.is_none_or(|byte| *byte == self.separator || matches!(byte, b'\n' | b'\r'))
    }

    /// The byte after the quote that closes a cell whose content begins at `at`; two quotes stand for one.
    fn close(&self, mut at: usize) -> usize {
        while let Some(quote) = self.find(b'"', at, self.bytes.len()) {
            if self.bytes.get(quote + 1) != Some(&b'"') {
                return quote + 1;
            }
            at = quote + 2;
        }
        self.bytes.len()
    }

    fn find(&self, byte: u8, from: usize, to: usize) -> Option<usize> {
        memchr(byte, self.bytes.get(from..to)?).map(|at| from + at)
    }

    /// Behind the last line end between where quotes ended and a byte. A `\r` at the end of all may be half of one.
    fn last_line_end(&self, to: usize) -> Option<usize> {
        let stretch = self.bytes.get(self.outside..to)?;
        let stretch = if to == self.bytes.len() { stretch.strip_suffix(b"\r").unwrap_or(stretch) } else { stretch };
        memrchr2(b'\n', b'\r', stretch).map(|at| self.outside + at + 1)
    }

    /// Behind the next line end at or after a byte.
    fn line_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let Some(at) = memchr2(b'\n', b'\r', rest).map(|at| from + at) else { return self.bytes.len() };
        if self.bytes.get(at) == Some(&b'\r') && self.bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 }
    }
}
