//! The command line: see [`verdeelsleutel::cli`].

fn main() -> std::process::ExitCode {
    verdeelsleutel::cli::main()
}
