//! A progress bar on a terminal, and none in a pipe.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// Steps of long work; drawn on standard error while it is a terminal.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// `steps` steps to come.
    pub fn new(steps: u64) -> Progress {
        let bar = ProgressBar::new(steps);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {bar:24} {pos}/{len} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Progress { bar }
    }

    /// Begins a step.
    pub fn step(&self, what: impl Into<String>) {
        self.bar.set_message(what.into());
    }

    /// So much of so much of a step.
    pub fn within(&self, done: u64, of: u64) {
        if of > 1 {
            self.bar.set_message(format!("{done}/{of}"));
        }
    }

    /// A step is done.
    pub fn done(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
