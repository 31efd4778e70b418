//! The cells of one row, without a copy where the row has no quotes.

/// The cells of a row. Filled anew for every row, so that its room is used again.
#[derive(Debug, Default)]
pub struct Cells<'t> {
    /// The row as it stands in the table, when no cell is quoted.
    plain: &'t str,
    /// The cells one after the other, when one is.
    unquoted: String,
    is_quoted: bool,
    /// Where each cell begins and ends, in the one or the other.
    spans: Vec<(usize, usize)>,
}

impl<'t> Cells<'t> {
    /// Takes a row without quotes.
    pub fn split(&mut self, row: &'t str, separator: u8) {
        self.plain = row;
        self.is_quoted = false;
        self.spans.clear();
        // Cells are short: going through the bytes is faster than searching for each separator.
        let mut start = 0;
        for (at, byte) in row.bytes().enumerate() {
            if byte == separator {
                self.spans.push((start, at));
                start = at + 1;
            }
        }
        self.spans.push((start, row.len()));
    }

    /// Takes a row whose quotes are resolved: its cells one after the other, and the end of each.
    pub fn take(&mut self, unquoted: &str, ends: &[usize]) {
        self.unquoted.clear();
        self.unquoted.push_str(unquoted);
        self.is_quoted = true;
        self.spans.clear();
        let mut start = 0;
        for end in ends {
            self.spans.push((start, *end));
            start = *end;
        }
    }

    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// The text of a cell, if the row has so many.
    #[inline]
    pub fn get(&self, cell: usize) -> Option<&str> {
        let (start, end) = *self.spans.get(cell)?;
        let text = if self.is_quoted { self.unquoted.as_str() } else { self.plain };
        text.get(start..end)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|cell| self.get(cell).unwrap_or_default())
    }

    /// Leaves out the last cells as far as they are empty.
    pub fn drop_empty_end(&mut self) {
        while self.len() > 0 && self.get(self.len() - 1).is_some_and(str::is_empty) {
            self.spans.pop();
        }
    }

    /// Whether every cell is empty.
    pub fn is_blank(&self) -> bool {
        // The separators are all there is.
        if self.is_quoted { self.unquoted.is_empty() } else { self.plain.len() + 1 == self.spans.len() }
    }
}
