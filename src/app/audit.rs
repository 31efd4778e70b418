//! The audit log: read, and checked (spec 4, "Roles").

use super::App;
use super::ask::Ask;
use super::fault::Fault;
use super::rights::{Operation, require};
use crate::domain::language::Language;
use crate::store::audit::{self, Entry, Filter, Verified};
use crate::store::{Page, Time};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditLine {
    pub position: i64,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    pub key: String,
    pub holder: String,
    pub role: String,
    pub action: String,
    pub subject: String,
    #[schema(value_type = Object)]
    pub details: Value,
    pub request_id: String,
    pub previous: String,
    pub sha256: String,
}

impl App {
    pub async fn audit_log(&self, ask: &Ask, filter: &Filter, page: Page) -> Result<Vec<AuditLine>, Fault> {
        require(ask, Operation::ReadAudit)?;
        let mut view = self.store.read(ask.organisation()).await?;
        Ok(audit::list(&mut view, filter, page).await?.into_iter().map(line).collect())
    }

    /// Writes down that something was read, before it is handed over. In a transaction of its own: whoever reads what takes
    /// long to put together keeps nobody from writing.
    pub(super) async fn note(&self, ask: &Ask, action: &str, subject: &str, details: &Value) -> Result<(), Fault> {
        let mut tx = self.store.write(ask.organisation()).await?;
        audit::append(&mut tx, &ask.entry(action, subject, details)).await?;
        Ok(tx.commit().await?)
    }

    /// Looks through the whole log of an organisation, from the command line.
    pub async fn verify_audit(&self, organisation: &str) -> Result<Looked, Fault> {
        let mut view = self.store.read(organisation).await?;
        Ok(Looked(audit::verify(&mut view, &[]).await?))
    }
}

/// What looking through a log found.
#[derive(Debug)]
pub struct Looked(pub Verified);

impl Looked {
    /// In words; an error when the log is not as it was written.
    pub fn told(&self, language: Language) -> Result<String, String> {
        match &self.0 {
            Verified::Holds { .. } => {
                Ok(language.pick("Het logboek klopt.\n", "The log is as it was written.\n").to_owned())
            }
            Verified::Broken { position, .. } => Err(match language {
                Language::Nl => format!("Het logboek klopt niet vanaf regel {position}."),
                Language::En => format!("The log is broken from entry {position}."),
            }),
        }
    }
}

fn line(entry: Entry) -> AuditLine {
    let Entry { position, entry, previous, sha256 } = entry;
    AuditLine {
        position,
        at: entry.at,
        key: entry.key,
        holder: entry.holder,
        role: entry.role,
        action: entry.action,
        subject: entry.subject,
        details: serde_json::from_str(&entry.details).unwrap_or(Value::Null),
        request_id: entry.request_id,
        previous: previous.to_string(),
        sha256: sha256.to_string(),
    }
}
