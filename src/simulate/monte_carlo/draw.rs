//! One draw of one year: the engine's own steps on the sums of the episodes that were drawn.

use super::cells::{Cell, Share, Sums, Table};
use super::gather::{Gathering, complex_episodes, ranks};
use super::net::{Classes, Left, Net, Takings};
use crate::calc::allocate::{Salt, allocate};
use crate::calc::baseline::{Base, Measured};
use crate::calc::distribute::{after_claims, counts};
use crate::calc::flows::{Received, Receives, Recipient};
use crate::calc::laws;
use crate::calc::outcome::Totals;
use crate::calc::pools::Pools;
use crate::calc::run::{Concluded, Given, conclude};
use crate::calc::shifts::{Moved, ShiftOutcome, settle_one};
use crate::calc::slices::Sliced;
use crate::calc::stage::Stage;
use crate::calc::trace::Silent;
use crate::calc::units::Volume;
use crate::calc::values::PoolWeights;
use crate::domain::decimal::Rate;
use crate::domain::dossier::Balance;
use crate::domain::model::Model;
use crate::domain::model::guarantee::BaselineKind;
use crate::domain::model::slice::SliceTarget;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::Refusal;
use crate::domain::run::RunSpec;
use crate::simulate::course::Carried;
use crate::simulate::studio::{Ready, settlement};

/// A year under a model, ready to be drawn from.
pub struct Urn<'a> {
    ready: &'a Ready,
    model: &'a Model,
    spec: RunSpec,
    classes: Classes,
    is_whole: Vec<bool>,
    pub table: Table,
    /// By place among the ids of all episodes.
    pub is_complex: Vec<bool>,
    blank: PoolWeights,
}

/// What a draw comes to.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// By position of the participant.
    pub rows: Vec<DrawnRow>,
    pub reserve: Cents,
    /// What it takes to bring everyone to its floor, and what of it stayed without money.
    pub need: Cents,
    pub uncovered: Cents,
    pub revenue: Cents,
    pub unallocated: Cents,
    /// What it ends with.
    pub closing: Carried,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DrawnRow {
    pub entitlement: Cents,
    pub mono: Cents,
    pub carried_forward: Cents,
    /// Its floor, and what is held against it when all is settled; `None` for who has no floor.
    pub floor: Option<(Cents, Cents)>,
}

impl<'a> Urn<'a> {
    /// `tariff_varies`: whether draws will differ in what insurers pay.
    pub fn of(ready: &'a Ready, model: &'a Model, tariff_varies: bool) -> Result<Urn<'a>, Refusal> {
        let spec = settlement(ready.projected.year.year);
        let stage = ready.valued.stage(&ready.projected.year.dossier, model, &spec);
        let classes = Classes::of(&stage, tariff_varies);
        let gathering = Gathering::new(&stage, &classes)?;
        let ranks = ranks(&stage);
        let table = gathering.table(&ranks)?;
        let is_complex = complex_episodes(&stage, &ranks);
        let is_whole = gathering.is_whole;
        let blank = PoolWeights::blank(stage.dossier, stage.plan, stage.selection.tables);
        Ok(Urn { ready, model, spec, classes, is_whole, table, is_complex, blank })
    }

    fn stage(&self) -> Stage<'_> {
        self.ready.valued.stage(&self.ready.projected.year.dossier, self.model, &self.spec)
    }

    /// The outcome of a draw that opens with these balances; `tariff` is its shock on what insurers pay.
    ///
    /// Refuses what a settlement refuses.
    pub fn draw(&self, sums: &Sums, lane: usize, tariff: Rate, opening: &[Balance]) -> Result<Drawn, Refusal> {
        let stage = &self.stage();
        let mut pot = self.pot(sums, lane)?;
        let net = self.classes.net(stage, &pot.takings, tariff)?;
        self.follow(&mut pot, &net.left)?;
        let Pot { mut received, mut pools, weights, .. } = pot;
        after_claims(stage, &weights, &mut pools, &mut received, &mut Silent)?;
        let shifts = self.shifts(stage, &pot.shifts, &received)?;
        let sliced = Sliced { net: Vec::new(), slices: net.slices.clone() };
        let given = Given { received: &received, shifts: &shifts, sliced: &sliced };
        let measured = self.measured(pot.baseline);
        let concluded = conclude(stage, given, opening, |terms| Base { stage }.of(terms, measured), &mut Silent)?;
        self.conserves(stage, &net, &received, &sliced, &concluded)?;
        self.drawn(stage, &pot.mono, net.revenue, received.unallocated, concluded)
    }

    fn measured(&self, of: Vec<i64>) -> Measured {
        match self.model.guarantee.as_ref().map(|terms| terms.baseline) {
            Some(BaselineKind::FixedPerEpisode) => Measured::Episodes(of),
            Some(BaselineKind::Fixed) | None => Measured::Nothing,
            Some(BaselineKind::Mono | BaselineKind::MonoBaseYear { .. }) => {
                Measured::Values(of.into_iter().map(Cents).collect())
            }
        }
    }

    fn shifts(&self, stage: &Stage<'_>, sums: &[ShiftSums], received: &Received) -> Result<Vec<ShiftOutcome>, Refusal> {
        let of = |(at, (terms, sums)): (usize, (_, &ShiftSums))| {
            let volume = Volume::of(sums.units.into(), sums.episodes, terms)?;
            let (dossier, moved) = (stage.dossier, sums.moved.clone());
            settle_one(dossier, stage.members, at, terms, volume, moved, &received.participants, &mut Silent)
        };
        self.model.shifts.iter().zip(sums).enumerate().map(of).collect()
    }

    fn drawn(
        &self,
        stage: &Stage<'_>,
        mono: &[i64],
        revenue: Cents,
        unallocated: Cents,
        concluded: Concluded,
    ) -> Result<Drawn, Refusal> {
        let Concluded { books, guarantee, .. } = concluded;
        let mut rows = Vec::with_capacity(books.rows.len());
        for (row, mono) in books.rows.iter().zip(mono) {
            let (entitlement, carried_forward) = (row.entitlement, row.carried_forward);
            rows.push(DrawnRow { entitlement, mono: Cents(*mono), carried_forward, floor: None });
        }
        for tested in guarantee.iter().flat_map(|guarantee| &guarantee.tested) {
            let at = tested.who.at();
            rows[at].floor = Some((tested.floor, books.rows[at].held_against_floor()?));
        }
        let carried = stage.members.living().map(|who| (who, books.rows[who.at()].carried_forward));
        Ok(Drawn {
            closing: Carried::of(books.reserve, carried),
            rows,
            reserve: books.reserve,
            need: guarantee.as_ref().map(|guarantee| guarantee.need).unwrap_or_default(),
            uncovered: guarantee.as_ref().map(|guarantee| guarantee.uncovered).unwrap_or_default(),
            revenue,
            unallocated,
        })
    }

    /// No draw makes or loses a cent (spec 2.8).
    fn conserves(
        &self,
        stage: &Stage<'_>,
        net: &Net,
        received: &Received,
        sliced: &Sliced,
        concluded: &Concluded,
    ) -> Result<(), Refusal> {
        let books = &concluded.books;
        let adjustments = stage.dossier.adjustments.iter().filter(|adjustment| counts(adjustment, stage.spec));
        let support =
            concluded.guarantee.iter().flat_map(|guarantee| guarantee.support.iter().map(|(_, cents)| *cents));
        laws::conserves(&Totals {
            revenue: net.revenue,
            adjustments: Cents::sum(adjustments.map(|adjustment| adjustment.amount))?,
            insurer_support: Cents::sum(support)?,
            to_organisation: sliced.total(self.model, &SliceTarget::Organisation)?,
            funds_held: concluded.funds_held,
            entitlements: Cents::sum(books.rows.iter().map(|row| row.entitlement))?,
            reserve_change: books.reserve.minus(books.reserve_opening)?,
            unallocated: received.unallocated,
            ..Totals::default()
        })
    }
}

/// The sums of a draw, each where the engine looks for it.
struct Pot {
    received: Received,
    pools: Pools,
    weights: PoolWeights,
    takings: Vec<Takings>,
    /// By class: what rules give in proportion to what is left.
    following: Vec<Vec<(Share, i64)>>,
    mono: Vec<i64>,
    baseline: Vec<i64>,
    shifts: Vec<ShiftSums>,
}

struct ShiftSums {
    units: i64,
    episodes: i64,
    moved: Moved,
}

impl Urn<'_> {
    fn pot(&self, sums: &Sums, lane: usize) -> Result<Pot, Overflow> {
        let stage = &self.stage();
        let participants = stage.members.count();
        let (contracts, slices) = (self.classes.contracts(), self.model.top_slices.len());
        let takings = Takings { claimed: 0, over: vec![0; contracts], taken: vec![0; slices] };
        let shift = || ShiftSums { units: 0, episodes: 0, moved: Moved::nothing(participants) };
        let mut pot = Pot {
            received: Received::nothing(participants),
            pools: Pools::default(),
            weights: self.blank.clone(),
            takings: vec![takings; self.classes.classes.len()],
            following: vec![Vec::new(); self.classes.classes.len()],
            mono: vec![0; participants],
            baseline: vec![0; participants],
            shifts: self.model.shifts.iter().map(|_| shift()).collect(),
        };
        for (at, cell) in self.table.cells.iter().enumerate() {
            let sum = sums.of(at, lane);
            match *cell {
                Cell::Fixed(share) => pot.give(share, sum)?,
                Cell::Following(class, share) => pot.following[class as usize].push((share, sum)),
                Cell::Claimed(class) => pot.takings[class as usize].claimed = sum,
                Cell::Over(class, contract) => pot.takings[class as usize].over[contract as usize] = sum,
                Cell::Taken(class, slice) => pot.takings[class as usize].taken[slice as usize] = sum,
                Cell::Weight(weight) => pot.weights.set(weight as usize, sum),
                Cell::Mono(who) => pot.mono[who.at()] = sum,
                Cell::Baseline(who) => pot.baseline[who.at()] = sum,
                Cell::Units(shift) => pot.shifts[shift as usize].units = sum,
                Cell::Episodes(shift) => pot.shifts[shift as usize].episodes = sum,
                Cell::Credited(shift, who) => pot.shifts[shift as usize].moved.credited[who.at()] = sum.into(),
                Cell::Charged(shift, who) => pot.shifts[shift as usize].moved.charged[who.at()] = sum.into(),
            }
        }
        Ok(pot)
    }

    /// Gives what follows what is left of the claims of each class: what it was of the episodes that were drawn, and the
    /// difference with what is left now in the same proportion.
    fn follow(&self, pot: &mut Pot, left: &[Left]) -> Result<(), Overflow> {
        let reference = &self.ready.projected.year.dossier.reference;
        for (class, shares) in std::mem::take(&mut pot.following).into_iter().enumerate() {
            if shares.is_empty() {
                continue;
            }
            let as_it_was = if self.is_whole[class] { pot.takings[class].claimed } else { left[class].as_it_was };
            let difference = left[class].now.checked_sub(as_it_was).ok_or(Overflow)?;
            let weights: Vec<i64> =
                shares.iter().map(|(_, cents)| cents.saturating_mul(as_it_was.signum()).max(0)).collect();
            let name = |at: usize| match shares[at].0 {
                Share::Participant(who) => reference.participant_code(who),
                Share::Reserve => "@reserve",
                Share::Pool(key) => key.performance.map_or("", |performance| reference.performance_code(performance)),
            };
            let more = if difference == 0 { None } else { allocate(difference, &weights, name, Salt(&["draw"]))? };
            if more.is_none() {
                // Where nobody had anything of these claims, nobody can be given in proportion.
                pot.received.unallocated.add(Cents(difference))?;
            }
            let more = more.unwrap_or_else(|| vec![0; shares.len()]);
            for ((share, cents), more) in shares.into_iter().zip(more) {
                pot.give(share, cents.checked_add(more).ok_or(Overflow)?)?;
            }
        }
        Ok(())
    }
}

impl Pot {
    fn give(&mut self, share: Share, cents: i64) -> Result<(), Overflow> {
        match share {
            Share::Participant(who) => self.received.add(None, None, Recipient::Participant(who), Cents(cents)),
            Share::Reserve => self.received.add(None, None, Recipient::Reserve, Cents(cents)),
            Share::Pool(key) => self.pools.add(key, Cents(cents)),
        }
    }
}
