//! What is kept: bytes and what is said about them, in SQLite or PostgreSQL (spec 4, «Storage»).
//!
//! The only room that knows SQL. It looks into no document and no batch, knows no clock and draws nothing: ids, times and
//! hashes of tokens come from the caller, JSON and TOML go in and out as text.
//!
//! ```text
//! let store = Store::open("verdeelsleutel.db").await?;           // or postgres://…
//! let mut tx = store.write("geboortezorg").await?;               // one writer of an organisation at a time
//! let put = documents::put(&mut tx, "participants", Expected::Revision(3), &bytes, 12, &stamp).await?;
//! audit::append(&mut tx, &entry).await?;
//! tx.commit().await?;                                            // all of it is on disk, or, dropped, nothing
//! let mut view = store.read("geboortezorg").await?;              // one moment, whatever others write meanwhile
//! let now = documents::current(&mut view, "participants").await?;
//! ```
//!
//! A [`Tx`] or a [`View`] is of one organisation, and every question binds it: an id of another organisation finds nothing.
//! What a [`Tx`] can do a [`View`] cannot, and what is read through a [`View`] can be read through a [`Tx`] too.
//!
//! | subject | holds |
//! | --- | --- |
//! | [`organisations`] | the organisations, fully apart |
//! | [`blobs`] | bytes that never change, by their SHA-256 |
//! | [`documents`] | reference data as revisions per kind |
//! | [`batches`] | accepted uploads in order of acceptance; withdrawn, never changed |
//! | [`models`] | names and their immutable versions |
//! | [`decisions`] | proposals of versions, the answers of the disciplines, what came of it |
//! | [`runs`] | what was computed from what |
//! | [`years`] | years that are settled; participants that say a month is complete |
//! | [`jobs`] | long work, taken by exactly one of several processes |
//! | [`keys`] | who may come in, by the hash of a token |
//! | [`consents`] | what needs two people |
//! | [`objections`] | disputed lines of a run |
//! | [`idempotency`] | first answers, to be given again |
//! | [`audit`] | who did what, chained by hash |
//!
//! # Durability
//! A commit that returned is on disk: SQLite runs with a write-ahead log and `synchronous = FULL`, PostgreSQL with
//! `synchronous_commit = on`. A process that is killed leaves all of a transaction or nothing.
//!
//! # Order
//! [`Store::write`] takes the row of its organisation first, and holds it until the end. Under READ COMMITTED on PostgreSQL
//! each later statement then sees everything that earlier writers of the organisation committed, so that «look, then write»
//! is safe without unique indexes or retries; under a stricter level the one that waited would be refused instead.
//! SQLite has one writer at all, taken with `BEGIN IMMEDIATE`. Writers of one process wait for each other before they have a
//! connection, so that there are connections for who reads.
//!
//! # A database that is gone
//! Whatever waits for a PostgreSQL that stopped, crashed or hangs is [`StoreFault::Unavailable`] within some seconds, and
//! works again when it is back, without a new start.

pub mod audit;
pub mod batches;
pub mod blobs;
mod chain;
pub mod consents;
pub mod decisions;
pub mod documents;
mod fault;
mod hash;
pub mod idempotency;
pub mod jobs;
pub mod keys;
mod migrate;
pub mod models;
pub mod objections;
mod open;
pub mod organisations;
mod page;
mod pulse;
mod question;
pub mod runs;
mod sessions;
pub mod simulations;
mod stamp;
mod time;
mod turns;
mod words;
pub mod years;

pub use fault::StoreFault;
pub use hash::Hash;
pub use open::{Backend, Settings, Store};
pub use page::Page;
pub use sessions::{Tx, View};
pub use stamp::Stamp;
pub use time::Time;
