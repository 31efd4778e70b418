//! What every command around the store begins with.

use super::arguments::StoreArguments;
use super::failure::Failure;
use crate::app::fault::Fault;
use crate::app::{App, Store};
use std::future::Future;

/// The SQLite file when nothing is said.
const DATABASE: &str = "verdeelsleutel.db";

/// Runs work that waits, to its end.
pub fn run<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    crate::web::wait(work)
}

/// Opens the store: what is said, else what the environment says, else a file beside us.
pub async fn open(wish: &StoreArguments) -> Result<App, Failure> {
    let said = wish.database_url.clone().or_else(|| std::env::var("VERDEELSLEUTEL_DATABASE_URL").ok());
    let address = said.unwrap_or_else(|| DATABASE.to_owned());
    let store = Store::open(&address).await.map_err(|fault| Failure::unexpected(fault.log_line()))?;
    Ok(App::new(store))
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        match fault.told {
            Some(told) => Failure::unexpected(format!("{} ({told})", fault.refusal.detail_en)),
            None => (*fault.refusal).into(),
        }
    }
}
