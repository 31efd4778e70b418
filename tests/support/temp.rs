//! Folders of a test's own, gone when the test is.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

pub struct TempFolder {
    pub path: PathBuf,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl TempFolder {
    /// An empty folder that no other test has.
    pub fn new() -> TempFolder {
        let serial = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("verdeelsleutel-test-{}-{serial}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        TempFolder { path }
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        // A folder that stays behind is a pity, not a failure.
        let _ = fs::remove_dir_all(&self.path);
    }
}
