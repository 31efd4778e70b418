//! Who asks, when, and whether it was asked before.

use super::chance;
use super::fault::Fault;
use super::role::Role;
use crate::store::audit::NewEntry;
use crate::store::{Hash, Stamp, Time};
use serde_json::Value;

/// Who holds the key that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    pub organisation: String,
    /// Id of the key.
    pub key: String,
    /// Person or system.
    pub holder: String,
    pub role: Role,
    /// Codes of the participants, the discipline or the insurers it is for.
    pub scope: Vec<String>,
}

/// The key under which a request may come twice, and what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    pub key: String,
    pub request_sha256: Hash,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Ask {
    pub caller: Caller,
    pub request_id: String,
    pub at: Time,
    pub once: Option<Once>,
}

impl Ask {
    /// Asked by whoever has the database at hand.
    pub fn command_line(organisation: &str, at: Time) -> Result<Ask, Fault> {
        let caller = Caller {
            organisation: organisation.to_owned(),
            key: "-".to_owned(),
            holder: "command line".to_owned(),
            role: Role::Auditor,
            scope: Vec::new(),
        };
        Ok(Ask { caller, request_id: chance::id("command")?, at, once: None })
    }

    pub fn organisation(&self) -> &str {
        &self.caller.organisation
    }

    pub fn stamp(&self) -> Stamp {
        Stamp { key: self.caller.key.clone(), holder: self.caller.holder.clone(), at: self.at }
    }

    /// An entry of the audit log. Details name what and how much, never rows.
    pub fn entry(&self, action: &str, subject: impl Into<String>, details: &Value) -> NewEntry {
        NewEntry {
            at: self.at,
            key: self.caller.key.clone(),
            holder: self.caller.holder.clone(),
            role: self.caller.role.to_string(),
            action: action.to_owned(),
            subject: subject.into(),
            details: details.to_string(),
            request_id: self.request_id.clone(),
        }
    }
}
