//! The command line: see [`verdeelsleutel::cli`].

/// Gives memory of large columns back as soon as they are let go, which the system's allocator does not: a national year
/// is read in two thirds of the memory. Without huge pages: a machine under a hypervisor often has to ask for each of them
/// anew, and waits longer for that than for everything that is calculated.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    verdeelsleutel::cli::main()
}
