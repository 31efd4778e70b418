//! Organisations: each fully apart.

use super::App;
use super::ask::Ask;
use super::fault::Fault;
use super::rights::{Operation, require};
use crate::store::{Time, organisations};
use serde::Serialize;
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
}
