//! What is wrong with a file or a model, with its place, so that a person can mend it (spec 1, "Errors in a file").

use std::fmt;

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)?) => {
        /// The stable code of a problem. The meaning stands at each variant.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode { $($(#[$doc])* $variant),* }

        impl ProblemCode {
            /// Every code, in the order of this table.
            pub const ALL: &'static [ProblemCode] = &[$(ProblemCode::$variant),*];

            /// The code as it appears in documents, answers and specs.
            pub fn as_str(self) -> &'static str {
                match self { $(ProblemCode::$variant => $code),* }
            }
        }
    };
}

problem_codes! {
    /// A required column is not in the header.
    MissingColumn = "missing_column",
    /// A column that this kind of file does not have.
    UnknownColumn = "unknown_column",
    /// No existing day, or not in an accepted form.
    InvalidDate = "invalid_date",
    /// Not a number, or too large.
    InvalidNumber = "invalid_number",
    /// A number that can be read in two ways.
    AmbiguousNumber = "ambiguous_number",
    /// More decimals than the field keeps.
    TooManyDecimals = "too_many_decimals",
    /// A quantity below zero.
    NegativeQuantity = "negative_quantity",
    /// A tariff, ceiling or limit below zero.
    NegativeAmount = "negative_amount",
    UnknownParticipant = "unknown_participant",
    UnknownInsurer = "unknown_insurer",
    UnknownPerformance = "unknown_performance",
    UnknownActivity = "unknown_activity",
    UnknownBundle = "unknown_bundle",
    UnknownClaim = "unknown_claim",
    UnknownDelivery = "unknown_delivery",
    UnknownDiscipline = "unknown_discipline",
    /// A payee that payees.csv does not have.
    UnknownPayee = "unknown_payee",
    /// An activity that is not of the participant's discipline.
    DisciplineMismatch = "discipline_mismatch",
    /// A delivery outside the time in which its participant takes part.
    InactiveParticipant = "inactive_participant",
    /// Two tariffs of one key on one day.
    TariffOverlap = "tariff_overlap",
    /// The same key twice with different content.
    DuplicateConflict = "duplicate_conflict",
    /// An identical row once more; left out (warning).
    DuplicateIgnored = "duplicate_ignored",
    /// A required cell is empty.
    MissingValue = "missing_value",
    /// Not one of the words this field knows.
    InvalidChoice = "invalid_choice",
    /// Ends before it begins.
    InvalidValidity = "invalid_validity",
    /// Mergers that lead back to where they began.
    MergeCycle = "merge_cycle",
    /// A merger without its date, or a date without the successor.
    MergeDateMissing = "merge_date_missing",
    /// Corrections that lead back to where they began.
    ReplaceCycle = "replace_cycle",
    /// A claim of a performance that the participants claim themselves.
    ClaimedByParticipant = "claimed_by_participant",
    /// A `paid` event without its amount.
    AmountMissing = "amount_missing",
    /// The ids look like citizen service numbers.
    BsnSuspected = "bsn_suspected",
    /// Bytes that are neither UTF-8 nor Windows-1252.
    NotUtf8Or1252 = "not_utf8_or_1252",
    /// A row with more cells than the header, or longer than the limit.
    RowTooLong = "row_too_long",
    /// A row with fewer cells than the header.
    RowTooShort = "row_too_short",
    /// No header row.
    EmptyFile = "empty_file",
    /// A file that every dossier must have is not there, or cannot be read.
    MissingFile = "missing_file",
    /// A CSV file that no dossier has; not read (warning).
    UnknownFile = "unknown_file",
    /// A code that lost its leading zero in a spreadsheet was restored (warning).
    LeadingZeroRestored = "leading_zero_restored",
    /// An id that is too long or has control characters.
    InvalidId = "invalid_id",
    /// The TOML of organisation or model is not TOML.
    InvalidToml = "invalid_toml",
    /// Anything else that makes a model impossible to apply.
    InvalidModel = "invalid_model",
    /// Two shifts that claim the same units.
    ShiftOverlap = "shift_overlap",
    /// A schedule with a day before its first entry.
    ScheduleGap = "schedule_gap",
    UnknownPriceTable = "unknown_price_table",
    /// A claim without an integral tariff for its insurer, performance, severity and date.
    TariffMissing = "tariff_missing",
    /// A delivery without a price on its date.
    PriceMissing = "price_missing",
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl serde::Serialize for ProblemCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

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
    /// The value as it stood there. Never given for `bsn_suspected`.
    pub value: String,
    /// In Dutch.
    pub message_nl: String,
    /// In English.
    pub message_en: String,
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

    /// Adds those of another file.
    pub fn append(&mut self, other: Problems) {
        self.errors.extend(other.errors);
        self.warnings.extend(other.warnings);
        self.not_shown += other.not_shown;
    }
}

/// Why a run gives no result (spec 2: "refused"). Exit code 3 on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code, as in spec 2: `held_claims`, `price_missing`, …
    pub code: &'static str,
    pub detail_nl: String,
    pub detail_en: String,
    /// Every problem, where the refusal rests on several.
    pub problems: Vec<Problem>,
}

impl Refusal {
    pub fn new(code: &'static str, detail_nl: impl Into<String>, detail_en: impl Into<String>) -> Refusal {
        Refusal { code, detail_nl: detail_nl.into(), detail_en: detail_en.into(), problems: Vec::new() }
    }
}

impl From<super::money::Overflow> for Refusal {
    fn from(_: super::money::Overflow) -> Refusal {
        Refusal::new(
            "amount_overflow",
            "Een bedrag is te groot om exact te berekenen.",
            "An amount is too large to be calculated exactly.",
        )
    }
}
