//! A dossier folder into the store, whole or not at all (spec 4, "Storage").

use super::App;
use super::chance;
use super::dossiers::aside;
use super::fault::Fault;
use super::keys::{KeyLine, KeyWish, make};
use super::models;
use crate::domain::problem::DOSSIER;
use crate::intake::convention::Conventions;
use crate::intake::dossier::read_as;
use crate::intake::source::Source;
use crate::store::audit::NewEntry;
use crate::store::documents::{self, Expected};
use crate::store::models as stored;
use crate::store::{Stamp, Time, audit, organisations};
use serde_json::json;
use std::collections::BTreeMap;

/// What is imported.
pub struct ImportWish {
    /// The files of the dossier, by name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The models, by name.
    pub models: BTreeMap<String, String>,
    /// Keys to make with it.
    pub keys: Vec<KeyWish>,
}

/// What was imported.
#[derive(Debug)]
pub struct Imported {
    pub organisation: String,
    pub name: String,
    pub keys: Vec<KeyLine>,
}

impl App {
    /// Makes an organisation of a dossier, from the command line: there is nobody yet who could ask.
    pub async fn import(&self, wish: ImportWish, at: Time) -> Result<Imported, Fault> {
        let ImportWish { files, models, keys } = wish;
        let (files, models, organisation) = aside(move || {
            let read = read_as(Source::Memory(&files), &Conventions::default());
            let (dossier, _) = read.map_err(|problems| Fault::problems(&DOSSIER, problems))?;
            for (name, toml) in &models {
                models::parse(&models::file_of(name), toml, &dossier.reference)?;
            }
            Ok((files, models, dossier.reference.organisation))
        })
        .await?;
        let stamp = Stamp { key: "-".to_owned(), holder: "command line".to_owned(), at };
        let created = organisations::create(&self.store, &organisation.code, &organisation.name, at).await;
        let mut tx = created.map_err(|fault| match fault {
            super::StoreFault::Exists => Fault::state(
                format!("Organisatie {} is er al.", organisation.code),
                format!("Organisation {} is already there.", organisation.code),
            ),
            other => other.into(),
        })?;
        for (kind, bytes) in &files {
            let rows = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count().saturating_sub(1);
            let rows = i64::try_from(rows).unwrap_or(i64::MAX);
            documents::put(&mut tx, kind, Expected::Nothing, bytes, rows, &stamp).await?;
        }
        for (name, toml) in &models {
            stored::publish(&mut tx, name, toml, "import", &stamp).await?;
        }
        let mut made = Vec::new();
        for key in &keys {
            made.push(make(&mut tx, key, &stamp).await?);
        }
        let details = json!({
            "files": files.keys().collect::<Vec<_>>(), "models": models.keys().collect::<Vec<_>>(),
            "keys": made.iter().map(|key| &key.id).collect::<Vec<_>>(),
        });
        let entry = NewEntry {
            at,
            key: stamp.key.clone(),
            holder: stamp.holder.clone(),
            role: "-".to_owned(),
            action: "organisation.imported".to_owned(),
            subject: organisation.code.clone(),
            details: details.to_string(),
            request_id: chance::id("command")?,
        };
        audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(Imported { organisation: organisation.code, name: organisation.name, keys: made })
    }
}
