//! The use cases: what may be asked of the service, one file each.
//!
//! Each takes an [`ask::Ask`] (who asks, when, under which request id), looks whether the role may (`rights`), and does its
//! work in one transaction together with its entry in the audit log. Nothing here knows HTTP.
//!
//! ```text
//! ask ──► rights ──► store.write ──► work ──► audit ──► commit ──► answer
//!                        │                                  │
//!                        └── the same key before? ──────────┴── the first answer again
//! ```

mod accounts;
pub mod ask;
pub mod audit;
pub mod chance;
pub mod consents;
pub mod decisions;
pub mod differences;
pub mod document_rows;
pub mod documents;
pub mod dossiers;
pub mod export;
pub mod fault;
pub mod import;
pub mod jobs;
pub mod keys;
pub mod models;
pub mod objections;
pub mod organisations;
mod recent;
pub mod reply;
pub mod reports;
pub mod results;
pub mod rights;
pub mod role;
pub mod rows;
pub mod runs;
pub mod simulations;
pub mod uploads;
pub mod years;

pub use crate::domain::batch::BatchKind;
pub use crate::domain::date::Date;
pub use crate::domain::run::Basis;
pub use crate::intake::convention::{Convention, Conventions, DecimalMark, Encoding};
pub use crate::store::audit::Filter as AuditFilter;
pub use crate::store::{Hash, Page, Settings as StoreSettings, Store, StoreFault, Time};
use dossiers::Dossiers;
use keys::Noting;
use recent::Recent;
use std::sync::atomic::AtomicI64;
use tokio::sync::Notify;

/// The service without its doors.
pub struct App {
    pub store: Store,
    dossiers: Dossiers,
    noting: Noting,
    /// The latest moment at which somebody came in, in milliseconds since 1970.
    latest: AtomicI64,
    /// What rows were looked up in last: by all users of an organisation, at two moments.
    grounds: Recent<rows::Key, rows::Ground>,
    studios: simulations::Studios,
    /// A job was put in by this process.
    bell: Notify,
}

impl App {
    pub fn new(store: Store) -> App {
        App {
            store,
            dossiers: Dossiers::default(),
            noting: Noting::default(),
            latest: AtomicI64::new(i64::MIN),
            grounds: Recent::new(2),
            studios: simulations::Studios::default(),
            bell: Notify::new(),
        }
    }
}
