//! Texts to dense positions without an allocation per text: ids of claims, deliveries and episodes come by millions.

use crate::domain::index::position_of;
use crate::domain::text::{Texts, goes_after};
use foldhash::quality::RandomState;
use rayon::prelude::*;
use std::hash::BuildHasher;
use std::sync::LazyLock;

/// Seeded anew by every process, so that nobody can prepare ids that all fall into one place. One for all interners, so
/// that a tag that one thread made holds in the table of another.
static HASHER: LazyLock<RandomState> = LazyLock::new(RandomState::default);

/// A stretch of the hash of a text: it saves most comparisons and all hashing anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag(u32);

impl Tag {
    #[inline]
    pub fn of(text: &str) -> Tag {
        Tag(u32::try_from(HASHER.hash_one(text) >> 32).unwrap_or_default())
    }
}

/// A set of texts, each at the position of its first appearance.
#[derive(Debug)]
pub struct Interner {
    texts: Texts,
    index: Index,
}

/// How a text is found.
#[derive(Debug)]
enum Index {
    /// Every text goes after the one before it, as ids mostly do that a system has numbered: no table is needed to see
    /// that they differ, and none to find one.
    Ascending,
    Hashed(Vec<Slot>),
}

/// An entry of the open-addressing table.
#[derive(Clone, Copy, Debug)]
struct Slot {
    tag: Tag,
    at: u32,
}

const FREE: Slot = Slot { tag: Tag(0), at: u32::MAX };

/// Whether texts go up as they come.
#[derive(Clone, Copy, Debug)]
pub struct Ascent {
    is_unbroken: bool,
}

impl Default for Ascent {
    fn default() -> Ascent {
        Ascent { is_unbroken: true }
    }
}

impl Ascent {
    /// Looks at the text that comes after the last of some.
    #[inline]
    pub fn observe(&mut self, before: &Texts, text: &str) {
        self.is_unbroken = self.is_unbroken && before.last().is_none_or(|last| goes_after(text, last));
    }

    /// Looks at the texts that come after some, whose own ascent is known.
    pub fn join(&mut self, before: &Texts, later: &Texts, of_later: Ascent) {
        if let Some(first) = later.iter().next() {
            self.observe(before, first);
        }
        self.is_unbroken &= of_later.is_unbroken;
    }
}

impl Default for Interner {
    fn default() -> Interner {
        Interner { texts: Texts::default(), index: Index::Hashed(Vec::new()) }
    }
}

impl Interner {
    /// The interner of texts, or `None` when one of them comes twice.
    pub fn of_distinct(texts: Texts, ascent: Ascent) -> Option<Interner> {
        if ascent.is_unbroken {
            return Some(Interner { texts, index: Index::Ascending });
        }
        let tags: Vec<Tag> = (0..texts.len()).into_par_iter().map(|at| Tag::of(texts.get(at))).collect();
        let mut slots = vec![FREE; (texts.len() + texts.len() / 3).next_power_of_two().max(16)];
        let mask = slots.len() - 1;
        for (tag, at) in tags.iter().zip(0u32..) {
            let mut place = tag.0 as usize & mask;
            while slots[place].at != FREE.at {
                let slot = slots[place];
                if slot.tag == *tag && texts.get(slot.at as usize) == texts.get(at as usize) {
                    return None;
                }
                place = (place + 1) & mask;
            }
            slots[place] = Slot { tag: *tag, at };
        }
        Some(Interner { texts, index: Index::Hashed(slots) })
    }

    /// The interner of a column of ids, none of which comes twice.
    pub fn of_ids(ids: &Texts) -> Interner {
        let ascent = Ascent { is_unbroken: ids.ascends() };
        Interner::of_distinct(ids.clone(), ascent).unwrap_or_else(|| {
            let mut interner = Interner::default();
            ids.iter().for_each(|id| {
                interner.intern(id);
            });
            interner
        })
    }

    /// Makes lookups of texts in no order fast.
    pub fn hash(&mut self) {
        if matches!(self.index, Index::Ascending) {
            let texts = std::mem::take(&mut self.texts);
            *self = Interner::default();
            texts.iter().for_each(|text| {
                self.intern(text);
            });
        }
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// As many as a position can say.
    pub fn positions(&self) -> u32 {
        position_of(self.texts.len())
    }

    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    pub fn into_texts(self) -> Texts {
        self.texts
    }

    /// The position of a text, if it was seen.
    pub fn find(&self, text: &str) -> Option<u32> {
        match &self.index {
            Index::Ascending => self.texts.search(text),
            Index::Hashed(slots) => self.look_up(slots, Tag::of(text), text),
        }
    }

    /// The same, for texts that mostly come in our order: `last` is where the last one was, and will be where this one
    /// is.
    pub fn find_near(&self, last: &mut u32, text: &str) -> Option<u32> {
        let near = (*last as usize..self.texts.len()).take(2).find(|at| self.texts.get(*at) == text);
        let found = match near {
            Some(at) => u32::try_from(at).ok(),
            None => self.find(text),
        };
        *last = found.unwrap_or(*last);
        found
    }

    /// The same, with the tag of the text.
    #[inline]
    pub fn find_tagged(&self, tag: Tag, text: &str) -> Option<u32> {
        match &self.index {
            Index::Ascending => self.texts.search(text),
            Index::Hashed(slots) => self.look_up(slots, tag, text),
        }
    }

    /// The position of a text, and whether this is its first appearance.
    pub fn intern(&mut self, text: &str) -> (u32, bool) {
        self.intern_tagged(Tag::of(text), text)
    }

    /// The same, with the tag of the text.
    pub fn intern_tagged(&mut self, tag: Tag, text: &str) -> (u32, bool) {
        self.hash();
        let Interner { texts, index: Index::Hashed(slots) } = self else { return (FREE.at, false) };
        if texts.len() * 2 >= slots.len() {
            grow(slots);
        }
        let place = place(texts, slots, tag, text);
        if slots[place].at != FREE.at {
            return (slots[place].at, false);
        }
        // The reader of rows refuses a file of more rows than positions.
        let at = u32::try_from(texts.len()).unwrap_or(FREE.at);
        texts.push(text);
        slots[place] = Slot { tag, at };
        (at, true)
    }

    /// Adds the texts of another one: per position there, the position here.
    pub fn absorb(&mut self, other: &Interner) -> Vec<u32> {
        other.texts.iter().map(|text| self.intern(text).0).collect()
    }

    fn look_up(&self, slots: &[Slot], tag: Tag, text: &str) -> Option<u32> {
        if slots.is_empty() {
            return None;
        }
        let at = slots[place(&self.texts, slots, tag, text)].at;
        (at != FREE.at).then_some(at)
    }
}

/// The slot that holds a text, or the free one where it would go. There is always one free.
#[inline]
fn place(texts: &Texts, slots: &[Slot], tag: Tag, text: &str) -> usize {
    let mask = slots.len() - 1;
    let mut place = tag.0 as usize & mask;
    loop {
        let slot = slots[place];
        if slot.at == FREE.at || (slot.tag == tag && texts.get(slot.at as usize) == text) {
            return place;
        }
        place = (place + 1) & mask;
    }
}

fn grow(slots: &mut Vec<Slot>) {
    let size = (slots.len() * 2).max(16);
    let old = std::mem::replace(slots, vec![FREE; size]);
    for slot in old.into_iter().filter(|slot| slot.at != FREE.at) {
        let mut place = slot.tag.0 as usize & (size - 1);
        while slots[place].at != FREE.at {
            place = (place + 1) & (size - 1);
        }
        slots[place] = slot;
    }
}
