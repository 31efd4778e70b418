//! Texts to dense positions without an allocation per text: ids of claims, deliveries and episodes come by millions.

use crate::domain::text::Texts;
use std::hash::{BuildHasher, RandomState};

/// A set of texts, each at the position of its first appearance.
#[derive(Debug, Default)]
pub struct Interner {
    texts: Texts,
    slots: Vec<Slot>,
    hasher: RandomState,
}

/// An entry of the open-addressing table; the tag saves most comparisons and all rehashing.
#[derive(Clone, Copy, Debug)]
struct Slot {
    tag: u32,
    at: u32,
}

const FREE: Slot = Slot { tag: 0, at: u32::MAX };

impl Interner {
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    pub fn into_texts(self) -> Texts {
        self.texts
    }

    /// The position of a text, if it was seen.
    pub fn find(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let slot = self.slots[self.place(self.tag(text), text)];
        (slot.at != FREE.at).then_some(slot.at)
    }

    /// The position of a text, and whether this is its first appearance.
    pub fn intern(&mut self, text: &str) -> (u32, bool) {
        if self.texts.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let tag = self.tag(text);
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

    fn tag(&self, text: &str) -> u32 {
        u32::try_from(self.hasher.hash_one(text) >> 32).unwrap_or_default()
    }

    /// The slot that holds this text, or the free one where it would go. There is always one free.
    fn place(&self, tag: u32, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = tag as usize & mask;
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
            let mut place = slot.tag as usize & (size - 1);
            while self.slots[place].at != FREE.at {
                place = (place + 1) & (size - 1);
            }
            self.slots[place] = slot;
        }
    }
}
