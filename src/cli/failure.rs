//! How a command ends when it does not end well.

use crate::domain::language::Language;
use crate::domain::money::Overflow;
use crate::domain::problem::{Problem, Problems, Refusal};
use crate::report::result::json;
use serde::Serialize;
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

/// RFC 9457, as the service answers it.
#[derive(Serialize)]
struct ProblemDocument<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'a str,
    errors: Vec<ErrorLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors_not_shown: Option<u64>,
}

#[derive(Serialize)]
struct ErrorLine<'a> {
    file: &'a str,
    line: u64,
    column: &'a str,
    value: &'a str,
    code: &'a str,
    message: &'a str,
}

impl Failure {
    pub fn unexpected(fault: impl Display) -> Failure {
        Failure { kind: Kind::Unexpected(fault.to_string()), as_json: false }
    }

    pub fn usage(fault: impl Display) -> Failure {
        Failure { kind: Kind::Usage(fault.to_string()), as_json: false }
    }

    /// Files that are refused; `detail` names them in both languages.
    pub fn problems(problems: Problems) -> Failure {
        let not_shown = problems.not_shown;
        let count = u64::try_from(problems.errors.len()).unwrap_or(u64::MAX).saturating_add(not_shown);
        // Where everything is wrong in one way, that is the code of the whole.
        let first = problems.errors.first().map_or("invalid_dossier", |problem| problem.code.as_str());
        let alike = problems.errors.iter().all(|problem| problem.code.as_str() == first);
        let code = if alike { first } else { "invalid_dossier" };
        let (fouten, errors) = if count == 1 { ("fout", "error") } else { ("fouten", "errors") };
        let mut refusal = Refusal::new(
            code,
            format!("Het dossier heeft {count} {fouten} en is niet gelezen."),
            format!("The dossier has {count} {errors} and was not read."),
        );
        refusal.problems = problems.errors;
        Failure { kind: Kind::Refused(Box::new(refusal), not_shown), as_json: false }
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
                    complain(&json(&document(refusal, *not_shown, language)));
                } else {
                    let detail = language.pick(&refusal.detail_nl, &refusal.detail_en);
                    let lines = problem_lines(&refusal.problems, *not_shown, language);
                    complain(&format!("{detail} ({})\n{lines}", refusal.code));
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

fn document(refusal: &Refusal, not_shown: u64, language: Language) -> ProblemDocument<'_> {
    ProblemDocument {
        r#type: format!("/problems/{}", refusal.code),
        title: language.pick("Geweigerd", "Refused"),
        status: 422,
        detail: language.pick(&refusal.detail_nl, &refusal.detail_en),
        code: refusal.code,
        errors: refusal
            .problems
            .iter()
            .map(|problem| ErrorLine {
                file: &problem.file,
                line: problem.line,
                column: &problem.column,
                value: &problem.value,
                code: problem.code.as_str(),
                message: language.pick(&problem.message_nl, &problem.message_en),
            })
            .collect(),
        errors_not_shown: (not_shown > 0).then_some(not_shown),
    }
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
        let message = language.pick(&problem.message_nl, &problem.message_en);
        text.push_str(&format!("{place}{column} [{}] {message}\n", problem.code));
    }
    if not_shown > 0 {
        text.push_str(&match language {
            Language::Nl => format!("… en nog {not_shown} fouten.\n"),
            Language::En => format!("… and {not_shown} more errors.\n"),
        });
    }
    text
}
