//! Simulations: what was asked of which models, and where the result is. Nothing of one changes (spec 3; spec 4,
//! «Resources»: `…/simulations`).

use super::question::Row;
use super::{Hash, Page, Stamp, StoreFault, Tx, View};

/// A simulation as it is kept. Its result is in [`super::blobs`], stored before it in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSimulation {
    pub id: String,
    pub name: String,
    pub note: String,
    /// JSON: the texts of the scenarios, each with its hash.
    pub scenarios: String,
    /// JSON: the versions of models, each with its hash.
    pub models: String,
    pub engine: String,
    /// Over all rows that went in.
    pub input_sha256: Hash,
    /// JSON: documents and batches that went in, by hash.
    pub inputs: String,
    pub result_sha256: Hash,
}

/// A simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    pub position: i64,
    pub simulation: NewSimulation,
    pub made: Stamp,
}

/// Keeps a simulation; gives its position.
///
/// Errors: [`StoreFault::Exists`] when the id is taken, [`StoreFault::Dangling`] when the result is not there.
pub async fn add(tx: &mut Tx, simulation: &NewSimulation, made: &Stamp) -> Result<i64, StoreFault> {
    let position = tx
        .ask("SELECT COALESCE(MAX(position), 0) + 1 AS position FROM simulations WHERE organisation = $1")
        .one(|row| row.number("position"))
        .await?;
    tx.ask(
        "INSERT INTO simulations (organisation, id, position, name, note, scenarios, models, engine, input_sha256, \
         inputs, result_sha256, made_key, made_holder, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .text(&simulation.id)
    .number(position)
    .text(&simulation.name)
    .text(&simulation.note)
    .text(&simulation.scenarios)
    .text(&simulation.models)
    .text(&simulation.engine)
    .hash(&simulation.input_sha256)
    .text(&simulation.inputs)
    .hash(&simulation.result_sha256)
    .stamp(made)
    .run()
    .await?;
    Ok(position)
}

/// One simulation.
pub async fn get(view: &mut View, id: &str) -> Result<Option<Simulation>, StoreFault> {
    view.ask("SELECT * FROM simulations WHERE organisation = $1 AND id = $2").text(id).maybe(read).await
}

/// The first simulation with this result.
pub async fn of_result(view: &mut View, result: &Hash) -> Result<Option<Simulation>, StoreFault> {
    let sql = "SELECT * FROM simulations WHERE organisation = $1 AND result_sha256 = $2 ORDER BY position LIMIT 1";
    view.ask(sql).hash(result).maybe(read).await
}

/// In the order they were made.
pub async fn list(view: &mut View, page: Page) -> Result<Vec<Simulation>, StoreFault> {
    let sql = "SELECT * FROM simulations WHERE organisation = $1 AND position > $2 ORDER BY position LIMIT $3";
    view.ask(sql).page(page).all(read).await
}

fn read(row: &Row) -> Result<Simulation, StoreFault> {
    Ok(Simulation {
        position: row.number("position")?,
        simulation: NewSimulation {
            id: row.text("id")?,
            name: row.text("name")?,
            note: row.text("note")?,
            scenarios: row.text("scenarios")?,
            models: row.text("models")?,
            engine: row.text("engine")?,
            input_sha256: row.hash("input_sha256")?,
            inputs: row.text("inputs")?,
            result_sha256: row.hash("result_sha256")?,
        },
        made: row.made()?,
    })
}
