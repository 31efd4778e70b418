//! Chains of rows that refer to rows of their own file: mergers of participants, corrections of deliveries.

use crate::intake::sentences;
use std::fmt::Write;

/// End of a chain.
pub const END: u32 = u32::MAX;

/// The cycles in `next`, where every position leads to one other or to [`END`]; each in the order of its steps.
pub fn cycles(next: &[u32]) -> Vec<Vec<u32>> {
    // The walk that visited a position first; 0 is none. A walk that meets itself has found a cycle.
    let mut walks = vec![0u32; next.len()];
    let mut cycles = Vec::new();
    for (start, walk) in (0..next.len()).zip(1u32..) {
        let mut at = start;
        while let Some(visited) = walks.get_mut(at)
            && *visited == 0
        {
            *visited = walk;
            at = next[at] as usize;
        }
        if walks.get(at) == Some(&walk) && next[at] != END {
            cycles.push(cycle_from(at, next));
        }
    }
    cycles
}

fn cycle_from(first: usize, next: &[u32]) -> Vec<u32> {
    let mut cycle = vec![next[first]];
    let mut at = next[first] as usize;
    while at != first {
        cycle.push(next[at]);
        at = next[at] as usize;
    }
    cycle
}

/// `A → B → A`, with the middle left out when it is long.
pub fn shown<'n>(cycle: &[u32], name: impl Fn(u32) -> &'n str) -> String {
    const LONGEST: usize = 6;
    let mut shown = String::new();
    for position in cycle.iter().take(LONGEST) {
        // Writing to a string does not fail.
        let _written = write!(shown, "{} → ", sentences::shown(name(*position)));
    }
    if cycle.len() > LONGEST {
        shown.push_str("… → ");
    }
    shown.push_str(&sentences::shown(cycle.first().map_or("", |first| name(*first))));
    shown
}
