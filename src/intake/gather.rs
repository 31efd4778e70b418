//! What the rows of a file are gathered into, part by part.

use crate::domain::text::Texts;

/// Gathered from one part of a file; parts are put together in their order, so that the whole does not depend on how the
/// file was cut.
pub trait Gather: Default + Send {
    /// Adds what was gathered from the part that follows.
    fn append(&mut self, later: Self);

    /// There will be about so many times as much as there is now.
    fn reserve(&mut self, _times: usize) {}

    /// All rows of the part are there: what is better done for many rows at once is done now, on the thread of the part.
    fn end(&mut self) {}
}

impl<T: Send> Gather for Vec<T> {
    fn append(&mut self, later: Vec<T>) {
        self.extend(later);
    }

    fn reserve(&mut self, times: usize) {
        Vec::reserve(self, self.len() * times);
    }
}

impl Gather for Texts {
    fn append(&mut self, later: Texts) {
        Texts::append(self, &later);
    }

    fn reserve(&mut self, times: usize) {
        Texts::reserve(self, times);
    }
}

impl<A: Gather, B: Gather> Gather for (A, B) {
    fn append(&mut self, later: (A, B)) {
        self.0.append(later.0);
        self.1.append(later.1);
    }

    fn reserve(&mut self, times: usize) {
        self.0.reserve(times);
        self.1.reserve(times);
    }

    fn end(&mut self) {
        self.0.end();
        self.1.end();
    }
}
