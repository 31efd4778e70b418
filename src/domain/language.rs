//! The two languages of our users.

/// Dutch first; English one option away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Nl,
    En,
}

impl Language {
    /// The text of this language.
    pub fn pick<T>(self, nl: T, en: T) -> T {
        match self {
            Language::Nl => nl,
            Language::En => en,
        }
    }
}
