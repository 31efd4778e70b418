//! Verdeelsleutel divides what insurers pay a Dutch birth-care organisation (IGO) over the midwives, hospital,
//! maternity-care organisations and ultrasound centres that work in it: exact to the cent, and explained down to each
//! claim.
//!
//! ```text
//!   a dossier: CSV and TOML files                                    tables, JSON, CSV
//!             │                                                              ▲
//!             ▼                                                              │
//!   intake ── rows, or every problem at once ──► calc ── outcome, steps ──► report ──► cli
//!      │      │                                   ▲                          ▲
//!      │      └──► tabular (columnar batches) ────┘                          │
//!      │                │         domain (nouns, used by all)                │
//!      ▼                ▼                                                    │
//!   store (SQLite, PostgreSQL) ◄───────── app (use cases, roles) ────────────┴──► web (REST)
//! ```
//!
//! | room | holds | may use |
//! | --- | --- | --- |
//! | [`domain`] | nouns and their laws, pure: money, decimals, dates, codes, dossier, model, problems | nothing of ours |
//! | [`calc`] | the calculation, pure: `calc::run::run` reads like the steps of the specification | domain |
//! | [`intake`] | bytes to validated rows and models, or every problem with its place | domain |
//! | [`tabular`] | the only room that knows polars: large files as immutable columnar batches, tables over them | domain, calc |
//! | [`store`] | the only room that knows SQL: what is kept in SQLite or PostgreSQL, as bytes and what is said about them | domain, calc |
//! | [`report`] | outcomes and explanations to documents and tables; sums of cents at most | domain, calc |
//! | [`simulate`] | why amounts changed, and what would be; everything computed by `calc` | domain, calc |
//! | [`app`] | the use cases of the service, each in one transaction with its entry in the log; knows roles, knows no HTTP | all above |
//! | [`web`] | the service over HTTP: doors with their description, problem documents, limits, counts | app, domain, report |
//! | [`cli`] | the commands: over a folder by the rooms themselves, over the store by app | all above |
//!
//! Money is whole cents in checked 64-bit integers; quantities, prices and percentages are scaled integers; fractions stay
//! fractions until the step that rounds; no float comes near. `tests/architecture.rs` holds the table.

#[cfg(feature = "service")]
pub mod app;
pub mod calc;
#[cfg(feature = "service")]
pub mod cli;
pub mod domain;
pub mod intake;
#[cfg(feature = "service")]
pub mod report;
#[cfg(feature = "service")]
pub mod simulate;
#[cfg(feature = "service")]
pub mod store;
#[cfg(feature = "service")]
pub mod tabular;
#[cfg(feature = "service")]
pub mod web;
