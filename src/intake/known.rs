//! The codes that other files may refer to.

use super::interner::Interner;
use crate::domain::reference::Reference;
use foldhash::quality::RandomState;
use std::collections::{BTreeSet, HashMap};

/// Position of a code that is known, but whose own row has an error: the dossier is refused, and nothing else needs to
/// be said about those who refer to it.
pub const FAULTY: u32 = u32::MAX;

/// What a cell may refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    Discipline,
    Payee,
    Participant,
    Insurer,
    /// An insurer or a concern.
    Party,
    Performance,
    Activity,
    Bundle,
    Claim,
    Delivery,
}

/// Answer of a lookup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'k> {
    At(u32),
    /// Found after zeros were put back in front (spec 1, "Excel drops leading zeros"); with the code as it should be.
    Restored(u32, &'k str),
    Unknown,
}

/// The codes of one kind of file.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    positions: HashMap<String, u32, RandomState>,
    /// The file could not be read, so that any code may be one of its.
    open: bool,
}

impl Codes {
    /// Codes sorted byte by byte, at their positions in that order.
    pub fn sorted<'c>(codes: impl IntoIterator<Item = &'c str>) -> Codes {
        let positions = codes.into_iter().zip(0u32..).map(|(code, at)| (code.to_owned(), at)).collect();
        Codes { positions, open: false }
    }

    /// Adds codes that have no row in the sorted list, because theirs has an error.
    pub fn with_faulty<'c>(mut self, codes: impl IntoIterator<Item = &'c str>) -> Codes {
        for code in codes {
            self.positions.entry(code.to_owned()).or_insert(FAULTY);
        }
        self
    }

    /// Lets any code pass, when the file that would say is unreadable.
    pub fn open_if(mut self, open: bool) -> Codes {
        self.open = open;
        self
    }

    /// Unreadable.
    pub fn open() -> Codes {
        Codes::default().open_if(true)
    }

    fn find(&self, text: &str, restored: impl FnOnce(&Codes) -> Option<(&String, &u32)>) -> Found<'_> {
        if let Some(at) = self.positions.get(text) {
            return Found::At(*at);
        }
        if !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && let Some((code, at)) = restored(self)
        {
            return Found::Restored(*at, code);
        }
        if self.open { Found::At(FAULTY) } else { Found::Unknown }
    }

    /// The one code that is `text` with zeros in front. Insurers number few, so they are gone through.
    fn padded(&self, text: &str) -> Option<(&String, &u32)> {
        let is_padded = |code: &str| code.strip_suffix(text).is_some_and(|zeros| zeros.bytes().all(|b| b == b'0'));
        let mut candidates = self.positions.iter().filter(|(code, _)| is_padded(code));
        let first = candidates.next()?;
        candidates.next().is_none().then_some(first)
    }

    /// The code that is `text` padded to the 8 digits of an AGB code.
    fn padded_agb(&self, text: &str) -> Option<(&String, &u32)> {
        (text.len() < 8).then(|| self.positions.get_key_value(&format!("{text:0>8}")))?
    }
}

/// Ids by millions; their position is that of their first row.
#[derive(Debug, Default)]
pub struct Ids {
    pub ids: Interner,
    pub open: bool,
}

impl Ids {
    fn find(&self, text: &str, last: &mut u32) -> Found<'_> {
        match self.ids.find_near(last, text) {
            Some(at) => Found::At(at),
            None if self.open => Found::At(FAULTY),
            None => Found::Unknown,
        }
    }
}

/// All codes read so far.
#[derive(Debug, Default)]
pub struct Known {
    pub disciplines: Codes,
    pub payees: Codes,
    pub participants: Codes,
    pub insurers: Codes,
    pub parties: Codes,
    pub performances: Codes,
    pub activities: Codes,
    pub bundles: Codes,
    pub claims: Ids,
    pub deliveries: Ids,
}

impl Known {
    /// The codes, without the ids that come by millions.
    pub fn codes(&self) -> Known {
        let Known { disciplines, payees, participants, insurers, parties, performances, activities, bundles, .. } =
            self;
        Known {
            disciplines: disciplines.clone(),
            payees: payees.clone(),
            participants: participants.clone(),
            insurers: insurers.clone(),
            parties: parties.clone(),
            performances: performances.clone(),
            activities: activities.clone(),
            bundles: bundles.clone(),
            ..Known::default()
        }
    }

    /// The codes of a dossier that was read without an error.
    pub fn of(reference: &Reference) -> Known {
        let insurers = reference.insurers.iter().map(|row| row.code.as_str());
        let concerns = reference.insurers.iter().map(|row| row.concern.as_str()).filter(|code| !code.is_empty());
        let parties: BTreeSet<&str> = insurers.clone().chain(concerns).collect();
        Known {
            disciplines: Codes::sorted(reference.disciplines.iter().map(|row| row.code.as_str())),
            payees: Codes::sorted(reference.payees.iter().map(|row| row.code.as_str())),
            participants: Codes::sorted(reference.participants.iter().map(|row| row.code.as_str())),
            insurers: Codes::sorted(insurers),
            parties: Codes::sorted(parties),
            performances: Codes::sorted(reference.performances.iter().map(|row| row.code.as_str())),
            activities: Codes::sorted(reference.activities.iter().map(|row| row.code.as_str())),
            bundles: Codes::sorted(reference.bundles.iter().map(String::as_str)),
            ..Known::default()
        }
    }

    /// The same, and any other code passes.
    pub fn opened(self) -> Known {
        Known {
            disciplines: self.disciplines.open_if(true),
            payees: self.payees.open_if(true),
            participants: self.participants.open_if(true),
            insurers: self.insurers.open_if(true),
            parties: self.parties.open_if(true),
            performances: self.performances.open_if(true),
            activities: self.activities.open_if(true),
            bundles: self.bundles.open_if(true),
            ..Known::open()
        }
    }

    /// Lets every code pass, where the files that would say are not at hand.
    pub fn open() -> Known {
        let ids = || Ids { open: true, ..Ids::default() };
        Known {
            disciplines: Codes::open(),
            payees: Codes::open(),
            participants: Codes::open(),
            insurers: Codes::open(),
            parties: Codes::open(),
            performances: Codes::open(),
            activities: Codes::open(),
            bundles: Codes::open(),
            claims: ids(),
            deliveries: ids(),
        }
    }

    pub fn find(&self, to: To, text: &str) -> Found<'_> {
        self.find_near(to, text, &mut 0)
    }

    /// The same, for rows that mostly refer to ids in the order of their own file; `last` is where the last one was.
    pub fn find_near(&self, to: To, text: &str, last: &mut u32) -> Found<'_> {
        match to {
            To::Discipline => self.disciplines.find(text, |_| None),
            To::Payee => self.payees.find(text, |codes| codes.padded_agb(text)),
            To::Participant => self.participants.find(text, |codes| codes.padded_agb(text)),
            To::Insurer => self.insurers.find(text, |codes| codes.padded(text)),
            To::Party => self.parties.find(text, |codes| codes.padded(text)),
            To::Performance => self.performances.find(text, |_| None),
            To::Activity => self.activities.find(text, |_| None),
            To::Bundle => self.bundles.find(text, |_| None),
            To::Claim => self.claims.find(text, last),
            To::Delivery => self.deliveries.find(text, last),
        }
    }
}
