//! What changed between two documents of a model, in the words of the document.

/// A step on the way to what changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field: `guarantee`, `floor`.
    Field(String),
    /// One of a list, by what it is known by: a year, a name, what it filters on.
    One(String),
}

/// A value of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Text(String),
    List(Vec<Told>),
    Fields(Vec<(String, Told)>),
}

/// One thing that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub path: Vec<Step>,
    /// None where it is new.
    pub before: Option<Told>,
    /// None where it is gone.
    pub after: Option<Told>,
}
