//! The service over HTTP: a real server on a free port, asked by a client that knows nothing of it.
//!
//! What rests on the database is tested on SQLite and on PostgreSQL, by the same tests (see `tests/store` for which server).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod accounts;
mod bodies;
mod differences;
mod document;
mod house;
mod problems;
mod readme;
mod reference;
mod rows;

#[path = "../support/database.rs"]
mod database;
#[path = "../support/server.rs"]
mod server;
#[path = "../support/temp.rs"]
mod temp;

/// The tests of both databases, with a house on the one that is said.
macro_rules! on {
    ($name:ident, $database:ty) => {
        #[path = "."]
        #[allow(clippy::duplicate_mod, reason = "on purpose: once for each database")]
        mod $name {
            type House = crate::house::HouseOn<$database>;

            #[path = "changes.rs"]
            mod changes;
            #[path = "corrections.rs"]
            mod corrections;
            #[path = "decisions.rs"]
            mod decisions;
            #[path = "jobs.rs"]
            mod jobs;
            #[path = "results.rs"]
            mod results;
            #[path = "roles.rs"]
            mod roles;
            #[path = "simulated.rs"]
            mod simulated;
            #[path = "simulations.rs"]
            mod simulations;
            #[path = "uploads.rs"]
            mod uploads;
            #[path = "watch.rs"]
            mod watch;
        }
    };
}

on!(sqlite, crate::house::OnSqlite);
on!(postgres, crate::house::OnPostgres);
