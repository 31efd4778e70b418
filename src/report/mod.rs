//! Finished results to documents and tables for people. Nothing is calculated here but sums of cents.

pub mod board;
pub mod compare;
pub mod correction;
pub mod csv;
pub mod explain;
pub mod files;
pub mod insurer;
pub mod model_difference;
pub mod problem;
mod receipt;
pub mod result;
pub mod rows;
mod schema;
pub mod shift_rates;
pub mod simulation;
pub mod statement;
pub mod table;
pub mod view;
mod written;
