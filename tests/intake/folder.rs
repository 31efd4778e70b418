//! A dossier in a folder of its own, to be spoiled by a test.

use crate::files::FILES;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::problem::{Problem, ProblemCode, Problems};
use verdeelsleutel::intake;

/// A test per mutation: the text replaced in a file, and the one problem that it gives.
macro_rules! refused {
    ($($name:ident: $file:literal, $from:literal => $to:literal, $code:ident at $line:literal $column:literal $value:literal;)*) => {$(
        #[test]
        fn $name() {
            $crate::folder::Folder::valid().replace($file, $from, $to).refused(verdeelsleutel::domain::problem::ProblemCode::$code, $file, $line, $column, $value);
        }
    )*};
}

/// Removed when it goes out of scope.
pub struct Folder {
    pub path: PathBuf,
}

impl Folder {
    /// A whole dossier without a problem.
    pub fn valid() -> Folder {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("verdeelsleutel-intake-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        FILES.iter().fold(Folder { path }, |folder, (file, text)| folder.write(file, text))
    }

    pub fn files() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(file, _)| *file)
    }

    pub fn write(self, file: &str, text: impl AsRef<[u8]>) -> Folder {
        std::fs::write(self.path.join(file), text).unwrap();
        self
    }

    pub fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.path.join(file)).unwrap()
    }

    /// Replaces the only occurrence of a text.
    pub fn replace(self, file: &str, from: &str, to: &str) -> Folder {
        let text = self.text(file);
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {file}");
        self.write(file, text.replace(from, to))
    }

    /// Adds rows at the end.
    pub fn add(self, file: &str, rows: &str) -> Folder {
        let text = self.text(file) + rows + "\n";
        self.write(file, text)
    }

    pub fn without(self, file: &str) -> Folder {
        std::fs::remove_file(self.path.join(file)).unwrap();
        self
    }

    pub fn read(&self) -> Result<(Dossier, Vec<Problem>), Problems> {
        intake::dossier::read(&self.path)
    }

    pub fn dossier(&self) -> Dossier {
        self.read().unwrap().0
    }

    pub fn errors(&self) -> Vec<Problem> {
        self.read().err().map(|problems| problems.errors).unwrap_or_default()
    }

    /// Warnings of a dossier that is taken.
    pub fn warnings(&self) -> Vec<Problem> {
        self.read().unwrap().1
    }

    /// There is exactly this error.
    #[track_caller]
    pub fn refused(&self, code: ProblemCode, file: &str, line: u64, column: &str, value: &str) {
        assert_eq!(places(&self.errors()), [(code, file, line, column, value)]);
    }

    /// It is taken, with exactly this warning.
    #[track_caller]
    pub fn warned(&self, code: ProblemCode, file: &str, line: u64, column: &str, value: &str) {
        assert_eq!(places(&self.warnings()), [(code, file, line, column, value)]);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.path).ok();
    }
}

/// Problems without their sentences.
pub fn places(problems: &[Problem]) -> Vec<(ProblemCode, &str, u64, &str, &str)> {
    problems.iter().map(|p| (p.code, p.file.as_str(), p.line, p.column.as_str(), p.value.as_str())).collect()
}
