//! What a settlement rests on and that is a sum over episodes: each sum a cell, and what every episode adds to it.
//!
//! A draw in which episodes come so many times is then a sum of products of whole numbers, and exact.

use super::dice::{LANES, MOST, Multiplicities};
use crate::calc::trace::PoolKey;
use crate::domain::index::ParticipantIx;
use crate::domain::money::Overflow;
use rayon::prelude::*;
use std::collections::HashMap;

/// Who rules give to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    Participant(ParticipantIx),
    Reserve,
    Pool(PoolKey),
}

/// A sum over episodes. Numbers of classes, contracts, slices and shifts are positions in their lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// What rules give whatever is left of a claim.
    Fixed(Share),
    /// What rules give in proportion to what is left of the claims of a class.
    Following(u32, Share),
    /// r of the claims of a class, before ceilings.
    Claimed(u32),
    /// What a contract's ceiling takes from a class.
    Over(u32, u32),
    /// What a slice takes from a class.
    Taken(u32, u32),
    /// A sum of [`crate::calc::values::PoolWeights`].
    Weight(u32),
    /// Shadow value as delivered.
    Mono(ParticipantIx),
    /// What the baseline of the guarantee is made of.
    Baseline(ParticipantIx),
    /// U of a shift, and E.
    Units(u32),
    Episodes(u32),
    /// Σ quantity × compensation of a shift, and Σ quantity × charge.
    Credited(u32, ParticipantIx),
    Charged(u32, ParticipantIx),
}

/// What some episodes add, cells numbered as they are met.
#[derive(Default)]
pub struct Part {
    cells: Vec<Cell>,
    numbers: HashMap<Cell, u32>,
    /// Cell, episode, value.
    entries: Vec<(u32, u32, i64)>,
}

impl Part {
    /// What an episode adds. `found` is emptied.
    pub fn episode(&mut self, rank: u32, found: &mut Vec<(Cell, i64)>) -> Result<(), Overflow> {
        found.sort_unstable_by_key(|(cell, _)| *cell);
        let mut rest = found.as_slice();
        while let Some((cell, _)) = rest.first() {
            let same = rest.partition_point(|(other, _)| other <= cell);
            let sum = rest[..same].iter().try_fold(0i64, |sum, (_, value)| sum.checked_add(*value).ok_or(Overflow))?;
            if sum != 0 {
                let next = u32::try_from(self.cells.len()).map_err(|_| Overflow)?;
                let number = *self.numbers.entry(*cell).or_insert(next);
                if number == next {
                    self.cells.push(*cell);
                }
                self.entries.push((number, rank, sum));
            }
            rest = &rest[same..];
        }
        found.clear();
        Ok(())
    }
}

/// All cells, ordered, each with the episodes that add to it.
pub struct Table {
    pub cells: Vec<Cell>,
    /// Entries of cell `n` are `starts[n]..starts[n + 1]` of the columns below.
    starts: Vec<usize>,
    episodes: Vec<u32>,
    values: Vec<i64>,
}

impl Table {
    /// Of parts in the order of their episodes.
    ///
    /// [`Overflow`] where a draw could have a sum of more than 64 bits: then no draw is made at all, so that the sums
    /// themselves need no checks.
    pub fn of(parts: Vec<Part>) -> Result<Table, Overflow> {
        let mut cells: Vec<Cell> = parts.iter().flat_map(|part| part.cells.iter().copied()).collect();
        cells.sort_unstable();
        cells.dedup();
        let number = |cell: &Cell| cells.partition_point(|known| known < cell);
        let numbers: Vec<Vec<usize>> = parts.iter().map(|part| part.cells.iter().map(number).collect()).collect();
        let mut starts = vec![0usize; cells.len() + 1];
        let mut sizes = vec![0u128; cells.len()];
        for (part, numbers) in parts.iter().zip(&numbers) {
            for (local, _, value) in &part.entries {
                let cell = numbers[*local as usize];
                starts[cell + 1] += 1;
                sizes[cell] += u128::from(value.unsigned_abs());
            }
        }
        if sizes.iter().any(|size| size * u128::from(MOST) > u128::from(i64::MAX.unsigned_abs())) {
            return Err(Overflow);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let entries = starts.last().copied().unwrap_or_default();
        let (mut episodes, mut values) = (vec![0u32; entries], vec![0i64; entries]);
        let mut next = starts.clone();
        for (part, numbers) in parts.into_iter().zip(numbers) {
            for (local, episode, value) in part.entries {
                let place = &mut next[numbers[local as usize]];
                (episodes[*place], values[*place]) = (episode, value);
                *place += 1;
            }
        }
        Ok(Table { cells, starts, episodes, values })
    }

    /// How many numbers it holds: what a draw costs.
    pub fn entries(&self) -> usize {
        self.values.len()
    }

    /// What every episode adds to a cell, by its place among the ids of all.
    pub fn added(&self, cell: usize) -> impl Iterator<Item = (u32, i64)> + '_ {
        (self.starts[cell]..self.starts[cell + 1]).map(|entry| (self.episodes[entry], self.values[entry]))
    }

    /// Every cell in every draw of a block.
    pub fn sums(&self, drawn: &Multiplicities) -> Sums {
        let most = drawn.most();
        let of = |cell: usize| {
            let mut sum = Adding::new(most);
            for entry in self.starts[cell]..self.starts[cell + 1] {
                sum.add(self.values[entry], &drawn.rows[self.episodes[entry] as usize]);
            }
            sum.whole()
        };
        Sums { cells: (0..self.cells.len()).into_par_iter().with_min_len(16).map(of).collect() }
    }
}

/// A cell while it is added up in all draws of a block.
///
/// Negative numbers are those of two's complement, and wrapping says that no sum leaves its bits: 64 bits by the bound of
/// [`Table::of`], and 32 bits, in which a processor adds several draws at once, by what they can have come to at most.
struct Adding {
    sums: [u64; LANES],
    /// What came after the last time that it was taken over.
    lately: [u32; LANES],
    /// The largest amount that a draw can have of it, in either direction.
    reach: u64,
    /// The most times that any episode is drawn.
    most: u64,
}

impl Adding {
    const FITS: u64 = i32::MAX.unsigned_abs() as u64;

    fn new(most: u8) -> Adding {
        Adding { sums: [0; LANES], lately: [0; LANES], reach: 0, most: most.into() }
    }

    /// Adds a value as often as each draw has its episode.
    fn add(&mut self, value: i64, times: &[u8; LANES]) {
        let reach = value.unsigned_abs().saturating_mul(self.most);
        match i32::try_from(value) {
            Ok(value) if reach <= Adding::FITS => {
                if self.reach + reach > Adding::FITS {
                    self.take_over();
                }
                self.reach += reach;
                let value = value.cast_unsigned();
                let lanes = self.lately.iter_mut().zip(times);
                lanes.for_each(|(sum, n)| *sum = sum.wrapping_add(value.wrapping_mul(u32::from(*n))));
            }
            _ => {
                let value = value.cast_unsigned();
                let lanes = self.sums.iter_mut().zip(times);
                lanes.for_each(|(sum, n)| *sum = sum.wrapping_add(value.wrapping_mul(u64::from(*n))));
            }
        }
    }

    fn take_over(&mut self) {
        for (sum, lately) in self.sums.iter_mut().zip(&mut self.lately) {
            *sum = sum.wrapping_add(i64::from(lately.cast_signed()).cast_unsigned());
            *lately = 0;
        }
        self.reach = 0;
    }

    fn whole(mut self) -> [u64; LANES] {
        self.take_over();
        self.sums
    }
}

/// The cells of a block of draws, beside [`Table::cells`].
pub struct Sums {
    cells: Vec<[u64; LANES]>,
}

impl Sums {
    /// Of one draw.
    pub fn of(&self, cell: usize, lane: usize) -> i64 {
        self.cells[cell][lane].cast_signed()
    }
}
