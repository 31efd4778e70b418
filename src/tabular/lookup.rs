//! Where the rows stand that other rows refer to by id.

use super::BlobFault;
use crate::domain::text::Texts;
use foldhash::quality::RandomState;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The ids of a column, to be found by rows that refer to them mostly in its own order, as events do to their claims: then
/// the next one is where the last one was, or just behind it. Only where that fails it is searched for, and only where the
/// ids do not ascend an index is made.
pub struct Lookup<'t> {
    column: &'t Texts,
    ascends: OnceLock<bool>,
    index: OnceLock<HashMap<&'t str, u32, RandomState>>,
}

impl<'t> Lookup<'t> {
    pub fn new(column: &'t Texts) -> Lookup<'t> {
        Lookup { column, ascends: OnceLock::new(), index: OnceLock::new() }
    }

    /// The place of an id; `last` is where the last one was, and will be where this one is.
    pub fn find(&self, id: &str, last: &mut u32) -> Result<u32, BlobFault> {
        let near = (*last..).zip(*last as usize..self.column.len()).take(2);
        let here = near.into_iter().find(|(_, place)| self.column.get(*place) == id).map(|(place, _)| place);
        let found = here.or_else(|| {
            if *self.ascends.get_or_init(|| self.column.ascends()) {
                return self.column.search(id);
            }
            self.index.get_or_init(|| self.column.iter().zip(0u32..).collect()).get(id).copied()
        });
        let place = found.ok_or_else(|| BlobFault(format!("a stored row refers to '{id}', which is not stored")))?;
        *last = place;
        Ok(place)
    }
}
