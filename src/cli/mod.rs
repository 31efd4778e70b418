//! The commands (spec 4, "Command line"). Exit codes: 0 done, 1 unexpected, 2 wrong usage, 3 refused.

mod arguments;
mod check;
mod compute;
mod conventions;
mod convert;
mod demo;
mod explain;
mod failure;
mod key_file;
mod load;
mod progress;
mod pseudonymise;
mod serve;
mod service;
mod service_arguments;
mod settings;
mod simulate;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// Parses the arguments and runs the command.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.language.into();
    let done = match &arguments.command {
        Command::Compute(wish) => compute::compute(wish, language),
        Command::Explain(wish) => explain::explain(wish, language),
        Command::Simulate(wish) => simulate::simulate(wish, language),
        Command::Check(wish) => check::check(wish, language),
        Command::Convert(wish) => convert::convert(wish, language),
        Command::Pseudonymise(wish) => pseudonymise::pseudonymise(wish, language),
        Command::Demo(wish) => demo::demo(wish, language),
        Command::Serve(wish) => serve::serve(wish, language),
        Command::Import(wish) => serve::import(wish, language),
        Command::Export(wish) => serve::export(wish),
        Command::Key(command) => serve::key(command),
        Command::Audit(command) => serve::audit(command, language),
        Command::Verify(wish) => serve::verify(wish, language),
        Command::Openapi => serve::openapi(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(language),
    }
}
