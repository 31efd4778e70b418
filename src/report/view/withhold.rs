//! Which sums can be shown without giving a payee's figure away, by themselves and beside each other.
//!
//! Sums are shown to a depth: the entitlement alone, beside it mono, what the rules gave, and each step between. To show
//! two columns is to show what they differ by, so that every depth is judged by all that can be made of its columns.

use crate::domain::index::DisciplineIx;
use crate::domain::money::{Cents, Overflow};
use crate::report::board::BoardLine;
use std::collections::BTreeMap;

/// A sum is over at least so many payees (spec 4).
pub const FEWEST_PAYEES: usize = 3;
/// No payee has more than this percentage of a sum.
pub const MOST_OF_ONE: u128 = 80;

/// How much of a sum is shown; each depth shows what those before it do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    #[default]
    Nothing,
    Entitlement,
    /// And what mono-disciplinary funding would have given.
    Mono,
    /// And what the rules gave.
    Allocated,
    /// And shifts, guarantee, and funds with the reserve, each.
    Steps,
}

/// One amount that can be made of the columns: some of the four that make up the entitlement, with or without mono taken
/// off.
#[derive(Clone, Copy, Debug)]
struct Look {
    /// The depth from which it can be made.
    from: Depth,
    less_mono: bool,
    allocated: bool,
    shifts: bool,
    guarantee: bool,
    other: bool,
}

impl Look {
    /// All there are.
    fn all() -> impl Iterator<Item = Look> {
        (1u32..32).filter_map(|bits| {
            let has = |bit: u32| bits & (1 << bit) != 0;
            let steps = bits >> 2;
            let (less_mono, allocated) = (has(0), has(1));
            let from = match (less_mono, allocated, steps) {
                (false, true, 7) => Depth::Entitlement,
                (true, true, 7) | (true, false, 0) => Depth::Mono,
                (_, true, 0) | (false, false, 7) => Depth::Allocated,
                // Steps less mono mean nothing.
                (true, false, _) => return None,
                _ => Depth::Steps,
            };
            Some(Look { from, less_mono, allocated, shifts: has(2), guarantee: has(3), other: has(4) })
        })
    }

    fn at(&self, line: &BoardLine) -> Result<Cents, Overflow> {
        let given = [
            (self.allocated, line.allocated),
            (self.shifts, line.shifts),
            (self.guarantee, line.guarantee),
            (self.other, line.other),
        ];
        let sum = Cents::sum(given.into_iter().filter(|(counts, _)| *counts).map(|(_, amount)| amount))?;
        if self.less_mono { sum.minus(line.mono) } else { Ok(sum) }
    }
}

const DEPTHS: [Depth; 4] = [Depth::Steps, Depth::Allocated, Depth::Mono, Depth::Entitlement];

/// A participant that is not the viewer's.
pub struct Other<'a> {
    pub discipline: DisciplineIx,
    pub payee: &'a str,
    pub line: BoardLine,
}

/// Whether a sum of these amounts, each of a payee, gives one of them away.
///
/// Counted are payees with an amount that is not zero; where all are zero, all payees. Absolute amounts are added, so
/// that amounts of both signs cannot hide a large one.
pub fn gives_away<'a>(amounts: impl IntoIterator<Item = (&'a str, Cents)>) -> bool {
    let mut of_payee: BTreeMap<&str, u128> = BTreeMap::new();
    for (payee, amount) in amounts {
        *of_payee.entry(payee).or_default() += u128::from(amount.0.unsigned_abs());
    }
    are_too_few(of_payee.values().copied())
}

/// The same of absolute amounts, one for each payee.
pub fn are_too_few(of_payee: impl Iterator<Item = u128> + Clone) -> bool {
    let total: u128 = of_payee.clone().sum();
    let counted = of_payee.clone().filter(|amount| total == 0 || *amount > 0).count();
    let most = of_payee.max().unwrap_or_default();
    counted < FEWEST_PAYEES || most.saturating_mul(100) > total.saturating_mul(MOST_OF_ONE)
}

/// To what depth sums are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// By discipline.
    pub disciplines: Vec<Depth>,
    /// The whole run.
    pub all: Depth,
}

impl Shown {
    /// Judges the sums of a run over everyone but the viewer's own. A discipline in which nobody else is, is the
    /// viewer's own and shown.
    pub fn of(disciplines: usize, others: &[Other<'_>]) -> Result<Shown, Overflow> {
        let depth = |at: usize| {
            let members: Vec<&Other<'_>> = others.iter().filter(|other| other.discipline.at() == at).collect();
            deepest(|look| Ok(members.is_empty() || !gives_away(seen(&members, look)?)))
        };
        let disciplines: Vec<Depth> = (0..disciplines).map(depth).collect::<Result<_, _>>()?;
        let everyone: Vec<&Other<'_>> = others.iter().collect();
        let all = deepest(|look| {
            // What is left of the whole when the disciplines that show this are taken off.
            let left: Vec<&Other<'_>> =
                others.iter().filter(|other| disciplines[other.discipline.at()] < look.from).collect();
            let whole_is_safe = everyone.is_empty() || !gives_away(seen(&everyone, look)?);
            Ok(whole_is_safe && (left.is_empty() || !gives_away(seen(&left, look)?)))
        })?;
        Ok(Shown { disciplines, all })
    }
}

fn seen<'a>(others: &[&Other<'a>], look: &Look) -> Result<Vec<(&'a str, Cents)>, Overflow> {
    others.iter().map(|other| Ok((other.payee, look.at(&other.line)?))).collect()
}

/// The deepest depth of which all looks are safe.
fn deepest(safe: impl Fn(&Look) -> Result<bool, Overflow>) -> Result<Depth, Overflow> {
    for depth in DEPTHS {
        let mut looks = Look::all().filter(|look| look.from <= depth);
        if looks.try_fold(true, |all, look| Ok::<bool, Overflow>(all && safe(&look)?))? {
            return Ok(depth);
        }
    }
    Ok(Depth::Nothing)
}
