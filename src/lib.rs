pub mod calc;
pub mod cli;
pub mod domain;
pub mod intake;
pub mod report;
