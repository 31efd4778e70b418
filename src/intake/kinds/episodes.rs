//! Which episode the rows of a large file belong to.

use crate::domain::index::{EpisodeIx, position_of};
use crate::domain::text::Texts;
use crate::intake::gather::Gather;
use crate::intake::interner::{Interner, Tag};

/// The episodes of the rows of a part of a file. Those that earlier files have are looked up on the thread of the part;
/// the others get positions above them and are put together with those of the other parts.
#[derive(Default)]
pub struct EpisodeColumn<'k> {
    /// Episodes that were known before this file.
    known: Option<&'k Interner>,
    /// Of the rows that are looked up.
    positions: Vec<u32>,
    new: Interner,
    /// Of the rows that are not, which of `ids` each has.
    rows: Vec<u32>,
    /// Looked up together, one lookup does not wait for the memory of the one before. Rows of one episode mostly stand
    /// below each other: what comes twice in a row is here once.
    ids: Texts,
    tags: Vec<Tag>,
}

impl<'k> EpisodeColumn<'k> {
    /// Adds the episode of a row; `known` are those of earlier files.
    pub fn push(&mut self, id: &str, known: &'k Interner) {
        self.known = Some(known);
        if self.ids.last() != Some(id) {
            self.ids.push(id);
            self.tags.push(Tag::of(id));
        }
        self.rows.push(position_of(self.ids.len() - 1));
    }

    /// Positions above these are of `new`.
    fn base(&self) -> u32 {
        self.known.map_or(0, Interner::positions)
    }

    /// The episode of every row, for [`add_new`].
    pub fn finish(mut self) -> EpisodesOfRows {
        self.end();
        EpisodesOfRows { base: self.base(), positions: self.positions, new: self.new }
    }
}

/// The episodes of the rows of a whole file.
pub struct EpisodesOfRows {
    positions: Vec<u32>,
    /// Episodes that earlier files do not have; theirs are the positions from `base` on.
    new: Interner,
    base: u32,
}

/// Adds new episodes to those known: the episode of every row.
pub fn add_new(rows: EpisodesOfRows, known: &mut Interner) -> Vec<EpisodeIx> {
    let EpisodesOfRows { mut positions, new, base } = rows;
    let places = known.absorb(&new);
    for at in &mut positions {
        if let Some(place) = at.checked_sub(base).and_then(|new| places.get(new as usize)) {
            *at = *place;
        }
    }
    positions.into_iter().map(EpisodeIx).collect()
}

impl Gather for EpisodeColumn<'_> {
    fn append(&mut self, later: Self) {
        self.known = self.known.or(later.known);
        let base = self.base();
        let places = self.new.absorb(&later.new);
        let place = |at: u32| {
            let new = at.checked_sub(base).and_then(|new| places.get(new as usize));
            new.map_or(at, |new| base + new)
        };
        self.positions.extend(later.positions.into_iter().map(place));
    }

    fn reserve(&mut self, times: usize) {
        Gather::reserve(&mut self.positions, times);
    }

    fn end(&mut self) {
        let base = self.base();
        let (known, new) = (self.known, &mut self.new);
        let position = |(id, tag): (&str, &Tag)| {
            known.and_then(|known| known.find_tagged(*tag, id)).unwrap_or_else(|| base + new.intern_tagged(*tag, id).0)
        };
        let of_ids: Vec<u32> = self.ids.iter().zip(&self.tags).map(position).collect();
        self.positions.extend(self.rows.iter().map(|id| of_ids[*id as usize]));
        (self.rows, self.ids, self.tags) = (Vec::new(), Texts::default(), Vec::new());
    }
}
