//! Why something that was asked is not done.

use crate::domain::problem::{Problem, ProblemCode, Problems, Refusal, Refused};
use crate::store::StoreFault;

/// A refusal with its code, or a fault of ours. What goes to a client is the refusal; `told` is for the log.
#[derive(Debug)]
pub struct Fault {
    pub refusal: Box<Refusal>,
    /// Errors beyond those of the refusal.
    pub not_shown: u64,
    /// For the log: what happened, without data of anyone.
    pub told: Option<String>,
}

impl Fault {
    pub fn new(code: ProblemCode, nl: impl Into<String>, en: impl Into<String>) -> Fault {
        Refusal::new(code, nl, en).into()
    }

    /// Something is wrong with what was sent.
    pub fn problems(refused: &Refused, problems: Problems) -> Fault {
        let not_shown = problems.not_shown;
        Fault { not_shown, ..Refusal::of_files(refused, problems).into() }
    }

    /// A fault of the program; the client learns only that there was one.
    pub fn internal(told: impl Into<String>) -> Fault {
        let fault = Fault::new(
            ProblemCode::Internal,
            "Er ging iets mis in het programma. Er is niets half bewaard.",
            "Something went wrong in the program. Nothing was half kept.",
        );
        Fault { told: Some(told.into()), ..fault }
    }

    /// Not there, or of another organisation.
    pub fn not_found(what_nl: &str, what_en: &str) -> Fault {
        Fault::new(ProblemCode::NotFound, format!("{what_nl} is er niet."), format!("There is no such {what_en}."))
    }

    pub fn state(nl: impl Into<String>, en: impl Into<String>) -> Fault {
        Fault::new(ProblemCode::StateConflict, nl, en)
    }

    /// A field of a request is wrong: `column` names it.
    pub fn field(column: &str, value: &str, nl: impl Into<String>, en: impl Into<String>) -> Fault {
        let (nl, en) = (nl.into(), en.into());
        let problem = Problem {
            code: ProblemCode::InvalidRequest,
            file: String::new(),
            line: 0,
            column: column.to_owned(),
            value: value.to_owned(),
            message_nl: nl.clone(),
            message_en: en.clone(),
        };
        let refusal = Refusal { problems: vec![problem], ..Refusal::new(ProblemCode::InvalidRequest, nl, en) };
        refusal.into()
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        Fault { refusal: Box::new(refusal), not_shown: 0, told: None }
    }
}

impl From<crate::domain::money::Overflow> for Fault {
    fn from(overflow: crate::domain::money::Overflow) -> Fault {
        Refusal::from(overflow).into()
    }
}

impl From<StoreFault> for Fault {
    fn from(fault: StoreFault) -> Fault {
        let told = Some(fault.log_line());
        if fault == StoreFault::NoOrganisation {
            return Fault::not_found("Deze organisatie", "organisation");
        }
        let is_ours = matches!(
            fault,
            StoreFault::Corrupt(_) | StoreFault::Internal(_) | StoreFault::Dangling | StoreFault::Exists
        );
        if is_ours {
            return Fault { told, ..Fault::internal("") };
        }
        let (nl, en) = match fault {
            StoreFault::Uncertain => (
                "De opslag viel weg bij het vastleggen: alles is bewaard, of niets. Stuur hetzelfde verzoek opnieuw met \
                 dezelfde Idempotency-Key, of kijk eerst of het er is.",
                "The storage was lost while it wrote: all was kept, or nothing. Send the same request again with the same \
                 Idempotency-Key, or look first whether it is there.",
            ),
            StoreFault::DiskFull => (
                "De opslag is vol: er is niets van dit verzoek bewaard. Wie de dienst beheert moet ruimte maken.",
                "The storage is full: nothing of this request was kept. Whoever runs the service has to make room.",
            ),
            _ => (
                "De opslag is druk, vol of onbereikbaar. Er is niets half bewaard.",
                "The storage is busy, full or out of reach. Nothing was half kept.",
            ),
        };
        Fault { told, ..Fault::new(ProblemCode::Unavailable, nl, en) }
    }
}
