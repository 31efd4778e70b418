//! The problems of one file.

use super::bsn;
use super::sentences::{self, Sentence};
use crate::domain::problem::{Problem, ProblemCode, Problems};

/// The line of a problem that is of the whole file.
pub const WHOLE_FILE: u64 = 0;

/// Gathers the problems of one file: up to [`Problems::SHOWN`] errors and as many warnings, and counts the others.
#[derive(Debug)]
pub struct Report {
    file: String,
    errors: Vec<Problem>,
    errors_beyond: u64,
    warnings: Vec<Problem>,
    warnings_beyond: u64,
    /// Only what is in `errors` may be said of this file.
    sealed: bool,
}

impl Report {
    pub fn new(file: impl Into<String>) -> Report {
        let file = file.into();
        Report { file, errors: Vec::new(), errors_beyond: 0, warnings: Vec::new(), warnings_beyond: 0, sealed: false }
    }

    /// Adds an error; the sentence is only made when it will be shown.
    pub fn error(&mut self, line: u64, column: &str, value: &str, sentence: impl FnOnce() -> Sentence) {
        if self.sealed {
            return;
        }
        if self.errors.len() < Problems::SHOWN {
            self.errors.push(problem(&self.file, line, column, value, sentence()));
        } else {
            self.errors_beyond += 1;
        }
    }

    /// Adds a warning.
    pub fn warning(&mut self, line: u64, column: &str, value: &str, sentence: impl FnOnce() -> Sentence) {
        if self.sealed {
            return;
        }
        if self.warnings.len() < Problems::SHOWN {
            self.warnings.push(problem(&self.file, line, column, value, sentence()));
        } else {
            self.warnings_beyond += 1;
        }
    }

    /// The file is refused for these columns alone: everything else said of it, now or later, might quote a value that
    /// must not be quoted (spec 1, "Privacy").
    ///
    /// Columns by our name and by that in the file.
    pub fn refuse_as_personal(&mut self, columns: &[(&str, &str)]) {
        *self = Report::new(std::mem::take(&mut self.file));
        for (column, shown) in columns {
            self.error(WHOLE_FILE, column, "", || sentences::bsn_suspected(shown));
        }
        self.sealed = true;
    }

    /// The file has this name; nothing has been said of it yet.
    pub fn rename(&mut self, file: &str) {
        self.file = file.to_owned();
    }

    pub fn file(&self) -> &str {
        &self.file
    }

    /// Whether nothing was said of the file.
    pub fn is_silent(&self) -> bool {
        self.errors.is_empty() && self.warnings.is_empty() && !self.sealed
    }

    /// Adds what was said of the part of the file that follows.
    pub fn append(&mut self, later: Report) {
        let beyond = |total: usize, shown: usize| u64::try_from(total - shown).unwrap_or(u64::MAX);
        let join = |all: &mut Vec<Problem>, more: Vec<Problem>| {
            let total = all.len() + more.len();
            all.extend(more);
            all.truncate(Problems::SHOWN);
            beyond(total, all.len())
        };
        self.errors_beyond += later.errors_beyond + join(&mut self.errors, later.errors);
        self.warnings_beyond += later.warnings_beyond + join(&mut self.warnings, later.warnings);
        self.sealed |= later.sealed;
    }

    /// In the order of lines.
    pub fn finish(mut self) -> Problems {
        self.errors.sort_by_key(|problem| problem.line);
        self.warnings.sort_by_key(|problem| problem.line);
        if self.warnings_beyond > 0
            && let Some(code) = self.warnings.last().map(|problem| problem.code)
        {
            let sentence = sentences::more_warnings(code, self.warnings_beyond);
            self.warnings.push(problem(&self.file, WHOLE_FILE, "", "", sentence));
        }
        Problems { errors: self.errors, warnings: self.warnings, not_shown: self.errors_beyond }
    }
}

/// A warning about a file that is not one of a dossier.
pub fn unknown_file(file: &str) -> Problem {
    problem(file, WHOLE_FILE, "", "", sentences::unknown_file(file))
}

fn problem(file: &str, line: u64, column: &str, value: &str, sentence: Sentence) -> Problem {
    let Sentence { code, nl, en } = sentence;
    Problem {
        code,
        file: file.to_owned(),
        line,
        column: column.to_owned(),
        value: value.to_owned(),
        message_nl: nl,
        message_en: en,
    }
}

/// What of one file looks like a citizen service number is not quoted from another file either, such as a payment for
/// a claim that is not there (spec 1, "Privacy").
pub fn hide_service_numbers(problems: &mut Problems) {
    if problems.errors.iter().any(|problem| problem.code == ProblemCode::BsnSuspected) {
        hide_numbers(problems);
    }
}

/// Takes every value that could be a service number out of what is told.
pub fn hide_numbers(problems: &mut Problems) {
    for problem in problems.errors.iter_mut().chain(&mut problems.warnings) {
        if bsn::has_candidate(&problem.value) {
            let shown = sentences::quoted(&problem.value);
            problem.message_nl = problem.message_nl.replace(&shown, "'…'").replace(&problem.value, "…");
            problem.message_en = problem.message_en.replace(&shown, "'…'").replace(&problem.value, "…");
            problem.value.clear();
        }
        // With other words around it, it is no less a number of someone.
        let Problem { column, value, message_nl, message_en, .. } = problem;
        for text in [column, value, message_nl, message_en] {
            *text = bsn::hidden(text);
        }
    }
}
