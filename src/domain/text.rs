//! Columns of texts without an allocation per cell.

use super::index::position_of;

/// Many short texts in one buffer of at most [`Texts::MOST`] bytes; who fills one from outside refuses more before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    buffer: String,
    /// 32 bits, because there are as many of them as rows.
    ends: Vec<u32>,
}

impl Texts {
    /// Bytes that fit.
    pub const MOST: usize = u32::MAX as usize;

    pub fn new() -> Texts {
        Texts::default()
    }

    #[inline]
    pub fn push(&mut self, text: &str) {
        self.buffer.push_str(text);
        self.ends.push(position_of(self.buffer.len()));
    }

    /// Adds another column at the end of this one.
    pub fn append(&mut self, later: &Texts) {
        let before = position_of(self.buffer.len());
        self.buffer.push_str(&later.buffer);
        self.ends.extend(later.ends.iter().map(|end| before.saturating_add(*end)));
    }

    /// Whether no more was filled in than fits.
    pub fn fits(&self) -> bool {
        self.buffer.len() <= Texts::MOST
    }

    /// Makes room for as much as is there, so many times.
    pub fn reserve(&mut self, times: usize) {
        self.buffer.reserve(self.buffer.len() * times);
        self.ends.reserve(self.ends.len() * times);
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at a position.
    #[inline]
    pub fn get(&self, position: usize) -> &str {
        let start = if position == 0 { 0 } else { self.ends[position - 1] };
        &self.buffer[start as usize..self.ends[position] as usize]
    }

    #[inline]
    pub fn last(&self) -> Option<&str> {
        self.len().checked_sub(1).map(|last| self.get(last))
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
