//! The file with the key of pseudonyms: who may read it, and that a new one never takes the place of another.

use super::failure::Failure;
use crate::domain::language::Language;
use crate::domain::problem::{ProblemCode, Refusal};
use crate::intake::pseudonyms::{self, Key, KeyFault};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use zeroize::Zeroizing;

/// Largest key file that is read. A key has 64 digits.
const LARGEST: u64 = 1 << 16;

/// Reads the key of a file that nobody else can read. What is in it is never told.
pub fn read(path: &Path, language: Language) -> Result<Key, Failure> {
    let shown = path.display();
    let unreadable = |fault: std::io::Error| {
        Failure::usage(match language {
            Language::Nl => format!("De sleutel {shown} is niet te lezen: {fault}"),
            Language::En => format!("The key {shown} cannot be read: {fault}"),
        })
    };
    let file = File::open(path).map_err(unreadable)?;
    if is_exposed(&file).map_err(unreadable)? {
        return Err(Refusal::new(
            ProblemCode::ExposedKey,
            format!("Ook anderen kunnen de sleutel {shown} lezen; sluit hem af met chmod 600 en overweeg een nieuwe."),
            format!("Others can read the key {shown} as well; close it with chmod 600 and consider a new one."),
        )
        .into());
    }
    let mut text = Zeroizing::new(String::new());
    file.take(LARGEST).read_to_string(&mut text).map_err(|fault| match fault.kind() {
        ErrorKind::InvalidData => refusal(KeyFault::NotHexadecimal).into(),
        _ => unreadable(fault),
    })?;
    Key::parse(&text).map_err(|fault| refusal(fault).into())
}

/// Makes a key and writes it to a file that is not there yet.
pub fn make(path: &Path, language: Language) -> Result<(), Failure> {
    let text = pseudonyms::new_key().map_err(Failure::unexpected)?;
    let shown = path.display();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|fault| match fault.kind() {
        ErrorKind::AlreadyExists => Failure::usage(match language {
            Language::Nl => format!("{shown} is er al en wordt niet overschreven."),
            Language::En => format!("{shown} is already there and is not overwritten."),
        }),
        _ => Failure::unexpected(format!("{shown}: {fault}")),
    })?;
    file.write_all(text.as_bytes()).map_err(|fault| Failure::unexpected(format!("{shown}: {fault}")))
}

/// Whether others than the owner may read or change it. Where a file has no such rights, nothing is known of it.
#[cfg(unix)]
fn is_exposed(file: &File) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_exposed(_: &File) -> std::io::Result<bool> {
    Ok(false)
}

fn refusal(fault: KeyFault) -> Refusal {
    let (code, nl, en) = match fault {
        KeyFault::NotHexadecimal => (
            ProblemCode::InvalidKey,
            "De sleutel is geen rij hexadecimale cijfers; maak er een met pseudonymise --new-key.",
            "The key is no row of hexadecimal digits; make one with pseudonymise --new-key.",
        ),
        KeyFault::TooShort => (
            ProblemCode::WeakKey,
            "De sleutel is te kort: er zijn ten minste 32 bytes (64 hexadecimale cijfers) nodig.",
            "The key is too short: at least 32 bytes (64 hexadecimal digits) are needed.",
        ),
        KeyFault::Guessable => (
            ProblemCode::WeakKey,
            "De sleutel is te raden, want zijn bytes herhalen zich of tellen op; maak er een met pseudonymise --new-key.",
            "The key can be guessed, for its bytes repeat or count up; make one with pseudonymise --new-key.",
        ),
    };
    Refusal::new(code, nl, en)
}
