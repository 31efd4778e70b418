//! Where the rows stand that other rows refer to by id.

use super::BlobFault;
use crate::domain::text::Texts;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Places of ids in a column, for rows that refer to it mostly in its own order, as events do to their claims: then the
/// next one is where the last one was, or just behind it. Only where that fails is an index made.
pub struct InOrder<'t> {
    column: &'t Texts,
    last: usize,
    index: OnceCell<HashMap<&'t str, u32>>,
}

impl<'t> InOrder<'t> {
    pub fn new(column: &'t Texts) -> InOrder<'t> {
        InOrder { column, last: 0, index: OnceCell::new() }
    }

    /// The place of an id.
    pub fn find(&mut self, id: &str) -> Result<u32, BlobFault> {
        let here = (self.last..self.column.len()).take(2).find(|place| self.column.get(*place) == id);
        let place = match here {
            Some(place) => u32::try_from(place).ok(),
            None => self.index.get_or_init(|| self.column.iter().zip(0u32..).collect()).get(id).copied(),
        };
        let place = place.ok_or_else(|| not_stored(id))?;
        self.last = place as usize;
        Ok(place)
    }
}

/// Places of a few ids in a long column: the column is gone through once, instead of being indexed whole.
pub fn places<'w>(column: &Texts, wanted: impl Iterator<Item = &'w str>) -> Result<HashMap<&'w str, u32>, BlobFault> {
    let mut places: HashMap<&str, u32> = wanted.map(|id| (id, u32::MAX)).collect();
    if !places.is_empty() {
        for (id, at) in column.iter().zip(0u32..) {
            if let Some(place) = places.get_mut(id) {
                *place = at;
            }
        }
    }
    match places.iter().filter(|(_, place)| **place == u32::MAX).map(|(id, _)| *id).min() {
        Some(id) => Err(not_stored(id)),
        None => Ok(places),
    }
}

fn not_stored(id: &str) -> BlobFault {
    BlobFault(format!("a stored row refers to '{id}', which is not stored"))
}
