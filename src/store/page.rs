//! A part of a list.

/// Which part of a list is wanted: what comes after a position, and no more than so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The position of the last one already seen; 0 for the beginning.
    pub after: i64,
    /// The most that is given, at least 1.
    pub limit: u32,
}

impl Page {
    /// Everything that one list can hold in memory.
    pub const ALL: Page = Page { after: 0, limit: u32::MAX };

    /// The beginning of a list.
    pub fn first(limit: u32) -> Page {
        Page { after: 0, limit }
    }

    /// What comes after a position.
    pub fn after(position: i64, limit: u32) -> Page {
        Page { after: position, limit }
    }
}
