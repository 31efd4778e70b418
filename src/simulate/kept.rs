//! What was made once, and the last ones of it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Things with what they were made of, the last used in front. Together they weigh no more than there is room for; the
/// last one stays whatever it weighs.
pub struct Kept<K, V> {
    room: usize,
    entries: Mutex<Vec<Entry<K, V>>>,
}

struct Entry<K, V> {
    key: K,
    weight: usize,
    value: Arc<V>,
}

impl<K, V> Kept<K, V> {
    pub fn new(room: usize) -> Kept<K, V> {
        Kept { room, entries: Mutex::new(Vec::new()) }
    }

    /// The one that was made of this, or one that is made now. It is made outside the lock: two who ask at once may make
    /// it twice, and get the same.
    pub fn get<E>(
        &self,
        is_it: impl Fn(&K) -> bool,
        make: impl FnOnce() -> Result<(K, usize, V), E>,
    ) -> Result<Arc<V>, E> {
        if let Some(found) = self.find(is_it) {
            return Ok(found);
        }
        let (key, weight, value) = make()?;
        let value = Arc::new(value);
        let mut entries = self.lock();
        entries.insert(0, Entry { key, weight, value: Arc::clone(&value) });
        let mut left = self.room;
        let mut fits = entries.iter().map(|entry| {
            let fits = entry.weight <= left;
            left = left.saturating_sub(entry.weight);
            fits
        });
        let keep = fits.by_ref().skip(1).take_while(|fits| *fits).count() + 1;
        entries.truncate(keep);
        Ok(value)
    }

    fn find(&self, is_it: impl Fn(&K) -> bool) -> Option<Arc<V>> {
        let mut entries = self.lock();
        let at = entries.iter().position(|entry| is_it(&entry.key))?;
        entries[..=at].rotate_right(1);
        entries.first().map(|entry| Arc::clone(&entry.value))
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Entry<K, V>>> {
        // Nothing is half done under the lock: who died with it left a list as good as any.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
