//! Texts to dense positions, over all batches.

use crate::domain::index::position_of;
use crate::domain::text::Texts;
use crate::tabular::BlobFault;
use crate::tabular::columns::Frames;
use foldhash::quality::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::hash::BuildHasher;

/// Ids, each at the position of its first appearance.
pub struct Ids {
    texts: Texts,
    positions: HashTable<u32>,
    /// Seeded anew, so that nobody can prepare ids that all fall into one place.
    hasher: RandomState,
}

impl Ids {
    pub fn of(texts: Texts) -> Ids {
        let positions = HashTable::with_capacity(texts.len());
        let mut ids = Ids { texts: Texts::new(), positions, hasher: RandomState::default() };
        texts.iter().for_each(|id| {
            ids.intern(id);
        });
        ids
    }

    /// The positions of the episodes in the dictionary of a batch.
    pub fn places(&mut self, frames: &Frames) -> Result<Vec<u32>, BlobFault> {
        Ok(self.intern_all(&frames.dictionary("episode")?))
    }

    pub fn intern_all(&mut self, ids: &Texts) -> Vec<u32> {
        let Ids { texts, positions, hasher } = self;
        positions.reserve(ids.len(), |at| hasher.hash_one(texts.get(*at as usize)));
        ids.iter().map(|id| self.intern(id)).collect()
    }

    pub fn intern(&mut self, id: &str) -> u32 {
        let Ids { texts, positions, hasher } = self;
        let hash = |at: &u32| hasher.hash_one(texts.get(*at as usize));
        match positions.entry(hasher.hash_one(id), |at| texts.get(*at as usize) == id, hash) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let at = position_of(texts.len());
                free.insert(at);
                texts.push(id);
                at
            }
        }
    }

    pub fn into_texts(self) -> Texts {
        self.texts
    }
}
