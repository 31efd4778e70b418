//! A whole organisation back to a dossier folder (spec 4, "Storage").

use super::App;
use super::dossiers::{Inputs, aside, files};
use super::fault::Fault;
use crate::domain::batch::BatchKind;
use crate::report::files::write;
use crate::store::models;
use std::collections::BTreeMap;

impl App {
    /// What happened stays behind: runs, simulations, decisions, keys and the log are of this store.
    ///
    /// The files of an organisation by their paths within a dossier, its models by name and version: imported again they
    /// give the same inputs.
    pub async fn export(&self, organisation: &str) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
        let mut view = self.store.read(organisation).await?;
        let inputs = Inputs::current(&mut view).await?;
        let mut found = files(&mut view, &inputs).await?;
        let dossier = self.dossiers.get(&mut view, &inputs).await?;
        let rows = aside(move || {
            let mut rows = Vec::new();
            for kind in BatchKind::ALL {
                let mut bytes = Vec::new();
                write(&dossier, kind, &mut bytes).map_err(|fault| Fault::internal(format!("no CSV: {fault}")))?;
                rows.push((kind.file(), bytes));
            }
            Ok(rows)
        })
        .await?;
        found.extend(rows);
        for last in models::all(&mut view).await? {
            found.insert(format!("models/{}.toml", last.name), last.toml.clone().into_bytes());
            for earlier in models::versions(&mut view, &last.name).await? {
                if earlier.version != last.version {
                    let path = format!("models/earlier/{}.{}.toml", earlier.name, earlier.version);
                    found.insert(path, earlier.toml.into_bytes());
                }
            }
        }
        Ok(found)
    }
}
