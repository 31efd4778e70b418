//! A dossier folder into the store, whole or not at all (spec 4, "Storage").

use super::App;
use super::ask::Ask;
use super::chance;
use super::documents::{is_document, lines_below_header};
use super::dossiers::aside;
use super::fault::Fault;
use super::keys::{KeyLine, KeyWish, make};
use super::models;
use crate::domain::batch::BatchKind;
use crate::domain::problem::DOSSIER;
use crate::intake::convention::Conventions;
use crate::intake::dossier::{read_as, read_without_rows};
use crate::intake::source::Source;
use crate::store::batches::{self, NewBatch};
use crate::store::documents::{self, Expected};
use crate::store::models as stored;
use crate::store::{Hash, Time, audit, organisations};
use crate::tabular::batches::store;
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
    /// Only the small files and the models: rows are uploaded later.
    pub without_rows: bool,
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
        let ImportWish { files, models, keys, without_rows } = wish;
        let (files, models, organisation, batches) = aside(move || {
            let (source, conventions) = (Source::Memory(&files), Conventions::default());
            let read =
                if without_rows { read_without_rows(source, &conventions) } else { read_as(source, &conventions) };
            let (dossier, _) = read.map_err(|problems| Fault::problems(&DOSSIER, problems))?;
            for (name, toml) in &models {
                models::parse(&models::file_of(name), toml, &dossier.reference)?;
            }
            let batches = store(&dossier).map_err(|fault| Fault::internal(fault.to_string()))?;
            Ok((files, models, dossier.reference.organisation, batches))
        })
        .await?;
        let ask = Ask::command_line(&organisation.code, at)?;
        let stamp = ask.stamp();
        let created = organisations::create(&self.store, &organisation.code, &organisation.name, at).await;
        let mut tx = created.map_err(|fault| match fault {
            super::StoreFault::Exists => Fault::state(
                format!("Organisatie {} is er al.", organisation.code),
                format!("Organisation {} is already there.", organisation.code),
            ),
            other => other.into(),
        })?;
        for batch in batches.into_iter().filter(|batch| !without_rows && rows_of(&files, batch.kind) > 0) {
            let about = NewBatch {
                id: chance::id("upload")?,
                kind: batch.kind.word().to_owned(),
                upload_sha256: Hash::of(files.get(&batch.kind.file()).map_or(&[], Vec::as_slice)),
                rows: rows_of(&files, batch.kind),
                totals: "null".to_owned(),
                control_totals: None,
            };
            batches::add(&mut tx, &about, &batch.columns, &stamp).await?;
        }
        for (kind, bytes) in files.iter().filter(|(kind, _)| is_document(kind)) {
            let rows = lines_below_header(bytes);
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
        let entry = ask.entry("organisation.imported", &organisation.code, &details);
        audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(Imported { organisation: organisation.code, name: organisation.name, keys: made })
    }
}

fn rows_of(files: &BTreeMap<String, Vec<u8>>, kind: BatchKind) -> i64 {
    files.get(&kind.file()).map_or(0, |bytes| lines_below_header(bytes))
}
