//! Columns of texts without an allocation per cell.

/// Many short texts in one buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    buffer: String,
    ends: Vec<usize>,
}

impl Texts {
    pub fn new() -> Texts {
        Texts::default()
    }

    pub fn push(&mut self, text: &str) {
        self.buffer.push_str(text);
        self.ends.push(self.buffer.len());
    }

    /// Adds another column at the end of this one.
    pub fn append(&mut self, later: &Texts) {
        let before = self.buffer.len();
        self.buffer.push_str(&later.buffer);
        self.ends.extend(later.ends.iter().map(|end| before + end));
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at a position.
    pub fn get(&self, position: usize) -> &str {
        let start = if position == 0 { 0 } else { self.ends[position - 1] };
        &self.buffer[start..self.ends[position]]
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|position| self.get(position))
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Texts {
        let mut column = Texts::new();
        texts.into_iter().for_each(|text| column.push(text));
        column
    }
}
