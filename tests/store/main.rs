//! The store on SQLite and on PostgreSQL, by the same tests.
//!
//! PostgreSQL is the server of `VERDEELSLEUTEL_POSTGRES` (an address; databases are made and dropped there). Without it one
//! is started from Debian's binaries; where there are none its tests are left out, unless the variable says `required`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

#[macro_use]
mod bed;
mod apart;
mod audit;
mod batches;
mod blobs;
mod decisions;
mod documents;
mod faults;
mod idempotency;
mod jobs;
mod killed;
mod people;
mod runs;
mod simulations;
mod start;
mod values;

#[path = "../support/chance.rs"]
mod chance;
#[path = "../support/database.rs"]
mod database;
#[path = "../support/server.rs"]
mod server;
#[path = "../support/temp.rs"]
mod temp;
