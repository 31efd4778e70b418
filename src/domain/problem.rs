//! What is wrong with a file or a model, with its place, so that a person can mend it (spec 1, "Errors in a file").

use super::language::Language;

pub use super::catalogue::ProblemCode;

/// One thing wrong at one place. `message` is a sentence a controller understands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    pub code: ProblemCode,
    /// Path of the file within the dossier: `deliveries.csv`, `models/glide.toml`.
    pub file: String,
    /// The physical line in the file, from 1; 0 when the problem is of the whole file.
    pub line: u64,
    /// Column of a CSV, or path within a TOML: `rule[2].shares.hospital`. Empty when not of one.
    pub column: String,
    /// The value as it stood there. Never given for `bsn_suspected` and `invalid_bsn`.
    pub value: String,
    /// In Dutch.
    pub message_nl: String,
    /// In English.
    pub message_en: String,
}

impl Problem {
    pub fn message(&self, language: Language) -> &str {
        language.pick(&self.message_nl, &self.message_en)
    }
}

/// Errors refuse a file, warnings are told; both in the order of file and line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub errors: Vec<Problem>,
    pub warnings: Vec<Problem>,
    /// Errors beyond [`Problems::SHOWN`] of one file: counted, not kept.
    pub not_shown: u64,
}

impl Problems {
    /// Errors kept of one file (spec 1).
    pub const SHOWN: usize = 1000;

    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    /// Errors, those that are not kept among them.
    pub fn count(&self) -> u64 {
        u64::try_from(self.errors.len()).unwrap_or(u64::MAX).saturating_add(self.not_shown)
    }

    /// The code of all errors, where they have one and the same.
    pub fn shared_code(&self) -> Option<ProblemCode> {
        let first = self.errors.first()?.code;
        self.errors.iter().all(|problem| problem.code == first).then_some(first)
    }

    /// Adds those of another file.
    pub fn append(&mut self, other: Problems) {
        self.errors.extend(other.errors);
        self.warnings.extend(other.warnings);
        self.not_shown += other.not_shown;
    }
}

/// Why there is no result (spec 2: "refused"). Exit code 3 on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: ProblemCode,
    pub detail_nl: String,
    pub detail_en: String,
    /// Every problem, where the refusal rests on several.
    pub problems: Vec<Problem>,
}

/// What can be refused for its problems: a code for problems of several kinds, and in both languages what it is and what
/// was not done with it.
pub struct Refused {
    pub code: ProblemCode,
    pub nl: (&'static str, &'static str),
    pub en: (&'static str, &'static str),
}

/// A dossier.
pub const DOSSIER: Refused =
    Refused { code: ProblemCode::InvalidDossier, nl: ("Het dossier", "gelezen"), en: ("The dossier", "read") };

impl Refusal {
    pub fn new(code: ProblemCode, detail_nl: impl Into<String>, detail_en: impl Into<String>) -> Refusal {
        Refusal { code, detail_nl: detail_nl.into(), detail_en: detail_en.into(), problems: Vec::new() }
    }

    /// Files with errors. Where everything is wrong in one way, that is the code of the whole.
    pub fn of_files(refused: &Refused, problems: Problems) -> Refusal {
        let Refused { code, nl, en } = *refused;
        let count = problems.count();
        let shared = problems.shared_code();
        let (fouten, errors) = if count == 1 { ("fout", "error") } else { ("fouten", "errors") };
        let refusal = Refusal::new(
            shared.unwrap_or(code),
            format!("{} heeft {count} {fouten} en is niet {}.", nl.0, nl.1),
            format!("{} has {count} {errors} and was not {}.", en.0, en.1),
        );
        Refusal { problems: problems.errors, ..refusal }
    }

    pub fn detail(&self, language: Language) -> &str {
        language.pick(&self.detail_nl, &self.detail_en)
    }
}

impl From<super::money::Overflow> for Refusal {
    fn from(_: super::money::Overflow) -> Refusal {
        Refusal::new(
            ProblemCode::AmountOverflow,
            "Een bedrag is te groot om exact te berekenen.",
            "An amount is too large to be calculated exactly.",
        )
    }
}
