//! Texts to dense positions without an allocation per text: ids of claims, deliveries and episodes come by millions.

use crate::domain::index::position_of;
use crate::domain::text::Texts;
use foldhash::quality::RandomState;
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
#[derive(Debug, Default)]
pub struct Interner {
    texts: Texts,
    slots: Vec<Slot>,
}

/// An entry of the open-addressing table.
#[derive(Clone, Copy, Debug)]
struct Slot {
    tag: Tag,
    at: u32,
}

const FREE: Slot = Slot { tag: Tag(0), at: u32::MAX };

impl Interner {
    /// The interner of texts with their tags, or `None` when one of them comes twice.
    pub fn of_distinct(texts: Texts, tags: &[Tag]) -> Option<Interner> {
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
        Some(Interner { texts, slots })
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
        self.find_tagged(Tag::of(text), text)
    }

    /// The same, with the tag of the text.
    #[inline]
    pub fn find_tagged(&self, tag: Tag, text: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let slot = self.slots[self.place(tag, text)];
        (slot.at != FREE.at).then_some(slot.at)
    }

    /// The position of a text, and whether this is its first appearance.
    pub fn intern(&mut self, text: &str) -> (u32, bool) {
        if self.texts.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let tag = Tag::of(text);
        let place = self.place(tag, text);
        if self.slots[place].at != FREE.at {
            return (self.slots[place].at, false);
        }
        // The reader of rows refuses a file of more rows than positions.
        let at = u32::try_from(self.texts.len()).unwrap_or(FREE.at);
        self.texts.push(text);
        self.slots[place] = Slot { tag, at };
        (at, true)
    }

    /// Adds the texts of another one: per position there, the position here.
    pub fn absorb(&mut self, other: &Interner) -> Vec<u32> {
        other.texts.iter().map(|text| self.intern(text).0).collect()
    }

    /// The slot that holds this text, or the free one where it would go. There is always one free.
    #[inline]
    fn place(&self, tag: Tag, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = tag.0 as usize & mask;
        loop {
            let slot = self.slots[place];
            if slot.at == FREE.at || (slot.tag == tag && self.texts.get(slot.at as usize) == text) {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        let old = std::mem::replace(&mut self.slots, vec![FREE; size]);
        for slot in old.into_iter().filter(|slot| slot.at != FREE.at) {
            let mut place = slot.tag.0 as usize & (size - 1);
            while self.slots[place].at != FREE.at {
                place = (place + 1) & (size - 1);
            }
            self.slots[place] = slot;
        }
    }
}
