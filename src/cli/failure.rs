//! How a command ends when it does not end well.

use crate::calc::warning::Warning;
use crate::domain::language::Language;
use crate::domain::money::Overflow;
use crate::domain::problem::{DOSSIER, Problem, ProblemCode, Problems, Refusal, Refused};
use crate::report::problem::ProblemDocument;
use crate::report::result::json;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// Why a command gives no result.
pub struct Failure {
    kind: Kind,
    as_json: bool,
}

enum Kind {
    /// 1: disk, pipe.
    Unexpected(String),
    /// 2: what was asked does not exist.
    Usage(String),
    /// 3: the files or the run are refused.
    Refused(Box<Refusal>, u64),
}

impl Failure {
    pub fn unexpected(fault: impl Display) -> Failure {
        Failure { kind: Kind::Unexpected(fault.to_string()), as_json: false }
    }

    pub fn usage(fault: impl Display) -> Failure {
        Failure { kind: Kind::Usage(fault.to_string()), as_json: false }
    }

    /// A dossier that is refused.
    pub fn problems(problems: Problems) -> Failure {
        Failure::problems_of(&DOSSIER, problems)
    }

    /// Something that is refused for what is wrong with it.
    pub fn problems_of(refused: &Refused, problems: Problems) -> Failure {
        let not_shown = problems.not_shown;
        Failure { kind: Kind::Refused(Box::new(Refusal::of_files(refused, problems)), not_shown), as_json: false }
    }

    /// With `--format json` the refusal is a problem document.
    #[must_use]
    pub fn telling_json(mut self, as_json: bool) -> Failure {
        self.as_json = as_json;
        self
    }

    /// Tells on standard error, and gives the exit code.
    pub fn tell(&self, language: Language) -> ExitCode {
        match &self.kind {
            Kind::Unexpected(fault) => {
                complain(&format!("{fault}\n"));
                ExitCode::from(1)
            }
            Kind::Usage(fault) => {
                complain(&format!("{fault}\n"));
                ExitCode::from(2)
            }
            Kind::Refused(refusal, not_shown) => {
                if self.as_json {
                    complain(&json(&ProblemDocument::new(refusal, *not_shown, language)));
                } else {
                    let lines = problem_lines(&refusal.problems, *not_shown, language);
                    let hints = hint_lines(codes(refusal), language);
                    complain(&format!("{} ({})\n{lines}\n{hints}", refusal.detail(language), refusal.code));
                }
                ExitCode::from(3)
            }
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure { kind: Kind::Refused(Box::new(refusal), 0), as_json: false }
    }
}

impl From<Overflow> for Failure {
    fn from(overflow: Overflow) -> Failure {
        Refusal::from(overflow).into()
    }
}

/// Of the refusal itself first, then of what it rests on.
fn codes(refusal: &Refusal) -> impl Iterator<Item = ProblemCode> {
    std::iter::once(refusal.code).chain(refusal.problems.iter().map(|problem| problem.code))
}

/// Says something on standard error. Where nobody listens any more it is lost: that is no reason to stop with another
/// exit code, as `eprintln!` would.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// `deliveries.csv:14 participant [unknown_participant] VP99: sentence`, a line each.
pub fn problem_lines(problems: &[Problem], not_shown: u64, language: Language) -> String {
    let mut text = String::new();
    for problem in problems {
        let place = match problem.line {
            0 => problem.file.clone(),
            line => format!("{}:{line}", problem.file),
        };
        let column = if problem.column.is_empty() { String::new() } else { format!(" {}", problem.column) };
        text.push_str(&format!("{place}{column} [{}] {}\n", problem.code, problem.message(language)));
    }
    if not_shown > 0 {
        text.push_str(&match language {
            Language::Nl => format!("… en nog {not_shown} fouten.\n"),
            Language::En => format!("… and {not_shown} more errors.\n"),
        });
    }
    text
}

/// What to do about each code: once, in the order in which they come, however many lines have it.
pub fn hint_lines(codes: impl IntoIterator<Item = ProblemCode>, language: Language) -> String {
    let mut told: Vec<ProblemCode> = Vec::new();
    let mut text = String::new();
    for code in codes {
        if told.contains(&code) {
            continue;
        }
        if told.is_empty() {
            text.push_str(language.pick("Wat te doen:\n", "What to do:\n"));
        }
        told.push(code);
        let entry = code.entry();
        text.push_str(&format!("  {code} ({}): {}\n", entry.title(language), entry.hint(language)));
    }
    text
}

/// The warnings of a run, with what to do about them.
pub fn run_warning_lines(warnings: &[Warning], language: Language) -> String {
    let mut text = String::new();
    for warning in warnings {
        let message = language.pick(&warning.message_nl, &warning.message_en);
        text.push_str(&format!("[{}] {message}\n", warning.code));
    }
    if !warnings.is_empty() {
        text.push_str(&format!("\n{}\n", hint_lines(warnings.iter().map(|warning| warning.code), language)));
    }
    text
}
