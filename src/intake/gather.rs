//! What the rows of a file are gathered into, part by part.

use crate::domain::text::Texts;

/// Gathered from one part of a file; parts are put together in their order, so that the whole does not depend on how the
/// file was cut.
pub trait Gather: Default + Send {
    /// Adds what was gathered from the part that follows.
    fn append(&mut self, later: Self);

    /// All rows of the part are there: what is better done for many rows at once is done now, on the thread of the part.
    fn end(&mut self) {}
}

impl<T: Send> Gather for Vec<T> {
    fn append(&mut self, later: Vec<T>) {
        self.extend(later);
    }
}

impl Gather for Texts {
    fn append(&mut self, later: Texts) {
        Texts::append(self, &later);
    }
}

impl<A: Gather, B: Gather> Gather for (A, B) {
    fn append(&mut self, later: (A, B)) {
        self.0.append(later.0);
        self.1.append(later.1);
    }
}
