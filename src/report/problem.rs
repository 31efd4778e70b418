//! A refusal as a problem document (RFC 9457): the same from the command line and the service.

use crate::domain::language::Language;
use crate::domain::problem::{ProblemCode, Refusal};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// RFC 9457.
#[derive(Serialize, ToSchema)]
pub struct ProblemDocument<'a> {
    r#type: String,
    title: &'a str,
    pub status: u16,
    detail: &'a str,
    code: ProblemCode,
    hint: &'static str,
    errors: Vec<ErrorLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors_not_shown: Option<u64>,
    /// The hint of each code among the errors: once, however many errors have it.
    #[schema(value_type = BTreeMap<String, String>)]
    hints: BTreeMap<ProblemCode, &'static str>,
}

#[derive(Serialize, ToSchema)]
struct ErrorLine<'a> {
    file: &'a str,
    line: u64,
    column: &'a str,
    value: &'a str,
    code: ProblemCode,
    message: &'a str,
}

impl<'a> ProblemDocument<'a> {
    /// Of a refusal, with how many errors beyond those it has.
    pub fn new(refusal: &'a Refusal, not_shown: u64, language: Language) -> ProblemDocument<'a> {
        let entry = refusal.code.entry();
        ProblemDocument {
            r#type: format!("/problems/{}", refusal.code),
            title: entry.title(language),
            // A code that only warns has no status of its own; were it ever to refuse, it would refuse what was given.
            status: entry.status.unwrap_or(422),
            detail: refusal.detail(language),
            code: refusal.code,
            hint: entry.hint(language),
            errors: refusal
                .problems
                .iter()
                .map(|problem| ErrorLine {
                    file: &problem.file,
                    line: problem.line,
                    column: &problem.column,
                    value: &problem.value,
                    code: problem.code,
                    message: problem.message(language),
                })
                .collect(),
            errors_not_shown: (not_shown > 0).then_some(not_shown),
            hints: refusal.problems.iter().map(|problem| (problem.code, problem.code.entry().hint(language))).collect(),
        }
    }
}
