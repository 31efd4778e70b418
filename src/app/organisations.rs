//! Organisations: each fully apart.

use super::App;
use super::ask::Ask;
use super::chance;
use super::fault::Fault;
use super::keys::{KeyLine, KeyWish, make};
use super::rights::{Operation, require};
use crate::store::audit::NewEntry;
use crate::store::{Stamp, Time, audit, organisations};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrganisationLine {
    pub code: String,
    pub name: String,
    #[schema(value_type = String, format = DateTime)]
    pub created: Time,
}

impl App {
    /// The organisation of the caller; of the others nobody knows that they are there.
    pub async fn organisation(&self, ask: &Ask) -> Result<OrganisationLine, Fault> {
        require(ask, Operation::ReadOrganisation)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let found = organisations::this(&mut view).await?;
        let found = found.ok_or_else(|| Fault::not_found("Deze organisatie", "organisation"))?;
        Ok(OrganisationLine { code: found.code, name: found.name, created: found.created })
    }

    /// Makes an organisation with its first key, from the command line: there is nobody yet who could ask.
    pub async fn found(&self, code: &str, name: &str, wishes: &[KeyWish], at: Time) -> Result<Vec<KeyLine>, Fault> {
        let stamp = Stamp { key: "-".to_owned(), holder: "command line".to_owned(), at };
        let mut tx = organisations::create(&self.store, code, name, at).await?;
        let mut keys = Vec::new();
        for wish in wishes {
            keys.push(make(&mut tx, wish, &stamp).await?);
        }
        let entry = NewEntry {
            at,
            key: stamp.key,
            holder: stamp.holder,
            role: "-".to_owned(),
            action: "organisation.created".to_owned(),
            subject: code.to_owned(),
            details: json!({"name": name, "keys": keys.iter().map(|key| &key.id).collect::<Vec<_>>()}).to_string(),
            request_id: chance::id("command")?,
        };
        audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(keys)
    }
}
