//! Copies of dossiers, to spoil.

use crate::temp::TempFolder;
use std::fs;
use std::path::Path;

/// A copy of a folder of the repository.
pub fn copy_of(folder: &str) -> TempFolder {
    let copy = TempFolder::new();
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &copy.path);
    copy
}

/// Writes the last row of a file once more; gives the line it then stands on.
pub fn repeat_last_row(folder: &TempFolder, file: &str) -> usize {
    let path = folder.path.join(file);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}{}\n", text.lines().last().unwrap())).unwrap();
    text.lines().count() + 1
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
