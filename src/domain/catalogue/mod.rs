//! The catalogue: every code that a problem, a refusal or a warning can have, with what a person needs to know of it.
//!
//! The one table is in `table.rs`. A code cannot be told without standing there, because whatever tells one
//! ([`super::problem::Problem`], [`super::problem::Refusal`], the warnings of a run) holds a [`ProblemCode`]. Each has
//! its smallest example in `fixtures/invalid`, whose page is generated from both.

use super::language::Language;
use std::cmp::Ordering;
use std::fmt;

/// What a problem is about; the order in which the page tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    File,
    Header,
    Cell,
    Reference,
    Row,
    Model,
    Scenario,
    Run,
    /// Exports and keys, before there is a dossier.
    Source,
    /// What is asked of the service.
    Service,
}

/// What the table says of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub theme: Theme,
    /// The HTTP status of a refusal with this code (spec 4); `None` when it never refuses anything.
    pub status: Option<u16>,
    /// Whether it is told as a warning: beside a result, which is given all the same.
    pub warns: bool,
    title: (&'static str, &'static str),
    hint: (&'static str, &'static str),
}

impl Entry {
    /// What it is, in a few words.
    pub fn title(&self, language: Language) -> &'static str {
        language.pick(self.title.0, self.title.1)
    }

    /// What to do about it, for a controller.
    pub fn hint(&self, language: Language) -> &'static str {
        language.pick(self.hint.0, self.hint.1)
    }
}

/// What a code does: `refuses 422`, `warns`, or the one here and the other there.
macro_rules! told {
    (refuses $status:literal) => {
        (Some($status), false)
    };
    (warns) => {
        (None, true)
    };
    (refuses $status:literal or warns) => {
        (Some($status), true)
    };
}

macro_rules! catalogue {
    ($($theme:ident { $(
        $variant:ident = $code:literal ($($told:tt)+)
        nl $title_nl:literal: $hint_nl:literal
        en $title_en:literal: $hint_en:literal
    )* })*) => {
        /// A stable code: the same in files, documents, answers and specs, whatever the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ProblemCode { $($(#[doc = concat!($title_en, ".")] $variant,)*)* }

        impl ProblemCode {
            /// Every code, in the order of the table.
            pub const ALL: &'static [ProblemCode] = &[$($(ProblemCode::$variant,)*)*];

            /// The code as it appears in documents, answers and specs.
            pub fn as_str(self) -> &'static str {
                match self { $($(ProblemCode::$variant => $code,)*)* }
            }

            /// What the table says of it.
            pub fn entry(self) -> Entry {
                let (theme, (status, warns), title, hint) = match self { $($(
                    ProblemCode::$variant =>
                        (Theme::$theme, told!($($told)+), ($title_nl, $title_en), ($hint_nl, $hint_en)),
                )*)* };
                Entry { theme, status, warns, title, hint }
            }
        }
    };
}

mod table;
pub use table::ProblemCode;

/// By their texts, so that what is sorted by code does not change when a row of the table moves.
impl Ord for ProblemCode {
    fn cmp(&self, other: &ProblemCode) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for ProblemCode {
    fn partial_cmp(&self, other: &ProblemCode) -> Option<Ordering> {
        Some(self.cmp(other))
    }
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

impl<'de> serde::Deserialize<'de> for ProblemCode {
    /// As it is written.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<ProblemCode, D::Error> {
        let text = String::deserialize(deserializer)?;
        let found = ProblemCode::ALL.iter().find(|code| code.as_str() == text);
        found.copied().ok_or_else(|| serde::de::Error::custom("no code"))
    }
}

impl Theme {
    pub const ALL: [Theme; 10] = [
        Theme::File,
        Theme::Header,
        Theme::Cell,
        Theme::Reference,
        Theme::Row,
        Theme::Model,
        Theme::Scenario,
        Theme::Run,
        Theme::Source,
        Theme::Service,
    ];

    pub fn title(self, language: Language) -> &'static str {
        match self {
            Theme::File => language.pick("De bestanden", "The files"),
            Theme::Header => language.pick("De kopregel", "The header row"),
            Theme::Cell => language.pick("Wat in een cel staat", "What is in a cell"),
            Theme::Reference => language.pick("Verwijzingen naar andere bestanden", "References to other files"),
            Theme::Row => language.pick("Hele regels, en regels onderling", "Whole rows, and rows together"),
            Theme::Model => language.pick("Het verdeelmodel", "The distribution model"),
            Theme::Scenario => language.pick("Het scenario", "The scenario"),
            Theme::Run => language.pick("De berekening", "The run"),
            Theme::Service => language.pick("De dienst", "The service"),
            Theme::Source => language.pick("Aan de bron: exports en sleutels", "At the source: exports and keys"),
        }
    }
}
