//! What was put together last, kept for whoever asks for the same.

use std::sync::{Arc, Mutex, PoisonError};

/// The last few of something that takes a while to make, each under what it was made of.
#[derive(Debug)]
pub struct Recent<K, V> {
    last: Mutex<Vec<(K, Arc<V>)>>,
    most: usize,
}

impl<K: PartialEq, V> Recent<K, V> {
    /// Keeps so many.
    pub fn new(most: usize) -> Recent<K, V> {
        Recent { last: Mutex::default(), most }
    }

    /// The one under a key; it is then the last that was asked for.
    pub fn get(&self, key: &K) -> Option<Arc<V>> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let at = last.iter().position(|(known, _)| known == key)?;
        let found = last.remove(at);
        let value = found.1.clone();
        last.insert(0, found);
        Some(value)
    }

    /// Keeps one, and lets the one go that nobody asked for the longest.
    pub fn put(&self, key: K, value: Arc<V>) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.retain(|(known, _)| *known != key);
        last.insert(0, (key, value));
        last.truncate(self.most);
    }
}
