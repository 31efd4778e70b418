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

    /// Whether another column would fit at the end of this one.
    pub fn fits_with(&self, later: &Texts) -> bool {
        self.buffer.len() + later.buffer.len() <= Texts::MOST
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

    /// All texts one after the other, and the byte at which each ends.
    pub fn parts(&self) -> (&str, &[u32]) {
        (&self.buffer, &self.ends)
    }

    /// Of such parts; `None` when they are no parts of one column.
    pub fn of_parts(buffer: String, ends: Vec<u32>) -> Option<Texts> {
        let is_whole = ends.last().map_or(0, |last| *last as usize) == buffer.len() && ends.is_sorted();
        let is_between = buffer.is_ascii() || ends.iter().all(|end| buffer.is_char_boundary(*end as usize));
        (is_whole && is_between).then_some(Texts { buffer, ends })
    }

    #[inline]
    pub fn last(&self) -> Option<&str> {
        self.len().checked_sub(1).map(|last| self.get(last))
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|position| self.get(position))
    }
}

/// Whether a text goes after another as numbered ids go, `R-999` before `R-1000`: shorter ones first, then by bytes.
#[inline]
pub fn goes_after(text: &str, before: &str) -> bool {
    (text.len(), text) > (before.len(), before)
}

/// Texts that ascend, as ids mostly do that a system has numbered: none comes twice, and each is found without a table.
impl Texts {
    pub fn ascends(&self) -> bool {
        (1..self.len()).all(|at| goes_after(self.get(at), self.get(at - 1)))
    }

    /// The position of a text among ascending ones.
    pub fn search(&self, text: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let found = self.get(middle);
            if found == text {
                return u32::try_from(middle).ok();
            }
            if goes_after(text, found) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        None
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Texts {
        let mut column = Texts::new();
        texts.into_iter().for_each(|text| column.push(text));
        column
    }
}
