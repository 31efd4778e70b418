//! What every command around the store begins with.

use super::failure::Failure;
use super::service_arguments::StoreArguments;
use super::settings::Settings;
use crate::app::fault::Fault;
use crate::app::{App, Store};
use std::future::Future;

/// Runs work that waits, to its end.
pub fn run<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    crate::web::wait(work)
}

/// Opens the store that the settings name.
pub async fn open(wish: &StoreArguments) -> Result<App, Failure> {
    open_at(Settings::of(wish, None)?.database_url()).await
}

/// Opens the store at an address.
pub async fn open_at(address: &str) -> Result<App, Failure> {
    let store = Store::open(address).await.map_err(|fault| Failure::unexpected(fault.log_line()))?;
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
