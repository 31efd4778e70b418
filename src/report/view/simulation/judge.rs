//! Which sums of a simulation can be shown without giving a payee's figure away: by themselves, and beside each other.
//!
//! A simulation lays many situations side by side: years, models, scenarios, points of a curve, each with its base. What
//! differs between two of them is an amount like any other, and often that of few: only one has its guarantee called, only
//! one loses the care that moves. So a sum is shown where it is safe itself, and where what it differs by from every sum
//! of the same participants that is known already is safe too (spec 4, "Roles": the rule of [`withhold`]).
//!
//! What is shown in one situation is known in every other that has the same amounts: a guarantee does not change what care
//! is worth, and everyone knows that it does not. Known are therefore amounts of a discipline in a column, and not lines.
//!
//! [`withhold`]: crate::report::view::withhold

use crate::domain::money::Cents;
use crate::domain::simulation::{Figure, Figures, Hours};
use crate::report::view::withhold::{Depth, are_too_few};
use std::collections::{BTreeMap, BTreeSet};

/// Columns that are shown, or from which one follows: entitlement, mono, shifts, guarantee received and paid, carried
/// forward, variable cost (cents) and hours (scaled by 10^8). The others are differences of these.
pub const COLUMNS: usize = 8;
pub type Row = [i128; COLUMNS];

const ENTITLEMENT: usize = 0;
const MONO: usize = 1;
const SHIFTS: usize = 2;
const RECEIVED: usize = 3;
const PAID: usize = 4;
const CARRIED: usize = 5;
const COST: usize = 6;
const HOURS: usize = 7;

/// Situations of one document that can be judged beside each other; those that come later are not shown.
pub const MOST_SITUATIONS: usize = 160;

/// The columns of a participant: with the changes, and without.
pub fn columns(figures: &Figures) -> [Row; 2] {
    let cents = |of: fn(&Figure<Cents>) -> Cents, figure: Figure<Cents>| i128::from(of(&figure).0);
    let side = |of: fn(&Figure<Cents>) -> Cents, hours: Hours| {
        [
            cents(of, figures.entitlement),
            cents(of, figures.mono),
            cents(of, figures.shifts),
            cents(of, figures.guarantee_received),
            cents(of, figures.guarantee_paid),
            cents(of, figures.carried_forward),
            cents(of, figures.variable_cost.unwrap_or_default()),
            hours.0,
        ]
    };
    let hours = figures.hours.unwrap_or_default();
    [side(|figure| figure.value, hours.value), side(|figure| figure.base, hours.base)]
}

/// An amount that can be made of the columns: some of them added, others taken off.
struct Look {
    of: Row,
}

impl Look {
    /// All that mean something.
    fn all() -> Vec<Look> {
        let mut looks = Vec::new();
        let mut add = |parts: &[(usize, i128)]| {
            let mut of = [0; COLUMNS];
            parts.iter().for_each(|(column, sign)| of[*column] = *sign);
            looks.push(Look { of });
        };
        for column in [MONO, CARRIED, COST, HOURS] {
            add(&[(column, 1)]);
        }
        add(&[(MONO, 1), (COST, -1)]);
        add(&[(RECEIVED, 1), (CARRIED, 1)]);
        // The entitlement before some of its steps, against mono and after its cost; and those steps alone.
        for steps in 0u32..8 {
            let taken = [(SHIFTS, -1), (RECEIVED, -1), (PAID, 1)].into_iter().enumerate();
            let taken: Vec<(usize, i128)> =
                taken.filter(|(bit, _)| steps & (1 << bit) != 0).map(|(_, part)| part).collect();
            if steps != 0 {
                add(&taken);
            }
            for (mono, cost) in [(false, false), (true, false), (false, true), (true, true)] {
                let mut parts = vec![(ENTITLEMENT, 1)];
                parts.extend(&taken);
                parts.extend(mono.then_some((MONO, -1)));
                parts.extend(cost.then_some((COST, -1)));
                add(&parts);
            }
        }
        looks
    }

    fn at(&self, row: &Row) -> i128 {
        self.of.iter().zip(row).fold(0, |sum, (sign, amount)| match sign {
            0 => sum,
            1 => sum.saturating_add(*amount),
            _ => sum.saturating_sub(*amount),
        })
    }

    fn columns(&self) -> impl Iterator<Item = usize> {
        (0..COLUMNS).filter(|column| self.of[*column] != 0)
    }
}

/// The columns that are shown at a depth.
fn columns_at(depth: Depth) -> std::ops::Range<usize> {
    match depth {
        Depth::Nothing => 0..0,
        Depth::Entitlement => ENTITLEMENT..MONO,
        Depth::Mono | Depth::Allocated => ENTITLEMENT..SHIFTS,
        Depth::Steps => 0..COLUMNS,
    }
}

const DEPTHS: [Depth; 3] = [Depth::Steps, Depth::Mono, Depth::Entitlement];

/// What may be shown of a situation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// By discipline.
    pub disciplines: Vec<Depth>,
    /// All together.
    pub all: Depth,
}

/// A participant, by position.
#[derive(Clone, Copy, Debug)]
pub struct Party {
    pub discipline: usize,
    /// Any number below that of participants, the same for the same payee.
    pub payee: usize,
    /// The viewer's: what is left of a sum is judged without it, because anyone can subtract.
    pub own: bool,
}

/// A situation: the columns of every participant that is in it.
pub type Situation = Vec<Option<Row>>;

/// The amounts of the others of a discipline (or of all) in a column, whatever the situations that have them.
type Amounts = usize;

/// A situation with what each of its sums is made of: by discipline, behind them of all, and by column.
struct Judged {
    of: Situation,
    amounts: Vec<[Amounts; COLUMNS]>,
}

pub struct Judge {
    parties: Vec<Party>,
    disciplines: usize,
    looks: Vec<Look>,
    situations: Vec<Judged>,
    /// Amounts that were met, each with its number.
    met: BTreeMap<(usize, usize, Vec<Option<i128>>), Amounts>,
    /// Those of which the sum is known.
    known: BTreeSet<Amounts>,
}

impl Judge {
    pub fn new(parties: Vec<Party>, disciplines: usize) -> Judge {
        let (situations, met, known) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        Judge { parties, disciplines, looks: Look::all(), situations, met, known }
    }

    /// Whether there is no room for another situation and its base.
    pub fn is_full(&self) -> bool {
        self.situations.len() + 2 > MOST_SITUATIONS
    }

    /// Judges a situation and its base, which are shown together or not; what is shown counts from here on.
    pub fn judge(&mut self, value: &Situation, base: &Situation) -> Shown {
        if self.is_full() {
            return Shown { disciplines: vec![Depth::Nothing; self.disciplines], all: Depth::Nothing };
        }
        let sides = [self.place(value), self.place(base)];
        let disciplines = (0..self.disciplines).map(|at| self.deepest(at, sides)).collect();
        Shown { disciplines, all: self.deepest(self.disciplines, sides) }
    }

    /// The place of a situation among those that were judged.
    fn place(&mut self, situation: &Situation) -> usize {
        if let Some(place) = self.situations.iter().position(|judged| judged.of == *situation) {
            return place;
        }
        let mut amounts = Vec::new();
        for sum in 0..=self.disciplines {
            let mut of = [0; COLUMNS];
            for (column, number) in of.iter_mut().enumerate() {
                let others = self.parties.iter().zip(situation).map(|(party, row)| {
                    let is_in = !party.own && (sum == self.disciplines || party.discipline == sum);
                    row.as_ref().filter(|_| is_in).map(|row| row[column])
                });
                let count = self.met.len();
                *number = *self.met.entry((sum, column, others.collect())).or_insert(count);
            }
            amounts.push(of);
        }
        self.situations.push(Judged { of: situation.clone(), amounts });
        self.situations.len() - 1
    }

    /// How deep a sum can be shown beside all that is known; it is known from here on.
    fn deepest(&mut self, sum: usize, sides: [usize; 2]) -> Depth {
        for depth in DEPTHS {
            let shown = sides.iter().flat_map(|side| self.situations[*side].amounts[sum][columns_at(depth)].to_vec());
            let more: BTreeSet<Amounts> = shown.filter(|amounts| !self.known.contains(amounts)).collect();
            if more.is_empty() || self.is_safe(sum, &more) {
                self.known.extend(more);
                return depth;
            }
        }
        Depth::Nothing
    }

    /// Whether nothing that follows when these amounts of a sum are known too gives anybody away.
    fn is_safe(&self, sum: usize, more: &BTreeSet<Amounts>) -> bool {
        let known = |amounts: Amounts| self.known.contains(&amounts) || more.contains(&amounts);
        let places = 0..self.situations.len();
        let touched = |place: &usize| self.situations[*place].amounts[sum].iter().any(|amounts| more.contains(amounts));
        places.clone().filter(touched).all(|one| {
            places.clone().all(|other| {
                let other = (other != one).then_some(other);
                self.looks.iter().filter(|look| self.is_news(look, sum, more, (one, other))).all(|look| {
                    let of_all = self.disciplines;
                    let is_known = |sum: usize| {
                        let of = |place: usize| {
                            look.columns().all(|column| known(self.situations[place].amounts[sum][column]))
                        };
                        (of(one), other.is_none_or(of))
                    };
                    let by_itself = is_known(sum) != (true, true)
                        || self.tells_nothing(look, (one, other), &|at| {
                            (sum == of_all || at == sum, sum == of_all || at == sum)
                        });
                    // What is left of the sum of all when the disciplines that are known are taken off.
                    let left = is_known(of_all) != (true, true)
                        || self.tells_nothing(look, (one, other), &|at| {
                            let (in_one, in_other) = is_known(at);
                            (!in_one, !(in_other && other.is_some()))
                        });
                    by_itself && left
                })
            })
        })
    }

    /// Whether a look at a situation, or at what two differ by, uses something that is known only now.
    fn is_news(&self, look: &Look, sum: usize, more: &BTreeSet<Amounts>, (one, other): (usize, Option<usize>)) -> bool {
        let of =
            |place: usize| look.columns().any(|column| more.contains(&self.situations[place].amounts[sum][column]));
        of(one) || other.is_some_and(of)
    }

    /// Whether a sum over some disciplines gives nobody away: of a situation, or of what two differ by. `is_in` says of a
    /// discipline whether it is in the sum of the one, and of the other.
    fn tells_nothing(
        &self,
        look: &Look,
        (one, other): (usize, Option<usize>),
        is_in: &dyn Fn(usize) -> (bool, bool),
    ) -> bool {
        let amounts = |place: usize, at: usize| &self.situations[place].amounts[at];
        let is_same = |at: usize| {
            other.is_some_and(|other| {
                look.columns().all(|column| amounts(one, at)[column] == amounts(other, at)[column])
            })
        };
        // What is the same in both differs by nothing, which tells nothing.
        let is_in: Vec<(bool, bool)> = (0..self.disciplines)
            .map(is_in)
            .enumerate()
            .map(|(at, both)| if both == (true, true) && is_same(at) { (false, false) } else { both })
            .collect();
        let mut of_payee: Vec<Option<u128>> = vec![None; self.parties.len()];
        for (who, party) in self.parties.iter().enumerate().filter(|(_, party)| !party.own) {
            let (in_one, in_other) = is_in[party.discipline];
            let at = |place: usize, is_in: bool| {
                self.situations[place].of[who].as_ref().filter(|_| is_in).map(|row| look.at(row))
            };
            let amount = match (at(one, in_one), other.and_then(|other| at(other, in_other))) {
                (None, None) => continue,
                (one, other) => one.unwrap_or_default().saturating_sub(other.unwrap_or_default()),
            };
            let sum = of_payee[party.payee].get_or_insert(0);
            *sum = sum.saturating_add(amount.unsigned_abs());
        }
        let payees = of_payee.iter().flatten().copied();
        // Nobody else is in it: it is the viewer's own.
        payees.clone().next().is_none() || !are_too_few(payees)
    }
}
