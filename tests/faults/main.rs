//! The service under faults, on SQLite and on PostgreSQL: killed, without its database, without room, in races, and with a
//! clock that goes backwards. Whatever happens, what was acknowledged is there once, and nothing is half.
//!
//! PostgreSQL is that of `tests/store`; what stops one starts its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

/// A test on both databases, each as a test of its own.
macro_rules! on_both {
    ($($(#[$about:meta])* fn $name:ident($backend:ident: Backend) $body:block)+) => { $(
        $(#[$about])*
        mod $name {
            use super::*;

            fn story($backend: ::verdeelsleutel::store::Backend) $body

            #[test]
            fn sqlite() {
                story(::verdeelsleutel::store::Backend::Sqlite);
            }

            #[test]
            fn postgres() {
                if $crate::server::postgres().is_some() {
                    story(::verdeelsleutel::store::Backend::Postgres);
                }
            }
        }
    )+ };
}

mod clock;
mod copies;
mod crowd;
mod full;
mod gone;
mod killed;
mod process;
mod races;

#[path = "../support/chance.rs"]
mod chance;
#[path = "../support/database.rs"]
mod database;
#[path = "../service/house.rs"]
#[allow(dead_code, reason = "every test program uses a part of it")]
mod house;
#[path = "../support/laws.rs"]
mod laws;
#[path = "../support/server.rs"]
mod server;
#[path = "../support/temp.rs"]
mod temp;
