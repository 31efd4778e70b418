//! The dossier of an organisation, put together from what is kept; the last ones stay in memory.

use super::documents::is_document;
use super::fault::Fault;
use super::recent::Recent;
use crate::domain::batch::BatchKind;
use crate::domain::dossier::Dossier;
use crate::domain::problem::DOSSIER;
use crate::intake::convention::Conventions;
use crate::intake::dossier::read_without_rows;
use crate::intake::source::Source;
use crate::store::{Hash, StoreFault, View, batches, blobs, documents};
use crate::tabular::batches::{Batch, load};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use utoipa::ToSchema;

/// What a run rests on, by hash: enough to compute it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Inputs {
    /// Hash of each document, by kind.
    pub documents: BTreeMap<String, String>,
    /// The batches in order of acceptance.
    #[serde(default)]
    pub batches: Vec<BatchInput>,
}

/// A batch that a run rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BatchInput {
    pub id: String,
    pub kind: String,
    pub sha256: String,
}

impl Inputs {
    /// What there is now.
    pub async fn current(view: &mut View) -> Result<Inputs, StoreFault> {
        let documents = documents::all_current(view).await?;
        let batches = batches::active(view, None).await?;
        Ok(Inputs {
            documents: documents
                .into_iter()
                .filter(|document| is_document(&document.kind))
                .map(|document| (document.kind, document.sha256.to_string()))
                .collect(),
            batches: batches
                .into_iter()
                .map(|batch| BatchInput {
                    id: batch.about.id,
                    kind: batch.about.kind,
                    sha256: batch.sha256.to_string(),
                })
                .collect(),
        })
    }

    /// As it is stored.
    pub fn parse(json: &str) -> Result<Inputs, Fault> {
        serde_json::from_str(json).map_err(|_| Fault::internal("the inputs of a run cannot be read"))
    }
}

/// The small files of some inputs, by name.
pub async fn files(view: &mut View, inputs: &Inputs) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    let mut files = BTreeMap::new();
    for (kind, sha256) in &inputs.documents {
        files.insert(kind.clone(), bytes(view, sha256).await?);
    }
    Ok(files)
}

/// The batches of some inputs, in order of acceptance.
pub async fn columns(view: &mut View, inputs: &Inputs) -> Result<Vec<Batch>, Fault> {
    columns_telling(view, inputs, &|_| ()).await
}

/// As [`columns`], telling before each batch how many were read.
async fn columns_telling(view: &mut View, inputs: &Inputs, tell: &dyn Fn(usize)) -> Result<Vec<Batch>, Fault> {
    let mut columns = Vec::new();
    for batch in &inputs.batches {
        tell(columns.len());
        let kind = BatchKind::of_word(&batch.kind).ok_or_else(|| Fault::internal("a batch has no kind"))?;
        columns.push(Batch { kind, columns: bytes(view, &batch.sha256).await? });
    }
    Ok(columns)
}

async fn bytes(view: &mut View, sha256: &str) -> Result<Vec<u8>, Fault> {
    let hash = Hash::parse(sha256).ok_or_else(|| Fault::internal("a hash is no hash"))?;
    blobs::get(view, &hash).await?.ok_or_else(|| Fault::internal("what is kept has no bytes"))
}

/// Puts a dossier together.
pub fn assemble(files: &BTreeMap<String, Vec<u8>>, columns: Vec<Batch>) -> Result<Dossier, Fault> {
    let read = read_without_rows(Source::Memory(files), &Conventions::default());
    let (mut dossier, _) = read.map_err(|problems| Fault::problems(&DOSSIER, problems))?;
    load(&mut dossier, columns).map_err(|fault| {
        Fault::state(
            format!("De bewaarde regels passen hier niet meer bij: {fault}."),
            format!("The rows that are kept no longer fit this: {fault}."),
        )
    })?;
    Ok(dossier)
}

/// Dossiers that were put together last.
#[derive(Debug)]
pub struct Dossiers {
    last: Recent<(String, Inputs), Dossier>,
    /// By organisation: who puts a dossier together. Another that wants one waits, and then mostly finds it here.
    turns: Mutex<BTreeMap<String, Arc<Turn>>>,
}

type Turn = tokio::sync::Mutex<()>;

/// How many stay: a board compares a year with the one before.
const KEPT: usize = 4;

impl Default for Dossiers {
    fn default() -> Dossiers {
        Dossiers { last: Recent::new(KEPT), turns: Mutex::default() }
    }
}

impl Dossiers {
    /// The dossier of some inputs of the organisation that is looked at.
    pub async fn get(&self, view: &mut View, inputs: &Inputs) -> Result<Arc<Dossier>, Fault> {
        let key = (view.organisation().to_owned(), inputs.clone());
        let turn = self.turn(&key.0);
        let _ours = turn.lock().await;
        if let Some(found) = self.last.get(&key) {
            return Ok(found);
        }
        let (files, columns) = (files(view, inputs).await?, columns(view, inputs).await?);
        self.put_together(key, files, columns).await
    }

    /// As [`Dossiers::get`], for work that may take long: the view is given back as soon as all bytes are read, and `tell`
    /// hears how many batches were. It is a view from the start, so that who waits for a turn waits for no connection.
    pub async fn take(&self, mut view: View, inputs: &Inputs, tell: &dyn Fn(usize)) -> Result<Arc<Dossier>, Fault> {
        let key = (view.organisation().to_owned(), inputs.clone());
        let turn = self.turn(&key.0);
        let _ours = turn.lock().await;
        if let Some(found) = self.last.get(&key) {
            return Ok(found);
        }
        let (files, columns) = (files(&mut view, inputs).await?, columns_telling(&mut view, inputs, tell).await?);
        drop(view);
        self.put_together(key, files, columns).await
    }

    /// The dossier of some inputs for its reference data: whole where it is in memory, else without rows.
    pub async fn reference(&self, view: &mut View, inputs: &Inputs) -> Result<Arc<Dossier>, Fault> {
        let key = (view.organisation().to_owned(), inputs.clone());
        if let Some(found) = self.last.get(&key) {
            return Ok(found);
        }
        let files = files(view, inputs).await?;
        aside(move || assemble(&files, Vec::new()).map(Arc::new)).await
    }

    fn turn(&self, organisation: &str) -> Arc<Turn> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.entry(organisation.to_owned()).or_default().clone()
    }

    async fn put_together(
        &self,
        key: (String, Inputs),
        files: BTreeMap<String, Vec<u8>>,
        columns: Vec<Batch>,
    ) -> Result<Arc<Dossier>, Fault> {
        let dossier = aside(move || assemble(&files, columns).map(Arc::new)).await?;
        self.last.put(key, dossier.clone());
        Ok(dossier)
    }
}

/// Does work that takes a processor and not a wait, away from the threads that answer.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.map_err(|fault| Fault::internal(format!("work stopped: {fault}")))?
}
