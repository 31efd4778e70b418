//! The roles of spec 4, "Roles", and for whom a key holds them.

use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// What someone is to an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Controller,
    Board,
    Participant,
    Discipline,
    Insurer,
    Auditor,
}

impl Role {
    pub const ALL: [Role; 6] =
        [Role::Controller, Role::Board, Role::Participant, Role::Discipline, Role::Insurer, Role::Auditor];

    pub fn as_str(self) -> &'static str {
        match self {
            Role::Controller => "controller",
            Role::Board => "board",
            Role::Participant => "participant",
            Role::Discipline => "discipline",
            Role::Insurer => "insurer",
            Role::Auditor => "auditor",
        }
    }

    pub fn parse(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// Whether a key of this role names whom it is for.
    pub fn needs_scope(self) -> bool {
        matches!(self, Role::Participant | Role::Discipline | Role::Insurer)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
