//! What is said of a file beside the rows that were accepted before it.

use super::{Sentence, quoted, say};
use crate::domain::problem::ProblemCode;
use crate::intake::known::To;

/// The same row was in a file that was accepted before.
pub fn accepted_before() -> Sentence {
    say(
        ProblemCode::DuplicateIgnored,
        "Deze regel is eerder al aangenomen en is overgeslagen.",
        "This row was accepted earlier and was left out.",
    )
}

/// The key of a row that was accepted before.
pub fn accepted_otherwise(key: &str) -> Sentence {
    let key = quoted(key);
    say(
        ProblemCode::DuplicateConflict,
        format!("{key} is eerder aangenomen, met andere inhoud."),
        format!("{key} was accepted earlier, with other content."),
    )
}

pub fn all_accepted_before(rows: u64) -> Sentence {
    say(
        ProblemCode::DuplicateIgnored,
        format!("Alle regels van dit bestand ({rows}) zijn eerder al aangenomen; er is niets toegevoegd."),
        format!("All rows of this file ({rows}) were accepted earlier; nothing was added."),
    )
}

/// A claim or delivery that stands neither in the file nor among what was accepted.
pub fn not_accepted(to: To, value: &str) -> Sentence {
    let value = quoted(value);
    if to == To::Claim {
        return say(
            ProblemCode::UnknownClaim,
            format!("Declaratie {value} is niet eerder aangenomen; stuur eerst de declaraties."),
            format!("Claim {value} was not accepted earlier; send the claims first."),
        );
    }
    say(
        ProblemCode::UnknownDelivery,
        format!("Levering {value} staat niet in dit bestand en is niet eerder aangenomen."),
        format!("Delivery {value} is not in this file and was not accepted earlier."),
    )
}

pub fn too_much_together() -> Sentence {
    say(
        ProblemCode::RowTooLong,
        "Samen met wat eerder is aangenomen is dit meer tekst dan in een dossier past (4 GB).",
        "Together with what was accepted earlier this is more text than fits in a dossier (4 GB).",
    )
}
