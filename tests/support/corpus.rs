//! The inputs that the fuzzer starts from: seeds, and whatever once broke a promise.

use std::path::Path;

/// Calls the function of a target with every input that is kept of it; a panic is told with the input's name.
pub fn each(target: &str, promise: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut inputs: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "{target} has no inputs");
    for input in inputs {
        let bytes = std::fs::read(&input).unwrap();
        let kept = std::panic::catch_unwind(|| promise(&bytes));
        assert!(kept.is_ok(), "{} breaks a promise", input.display());
    }
}
