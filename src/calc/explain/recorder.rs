//! Keeps of a run only what concerns one participant, so that an explanation of a large run stays small.

use crate::calc::trace::{Division, Key, Place, PoolKey, Source, Step, Trace};
use crate::domain::index::{ClaimIx, ParticipantIx};
use std::collections::{BTreeMap, BTreeSet};

/// A trace about one participant.
pub struct About {
    who: ParticipantIx,
    /// Steps in the order they were made. Rule steps only of claims and adjustments that concern the participant.
    pub steps: Vec<Step>,
    /// How many amounts of claims came together in each pool, whoever's claims they were.
    pub inflows: BTreeMap<PoolKey, u64>,
    /// Claims in which the participant has a value or gets something.
    concerned: BTreeSet<ClaimIx>,
    pending: Vec<Step>,
    pending_of: Option<Source>,
}

impl About {
    pub fn new(who: ParticipantIx) -> About {
        About {
            who,
            steps: Vec::new(),
            inflows: BTreeMap::new(),
            concerned: BTreeSet::new(),
            pending: Vec::new(),
            pending_of: None,
        }
    }

    pub fn who(&self) -> ParticipantIx {
        self.who
    }

    /// Ends the recording; nothing comes after.
    pub fn finish(&mut self) {
        self.flush();
    }

    /// The claims that concern the participant, in the order of the dossier.
    pub fn claims(&self) -> impl Iterator<Item = ClaimIx> + '_ {
        self.concerned.iter().copied()
    }

    fn names_me(&self, division: &Division) -> bool {
        division.keys.contains(&Key::Participant(self.who))
    }

    /// Rule steps of one source come one after another; they are kept when any of them concerns the participant.
    fn flush(&mut self) {
        let keeps = match self.pending_of {
            Some(Source::Claim(claim)) => {
                let mine = self.pending.iter().any(|step| self.is_mine(step));
                if mine {
                    self.concerned.insert(claim);
                }
                mine || self.concerned.contains(&claim)
            }
            Some(Source::Adjustment(_)) => true,
            None => false,
        };
        if keeps {
            self.steps.append(&mut self.pending);
        }
        self.pending.clear();
        self.pending_of = None;
    }

    fn is_mine(&self, step: &Step) -> bool {
        match step {
            Step::Divided { division, .. } => self.names_me(division),
            Step::Paid { participant, .. } => *participant == self.who,
            _ => false,
        }
    }

    fn source_of(step: &Step) -> Option<Source> {
        match step {
            Step::Divided { place: Place::Rule { source, .. }, .. }
            | Step::Pooled { source, .. }
            | Step::Reserved { source, .. } => Some(*source),
            Step::Divided { place: Place::Pool { adjustment: Some(at), .. }, .. } => Some(Source::Adjustment(*at)),
            Step::Paid { claim, .. } => Some(Source::Claim(*claim)),
            _ => None,
        }
    }
}

impl Trace for About {
    const ON: bool = true;

    fn record(&mut self, step: Step) {
        if let Step::Pooled { source: Source::Claim(_), key, .. } = &step {
            *self.inflows.entry(*key).or_default() += 1;
        }
        if let Step::Valued { claim, participant, .. } = &step {
            if *participant != self.who {
                return;
            }
            self.concerned.insert(*claim);
        }
        match About::source_of(&step) {
            Some(source) => {
                if self.pending_of != Some(source) {
                    self.flush();
                    self.pending_of = Some(source);
                }
                self.pending.push(step);
            }
            None => {
                self.flush();
                self.steps.push(step);
            }
        }
    }
}
