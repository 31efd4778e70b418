//! The cells of one row, without a copy where the row has no quotes.

/// The cells of a row. Filled anew for every row, so that its room is used again.
#[derive(Debug, Default)]
pub struct Cells<'t> {
    /// The row as it stands in the table, when no cell is quoted.
    plain: &'t str,
    /// The cells one after the other, when one is.
    unquoted: String,
    is_quoted: bool,
    /// Where each cell ends, in the one or the other.
    ends: Vec<usize>,
}

impl<'t> Cells<'t> {
    /// Takes a row without quotes.
    pub fn split(&mut self, row: &'t str, separator: u8) {
        self.plain = row;
        self.is_quoted = false;
        self.ends.clear();
        // Cells are short: going through the bytes is faster than searching for each separator.
        for (at, byte) in row.bytes().enumerate() {
            if byte == separator {
                self.ends.push(at);
            }
        }
        self.ends.push(row.len());
    }

    /// Takes a row whose quotes are resolved: its cells one after the other, and the end of each.
    pub fn take(&mut self, unquoted: &str, ends: &[usize]) {
        self.unquoted.clear();
        self.unquoted.push_str(unquoted);
        self.is_quoted = true;
        self.ends.clear();
        self.ends.extend_from_slice(ends);
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a cell, if the row has so many.
    pub fn get(&self, cell: usize) -> Option<&str> {
        let end = *self.ends.get(cell)?;
        let before = cell.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        if self.is_quoted {
            self.unquoted.get(before.unwrap_or(0)..end)
        } else {
            self.plain.get(before.map_or(0, |end| end + 1)..end)
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|cell| self.get(cell).unwrap_or_default())
    }

    /// Whether every cell is empty.
    pub fn is_blank(&self) -> bool {
        // The separators are all there is.
        if self.is_quoted { self.unquoted.is_empty() } else { self.plain.len() + 1 == self.ends.len() }
    }
}
