//! Rows gathered by what they belong to, in two passes and without a list per group: claims by episode, deliveries by claim.

/// Items by group; those of one group keep their order.
#[derive(Clone, Debug)]
pub struct Grouped<T> {
    /// Start of each group in `items`; one more at the end.
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T: Copy> Grouped<T> {
    /// Gathers (group, item) pairs into `groups` groups. The pairs are gone through twice; `blank` only fills the room.
    pub fn new(groups: usize, pairs: impl Iterator<Item = (usize, T)> + Clone, blank: T) -> Grouped<T> {
        let mut starts = vec![0usize; groups + 1];
        for (group, _) in pairs.clone() {
            starts[group + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut items = vec![blank; starts[groups]];
        for (group, item) in pairs {
            items[next[group]] = item;
            next[group] += 1;
        }
        Grouped { starts, items }
    }

    /// The items of a group.
    pub fn of(&self, group: usize) -> &[T] {
        &self.items[self.starts[group]..self.starts[group + 1]]
    }
}
