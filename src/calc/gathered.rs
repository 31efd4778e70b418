//! The deliveries of the claims of a run, lying together by claim and valued.
//!
//! There are millions of them. Each thread fills the rows of some of the claims, going through the deliveries in their own
//! order: what it writes lies apart, but nothing waits for that, while reading what lies apart would wait for each row.

use super::prices::value;
use super::selection::{Candidate, Look};
use crate::domain::index::{ClaimIx, DeliveryIx, ParticipantIx, TableIx, position_of};
use crate::domain::money::{Cents, Overflow};
use rayon::prelude::*;
use std::ops::Range;

/// Rows of candidate `n` are `starts[n]..starts[n + 1]`, in the order of the deliveries.
pub struct Gathered {
    pub starts: Vec<usize>,
    pub deliveries: Vec<DeliveryIx>,
    /// Who delivered, mergers followed.
    pub participant: Vec<ParticipantIx>,
    /// Value of each delivery under each table; 0 where the claim does not need the table or there is no price.
    pub values: Vec<Cents>,
    /// Per candidate, whether a price that it needs is missing.
    pub lacks: Vec<bool>,
}

impl Gathered {
    pub fn new(look: &Look<'_>, candidates: &[Candidate]) -> Result<Gathered, Overflow> {
        let candidate_of = candidate_of(look, candidates);
        let mut starts = vec![0usize; candidates.len() + 1];
        for candidate in &candidate_of {
            if let Some(count) = starts.get_mut(*candidate as usize + 1) {
                *count += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let (rows, tables) = (starts[candidates.len()], look.plan.tables.len());
        let mut gathered = Gathered {
            deliveries: vec![DeliveryIx::NONE; rows],
            participant: vec![ParticipantIx::of(0); rows],
            values: vec![Cents::ZERO; rows * tables],
            lacks: vec![false; candidates.len()],
            starts,
        };
        // Apart from the candidates themselves, which would not fit in a cache.
        let rules: Vec<u32> = candidates.iter().map(|candidate| candidate.entry.map_or(NONE, position_of)).collect();
        let pieces = gathered.pieces(rayon::current_num_threads(), tables);
        pieces.into_par_iter().try_for_each(|piece| piece.fill(look, &rules, &candidate_of))?;
        Ok(gathered)
    }

    /// The rows of some candidates each, about as many.
    fn pieces(&mut self, count: usize, tables: usize) -> Vec<Piece<'_>> {
        let Gathered { starts, deliveries, participant, values, lacks } = self;
        let (mut deliveries, mut participant) = (deliveries.as_mut_slice(), participant.as_mut_slice());
        let (mut values, mut lacks) = (values.as_mut_slice(), lacks.as_mut_slice());
        let rows = deliveries.len();
        let mut pieces = Vec::with_capacity(count);
        let mut from = 0;
        for piece in 1..=count {
            let wanted = rows / count * piece;
            let last = if piece == count { starts.len() - 1 } else { starts.partition_point(|start| *start < wanted) };
            let to = last.clamp(from, starts.len() - 1);
            let length = starts[to] - starts[from];
            pieces.push(Piece {
                candidates: from..to,
                starts: &starts[from..to],
                deliveries: deliveries.split_off_mut(..length).unwrap_or_default(),
                participant: participant.split_off_mut(..length).unwrap_or_default(),
                values: values.split_off_mut(..length * tables).unwrap_or_default(),
                lacks: lacks.split_off_mut(..to - from).unwrap_or_default(),
                tables,
            });
            from = to;
        }
        pieces
    }
}

const NONE: u32 = u32::MAX;

/// Per delivery, the candidate that it belongs to.
fn candidate_of(look: &Look<'_>, candidates: &[Candidate]) -> Vec<u32> {
    let mut position = vec![NONE; look.dossier.claims.id.len()];
    for (at, candidate) in candidates.iter().enumerate() {
        position[candidate.claim.at()] = position_of(at);
    }
    let of = |claim: &ClaimIx| claim.some().map_or(NONE, |claim| position[claim.at()]);
    look.assignment.claim.par_iter().map(of).collect()
}

/// The rows of some candidates.
struct Piece<'g> {
    candidates: Range<usize>,
    starts: &'g [usize],
    deliveries: &'g mut [DeliveryIx],
    participant: &'g mut [ParticipantIx],
    values: &'g mut [Cents],
    lacks: &'g mut [bool],
    tables: usize,
}

impl Piece<'_> {
    fn fill(self, look: &Look<'_>, rules: &[u32], candidate_of: &[u32]) -> Result<(), Overflow> {
        let rows = &look.dossier.deliveries;
        let Some(first) = self.starts.first() else { return Ok(()) };
        let mut next: Vec<usize> = self.starts.iter().map(|start| start - first).collect();
        for (at, candidate) in candidate_of.iter().enumerate() {
            let candidate = *candidate as usize;
            if !self.candidates.contains(&candidate) {
                continue;
            }
            let own = candidate - self.candidates.start;
            let row = next[own];
            next[own] += 1;
            let who = look.members.successor(rows.participant[at]);
            self.deliveries[row] = DeliveryIx::of(at);
            self.participant[row] = who;
            let rule = rules[candidate];
            let needs = look.plan.needs((rule != NONE).then_some(rule as usize)).iter().enumerate();
            for (table, _) in needs.filter(|(_, needed)| **needed) {
                match look.prices.price(TableIx::of(table), rows.activity[at], who, rows.date[at]) {
                    Some(price) => self.values[row * self.tables + table] = value(rows.quantity[at], price)?,
                    None => self.lacks[own] = true,
                }
            }
        }
        Ok(())
    }
}
